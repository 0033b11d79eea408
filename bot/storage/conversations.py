"""Conversations: who is talking on which channel, and where the dialogue stands."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.database import Transaction
from bot.storage.sealing import token_hash
from bot.storage.tables import alerts, conversations, outbox

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
REFERENCE_LENGTH = 8


@dataclass(frozen=True)
class Dialogue:
    """Where the dialogue stands beyond the answers themselves; sealed, since it quotes the person."""

    softer_safety: bool = False
    """`safety` was skipped once and is asked again in softer words."""
    reopened: str | None = None
    """A question the person went back to; its old answer counts until a new one is given."""
    is_choosing_change: bool = False
    is_reviewed: bool = False
    pending: Mapping[str, Any] = field(default_factory=dict)
    """Answers read from typed words that wait for a yes: question -> value."""
    pending_is_story: bool = False
    misread: int = 0
    """How often in a row the open question could not be read."""
    danger: str | None = None
    """Kind of danger while the questionnaire is paused; None when it is not."""
    danger_step: str | None = None
    """`card_next`, `recheck`, `check_in` or `safety_return`: what the person is asked while it is paused."""
    danger_is_someone_else: bool = False
    danger_from_answer: str | None = None
    """The question whose answer was the danger; asked again once the danger is cleared."""
    paused_prompt: str | None = None
    """The prompt that was open before, shown again when the questionnaire goes on."""
    before_call: str | None = None
    """The prompt that was open when the person asked to be called, shown again behind the form."""
    is_declined: bool = False
    pause: str | None = None
    """`stopped` or `delete`: what the person is asked while the open question waits."""
    last_message: str | None = None
    """The message taken last, so that a repeated turn changes nothing twice."""
    last_says: tuple[str, ...] = ()
    booking_shows: str = ""
    """What the offer of times shows: the earliest (empty), or what a typed wish led to."""
    booking_offer: tuple[str, ...] = ()
    """Starts that fit a typed wish, and the days a question is about."""
    booking_page: int = 0
    booking_task: str | None = None
    """`manage`, `move` or `call_off`: what is done with a visit that is booked."""
    booking_outcome: str | None = None
    """`booked` or `moved` in the turn that did it."""
    doubted_email: str | None = None
    """An address that looked mistyped; sent again, it is taken."""
    is_booking_over: bool = False


@dataclass(frozen=True)
class Conversation:
    """One talk with one person on one channel."""

    id: str
    channel: str
    language: str
    reference: str
    created_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None
    is_after_hours: bool
    screening_number: int
    last_seq: int
    open_prompt_id: str | None
    dialogue: Dialogue


class NoSuchConversation(LookupError):
    """The conversation was never there, or it was deleted."""


def start(
    tx: Transaction,
    *,
    channel: str,
    language: str,
    now: datetime,
    is_after_hours: bool,
    token: str | None = None,
    address: str | None = None,
    entry: str | None = None,
) -> Conversation:
    """Begin a conversation; `token` is the web cookie, `address` the chat on another channel, looked up by hash."""
    conversation_id = secrets.token_hex(16)
    row = {
        "id": conversation_id,
        "channel": channel,
        "language": language,
        "token_hash": token_hash(token) if token else None,
        "address_hash": tx.sealer.keyed_hash(f"{channel}:{address}") if address else None,
        "address_sealed": tx.sealer.seal(address, f"conversations.address:{conversation_id}")
        if address
        else None,
        "reference": "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH)),
        "entry": entry,
        "created_at": now,
        "last_seen_at": now,
        "is_after_hours": is_after_hours,
        "screening_number": 1,
        "last_seq": 0,
        "dialogue_sealed": _seal(tx, conversation_id, Dialogue()),
    }
    tx.execute(conversations.insert(), row)
    return get(tx, conversation_id)


def get(tx: Transaction, conversation_id: str) -> Conversation:
    """Raises NoSuchConversation."""
    return _only(tx, _BY_ID, conversation_id)


def lock(tx: Transaction, conversation_id: str) -> Conversation:
    """As `get`, and nobody else changes the conversation until this transaction ends. Raises NoSuchConversation."""
    return _only(tx, _BY_ID_LOCKED, conversation_id)


def lock_by_token(tx: Transaction, token: str) -> Conversation:
    """As `lock`, for the conversation of a web cookie. Raises NoSuchConversation."""
    return _only(tx, _BY_TOKEN_LOCKED, token_hash(token))


def by_token(tx: Transaction, token: str) -> Conversation:
    """The conversation of a web cookie. Raises NoSuchConversation."""
    return _only(tx, _BY_TOKEN, token_hash(token))


def by_address(tx: Transaction, channel: str, address: str) -> Conversation:
    """The conversation of a chat on another channel. Raises NoSuchConversation."""
    return _only(tx, _BY_ADDRESS, tx.sealer.keyed_hash(f"{channel}:{address}"))


def address_of(tx: Transaction, conversation_id: str) -> str | None:
    """Where to send on the conversation's channel, in the clear."""
    sealed = tx.execute(
        sa.select(conversations.c.address_sealed).where(conversations.c.id == conversation_id)
    ).scalar()
    return tx.sealer.open(sealed, f"conversations.address:{conversation_id}") if sealed else None


