"""Reads answers by what they mean where no phrase settles them: small linear models over sentence vectors.

What it says is never certain; the person is asked to confirm it. Two opinions are averaged: that of regressions trained
on the phrases of the lexicons and on the lines of `data/reading/train`, and that of the sentence model's own head
(`bot/sentence_heads.py`), which trusts less what it has met. Trained by
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
from bot.screening.reading.result import OTHER_TALK
from bot.sentence_heads import GENERAL_HEADS, Head, load_heads, shares

Vectors = npt.NDArray[np.float32]

ABOUT = "about"
"""The name under which the model of what a sentence speaks of is stored."""

TRAINING_LINES = Path("data/reading/train")
LONGEST_TEXT_WORDS = 80
INVERSE_REGULARISATION = 20.0
"""Chosen on tuning lines."""

ONE_OF_SEVERAL = 1.5
"""What a choice gains in log odds in the head's opinion where several may be ticked: the head shares one whole among
them. Chosen on tuning lines."""

LINE_WEIGHT = 4.0
"""How much more a line that somebody might have typed counts than a phrase of a word list."""


class Encoder(Protocol):
    """What is used of `bot.sentences.SentenceEncoder`."""

    fingerprint: str

    def encode(self, texts: Iterable[str]) -> Vectors: ...

    def encode_many(self, texts: Iterable[str]) -> Vectors: ...


class MeaningModelMissing(Exception):
    """There is no model for these phrases and this encoder; the text says what to run."""


@dataclass(frozen=True, order=True)
class Example:
    """A text and the choices it means at one question, or at all of them (talk that is no answer)."""

    text: str
    questions: tuple[str, ...]
    choices: tuple[str, ...]
    is_phrase: bool


class MeaningModel:
    """For each question, how likely a text means each choice."""

    def __init__(
        self,
        encoder: Encoder,
        by_question: Mapping[str, Head],
        heads: Mapping[str, Head],
        about: Head,
    ) -> None:
        self._encoder = encoder
        self._by_question = by_question
        self._heads = heads
        self._about = about

    @classmethod
    def load(cls, path: Path, encoder: Encoder) -> MeaningModel:
        """Read the model in `path`. Raises MeaningModelMissing when absent or made for other phrases."""
        try:
            with np.load(path) as stored:
                if str(stored["digest"]) != digest_of(examples(), encoder.fingerprint):
                    raise MeaningModelMissing(f"The phrases behind {path} have changed. Run `make train`.")
                read = {
                    name: Head(
                        tuple(str(choice) for choice in stored[f"{name}.choices"]),
                        stored[f"{name}.weights"],
                        stored[f"{name}.bias"],
                    )
                    for name in (*ORDER, *map(_head_of, ORDER), ABOUT)
                }
        except OSError:
            raise MeaningModelMissing(f"There is no model of answers in {path}. Run `make train`.") from None
        by_question, heads = ({name: read[of(name)] for name in ORDER} for of in (str, _head_of))
        return cls(encoder, by_question, heads, read[ABOUT])

    def likely(self, question: str, text: str) -> dict[str, float]:
        """How likely `text` means each choice of `question`, from 0 to 1, likeliest first; empty when too long.

        What is not an answer at all has its share under `OTHER_TALK`. Where one choice is asked the shares make a
        whole; where several may be ticked each stands for itself.
        """
        words = text.split()
        if not words or len(words) > LONGEST_TEXT_WORDS:
            return {}
        model, head = self._by_question[question], self._heads[question]
        fitted, of_head = self._logits(model, text), self._logits(head, text)
        if BY_ID[question].select == "many":
            margins = _margins(head.choices, shares(of_head))
            return _ranked(model, _each(np.mean([fitted, margins], axis=0)))
        return _ranked(model, shares(np.mean([fitted, of_head], axis=0)))

    def about(self, text: str) -> dict[str, float]:
        """How likely a sentence speaks of what each question asks, likeliest first; it may speak of several."""
        return _ranked(self._about, _each(self._logits(self._about, text)))

    def _logits(self, model: Head, text: str) -> Vectors:
        logits: Vectors = model.weights @ self._encoder.encode([text])[0] + model.bias
        return logits


def _margins(choices: tuple[str, ...], likely: Vectors) -> Vectors:
    """The log odds of each choice by itself, from its share of a whole."""
    kept = np.clip(likely, 1e-6, 1 - 1e-6)
    gain = np.array([0.0 if choice == OTHER_TALK else ONE_OF_SEVERAL for choice in choices], np.float32)
    return np.asarray(np.log(kept / (1 - kept)) + gain, dtype=np.float32)


def _each(logits: Vectors) -> Vectors:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)


def _ranked(model: Head, likely: Vectors) -> dict[str, float]:
    return {model.choices[place]: float(likely[place]) for place in np.argsort(-likely)}


def _head_of(question: str) -> str:
    """The name under which what the head says of a question is stored."""
    return f"{question}.head"


def train(encoder: Encoder, path: Path, heads: Mapping[str, Head]) -> None:
    """Train on all examples and write the model, with the heads of the questions, to `path`."""
    rows = examples()
    vectors = encoder.encode_many([row.text for row in rows])
    stored: dict[str, npt.NDArray[np.generic]] = {"digest": np.array(digest_of(rows, encoder.fingerprint))}
    for question in ORDER:
        places = [place for place, row in enumerate(rows) if question in row.questions]
        model = _fit(question, [rows[place] for place in places], vectors[places])
        _store(stored, question, model)
        _store(stored, _head_of(question), heads[question].in_order(model.choices))
    typed = [place for place, row in enumerate(rows) if not row.is_phrase]
    asked = [() if OTHER_TALK in rows[place].choices else rows[place].questions for place in typed]
    _store(stored, ABOUT, _yes_or_no(ORDER, asked, vectors[typed], [1.0] * len(typed)))
    with path.open("wb") as file:
        np.savez_compressed(file, **stored)  # type: ignore[arg-type]


def _store(stored: dict[str, npt.NDArray[np.generic]], name: str, model: Head) -> None:
    stored[f"{name}.choices"] = np.array(model.choices)
    stored[f"{name}.weights"] = model.weights
    stored[f"{name}.bias"] = model.bias


def _fit(question: str, rows: list[Example], vectors: Vectors) -> Head:
    """One softmax over the choices where one is asked; where several may be ticked, a yes or no for each."""
    from sklearn.linear_model import LogisticRegression

    said = {choice for row in rows for choice in row.choices}
    choices = tuple(choice for choice in (*BY_ID[question].choices, OTHER_TALK) if choice in said)
    weight = [1.0 if row.is_phrase else LINE_WEIGHT for row in rows]
    if BY_ID[question].select == "many":
        return _yes_or_no(choices, [row.choices for row in rows], vectors, weight)
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000, class_weight="balanced")
    model.fit(vectors, [choices.index(row.choices[0]) for row in rows], sample_weight=weight)
    return Head(choices, model.coef_.astype(np.float32), model.intercept_.astype(np.float32))


def _yes_or_no(
    names: tuple[str, ...], said: list[tuple[str, ...]], vectors: Vectors, weight: list[float]
) -> Head:
    """A yes or no for each name."""
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((len(names), vectors.shape[1]), np.float32)
    bias = np.full(len(names), -9.0, np.float32)
    for place, name in enumerate(names):
        right = [name in each for each in said]
        if any(right):
            model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000)
            model.fit(vectors, right, sample_weight=weight)
            weights[place], bias[place] = model.coef_[0], model.intercept_[0]
    return Head(names, weights, bias)


def examples(folder: Path = TRAINING_LINES) -> list[Example]:
    """The phrases of the lexicons, and the lines people might write."""
    rows: set[Example] = set()
    for question in ORDER:
        for choice, _, phrase, _ in rows_of(question):
            if choice in BY_ID[question].choices and not re.search(r"[/<*]", phrase):
                text = phrase.replace("?", "").replace(" ...", "").strip()
                rows.add(Example(text, (question,), (choice,), True))
    for choice, _, phrase, _ in rows_of("common"):
        if choice in ("question", "detour") and " " in phrase:
            rows.add(Example(phrase, ORDER, (OTHER_TALK,), True))
    for path in sorted(folder.glob("*.jsonl")):
        for text in path.read_text(encoding="utf-8").splitlines():
            rows |= _rows_in(json.loads(text))
    return sorted(rows)


def _rows_in(line: dict[str, object]) -> set[Example]:
    expect = line["expect"]
    if not isinstance(expect, dict):
        return set()
    question, text, value = str(line.get("question")), str(line["text"]), expect.get("value")
    if expect.get("kind", "answer") != "answer":
        return {Example(text, ORDER, (OTHER_TALK,), False)}
    choices = ["none"] if value == 0 else [value] if isinstance(value, str) else value
    return {Example(text, (question,), tuple(choices), False)} if isinstance(choices, list) else set()


def digest_of(rows: list[Example], fingerprint: str) -> str:
    """Changes when the phrases, the lines or the sentence model change."""
    told = [fingerprint, [(row.text, row.questions, row.choices) for row in rows]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    from bot.sentences import SentenceEncoder

    parser = argparse.ArgumentParser(description="Train the model that reads answers by meaning.")
    parser.add_argument("--model", type=Path, default=Path("models/sentence"))
    parser.add_argument("--write", type=Path, default=Path("models/answers.npz"))
    chosen = parser.parse_args(arguments)
    train(SentenceEncoder.load(chosen.model), chosen.write, load_heads(GENERAL_HEADS))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
