"""Reads English texts by what they mean where no phrase settles them: a small linear model over sentence vectors.

What it says is never certain; the person is asked to confirm it. It is trained on the phrases of the lexicons and on
`data/reading`, by
`python -m bot.screening.reading.meaning --model models/sentence --write models/answers.npz`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.screening.questions import BY_ID, ORDER
from bot.screening.reading.lexicon import rows_of

Vectors = npt.NDArray[np.float32]

ENGLISH = "en"
OTHER_TALK = "other talk"
TRAINING_LINES = Path("data/reading")
LONGEST_TEXT_WORDS = 60
INVERSE_REGULARISATION = 20.0
"""Chosen on tuning lines: 2 and 50 read one line in fifty worse."""

SENTENCE_WEIGHT = 3.0
"""How much more a whole sentence counts than a short phrase; there are ten times as many phrases."""

SENTENCE_FROM_WORDS = 5


class Encoder(Protocol):
    """What is used of `bot.sentences.SentenceEncoder`."""

    fingerprint: str

    def encode(self, texts: Iterable[str]) -> Vectors: ...


class MeaningModelMissing(Exception):
    """There is no model for these phrases and this encoder; the text says what to run."""


@dataclass(frozen=True)
class _Weights:
    choices: tuple[str, ...]
    weights: Vectors
    bias: Vectors


class MeaningModel:
    """For each question, how likely a text means each choice."""

    def __init__(self, encoder: Encoder, by_question: Mapping[str, _Weights]) -> None:
        self._encoder = encoder
        self._by_question = by_question

    @classmethod
    def load(cls, path: Path, encoder: Encoder) -> MeaningModel:
        """Read the model in `path`. Raises MeaningModelMissing when absent or made for other phrases."""
        try:
            with np.load(path) as stored:
                if str(stored["digest"]) != digest_of(examples(), encoder.fingerprint):
                    raise MeaningModelMissing(f"The phrases behind {path} have changed. Run `make train`.")
                by_question = {
                    question: _Weights(
                        tuple(str(choice) for choice in stored[f"{question}.choices"]),
                        stored[f"{question}.weights"],
                        stored[f"{question}.bias"],
                    )
                    for question in ORDER
                }
        except OSError:
            raise MeaningModelMissing(f"There is no model of answers in {path}. Run `make train`.") from None
        return cls(encoder, by_question)

    def likely(self, question: str, text: str) -> dict[str, float]:
        """How likely `text` means each choice of `question`, from 0 to 1, likeliest first; empty when too long.

        What is not an answer at all has its share under `OTHER_TALK`.
        """
        words = text.split()
        if not words or len(words) > LONGEST_TEXT_WORDS:
            return {}
        model = self._by_question[question]
        logits = model.weights @ self._encoder.encode([text])[0] + model.bias
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        order = np.argsort(-shares)
        return {model.choices[place]: float(shares[place]) for place in order}


def train(encoder: Encoder, path: Path) -> None:
    """Train on all examples and write the model to `path`."""
    from sklearn.linear_model import LogisticRegression

    rows = examples()
    vectors = encoder.encode([text for _, _, text in rows])
    stored: dict[str, npt.NDArray[np.generic]] = {
        "digest": np.array(digest_of(rows, encoder.fingerprint)),
    }
    for question in ORDER:
        places = [place for place, row in enumerate(rows) if row[0] in (question, OTHER_TALK)]
        weight = [
            SENTENCE_WEIGHT if len(rows[place][2].split()) >= SENTENCE_FROM_WORDS else 1.0 for place in places
        ]
        model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000, class_weight="balanced")
        model.fit(vectors[places], [rows[place][1] for place in places], sample_weight=weight)
        stored[f"{question}.choices"] = np.array(model.classes_)
        stored[f"{question}.weights"] = model.coef_.astype(np.float32)
        stored[f"{question}.bias"] = model.intercept_.astype(np.float32)
    with path.open("wb") as file:
        np.savez_compressed(file, **stored)  # type: ignore[arg-type]


def examples(folder: Path = TRAINING_LINES) -> list[tuple[str, str, str]]:
    """(question, choice, text) rows: the English phrases of the lexicons, and the lines people might write."""
    rows: list[tuple[str, str, str]] = []
    for question in ORDER:
        for choice, _, phrase, language in rows_of(question):
            if language == ENGLISH and choice in BY_ID[question].choices and not re.search(r"[/<*]", phrase):
                rows.append((question, choice, phrase.replace("?", "").replace(" ...", "").strip()))
    for choice, _, phrase, language in rows_of("common"):
        if language == ENGLISH and choice in ("question", "detour") and " " in phrase:
            rows.append((OTHER_TALK, OTHER_TALK, phrase))
    for path in sorted(folder.glob("*/*.jsonl")):
        for text in path.read_text(encoding="utf-8").splitlines():
            rows += _rows_in(json.loads(text))
    return sorted(set(rows))


def _rows_in(line: dict[str, object]) -> list[tuple[str, str, str]]:
    expect = line["expect"]
    if line["language"] != ENGLISH or not isinstance(expect, dict):
        return []
    question, text, value = str(line["question"]), str(line["text"]), expect.get("value")
    if expect.get("kind", "answer") != "answer":
        return [(OTHER_TALK, OTHER_TALK, text)]
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return [(question, value, text)] if isinstance(value, str) else []


def digest_of(rows: list[tuple[str, str, str]], fingerprint: str) -> str:
    """Changes when the phrases, the lines or the sentence model change."""
    return hashlib.sha256(json.dumps([fingerprint, rows]).encode()).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    from bot.sentences import SentenceEncoder

    parser = argparse.ArgumentParser(description="Train the model that reads answers by meaning.")
    parser.add_argument("--model", type=Path, default=Path("models/sentence"))
    parser.add_argument("--write", type=Path, default=Path("models/answers.npz"))
    chosen = parser.parse_args(arguments)
    train(SentenceEncoder.load(chosen.model), chosen.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
