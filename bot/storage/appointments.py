"""Appointments: held, confirmed, moved, called off. No time is given twice: the database itself refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Transaction
from bot.storage.sealing import token_hash
from bot.storage.tables import appointment_changes, appointments, conversations

TAKEN = ("held", "confirmed")

THERAPIST_LOCKS = 720_332
"""First half of the advisory locks by which PostgreSQL lets people choose a therapist's times one after another."""

MOVES: Mapping[str, frozenset[str]] = {
    "held": frozenset({"confirmed", "cancelled", "expired"}),
    "confirmed": frozenset({"cancelled", "kept", "missed"}),
    "missed": frozenset({"kept"}),
    "kept": frozenset({"missed"}),
}
"""State -> states it may become; history is rows added in `appointment_changes`."""


class TimeIsTaken(Exception):
    """Somebody else holds or has this time, or one that overlaps it."""


class NotAllowed(Exception):
    """The appointment is in a state that does not lead there."""


@dataclass(frozen=True)
class Appointment:
    """One assessment visit; contact is opened from its seal only when asked for."""

    id: int
    conversation_id: str
    therapist_id: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    state: str
    held_until: datetime | None
    revision: int
    replaces: int | None = None
    """The confirmed visit this time is held for, while a move is under way."""


def taken_between(tx: Transaction, start: datetime, end: datetime) -> list[tuple[str, datetime, datetime]]:
    """Therapist, start and end of every time that is held or confirmed and touches the span."""
    query = sa.select(appointments.c.therapist_id, appointments.c.starts_at, appointments.c.ends_at).where(
        appointments.c.state.in_(TAKEN), appointments.c.starts_at < end, appointments.c.ends_at > start
    )
    return [(row.therapist_id, row.starts_at, row.ends_at) for row in tx.execute(query)]


def hold(
    tx: Transaction,
    conversation_id: str,
    *,
    therapist_id: str,
    starts_at: datetime,
    ends_at: datetime,
    mode: str,
    held_until: datetime,
    now: datetime,
) -> Appointment:
    """Keep a time for a conversation, letting go of the one it held before. Raises TimeIsTaken; then that one stays.

    Beside a confirmed visit the time is held to replace it: the visit stands until `move`.
    """
    _one_at_a_time(tx, conversation_id, therapist_id)
    expire(tx, now)
    mine, visit = held_of(tx, conversation_id), confirmed_of(tx, conversation_id)
    if mine and (mine.therapist_id, mine.starts_at, mine.ends_at) == (therapist_id, starts_at, ends_at):
        _update(tx, mine, held_until=held_until)
        return _get(tx, mine.id)
    # Two times of one's own that overlap, the visit's and its successor's, are refused too: the time is not free.
    overlap = sa.select(appointments.c.id).where(
        appointments.c.therapist_id == therapist_id,
        appointments.c.state.in_(TAKEN),
        appointments.c.starts_at < ends_at,
        appointments.c.ends_at > starts_at,
        appointments.c.id != (mine.id if mine else 0),
    )
    if tx.execute(overlap).first():
        raise TimeIsTaken
    try:
        with tx.connection.begin_nested():
            if mine:
                change(tx, mine, "cancelled", author="person", now=now)
            number = tx.execute(
                appointments.insert()
                .values(
                    conversation_id=conversation_id,
                    therapist_id=therapist_id,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    mode=mode,
                    state="held",
                    held_until=held_until,
                    revision=0,
                    created_at=now,
                    replaces=visit.id if visit else None,
                )
                .returning(appointments.c.id)
            ).scalar_one()
    except (IntegrityError, NotAllowed):
        raise TimeIsTaken from None
    _note_change(tx, number, "held", "person", now)
    return _get(tx, number)


def give_contact(tx: Transaction, appointment: Appointment, contact: Mapping[str, Any]) -> None:
    """Keep how the person may be reached about this visit."""
    sealed = tx.sealer.seal(dict(contact), f"appointments.contact:{appointment.id}")
    _update(tx, appointment, contact_sealed=sealed)


def contact_of(tx: Transaction, appointment: Appointment) -> Mapping[str, Any] | None:
    sealed = tx.execute(
        sa.select(appointments.c.contact_sealed).where(appointments.c.id == appointment.id)
    ).scalar()
    return tx.sealer.open(sealed, f"appointments.contact:{appointment.id}") if sealed else None


def confirm(tx: Transaction, appointment: Appointment, now: datetime) -> Appointment:
    """Make a held time the person's own; a time that is theirs already stays as it is.

    Raises NotAllowed when the time is no longer held.
    """
    current = _get(tx, appointment.id)
    if current.state == "confirmed":
        return current
    _still_held(current, now)
    change(tx, current, "confirmed", author="person", now=now)
    confirmed = _get(tx, appointment.id)
    _update(tx, confirmed, manage_hash=token_hash(manage_token(tx, confirmed)), held_until=None)
    return _get(tx, appointment.id)


