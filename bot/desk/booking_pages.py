"""Visits by day and by week, and what staff do with one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from starlette.responses import Response

from bot.clinic import Therapist
from bot.clinic.hours import HoursSpan, moment
from bot.conversation import saying
from bot.dates_in_words import moment_in_words
from bot.desk import queue, visits
from bot.desk.page import Desk, DeskProblem
from bot.desk.queue import Booking
from bot.notify import visits as visit_letters
from bot.storage import appointments, conversations, messages
from bot.storage.appointments import Appointment, NotAllowed, TimeIsTaken
from bot.storage.conversations import Conversation
from bot.storage.tables import appointments as table

SHOWN_STATES = ("held", "confirmed", "kept", "missed")
TIME_FORMAT = "%Y%m%dT%H%MZ"
DAYS_IN_A_WEEK = 7
MOST_TIMES = 120


@dataclass(frozen=True)
class Cell:
    """One therapist on one day: shifts within which visits may lie, and the visits."""

    day: date
    therapist: Therapist
    shifts: tuple[HoursSpan, ...]
    bookings: tuple[Booking, ...]


def show_bookings(desk: Desk) -> Response:
    """A day, or the week around it; one row for each therapist."""
    first_day = _day(desk)
    is_week = desk.query("view") == "week"
    if is_week:
        first_day -= timedelta(days=first_day.weekday())
    days = [first_day + timedelta(days=offset) for offset in range(DAYS_IN_A_WEEK if is_week else 1)]
    zone = desk.clinic.zone
    start, end = moment(days[0], 0, zone), moment(days[-1] + timedelta(days=1), 0, zone)
    found = queue.bookings(
        desk.tx,
        sa.and_(table.c.starts_at >= start, table.c.starts_at < end, table.c.state.in_(SHOWN_STATES)),
        limit=2000,
    )
    desk.record("bookings.read", "bookings", f"{days[0]}")
    only = desk.query("therapist")
    shown = [therapist for therapist in desk.clinic.therapists if only in ("", therapist.id)]
    gone = sorted({booking.visit.therapist_id for booking in found} - {t.id for t in desk.clinic.therapists})
    return desk.page(
        "bookings.html",
        days=days,
        is_week=is_week,
        today=desk.now.astimezone(zone).date(),
        holidays={day: desk.clinic.holidays.name_of_closed_day(day) for day in days},
        rows=[(therapist, [_cell(therapist, day, found, desk) for day in days]) for therapist in shown],
        gone=[booking for booking in found if booking.visit.therapist_id in gone],
        only=only,
        earlier=days[0] - timedelta(days=len(days)),
        later=days[0] + timedelta(days=len(days)),
    )


def show_booking(desk: Desk) -> Response:
    visit, conversation = _visit(desk)
    contact = appointments.contact_of(desk.tx, visit)
    desk.record("booking.read", f"booking:{visit.id}")
    if contact:
        desk.record("contact.read", f"conversation:{conversation.id}")
    booking = queue.bookings(desk.tx, table.c.id == visit.id)[0]
    times = visits.times_for(desk.tx, desk.clinic, visit, desk.now) if visit.state == "confirmed" else []
    return desk.page(
        "booking.html",
        booking=booking,
        visit=visit,
        therapist=desk.therapist_name(visit.therapist_id),
        talk=conversation,
        contact=contact,
        history=visits.history(desk.tx, visit),
        steps=sorted(appointments.MOVES.get(visit.state, frozenset()) & set(visits.STEPS)),
        is_past=visit.starts_at <= desk.now,
        times=[
            (f"{time.starts_at.astimezone(UTC).strftime(TIME_FORMAT)}-{time.therapist_id}", time)
            for time in times[:MOST_TIMES]
        ],
        therapists={therapist.id: therapist.name for therapist in desk.clinic.therapists},
    )


def accept(desk: Desk) -> Response:
    visit, _ = _visit(desk)
    if not visits.accept(desk.tx, visit, author=desk.staff, now=desk.now):
        raise DeskProblem("bad_state", 409)
    desk.record("booking.accepted", f"booking:{visit.id}")
    return desk.go("/desk" if desk.form.get("back") == "/desk" else f"/desk/bookings/{visit.id}")


def change(desk: Desk) -> Response:
    """Call off, or mark kept or missed; a visit to come cannot have been kept or missed yet."""
    visit, conversation = _visit(desk)
    state = desk.form.get("state", "")
    if state not in visits.STEPS or (state != "cancelled" and visit.starts_at > desk.now):
        raise DeskProblem("bad_state", 409)
    try:
        if state == "cancelled":
            visit = appointments.call_off(desk.tx, visit, author=desk.staff.actor, now=desk.now)
            visit_letters.tell_cancelled(desk.tx, visit, clinic=desk.clinic, now=desk.now)
            _tell(desk, conversation, visit, "utter_desk_visit_cancelled")
        else:
            appointments.change(desk.tx, visit, state, author=desk.staff.actor, now=desk.now)
    except NotAllowed:
        raise DeskProblem("bad_state", 409) from None
    desk.record("booking.changed", f"booking:{visit.id}", state)
    return desk.go(f"/desk/bookings/{visit.id}")


def move(desk: Desk) -> Response:
    visit, conversation = _visit(desk)
    start, _, therapist_id = desk.form.get("time", "").partition("-")
    try:
        starts_at = datetime.strptime(start, TIME_FORMAT).replace(tzinfo=UTC)
        moved = visits.move(
            desk.tx,
            desk.clinic,
            visit,
            therapist_id=therapist_id,
            starts_at=starts_at,
            author=desk.staff,
            now=desk.now,
        )
    except ValueError:
        raise DeskProblem("bad_form") from None
    except (TimeIsTaken, NotAllowed):
        raise DeskProblem("taken", 409) from None
    visit_letters.tell_moved(desk.tx, visit, moved, clinic=desk.clinic, now=desk.now)
    _tell(desk, conversation, moved, "utter_desk_visit_moved")
    desk.record("booking.moved", f"booking:{visit.id}")
    return desk.go(f"/desk/bookings/{visit.id}")


def _tell(desk: Desk, conversation: Conversation, visit: Appointment, response: str) -> None:
    """The person finds it in the talk, in their language."""
    line = saying.tell(
        response,
        desk.words,
        conversation.language,
        kind="notice",
        when=moment_in_words(visit.starts_at, desk.clinic.zone, conversation.language),
        therapist=desk.therapist_name(visit.therapist_id),
        clinic_phone=desk.clinic.phone,
    )
    messages.append(desk.tx, conversation.id, [line], desk.now)


def _visit(desk: Desk) -> tuple[Appointment, Conversation]:
    visit = visits.get(desk.tx, int(desk.path["number"]))
    if visit is None:
        raise DeskProblem("not_found", 404)
    return visit, conversations.get(desk.tx, visit.conversation_id)


def _cell(therapist: Therapist, day: date, found: list[Booking], desk: Desk) -> Cell:
    zone = desk.clinic.zone
    return Cell(
        day,
        therapist,
        therapist.shifts_on(day) if desk.clinic.opening_spans(day) else (),
        tuple(
            booking
            for booking in found
            if booking.visit.therapist_id == therapist.id
            and booking.visit.starts_at.astimezone(zone).date() == day
        ),
    )


def _day(desk: Desk) -> date:
    given = desk.query("day")
    if not given:
        return desk.now.astimezone(desk.clinic.zone).date()
    try:
        found = date.fromisoformat(given)
    except ValueError:
        raise DeskProblem("not_found", 404) from None
    if not 2020 <= found.year <= 2100:
        raise DeskProblem("not_found", 404)
    return found
