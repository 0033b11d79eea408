"""What people sent (inbox) and what they read (numbered events), each stored before anything else happens."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.storage.database import Transaction
from bot.storage.tables import conversations, events, inbox

# Statements of every message, put together once: their making would cost more than their running.
_BY_CLIENT_ID = sa.select(inbox).where(
    inbox.c.conversation_id == sa.bindparam("conversation"), inbox.c.client_id == sa.bindparam("client")
)
_WAITING = (
    sa.select(inbox)
    .where(inbox.c.conversation_id == sa.bindparam("conversation"), inbox.c.status == "new")
    .order_by(inbox.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_DONE = (
    inbox.update().where(inbox.c.id == sa.bindparam("message"), inbox.c.status == "new").values(status="done")
)
_ADD_MESSAGE = inbox.insert().returning(inbox.c.id)
_ADD_EVENTS = events.insert()
_NUMBERS = (
    conversations.update()
    .where(conversations.c.id == sa.bindparam("conversation"))
    .values(last_seq=conversations.c.last_seq + sa.bindparam("count", type_=sa.Integer))
    .returning(conversations.c.last_seq)
)
_NUMBERS_AND_PROMPT = _NUMBERS.values(open_prompt_id=sa.bindparam("prompt"))
_CLOSE_PROMPT = (
    conversations.update()
    .where(conversations.c.id == sa.bindparam("conversation"))
    .values(open_prompt_id=None)
)
_PROMPT = sa.select(events).where(
    events.c.conversation_id == sa.bindparam("conversation"), events.c.prompt_id == sa.bindparam("prompt")
)
_EVENTS_AFTER = (
    sa.select(events)
    .where(events.c.conversation_id == sa.bindparam("conversation"), events.c.seq > sa.bindparam("number"))
    .order_by(events.c.seq)
    .limit(sa.bindparam("most", type_=sa.Integer))
)

RETRY_SECONDS = (0, 1, 2, 5, 10, 30, 60)
"""Wait before each next try of a message the engine could not answer; the last one repeats."""


@dataclass(frozen=True)
class Said:
    """Something to append to a conversation: one event without its number."""

    sender: str
    kind: str
    text: str
    question: str | None = None
    select: str | None = None
    options: Sequence[Mapping[str, str]] = ()
    fields: Sequence[Mapping[str, Any]] = ()
    links: Sequence[Mapping[str, str]] = ()
    level: str | None = None


@dataclass(frozen=True)
class Event:
    """One numbered line of a conversation, as the person's channel shows it."""

    seq: int
    said: Said
    prompt_id: str | None
    at: datetime

    @property
    def is_prompt(self) -> bool:
        return self.prompt_id is not None

    def as_public(self) -> dict[str, Any]:
        """The event as the HTTP contract has it; keys that say nothing are left out."""
        said = self.said
        found: dict[str, Any] = {
            "seq": self.seq,
            "from": said.sender,
            "kind": said.kind,
            "text": said.text,
            "at": self.at.isoformat(),
        }
        optional = {
            "prompt_id": self.prompt_id,
            "question": said.question,
            "select": said.select,
            "options": list(said.options),
            "fields": list(said.fields),
            "links": list(said.links),
            "level": said.level,
        }
        return found | {key: value for key, value in optional.items() if value}


@dataclass(frozen=True)
class Message:
    """One thing a person sent: words, a choice, ticks, or a form."""

    id: int
    conversation_id: str
    client_id: str
    kind: str
    text: str
    prompt_id: str | None
    options: tuple[str, ...]
    fields: Mapping[str, Any] = field(default_factory=dict)
    tries: int = 0
    seq: int = 0

    @property
    def engine_id(self) -> str:
        """The id under which the engine handles this message at most once."""
        return f"in-{self.id}"


def accept(
    tx: Transaction,
    conversation_id: str,
    *,
    client_id: str,
    kind: str,
    body: Mapping[str, Any],
    shown: Said,
    now: datetime,
) -> tuple[Message, bool]:
    """Store a message before it is handled, once. Returns it and whether it had come before."""
    known = by_client_id(tx, conversation_id, client_id)
    if known is not None:
        return known, True
    stored = store(tx, conversation_id, client_id=client_id, kind=kind, body=body, shown=shown, now=now)
    return stored, False


