"""Finds the phrases of a lexicon in a text.

A lexicon is a file a clinician can read: for each choice, phrases in three grades.

- sure: says this choice wherever it stands in the text
- likely: points to this choice; the person is asked to confirm
- whole: says this choice only when it is all that was typed ("good", "fine")

In a phrase, `a/b` is one word or the other, `word?` may be missing, `...` stands for up to three words,
`*` for exactly one, `<n>` for a number. Words inside one alternative are joined by `_`. The choice `ignore` names
phrases that mean none of the choices although a word in them does ("rock bottom").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.screening.reading.data_files import exists, load_graded
from bot.screening.reading.normalise import Heard, hear

Grade = Literal["sure", "likely", "whole"]
IGNORE = "ignore"
NUMBER = "<n>"
_A_NUMBER = re.compile(
    r"\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|sixty|ninety"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|veinte|treinta"
)
_GRADES: tuple[Grade, ...] = ("sure", "likely", "whole")


@dataclass(frozen=True)
class Evidence:
    """A phrase found: which choice it speaks for, and the words it covers, `first` up to, not including, `last`."""

    option: str
    grade: Grade
    first: int
    last: int

    @property
    def span(self) -> range:
        return range(self.first, self.last)


@dataclass(frozen=True)
class _Phrase:
    option: str
    grade: Grade
    pattern: re.Pattern[str]


class Lexicon:
    """The phrases one question listens for, in all languages at once, since people mix them."""

    def __init__(self, phrases: Iterable[tuple[str, Grade, str, str]]) -> None:
        """`phrases` are (choice, grade, phrase, language) rows."""
        self._by_first_word: dict[str, list[_Phrase]] = defaultdict(list)
        words: set[str] = set()
        for option, grade, phrase, language in phrases:
            firsts, pattern, used = _compile(phrase, language)
            words |= used
            for first in firsts:
                self._by_first_word[first].append(_Phrase(option, grade, pattern))
        self.words = frozenset(words)

    def find(self, heard: Heard) -> list[Evidence]:
        """All phrases in the text; where two overlap the longer one stands, then the surer one."""
        found: list[Evidence] = []
        joined, starts, index_at = heard.joined, heard.starts, heard.index_at
        for index, word in enumerate(heard.words):
            listed = self._by_first_word.get(word, ())
            if _A_NUMBER.fullmatch(word):
                listed = [*listed, *self._by_first_word.get(NUMBER, ())]
            for phrase in listed:
                match = phrase.pattern.match(joined, starts[index])
                if match:
                    found.append(Evidence(phrase.option, phrase.grade, index, index_at[match.end()]))
        if len(found) < 2:
            return [item for item in found if item.option != IGNORE]
        found.sort(key=lambda item: (item.first - item.last, _GRADES.index(item.grade)))
        taken: dict[int, Evidence] = {}
        kept: list[Evidence] = []
        for item in found:
            holders = [taken[i] for i in item.span if i in taken]
            if not holders:
                kept.append(item)
                for i in item.span:
                    taken[i] = item
            elif all(h.span == item.span and h.grade == item.grade for h in holders) and all(
                k.option != item.option or k.span != item.span for k in kept
            ):
                kept.append(item)  # one phrase listed under two choices speaks for both
        kept.sort(key=lambda item: item.first)
        return [item for item in kept if item.option != IGNORE]


@cache
def lexicon_of(name: str) -> Lexicon:
    """The lexicon `<name>.en.yml` and `<name>.es.yml`."""
    return Lexicon(rows_of(name))


def rows_of(name: str) -> list[tuple[str, Grade, str, str]]:
    rows: list[tuple[str, Grade, str, str]] = []
    for language in ("en", "es"):
        file = f"{name}.{language}.yml"
        if not exists(file):
            continue
        for option, grades in load_graded(file).items():
            for grade in _GRADES:
                for phrase in re.split(r"[,\n]", grades.get(grade, "")):
                    if phrase.strip():
                        rows.append((option, grade, phrase.strip(), language))
    return rows


def _compile(phrase: str, language: str) -> tuple[set[str], re.Pattern[str], set[str]]:
    parts: list[str] = []
    firsts: set[str] = set()
    used: set[str] = set()
    for element in phrase.split():
        if element == "...":
            parts.append(r"(?:\S+ ){0,3}?")
            continue
        if element == "*":
            parts.append(r"\S+ ")
            continue
        if element == "<n>":
            if not parts:
                firsts.add(NUMBER)
            parts.append(f"(?:{_A_NUMBER.pattern}) ")
            continue
        is_optional = element.endswith("?")
        alternatives = []
        for alternative in element.rstrip("?").split("/"):
            words = hear(alternative.replace("_", " "), language).words
            if language == "es":  # a phrase of one Spanish word must not be taken for English chat spelling
                words = hear(alternative.replace("_", " ") + " de la que", language).words[:-3]
            alternatives.append("".join(re.escape(word) + " " for word in words))
            used.update(words)
            if not parts and words:
                firsts.add(words[0])
        group = "(?:" + "|".join(sorted(alternatives, key=len, reverse=True)) + ")"
        if not parts and is_optional:
            raise ValueError(f"a phrase cannot begin with a word that may be missing: {phrase!r}")
        parts.append(group + ("?" if is_optional else ""))
    if not firsts:
        raise ValueError(f"a phrase must begin with a word: {phrase!r}")
    return firsts, re.compile("".join(parts)), used
