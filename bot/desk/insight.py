"""Numbers about many, never about one: the funnel, where people stop, hours, agreement. Small cells are hidden."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.booking.free_times import Taken, free_times
from bot.clinic import Clinic
from bot.desk.tables import desk_decisions
from bot.placement import QUESTIONS, Level
from bot.storage import appointments as booked
from bot.storage.database import Transaction
from bot.storage.tables import answers, appointment_changes, appointments, conversations, events, screenings

SMALLEST_SHOWN = 5
"""One to four people in a cell might be recognised; such a cell is hidden."""

LATEST_DAYS = (7, 30, 90, 365)


@dataclass(frozen=True)
class Cell:
    """One row of a chart; `count` None is hidden because it is small, or would give a small one away."""

    key: str
    count: int | None
    whole: int | None = None
    """What the count is a part of, for a share."""

    @property
    def share(self) -> int | None:
        """Percent of the whole; None where either is hidden."""
        if self.count is None or not self.whole:
            return None
        return round(100 * self.count / self.whole)


@dataclass(frozen=True)
class Insight:
    """Everything the page shows for one span of days."""

    funnel: tuple[Cell, ...]
    stops: tuple[Cell, ...]
    skips: tuple[Cell, ...]
    channels: tuple[Cell, ...]
    languages: tuple[Cell, ...]
    hours: tuple[Cell, ...]
    levels: tuple[Cell, ...]
    agreement: tuple[Cell, ...]
    hours_to_first_free: float | None
    """From now to the first time somebody could be seen."""
    median_hours_to_visit: float | None
    """From booking to the visit; None for fewer than five bookings."""


def insight(tx: Transaction, clinic: Clinic, *, since: datetime, now: datetime) -> Insight:
    """Count talks that were opened since then."""
    recent = conversations.c.created_at >= since
    return Insight(
        funnel=_funnel(tx, recent),
        stops=_stops(tx, recent),
        skips=_skips(tx, recent),
        channels=hidden(_by(tx, conversations.c.channel, recent)),
        languages=hidden(_by(tx, conversations.c.language, recent)),
        hours=hidden(_by(tx, conversations.c.is_after_hours, recent)),
        levels=_levels(tx, recent),
        agreement=_agreement(tx, recent),
        hours_to_first_free=_hours_to_first_free(tx, clinic, now),
        median_hours_to_visit=_median_hours_to_visit(tx, recent),
    )


def hidden(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """Cells of one breakdown: small ones hidden, and where one alone is hidden the next smallest with it.

    Otherwise the hidden one could be told from the sum of the others.
    """
    small = {key for key, count in counts.items() if 0 < count < SMALLEST_SHOWN}
    others = sorted((count, key) for key, count in counts.items() if count and key not in small)
    if len(small) == 1 and others:
        small.add(others[0][1])
    return tuple(Cell(key, None if key in small else count) for key, count in counts.items())


def parts_of(pairs: Iterable[tuple[str, int, int]]) -> tuple[Cell, ...]:
    """Counts with their wholes: hidden when the count, or what is left of the whole, is small."""
    return tuple(
        Cell(key, None if _is_small(count) or _is_small(whole - count) else count, whole)
        if not _is_small(whole)
        else Cell(key, None)
        for key, count, whole in pairs
    )


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST_SHOWN


def _funnel(tx: Transaction, recent: sa.ColumnElement[bool]) -> tuple[Cell, ...]:
    def count(*tables: sa.FromClause, where: sa.ColumnElement[bool] | None = None) -> int:
        query = sa.select(sa.func.count(sa.distinct(conversations.c.id))).where(recent)
        for table in tables:
            query = query.join(table, table.c.conversation_id == conversations.c.id)
        return int(tx.execute(query.where(where) if where is not None else query).scalar_one())

    confirmed = sa.exists().where(
        appointment_changes.c.appointment_id == appointments.c.id, appointment_changes.c.state == "confirmed"
    )
    steps = {
        "opened": count(),
        "started": count(answers),
        "finished": count(screenings),
        "booked": count(appointments, where=confirmed),
        "kept": count(appointments, where=appointments.c.state == "kept"),
    }
    return tuple(
        Cell(key, None if _is_small(number) else number, steps["opened"]) for key, number in steps.items()
    )


def _stops(tx: Transaction, recent: sa.ColumnElement[bool]) -> tuple[Cell, ...]:
    """Where unfinished talks stand: the last question they were asked."""
    last = (
        sa.select(events.c.conversation_id, sa.func.max(events.c.seq).label("seq"))
        .join(conversations, conversations.c.id == events.c.conversation_id)
        .where(
            recent,
            events.c.kind == "prompt",
            ~sa.exists().where(screenings.c.conversation_id == conversations.c.id),
        )
        .group_by(events.c.conversation_id)
        .subquery()
    )
    query = (
        sa.select(events.c.question, sa.func.count().label("talks"))
        .join(last, sa.and_(last.c.conversation_id == events.c.conversation_id, last.c.seq == events.c.seq))
        .group_by(events.c.question)
    )
    counts: dict[str, int] = {row.question: row.talks for row in tx.execute(query) if row.question}
    return hidden({question: counts[question] for question in ("consent", *QUESTIONS) if question in counts})


def _skips(tx: Transaction, recent: sa.ColumnElement[bool]) -> tuple[Cell, ...]:
    query = (
        sa.select(
            answers.c.question,
            sa.func.count(sa.distinct(answers.c.conversation_id)).label("asked"),
            sa.func.count(sa.distinct(sa.case((answers.c.is_skip, answers.c.conversation_id)))).label(
                "skipped"
            ),
        )
        .join(conversations, conversations.c.id == answers.c.conversation_id)
        .where(recent)
        .group_by(answers.c.question)
    )
    found = {row.question: (row.skipped, row.asked) for row in tx.execute(query)}
    return parts_of((question, *found[question]) for question in QUESTIONS if question in found)


def _by(
    tx: Transaction, column: sa.ColumnElement[str] | sa.Column[bool], recent: sa.ColumnElement[bool]
) -> dict[str, int]:
    key, talks = column.label("key"), sa.func.count().label("talks")
    query = sa.select(key, talks).where(recent).group_by(column).order_by(column)
    return {str(row.key): row.talks for row in tx.execute(query)}


def _levels(tx: Transaction, recent: sa.ColumnElement[bool]) -> tuple[Cell, ...]:
    query = (
        sa.select(screenings.c.level, sa.func.count().label("talks"))
        .join(conversations, conversations.c.id == screenings.c.conversation_id)
        .where(recent)
        .group_by(screenings.c.level)
    )
    counts: dict[str, int] = {row.level: row.talks for row in tx.execute(query)}
    return hidden({level.value: counts[level.value] for level in Level if level.value in counts})


def _agreement(tx: Transaction, recent: sa.ColumnElement[bool]) -> tuple[Cell, ...]:
    """Of the newest decisions on each suggested level, how many chose just that level."""
    newest = (
        sa.select(sa.func.max(desk_decisions.c.id))
        .group_by(desk_decisions.c.conversation_id, desk_decisions.c.screening_number)
        .scalar_subquery()
    )
    agrees = sa.case((desk_decisions.c.suggested_level == desk_decisions.c.decided_level, 1), else_=0)
    query = (
        sa.select(
            desk_decisions.c.suggested_level,
            sa.func.sum(agrees).label("same"),
            sa.func.count().label("whole"),
        )
        .join(conversations, conversations.c.id == desk_decisions.c.conversation_id)
        .where(recent, desk_decisions.c.id.in_(newest))
        .group_by(desk_decisions.c.suggested_level)
    )
    found = {row.suggested_level: (int(row.same), int(row.whole)) for row in tx.execute(query)}
    return parts_of(
        (level.value, *found[level.value])
        for level in Level
        if level.value in found and level.rank is not None
    )


def _hours_to_first_free(tx: Transaction, clinic: Clinic, now: datetime) -> float | None:
    until = now + timedelta(days=clinic.booking.furthest_days + 1)
    taken = [Taken(*row) for row in booked.taken_between(tx, now - timedelta(days=1), until)]
    found = free_times(clinic, taken, now)
    return (found[0].starts_at - now).total_seconds() / 3600 if found else None


def _median_hours_to_visit(tx: Transaction, recent: sa.ColumnElement[bool]) -> float | None:
    query = (
        sa.select(appointments.c.created_at, appointments.c.starts_at)
        .join(conversations, conversations.c.id == appointments.c.conversation_id)
        .where(recent, appointments.c.state.in_(("confirmed", "kept", "missed")))
    )
    hours = [(row.starts_at - row.created_at).total_seconds() / 3600 for row in tx.execute(query)]
    return statistics.median(hours) if len(hours) >= SMALLEST_SHOWN else None