def store(
    tx: Transaction,
    conversation_id: str,
    *,
    client_id: str,
    kind: str,
    body: Mapping[str, Any],
    shown: Said,
    now: datetime,
) -> Message:
    """Store a message whose client id is known to be new, and the line that shows it."""
    seq = append(tx, conversation_id, [shown], now)[0].seq
    return _insert(tx, conversation_id, client_id=client_id, kind=kind, body=body, seq=seq, now=now)


def _insert(
    tx: Transaction,
    conversation_id: str,
    *,
    client_id: str,
    kind: str,
    body: Mapping[str, Any],
    seq: int,
    now: datetime,
) -> Message:
    values = {
        "conversation_id": conversation_id,
        "client_id": client_id,
        "kind": kind,
        "body_sealed": tx.sealer.seal(dict(body), f"inbox:{conversation_id}:{client_id}"),
        "status": "new",
        "received_at": now,
        "next_try_at": now,
        "tries": 0,
        "seq": seq,
    }
    number = tx.execute(_ADD_MESSAGE, values).scalar_one()
    return _message(tx, {**values, "id": number})


def by_client_id(tx: Transaction, conversation_id: str, client_id: str) -> Message | None:
    """The message that came under this client id before."""
    found = tx.execute(_BY_CLIENT_ID, {"conversation": conversation_id, "client": client_id})
    row = found.mappings().first()
    return _message(tx, row) if row else None


def wish(tx: Transaction, conversation_id: str, intent: str, now: datetime) -> None:
    """Put a wish of the service itself into the inbox: `open` or `resume`, handled like any message."""
    _insert(
        tx,
        conversation_id,
        client_id=f"{intent}:{secrets.token_hex(8)}",
        kind="start",
        body={"text": intent},
        seq=0,
        now=now,
    )


def by_engine_id(tx: Transaction, engine_id: str) -> Message | None:
    """The stored message behind an engine's message id: forms are read from here, never from the engine."""
    number = engine_id.removeprefix("in-")
    if not number.isdecimal():
        return None
    row = tx.execute(sa.select(inbox).where(inbox.c.id == int(number))).mappings().first()
    return _message(tx, row) if row else None


def waiting(tx: Transaction, conversation_id: str, most: int = 20) -> list[Message]:
    """The messages of a conversation that are not handled yet, oldest first."""
    found = tx.execute(_WAITING, {"conversation": conversation_id, "most": most})
    return [_message(tx, row) for row in found.mappings()]


def next_waiting(tx: Transaction, conversation_id: str) -> Message | None:
    """The oldest message of a conversation that is not handled yet."""
    return next(iter(waiting(tx, conversation_id, 1)), None)


def conversations_waiting(tx: Transaction, now: datetime) -> list[str]:
    """Conversations with a message whose next try is due."""
    query = (
        sa.select(inbox.c.conversation_id)
        .where(inbox.c.status == "new", inbox.c.next_try_at <= now)
        .distinct()
    )
    return list(tx.execute(query).scalars())


def done(tx: Transaction, message_id: int) -> bool:
    """Mark a message handled, in the same transaction as the events that answer it; False when it was before."""
    return tx.execute(_DONE, {"message": message_id}).rowcount == 1


def try_later(tx: Transaction, message: Message, now: datetime) -> None:
    """Keep a message for another try, later each time."""
    wait = RETRY_SECONDS[min(message.tries + 1, len(RETRY_SECONDS) - 1)]
    tx.execute(
        inbox.update()
        .where(inbox.c.id == message.id)
        .values(tries=message.tries + 1, next_try_at=now + timedelta(seconds=wait))
    )


