"""Days in a wish: "tuesday", "next week", "the 5th", "3 de diciembre". Resolved against today, not guessed.

Dates are read by a few fixed forms rather than by a general parser: every one tried was confidently wrong on
some of them, and here a date that fits two readings is asked about.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.booking.wishes.dates import (
    MONTHS_EN,
    MONTHS_ES,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    WEEK,
    Calendar,
    Days,
)
from bot.booking.wishes.text import WEEKDAY_NAMES

_LOOSE_DAYS = 2

_MONTH_OF_NAME = {
    **{name: n for names in (MONTHS_EN, MONTHS_ES) for n, name in enumerate(names, 1)},
    **{name[:3]: n for names in (MONTHS_EN, MONTHS_ES) for n, name in enumerate(names, 1)},
    "sept": 9,
    "setiembre": 9,
}
_SMALL_NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "un", "una"), 1),
    **dict.fromkeys(
        ("two", "dos", "couple of", "a couple of", "a couple", "couple", "par de", "un par de"), 2
    ),
    **dict.fromkeys(("three", "tres", "few", "a few", "unos", "unos pocos"), 3),
    **dict.fromkeys(("four", "cuatro"), 4),
    **dict.fromkeys(("five", "cinco"), 5),
    **dict.fromkeys(("six", "seis"), 6),
}


def _small_number(words: str) -> int:
    return int(words) if words.isdigit() else _SMALL_NUMBERS[words]


def _span(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


def _weekday_number(word: str) -> int:
    return WEEKDAY_NAMES.get(word, WEEKDAY_NAMES.get(word.removesuffix("s"), -1))


def _every(calendar: Calendar, *weekdays: int) -> Days:
    return Days(frozenset(day for day in calendar.horizon() if day.weekday() in weekdays), is_weekday=True)


def _plain_weekday(match: re.Match[str], calendar: Calendar) -> Days:
    word = match["day"]
    days = _every(calendar, _weekday_number(word))
    if word not in WEEKDAY_NAMES or match["every"]:
        return days
    return days._replace(nearest_only=True, today=calendar.today)


def _this_weekday(match: re.Match[str], calendar: Calendar) -> Days:
    number = _weekday_number(match["day"])
    if number == calendar.today.weekday() and "coming" not in match[0]:
        # On a Friday "this Friday" is today or in a week; both are offered, each with its date.
        return Days(frozenset((calendar.today, calendar.coming(number))), nearest_only=True)
    return Days(frozenset((calendar.coming(number),)))


def _next_weekday(match: re.Match[str], calendar: Calendar) -> Days:
    number = _weekday_number(match["day"])
    coming = calendar.coming(number)
    weeks_ahead = 1 + (calendar.today.weekday() == SUNDAY)
    of_next_week = calendar.monday(weeks_ahead) + timedelta(days=number)
    if number == calendar.today.weekday() or (
        coming >= of_next_week and not re.search("next|proximo|que viene", match[0])
    ):
        return Days(frozenset((coming,)))
    # To some "next Monday" is the coming one, to others the one after, all week long.
    other = max(of_next_week, coming + timedelta(days=WEEK))
    return Days(frozenset((coming, other)), ask=(coming, other))


def _weekday_after_next(match: re.Match[str], calendar: Calendar) -> Days:
    return Days(frozenset((calendar.monday(1) + timedelta(days=WEEK + _weekday_number(match["day"])),)))


def _week_from_weekday(match: re.Match[str], calendar: Calendar) -> Days:
    start = calendar.coming(_weekday_number(match["day"]))
    return Days(frozenset((start + timedelta(days=WEEK * _small_number(match["n"])),)))


def _weekday_range(match: re.Match[str], calendar: Calendar) -> Days:
    first, last = _weekday_number(match["first"]), _weekday_number(match["last"])
    return _every(calendar, *((first + n) % WEEK for n in range((last - first) % WEEK + 1)))


def _weekend(match: re.Match[str], calendar: Calendar) -> Days:
    which = match["which"] or ""
    if which in ("next", "proximo") or match["after"]:
        weekend = frozenset(calendar.monday(1) + timedelta(days=n) for n in (SATURDAY, SUNDAY))
        coming = calendar.monday(0) + timedelta(days=SATURDAY)
        # "Next weekend" is asked about only while this week's weekend could be meant.
        if calendar.today <= coming:
            return Days(weekend | {coming}, ask=(coming, coming + timedelta(days=WEEK)))
        return Days(weekend)
    if which in ("this", "este"):
        first = max(calendar.today, calendar.monday(0) + timedelta(days=SATURDAY))
        return Days(_span(first, calendar.monday(0) + timedelta(days=SUNDAY)))
    return _every(calendar, SATURDAY, SUNDAY)._replace(
        nearest_only=re.search("weekends|weekend days|fines", match[0]) is None
    )


def _before_weekend(match: re.Match[str], calendar: Calendar) -> Days:
    return Days(_span(calendar.today, max(calendar.today, calendar.monday(0) + timedelta(days=SATURDAY - 1))))


def _after_weekend(match: re.Match[str], calendar: Calendar) -> Days:
    return Days(frozenset(day for day in calendar.horizon() if day >= calendar.monday(1)), is_bound=True)


def _workdays(match: re.Match[str], calendar: Calendar) -> Days:
    return _every(calendar, 0, 1, 2, 3, 4)


def _midweek(match: re.Match[str], calendar: Calendar) -> Days:
    return _every(calendar, 1, 2, 3)


def _from_days_on(match: re.Match[str], calendar: Calendar) -> Days:
    first = calendar.today + timedelta(days=_small_number(match["n"]))
    return Days(frozenset(day for day in calendar.horizon() if day >= first))


_PARTS_OF_MONTH = {"": (1, 31), "early": (1, 10), "middle": (11, 20), "late": (21, 31)}
_PARTS_OF_WEEK = {"early": (0, 1), "middle": (1, 3), "late": (3, 4), "": (0, 6)}


def _week(match: re.Match[str], calendar: Calendar) -> Days:
    groups = match.groupdict()
    weeks = 1 if groups.get("next") else 0
    if weeks == 0 and calendar.today.weekday() == SUNDAY:
        # Said on a Sunday, "this week" is the one that starts tomorrow.
        weeks = 1
    first, last = _PARTS_OF_WEEK[_part_of(groups.get("part") or groups.get("part_after") or "")]
    start = calendar.monday(weeks) + timedelta(days=first)
    end = calendar.monday(weeks) + timedelta(days=last)
    if weeks == 0 and "later" in match[0]:
        start = max(calendar.today + timedelta(days=1), calendar.monday(0) + timedelta(days=THURSDAY))
        end = calendar.monday(0) + timedelta(days=SUNDAY)
    elif end < calendar.today:
        # "Early in the week", said on a Friday, is the next one's beginning.
        start, end = start + timedelta(days=WEEK), end + timedelta(days=WEEK)
    return Days(_span(max(start, calendar.today), end))


def _part_of(words: str) -> str:
    if not words:
        return ""
    if re.search(r"earl|beginning|start|first|principio|comienzo|inicio", words):
        return "early"
    if re.search(r"mid|medi", words):
        return "middle"
    return "late"


def _week_after_next(match: re.Match[str], calendar: Calendar) -> Days:
    return Days(_span(calendar.monday(2), calendar.monday(2) + timedelta(days=SUNDAY)))


def _in_weeks(match: re.Match[str], calendar: Calendar) -> Days:
    number = _small_number(match["n"])
    week = _span(calendar.monday(number), calendar.monday(number) + timedelta(days=SUNDAY))
    return Days(week, heart=frozenset((calendar.today + timedelta(days=WEEK * number),)))


def _weeks_from(match: re.Match[str], calendar: Calendar) -> Days:
    days = WEEK * _small_number(match["n"]) + (match["start"] == "tomorrow")
    return Days(frozenset((calendar.today + timedelta(days=days),)))


def _eight_or_fifteen(match: re.Match[str], calendar: Calendar) -> Days:
    """In Spanish "eight days" are one week and "fifteen" two."""
    weeks = 1 if (match["n"] or match["n2"]) == "ocho" else 2
    return Days(frozenset((calendar.today + timedelta(days=WEEK * weeks),)))


def _in_days(match: re.Match[str], calendar: Calendar) -> Days:
    first = calendar.today + timedelta(days=_small_number(match["n"]))
    # "A couple of days" and "a few days" are not counted.
    is_loose = re.search(r"couple|par de|few|unos", match["n"])
    return Days(_span(first, first + timedelta(days=_LOOSE_DAYS if is_loose else 0)))


def _within_days(match: re.Match[str], calendar: Calendar) -> Days:
    number = _small_number(match["n"])
    if match["unit"].startswith(("week", "semana")):
        number *= WEEK
    return Days(_span(calendar.today, calendar.today + timedelta(days=number)))


def _within_hours(match: re.Match[str], calendar: Calendar) -> Days:
    days = int(match["hours"] or match["horas"]) // 24
    return Days(_span(calendar.today, calendar.today + timedelta(days=days)))


def _next_year(match: re.Match[str], calendar: Calendar) -> Days:
    return Days(frozenset(day for day in calendar.horizon() if day.year > calendar.today.year))


def _week_of(match: re.Match[str], calendar: Calendar) -> Days:
    day = _next_date(calendar, int(match["d"]), _month_of(match["month"]))
    if day is None:
        return Days(frozenset())
    side = match.groupdict().get("side")
    weeks = {"before": -1, "after": 1}.get(side or "", 0)
    monday = day + timedelta(days=WEEK * weeks - day.weekday())
    return Days(_span(monday, monday + timedelta(days=SUNDAY)))


def _nth_week(match: re.Match[str], calendar: Calendar) -> Days:
    """Seven days of the month under way or the next one of that name; a week that is over has no time left."""
    first = _nth_seven_days(match, calendar)
    return Days(_span(first, first + timedelta(days=SUNDAY)))


def _nth_weekday(match: re.Match[str], calendar: Calendar) -> Days:
    first, number = _nth_seven_days(match, calendar), _weekday_number(match["day"])
    return Days(frozenset((first + timedelta(days=(number - first.weekday()) % WEEK),)))


def _nth_seven_days(match: re.Match[str], calendar: Calendar) -> date:
    month = _month_of(match["month"]) or calendar.today.month
    year = calendar.today.year + (month < calendar.today.month)
    if match["nth"] in ("last", "ultima", "ultimo"):
        return _last_of_month(date(year, month, 1)) - timedelta(days=SUNDAY)
    return date(year, month, 1) + timedelta(days=WEEK * (_NTH_WEEKS[match["nth"]] - 1))


_NTH_WEEKS = {
    word: number
    for number, words in enumerate(
        (
            ("1st", "first", "primera", "primer"),
            ("2nd", "second", "segunda", "segundo"),
            ("3rd", "third", "tercera", "tercer"),
            ("4th", "fourth", "cuarta", "cuarto"),
        ),
        1,
    )
    for word in words
}


def _weekday_beside(match: re.Match[str], calendar: Calendar) -> Days:
    """ "The Monday after Thanksgiving", whose date stands in its place."""
    day = _next_date(calendar, int(match["d"]), _month_of(match["month"]))
    if day is None:
        return Days(frozenset())
    number = _weekday_number(match["weekday"])
    if match["side"] in ("before", "antes del", "antes de"):
        return Days(frozenset((day - timedelta(days=(day.weekday() - number - 1) % WEEK + 1),)))
    return Days(frozenset((day + timedelta(days=(number - day.weekday() - 1) % WEEK + 1),)))


def _day_beside(match: re.Match[str], calendar: Calendar) -> Days:
    day = _next_date(calendar, int(match["d"]), _month_of(match["month"]))
    if day is None:
        return Days(frozenset())
    step = -1 if match["side"] in ("before", "antes de") else 1
    return Days(frozenset((day + timedelta(days=step),)))


def _offset(days: int) -> Callable[[re.Match[str], Calendar], Days]:
    return lambda match, calendar: Days(frozenset((calendar.today + timedelta(days=days),)))


def _month_of(word: str | None) -> int | None:
    return None if word is None else _MONTH_OF_NAME[word]


def _next_date(calendar: Calendar, day: int, month: int | None) -> date | None:
    """The first date from today on with this day, in this month if one is named."""
    for found in calendar.horizon():
        if found.day == day and (month is None or found.month == month):
            return found
    return None


def _date(match: re.Match[str], calendar: Calendar) -> Days:
    groups = match.groupdict()
    weekday = groups.get("weekday")
    numbers = [int(groups[name]) for name in ("d", "d2") if groups.get(name)]
    found = [_next_date(calendar, number, _month_of(groups.get("month"))) for number in numbers]
    dates = frozenset(day for day in found if day is not None)
    if weekday is not None and len(dates) == 1:
        (day,) = dates
        number = _weekday_number(weekday)
        if day.weekday() != number:
            # "Tuesday the 3rd" when the 3rd is a Thursday: one of the two is a slip.
            near = min(_every(calendar, number).dates, key=lambda other: (abs((other - day).days), other))
            return Days(frozenset((day, near)), ask=tuple(sorted((day, near))))
    return Days(dates)


def _numeric_date(match: re.Match[str], calendar: Calendar) -> Days:
    one, two = int(match["one"]), int(match["two"])
    orders = ((one, two), (two, one))
    readings = [_next_date(calendar, day, month) for month, day in orders if 1 <= month <= 12]
    dates = tuple(sorted({day for day in readings if day is not None}))
    if calendar.language != "es" or len(dates) < 2:
        us_order = _next_date(calendar, two, one) if one <= 12 else None
        return Days(frozenset((us_order,)) if us_order else frozenset(dates))
    return Days(frozenset(dates), ask=dates)


def _month(match: re.Match[str], calendar: Calendar) -> Days:
    month = _month_of(match["month"])
    days = [day for day in calendar.horizon() if day.month == month]
    part = _part_of(match["part"] or "")
    bounds = _PARTS_OF_MONTH[part]
    return Days(frozenset(day for day in days if bounds[0] <= day.day <= bounds[1]))


def _whole_month(match: re.Match[str], calendar: Calendar) -> Days:
    month = calendar.today.month
    if match["which"] in ("next", "proximo", "que viene"):
        month = month % 12 + 1
    return Days(frozenset(day for day in calendar.horizon() if day.month == month))


def _part_of_month(match: re.Match[str], calendar: Calendar) -> Days:
    first, last = _PARTS_OF_MONTH[_part_of(match["part"])]
    days = [day for day in list(calendar.horizon())[:31] if first <= day.day <= last]
    # "The beginning of the month", said at its end, is the next one's.
    return Days(frozenset(day for day in days if day.month == days[0].month))


def _from_day_on(match: re.Match[str], calendar: Calendar) -> Days:
    start = _named_start(match, calendar)
    if start is None:
        return Days(frozenset())
    first = start
    if match["edge"].startswith(("after", "later", "despues")):
        is_week = "week" in match[0] or "semana" in match[0]
        first += timedelta(days=WEEK if is_week else 1)
    return Days(frozenset(day for day in calendar.horizon() if day >= first), is_bound=True)


def _up_to_day(match: re.Match[str], calendar: Calendar) -> Days:
    end = _named_start(match, calendar)
    if end is None:
        return Days(frozenset())
    is_included = not match["edge"].startswith(("before", "sooner", "earlier", "prior", "antes"))
    dates = frozenset(day for day in calendar.horizon() if day < end or (is_included and day == end))
    return Days(dates, is_bound=True)


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _first_of_month(match: re.Match[str], calendar: Calendar) -> Days:
    return Days(frozenset((_last_of_month(calendar.today) + timedelta(days=1),)))


def _up_to_end(match: re.Match[str], calendar: Calendar) -> Days:
    ends = {"w": calendar.monday(0) + timedelta(days=SUNDAY), "m": _last_of_month(calendar.today)}
    end = ends.get(match["unit"].replace("semana", "week")[0], date(calendar.today.year, 12, 31))
    return Days(_span(calendar.today, end))


def _date_span(match: re.Match[str], calendar: Calendar) -> Days:
    first_month, last_month = (
        match["first_month"] or match["last_month"],
        match["last_month"] or match["first_month"],
    )
    first = _next_date(calendar, int(match["first_day"]), _month_of(first_month or None))
    last = _next_date(calendar, int(match["last_day"]), _month_of(last_month or None))
    return Days(_span(first, last)) if first is not None and last is not None else Days(frozenset())


def _named_start(match: re.Match[str], calendar: Calendar) -> date | None:
    groups = match.groupdict()
    if groups.get("weekday"):
        return calendar.coming(_weekday_number(match["weekday"]))
    if groups.get("d"):
        return _next_date(calendar, int(match["d"]), _month_of(groups.get("month")))
    if groups.get("month"):
        first = _next_date(calendar, 1, _month_of(match["month"]))
        if first is not None and match["edge"].startswith(("after", "despues")):
            # "After January" begins with February; the caller goes one day on.
            return _last_of_month(first)
        return first
    return (
        calendar.monday(1)
        if "week" in match[0] or "semana" in match[0]
        else calendar.today + timedelta(days=1)
    )


_DAY = "(?:" + "|".join(sorted(WEEKDAY_NAMES, key=len, reverse=True)) + ")"
_WEEKDAY = rf"(?P<day>{_DAY})"
_MONTH_NAMES = "(?:" + "|".join(sorted(_MONTH_OF_NAME, key=len, reverse=True)) + ")"
_MONTH = rf"(?P<month>{_MONTH_NAMES})\.?"
# "may" and "march" alone are other words too; they are months beside a number only.
_MONTH_ALONE = "(?P<month>" + "|".join(n for n in (*MONTHS_EN, *MONTHS_ES) if n not in ("may", "march")) + ")"
_NTH = "(?:" + "|".join((*_NTH_WEEKS, "last", "ultima", "ultimo")) + ")"
_N = r"(?P<n>\d{1,2}|" + "|".join(sorted(_SMALL_NUMBERS, key=len, reverse=True)) + ")"
_TH = "(?:st|nd|rd|th)"
_D = rf"(?P<d>[0-3]?\d){_TH}?"
_D2 = rf"(?P<d2>[0-3]?\d){_TH}?"
# What follows says that a number was no day of the month.
_NO_CLOCK = r"(?!\d|:\d|-\d|am\b|pm\b| de la | (?:one|option|slot|time|choice)\b)"
_WITH_WEEKDAY = rf"(?:(?:el )?(?P<weekday>{_DAY}),? )?"
_OF_WEEK = (
    r"(?P<part>early|late|later|mid|(?:middle|beginning|start|first part|end|(?:first|second|earlier|later|"
    r"latter|early) (?:half|part)) of|"
    r"(?:a |al )?(?:principios|comienzos?|inicios?|mediados|finales|fines|final) de) (?:in )?(?:the "
    r")?(?:la )?"
)
_WEEK_PART = (
    r"(?:,? (?:maybe |probably )?(?:toward |towards |at |a |al |hacia )?(?:the )?"
    r"(?P<part_after>beginning|start|middle|end|principios?|mediados|finales|final)(?! of| del?))?"
)
# Who says "until Monday" is away or busy until then, unless free, open or "from now" stands before it.
_AFTER = (
    r"(?P<edge>after|later than|from|starting|beginning|until|till|til|despues del?|desde|hasta|"
    r"a partir del?) (?:on )?(?:the |el )?"
)
_UNTIL = (
    r"(?P<edge>between now and|from now (?:to|until|till)|before|"
    r"by|(?:i'm |i am |we're |estoy )?(?:free|available|open|good|libre|disponible|any ?time|any ?day|"
    r"up)(?: any ?time)? (?:until|till|til|to|hasta)|"
    r"through|no later than|(?:sooner|earlier) than|prior to|antes del?) (?:the |el )?"
)
_ON = r"(?: on| onwards?| en adelante)?"

# The first pattern that fits at a place in the text is taken, so the longer forms stand first.
_ROWS: tuple[tuple[str, Callable[[re.Match[str], Calendar], Days]], ...] = (
    (r"(?:in the )?(?:mid-? ?week|middle of the week)|a media semana", _midweek),
    (rf"(?:the )?week (?P<side>of|before|after) (?:the )?(?:{_MONTH} )?(?:the )?{_D}", _week_of),
    (rf"(?:la )?semana del {_D}(?: de {_MONTH})?", _week_of),
    (
        rf"(?:the |el )?(?P<nth>{_NTH}) {_WEEKDAY} (?:of|in|de) {_MONTH}",
        _nth_weekday,
    ),
    (
        rf"(?:the |la )?(?P<nth>{_NTH}) (?:full )?(?:week|semana) (?:of|in|de) {_MONTH}",
        _nth_week,
    ),
    (r"(?:the )?week after next|next next week", _week_after_next),
    (
        rf"(?:the |el )?(?:day|dia) (?P<side>before|after|antes de|despues de) (?:the |el )?{_MONTH} (?:the "
        rf")?{_D}",
        _day_beside,
    ),
    (
        rf"(?:the |el )?(?P<weekday>{_DAY}) (?P<side>before|after|following|antes del?|despues del?) (?:the "
        rf"|el )?"
        rf"{_MONTH} (?:the )?{_D}{_NO_CLOCK}",
        _weekday_beside,
    ),
    (rf"{_MONTH} {_D} week", _week_of),
    (r"(?:the )?day after tomorrow|pasado manana", _offset(2)),
    (
        rf"(?:from |del? )?(?P<first>{_DAY}) ?(?:-|through|thru|until|till?|to|a|al|hasta) ?(?:el "
        rf")?(?P<last>{_DAY})",
        _weekday_range,
    ),
    (rf"(?:between|entre) (?:el )?(?P<first>{_DAY}) (?:and|y) (?:el )?(?P<last>{_DAY})", _weekday_range),
    (rf"(?P<edge>)(?P<weekday>{_DAY}) (?:or|and) (?:later|after(?! \d| the| my)|beyond)", _from_day_on),
    (rf"(?P<edge>)(?:the )?{_MONTH} (?:the )?{_D} (?:or|and) (?:later|after|beyond|on)", _from_day_on),
    (rf"(?P<edge>)(?:the )?(?P<d>[0-3]?\d){_TH} (?:or|and) (?:later|after|beyond|on)", _from_day_on),
    (rf"(?P<edge>)(?:by )?(?P<weekday>{_DAY}) (?:or (?:sooner|earlier|before)|at the latest)", _up_to_day),
    (rf"{_AFTER}(?P<weekday>{_DAY}){_ON}", _from_day_on),
    (r"(?:after|despues del?) (?:the |this |el |este )?(?:weekend|fin de semana)", _after_weekend),
    (rf"{_AFTER}{_MONTH} (?:the )?{_D}{_NO_CLOCK}{_ON}", _from_day_on),
    (rf"{_AFTER}(?P<d>[0-3]?\d){_TH}{_ON}", _from_day_on),
    (
        rf"(?P<edge>despues del|desde el|hasta el|a partir del)(?: dia)? (?P<d>[0-3]?\d)(?: de "
        rf"{_MONTH})?{_NO_CLOCK}{_ON}",
        _from_day_on,
    ),
    (rf"{_AFTER}(?:tomorrow|manana|next week|la proxima semana){_ON}", _from_day_on),
    (
        r"(?:by|before|until|within|antes del?|para) (?:the )?(?:end of (?:the |this )?|fin(?:es|ales)? "
        r"del? |"
        r"que (?:se )?(?:acabe|termine) (?:el |la )?)(?P<unit>week|month|year|semana|mes|ano)",
        _up_to_end,
    ),
    (rf"{_UNTIL}(?:in )?{_MONTH_ALONE}(?! \d)", _up_to_day),
    (rf"{_AFTER}(?:in )?{_MONTH_ALONE}(?! \d)", _from_day_on),
    (
        rf"(?:between |from |entre (?:el )?|del? )?(?:the )?(?:(?P<first_month>{_MONTH_NAMES})\.? "
        rf")?(?P<first_day>[0-3]?\d){_TH}? ?"
        rf"(?:and|to|through|thru|until|-|y|al?) ?(?:the |el )?(?P<last_month>{_MONTH_NAMES})\.? "
        rf"(?P<last_day>[0-3]?\d){_TH}?{_NO_CLOCK}",
        _date_span,
    ),
    (
        rf"(?:between |from )?(?:the )?(?:(?P<first_month>{_MONTH_NAMES})\.? )?(?P<first_day>[0-3]?\d){_TH} ?"
        rf"(?:to|through|thru|until|-) ?(?:the )?(?P<last_month>)(?P<last_day>[0-3]?\d){_TH}",
        _date_span,
    ),
    (
        rf"(?P<first_month>{_MONTH_NAMES})\.? (?P<first_day>[0-3]?\d){_TH}? ?(?:to|through|thru|until|-) ?"
        rf"(?P<last_month>)(?P<last_day>[0-3]?\d){_TH}?{_NO_CLOCK}",
        _date_span,
    ),
    (
        rf"(?:entre el|del) (?P<first_day>[0-3]?\d) (?:y|al) (?:el )?(?P<last_day>[0-3]?\d)(?: de "
        rf"(?P<last_month>{_MONTH_NAMES}))?"
        rf"(?P<first_month>){_NO_CLOCK}",
        _date_span,
    ),
    (rf"{_UNTIL}(?P<weekday>{_DAY})", _up_to_day),
    (rf"{_UNTIL}{_MONTH} (?:the )?{_D}{_NO_CLOCK}", _up_to_day),
    (rf"{_UNTIL}(?P<d>[0-3]?\d){_TH}", _up_to_day),
    (rf"(?P<edge>antes del)(?: dia)? (?P<d>[0-3]?\d)(?: de {_MONTH})?{_NO_CLOCK}", _up_to_day),
    (rf"{_UNTIL}(?:tomorrow|manana|next week|la proxima semana)", _up_to_day),
    (rf"{_WEEKDAY} after next", _weekday_after_next),
    (rf"{_N} weeks? (?:from|after) (?:this |next )?{_WEEKDAY}", _week_from_weekday),
    (rf"(?:(?:the |el )?(?:next|proximo)) {_WEEKDAY}", _next_weekday),
    (rf"(?:el )?{_WEEKDAY} (?:que viene|proximo|que entra|siguiente)", _next_weekday),
    (rf"(?:the )?following {_WEEKDAY}", _next_weekday),
    (rf"(?:the )?(?:this coming|this|coming|este) {_WEEKDAY}", _this_weekday),
    (rf"{_WITH_WEEKDAY}{_MONTH} (?:the )?{_D}(?: (?:or|and) {_D2})?{_NO_CLOCK}(?:,? 20\d\d)?", _date),
    (
        rf"{_WITH_WEEKDAY}(?:el |the )?(?:dia )?{_D}(?: (?:o|y|u|or|and) (?:el |the )?{_D2})? (?:de |of "
        rf")?{_MONTH}"
        r"(?: (?:de |del )?20\d\d)?",
        _date,
    ),
    (r"(?P<one>[0-3]?\d)/(?P<two>[0-3]?\d)(?:/(?:20)?\d\d)?", _numeric_date),
    (r"(?P<one>1[0-2]|0?\d)-(?P<two>0\d|1[3-9]|[23]\d)(?:-(?:20)?\d\d)?", _numeric_date),
    (rf"{_MONTH} (?:the )?{_D},? (?:a |on a |on )?(?P<weekday>{_DAY})", _date),
    (rf"(?:the )?(?P<d>[0-3]?\d){_TH},? (?:a |on a |on )?(?P<weekday>{_DAY})", _date),
    (rf"{_WITH_WEEKDAY}(?:on )?the {_D}(?: (?:or|and) (?:the )?{_D2})?{_NO_CLOCK}", _date),
    (r"(?:the )?(?:1st|first) of (?:the|next) month|(?:el )?primero de(?:l| proximo) mes", _first_of_month),
    (rf"{_WITH_WEEKDAY}(?P<d>[0-3]?\d){_TH}{_NO_CLOCK}", _date),
    (rf"(?P<weekday>{_DAY}),? (?P<d>1[3-9]|2\d|3[01]){_NO_CLOCK}", _date),
    (
        rf"(?:el )?(?P<weekday>(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)) "
        rf"(?P<d>[0-3]?\d){_NO_CLOCK}",
        _date,
    ),
    (r"(?P<d>1[3-9]|2\d|3[01])(?= (?:at|a las?) )", _date),
    (rf"(?:para )?(?:el|del) (?:dia )?{_D}(?: [oy] (?:el )?{_D2})?{_NO_CLOCK}", _date),
    (
        rf"(?:in |en )?(?:(?P<part>early|late|mid|(?:beginning|middle|end) of|(?:a )?(?:principios|"
        rf"mediados|finales) de)"
        rf"[ -])?(?:in |en )?{_MONTH_ALONE}",
        _month,
    ),
    (r"(?:rest of )?(?:the )?(?P<which>this|next) month", _whole_month),
    (r"(?:el )?(?P<which>este|proximo) mes", _whole_month),
    (r"(?:el )?mes (?P<which>que viene)", _whole_month),
    (rf"(?:in|en|dentro de) (?:about |around |like |como )?{_N} (?:weeks?|semanas?)", _in_weeks),
    (rf"{_N} weeks? from now", _in_weeks),
    (rf"{_N} days? from (?:now|today)", _in_days),
    (rf"{_N} weeks? from (?P<start>today|tomorrow)", _weeks_from),
    (r"(?:de )?hoy en (?P<n>ocho|quince)(?: dias)?|en (?P<n2>ocho|quince) dias", _eight_or_fifteen),
    (
        r"(?:within(?: the next)?|in the next|over the next|dentro de los proximos|en los proximos|en las "
        rf"proximas) {_N} "
        r"(?P<unit>days?|weeks?|dias?|semanas?)",
        _within_days,
    ),
    (rf"(?:in|en|dentro de) (?:about |around |like |como )?{_N} (?:days?|dias?)", _in_days),
    (
        r"(?:within|in) (?:the next )?(?P<hours>24|48) (?:hours?|hrs?)|en (?P<horas>24|48) horas",
        _within_hours,
    ),
    (r"next year|el proximo ano|el ano que viene", _next_year),
    (
        r"(?:the |el )?(?:(?P<which>this|next|este|proximo) )?(?:on )?(?:the |el |los |a )?"
        r"(?:weekends?|weekend days?|fin(?:es)? de semana|finde)(?P<after> que viene)?",
        _weekend,
    ),
    (
        rf"(?:{_OF_WEEK})?(?:the )?(?:la )?(?P<next>next|following|coming|proxima|siguiente) (?:week|"
        rf"semana){_WEEK_PART}",
        _week,
    ),
    (
        rf"(?:{_OF_WEEK})?(?:la )?semana (?P<next>que viene|que entra|proxima|entrante|"
        rf"siguiente){_WEEK_PART}",
        _week,
    ),
    (rf"(?:{_OF_WEEK})?(?:la )?(?P<next>otra) semana", _week),
    (r"(?:some ?time )?before (?:the|this) weekend|antes del fin de semana", _before_weekend),
    (r"(?P<next>la que (?:viene|entra))", _week),
    (r"(?<=week or )(?P<next>next)(?=$|[,.;])", _week),
    (r"(?:the )?(?P<next>week after)(?= works?| please|$|[,.;])", _week),
    (r"(?:the )?(?P<part>earlier|later) in the week(?: the better)?", _week),
    (rf"{_OF_WEEK}(?:this |esta )?(?:week|semana)", _week),
    (r"(?:(?:later )?(?:this|esta)|(?:within|during|before the end of) the) (?:week|semana)", _week),
    (
        r"(?:the )?(?P<part>early|late|(?:beginning|start|middle|end) of|principios de|mediados de|"
        r"final(?:es)? de) "
        r"(?:in )?(?:the |this |el |este )?(?:month|mes)",
        _part_of_month,
    ),
    (
        r"(?:any |every )?(?:weekdays?|week days?|work ?days)|during the week|entre semana|"
        r"(?:los )?dias de (?:la )?semana|en la semana",
        _workdays,
    ),
    (
        rf"(?:with )?(?:at least |minimum )?(?:of )?{_N} (?:days?|dias?)'? (?:ahead|notice|de anticipacion)",
        _from_days_on,
    ),
    (rf"(?:give me|i'll need|i need|need) (?:at least )?{_N} (?:more )?days?(?! a week| off)", _from_days_on),
    (r"(?<= or )(?:the )?day after|(?<= o )pasado", _offset(2)),
    (r"today|hoy|tonight|this (?=morning|afternoon|evening)|esta (?=tarde|noche|manana)", _offset(0)),
    (r"tomorrow|manana", _offset(1)),
    (rf"(?P<every>any|every|all|most|cualquier|todos los|los) (?P<day>{_DAY}s?)", _plain_weekday),
    (rf"(?P<every>)(?P<day>{_DAY}s?)", _plain_weekday),
)
DAY_PATTERNS = tuple(
    (re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"), build) for pattern, build in _ROWS
)
