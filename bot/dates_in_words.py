"""Dates, times and opening hours as people say them, in English and Spanish.

Small tables of weekday and month names, not sentences: the words around them live in `data/responses`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo


class _Names(NamedTuple):
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    morning: str
    afternoon: str
    to: str
    and_: str
    closed: str
    midnight: str


_ENGLISH = _Names(
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "AM",
    "PM",
    "to",
    "and",
    "closed",
    "midnight",
)
_SPANISH = _Names(
    ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    "a. m.",
    "p. m.",
    "a",
    "y",
    "cerrado",
    "medianoche",
)

# What people call a zone; the letters of the zone itself (CST, CDT) change twice a year and confuse.
_ZONES = {
    "America/New_York": ("Eastern", "hora del Este"),
    "America/Detroit": ("Eastern", "hora del Este"),
    "America/Chicago": ("Central", "hora del Centro"),
    "America/Denver": ("Mountain", "hora de la Montaña"),
    "America/Boise": ("Mountain", "hora de la Montaña"),
    "America/Phoenix": ("Arizona", "hora de Arizona"),
    "America/Los_Angeles": ("Pacific", "hora del Pacífico"),
    "America/Anchorage": ("Alaska", "hora de Alaska"),
    "Pacific/Honolulu": ("Hawaii", "hora de Hawái"),
    "America/Puerto_Rico": ("Atlantic", "hora del Atlántico"),
}


def _names(language: str) -> _Names:
    return _SPANISH if language == "es" else _ENGLISH


def weekday(number: int, language: str) -> str:
    """Name of a weekday, Monday being 0: "Monday", "lunes"."""
    return _names(language).weekdays[number]


def zone_name(at: datetime, zone: ZoneInfo, language: str) -> str:
    """What people call the zone: "Central", "hora del Centro"; its letters where we know no name."""
    known = _ZONES.get(zone.key)
    if known is None:
        return at.astimezone(zone).tzname() or zone.key
    return known[1] if language == "es" else known[0]


def day_in_words(day: date, language: str) -> str:
    """ "Tuesday, December 1", "martes 1 de diciembre"."""
    names = _names(language)
    if language == "es":
        return f"{names.weekdays[day.weekday()]} {day.day} de {names.months[day.month - 1]}"
    return f"{names.weekdays[day.weekday()]}, {names.months[day.month - 1]} {day.day}"


def clock_in_words(minute: int, language: str) -> str:
    """A time of day from minutes since midnight: "10:30 AM", "10:30 a. m."."""
    names = _names(language)
    hour, minutes = divmod(minute % (24 * 60), 60)
    return f"{hour % 12 or 12}:{minutes:02} {names.morning if hour < 12 else names.afternoon}"


def time_in_words(at: datetime, zone: ZoneInfo, language: str) -> str:
    """Time of day of a moment, seen in `zone`: "10:30 AM"."""
    local = at.astimezone(zone)
    return clock_in_words(local.hour * 60 + local.minute, language)


def moment_in_words(at: datetime, zone: ZoneInfo, language: str) -> str:
    """Weekday, date, time and zone, nothing left to guess: "Tuesday, December 1, 10:30 AM (Central)"."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    day = day_in_words(at.astimezone(zone).date(), language)
    return f"{day}, {time_in_words(at, zone, language)} ({zone_name(at, zone, language)})"


def week_in_words(by_weekday: Sequence[Sequence[tuple[int, int]]], language: str) -> str:
    """Hours of a week, Monday first, in lines: "Monday to Friday: 8:00 AM to 6:00 PM".

    Neighbouring days that are alike share a line. Each day is a sequence of (first minute, last minute)
    since midnight; an empty one is closed.
    """
    names = _names(language)
    lines = []
    first = 0
    while first < len(by_weekday):
        last = first
        while last + 1 < len(by_weekday) and tuple(by_weekday[last + 1]) == tuple(by_weekday[first]):
            last += 1
        days = names.weekdays[first]
        if last > first:
            joint = names.and_ if last == first + 1 else names.to
            days += f" {joint} {names.weekdays[last]}"
        lines.append(f"{days[0].upper()}{days[1:]}: {_shifts_in_words(by_weekday[first], language)}")
        first = last + 1
    return "\n".join(lines)


def _shifts_in_words(shifts: Sequence[tuple[int, int]], language: str) -> str:
    names = _names(language)
    spans = [
        f"{clock_in_words(start, language)} {names.to} "
        f"{names.midnight if end == 24 * 60 else clock_in_words(end, language)}"
        for start, end in shifts
    ]
    if not spans:
        return names.closed
    if len(spans) == 1:
        return spans[0]
    return f"{', '.join(spans[:-1])} {names.and_} {spans[-1]}"
