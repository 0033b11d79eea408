"""Lengths of time: how long ago the last use was, how long someone once quit."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screening.reading.normalise import Heard
from bot.screening.reading.numbers import number_at, small_amount

DAYS_IN = {
    "day": 1, "days": 1, "dia": 1, "dias": 1, "hour": 0, "hours": 0, "hora": 0, "horas": 0, "night": 1, "nights": 1,
    "week": 7, "weeks": 7, "semana": 7, "semanas": 7,
    "month": 30, "months": 30, "mes": 30, "meses": 30,
    "year": 365, "years": 365, "ano": 365, "anos": 365,
}  # fmt: skip
_VAGUE_AMOUNTS = {
    "few": 3,
    "several": 4,
    "some": 3,
    "unos": 3,
    "unas": 3,
    "varios": 4,
    "varias": 4,
    "many": 6,
    "couple": 2,
    "par": 2,
    "half": 1,
}
_STOPPED = frozenset(
    [
        "sober",
        "quit",
        "stopped",
        "clean",
        "abstinent",
        "dry",
        "detoxed",
        "kicked",
        "without",
        "sobrio",
        "sobria",
        "limpio",
        "limpia",
        "deje",
        "dejado",
        "pare",
        "sin",
    ]
)
_HAVE_NOT = (
    ("have", "not"),
    ("has", "not"),
    ("had", "not"),
    ("did", "not"),
    ("que", "no"),
    ("no", "he"),
    ("no", "uso"),
    ("no", "tomo"),
)
_LAST_TIME = frozenset({"last", "ultima", "ultimo"})
_USING = frozenset(
    {"drinking", "using", "smoking", "taking", "doing", "been", "usando", "tomando", "bebiendo", "fumando"}
)
_QUIT = frozenset(
    [
        "sober",
        "quit",
        "stopped",
        "clean",
        "off",
        "without",
        "made",
        "went",
        "lasted",
        "got",
        "did",
        "longest",
        "stayed",
        "abstinent",
        "dry",
        "sobrio",
        "sobria",
        "limpio",
        "limpia",
        "deje",
        "dure",
        "dejado",
        "sin",
        "pare",
        "parado",
        "aguante",
        "llegue",
        "llevaba",
        "stretch",
        "tiempo",
        "mas",
        "max",
        "record",
        "most",
        "have",
        "had",
        "managed",
        "for",
        "ever",
    ]
)


@dataclass(frozen=True)
class Length:
    """A length of time in days, and the words that say it."""

    days: int
    covered: frozenset[int]


def lengths_in(heard: Heard) -> list[Length]:
    """All lengths of time in the text: "3 weeks", "a month", "a year and a half", "unas semanas"."""
    words = heard.words
    found: list[Length] = []
    index = 0
    while index < len(words):
        length = _length_at(heard, index)
        if length:
            found.append(length)
            index = max(length.covered) + 1
        else:
            index += 1
    return found


def days_since_use(heard: Heard) -> Length | None:
    """How long ago the last use was, when the text says so ("3 weeks sober", "haven't touched it in a month")."""
    words = heard.words
    lengths = [length for length in lengths_in(heard) if not _is_a_rate(heard, length)]
    if len(lengths) != 1:
        return None
    length = lengths[0]
    has_not = any(words[i : i + 2] in _HAVE_NOT for i in range(len(words)))
    was_last = _is_ago(heard, length) and bool(_LAST_TIME.intersection(words))
    before = words[max(0, min(length.covered) - 3) : min(length.covered)]
    if "for" in before and _USING.intersection(before) and "not" not in before:
        return None  # "drinking for two years"
    return length if has_not or was_last or _STOPPED.intersection(words) else None


def longest_quit_days(heard: Heard) -> Length | None:
    """The longest time without use that is told, when the text speaks of stopping."""
    lengths = [
        length for length in lengths_in(heard) if not _is_ago(heard, length) and not _is_a_rate(heard, length)
    ]
    if not lengths or not (_QUIT.intersection(heard.words) or len(heard.words) <= 6):
        return None
    longest = max(lengths, key=lambda length: length.days)
    return Length(longest.days, frozenset(i for length in lengths for i in length.covered))


def _length_at(heard: Heard, index: int) -> Length | None:
    words = heard.words
    number = number_at(words, index, heard.language)
    if number:
        amount, used = number
    elif (small := small_amount(words[index], heard.language)) is not None:
        amount, used = small, 1
        if (
            words[index] in ("a", "un", "una")
            and index + 1 < len(words)
            and words[index + 1] in _VAGUE_AMOUNTS
        ):
            amount, used = _VAGUE_AMOUNTS[words[index + 1]], 2
    elif words[index] in _VAGUE_AMOUNTS:
        amount, used = _VAGUE_AMOUNTS[words[index]], 1
    else:
        return None
    place = index + used
    for joining in (
        "of",
        "or",
        "de",
        "full",
        "whole",
        "good",
        "solid",
        "straight",
        "couple",
        "entire",
        "plus",
    ):
        if place < len(words) and words[place] == joining:
            place += 1
            if joining == "or" and place < len(words) and (more := number_at(words, place, heard.language)):
                place += more[1]
    if place >= len(words) or words[place] not in DAYS_IN:
        return None
    return Length(amount * DAYS_IN[words[place]], frozenset(range(index, place + 1)))


def _is_a_rate(heard: Heard, length: Length) -> bool:
    """ "3 days a week", "every 2 days": how often, not how long."""
    last, first = max(length.covered), min(length.covered)
    after = heard.words[last + 1 : last + 2]
    return after in (("a",), ("per",), ("por",), ("each",), ("out",), ("al",), ("a",)) or heard.words[
        max(0, first - 1) : first
    ] in (("every",), ("cada",), ("once",), ("twice",), ("times",))


def _is_ago(heard: Heard, length: Length) -> bool:
    last, first = max(length.covered), min(length.covered)
    return heard.words[last + 1 : last + 2] == ("ago",) or heard.words[max(0, first - 1) : first] in (
        ("hace",),
        ("past",),
        ("last",),
    )
