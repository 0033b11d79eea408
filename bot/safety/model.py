"""The learned model for hints, in numpy: a logistic regression over words and letter groups, and what two sentence
models' own heads (`bot/sentence_heads.py`) see in their vectors, added. The second is asked where the first is unsure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.safety.pieces import pieces
from bot.safety.reading import KINDS, Kind
from bot.sentence_heads import FIRST_HEADS, SECOND_HEADS, Encoder, Head, shares
from bot.sentences import DIMENSIONS
from bot.word_features import SPARSE_SIZE, Floats, sparse_features, unit

MODEL_FILE = "model.npz"
OUTCOMES = ("none", "check_in", "card")
TASKS: Mapping[str, Sequence[str]] = {"outcome": OUTCOMES, "kind": KINDS}
DATA = Path(__file__).resolve().parents[2] / "data" / "safety"

WORDS_SHARE = 0.5
"""How much the words' opinion of the outcome counts beside the first sentence model's; the kind is named by vectors
alone. Chosen on tuning lines, docs/decisions/0020."""

SECOND_SHARE = 1.5
"""How much the second sentence model counts beside the first, where it is asked; chosen on the same lines."""
UNSURE_FROM = 0.04
"""From this likelihood of danger on the second sentence model, which costs twice as much, is asked too. Tuning lines
read the same as when it is always asked; of ordinary talk two texts in three are read without it."""

# Only these many pieces of a long text get a sentence vector: the ones whose words already look most like danger.
_PIECES_WITH_VECTOR = 2
_SOURCES_THAT_MATTER = ("safety/normalise.py", "safety/pieces.py", "safety/spelling.py", "word_features.py")


class SafetyModelUnusable(Exception):
    """The model file is missing, damaged or older than what it was made from; the text says what to run."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely a text shows danger at all, how likely unmistakable danger, and the likeliest kind."""

    danger: float
    card: float
    kind: Kind


NO_OPINION = Opinion(0.0, 0.0, "passive_ideation")


def fingerprint(data: Path = DATA) -> str:
    """A digest of what the model is made from: training lines, heads and the code that turns text into numbers.

    Raises OSError when one of them is missing.
    """
    digest = hashlib.sha256()
    code = Path(__file__).resolve().parents[1]
    made_from = (
        *(code / name for name in _SOURCES_THAT_MATTER),
        FIRST_HEADS,
        SECOND_HEADS,
        *sorted((data / "train").glob("*.jsonl")),
    )
    for path in made_from:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class VectorReader:
    """A sentence model's own head, and the encoder that gives it vectors when there is one."""

    head: dict[str, Head]
    encoder: Encoder | None = None

    def read(self, part: str) -> tuple[Floats, Floats] | None:
        """The scores of outcomes and of kinds; None without an encoder."""
        if self.encoder is None:
            return None
        vector = self.encoder.encode([part])[0]
        outcome, kind = (self.head[task].scores(vector) for task in TASKS)
        return outcome, kind


@dataclass(frozen=True)
class SafetyModel:
    """What reads the words, and what reads the vectors of the first and of the second sentence model.

    All score outcomes (in the order of OUTCOMES) and kinds (KINDS). Without encoders the words read alone.
    """

    rarity: Floats
    words: dict[str, Head]
    first: VectorReader
    second: VectorReader

    @classmethod
    def load(
        cls, folder: Path, first: Encoder | None, second: Encoder | None, data: Path = DATA
    ) -> SafetyModel:
        """Read the weights in `folder`; `first` and `second` give the vectors.

        Raises SafetyModelUnusable when missing, damaged or stale.
        """
        path = folder / MODEL_FILE
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                made_from = json.loads(str(stored["about"]))["fingerprint"]
                rarity = stored["rarity"].astype(np.float32)
                words, *heads = (
                    {task: _head(stored, reader, task, names) for task, names in TASKS.items()}
                    for reader in ("words", "first", "second")
                )
        except FileNotFoundError:
            raise SafetyModelUnusable(f"there is no {path}; run `python -m bot.safety.train`") from None
        except Exception as problem:
            raise SafetyModelUnusable(f"{path} is damaged; run `python -m bot.safety.train`") from problem
        if made_from != fingerprint(data):
            raise SafetyModelUnusable(f"{path} is older than its data; run `python -m bot.safety.train`")
        return cls(rarity, words, *map(VectorReader, heads, (first, second)))

    def judge(self, plain: str) -> Opinion:
        """The opinion about a normalised text: that of its most worrying piece."""
        scored = sorted(
            ((self._by_words("outcome", part), part) for part in pieces(plain)),
            key=lambda pair: -_danger(pair[0]),
        )
        if self.first.encoder is None and self.second.encoder is None:
            return _most_worrying(_opinion(scores, self._by_words("kind", part)) for scores, part in scored)
        return _most_worrying(
            _opinion(*self._with_vectors(scores, part)) for scores, part in scored[:_PIECES_WITH_VECTOR]
        )

    def _by_words(self, task: str, part: str) -> Floats:
        head = self.words[task]
        scores = head.bias.copy()
        for buckets in sparse_features(part):
            scores += head.weights[:, buckets] @ unit(self.rarity[buckets])
        return scores

    def _with_vectors(self, by_words: Floats, part: str) -> tuple[Floats, Floats]:
        """The scores of outcomes, words and vectors together, and those of kinds by the vectors alone."""
        outcome, kind = WORDS_SHARE * by_words, np.zeros(len(KINDS), np.float32)
        if first := self.first.read(part):
            outcome, kind = outcome + first[0], first[1]
            if _danger(outcome) < UNSURE_FROM:
                return outcome, kind
        if second := self.second.read(part):
            outcome, kind = outcome + SECOND_SHARE * second[0], kind + second[1]
        return outcome, kind


def _head(stored: Mapping[str, Any], reader: str, task: str, names: Sequence[str]) -> Head:
    """Raises ValueError when the shape is not that of `names`."""
    weights, bias = (stored[f"{reader}_{task}_{part}"].astype(np.float32) for part in ("weights", "bias"))
    if weights.shape != (len(names), SPARSE_SIZE if reader == "words" else DIMENSIONS):
        raise ValueError(f"{reader} of {task} have another shape")
    return Head(tuple(names), weights, bias)


def _opinion(outcome: Floats, kind: Floats) -> Opinion:
    likely = shares(outcome)
    return Opinion(float(1.0 - likely[0]), float(likely[2]), KINDS[int(np.argmax(kind))])


def _most_worrying(opinions: Iterable[Opinion]) -> Opinion:
    return max(opinions, key=lambda opinion: opinion.danger, default=NO_OPINION)


def _danger(scores: Floats) -> float:
    return 1.0 - float(shares(scores)[0])
