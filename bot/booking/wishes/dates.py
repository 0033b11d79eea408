"""Days as a wish names them, and the calendar they are held against."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

# Past any clinic's furthest day (180), and short of naming the same month twice.
_HORIZON_DAYS = 190
WEEK = 7
THURSDAY = 3
SATURDAY = 5
SUNDAY = 6

_EN = "january february march april may june july august september october november december"
_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
MONTHS_EN = tuple(_EN.split())
MONTHS_ES = tuple(_ES.split())


class Days(NamedTuple):
    """Days a person named.

    `nearest_only`: those of one week are meant, the first that has a time ("friday", "the weekend").
    `ask`: what was said fits each of these days and only the person can say which.
    """

    dates: frozenset[date]
    nearest_only: bool = False
    ask: tuple[date, ...] = ()
    is_weekday: bool = False
    is_bound: bool = False
    """Whether a beginning or an end was named ("after the 3rd"), which narrows what else is said of days."""
    heart: frozenset[date] = frozenset()
    """Of these days the ones said first of all: "in two weeks" is that very day, or else a day of that week."""
    today: date | None = None
    """Set where it is not meant: who wishes for Monday on a Monday does not mean today, who refuses it does."""


class Calendar(NamedTuple):
    """Today, and the language whose order of day and month comes first in "3/12"."""

    today: date
    language: str

    def horizon(self) -> Iterator[date]:
        """Today and each day that could be asked for."""
        return (self.today + timedelta(days=n) for n in range(_HORIZON_DAYS))

    def monday(self, weeks_ahead: int) -> date:
        """Monday of this week (0) or a later one."""
        return self.today + timedelta(days=WEEK * weeks_ahead - self.today.weekday())

    def before(self, day: date) -> frozenset[date]:
        """The days up to a day, without it."""
        return frozenset(other for other in self.horizon() if other < day)

    def past(self, day: date) -> frozenset[date]:
        """The days after a day, without it."""
        return frozenset(other for other in self.horizon() if other > day)

    def week_of(self, day: date) -> frozenset[date]:
        """The week a day is in, from Monday on."""
        monday = day - timedelta(days=day.weekday())
        return frozenset(monday + timedelta(days=n) for n in range(WEEK))

    def coming(self, weekday: int) -> date:
        """The first such weekday after today."""
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % WEEK + 1)