def seen(tx: Transaction, conversation_id: str, now: datetime) -> None:
    tx.execute(_SEEN, {"conversation": conversation_id, "at": now})


def speak(tx: Transaction, conversation_id: str, language: str) -> None:
    """Change the language the person reads."""
    _update(tx, conversation_id, language=language)


def end(tx: Transaction, conversation_id: str, now: datetime) -> None:
    """Close the talk to its cookie or chat; what was said is kept as long as the clinic's setting says."""
    _update(tx, conversation_id, ended_at=now, token_hash=None, address_hash=None, open_prompt_id=None)


def open_again(tx: Transaction, conversation_id: str, token: str) -> None:
    """Bind the talk to a new cookie; the one it had before opens nothing any more."""
    _update(tx, conversation_id, token_hash=token_hash(token), ended_at=None)


def start_over(tx: Transaction, conversation: Conversation) -> Conversation:
    """A new screening in the same talk; the old answers stay on record."""
    _update(tx, conversation.id, screening_number=conversation.screening_number + 1)
    return note(tx, get(tx, conversation.id), Dialogue())


def note(tx: Transaction, conversation: Conversation, dialogue: Dialogue) -> Conversation:
    """Remember where the dialogue stands."""
    if dialogue == conversation.dialogue:
        return conversation
    _update(tx, conversation.id, dialogue_sealed=_seal(tx, conversation.id, dialogue))
    return replace(conversation, dialogue=dialogue)


def delete(tx: Transaction, conversation_id: str) -> bool:
    """Remove the conversation and all that hangs on it; True when there was one."""
    tx.execute(outbox.delete().where(outbox.c.conversation_id == conversation_id))
    tx.execute(
        alerts.update().where(alerts.c.conversation_id == conversation_id).values(conversation_id=None)
    )
    return tx.execute(conversations.delete().where(conversations.c.id == conversation_id)).rowcount > 0


def _update(tx: Transaction, conversation_id: str, **values: Any) -> None:
    tx.execute(conversations.update().where(conversations.c.id == conversation_id).values(**values))


def _one_by(column: sa.Column[Any]) -> sa.Select[Any]:
    """A statement put together once: read several times a message, its making would cost more than its running."""
    return sa.select(conversations).where(column == sa.bindparam("this"))


_BY_ID = _one_by(conversations.c.id)
_BY_ID_LOCKED = _BY_ID.with_for_update()
_BY_TOKEN = _one_by(conversations.c.token_hash)
_BY_TOKEN_LOCKED = _BY_TOKEN.with_for_update()
_BY_ADDRESS = _one_by(conversations.c.address_hash)
_SEEN = (
    conversations.update()
    .where(conversations.c.id == sa.bindparam("conversation"))
    .values(last_seen_at=sa.bindparam("at"))
)


def _only(tx: Transaction, query: sa.Select[Any], this: str) -> Conversation:
    row = tx.execute(query, {"this": this}).mappings().first()
    if row is None:
        raise NoSuchConversation
    stored = tx.sealer.open(row["dialogue_sealed"], f"conversations.dialogue:{row['id']}")
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    dialogue = Dialogue(**known)
    return Conversation(**{name: row[name] for name in _COLUMNS}, dialogue=dialogue)


def _seal(tx: Transaction, conversation_id: str, dialogue: Dialogue) -> bytes:
    changed = {
        name: getattr(dialogue, name)
        for name in Dialogue.__dataclass_fields__
        if getattr(dialogue, name) != getattr(_FRESH, name)
    }
    return tx.sealer.seal(changed, f"conversations.dialogue:{conversation_id}")


_FRESH = Dialogue()
_COLUMNS = tuple(name for name in Conversation.__dataclass_fields__ if name != "dialogue")


def count(tx: Transaction) -> int:
    """How many conversations are kept."""
    return int(tx.execute(sa.select(sa.func.count()).select_from(conversations)).scalar_one())
