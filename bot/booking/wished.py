"""Typed wishes in the talk: what is read from them, and which times the open step then shows.

A reading is plain data, for it travels to the engine and back. The talk remembers a narrowed offer as the starts in
it, and a question about days as those days, in `Dialogue.booking_offer`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.booking import booking
from bot.booking.free_times import FreeTime
from bot.booking.wishes import AskWhich, NotAWish, Offer, Pick, Wish, read_wish
from bot.clinic import Clinic
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.storage.messages import Event

QUESTION = "booking_time"
MOST_KEPT = 40
"""So many starts of a narrowed offer are remembered: ten pages of buttons."""

EARLIEST = ""
LATER = "later"
"""All times again, from the third page on: no part of the day is better than another."""
MATCHES = "matches"
NEAREST = "nearest"
WHICH_DAY = "which_day"
WHICH_TIME = "which_time"
DAY_PART = "day_part"
PICKED = "picked"

DAY = "day:"
"""What the option id of a day begins with."""

MORNING, AFTERNOON, EVENING, ANY_TIME = "morning", "afternoon", "evening", "any"
_HOURS: Mapping[str, tuple[int, int]] = {MORNING: (0, 12), AFTERNOON: (12, 17), EVENING: (17, 24)}
PARTS = frozenset((*_HOURS, ANY_TIME))


def reading_of(
    tx: Transaction,
    conversation: Conversation,
    prompt: Event | None,
    text: str,
    *,
    clinic: Clinic,
    now: datetime,
) -> dict[str, Any]:
    """The `reading` of words typed while times are offered; empty when they are no wish for a time."""
    if prompt is None or prompt.said.question != QUESTION:
        return {}
    times = booking.open_times(tx, clinic, now, language=conversation.language)
    offered = [time.starts_at for time in times]
    buttons = [booking.start_of(str(option["id"])) for option in prompt.said.options]
    shown = [start for start in buttons if start is not None]
    value = as_reading(read_wish(text, offered, now, clinic.zone, conversation.language, shown))
    if value is None:
        return {}
    return {"reading": {"strength": "likely", "value": value, "is_certain": False}}


def as_reading(wish: Wish) -> dict[str, Any] | None:
    """A wish as plain data: what to show next, and the starts or days in it; None for what is no wish."""
    if isinstance(wish, Pick):
        return _reading(PICKED, (wish.slot,))
    if isinstance(wish, Offer):
        return _reading(NEAREST, wish.nearest) if wish.none_match else _reading(MATCHES, wish.slots)
    if isinstance(wish, AskWhich) and wish.slots:
        return _reading(WHICH_TIME, wish.slots)
    if isinstance(wish, AskWhich) and wish.options:
        return _reading(WHICH_DAY, wish.on_days, wish.options)
    assert isinstance(wish, AskWhich | NotAWish)
    return None


def _reading(show: str, starts: Sequence[datetime], days: Sequence[date] = ()) -> dict[str, Any]:
    kept = [start.astimezone(UTC).strftime(booking.TIME_FORMAT) for start in starts[:MOST_KEPT]]
    return {"show": show, "offer": [*(day.isoformat() for day in days), *kept]}


def days_in(offer: Sequence[str]) -> list[date]:
    """The days a question is about."""
    return [date.fromisoformat(entry) for entry in offer if "-" in entry]


def narrowed(times: Sequence[FreeTime], offer: Sequence[str]) -> list[FreeTime]:
    """Of the open times, those in a remembered offer; what was taken meanwhile is gone."""
    return [time for time in times if time.starts_at.astimezone(UTC).strftime(booking.TIME_FORMAT) in offer]


def on_day(times: Sequence[FreeTime], day: date, offer: Sequence[str], clinic: Clinic) -> list[FreeTime]:
    """The open times of a day, those that fit the rest of the wish where there are any."""
    of_day = [time for time in times if time.starts_at.astimezone(clinic.zone).date() == day]
    return narrowed(of_day, offer) or of_day


def in_part(times: Sequence[FreeTime], part: str, clinic: Clinic) -> list[FreeTime]:
    """The open times in a part of the day, as the clinic's clock shows it."""
    first, end = _HOURS[part]
    return [time for time in times if first <= time.starts_at.astimezone(clinic.zone).hour < end]


def kept(times: Sequence[FreeTime]) -> tuple[str, ...]:
    """Times as a talk remembers them."""
    return tuple(time.starts_at.astimezone(UTC).strftime(booking.TIME_FORMAT) for time in times[:MOST_KEPT])
