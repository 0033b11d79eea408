"""Working hours as a clinic writes them: by weekday, with split shifts and special days."""

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from bot.clinic.fields import Day, Section, ShortText

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTES_IN_A_DAY = 24 * 60

_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


class HoursSpan(NamedTuple):
    """One shift in wall-clock minutes since midnight; `end_minute` may be 1440, the end of the day."""

    start_minute: int
    end_minute: int

    def __str__(self) -> str:
        return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in self)

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """First and last moment of this shift on `day`, in UTC."""
        return moment(day, self.start_minute, zone), moment(day, self.end_minute, zone)


def moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC time at which a clock in `zone` shows `minute` minutes after midnight on `day`.

    A wall time that the clocks skip is the moment they are changed; one that comes twice is its first coming.
    """
    whole_days, minute = divmod(minute, MINUTES_IN_A_DAY)
    wall = datetime.combine(day + timedelta(days=whole_days), time(minute // 60, minute % 60), tzinfo=zone)
    found = wall.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    return _moment_of_change(wall.replace(fold=1).astimezone(UTC), zone)


def _moment_of_change(before: datetime, zone: ZoneInfo) -> datetime:
    """The first minute after `before` at which the zone's offset is another one."""
    offset = before.astimezone(zone).utcoffset()
    while before.astimezone(zone).utcoffset() == offset:
        before += timedelta(minutes=1)
    return before


def read_clock(text: str) -> int | None:
    """Minutes since midnight of "9:30" or "24:00"; None when it is no time of day."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    minute = int(match[1]) * 60 + int(match[2])
    return minute if minute <= MINUTES_IN_A_DAY else None


def _two_clocks(value: Any, expected: str) -> tuple[int, int]:
    parts = re.split(r"\s*[-–]\s*", value) if isinstance(value, str) else []
    clocks = [read_clock(part) for part in parts]
    if len(clocks) != 2 or clocks[0] is None or clocks[1] is None:
        raise PydanticCustomError("hours", "{expected}", {"expected": expected})
    return clocks[0], clocks[1]


def _read_span(value: Any) -> HoursSpan:
    if isinstance(value, HoursSpan):
        return value
    start, end = _two_clocks(value, 'hours such as "09:00-12:30"')
    if start >= end:
        raise PydanticCustomError("hours", "hours that end later than they start, on the same day")
    return HoursSpan(start, end)


def _read_night(value: Any) -> HoursSpan:
    if isinstance(value, HoursSpan):
        return value
    start, end = _two_clocks(value, 'quiet hours such as "20:00-09:00"')
    return HoursSpan(start % MINUTES_IN_A_DAY, end % MINUTES_IN_A_DAY)


def _as_list(value: Any) -> Any:
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


def _in_order(spans: tuple[HoursSpan, ...]) -> tuple[HoursSpan, ...]:
    ordered = tuple(sorted(spans))
    for earlier, later in itertools.pairwise(ordered):
        if later.start_minute < earlier.end_minute:
            raise PydanticCustomError("hours", "shifts that do not overlap")
    return ordered


Shift = Annotated[HoursSpan, BeforeValidator(_read_span)]
Shifts = Annotated[tuple[Shift, ...], BeforeValidator(_as_list), AfterValidator(_in_order)]
QuietHours = Annotated[HoursSpan, BeforeValidator(_read_night)]


class WeeklyHours(Section):
    """Shifts of each weekday; a day left out, or an empty list, is a day off."""

    monday: Shifts = ()
    tuesday: Shifts = ()
    wednesday: Shifts = ()
    thursday: Shifts = ()
    friday: Shifts = ()
    saturday: Shifts = ()
    sunday: Shifts = ()

    @property
    def by_weekday(self) -> tuple[tuple[HoursSpan, ...], ...]:
        """Shifts from Monday to Sunday, in the order of `date.weekday()`."""
        return (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )


class SpecialDay(Section):
    """One date whose hours differ from its weekday's; empty hours mean closed, or off."""

    date: Day
    hours: Shifts
    note: ShortText | None = None


class DaysOff(Section):
    """A stretch of days without work, both ends included."""

    first: Day
    last: Day

    def days(self) -> Iterator[date]:
        """Each day of the stretch."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)


def _ends_after_it_starts(stretch: DaysOff) -> DaysOff:
    if stretch.last < stretch.first:
        raise PydanticCustomError("days_off", "a last day that is not before the first day")
    return stretch


def _each_date_once(days: tuple[SpecialDay, ...]) -> tuple[SpecialDay, ...]:
    dates = [special.date for special in days]
    for twice in sorted({day for day in dates if dates.count(day) > 1}):
        raise PydanticCustomError("twice", "each date once; {day} stands twice", {"day": twice.isoformat()})
    return days


Absence = Annotated[DaysOff, AfterValidator(_ends_after_it_starts)]
SpecialDays = Annotated[tuple[SpecialDay, ...], AfterValidator(_each_date_once)]
