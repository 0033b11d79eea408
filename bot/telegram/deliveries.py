"""How far each talk is delivered, which keyboards stand in a chat, and what else must be sent there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.storage import follow_ups
from bot.storage.conversations import Conversation
from bot.storage.conversations import get as get_conversation
from bot.storage.database import Transaction
from bot.storage.tables import (
    conversations,
    events,
    telegram_chats,
    telegram_deliveries,
    telegram_keyboards,
    telegram_outbox,
)
from bot.storage.tables import follow_ups as follow_up_rows

CHANNEL = "telegram"

RETRY_SECONDS = (1, 2, 5, 10, 30, 60)
"""Wait after each failed attempt in a row in a chat; the last one repeats."""

UNREACHABLE = "unreachable"
"""Kind of a follow-up: the person cannot be reached in Telegram any more, and something was promised."""


@dataclass(frozen=True)
class Cursor:
    """Everything up to line `seq` is sent, and `parts` messages of the line behind it."""

    seq: int = 0
    parts: int = 0


@dataclass(frozen=True)
class Errand:
    """Something for a chat that is no line of a talk: a word after erasing, a keyboard to take away."""

    number: int
    method: str
    """`say`, `edit` or `leave`."""
    chat_id: int
    text: str | None = None
    message_id: int | None = None


@dataclass(frozen=True)
class Keyboard:
    """A keyboard in a chat. Without a message number it is not sent yet, or the sending was not noted."""

    prompt_id: str
    message_id: int | None
    ticks: tuple[str, ...]
    wants_edit: bool


def talk_of(tx: Transaction, chat: str) -> Conversation | None:
    """The talk that is open in a chat."""
    number = tx.execute(sa.select(conversations.c.id).where(conversations.c.address_hash == chat)).scalar()
    return get_conversation(tx, number) if number else None


# -- chats -------------------------------------------------------------------------------------------------


def chats_with_work(tx: Transaction, now: datetime) -> list[str]:
    """Chats to which something can be sent now."""
    undelivered = (
        sa.select(conversations.c.address_hash)
        .outerjoin(telegram_deliveries, telegram_deliveries.c.conversation_id == conversations.c.id)
        .where(
            conversations.c.channel == CHANNEL,
            conversations.c.address_hash.is_not(None),
            conversations.c.last_seq > sa.func.coalesce(telegram_deliveries.c.seq, 0),
            sa.exists().where(
                events.c.conversation_id == conversations.c.id,
                events.c.seq > sa.func.coalesce(telegram_deliveries.c.seq, 0),
                events.c.sender != "person",
            ),
        )
    )
    to_edit = (
        sa.select(conversations.c.address_hash)
        .join(telegram_keyboards, telegram_keyboards.c.conversation_id == conversations.c.id)
        .where(telegram_keyboards.c.wants_edit, conversations.c.address_hash.is_not(None))
    )
    waiting = sa.union(undelivered, to_edit, sa.select(telegram_outbox.c.chat_hash)).subquery()
    chat = waiting.c[0]
    query = (
        sa.select(chat)
        .outerjoin(telegram_chats, telegram_chats.c.chat_hash == chat)
        .where(
            sa.or_(
                telegram_chats.c.chat_hash.is_(None),
                sa.and_(telegram_chats.c.is_gone.is_(False), telegram_chats.c.next_try_at <= now),
            )
        )
    )
    return list(tx.execute(query).scalars())


def attempts(tx: Transaction, chat: str) -> int:
    """Failed attempts in a row."""
    return (
        tx.execute(sa.select(telegram_chats.c.attempts).where(telegram_chats.c.chat_hash == chat)).scalar()
        or 0
    )


def failed(tx: Transaction, chat: str, problem: str, now: datetime, wait_seconds: float | None = None) -> int:
    """The chat rests, longer after each failure or as long as Telegram asked; returns failures in a row."""
    count = attempts(tx, chat) + 1
    seconds = wait_seconds or RETRY_SECONDS[min(count, len(RETRY_SECONDS)) - 1]
    _set_chat(tx, chat, attempts=count, next_try_at=now + timedelta(seconds=seconds), last_problem=problem)
    return count


def went_well(tx: Transaction, chat: str) -> None:
    """Something was sent: failed attempts before it no longer count."""
    tx.execute(
        telegram_chats.update()
        .where(telegram_chats.c.chat_hash == chat, telegram_chats.c.attempts > 0)
        .values(attempts=0, last_problem=None)
    )


def gone(tx: Transaction, chat: str, now: datetime) -> None:
    """The person blocked the bot or left: nothing more is sent; staff hear of it if they owe the person something."""
    _set_chat(tx, chat, is_gone=True, attempts=0, next_try_at=now, last_problem="gone")
    tx.execute(telegram_outbox.delete().where(telegram_outbox.c.chat_hash == chat))
    owed = (
        sa.select(conversations.c.id)
        .join(follow_up_rows, follow_up_rows.c.conversation_id == conversations.c.id)
        .where(
            conversations.c.address_hash == chat,
            follow_up_rows.c.state == "due",
            follow_up_rows.c.kind != UNREACHABLE,
        )
        .distinct()
    )
    for conversation_id in list(tx.execute(owed).scalars()):
        follow_ups.add(
            tx,
            conversation_id,
            kind=UNREACHABLE,
            cause=f"telegram-gone:{conversation_id}",
            due_at=now,
            now=now,
        )


def back(tx: Transaction, chat: str, now: datetime) -> None:
    """The person writes again: sending goes on."""
    tx.execute(
        telegram_chats.update()
        .where(telegram_chats.c.chat_hash == chat, telegram_chats.c.is_gone)
        .values(is_gone=False, attempts=0, next_try_at=now, last_problem=None)
    )


def _set_chat(tx: Transaction, chat: str, **values: Any) -> None:
    known = tx.execute(
        sa.select(telegram_chats.c.chat_hash).where(telegram_chats.c.chat_hash == chat)
    ).first()
    if known:
        tx.execute(telegram_chats.update().where(telegram_chats.c.chat_hash == chat).values(**values))
    else:
        tx.execute(telegram_chats.insert().values(**{"chat_hash": chat, "is_gone": False, **values}))


# -- lines of a talk ---------------------------------------------------------------------------------------


def cursor(tx: Transaction, conversation_id: str) -> Cursor:
    row = tx.execute(
        sa.select(telegram_deliveries.c.seq, telegram_deliveries.c.parts).where(
            telegram_deliveries.c.conversation_id == conversation_id
        )
    ).first()
    return Cursor(*row) if row else Cursor()


def move_cursor(tx: Transaction, conversation_id: str, reached: Cursor) -> None:
    """Note what is delivered; a talk that was erased meanwhile needs no note."""
    there = tx.execute(sa.select(conversations.c.id).where(conversations.c.id == conversation_id)).first()
    if not there:
        return
    mine = telegram_deliveries.c.conversation_id == conversation_id
    values = {"seq": reached.seq, "parts": reached.parts}
    if not tx.execute(telegram_deliveries.update().where(mine).values(**values)).rowcount:
        tx.execute(telegram_deliveries.insert().values(conversation_id=conversation_id, **values))


# -- keyboards ---------------------------------------------------------------------------------------------


def keyboard(tx: Transaction, prompt_id: str) -> Keyboard | None:
    row = (
        tx.execute(sa.select(telegram_keyboards).where(telegram_keyboards.c.prompt_id == prompt_id))
        .mappings()
        .first()
    )
    return _keyboard(tx, row) if row else None


def keyboard_sent(tx: Transaction, conversation_id: str, prompt_id: str, message_id: int) -> None:
    """A prompt stands in the chat with its keyboard. The sender never has two messages of a chat on the way."""
    if not tx.execute(sa.select(conversations.c.id).where(conversations.c.id == conversation_id)).first():
        return
    _upsert_keyboard(tx, conversation_id, prompt_id, message_id=message_id)


def tick(
    tx: Transaction, conversation_id: str, prompt_id: str, ticks: Sequence[str], message_id: int | None
) -> None:
    """Keep what is ticked so far; the keyboard is drawn anew after it."""
    sealed = tx.sealer.seal(list(ticks), f"telegram_keyboards:{prompt_id}")
    values: dict[str, Any] = {"ticks_sealed": sealed, "wants_edit": True}
    if message_id is not None:
        values["message_id"] = message_id
    _upsert_keyboard(tx, conversation_id, prompt_id, **values)


def drawn(tx: Transaction, prompt_id: str, ticks: Sequence[str]) -> None:
    """The keyboard shows these ticks; it still wants an edit when there were more taps meanwhile."""
    now_there = keyboard(tx, prompt_id)
    if now_there is not None and now_there.ticks == tuple(ticks):
        tx.execute(
            telegram_keyboards.update()
            .where(telegram_keyboards.c.prompt_id == prompt_id)
            .values(wants_edit=False)
        )


def keyboard_to_draw(tx: Transaction, conversation_id: str) -> Keyboard | None:
    """A keyboard whose ticks changed since it was drawn."""
    query = sa.select(telegram_keyboards).where(
        telegram_keyboards.c.conversation_id == conversation_id,
        telegram_keyboards.c.wants_edit,
        telegram_keyboards.c.message_id.is_not(None),
    )
    row = tx.execute(query).mappings().first()
    return _keyboard(tx, row) if row else None


def keyboards_besides(tx: Transaction, conversation_id: str, open_prompt_id: str | None) -> list[Keyboard]:
    """Keyboards of prompts that are no longer open."""
    query = sa.select(telegram_keyboards).where(
        telegram_keyboards.c.conversation_id == conversation_id,
        telegram_keyboards.c.prompt_id != (open_prompt_id or ""),
    )
    return [_keyboard(tx, row) for row in tx.execute(query).mappings()]


def drop_keyboard(tx: Transaction, prompt_id: str) -> None:
    """The keyboard is gone from the chat, or about to be taken away by an errand."""
    tx.execute(telegram_keyboards.delete().where(telegram_keyboards.c.prompt_id == prompt_id))


def _upsert_keyboard(tx: Transaction, conversation_id: str, prompt_id: str, **values: Any) -> None:
    mine = telegram_keyboards.c.prompt_id == prompt_id
    if tx.execute(sa.select(telegram_keyboards.c.prompt_id).where(mine)).first():
        tx.execute(telegram_keyboards.update().where(mine).values(**values))
    else:
        row = {"prompt_id": prompt_id, "conversation_id": conversation_id, "wants_edit": False, **values}
        tx.execute(telegram_keyboards.insert().values(**row))


def _keyboard(tx: Transaction, row: Any) -> Keyboard:
    sealed = row["ticks_sealed"]
    ticks = tx.sealer.open(sealed, f"telegram_keyboards:{row['prompt_id']}") if sealed else ()
    return Keyboard(row["prompt_id"], row["message_id"], tuple(ticks), row["wants_edit"])


# -- errands -----------------------------------------------------------------------------------------------


def send_on(
    tx: Transaction,
    chat: str,
    *,
    key: str,
    method: str,
    chat_id: int,
    now: datetime,
    text: str | None = None,
    message_id: int | None = None,
) -> None:
    """Put an errand down; the same key puts nothing down twice."""
    if tx.execute(sa.select(telegram_outbox.c.id).where(telegram_outbox.c.key == key)).first():
        return
    body = {"method": method, "chat_id": chat_id, "text": text, "message_id": message_id}
    sealed = tx.sealer.seal(body, f"telegram_outbox:{key}")
    tx.execute(telegram_outbox.insert().values(key=key, chat_hash=chat, body_sealed=sealed, at=now))


def next_errand(tx: Transaction, chat: str) -> Errand | None:
    row = (
        tx.execute(
            sa.select(telegram_outbox)
            .where(telegram_outbox.c.chat_hash == chat)
            .order_by(telegram_outbox.c.id)
            .limit(1)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    return Errand(row["id"], **tx.sealer.open(row["body_sealed"], f"telegram_outbox:{row['key']}"))


def errand_done(tx: Transaction, number: int) -> None:
    """An errand that is run leaves nothing behind."""
    tx.execute(telegram_outbox.delete().where(telegram_outbox.c.id == number))
