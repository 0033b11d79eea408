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
from bot.storage.tables import appointment_changes, appointments

TAKEN = ("held", "confirmed")

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
    """Keep a time for a conversation, letting go of the one it held before. Raises TimeIsTaken."""
    expire(tx, now)
    mine = held_of(tx, conversation_id)
    if mine and (mine.therapist_id, mine.starts_at) == (therapist_id, starts_at):
        tx.execute(appointments.update().where(appointments.c.id == mine.id).values(held_until=held_until))
        return _get(tx, mine.id)
    if mine:
        change(tx, mine, "cancelled", author="person", now=now)
    overlap = sa.select(appointments.c.id).where(
        appointments.c.therapist_id == therapist_id,
        appointments.c.state.in_(TAKEN),
        appointments.c.starts_at < ends_at,
        appointments.c.ends_at > starts_at,
    )
    if tx.execute(overlap).first():
        raise TimeIsTaken
    try:
        with tx.connection.begin_nested():
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
                )
                .returning(appointments.c.id)
            ).scalar_one()
    except IntegrityError:
        raise TimeIsTaken from None
    _note_change(tx, number, "held", "person", now)
    return _get(tx, number)


def give_contact(tx: Transaction, appointment: Appointment, contact: Mapping[str, Any]) -> None:
    """Keep how the person may be reached about this visit."""
    sealed = tx.sealer.seal(dict(contact), f"appointments.contact:{appointment.id}")
    tx.execute(appointments.update().where(appointments.c.id == appointment.id).values(contact_sealed=sealed))


def contact_of(tx: Transaction, appointment: Appointment) -> Mapping[str, Any] | None:
    sealed = tx.execute(
        sa.select(appointments.c.contact_sealed).where(appointments.c.id == appointment.id)
    ).scalar()
    return tx.sealer.open(sealed, f"appointments.contact:{appointment.id}") if sealed else None


def confirm(tx: Transaction, appointment: Appointment, now: datetime) -> Appointment:
    """Make a held time the person's own."""
    change(tx, appointment, "confirmed", author="person", now=now)
    confirmed = _get(tx, appointment.id)
    tx.execute(
        appointments.update()
        .where(appointments.c.id == appointment.id)
        .values(manage_hash=token_hash(manage_token(tx, confirmed)), held_until=None)
    )
    return _get(tx, appointment.id)


def manage_token(tx: Transaction, appointment: Appointment) -> str:
    """The secret of the visit's page and calendar file: made from the key, so it need not be kept anywhere."""
    return tx.sealer.keyed_hash(f"appointment:{appointment.id}:{appointment.conversation_id}")


def change(tx: Transaction, appointment: Appointment, state: str, *, author: str, now: datetime) -> None:
    """Move to another state, with its author on record. Raises NotAllowed."""
    if state not in MOVES.get(appointment.state, frozenset()):
        raise NotAllowed(f"{appointment.state} does not become {state}")
    tx.execute(appointments.update().where(appointments.c.id == appointment.id).values(state=state))
    _note_change(tx, appointment.id, state, author, now)


def expire(tx: Transaction, now: datetime) -> int:
    """Free every held time whose hold is over; returns how many."""
    over = sa.select(appointments.c.id).where(
        appointments.c.state == "held", appointments.c.held_until <= now
    )
    ids = list(tx.execute(over).scalars())
    for number in ids:
        tx.execute(appointments.update().where(appointments.c.id == number).values(state="expired"))
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


def _note_change(tx: Transaction, number: int, state: str, author: str, now: datetime) -> None:
    tx.execute(appointment_changes.insert().values(appointment_id=number, state=state, author=author, at=now))
