"""The outbox: what must leave Doorway, kept in the database until it has left.

A row is written in the transaction of the change it tells about. Sending takes a lease on it first, so a stopped
process loses nothing; a process killed between the other side's answer and our mark sends once more, and counts it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.database import Transaction
from bot.storage.tables import outbox

WAITING, SENDING, SENT, DROPPED = "waiting", "sending", "sent", "dropped"


@dataclass(frozen=True)
class Letter:
    """A row of the outbox. `body` holds what a composer needs; the words are chosen when it is sent."""

    id: int
    key: str
    channel: str
    conversation_id: str | None
    body: Mapping[str, Any]
    status: str
    due_at: datetime
    attempts: int
    repeats: int
    last_problem: str | None
    is_urgent: bool
    useless_after: datetime | None


def add(
    tx: Transaction,
    *,
    key: str,
    channel: str,
    body: Mapping[str, Any],
    due_at: datetime,
    conversation_id: str | None = None,
    is_urgent: bool = False,
    useless_after: datetime | None = None,
) -> bool:
    """Put a letter in, once for each key; False when the key is already there, whatever became of it.

    `body["what"]` names the composer; `channel` is `email` or `telegram`. Past `useless_after` it is dropped unsent.
    """
    if tx.execute(sa.select(outbox.c.id).where(outbox.c.key == key)).first():
        return False
    tx.execute(
        outbox.insert().values(
            key=key,
            channel=channel,
            conversation_id=conversation_id,
            body_sealed=tx.sealer.seal(dict(body), f"outbox:{key}"),
            status=WAITING,
            due_at=due_at,
            attempts=0,
            is_urgent=is_urgent,
            useless_after=useless_after,
            repeats=0,
        )
    )
    return True


def withdraw(tx: Transaction, *, key_start: str, conversation_id: str, but_not: str | None = None) -> int:
    """Take back what a conversation has waiting under keys that start so; returns how many.

    Keys that start with `but_not` stay: a key that was withdrawn never sends again.
    """
    return tx.execute(
        outbox.update()
        .where(
            outbox.c.conversation_id == conversation_id,
            outbox.c.key.startswith(key_start, autoescape=True),
            outbox.c.status == WAITING,
            ~outbox.c.key.startswith(but_not, autoescape=True) if but_not else sa.true(),
        )
        .values(status=DROPPED, last_problem="withdrawn")
    ).rowcount


def is_anything_due(tx: Transaction, now: datetime) -> bool:
    """Whether a round would find work; reading this takes no lock."""
    return tx.execute(sa.select(outbox.c.id).where(_due(now)).limit(1)).first() is not None


def claim(
    tx: Transaction,
    now: datetime,
    *,
    leased_until: datetime,
    most: int,
    only_urgent: bool = False,
    besides: Collection[int] = (),
) -> list[Letter]:
    """Lease letters that are due, urgent ones first; nobody else gets them before the lease is over.

    A letter found with a lease that ran out was in the hands of a process that died: `repeats` counts it.
    """
    query = sa.select(outbox).where(_due(now), outbox.c.id.not_in(tuple(besides)))
    if only_urgent:
        query = query.where(outbox.c.is_urgent)
    query = query.order_by(outbox.c.is_urgent.desc(), outbox.c.due_at, outbox.c.id).limit(most)
    rows = tx.execute(query.with_for_update(skip_locked=True)).mappings().all()
    for row in rows:
        tx.execute(
            outbox.update()
            .where(outbox.c.id == row["id"])
            .values(
                status=SENDING,
                leased_until=leased_until,
                attempts=row["attempts"] + 1,
                repeats=row["repeats"] + (row["status"] == SENDING),
            )
        )
    return [_letter(tx, row["id"]) for row in rows]


def sent(tx: Transaction, letter: Letter, now: datetime) -> None:
    """The other side has taken it; its content is not kept any longer."""
    _close(tx, letter, SENT, None, sent_at=now)


def drop(tx: Transaction, letter: Letter, reason: str) -> None:
    """It is not true or not needed any more, and never goes out."""
    _close(tx, letter, DROPPED, reason)


def later(tx: Transaction, letter: Letter, due_at: datetime, problem: str | None) -> None:
    """Keep it for another try; `problem` is a kind of error and a code, never what anybody wrote."""
    tx.execute(
        outbox.update()
        .where(outbox.c.id == letter.id, outbox.c.status == SENDING)
        .values(status=WAITING, due_at=due_at, leased_until=None, last_problem=problem)
    )


def of_key(tx: Transaction, key_start: str) -> list[Letter]:
    """Every letter whose key starts so, oldest first."""
    query = sa.select(outbox.c.id).where(outbox.c.key.startswith(key_start, autoescape=True))
    return [_letter(tx, number) for number in tx.execute(query.order_by(outbox.c.id)).scalars().all()]


def counts(tx: Transaction) -> Mapping[str, int]:
    """Status -> how many, and under `repeats` how many sendings may have happened twice."""
    query = sa.select(
        outbox.c.status,
        sa.func.count().label("letters"),
        sa.func.sum(outbox.c.repeats).label("repeats"),
    ).group_by(outbox.c.status)
    rows = tx.execute(query).mappings().all()
    found = {str(row["status"]): int(row["letters"]) for row in rows}
    return found | {"repeats": sum(int(row["repeats"] or 0) for row in rows)}


def _due(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(
        sa.and_(outbox.c.status == WAITING, outbox.c.due_at <= now),
        sa.and_(outbox.c.status == SENDING, outbox.c.leased_until <= now),
    )


def _close(
    tx: Transaction, letter: Letter, status: str, problem: str | None, *, sent_at: datetime | None = None
) -> None:
    empty = tx.sealer.seal({"what": letter.body.get("what")}, f"outbox:{letter.key}")
    tx.execute(
        outbox.update()
        .where(outbox.c.id == letter.id)
        .values(status=status, leased_until=None, last_problem=problem, sent_at=sent_at, body_sealed=empty)
    )


def _letter(tx: Transaction, number: int) -> Letter:
    row = tx.execute(sa.select(outbox).where(outbox.c.id == number)).mappings().one()
    names = [name for name in Letter.__dataclass_fields__ if name != "body"]
    body = tx.sealer.open(row["body_sealed"], f"outbox:{row['key']}")
    return Letter(**{name: row[name] for name in names}, body=body)
