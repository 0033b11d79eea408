"""Hears a yes or a no, also the roundabout ones ("yeah no", "not that I remember", "I can't say I haven't")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.screening.reading.hearing import HEDGES, Hearing

_POLARITY = {"yes": "yes", "hedged_yes": "yes", "no": "no", "hedged_no": "no"}

_DOUBLE_NEGATIVES = (
    ("not", "never"),
    ("not", "like", "i", "have", "not"),
    ("not", "say", "i", "have", "not"),
    ("not", "say", "i", "did", "not"),
    ("not", "say", "no"),
    ("not", "going", "to", "say", "no"),
    ("would", "not", "say", "no"),
    ("will", "not", "lie"),
    ("not", "going", "to", "lie"),
    ("not", "deny"),
    ("no", "puedo", "negar"),
    ("no", "voy", "a", "mentir"),
    ("no", "es", "que", "no"),
)


@dataclass(frozen=True)
class Polarity:
    """Which way a text leans. `leads`: it opens with the yes or no. `is_whole`: nothing else was said."""

    kind: Literal["yes", "no", "both", "none"]
    covered: frozenset[int] = frozenset()
    leads: bool = False
    is_whole: bool = False
    is_hedged: bool = False


SILENT = Polarity("none")


def polarity_of(hearing: Hearing) -> Polarity:
    """The yes or no in a text; a "no" that only belongs to the next word ("no pills") is not counted."""
    words = hearing.heard.words
    for chain in _DOUBLE_NEGATIVES:
        if _has_chain(words, chain):
            return Polarity("both", is_hedged=True)
    claimed = {i for item in (*hearing.evidence, *hearing.denials) for i in item.span}
    said = [
        item
        for item in hearing.common
        if item.option in _POLARITY
        and (item.first not in claimed or (item.first == 0 and item.last - item.first > 1))
    ]
    said = [item for item in said if item.grade != "whole" or _is_alone(hearing, item.first, item.last)]
    said = [item for item in said if not _is_determiner(hearing, item.first, item.last)]
    if not said:
        return SILENT
    kinds = {_POLARITY[item.option] for item in said}
    covered = frozenset(i for item in said for i in item.span)
    leads = not hearing.unexplained(range(said[0].first, len(words)))
    hedge = hearing.common_span(*HEDGES)
    alone = not hearing.unexplained(covered | hedge)
    first = _POLARITY[said[0].option]
    if len(kinds) > 1:
        if leads and not alone and said[1].first > said[0].last + 1:
            # "no, ... yes ..." further on: the opening word is the answer, but it is to be confirmed
            return Polarity("yes" if first == "yes" else "no", covered, leads, False, True)
        return Polarity("both", covered, leads, alone, True)
    return Polarity("yes" if first == "yes" else "no", covered, leads, alone and not hedge, bool(hedge))


def _is_alone(hearing: Hearing, first: int, last: int) -> bool:
    beside = set(range(first, last)) | hearing.common_span("yes", "no", *HEDGES)
    return not hearing.unexplained(beside)


def _is_determiner(hearing: Hearing, first: int, last: int) -> bool:
    """A lone "no", "nada", "nunca" that stands right before a word it denies and is not set off by a comma."""
    if last - first > 1 or last in hearing.heard.breaks:
        return False
    return any(item.first in (last, last + 1) for item in hearing.denials)


def _has_chain(words: tuple[str, ...], chain: tuple[str, ...]) -> bool:
    return any(words[i : i + len(chain)] == chain for i in range(len(words) - len(chain) + 1))
