"""The choices of the open question as the person sees them: order, labels, and unmistakable parts of labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.screening.questions import BY_ID, Question
from bot.screening.reading.data_files import load_words
from bot.screening.reading.lexicon import Grade
from bot.screening.reading.normalise import Heard, hear
from bot.words import words

SHORTEST_PART_WORDS = 2


@dataclass(frozen=True)
class Choices:
    """One question's choices in the order offered, with the words of their labels."""

    question: Question
    labels: Mapping[str, tuple[str, ...]]

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(self.labels)

    def exact(self, heard: Heard) -> str | None:
        """The choice whose label was typed, all of it or up to its first comma."""
        for choice, label in self.labels.items():
            if heard.words == label:
                return choice
        return None

    def part(self, heard: Heard) -> str | None:
        """The one choice whose label holds the typed words in this order, when two or more of them tell something."""
        if (
            len(heard.words) < SHORTEST_PART_WORDS
            or sum(word not in _weightless() for word in heard.words) < 1
        ):
            return None
        holders = [choice for choice, label in self.labels.items() if _holds(label, heard.words)]
        return holders[0] if len(holders) == 1 else None


def phrases_of(question: str, languages: tuple[str, ...] = ("en", "es")) -> list[tuple[str, Grade, str, str]]:
    """Every label in every language as a phrase of the lexicon, so that a label is found in a longer text too."""
    rows: list[tuple[str, Grade, str, str]] = []
    for language in languages:
        for choice, label in BY_ID[question].labels(words(), language).items():
            plain = " ".join(hear(label, language).words)
            if choice != "skip" and len(plain.split()) >= 3:
                rows.append((choice, "sure", plain, language))
    return rows


@cache
def choices_of(question: str, language: str) -> Choices:
    """The choices with the project's own labels."""
    return with_labels(question, language, BY_ID[question].labels(words(), language))


def with_labels(question: str, language: str, labels: Mapping[str, str]) -> Choices:
    """The choices with labels as the clinic words them, in the order given."""
    return Choices(
        BY_ID[question],
        {choice: hear(re.sub(r"\s*\(.*?\)", "", label), language).words for choice, label in labels.items()},
    )


def _holds(label: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    return any(label[i : i + len(typed)] == typed for i in range(len(label) - len(typed) + 1))


@cache
def _weightless() -> frozenset[str]:
    return load_words("fillers.txt")