def append(tx: Transaction, conversation_id: str, lines: Sequence[Said], now: datetime) -> list[Event]:
    """Number and store lines of a conversation; a prompt among them becomes the open one."""
    if not lines:
        return []
    prompt_ids = [secrets.token_hex(16) if said.kind == "prompt" else None for said in lines]
    newest_prompt = next((prompt_id for prompt_id in reversed(prompt_ids) if prompt_id), None)
    asked = {"conversation": conversation_id, "count": len(lines)}
    if newest_prompt:
        last = tx.execute(_NUMBERS_AND_PROMPT, asked | {"prompt": newest_prompt}).scalar_one()
    else:
        last = tx.execute(_NUMBERS, asked).scalar_one()
    first = last - len(lines) + 1
    found = [
        Event(seq, said, prompt_id, now)
        for seq, said, prompt_id in zip(range(first, last + 1), lines, prompt_ids, strict=True)
    ]
    tx.execute(
        _ADD_EVENTS,
        [
            {
                "conversation_id": conversation_id,
                "seq": event.seq,
                "sender": event.said.sender,
                "kind": event.said.kind,
                "question": event.said.question,
                "prompt_id": event.prompt_id,
                "body_sealed": tx.sealer.seal(_body(event.said), f"events:{conversation_id}:{event.seq}"),
                "at": now,
            }
            for event in found
        ],
    )
    return found


def close_prompt(tx: Transaction, conversation_id: str) -> None:
    """No prompt is open: nothing that was offered can be chosen any more."""
    tx.execute(_CLOSE_PROMPT, {"conversation": conversation_id})


def events_after(tx: Transaction, conversation_id: str, seq: int, limit: int = 500) -> list[Event]:
    """The lines of a conversation behind a number, oldest first."""
    found = tx.execute(_EVENTS_AFTER, {"conversation": conversation_id, "number": seq, "most": limit})
    return [_event(tx, row) for row in found.mappings()]


def prompt(tx: Transaction, conversation_id: str, prompt_id: str | None) -> Event | None:
    """The prompt with this id in this conversation."""
    if prompt_id is None:
        return None
    found = tx.execute(_PROMPT, {"conversation": conversation_id, "prompt": prompt_id})
    row = found.mappings().first()
    return _event(tx, row) if row else None


def last_prompt_besides(tx: Transaction, conversation_id: str, questions: Sequence[str]) -> Event | None:
    """The newest prompt that is not one of these questions: what was open before they were asked."""
    query = (
        sa.select(events)
        .where(
            events.c.conversation_id == conversation_id,
            events.c.kind == "prompt",
            events.c.question.not_in(questions),
        )
        .order_by(events.c.seq.desc())
        .limit(1)
    )
    row = tx.execute(query).mappings().first()
    return _event(tx, row) if row else None


def latest_texts(tx: Transaction, conversation_id: str, before_seq: int, count: int) -> list[str]:
    """The person's last few typed texts before a number, oldest first."""
    query = (
        sa.select(events)
        .where(
            events.c.conversation_id == conversation_id,
            events.c.seq < before_seq,
            events.c.sender == "person",
        )
        .order_by(events.c.seq.desc())
        .limit(count)
    )
    return [_event(tx, row).said.text for row in tx.execute(query).mappings()][::-1]


def _message(tx: Transaction, row: Any) -> Message:
    body = tx.sealer.open(row["body_sealed"], f"inbox:{row['conversation_id']}:{row['client_id']}")
    return Message(
        id=row["id"],
        conversation_id=row["conversation_id"],
        client_id=row["client_id"],
        kind=row["kind"],
        text=body.get("text") or "",
        prompt_id=body.get("prompt_id"),
        options=tuple(body.get("options") or ()),
        fields=body.get("fields") or {},
        tries=row["tries"],
        seq=row["seq"],
    )


def _body(said: Said) -> dict[str, Any]:
    body = {
        "text": said.text,
        "select": said.select,
        "options": list(said.options),
        "fields": list(said.fields),
        "links": list(said.links),
        "level": said.level,
    }
    return {key: value for key, value in body.items() if value}


def _event(tx: Transaction, row: Any) -> Event:
    body = tx.sealer.open(row["body_sealed"], f"events:{row['conversation_id']}:{row['seq']}")
    said = Said(
        sender=row["sender"],
        kind=row["kind"],
        text=body.get("text", ""),
        question=row["question"],
        select=body.get("select"),
        options=body.get("options", ()),
        fields=body.get("fields", ()),
        links=body.get("links", ()),
        level=body.get("level"),
    )
    return Event(row["seq"], said, row["prompt_id"], row["at"])
