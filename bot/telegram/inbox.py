"""Updates as they arrived: stored before anything is confirmed to Telegram, emptied when they are handled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import RowMapping

from bot.storage.database import Transaction
from bot.storage.tables import telegram_updates as updates
from bot.telegram.arrivals import Arrival, from_stored

RETRY_SECONDS = (1, 2, 5, 10, 30, 60)
"""Wait before each next try; the last one repeats."""

KEPT_FOR = timedelta(days=2)
"""Telegram hands an update in again for a day at most; until then its number must be known here."""


@dataclass(frozen=True)
class Waiting:
    """An update that is not handled yet."""

    arrival: Arrival
    tries: int
    step: str | None
    """How far it had come: `erasing` when the talk it belongs to was about to be erased."""
    received_at: datetime


def chat_hash(tx: Transaction, chat_id: int) -> str:
    """How a chat is known in the tables; the same hash stands in `conversations.address_hash`."""
    return tx.sealer.keyed_hash(f"telegram:{chat_id}")


def store(tx: Transaction, arrivals: Iterable[Arrival], now: datetime) -> int:
    """Keep updates, each number once; returns how many were new."""
    by_number = {arrival.update_id: arrival for arrival in arrivals}
    known = set(
        tx.execute(sa.select(updates.c.update_id).where(updates.c.update_id.in_(by_number))).scalars()
    )
    rows = [
        {
            "update_id": number,
            "chat_hash": chat_hash(tx, arrival.chat_id),
            "body_sealed": tx.sealer.seal(arrival.as_stored(), f"telegram_updates:{number}"),
            "status": "new",
            "received_at": now,
            "tries": 0,
            "next_try_at": now,
        }
        for number, arrival in sorted(by_number.items())
        if number not in known
    ]
    if rows:
        tx.execute(updates.insert(), rows)
    return len(rows)


def chats_waiting(tx: Transaction, now: datetime) -> list[str]:
    """Chats with an update whose next try is due, the one that waits longest first."""
    query = (
        sa.select(updates.c.chat_hash)
        .where(updates.c.status == "new", updates.c.next_try_at <= now)
        .group_by(updates.c.chat_hash)
        .order_by(sa.func.min(updates.c.update_id))
    )
    return list(tx.execute(query).scalars())


def next_of(tx: Transaction, chat: str, now: datetime) -> Waiting | None:
    """The oldest update of a chat; None when there is none, or it must be tried later."""
    row = (
        tx.execute(
            sa.select(updates)
            .where(updates.c.chat_hash == chat, updates.c.status == "new")
            .order_by(updates.c.update_id)
            .limit(1)
        )
        .mappings()
        .first()
    )
    if row is None or row["next_try_at"] > now:
        return None
    return Waiting(_arrival(tx, row), row["tries"], row["step"], row["received_at"])


def is_waiting(tx: Transaction, update_id: int) -> bool:
    """Whether an update is not handled yet."""
    query = sa.select(updates.c.update_id).where(updates.c.update_id == update_id, updates.c.status == "new")
    return tx.execute(query).first() is not None


def all_waiting(tx: Transaction) -> list[Arrival]:
    """Every update that is not handled yet, oldest first."""
    query = sa.select(updates).where(updates.c.status == "new").order_by(updates.c.update_id)
    return [_arrival(tx, row) for row in tx.execute(query).mappings()]


def begin(tx: Transaction, update_id: int, step: str) -> None:
    """Note how far an update has come, so that a second try knows."""
    _update(tx, update_id, step=step)


def done(tx: Transaction, update_id: int) -> None:
    """The update is handled; its content is no longer kept here."""
    _update(tx, update_id, status="done", body_sealed=None, step=None)


def try_later(tx: Transaction, waiting: Waiting, now: datetime) -> None:
    wait = RETRY_SECONDS[min(waiting.tries, len(RETRY_SECONDS) - 1)]
    _update(
        tx,
        waiting.arrival.update_id,
        tries=waiting.tries + 1,
        next_try_at=now + timedelta(seconds=wait),
    )


def set_aside(tx: Transaction, update_id: int) -> None:
    """Give up on an update that fails every time, so that the ones behind it are reached; it is kept, sealed."""
    _update(tx, update_id, status="failed")


def purge(tx: Transaction, now: datetime) -> int:
    """Forget the numbers of updates that Telegram cannot hand in again; returns how many."""
    handled = sa.and_(updates.c.status != "new", updates.c.received_at < now - KEPT_FOR)
    return tx.execute(updates.delete().where(handled)).rowcount


def _arrival(tx: Transaction, row: RowMapping) -> Arrival:
    return from_stored(tx.sealer.open(row["body_sealed"], f"telegram_updates:{row['update_id']}"))


def _update(tx: Transaction, update_id: int, **values: object) -> None:
    tx.execute(updates.update().where(updates.c.update_id == update_id).values(**values))
