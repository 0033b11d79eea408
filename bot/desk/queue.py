"""Who is in danger, who waits, and what the night brought: the rows of the queue, each with how long it waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.desk.tables import desk_booking_notes, desk_cases, staff_users
from bot.storage import appointments
from bot.storage.appointments import Appointment
from bot.storage.database import Transaction
from bot.storage.tables import alert_notices, alerts, conversations, follow_ups, screenings
from bot.storage.tables import appointments as appointments_table

ROWS_A_PAGE = 40
MOST_URGENT = 200
LOOKS_BACK = timedelta(days=7)
"""So long an alert that somebody took on stays on the urgent page."""


@dataclass
class Person:
    """One person in the queue: how to name the case, where it stands, since when somebody waits."""

    conversation_id: str
    reference: str
    channel: str
    language: str
    is_after_hours: bool
    state: str
    owner: str | None
    since: datetime
    level: str | None = None
    flags: tuple[str, ...] = ()
    reasons: list[str] = field(default_factory=list)
    """Why the person is here: `alert`, `same_day`, `screening`."""


@dataclass(frozen=True)
class Alert:
    """One alert as it stands; it may belong to no conversation when it waited on disk."""

    id: str
    conversation_id: str | None
    reference: str | None
    kind: str
    outcome: str
    state: str
    raised_at: datetime
    level: int
    escalates_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None


@dataclass(frozen=True)
class FollowUp:
    """Something to do for a person, and when."""

    id: int
    conversation_id: str
    reference: str
    language: str
    kind: str
    state: str
    due_at: datetime
    first_name: str | None


@dataclass(frozen=True)
class Booking:
    """A visit with the person it belongs to."""

    visit: Appointment
    reference: str
    language: str
    first_name: str | None
    is_accepted: bool


@dataclass(frozen=True)
class Listed:
    """One page of a list, and how many there are in all."""

    rows: list[Any]
    total: int


_STATE = sa.func.coalesce(desk_cases.c.state, "new")
_PERSON_COLUMNS = (
    conversations.c.id,
    conversations.c.reference,
    conversations.c.channel,
    conversations.c.language,
    conversations.c.is_after_hours,
    _STATE.label("state"),
    staff_users.c.shown_name.label("owner"),
)
_IS_CURRENT = sa.and_(
    screenings.c.conversation_id == conversations.c.id,
    screenings.c.number == conversations.c.screening_number,
)


def urgent(tx: Transaction) -> list[Person]:
    """Everybody somebody must reach now, the longest wait first: open alerts, same-day calls, urgent results."""
    found: dict[str, Person] = {}
    for reason, since, query in (
        ("alert", alerts.c.raised_at, _from_alerts()),
        ("same_day", follow_ups.c.created_at, _from_same_day()),
        ("screening", screenings.c.finished_at, _from_urgent_screenings()),
    ):
        for row in tx.execute(query.add_columns(since.label("since")).order_by(since).limit(MOST_URGENT)):
            person = found.setdefault(row.id, _person(row))
            person.since = min(person.since, row.since)
            if reason not in person.reasons:
                person.reasons.append(reason)
    _add_results(tx, found)
    return sorted(found.values(), key=lambda person: ("alert" not in person.reasons, person.since))


def loose_alerts(tx: Transaction) -> int:
    """Open alerts whose conversation is not known: they waited on disk while the database was down."""
    query = sa.select(sa.func.count()).where(
        alerts.c.acknowledged_at.is_(None), alerts.c.conversation_id.is_(None)
    )
    return int(tx.execute(query).scalar_one())


def new_screenings(tx: Transaction, page: int) -> Listed:
    """Finished screenings that nobody acted on yet; unread ones first, then the longest wait."""
    base = (
        sa.select(*_PERSON_COLUMNS, screenings.c.finished_at, screenings.c.level, screenings.c.flags)
        .join(screenings, _IS_CURRENT)
        .outerjoin(desk_cases, desk_cases.c.conversation_id == conversations.c.id)
        .outerjoin(staff_users, staff_users.c.id == desk_cases.c.owner_id)
        .where(_STATE.in_(("new", "seen")), screenings.c.is_urgent.is_(False))
    )
    counted = (
        sa.select(sa.func.count())
        .select_from(conversations)
        .join(screenings, _IS_CURRENT)
        .outerjoin(desk_cases, desk_cases.c.conversation_id == conversations.c.id)
        .where(_STATE.in_(("new", "seen")), screenings.c.is_urgent.is_(False))
    )
    ordered = (
        base.order_by(_STATE, screenings.c.finished_at).limit(ROWS_A_PAGE).offset((page - 1) * ROWS_A_PAGE)
    )
    rows = [
        _person(row, since=row.finished_at, level=row.level, flags=tuple(row.flags))
        for row in tx.execute(ordered)
    ]
    return Listed(rows, int(tx.execute(counted).scalar_one()))


def due(
    tx: Transaction, until: datetime, *, kinds: Iterable[str] = (), but_not: Iterable[str] = ()
) -> Listed:
    """Follow-ups due until then, the longest due first."""
    conditions = [follow_ups.c.state == "due", follow_ups.c.due_at <= until]
    if kinds:
        conditions.append(follow_ups.c.kind.in_(tuple(kinds)))
    conditions.append(follow_ups.c.kind.not_in(tuple(but_not)))
    query = (
        sa.select(follow_ups, conversations.c.reference, conversations.c.language)
        .join(conversations, conversations.c.id == follow_ups.c.conversation_id)
        .where(*conditions)
        .order_by(follow_ups.c.due_at)
        .limit(ROWS_A_PAGE)
    )
    total = tx.execute(sa.select(sa.func.count()).select_from(follow_ups).where(*conditions)).scalar_one()
    return Listed([follow_up_of(tx, row) for row in tx.execute(query).mappings()], int(total))


def follow_up_of(tx: Transaction, row: Any) -> FollowUp:
    contact = (
        tx.sealer.open(row["contact_sealed"], f"follow_ups.contact:{row['cause']}")
        if row["contact_sealed"]
        else {}
    )
    return FollowUp(
        id=row["id"],
        conversation_id=row["conversation_id"],
        reference=row["reference"],
        language=row["language"],
        kind=row["kind"],
        state=row["state"],
        due_at=row["due_at"],
        first_name=contact.get("first_name"),
    )


def to_accept(tx: Transaction, now: datetime) -> Listed:
    """Booked visits to come that nobody at the desk has looked at, the nearest first."""
    conditions = (
        appointments_table.c.state == "confirmed",
        appointments_table.c.ends_at > now,
        desk_booking_notes.c.appointment_id.is_(None),
    )
    joined = appointments_table.outerjoin(
        desk_booking_notes, desk_booking_notes.c.appointment_id == appointments_table.c.id
    )
    total = tx.execute(sa.select(sa.func.count()).select_from(joined).where(*conditions)).scalar_one()
    rows = bookings(tx, sa.and_(*conditions), limit=ROWS_A_PAGE)
    return Listed(rows, int(total))


def bookings(tx: Transaction, condition: sa.ColumnElement[bool], *, limit: int = 500) -> list[Booking]:
    """Visits that meet a condition, with the first name of the person, earliest first."""
    query = (
        sa.select(
            appointments_table,
            conversations.c.reference,
            conversations.c.language,
            desk_booking_notes.c.accepted_at,
        )
        .join(conversations, conversations.c.id == appointments_table.c.conversation_id)
        .outerjoin(desk_booking_notes, desk_booking_notes.c.appointment_id == appointments_table.c.id)
        .where(condition)
        .order_by(appointments_table.c.starts_at, appointments_table.c.id)
        .limit(limit)
    )
    found = []
    for row in tx.execute(query).mappings():
        visit = Appointment(**{name: row[name] for name in Appointment.__dataclass_fields__})
        contact = appointments.contact_of(tx, visit) if row["contact_sealed"] else None
        found.append(
            Booking(
                visit,
                row["reference"],
                row["language"],
                (contact or {}).get("first_name"),
                row["accepted_at"] is not None,
            )
        )
    return found


def listed_alerts(tx: Transaction, now: datetime) -> tuple[list[Alert], list[Alert]]:
    """Alerts nobody took on yet, the oldest first; and those somebody took on in the last days."""
    query = sa.select(alerts, conversations.c.reference).outerjoin(
        conversations, conversations.c.id == alerts.c.conversation_id
    )
    open_ones = query.where(alerts.c.acknowledged_at.is_(None)).order_by(alerts.c.raised_at)
    taken = (
        query.where(alerts.c.acknowledged_at.is_not(None), alerts.c.acknowledged_at > now - LOOKS_BACK)
        .order_by(alerts.c.acknowledged_at.desc())
        .limit(ROWS_A_PAGE)
    )
    return (
        [_alert(row) for row in tx.execute(open_ones.limit(MOST_URGENT)).mappings()],
        [_alert(row) for row in tx.execute(taken).mappings()],
    )


def told_of(tx: Transaction, alert_ids: list[str]) -> dict[str, list[tuple[str, datetime]]]:
    """Alert -> the people on call who were told so far, and when."""
    query = (
        sa.select(alert_notices.c.alert_id, alert_notices.c.person, alert_notices.c.at)
        .where(alert_notices.c.alert_id.in_(alert_ids))
        .order_by(alert_notices.c.id)
    )
    found: dict[str, list[tuple[str, datetime]]] = {}
    for row in tx.execute(query):
        found.setdefault(row.alert_id, []).append((row.person, row.at))
    return found


def alerts_of(tx: Transaction, conversation_id: str) -> list[Alert]:
    """All alerts of one conversation, oldest first."""
    query = (
        sa.select(alerts, conversations.c.reference)
        .join(conversations, conversations.c.id == alerts.c.conversation_id)
        .where(alerts.c.conversation_id == conversation_id)
        .order_by(alerts.c.raised_at)
    )
    return [_alert(row) for row in tx.execute(query).mappings()]


def _alert(row: Any) -> Alert:
    return Alert(**{name: row[name] for name in Alert.__dataclass_fields__})


def _people() -> sa.Select[Any]:
    return (
        sa.select(*_PERSON_COLUMNS)
        .select_from(conversations)
        .outerjoin(desk_cases, desk_cases.c.conversation_id == conversations.c.id)
        .outerjoin(staff_users, staff_users.c.id == desk_cases.c.owner_id)
    )


def _from_alerts() -> sa.Select[Any]:
    return (
        _people()
        .join(alerts, alerts.c.conversation_id == conversations.c.id)
        .where(alerts.c.acknowledged_at.is_(None))
    )


def _from_same_day() -> sa.Select[Any]:
    return (
        _people()
        .join(follow_ups, follow_ups.c.conversation_id == conversations.c.id)
        .where(follow_ups.c.kind == "same_day", follow_ups.c.state == "due")
    )


def _from_urgent_screenings() -> sa.Select[Any]:
    return _people().join(screenings, _IS_CURRENT).where(screenings.c.is_urgent, _STATE == "new")


def _add_results(tx: Transaction, found: dict[str, Person]) -> None:
    if not found:
        return
    query = (
        sa.select(conversations.c.id, screenings.c.level, screenings.c.flags)
        .join(screenings, _IS_CURRENT)
        .where(conversations.c.id.in_(found))
    )
    for row in tx.execute(query):
        found[row.id].level, found[row.id].flags = row.level, tuple(row.flags)


def _person(row: Any, **more: Any) -> Person:
    return Person(
        conversation_id=row.id,
        reference=row.reference,
        channel=row.channel,
        language=row.language,
        is_after_hours=row.is_after_hours,
        state=row.state,
        owner=row.owner,
        **({"since": row.since} if "since" not in more else {}),
        **more,
    )
