"""Times of day in a wish: "after 3", "half past two", "between 9 and noon", "a las 3 de la tarde"."""

import re
from collections.abc import Callable
from typing import NamedTuple

from bot.number_words import ENGLISH, ENGLISH_TENS, SPANISH, SPANISH_TENS

NOON = 12 * 60
END_OF_DAY = 24 * 60
_EXACT_MINUTES = 1
# "Around 3" reaches half an hour to either side, so that it never meets "around 4".
_AROUND_MINUTES = 30

# Without am or pm, an hour of the small numbers is an afternoon's: nobody is seen at 3 in the night.
_LAST_AFTERNOON_HOUR = 6


class Minutes(NamedTuple):
    """Starts wanted, in minutes since midnight, the end not included."""

    start: int
    end: int

    @property
    def is_moment(self) -> bool:
        """Whether "at 3" was said rather than a stretch of the day."""
        return self.end - self.start <= _EXACT_MINUTES

    def meets(self, other: "Minutes") -> bool:
        """Whether the two have a minute in common."""
        return self.start < other.end and other.start < self.end


class Clock(NamedTuple):
    """A time of day as typed; `half` is "am", "pm" or None when it was left open."""

    hour: int
    minute: int
    half: str | None

    def readings(self) -> tuple[int, ...]:
        """What it may mean in minutes since midnight, the likelier first; nothing for no time of day."""
        if self.minute > 59 or self.hour > 24:
            return ()
        minutes = self.hour * 60 + self.minute
        if self.hour > 12 or self.hour == 0:
            return (minutes,)
        morning = minutes % NOON
        if self.half == "am":
            return (morning,)
        if self.half == "pm" or self.hour == 12 or self.hour <= _LAST_AFTERNOON_HOUR:
            return (morning + NOON,)
        return (morning, morning + NOON)


_EN_HOURS = ENGLISH[1:13]
_ES_HOURS = ("una", *SPANISH[2:13])
_HOUR_OF_WORD = {word: n for words in (_EN_HOURS, _ES_HOURS) for n, word in enumerate(words, 1)}
_EN = "|".join(_EN_HOURS)
_ES = "|".join(_ES_HOURS)
_HOUR_EN = rf"(?P<hour>\d{{1,2}}|{_EN})"
_HOUR_ES = rf"(?P<hour>\d{{1,2}}|{_ES})"
_MINUTES_OF_WORD = {
    **{word: n for words in (ENGLISH, SPANISH) for n, word in enumerate(words)},
    **ENGLISH_TENS,
    **SPANISH_TENS,
    **dict.fromkeys(("quarter", "cuarto"), 15),
    **dict.fromkeys(("half", "media"), 30),
}
_TENS_EN = r"(?:twenty|thirty|forty|fifty)(?:[ -]five)?"
_TENS_ES = r"quince|veinte|veinticinco|(?:treinta|cuarenta|cincuenta)(?: y cinco)?"
MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_ENGLISH_DAYS = "(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sat|sun)(?:day)?s?|tomorrow|today)"
_MORNING = ("morning", "manana")


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _HOUR_OF_WORD[word]


def _minutes(words: str) -> int:
    parts = re.split(r" y | |-", words)
    return sum(int(part) if part.isdigit() else _MINUTES_OF_WORD[part] for part in parts)


def _past(match: re.Match[str]) -> str:
    return f"{_number(match['hour'])}:{_minutes(match['part']):02}"


def _to(match: re.Match[str]) -> str:
    return f"{(_number(match['hour']) - 2) % 12 + 1}:{60 - _minutes(match['part']):02}"


def _with_half_of_day(match: re.Match[str]) -> str:
    # "December 2 in the evening" is a date; "2 in the evening" is an hour.
    if match["date"]:
        return match[0]
    return f"{match['time']}{'am' if match['part'] in _MORNING else 'pm'}"


def _two_hours(match: re.Match[str]) -> str:
    half = match["half"] or ""
    return match[0] if match["date"] else f"at {match['one']}{half} {match['or']} at {match['two']}{half}"


