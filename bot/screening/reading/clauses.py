"""Cuts a text into clauses, also where no punctuation was typed."""

from __future__ import annotations

from bot.screening.reading.normalise import Heard

SHORTEST_CLAUSE_WORDS = 4
_JOINING = frozenset({"and", "but", "so", "because", "then", "y", "pero", "porque", "entonces", "luego"})
_SUBJECTS = frozenset({"i", "he", "she", "we", "they", "my", "yo", "el", "ella", "mi"})


def clauses_of(heard: Heard) -> list[range]:
    """Where the clauses begin and end: at punctuation, "and", "but", and, without punctuation, before a new subject."""
    starts = [0]
    for place in range(1, len(heard.words)):
        length = place - starts[-1]
        word = heard.words[place]
        is_new = place in heard.breaks or word in _JOINING
        if is_new or (word in _SUBJECTS and length >= SHORTEST_CLAUSE_WORDS):
            starts.append(place)
    return [range(first, last) for first, last in zip(starts, [*starts[1:], len(heard.words)], strict=True)]
