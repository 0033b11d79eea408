"""Reads short lines of which every word must be understood, since a wrong yes or no would do harm.

A lexicon names the phrases. A line counts when they cover all of it: "no, I'm ok thanks" does, "no but I will" not.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bot.screening.reading.lexicon import Evidence, lexicon_of
from bot.screening.reading.normalise import Heard, hear

ASIDE = "aside"
"""The choice of phrases that say neither this nor that: thanks, honestly, just tired."""

NO = "no"
SPANISH_VERBS = frozenset({"estoy", "estamos", "esta", "estan", "me", "hay", "todo", "todos"})
"""What a Spanish "no" denies when it stands right before it."""


@dataclass(frozen=True)
class Said:
    """The choices a line names, besides asides. `is_whole`: nothing else stands in it, and it asks nothing."""

    choices: frozenset[str]
    opening: str
    """The first word, when a phrase that is no aside begins with it."""
    is_whole: bool

    def is_only(self, *choices: str) -> bool:
        """Whether the whole line says one or more of these and nothing else."""
        return self.is_whole and bool(self.choices) and self.choices <= set(choices)


def said_in(lexicon: str, text: str, language: str) -> Said:
    """What `text` says by the phrases of a lexicon."""
    heard = hear(text, language)
    found = lexicon_of(lexicon).find(heard)
    covered = {index for item in found for index in item.span}
    is_whole = len(covered) == len(heard.words) and not heard.asks and not _denies_what_follows(found, heard)
    named = [item for item in found if item.option != ASIDE]
    opening = heard.words[0] if named and named[0].first == 0 else ""
    return Said(frozenset(item.option for item in named), opening, is_whole)


def _denies_what_follows(found: list[Evidence], heard: Heard) -> bool:
    """Whether a bare no stands right before a statement, without a comma: "no estoy bien"."""
    return any(
        before.option == NO
        and before.last == after.first
        and after.first not in heard.breaks
        and heard.words[after.first] in SPANISH_VERBS
        for before, after in itertools.pairwise(found)
    )