# Applied in this order; each leaves a time of day as "3", "3:30" or "3:30pm".
_REWRITES: tuple[tuple[str, Callable[[re.Match[str]], str] | str], ...] = (
    (rf"\b(?:a )?(?P<part>quarter|half|five|ten|{_TENS_EN}) (?:past|after) {_HOUR_EN}\b", _past),
    # "Ten to four" is a stretch of the day in a wish: nobody asks for ten minutes before four.
    (rf"\b(?:a )?(?P<part>quarter|{_TENS_EN}) (?:to|till?|of|before) {_HOUR_EN}\b", _to),
    (rf"\b(?P<part>half) {_HOUR_EN}\b", _past),
    (rf"\b{_HOUR_EN} (?P<part>fifteen|{_TENS_EN})\b", _past),
    (rf"\b(?:las? )?{_HOUR_ES} y (?P<part>media|cuarto|{_TENS_ES}|[1-5][05])\b", _past),
    (rf"\blas? {_HOUR_ES} menos (?P<part>cuarto|cinco|diez|{_TENS_ES})\b", _to),
    (rf"\b(?:al? )?(?:un )?(?P<part>cuarto|cinco|diez|{_TENS_ES}) (?:para|pa) las? {_HOUR_ES}\b", _to),
    (rf"\blas? (?P<hour>{_ES})\b", lambda m: str(_number(m["hour"]))),
    (r"\blas? (?=\d{1,2}\b)", ""),
    (
        rf"\b(?P<mark>at|after|before|by|around|about|past|until|till?|between|from|to|and|than|like|@) "
        rf"(?P<hour>{_EN})\b"
        r"(?! of| that| day| week| or two|-)",
        lambda m: f"{m['mark']} {_number(m['hour'])}",
    ),
    (rf"(?<!the )\b(?P<hour>{_EN})(?= ?(?:ish|am|pm|oclock)\b| in the )", lambda m: str(_number(m["hour"]))),
    (rf"\b(?!one\b)(?P<hour>{_EN})\b(?! of\b| (?:ones?|other)\b|-)", lambda m: str(_number(m["hour"]))),
    (
        r"(?<!after )(?<!before )(?<!until )(?<!till )(?<!by )(?<!to )(?<!and )(?<!del )(?<!el )(?<!at "
        r")(?<!a )"
        r"(?<!hasta )(?<!y )\b(?:mid-?day|medio ?dia)\b",
        "lunch time",
    ),
    (r"\b(?:12 )?(?:noon|mid-?day)\b|\b(?:el )?medio ?dia\b", "12:00pm"),
    (r"\bmidnight\b|\bmedianoche\b", "24:00"),
    (
        r"(?<![\d:])(?P<h>[1-9]|1[0-2])(?P<m>[0-5]\d)"
        rf"(?=am|pm| (?:in the|de la) |$| (?:on )?{_ENGLISH_DAYS}\b)",
        lambda m: f"{m['h']}:{m['m']}",
    ),
    (
        r"(?<!\w)(?P<mark>at|@|after|before|by|until|till?|around|about|like|despues de|antes de|a) "
        r"(?P<h>[1-9]|1[0-2])"
        r" ?(?P<m>00|15|30|45)\b",
        lambda m: f"{m['mark']} {m['h']}:{m['m']}",
    ),
    # "Between 930 and 11", but no room and no house.
    (
        r"(?<![\d:/#.$-])(?<!room )(?<!apt )(?<!unit )\b(?P<h>[1-9]|1[0-2])(?P<m>15|30|45)(?=ish\b|"
        r"\b)(?![\d/:])",
        lambda m: f"{m['h']}:{m['m']}",
    ),
    (r"^(?P<h>[1-9]|1[0-2]) (?P<m>00|15|30|45)(?=$| )", lambda m: f"{m['h']}:{m['m']}"),
    (r"\b(?P<h>\d{1,2}) ?oclock\b", lambda m: f"{m['h']}:00"),
    (
        r"\b(?P<time>\d{1,2}(?::\d\d)?) ?(?P<part>a|p)\b(?! las?\b| partir| \d)",
        lambda m: f"{m['time']}{m['part']}m",
    ),
    (r"(?P<time>\d) (?P<part>am|pm)\b", lambda m: f"{m['time']}{m['part']}"),
    (
        rf"(?P<date>\b(?:the|el|{MONTHS})\.? |/)?\b(?P<time>(?:[1-9]|1[0-2])(?::\d\d)?) (?:(?:in|at) (?:the "
        rf")?|"
        rf"(?:de|en|por) la )"
        r"(?P<part>morning|afternoon|evening|night|manana|tarde|noche)\b",
        _with_half_of_day,
    ),
    # "After like 3" is "after 3".
    (
        r"\b(?P<mark>after|before|until|till?|by|past|from|between|and|to|than|antes de|despues de|hasta|"
        r"desde) "
        r"(?:like|say|maybe|around|about|around like|como|tipo) (?:at |a )?(?=\d)",
        r"\g<mark> ",
    ),
    # "At 9 or 10" names two times, "Friday 10" one.
    (
        r"\b(?P<mark>at|after|around|a) (?P<first>\d{1,2}(?::\d\d)?(?:am|pm)?) (?P<or>or|o) "
        r"(?=\d{1,2}(?!\d|/|st|nd|rd|th))",
        r"\g<mark> \g<first> \g<or> \g<mark> ",
    ),
    (
        rf"(?P<date>\b(?:{MONTHS})\.? )?"
        r"(?<![\d:/#] )(?<!after )(?<!before )\b(?P<one>[1-9]|1[0-2]) (?P<or>or|o) (?P<two>[1-9]|1[0-2])"
        r"(?P<half>am|pm)?(?=$| (?:on|works?|would|is|el|en|any|this|next|tomorrow|manana))(?! or)",
        _two_hours,
    ),
    (
        r"^(?P<n>\d{1,2})(?=$| works?\b| is (?:good|fine|ok)| sounds| me (?:sirve|queda)| esta bien)",
        r"at \g<n>",
    ),
    (r"\b(?P<mark>how about|what about|maybe|que tal) (?=\d{1,2}$)", r"\g<mark> at "),
    (rf"\b(?P<day>{_ENGLISH_DAYS}),? (?=(?:[1-9]|1[0-2])(?!\d|/|:|am|pm|st|nd|rd|th))", r"\g<day> at "),
)


