"""The training examples: enough of them, each under one intent, none of them taken from the evaluation."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
EVALUATION = [ROOT / "evaluation" / kind / "test" for kind in ("understand", "safety")]

FEWEST_EXAMPLES = 20

SHORTEST_COMPARED_WORDS = 3
"""One or two words ("stop", "no gracias") belong to everybody, not to the person who wrote an evaluation line."""


def folded(text: str) -> str:
    """The text without case, accents, marks and extra space: what makes two examples the same."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(letters.split()) or text.strip()


def examples() -> Iterator[tuple[str, str]]:
    """Every training example as (intent, text)."""
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                assert line.startswith("- "), f"{path.name}, {block['intent']}: a line is no example"
                yield block["intent"], line[2:].strip()


def texts_in(folder: Path) -> set[str]:
    """The folded texts of every JSON line below a folder."""
    found = set()
    for path in folder.rglob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                found.add(folded(json.loads(line)["text"]))
    return found


def test_every_intent_has_enough_examples() -> None:
    """No intent is known from a handful of wordings only."""
    counts = Counter(intent for intent, _ in examples())
    assert len(counts) > 40
    few = {intent: count for intent, count in counts.items() if count < FEWEST_EXAMPLES}
    assert not few, few


def test_no_example_stands_under_two_intents() -> None:
    """The same words never teach two things."""
    intents: dict[str, set[str]] = defaultdict(set)
    for intent, text in examples():
        intents[folded(text)].add(intent)
    shared = {text: sorted(found) for text, found in intents.items() if len(found) > 1}
    assert not shared, shared


def test_every_intent_is_written_in_spanish_too() -> None:
    """Spanish is no afterthought: each intent has examples with words only Spanish has."""
    spanish = Counter(
        intent
        for intent, text in examples()
        if set(text.casefold()) & set("áéíóúñ¿")
        or set(folded(text).split()) & {"que", "mi", "el", "la", "en", "es", "por", "para", "una", "ya"}
    )
    few = {intent: spanish[intent] for intent, _ in examples() if spanish[intent] < 6}
    assert not few, few


@pytest.mark.parametrize("folder", EVALUATION, ids=lambda folder: folder.parent.name)
def test_no_evaluation_line_is_trained_on(folder: Path) -> None:
    """What measures the assistant was never shown to it. Only a count is printed, so the lines stay unread."""
    if not folder.is_dir():
        pytest.skip("this evaluation is not in the checkout")
    evaluated = texts_in(folder)
    assert evaluated, "the evaluation folder holds no lines"
    trained = {folded(text) for _, text in examples()}
    shared_count = sum(len(text.split()) >= SHORTEST_COMPARED_WORDS for text in evaluated & trained)
    assert shared_count == 0, f"{shared_count} evaluation lines are also training examples"
