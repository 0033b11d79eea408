"""Gathers the project's lines for the adaptation: `python -m tools.adapt.lines FILE [TUNING_FILE]` (JSON Lines).

The first file gets only what trains. The second gets the lines that tune thresholds, on which the adaptation shows
how it goes; it learns nothing from them. The lines that test are in neither.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.intent_examples import intent_examples
from bot.safety.dataset import Line, read_lines
from bot.safety.model import DATA as DANGER
from bot.safety.normalise import normalise
from bot.safety.ordinary import ordinary_lines
from bot.safety.train import usable_for_training
from bot.screening.reading.meaning import Example, examples, other_talk

PROJECT = Path(__file__).resolve().parents[2]
TUNING_ANSWERS = PROJECT / "data" / "reading" / "tune"

DANGER_WEIGHT, NO_DANGER_WEIGHT, ORDINARY_WEIGHT = 1.3, 1.0, 0.6
PHRASE_WEIGHT, ANSWER_WEIGHT = 0.4, 1.5
"""How much a line counts. A phrase of a word list says less than a line that somebody might have typed."""

ORDINARY_SHARE, PHRASE_SHARE = 0.4, 0.5
"""How many of the lines that count less are taken at all: there are far more of them, and time is short."""


def danger_lines(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Danger and what only sounds like it, as the safety reader sees it; one text in four may stay as typed."""
    for line in lines:
        is_ordinary = line.author == "ordinary"
        yield {
            "text": normalise(line.whole_text),
            "as_typed": line.whole_text.lower(),
            "says": {"danger": [line.expect], **({"kind": [line.kind]} if line.kind else {})},
            "weight": DANGER_WEIGHT if line.kind else ORDINARY_WEIGHT if is_ordinary else NO_DANGER_WEIGHT,
        }


def intent_lines() -> Iterator[dict[str, Any]]:
    """Every example of data/nlu."""
    for text, intent in intent_examples():
        yield {"text": text, "says": {"intent": [intent]}, "weight": 1.0}


def answer_lines(found: Iterable[Example]) -> Iterator[dict[str, Any]]:
    """What people type to each question, with what it means; phrases of the word lists; topics and detours.

    What is no answer to any question is said of two of them, by chance.
    """
    chance = random.Random(0)
    for example in found:
        questions = chance.sample(example.questions, min(2, len(example.questions)))
        yield {
            "text": example.text,
            "says": {question: list(example.choices) for question in questions},
            "weight": PHRASE_WEIGHT if example.is_phrase else ANSWER_WEIGHT,
        }


def training_lines() -> Iterator[dict[str, Any]]:
    """All that is learned from."""
    chance = random.Random(0)
    ordinary = [line for line in ordinary_lines() if chance.random() < ORDINARY_SHARE]
    yield from danger_lines(usable_for_training([*read_lines(DANGER / "train"), *ordinary]))
    yield from intent_lines()
    yield from answer_lines(
        example
        for example in (*examples(), *other_talk())
        if not example.is_phrase or chance.random() < PHRASE_SHARE
    )


def tuning_lines() -> Iterator[dict[str, Any]]:
    """Lines that show how well it goes with people it has not met."""
    yield from danger_lines(usable_for_training(read_lines(DANGER / "tune")))
    yield from answer_lines(example for example in examples(TUNING_ANSWERS) if not example.is_phrase)


def main() -> None:
    for name, lines in zip(sys.argv[1:], (training_lines(), tuning_lines()), strict=False):
        with Path(name).open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


if __name__ == "__main__":
    main()