def with_digits(text: str) -> str:
    """Plain text whose times of day are all written alike: "half past two in the afternoon" is "2:30pm"."""
    for pattern, rewrite in _REWRITES:
        text = re.sub(pattern, rewrite, text)
    return text


# Hour, minutes, am or pm; not the number of a date, an address or a count of things.
_COUNTED = (
    "times|days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|drinks?|beers?|shots?|pills?|kids?|people|"
    "dias?|semanas?|meses|mes|anos?|horas?|minutos?|veces|cervezas?|tragos?|pastillas?|hijos?|personas?"
)
CLOCK = (
    r"(?<![\d:/])([01]?\d|2[0-4])(?::([0-5]\d))?(am|pm)?"
    rf"(?![\d:/]|(?:st|nd|rd|th|am|pm)\b| ?(?:{_COUNTED})\b)"
)


def clocks_in(match: re.Match[str]) -> tuple[Clock, ...]:
    """The times of day a pattern found whose only groups are those of CLOCK, in order."""
    groups = match.groups()
    return tuple(
        Clock(int(hour), int(minute or 0), half)
        for hour, minute, half in zip(groups[0::3], groups[1::3], groups[2::3], strict=True)
        if hour is not None
    )


def after(clock: Clock) -> tuple[Minutes, ...]:
    """Readings of "after 3": a start at 3:00 is one of them."""
    return tuple(Minutes(start, END_OF_DAY) for start in clock.readings())


def before(clock: Clock) -> tuple[Minutes, ...]:
    """Readings of "before 3": a start at 3:00 is none of them."""
    return tuple(Minutes(0, end) for end in clock.readings())


def exactly(clock: Clock) -> tuple[Minutes, ...]:
    """Readings of "at 3"."""
    return tuple(Minutes(start, start + _EXACT_MINUTES) for start in clock.readings())


def around(clock: Clock) -> tuple[Minutes, ...]:
    """Readings of "around 3": half an hour to either side, an hour where nothing is nearer."""
    return tuple(
        Minutes(at - reach, at + reach)
        for reach in (_AROUND_MINUTES, 2 * _AROUND_MINUTES)
        for at in clock.readings()
    )


def between(first: Clock, second: Clock) -> tuple[Minutes, ...]:
    """Readings of "between 9 and 5" that end after they start, the likelier first."""
    if first.half is None and second.half == "am":
        first = first._replace(half="am")
    found = [
        Minutes(start, end)
        for end in second.readings()
        for start in _starts_before(first, second)
        if start < end
    ]
    # "10 to 11" could be night as well; of the readings the shortest stretch is meant: 10 to 11, not 10 to 23.
    return tuple(sorted(found, key=lambda minutes: (minutes.end - minutes.start, minutes.start)))


def _starts_before(first: Clock, second: Clock) -> tuple[int, ...]:
    if first.half is None and second.half == "pm" and 1 <= first.hour <= 12:
        morning = first._replace(half="am").readings()
        return (*first._replace(half="pm").readings(), *morning)
    return first.readings()
