"""Kept no longer than needed: a job deletes what is over its time, in the engine first, and records counts alone."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import anyio
import sqlalchemy as sa

from bot.clinic import Clinic
from bot.conversation.engine_client import EngineSilent
from bot.desk.tables import retention_runs, staff_sessions
from bot.storage import audit, saved_codes
from bot.storage.database import Transaction
from bot.storage.tables import (
    alerts,
    appointments,
    conversations,
    follow_ups,
    outbox,
    screenings,
)

if TYPE_CHECKING:
    from bot.web.parts import Parts

logger = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
SESSION_DAYS = 30
MOST_A_RUN = 500
"""So many talks at most in one run; the next run takes the others."""
SHOWN_RUNS = 30
ACTOR = "system:retention"
OPEN_ALERTS = ("raised", "notified", "escalated")


@dataclass(frozen=True)
class Due:
    """A talk whose time is over, and the reason that stands in the audit log."""

    conversation_id: str
    reason: str


async def run_forever(parts: Parts) -> None:
    """Run now and then each hour; whatever goes wrong, the next round comes."""
    while True:
        try:
            await run(parts, author=ACTOR)
        except Exception as problem:
            logger.error("the retention job failed (%s); the next round comes", type(problem).__name__)
        await anyio.sleep(EVERY.total_seconds())


async def run(parts: Parts, *, author: str) -> Mapping[str, int]:
    """Delete what is due and return counts by kind; a run that found nothing leaves no row of its own."""
    now = parts.now()

    def find() -> list[Due]:
        with parts.database.read() as tx:
            return find_due(tx, parts.clinic, now, most=MOST_A_RUN)

    counts: dict[str, int] = {}
    for due in await anyio.to_thread.run_sync(find):
        try:
            await delete_one(parts, due.conversation_id, actor=author, reason=due.reason)
            kind = due.reason
        except EngineSilent:
            # What the engine still holds must not outlive its row here, or nobody would ever ask for it again.
            kind = "waiting_for_engine"
        counts[kind] = counts.get(kind, 0) + 1

    def finish() -> None:
        with parts.database.begin() as tx:
            sessions = _forget_sessions(tx, now)
            if sessions:
                counts["sessions"] = sessions
            if counts or author != ACTOR:
                _record_run(tx, counts, author, now)

    await anyio.to_thread.run_sync(finish)
    return counts


async def delete_one(parts: Parts, conversation_id: str, *, actor: str, reason: str) -> None:
    """Delete one talk everywhere: engine, our tables, what waited to be sent; alerts stay, without the person.

    Raises EngineSilent when an engine could not be reached; then nothing of ours is deleted.
    """
    await parts.engines.forget(conversation_id)

    def loosen() -> None:
        with parts.database.begin() as tx:
            tx.execute(outbox.delete().where(outbox.c.conversation_id == conversation_id))
            tx.execute(
                alerts.update()
                .where(alerts.c.conversation_id == conversation_id)
                .values(conversation_id=None, cause=sa.literal("deleted:") + alerts.c.id)
            )

    await anyio.to_thread.run_sync(loosen)
    await parts.conversations.delete(conversation_id, actor=actor, reason=reason)


def find_due(tx: Transaction, clinic: Clinic, now: datetime, *, most: int) -> list[Due]:
    """Talks whose time is over, the oldest first; none while something of them is still open."""
    found: list[Due] = []
    for reason, condition in _rules(clinic, now).items():
        query = (
            sa.select(conversations.c.id)
            .where(condition, _nothing_is_open(now))
            .order_by(conversations.c.last_seen_at)
            .limit(most - len(found))
        )
        found += [Due(conversation_id, reason) for conversation_id in tx.execute(query).scalars()]
    return found


def due_now(tx: Transaction, clinic: Clinic, now: datetime) -> dict[str, int]:
    """How many the next run would delete, by kind."""
    return {
        reason: int(
            tx.execute(
                sa.select(sa.func.count()).select_from(conversations).where(condition, _nothing_is_open(now))
            ).scalar_one()
        )
        for reason, condition in _rules(clinic, now).items()
    }


def kept_now(tx: Transaction) -> dict[str, int]:
    """How much is kept: talks, of them finished, and visits."""

    def count(table: sa.Table) -> int:
        return int(tx.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())

    return {"talks": count(conversations), "screenings": count(screenings), "visits": count(appointments)}


def last_runs(tx: Transaction) -> list[Any]:
    """The last runs that deleted something or were asked for, newest first."""
    query = sa.select(retention_runs).order_by(retention_runs.c.id.desc()).limit(SHOWN_RUNS)
    return list(tx.execute(query).mappings())


def _rules(clinic: Clinic, now: datetime) -> dict[str, sa.ColumnElement[bool]]:
    keep = clinic.retention
    finished = sa.exists().where(screenings.c.conversation_id == conversations.c.id)
    visited = sa.exists().where(appointments.c.conversation_id == conversations.c.id)
    recent_visit = sa.exists().where(
        appointments.c.conversation_id == conversations.c.id,
        appointments.c.ends_at > now - timedelta(days=keep.appointment_days),
    )
    silent_since = conversations.c.last_seen_at
    long_finished = silent_since <= now - timedelta(days=keep.finished_days)
    unfinished = silent_since <= now - timedelta(hours=keep.unfinished_hours)
    return {
        "unfinished": sa.and_(unfinished, ~finished, ~visited, ~saved_codes.keeps(now)),
        "finished": sa.and_(long_finished, finished, ~visited),
        "visits": sa.and_(long_finished, visited, ~recent_visit),
    }


def _nothing_is_open(now: datetime) -> sa.ColumnElement[bool]:
    danger = sa.exists().where(
        alerts.c.conversation_id == conversations.c.id, alerts.c.state.in_(OPEN_ALERTS)
    )
    call = sa.exists().where(follow_ups.c.conversation_id == conversations.c.id, follow_ups.c.state == "due")
    visit = sa.exists().where(
        appointments.c.conversation_id == conversations.c.id, appointments.c.ends_at > now
    )
    return ~sa.or_(danger, call, visit)


def _forget_sessions(tx: Transaction, now: datetime) -> int:
    old = now - timedelta(days=SESSION_DAYS)
    return tx.execute(staff_sessions.delete().where(staff_sessions.c.created_at <= old)).rowcount


def _record_run(tx: Transaction, counts: Mapping[str, int], author: str, now: datetime) -> None:
    tx.execute(retention_runs.insert().values(at=now, author=author, counts=dict(counts)))
    listed = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
    audit.record(tx, actor=author, action="retention.run", subject="retention", reason=listed, now=now)
