"""Reads the list of eleven: which ones, or how many."""

from __future__ import annotations

from itertools import pairwise

from bot.screening.questions import SYMPTOMS_ASKED
from bot.screening.reading.hearing import NOTHING, Draft, Hearing
from bot.screening.reading.normalise import Heard
from bot.screening.reading.numbers import number_at
from bot.screening.reading.yes_no import polarity_of

_NAMED = tuple(f"c{number}" for number in range(1, SYMPTOMS_ASKED + 1))


def is_a_count(heard: Heard) -> bool:
    """ "4", "four of them", "I'd say 6": one number that tells how many, not which."""
    return _count(heard) is not None


def _count(heard: Heard) -> tuple[int, bool, frozenset[int]] | None:
    words = heard.words
    if any(
        word
        in (
            "number",
            "numbers",
            "option",
            "numero",
            "opcion",
            "except",
            "but",
            "menos",
            "excepto",
            "first",
            "last",
            "second",
            "third",
        )
        for word in words
    ):
        return None
    numbers = [
        (index, number) for index in range(len(words)) if (number := number_at(words, index, heard.language))
    ]
    if len(numbers) != 1:
        return None
    index, (count, used) = numbers[0]
    if not 0 <= count <= SYMPTOMS_ASKED:
        return None
    following = words[index + used : index + used + 3]
    is_told = following[:1] in (
        ("of",),
        ("de",),
        ("apply",),
        ("things",),
        ("items",),
        ("are",),
        ("total",),
        ("out",),
        ("cosas",),
        ("fit",),
        ("were",),
        ("true",),
        ("para",),
    ) or (index > 0 and words[index - 1] in ("only", "just", "total") and len(words) <= 4)
    if not is_told and len(words) - used > 4:
        return None
    return count, is_told, frozenset(range(index, index + used))


def _excludes(hearing: Hearing) -> bool:
    """ "everything but driving": the signs named are the ones that do not fit."""
    words = hearing.heard.words
    return any(
        first in ("all", "everything", "todo", "todas") and second in ("but", "except", "menos", "excepto")
        for first, second in pairwise(words)
    )


def read(hearing: Hearing) -> Draft:
    said = [option for option in hearing.options() if option in _NAMED]
    covered = hearing.span_of_all()
    parts = set(hearing.options())
    if said and _excludes(hearing):
        return Draft([c for c in _NAMED if c not in said], "likely", covered, is_doubtful=True)
    if "all" in parts and not said:
        is_sure = hearing.is_sure("all")
        return Draft(list(_NAMED), "sure" if is_sure else "likely", covered)
    counted = _count(hearing.heard)
    if counted and not said:
        count, is_told, words = counted
        return Draft(count, "sure" if is_told else "likely", covered | words, is_doubtful=not is_told)
    if said:
        value = [choice for choice in _NAMED if choice in said]
        denied = {item.option for item in hearing.denials}
        is_sure = all(hearing.is_sure(option) for option in said)
        return Draft(
            value,
            "sure" if is_sure else "likely",
            covered,
            is_doubtful=bool(denied) or bool(parts & {"none", "all"}),
        )
    polarity = polarity_of(hearing)
    if "none" in parts:
        return Draft(0, "sure" if hearing.is_sure("none") else "likely", covered | polarity.covered)
    if polarity.kind == "no" and not hearing.denials:
        return Draft(0, "sure" if polarity.is_whole else "likely", polarity.covered)
    if hearing.denials:
        return Draft(0, "likely", covered | polarity.covered, is_doubtful=True)
    if polarity.kind != "none" or "some" in parts:
        return Draft(None, covered=covered | polarity.covered, is_partial=True)
    return NOTHING