def move(tx: Transaction, held: Appointment, now: datetime, *, author: str = "person") -> Appointment:
    """Give the visit the time that is held to replace it; the row of the hold keeps the old time, no longer kept.

    The visit stays the same one: its number, link and contact; its revision grows, so calendars move it. Raises
    NotAllowed when the hold is over or the visit is not confirmed any more, TimeIsTaken when the database refuses.
    """
    held = _get(tx, held.id)
    visit = get(tx, held.replaces) if held.replaces else None
    if visit is None or visit.state != "confirmed":
        raise NotAllowed("no visit to move")
    _still_held(held, now)
    times = ("therapist_id", "starts_at", "ends_at", "mode")
    try:
        with tx.connection.begin_nested():
            change(tx, held, "expired", author=author, now=now)
            _update(tx, held, **{name: getattr(visit, name) for name in times})
            moved = _update(
                tx,
                visit,
                appointments.c.state == "confirmed",
                appointments.c.revision == visit.revision,
                revision=visit.revision + 1,
                **{name: getattr(held, name) for name in times},
            )
            if not moved:
                raise NotAllowed("the visit changed meanwhile")
    except IntegrityError:
        raise TimeIsTaken from None
    _note_change(tx, visit.id, "moved", author, now)
    return _get(tx, visit.id)


def call_off(tx: Transaction, visit: Appointment, *, author: str, now: datetime) -> Appointment:
    """Cancel a confirmed visit, and let go of a time held to replace it. Raises NotAllowed."""
    held = held_of(tx, visit.conversation_id)
    if held is not None and held.replaces == visit.id:
        change(tx, held, "cancelled", author=author, now=now)
    change(tx, visit, "cancelled", author=author, now=now)
    _update(tx, visit, revision=visit.revision + 1)
    return _get(tx, visit.id)


def manage_token(tx: Transaction, appointment: Appointment) -> str:
    """The secret of the visit's page and calendar file: made from the key, so it need not be kept anywhere."""
    return tx.sealer.keyed_hash(f"appointment:{appointment.id}:{appointment.conversation_id}")


def change(tx: Transaction, appointment: Appointment, state: str, *, author: str, now: datetime) -> None:
    """Move to another state, with its author on record. Raises NotAllowed, also when somebody was faster."""
    if state not in MOVES.get(appointment.state, frozenset()):
        raise NotAllowed(f"{appointment.state} does not become {state}")
    if not _update(tx, appointment, appointments.c.state == appointment.state, state=state):
        raise NotAllowed(f"no longer {appointment.state}")
    _note_change(tx, appointment.id, state, author, now)


def expire(tx: Transaction, now: datetime) -> int:
    """Free every held time whose hold is over; returns how many."""
    over = (
        appointments.update()
        .where(appointments.c.state == "held", appointments.c.held_until <= now)
        .values(state="expired")
        .returning(appointments.c.id)
    )
    ids = list(tx.execute(over).scalars())
    for number in ids:
        _note_change(tx, number, "expired", "system:holds", now)
    return len(ids)


def held_of(tx: Transaction, conversation_id: str) -> Appointment | None:
    return _of(tx, conversation_id, "held")


def confirmed_of(tx: Transaction, conversation_id: str) -> Appointment | None:
    return _of(tx, conversation_id, "confirmed")


def by_manage_token(tx: Transaction, token: str) -> Appointment | None:
    """The visit a link belongs to, whatever became of it."""
    number = tx.execute(
        sa.select(appointments.c.id).where(appointments.c.manage_hash == token_hash(token))
    ).scalar()
    return _get(tx, number) if number else None


def get(tx: Transaction, number: int) -> Appointment | None:
    """The visit with this number, whatever became of it."""
    found = tx.execute(sa.select(appointments.c.id).where(appointments.c.id == number)).scalar()
    return _get(tx, found) if found else None


def _of(tx: Transaction, conversation_id: str, state: str) -> Appointment | None:
    number = tx.execute(
        sa.select(appointments.c.id).where(
            appointments.c.conversation_id == conversation_id, appointments.c.state == state
        )
    ).scalar()
    return _get(tx, number) if number else None


def _get(tx: Transaction, number: int) -> Appointment:
    row = tx.execute(sa.select(appointments).where(appointments.c.id == number)).mappings().one()
    return Appointment(**{name: row[name] for name in Appointment.__dataclass_fields__})


def _still_held(appointment: Appointment, now: datetime) -> None:
    if appointment.state != "held" or appointment.held_until is None or appointment.held_until <= now:
        raise NotAllowed(f"not held any more but {appointment.state}")


def _one_at_a_time(tx: Transaction, conversation_id: str, therapist_id: str) -> None:
    """Others who want a time of this therapist wait until this transaction ends; on SQLite it is alone already."""
    if tx.is_sqlite:
        return
    tx.execute(sa.select(conversations.c.id).where(conversations.c.id == conversation_id).with_for_update())
    tx.execute(sa.select(sa.func.pg_advisory_xact_lock(THERAPIST_LOCKS, sa.func.hashtext(therapist_id))))


def _update(
    tx: Transaction, appointment: Appointment, *conditions: sa.ColumnElement[bool], **values: Any
) -> bool:
    """Whether the row was there under these conditions, and is changed now."""
    statement = appointments.update().where(appointments.c.id == appointment.id, *conditions).values(**values)
    return tx.execute(statement).rowcount > 0


def _note_change(tx: Transaction, number: int, state: str, author: str, now: datetime) -> None:
    tx.execute(appointment_changes.insert().values(appointment_id=number, state=state, author=author, at=now))
