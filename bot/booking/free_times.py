"""Free assessment times, from what the clinic says and what is taken. Pure: no clock, no database."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.clinic import Clinic, HoursSpan, Language, Therapist, Way


class FreeTime(NamedTuple):
    """A time somebody could be seen at, in UTC. Sorts by start, then by therapist."""

    starts_at: datetime
    ends_at: datetime
    therapist_id: str


class Taken(NamedTuple):
    """A time of a therapist that is held, booked or blocked, in any zone."""

    therapist_id: str
    starts_at: datetime
    ends_at: datetime


def free_times(
    clinic: Clinic,
    taken: Iterable[Taken],
    now: datetime,
    *,
    way: Way | None = None,
    language: Language | None = None,
    therapist_id: str | None = None,
) -> list[FreeTime]:
    """Every time that can be booked at `now`, earliest first.

    Times lie within the therapist's shifts and the clinic's opening hours, at least the minimum notice away
    and at most `furthest_days` ahead, with the buffer kept around what is taken. `way`, `language` and
    `therapist_id` narrow the therapists; None takes them all. Raises ValueError for a time without a zone.
    """
    if now.tzinfo is None:
        raise ValueError("now without a zone")
    zone = clinic.zone
    earliest = now.astimezone(UTC) + timedelta(minutes=clinic.booking.minimum_notice_minutes)
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=offset) for offset in range(clinic.booking.furthest_days + 1)]
    opening = {day: clinic.opening_spans(day) for day in days}
    buffer = timedelta(minutes=clinic.booking.buffer_minutes)
    length = timedelta(minutes=clinic.booking.slot_minutes)
    taken_by_therapist = _by_therapist(taken)
    found: list[FreeTime] = []
    for therapist in clinic.therapists:
        if not _suits(therapist, way, language, therapist_id):
            continue
        busy = _Busy(taken_by_therapist.get(therapist.id, ()), buffer)
        for day in days:
            for shift in _within(therapist.shifts_on(day), opening[day]):
                found.extend(
                    FreeTime(start, start + length, therapist.id)
                    for start in _starts(shift, day, zone, length, buffer)
                    if start >= earliest and not busy.meets(start, start + length)
                )
    found.sort()
    return found


def is_free(
    clinic: Clinic, taken: Iterable[Taken], now: datetime, therapist_id: str, starts_at: datetime
) -> bool:
    """Whether this very time can still be booked: the last look before a hold is stored."""
    return any(
        free.starts_at == starts_at for free in free_times(clinic, taken, now, therapist_id=therapist_id)
    )


def _suits(
    therapist: Therapist, way: Way | None, language: Language | None, therapist_id: str | None
) -> bool:
    return (
        (way is None or therapist.meets(way))
        and (language is None or language in therapist.languages)
        and (therapist_id is None or therapist.id == therapist_id)
    )


def _within(shifts: Sequence[HoursSpan], opening: Sequence[HoursSpan]) -> Iterator[HoursSpan]:
    """The parts of the shifts in which the clinic is open."""
    for shift in shifts:
        reached: HoursSpan | None = None
        for hours in opening:
            start = max(shift.start_minute, hours.start_minute)
            end = min(shift.end_minute, hours.end_minute)
            if start >= end:
                continue
            # Opening hours that touch ("08:00-12:00", "12:00-16:00") are one stretch, as they are for people.
            if reached is not None and reached.end_minute == start:
                reached = HoursSpan(reached.start_minute, end)
                continue
            if reached is not None:
                yield reached
            reached = HoursSpan(start, end)
        if reached is not None:
            yield reached


def _starts(
    shift: HoursSpan, day: date, zone: ZoneInfo, length: timedelta, buffer: timedelta
) -> Iterator[datetime]:
    """Starts within a shift, counted in true minutes, so that no start falls into an hour the clocks skip.

    An hour that comes twice is offered once, at its first coming: "1:30 AM" must not name two times.
    """
    start, end = shift.on(day, zone)
    # Only a shift whose two ends differ from the wall clock's count can touch a change of clocks.
    is_ordinary = (end - start) == timedelta(minutes=shift.end_minute - shift.start_minute)
    while start + length <= end:
        if is_ordinary or start.astimezone(zone).fold == 0:
            yield start
        start += length + buffer


def _by_therapist(taken: Iterable[Taken]) -> dict[str, list[Taken]]:
    grouped: dict[str, list[Taken]] = {}
    for one in taken:
        if one.starts_at.tzinfo is None or one.ends_at.tzinfo is None:
            raise ValueError("a taken time without a zone")
        grouped.setdefault(one.therapist_id, []).append(one)
    return grouped


class _Busy:
    """What one therapist has taken, joined into separate stretches, so that a look is a bisection."""

    def __init__(self, taken: Iterable[Taken], buffer: timedelta) -> None:
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        widened = sorted(
            (t.starts_at.astimezone(UTC) - buffer, t.ends_at.astimezone(UTC) + buffer) for t in taken
        )
        for start, end in widened:
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether the time from `start` to `end` touches something taken, or the buffer around it."""
        first_ending_later = bisect_right(self._ends, start)
        return first_ending_later < bisect_left(self._starts, end)
