"""What staff do with a booked visit: accept, move, call off, mark kept or missed."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.booking.free_times import FreeTime, Taken, free_times
from bot.clinic import Clinic
from bot.desk.tables import desk_booking_notes
from bot.desk.users import Staff
from bot.storage import appointments
from bot.storage.appointments import Appointment, TimeIsTaken
from bot.storage.database import Transaction
from bot.storage.tables import appointment_changes
from bot.storage.tables import appointments as table

STEPS = ("cancelled", "kept", "missed")


def get(tx: Transaction, number: int) -> Appointment | None:
    """The visit with this number."""
    row = tx.execute(sa.select(table).where(table.c.id == number).with_for_update()).mappings().first()
    return Appointment(**{name: row[name] for name in Appointment.__dataclass_fields__}) if row else None


def accept(tx: Transaction, visit: Appointment, *, author: Staff, now: datetime) -> bool:
    """Staff have seen the booking; False when somebody had already, or it is no longer booked."""
    known = sa.select(desk_booking_notes.c.appointment_id).where(
        desk_booking_notes.c.appointment_id == visit.id
    )
    if visit.state != "confirmed" or tx.execute(known).first():
        return False
    tx.execute(
        desk_booking_notes.insert().values(
            appointment_id=visit.id, accepted_by=author.shown_name, accepted_at=now
        )
    )
    _note(tx, visit, "accepted", author, now)
    return True


def times_for(tx: Transaction, clinic: Clinic, visit: Appointment, now: datetime) -> list[FreeTime]:
    """Where a visit could move to: the same therapist first, then the others."""
    taken = [
        Taken(*row)
        for row in appointments.taken_between(
            tx, now - timedelta(days=1), now + timedelta(days=clinic.booking.furthest_days + 1)
        )
    ]
    found = free_times(clinic, taken, now)
    return sorted(found, key=lambda time: (time.therapist_id != visit.therapist_id, time.starts_at))


def move(
    tx: Transaction,
    clinic: Clinic,
    visit: Appointment,
    *,
    therapist_id: str,
    starts_at: datetime,
    author: Staff,
    now: datetime,
) -> Appointment:
    """Give the visit another time; its number, link and calendar entry stay. Raises TimeIsTaken or NotAllowed."""
    wanted = (therapist_id, starts_at)
    is_free = any((time.therapist_id, time.starts_at) == wanted for time in times_for(tx, clinic, visit, now))
    if not is_free or visit.state != "confirmed":
        raise TimeIsTaken
    ways = _ways(clinic, therapist_id)
    held = appointments.hold(
        tx,
        visit.conversation_id,
        therapist_id=therapist_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=clinic.booking.slot_minutes),
        mode=visit.mode if visit.mode in ways else ways[0],
        held_until=now + timedelta(minutes=clinic.booking.hold_minutes),
        now=now,
    )
    moved = appointments.move(tx, held, now, author=author.actor)
    tx.execute(desk_booking_notes.delete().where(desk_booking_notes.c.appointment_id == visit.id))
    tx.execute(
        desk_booking_notes.insert().values(
            appointment_id=visit.id, accepted_by=author.shown_name, accepted_at=now
        )
    )
    return moved


def history(tx: Transaction, visit: Appointment) -> list[tuple[str, str, datetime]]:
    """State, author and time of each step, oldest first."""
    query = (
        sa.select(appointment_changes.c.state, appointment_changes.c.author, appointment_changes.c.at)
        .where(appointment_changes.c.appointment_id == visit.id)
        .order_by(appointment_changes.c.id)
    )
    return [(row.state, row.author, row.at) for row in tx.execute(query)]


def _ways(clinic: Clinic, therapist_id: str) -> list[str]:
    therapist = clinic.therapist(therapist_id)
    ways = {"in_person": therapist.in_person, "video": therapist.video}
    return [way for way, is_offered in ways.items() if is_offered]


def _note(tx: Transaction, visit: Appointment, state: str, author: Staff, now: datetime) -> None:
    tx.execute(
        appointment_changes.insert().values(appointment_id=visit.id, state=state, author=author.actor, at=now)
    )
