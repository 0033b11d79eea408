"""A guess for English texts no phrase is found in: the choice whose phrases lie nearest in meaning.

The guess is never certain; the person is asked to confirm it. The vectors of all phrases and training lines are
computed once: `python -m bot.screening.reading.nearest --model models/sentence --write models/answers.npz`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.screening.questions import BY_ID, ORDER
from bot.screening.reading.data_files import load_words
from bot.screening.reading.lexicon import rows_of

Vectors = npt.NDArray[np.float32]

ENGLISH = "en"
OTHER_TALK = "other talk"
TRAINING_LINES = Path("data/reading")
LEAST_LIKENESS = 0.39
LEAST_LEAD = 0.06
MEAN_OF_BEST = 2
NEIGHBOURS = 40
OTHER_POLARITY = 0.85
LONGEST_TEXT_WORDS = 40


class Encoder(Protocol):
    """What is used of `bot.sentences.SentenceEncoder`."""

    fingerprint: str

    def encode(self, texts: Iterable[str]) -> Vectors: ...


class NearestMissing(Exception):
    """There are no vectors for these phrases and this model; the text says what to run."""


@dataclass(frozen=True)
class _Known:
    vectors: Vectors
    choices: tuple[str, ...]
    is_negated: npt.NDArray[np.bool_]


class Nearest:
    """The phrases of each question as vectors, and what is not an answer at all."""

    def __init__(self, encoder: Encoder, known: Mapping[str, _Known]) -> None:
        self._encoder = encoder
        self._known = known

    @classmethod
    def load(cls, path: Path, encoder: Encoder) -> Nearest:
        """Read the vectors in `path`. Raises NearestMissing when absent or made from other phrases or another model."""
        rows = prototypes()
        try:
            with np.load(path) as stored:
                if str(stored["digest"]) != _digest(rows, encoder.fingerprint):
                    raise NearestMissing(f"The phrases in {path} have changed. Run `make train`.")
                vectors = stored["vectors"].astype(np.float32)
        except OSError:
            raise NearestMissing(f"There are no phrase vectors in {path}. Run `make train`.") from None
        return cls(encoder, _by_question(rows, vectors))

    @classmethod
    def build(cls, encoder: Encoder, path: Path | None = None) -> Nearest:
        """Compute the vectors of all phrases, and keep them in `path` when one is given."""
        rows = prototypes()
        vectors = encoder.encode([text for _, _, text in rows])
        if path:
            digest = np.array(_digest(rows, encoder.fingerprint))
            np.savez_compressed(path, vectors=vectors.astype(np.float16), digest=digest)
        return cls(encoder, _by_question(rows, vectors))

    def guess(self, question: str, text: str) -> str | None:
        """The choice of `question` that `text` most likely means, or None when none is near or two are."""
        scores = self.scores(question, text)
        if not scores:
            return None
        (choice, score), *others = scores.items()
        lead = score - others[0][1] if others else score
        return choice if score >= LEAST_LIKENESS and lead >= LEAST_LEAD else None

    def scores(self, question: str, text: str) -> dict[str, float]:
        """How near `text` is to each choice, nearest first; empty when it is nearer to talk that is no answer."""
        known = self._known.get(question)
        words = text.lower().split()
        if known is None or not words or len(words) > LONGEST_TEXT_WORDS:
            return {}
        vector = self._encoder.encode([text])[0]
        likeness = known.vectors @ vector
        # Vectors hardly tell "all" from "none": a phrase of the other polarity counts for less.
        likeness = np.where(known.is_negated == _has_negation(text), likeness, likeness * OTHER_POLARITY)
        best: dict[str, list[float]] = {}
        for place in np.argsort(-likeness)[:NEIGHBOURS]:
            best.setdefault(known.choices[place], []).append(float(likeness[place]))
        scores = {choice: sum(near[:MEAN_OF_BEST]) / MEAN_OF_BEST for choice, near in best.items()}
        other = float((self._known[OTHER_TALK].vectors @ vector).max())
        if not scores or other > max(scores.values()):
            return {}
        return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def prototypes(folder: Path = TRAINING_LINES) -> list[tuple[str, str, str]]:
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
            rows += _row_of(json.loads(text))
    return sorted(set(rows))


def _row_of(line: dict[str, object]) -> list[tuple[str, str, str]]:
    expect = line["expect"]
    if line["language"] != ENGLISH or not isinstance(expect, dict):
        return []
    question, text, value = str(line["question"]), str(line["text"]), expect.get("value")
    if expect.get("kind", "answer") != "answer":
        return [(OTHER_TALK, OTHER_TALK, text)]
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return [(question, value, text)] if isinstance(value, str) else []


def _by_question(rows: list[tuple[str, str, str]], vectors: Vectors) -> dict[str, _Known]:
    known = {}
    for question in (*ORDER, OTHER_TALK):
        places = [place for place, row in enumerate(rows) if row[0] == question]
        known[question] = _Known(
            vectors[places],
            tuple(rows[place][1] for place in places),
            np.array([_has_negation(rows[place][2]) for place in places], dtype=np.bool_),
        )
    return known


def _has_negation(text: str) -> bool:
    words = re.findall(r"[a-z']+", text.lower())
    return any(word in _negations() or word.endswith("n't") for word in words)


@cache
def _negations() -> frozenset[str]:
    return load_words("negators.txt") | {"cant", "dont", "wont", "isnt", "didnt", "havent", "cannot", "aint"}


def _digest(rows: list[tuple[str, str, str]], fingerprint: str) -> str:
    return hashlib.sha256(json.dumps([fingerprint, rows]).encode()).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    from bot.sentences import SentenceEncoder

    parser = argparse.ArgumentParser(
        description="Compute the vectors of the phrases answers are compared with."
    )
    parser.add_argument("--model", type=Path, default=Path("models/sentence"))
    parser.add_argument("--write", type=Path, default=Path("models/answers.npz"))
    chosen = parser.parse_args(arguments)
    Nearest.build(SentenceEncoder.load(chosen.model), chosen.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
