"""Finds out whether a phrase is turned round by a "no", "not", "never", "sin", "ni" before it."""

from __future__ import annotations

from functools import cache

from bot.screening.reading.data_files import load_words
from bot.screening.reading.lexicon import Evidence
from bot.screening.reading.normalise import Heard

FARTHEST_WORDS = 4
_CHAINING = frozenset({"or", "nor", "ni", "o", "u"})
_TRAILING_NO = frozenset({"no", "nope"})


def denied(evidence: list[Evidence], heard: Heard) -> set[int]:
    """Indexes of the evidence that a negation turns round ("no weed or pills", "mota no")."""
    inside = {
        index: place
        for place, item in enumerate(evidence)
        for index in item.span
        if not (item.grade == "whole" and heard.words[index] in _negators())
    }
    turned: set[int] = set()
    for place, item in enumerate(evidence):
        if (
            _has_negator_before(item, heard, inside)
            or _has_no_after(item, heard)
            or (place and place - 1 in turned and _is_chained(evidence[place - 1], item, heard))
        ):
            turned.add(place)
    return turned


def _has_negator_before(item: Evidence, heard: Heard, inside: dict[int, int]) -> bool:
    if heard.words[item.first] in _ends() or heard.words[item.first] in _negators():
        return False
    for distance in range(1, FARTHEST_WORDS + 1):
        index = item.first - distance
        if index < 0 or index + 1 in heard.breaks or index in inside:
            return False
        word = heard.words[index]
        if word in _ends():
            return False
        if word in _negators():
            follows_directly = distance == 1 or (
                distance == 2 and heard.words[index + 1] in ("a", "the", "any", "un", "una", "la", "el")
            )
            return word not in ("no", "none", "nothing") or follows_directly or heard.language == "es"
    return False


def _has_no_after(item: Evidence, heard: Heard) -> bool:
    if item.last >= len(heard.words) or heard.words[item.last] not in _TRAILING_NO:
        return False
    return item.last not in heard.breaks and (
        item.last + 1 == len(heard.words)
        or item.last + 1 in heard.breaks
        or heard.words[item.last + 1] in ("y", "and", "pero", "but")
    )


def _is_chained(before: Evidence, item: Evidence, heard: Heard) -> bool:
    between = heard.words[before.last : item.first]
    return 0 < len(between) <= 3 and between[0] in _CHAINING and not any(word in _ends() for word in between)


@cache
def _negators() -> frozenset[str]:
    return load_words("negators.txt")


@cache
def _ends() -> frozenset[str]:
    return load_words("negation_ends.txt")
