"""One text as a question hears it: its words, the question's phrases in it, and what people say to any question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from bot.screening.reading.data_files import load_words
from bot.screening.reading.denial import denied
from bot.screening.reading.lexicon import Evidence, Grade, Lexicon, lexicon_of
from bot.screening.reading.normalise import Heard

COMMON = "common"
HEDGES = ("hedge", "hedged_yes", "hedged_no")


@dataclass(frozen=True)
class Draft:
    """What a question's own reader makes of a text, before it is decided how sure that is.

    `covered` are the words the value explains. `is_partial`: an answer, but not enough of one. `is_doubtful`: two
    answers at once, or a guess.
    """

    value: str | list[str] | int | None
    grade: Grade = "likely"
    covered: frozenset[int] = frozenset()
    is_partial: bool = False
    is_doubtful: bool = False


NOTHING = Draft(None)


@dataclass(frozen=True)
class Hearing:
    """A text, the phrases of the open question found in it, and which of them are denied."""

    heard: Heard
    lexicon: Lexicon
    known: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def _all(self) -> tuple[list[Evidence], set[int]]:
        found = self.lexicon.find(self.heard)
        turned = denied(found, self.heard)
        whole_text = [
            item
            for place, item in enumerate(found)
            if item.grade != "whole" or self._is_whole(item, found) or place in turned
        ]
        return whole_text, {place for place, item in enumerate(whole_text) if found.index(item) in turned}

    def _is_whole(self, item: Evidence, found: list[Evidence]) -> bool:
        """A `whole` phrase counts when only fillers, hedges, yes, no, and the same choice stand beside it."""
        beside: set[int] = set(item.span)
        for other in found:
            if other.option == item.option:
                beside.update(other.span)
        for option in ("yes", "no", *HEDGES):
            beside |= self.common_span(option)
        return not any(i not in beside and word not in fillers() for i, word in enumerate(self.heard.words))

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What speaks for a choice and is not denied."""
        found, turned = self._all
        return [item for place, item in enumerate(found) if place not in turned]

    @cached_property
    def denials(self) -> list[Evidence]:
        """What would speak for a choice but is turned round by a negation."""
        found, turned = self._all
        return [item for place, item in enumerate(found) if place in turned]

    @cached_property
    def common(self) -> list[Evidence]:
        found = lexicon_of(COMMON).find(self.heard)
        return [
            item
            for item in found
            if item.grade != "whole" or item.option in ("yes", "no") or self._is_nearly_all(item)
        ]

    def _is_nearly_all(self, item: Evidence) -> bool:
        return all(i in item.span or word in fillers() for i, word in enumerate(self.heard.words))

    def common_span(self, *options: str) -> set[int]:
        return {index for item in self.common if item.option in options for index in item.span}

    def has(self, *options: str) -> bool:
        return any(item.option in options for item in self.common)

    def has_beside(self, covered: frozenset[int], *options: str) -> bool:
        """Whether one of these was said outside the words that make up the answer itself."""
        return any(item.option in options and not covered.issuperset(item.span) for item in self.common)

    @property
    def is_hedged(self) -> bool:
        return self.has(*HEDGES)

    def options(self, grade: Grade | None = None) -> list[str]:
        """The choices spoken for, in the order said, each once."""
        return list(dict.fromkeys(item.option for item in self.evidence if grade in (None, item.grade)))

    def span_of(self, *options: str) -> frozenset[int]:
        return frozenset(i for item in self.evidence if item.option in options for i in item.span)

    def span_of_all(self) -> frozenset[int]:
        found, _ = self._all
        return frozenset(i for item in found for i in item.span)

    def is_sure(self, option: str) -> bool:
        return any(item.option == option and item.grade != "likely" for item in self.evidence)

    def unexplained(self, covered: Iterable[int]) -> list[int]:
        """Words that neither the answer nor everyday filling explains."""
        explained = set(covered)
        return [i for i, word in enumerate(self.heard.words) if i not in explained and word not in fillers()]


@cache
def fillers() -> frozenset[str]:
    return load_words("fillers.txt")
