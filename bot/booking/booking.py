"""Booking an assessment: offer the earliest times, hold one, take a contact, confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import dates_in_words
from bot.booking.calendar_file import calendar_file
from bot.booking.free_times import FreeTime, Taken, free_times, is_free
from bot.clinic import Clinic
from bot.storage import appointments
from bot.storage.appointments import Appointment, TimeIsTaken
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.words import Option, Words

MORE = "more"
NOT_NOW = "not_now"
TIME_FORMAT = "%Y%m%dT%H%MZ"


@dataclass(frozen=True)
class Visit:
    """A time in words, as buttons and confirmations show it."""

    when: str
    where: str
    therapist: str


def open_times(
    tx: Transaction, clinic: Clinic, now: datetime, *, language: str | None = None
) -> list[FreeTime]:
    """Everything that can be booked now, earliest first; one therapist a time where several are free."""
    appointments.expire(tx, now)
    until = now + timedelta(days=clinic.booking.furthest_days + 1)
    taken = [Taken(*row) for row in appointments.taken_between(tx, now - timedelta(days=1), until)]
    found = free_times(clinic, taken, now)
    speaks = [time for time in found if language in clinic.therapist(time.therapist_id).languages]
    firsts: dict[datetime, FreeTime] = {}
    for time in speaks or found:
        firsts.setdefault(time.starts_at, time)
    return list(firsts.values())


def time_id(time: FreeTime) -> str:
    """The option id of a time: its start in UTC and the therapist."""
    return f"{time.starts_at.astimezone(UTC).strftime(TIME_FORMAT)}-{time.therapist_id}"


def start_of(option: str) -> datetime | None:
    """The start behind the option id of a time; None for any other option."""
    try:
        return datetime.strptime(option.partition("-")[0], TIME_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None


def offer(
    times: Sequence[FreeTime],
    page: int,
    *,
    clinic: Clinic,
    words: Words,
    language: str,
    may_widen: bool = False,
) -> tuple[Option, ...]:
    """One page of times as buttons, "more times" while there are any (or others than these), and a way out."""
    size = clinic.booking.first_offer
    shown = times[page * size : (page + 1) * size]
    options = [
        Option(time_id(time), dates_in_words.moment_in_words(time.starts_at, clinic.zone, language))
        for time in shown
    ]
    if may_widen or len(times) > (page + 1) * size:
        options.append(Option(MORE, words.say("utter_booking_more_label", language)))
    options.append(Option(NOT_NOW, words.say("utter_booking_none_fit_label", language)))
    return tuple(options)


def hold(
    tx: Transaction, conversation: Conversation, option: str, *, clinic: Clinic, now: datetime
) -> Appointment:
    """Keep the time behind a button for the clinic's hold minutes.

    Raises TimeIsTaken, also for a button of yesterday whose time has passed or is no longer offered.
    """
    starts_at, therapist_id = start_of(option), option.partition("-")[2]
    if starts_at is None or not _is_free(tx, conversation, therapist_id, starts_at, clinic, now):
        raise TimeIsTaken
    return appointments.hold(
        tx,
        conversation.id,
        therapist_id=therapist_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=clinic.booking.slot_minutes),
        mode="in_person" if clinic.therapist(therapist_id).in_person else "video",
        held_until=now + timedelta(minutes=clinic.booking.hold_minutes),
        now=now,
    )


def _is_free(
    tx: Transaction,
    conversation: Conversation,
    therapist_id: str,
    starts_at: datetime,
    clinic: Clinic,
    now: datetime,
) -> bool:
    """Whether the time can be booked now; the time the conversation itself holds is not in its way."""
    appointments.expire(tx, now)
    held = appointments.held_of(tx, conversation.id)
    mine = (held.therapist_id, held.starts_at, held.ends_at) if held else None
    until = now + timedelta(days=clinic.booking.furthest_days + 1)
    taken = [
        Taken(*row) for row in appointments.taken_between(tx, now - timedelta(days=1), until) if row != mine
    ]
    return is_free(clinic, taken, now, therapist_id, starts_at)


def visit_in_words(appointment: Appointment, *, clinic: Clinic, words: Words, language: str) -> Visit:
    """When, where and with whom, in the person's language."""
    therapist = clinic.therapist(appointment.therapist_id)
    where = (
        clinic.address if appointment.mode == "in_person" else words.say("utter_booking_by_video", language)
    )
    return Visit(
        when=dates_in_words.moment_in_words(appointment.starts_at, clinic.zone, language),
        where=where,
        therapist=therapist.name,
    )


def as_calendar(
    appointment: Appointment,
    *,
    clinic: Clinic,
    words: Words,
    language: str,
    now: datetime,
    page: str | None = None,
) -> bytes:
    """The visit as a calendar file: neutral title, times in UTC, the same event when it is moved or called off.

    `page` is the address of the page where the visit can be moved or called off.
    """
    place = visit_in_words(appointment, clinic=clinic, words=words, language=language).where
    return calendar_file(
        uid=f"{appointment.conversation_id}@{clinic.neutral_name.casefold().replace(' ', '-')}",
        revision=appointment.revision,
        title=words.say("utter_booking_calendar_title", language, neutral_name=clinic.neutral_name),
        place=place,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        written_at=now,
        is_cancelled=appointment.state == "cancelled",
        page=page,
    )
