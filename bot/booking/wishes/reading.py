"""What a person who types a time wishes for, held against the times on offer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.booking.wishes.clauses import Matcher, Wants, nearest, wants
from bot.booking.wishes.clock import with_digits
from bot.booking.wishes.dates import Calendar, Days
from bot.booking.wishes.holidays import with_holiday_dates
from bot.booking.wishes.other_matters import is_other_matter
from bot.booking.wishes.picks import Pointed, find_place, names_a_place, pointed_at
from bot.booking.wishes.scan import Item, Times, scan
from bot.booking.wishes.signs import Sign
from bot.booking.wishes.text import WEEKDAY_NAMES, plain, with_first_days

# Longer texts are stories, not times; reading them would cost and mislead.
LONGEST_TEXT = 400
NEAREST_SHOWN = 4

# Words the grammar does not know, from which on a text with a day in it is taken for a story.
_MOST_UNKNOWN_WORDS = 5
_MOST_UNKNOWN_WORDS_WITH_SIGN = 10
_TELLING: frozenset[Sign] = frozenset(
    (
        "fine",
        "cannot",
        "bad",
        "not",
        "soonest",
        "anything",
        "except",
        "others",
        "other_days",
        "first_only",
        "last_only",
    )
)
# Signs that are a wish without a day or time, and those that are one beside shown times.
_ALONE: frozenset[Sign] = frozenset(("soonest", "anything", "first_only"))
_BESIDE_SHOWN: frozenset[Sign] = frozenset(("later", "earlier", "others", "other_days"))
# "No, Friday" refuses what was shown, not the Friday.
_REFUSAL_OF_SHOWN = re.compile(
    r"^(?:no|nope|nah)(?: gracias| thanks| thank you| sorry| perdon)?[,.;] ?(?=\S)"
)
_EVERY_OTHER_DAY = re.compile(
    r"(?<=\w),?(?: so| but| and|;|\.)? (?:any|every|all) (?:other|the other)(?: days?)?"
    r"(?: (?:is|are|works?|of the week|would|will|be|fine|good|ok|okay|great|for me))*$|"
    r"(?<=\w),?(?: but| and|;|\.)? (?:everything|all) else"
    r"(?: (?!morning|afternoon|evening|night)[a-z']+){0,4}$|"
    r"(?<=\w),?(?: but| and|;|\.)? (?:otherwise|other than that|the rest|rest of the (?:week|time|day)s?)"
    r"(?:,? (?:i'm|i am|is|are|i can|anything|any ?time|any ?day|wide|all|pretty|open|free|flexible|fine|"
    r"good|ok|"
    r"okay|works?|available|clear))+$|"
    r"(?<=\w),?(?: asi que| pero| y|;|\.)? (?:cualquier otro dia|los demas dias|los otros dias)(?: (?:si|"
    r"puedo|esta bien))*$"
)
_BARE_NUMBER = re.compile(
    r"(?:the )?(?:(?P<day>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|"
    r"sat(?:urday)?) )?"
    r"(?P<number>[1-9]|1[0-2])"
)
_LOOKS_FOR_MORE = re.compile(
    r"\b(?:any\w*|some\w*|what|which|have|got|show|more|can|could|is|are|hay|tienen?|algo|que|los)\b"
)
_NOT_THAT_ONE = re.compile(
    r"(?:no|not|any(?:thing|time)? but|all but|except|i don't (?:want|like)|don't (?:want|like)|cualquiera "
    r"menos|menos) "
    r"(?P<gone>[^,.;]+?)(?:(?:[,.;]| but| pero| sino)+ (?:but |pero |rather |sino |mejor )?(?P<rather>.+))?"
)
_CHANGES_ITS_MIND = re.compile(
    rf"\b(?:{'|'.join(WEEKDAY_NAMES)}|\w+n't|bad|neither|except|nor|than|earlier|later|sooner|menos|no|not|"
    rf"but|wait|actually|or|can't|pero|mejor|o|tomorrow|manana)\b|\d"
)
_POINTS_AT_ONE = re.compile(
    r"\b(?:the|el) (?:monday|tuesday|wednesday|thursday|friday|saturday)(?:$| (?:please|works))|"
    r"\b(?:the|that) (?:[\w:]+ ){0,4}?one\b|\bone (?:on|at)\b|\b(?:la|el) (?:del|de)\b"
)


@dataclass(frozen=True)
class Offer:
    """Times that fit the wish, earliest first. When none fits, `slots` is empty and `nearest` holds the closest."""

    slots: tuple[datetime, ...]
    nearest: tuple[datetime, ...] = ()

    @property
    def none_match(self) -> bool:
        """Whether nothing on offer fits."""
        return not self.slots


@dataclass(frozen=True)
class AskWhich:
    """The wish fits more than one thing: `options` are the days to ask about, `slots` the shown times it fits.

    `on_days` are the times of those days that fit the rest of the wish ("next Tuesday afternoon").
    """

    options: tuple[date, ...]
    slots: tuple[datetime, ...] = ()
    on_days: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Pick:
    """One shown time, pointed at. Still to be confirmed by a button."""

    slot: datetime


@dataclass(frozen=True)
class NotAWish:
    """The text is about something else."""


Wish = Offer | AskWhich | Pick | NotAWish


def read_wish(
    text: str,
    offered: Sequence[datetime],
    now: datetime,
    zone: ZoneInfo,
    language: str,
    shown: Sequence[datetime] = (),
) -> Wish:
    """Read a typed wish for a time.

    `offered` are all starts that can be booked, `shown` those just shown as buttons, in their order. Times in the
    answer are in UTC. Raises ValueError for a time without a zone.
    """
    if any(at.tzinfo is None for at in (now, *offered, *shown)):
        raise ValueError("a time without a zone")
    if len(text) > LONGEST_TEXT:
        return NotAWish()
    local = sorted({at.astimezone(zone) for at in offered})
    return _in_utc(
        _read(plain(text), local, now.astimezone(zone), language, [at.astimezone(zone) for at in shown])
    )


def _in_utc(wish: Wish) -> Wish:
    if isinstance(wish, Offer):
        return Offer(_utc(wish.slots), _utc(wish.nearest))
    if isinstance(wish, AskWhich):
        return AskWhich(wish.options, _utc(wish.slots), _utc(wish.on_days))
    if isinstance(wish, Pick):
        return Pick(wish.slot.astimezone(UTC))
    return wish


def _utc(times: Sequence[datetime]) -> tuple[datetime, ...]:
    return tuple(at.astimezone(UTC) for at in times)


def _read(
    text: str, offered: Sequence[datetime], now: datetime, language: str, shown: Sequence[datetime]
) -> Wish:
    if not text or is_other_matter(text):
        return NotAWish()
    text = _REFUSAL_OF_SHOWN.sub("", text)
    if _EVERY_OTHER_DAY.search(text):
        # "Tuesdays I have group, so any other day" refuses the Tuesdays.
        text = _EVERY_OTHER_DAY.sub("", f"not {text}")
    if shown:
        pointed = _pointed_in(text, shown, frozenset(at.day for at in offered))
        if pointed is not None:
            return _pointed(pointed, shown)
    elif names_a_place(text):
        return AskWhich(())
    else:
        text = with_first_days(text)
    options = _hour_or_date(text, offered, shown)
    if options:
        return AskWhich(options)
    found = scan(with_digits(with_holiday_dates(text, now.date())), Calendar(now.date(), language))
    signs = {item for item in found.items if isinstance(item, str)}
    named = [item for item in found.items if not isinstance(item, str)]
    if shown and not named and "those" in signs and signs & {"not", "cannot", "bad"}:
        signs.add("others")
    if not _is_wish(found.unknown_words, signs, named):
        return NotAWish()
    if not shown and not named and not signs & _ALONE:
        # "Something later" is a wish, with nothing shown to be later than; "none" is one only beside shown times.
        return AskWhich(()) if signs & {"later", "earlier"} else NotAWish()
    asked = wants(found.items)
    shown_hits = Matcher(asked, shown).matching() if shown and named else []
    if shown_hits and _POINTS_AT_ONE.search(text):
        is_refusal = bool(asked.refused) and not asked.wanted
        return _pointed(Pointed(tuple(shown_hits), has_no_preference=is_refusal), shown)
    options = _open_question(asked, offered, now.date())
    if options:
        return AskWhich(options, on_days=_on_days(asked, offered, options))
    names_time = any(isinstance(item, Times) and item.is_exact for item in named)
    if shown_hits and names_time and not asked.refused:
        return _pointed(Pointed(tuple(shown_hits)), shown)
    if len(shown_hits) == 1 and found.unknown_words <= 1 and _is_bare_day(text, signs, named):
        # "Thursday please", with one Thursday on a button, is that button.
        return Offer(tuple(shown_hits))
    slots = _narrowed(Matcher(asked, offered).matching(), signs, named, shown)
    if len(slots) == 1 and _names_one_time(asked, slots[0]):
        return Pick(slots[0])
    if not slots:
        return Offer((), tuple(nearest(offered, asked, NEAREST_SHOWN)))
    return Offer(tuple(slots))


def _pointed_in(text: str, shown: Sequence[datetime], open_days: frozenset[int]) -> Pointed | None:
    """What the text points at, or the one part of it that does: "Third one. He says yes." """
    pointed = pointed_at(text, shown, open_days)
    if pointed is not None:
        return pointed
    if refused := _NOT_THAT_ONE.fullmatch(text):
        gone = pointed_at(refused["gone"], shown, open_days)
        if gone is not None and refused["rather"]:
            return pointed_at(refused["rather"], shown, open_days)
        left = tuple(at for at in shown if gone is not None and at not in gone.shown)
        return Pointed(left, has_no_preference=True) if left and left != tuple(shown) else None
    first, _, rest = text.partition(". ")
    if rest and not _CHANGES_ITS_MIND.search(rest):
        return pointed_at(first, shown, open_days)
    place = find_place(text)
    if place is not None and not _CHANGES_ITS_MIND.search(text.replace(place, "", 1)):
        return pointed_at(place, shown, open_days)
    return None


def _hour_or_date(text: str, offered: Sequence[datetime], shown: Sequence[datetime]) -> tuple[date, ...]:
    """The dates that "10", said alone, or "Thursday 10" may mean beside ten o'clock, when both are open.

    With ten o'clock on a button, the button is meant.
    """
    match = _BARE_NUMBER.fullmatch(text)
    if match is None or any(at.hour % 12 == int(match["number"]) % 12 for at in shown):
        return ()
    number = int(match["number"])
    weekday = WEEKDAY_NAMES.get(match["day"]) if match["day"] else None
    dates = {at.date() for at in offered if at.day == number and weekday in (None, at.weekday())}
    has_hour = any(at.hour % 12 == number % 12 and weekday in (None, at.weekday()) for at in offered)
    return tuple(sorted(dates)) if has_hour else ()


def _names_one_time(asked: Wants, slot: datetime) -> bool:
    """Whether "Tuesday at 3" was said and the slot is on the very next Tuesday, not on a later one."""
    if len(asked.wanted) != 1:
        return False
    (window,) = asked.wanted
    return (
        len(window.days) == 1
        and any(times.is_exact for times in window.times)
        and slot.date() == min(window.days[0].dates - {window.days[0].today}, default=None)
    )


def _is_bare_day(text: str, signs: set[Sign], named: Sequence[Item]) -> bool:
    """Whether a day was said, with a part of it or without: "anything Thursday" asks for more than a button."""
    days = [item for item in named if isinstance(item, Days)]
    if len(days) != 1 or len(named) > 2 or signs - {"fine", "break"} or _LOOKS_FOR_MORE.search(text):
        return False
    return days[0].nearest_only or len(days[0].dates) == 1


def _is_wish(unknown_words: int, signs: set[Sign], named: Sequence[Item]) -> bool:
    if unknown_words > (_MOST_UNKNOWN_WORDS_WITH_SIGN if signs & _TELLING else _MOST_UNKNOWN_WORDS):
        return False
    return bool(named or signs & (_ALONE | _BESIDE_SHOWN))


def _pointed(pointed: Pointed, shown: Sequence[datetime]) -> Wish:
    if pointed.has_no_preference:
        return Offer(tuple(sorted(pointed.shown)))
    if len(pointed.shown) == 1:
        return Pick(pointed.shown[0])
    meant = tuple(sorted(pointed.shown or shown))
    return AskWhich(tuple(sorted({at.date() for at in meant})), meant)


def _open_question(asked: Wants, offered: Sequence[datetime], today: date) -> tuple[date, ...]:
    """The days a wish leaves open, when one of them at least has times. Today counts only while it has some."""
    open_days = {at.date() for at in offered}
    for window in asked.wanted:
        for days in window.days:
            options = tuple(day for day in days.ask if day != today or day in open_days)
            if len(options) > 1 and open_days.intersection(options):
                return options
    return ()


def _on_days(asked: Wants, offered: Sequence[datetime], options: Sequence[date]) -> tuple[datetime, ...]:
    """The times that fit the wish, each of the days in question taken for the one that is meant."""
    on_any = tuple(
        window._replace(
            days=tuple(
                days._replace(dates=frozenset(days.ask), nearest_only=False) if days.ask else days
                for days in window.days
            )
        )
        for window in asked.wanted
    )
    fitting = Matcher(asked._replace(wanted=on_any), offered).matching()
    return tuple(at for at in fitting if at.date() in options)


def _narrowed(
    slots: list[datetime], signs: set[Sign], named: Sequence[Item], shown: Sequence[datetime]
) -> list[datetime]:
    """Apply what was said beside days and times: other ones, later, the first of the day."""
    if "others" in signs:
        slots = [at for at in slots if at not in shown] or slots
    if "other_days" in signs:
        shown_days = {at.date() for at in shown}
        slots = [at for at in slots if at.date() not in shown_days] or slots
    if shown and "later" in signs:
        slots = _beyond(slots, max(shown), named, is_later=True)
    if shown and "earlier" in signs:
        slots = _beyond(slots, min(shown), named, is_later=False)
    is_about_one_day = len({at.date() for at in slots}) == 1 and any(isinstance(item, Days) for item in named)
    if "first_only" in signs or ("soonest" in signs and is_about_one_day):
        slots = slots[:1]
    if "last_only" in signs:
        slots = [at for at in slots if at.date() == slots[0].date()][-1:]
    return slots


def _beyond(
    slots: Sequence[datetime], edge: datetime, named: Sequence[Item], is_later: bool
) -> list[datetime]:
    """Slots past a shown one; on days that were named, past its time of day.

    "Later" alone may mean the calendar or the clock: what is both fits whoever said it. "Earlier" means sooner,
    and an earlier hour where nothing is sooner.
    """
    on_clock = [at for at in slots if (at.time() > edge.time() if is_later else at.time() < edge.time())]
    if named:
        return on_clock
    in_calendar = [at for at in slots if (at > edge if is_later else at < edge)]
    if is_later:
        return [at for at in in_calendar if at in on_clock] or in_calendar
    return in_calendar or on_clock
