"""Gathers the training lines of the project for the adaptation: `python -m tools.adapt.lines FILE` (JSON Lines).

Only what trains: the lines that tune thresholds and the lines that test are never among them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.safety.dataset import read_lines
from bot.safety.model import DATA as DANGER
from bot.safety.normalise import normalise
from bot.safety.ordinary import ordinary_lines
from bot.safety.train import usable_for_training
from bot.screening.reading.meaning import examples

PROJECT = Path(__file__).resolve().parents[2]

DANGER_WEIGHT, NO_DANGER_WEIGHT, ORDINARY_WEIGHT = 1.3, 1.0, 0.25
PHRASE_WEIGHT, ANSWER_WEIGHT = 0.2, 1.5
"""How much a line counts. A phrase of a word list says less than a line that somebody might have typed."""


def danger_lines() -> Iterator[dict[str, Any]]:
    """Danger and what only sounds like it, as the safety reader sees it; one text in four may stay as typed."""
    for line in usable_for_training([*read_lines(DANGER / "train"), *ordinary_lines()]):
        is_ordinary = line.author == "ordinary"
        yield {
            "text": normalise(line.whole_text),
            "as_typed": line.whole_text.lower(),
            "says": {"danger": [line.expect], **({"kind": [line.kind]} if line.kind else {})},
            "weight": DANGER_WEIGHT if line.kind else ORDINARY_WEIGHT if is_ordinary else NO_DANGER_WEIGHT,
        }


def intent_lines() -> Iterator[dict[str, Any]]:
    """Every example of data/nlu."""
    for path in sorted((PROJECT / "data" / "nlu").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in entry["examples"].splitlines():
                text = line.strip().removeprefix("- ").strip()
                if text:
                    yield {"text": text, "says": {"intent": [entry["intent"]]}, "weight": 1.0}


def answer_lines() -> Iterator[dict[str, Any]]:
    """What people type to each question, with the choices it means, and the phrases of the word lists."""
    for example in examples():
        yield {
            "text": example.text,
            "says": {question: list(example.choices) for question in example.questions},
            "weight": PHRASE_WEIGHT if example.is_phrase else ANSWER_WEIGHT,
        }


def main() -> None:
    with Path(sys.argv[1]).open("w", encoding="utf-8") as file:
        for line in (*danger_lines(), *intent_lines(), *answer_lines()):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
