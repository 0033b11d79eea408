"""What the marks of a wish ask for together: windows of days and times wanted, and windows refused."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.booking.wishes.clock import Minutes
from bot.booking.wishes.dates import Days
from bot.booking.wishes.scan import Item, Times
from bot.booking.wishes.signs import Sign

# A date, or the two dates of "the 3rd or the 4th".
_MOST_SINGLE_DAYS = 2


class Window(NamedTuple):
    """Days and times of day that belong together: any of the days, at any of the times. Empty means no limit."""

    days: tuple[Days, ...]
    times: tuple[Times, ...]
    joined: tuple[Sign | None, ...]
    """How each of the times is joined to the one before it."""


class Wants(NamedTuple):
    """A whole wish, before it meets the offered times."""

    wanted: tuple[Window, ...]
    refused: tuple[Window, ...]


class _Clause(NamedTuple):
    items: list[Item]
    is_refusal: bool
    link: Sign | None
    """"so", "instead" or "also", when the clause began with it."""


def wants(items: Sequence[Item]) -> Wants:
    """Sort the marks into what is wanted and what is refused."""
    wanted: list[Window] = []
    refused: list[Window] = []
    for clause in _clauses(items):
        windows = _windows(clause.items)
        if clause.is_refusal:
            refused.extend(windows)
        else:
            wanted = _both(wanted, windows, clause.link)
    return Wants(tuple(wanted), tuple(refused))


def _is_named(item: Item) -> bool:
    return isinstance(item, Days | Times)


class _Cutter:
    """Cuts the marks into clauses: at "but", full stops, "except", and where a refusal begins or ends."""

    def __init__(self) -> None:
        self.found: list[_Clause] = []
        self.current: list[Item] = []
        self.is_refusal = False
        # A refusal that stands behind what it refuses ("Mondays don't work") ends there.
        self.is_closed = False
        self.is_exception = False
        self.is_affirmed = False
        self.link: Sign | None = None

    @property
    def has_named(self) -> bool:
        return any(_is_named(item) for item in self.current)

    def close(self, next_is_refusal: bool = False) -> None:
        if self.has_named:
            self.found.append(_Clause(self.current, self.is_refusal, self.link))
            self.link = None
        self.current, self.is_refusal, self.is_closed = [], next_is_refusal, False
        self.is_exception = self.is_affirmed = False

    def read(self, item: Item, rest: Sequence[Item]) -> None:
        if _is_named(item):
            if self.is_closed or (
                self.is_refusal and self.has_named and isinstance(item, Times) and item.is_turned
            ):
                self.close()
            self.current.append(item)
        elif item in ("break", "so", "instead"):
            self.close()
            if item != "break":
                self.link = item
        elif item == "also":
            if self.has_named:
                self.current.append("and")
            else:
                self.link = item
        elif item == "except":
            self.close(next_is_refusal=True)
            self.is_exception = True
        elif item == "not":
            self._refuse(begins_here=self.has_named and _named_soon(rest), ends_here=self.has_named)
        elif item == "bad" and self.has_named:
            following = next(
                (one for one in _until_cut(rest) if _is_named(one) or one in ("and", "or")), None
            )
            # "Mondays are bad in the morning" goes on; "Friday's no good and Monday" does not.
            self._refuse(begins_here=False, ends_here=not isinstance(following, Times))
        elif item in ("cannot", "bad"):
            has_day = any(isinstance(one, Days) for one in self.current)
            day_follows = any(isinstance(one, Days) for one in _until_cut(rest))
            self._refuse(
                # "Tuesday, I can't do Wednesday"
                begins_here=self.has_named and ((has_day and day_follows) or "comma" in self.current[-1:]),
                # "Mondays I can't in the morning" goes on; "Mondays I can't" does not.
                ends_here=self.has_named and not _named_soon(rest),
            )
        elif item == "fine":
            # "Except the 15th I am open all week": the exception ends where the yes begins.
            # "Not Monday, I need Tuesday" likewise, also where nobody typed the comma.
            is_ended = (self.is_exception or self.is_refusal) and self.has_named and _named_soon(rest)
            if self.is_closed or is_ended or (self.is_refusal and "comma" in self.current[-1:]):
                self.close()
            self.is_affirmed = self.has_named
        elif item in ("and", "or", "comma"):
            follows = _named_soon(rest)
            # "Monday's good, Tuesday's bad": the yes ends where the no begins.
            is_turned = self.is_affirmed and not {"cannot", "bad", "not"}.isdisjoint(_until_cut(rest))
            is_welcome = item == "comma" and self.is_refusal and _is_welcome(rest)
            goes_on = "too" in _until_cut(rest)
            if goes_on:
                self.is_closed = False
            if item == "comma" and not self.has_named:
                # "I'm at work then, anything after 5": a no that named nothing ends here.
                self.is_refusal = self.is_closed = False
            if (follows and (self.is_closed or is_turned)) or is_welcome:
                self.close()
            elif item == "comma" and self.is_exception and self._is_of_another_kind(rest):
                # "Any day except Friday, after 3": the exception ends with the days.
                self.close()
            else:
                self.current.append(item)

    def _is_of_another_kind(self, rest: Sequence[Item]) -> bool:
        following = next((item for item in rest if _is_named(item)), None)
        return isinstance(following, Times) and not any(isinstance(item, Times) for item in self.current)

    def _refuse(self, begins_here: bool, ends_here: bool) -> None:
        if begins_here:
            self.close(next_is_refusal=True)
        else:
            self.is_refusal, self.is_closed = True, ends_here


def _clauses(items: Sequence[Item]) -> list[_Clause]:
    cutter = _Cutter()
    for position, item in enumerate(items):
        cutter.read(item, items[position + 1 :])
    cutter.close()
    return cutter.found


def _until_cut(items: Sequence[Item]) -> list[Item]:
    found = []
    for item in items:
        if item in ("break", "so", "instead", "comma", "except", "fine"):
            break
        found.append(item)
    return found


def _named_soon(items: Sequence[Item]) -> bool:
    return any(_is_named(item) for item in _until_cut(items))


def _is_welcome(items: Sequence[Item]) -> bool:
    """Whether the stretch up to the next cut says yes to what it names."""
    for item in items:
        if item in ("break", "so", "instead", "except", "not", "cannot", "bad"):
            return False
        if item == "fine":
            return True
    return False


def _windows(items: Sequence[Item]) -> list[Window]:
    """Days and times that belong together: "Monday morning or Thursday after 3" are two windows."""
    found: list[Window] = []
    days: list[Days] = []
    times: list[Times] = []
    joined: list[Sign | None] = []
    joint: Sign | None = None
    times_came_first = False

    def close() -> None:
        nonlocal days, times, joined, times_came_first
        if days or times:
            found.append(Window(tuple(days), tuple(times), tuple(joined)))
        days, times, joined, times_came_first = [], [], [], False

    for item in items:
        if isinstance(item, Days):
            # "Monday morning next week" goes on; "Monday morning, Thursday" begins anew.
            narrows = _is_stretch(item) and joint is None
            # "Evenings or weekends" are two wishes; "after 3 on Friday or Saturday" is one.
            is_other_choice = times_came_first and not days and joint == "or"
            if is_other_choice or (days and times and not times_came_first and not narrows):
                close()
            days.append(item)
            joint = None
        elif isinstance(item, Times):
            # "Saturday or after 5" are two wishes; "Saturday after 5" is one.
            if days and ((times_came_first and joint is not None) or (not times and joint == "or")):
                close()
            times_came_first = times_came_first or not days
            joined.append(joint if times else None)
            times.append(item)
            joint = None
        elif item == "anything" and joint is not None:
            # "After 4 on weekdays or any time Saturday"
            close()
        elif item in ("or", "and", "comma"):
            joint = "or" if item == "or" or joint == "or" else "and"
    close()
    return _within_stretch(found)


def _is_stretch(days: Days) -> bool:
    """Whether a week, a month or another run of days is meant rather than single days."""
    return not days.is_weekday and len(days.dates) > _MOST_SINGLE_DAYS


def _within_stretch(windows: list[Window]) -> list[Window]:
    """ "Next week, Monday morning or Thursday afternoon": the week holds for Thursday too."""
    stretches: tuple[Days, ...] = ()
    found = []
    for window in windows:
        own = tuple(one for one in window.days if _is_stretch(one))
        if not own and window.days and all(one.is_weekday for one in window.days):
            window = window._replace(days=window.days + stretches)
        stretches = own or stretches
        found.append(window)
    return found


def _both(wanted: list[Window], more: list[Window], link: Sign | None) -> list[Window]:
    """Two clauses that both say yes: days of one and times of the other belong together, else they add up.

    After "so" and "no wait" the later clause holds where the two do not go together.
    """
    if not wanted or not more:
        return wanted or more
    if link == "instead":
        has_days = any(window.days for window in more)
        return more if has_days else [two._replace(days=one.days) for one in wanted for two in more]
    if link == "also":
        return wanted + more
    if link == "so":
        more = [
            window._replace(joined=("so", *window.joined[1:])) if window.times else window for window in more
        ]
    if _complete(wanted, more) or _complete(more, wanted):
        return [
            Window(one.days + two.days, one.times + two.times, one.joined + two.joined)
            for one in wanted
            for two in more
        ]
    return more if link == "so" else wanted + more


def _complete(some: list[Window], others: list[Window]) -> bool:
    """Whether `some` only adds to `others`: times without a day, or weeks beside weekdays."""
    if all(all(days.is_bound for days in window.days) for window in some):
        return True
    return all(window.days and all(_is_stretch(days) for days in window.days) for window in some) and all(
        window.days and all(days.is_weekday for days in window.days) for window in others
    )


class Matcher:
    """Holds a wish against the offered times."""

    def __init__(self, asked: Wants, offered: Sequence[datetime]) -> None:
        self._asked = asked
        self._offered = offered

    def matching(self) -> list[datetime]:
        """The offered times that fit, earliest first."""
        refused = [(_dates_of(window), self._ranges(window, self._offered)) for window in self._asked.refused]
        left = [at for at in self._offered if not any(_fits(at, dates, ranges) for dates, ranges in refused)]
        if not self._asked.wanted:
            return left
        found: set[datetime] = set()
        for window in self._asked.wanted:
            found.update(self._in_window(window, left))
        return sorted(found)

    def _in_window(self, window: Window, left: Sequence[datetime]) -> Iterable[datetime]:
        on_days = [at for days in _together(window.days) for at in left if at.date() in days.dates] or left
        ranges = self._ranges(window, on_days)
        if not window.days:
            yield from (at for at in left if _fits(at, None, ranges))
            return
        for days in _together(window.days):
            fitting = [at for at in left if _fits(at, days.dates - {days.today}, ranges)]
            fitting = [at for at in fitting if at.date() in days.heart] or fitting
            if days.nearest_only and fitting:
                first = fitting[0].date().isocalendar()[:2]
                fitting = [at for at in fitting if at.date().isocalendar()[:2] == first]
            yield from fitting

    def _ranges(self, window: Window, among: Sequence[datetime]) -> list[Minutes] | None:
        """The stretches of the day a window asks for; None for the whole day."""
        if not window.times:
            return None
        chosen: list[list[Minutes]] = []
        minutes = [at.hour * 60 + at.minute for at in among]
        settled = [times.readings[0] for times in window.times if len(times.readings) == 1]
        for times, joint in zip(window.times, window.joined, strict=True):
            if not times.readings:
                continue
            reading = _likeliest(times, settled if "or" not in window.joined else (), minutes)
            if (
                chosen
                and joint == "so"
                and not any(reading.meets(one) and not one.is_moment for one in chosen[-1])
            ):
                # "I am out at 10, so before 9": the later clause is the wish.
                chosen = [[reading]]
            elif chosen and joint != "or" and any(reading.meets(one) for one in chosen[-1]):
                # "Morning, after 10" narrows; "morning or evening" widens.
                chosen[-1] = [_overlap(reading, one) for one in chosen[-1] if reading.meets(one)]
            else:
                chosen.append([reading])
        return [reading for group in chosen for reading in group]


def _likeliest(times: Times, settled: Sequence[Minutes], minutes: Sequence[int]) -> Minutes:
    """Of several readings, as of an hour said without am or pm, the one that says something of the open times."""
    for reading in times.readings if len(times.readings) > 1 else ():
        if any(_begins_or_ends_within(reading, part) for part in settled):
            return reading
    for reading in times.readings:
        if 0 < sum(reading.start <= minute < reading.end for minute in minutes) < len(minutes):
            return reading
    return times.readings[0]


def _overlap(one: Minutes, other: Minutes) -> Minutes:
    return Minutes(max(one.start, other.start), min(one.end, other.end))


def _begins_or_ends_within(reading: Minutes, part: Minutes) -> bool:
    return part.start <= reading.start < part.end or part.start < reading.end < part.end


def _dates_of(window: Window) -> frozenset[date] | None:
    if not window.days:
        return None
    return frozenset[date]().union(*(days.dates for days in _together(window.days)))


def _together(days: tuple[Days, ...]) -> list[Days]:
    """Days of one window: a weekday beside a week or month means that weekday in it; others are a choice."""
    bounds = [one.dates for one in days if one.is_bound]
    others = tuple(one for one in days if not one.is_bound)
    if bounds:
        within = frozenset.intersection(*bounds)
        return [one._replace(dates=one.dates & within) for one in _together(others)] or [Days(within)]
    weekdays = [one for one in days if one.is_weekday]
    stretches = [one for one in days if _is_stretch(one)]
    if not weekdays or not stretches:
        return list(days)
    within = frozenset[date]().union(*(one.dates for one in stretches))
    singles = [one for one in days if not one.is_weekday and not _is_stretch(one)]
    return [one._replace(dates=one.dates & within) for one in weekdays] + singles


def _fits(at: datetime, dates: frozenset[date] | None, ranges: Sequence[Minutes] | None) -> bool:
    if dates is not None and at.date() not in dates:
        return False
    minute = at.hour * 60 + at.minute
    return ranges is None or any(start <= minute < end for start, end in ranges)


def nearest(offered: Sequence[datetime], asked: Wants, limit: int) -> list[datetime]:
    """Offered times closest to a wish nothing fits: the wanted days first, on them the wanted times."""
    left = Matcher(Wants((), asked.refused), offered).matching()
    candidates = left or list(offered)
    dates = {day for window in asked.wanted for days in window.days for day in days.dates}
    starts = [times.readings[0].start for window in asked.wanted for times in window.times if times.readings]

    def distance(at: datetime) -> tuple[timedelta, int, datetime]:
        days_away = min((abs(at.date() - day) for day in dates), default=timedelta(0))
        minutes_away = min((abs(at.hour * 60 + at.minute - start) for start in starts), default=0)
        return days_away, minutes_away, at

    return sorted(sorted(candidates, key=distance)[:limit])
