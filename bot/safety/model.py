"""The learned model for hints: two logistic regressions over words, letter groups and a sentence vector, in numpy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.safety.features import SPARSE_SIZE, VECTOR_SIZE, Floats, pieces, sparse_features, weigh
from bot.safety.reading import KINDS, Kind

MODEL_FILE = "model.npz"
OUTCOMES = ("none", "check_in", "card")
DATA = Path(__file__).resolve().parents[2] / "data" / "safety"

# Only these many pieces of a long text get a sentence vector: the ones whose words already look most like danger.
_PIECES_WITH_VECTOR = 2
_SOURCES_THAT_MATTER = ("features.py", "normalise.py", "spelling.py")


class SafetyModelUnusable(Exception):
    """The model file is missing, damaged or older than what it was made from; the text says what to run."""


class Encoder(Protocol):
    """What gives a sentence vector: `bot.sentences.SentenceEncoder`."""

    def encode(self, texts: Iterable[str]) -> npt.NDArray[np.float32]: ...

    def encode_many(self, texts: Iterable[str]) -> npt.NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely a text shows danger at all, how likely unmistakable danger, and the likeliest kind."""

    danger: float
    card: float
    kind: Kind


NO_OPINION = Opinion(0.0, 0.0, "passive_ideation")


def fingerprint(data: Path = DATA) -> str:
    """A digest of what the model is made from: the training lines and the code that turns text into numbers."""
    digest = hashlib.sha256()
    code = Path(__file__).resolve().parent
    for path in (*(code / name for name in _SOURCES_THAT_MATTER), *sorted((data / "train").glob("*.jsonl"))):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class SafetyModel:
    """Weights and, when there is one, the sentence encoder."""

    rarity: Floats
    outcome_weights: Floats
    outcome_bias: Floats
    kind_weights: Floats
    kind_bias: Floats
    encoder: Encoder | None = None

    @classmethod
    def load(cls, folder: Path, encoder: Encoder | None, data: Path = DATA) -> SafetyModel:
        """Read the weights in `folder`. Raises SafetyModelUnusable when missing, damaged or stale."""
        path = folder / MODEL_FILE
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                made_from = json.loads(str(stored["about"]))["fingerprint"]
                arrays = {
                    name: stored[name].astype(np.float32)
                    for name in ("rarity", "outcome_weights", "outcome_bias", "kind_weights", "kind_bias")
                }
        except FileNotFoundError:
            raise SafetyModelUnusable(f"there is no {path}; run `python -m bot.safety.train`") from None
        except Exception as problem:
            raise SafetyModelUnusable(f"{path} is damaged; run `python -m bot.safety.train`") from problem
        size = SPARSE_SIZE + VECTOR_SIZE
        if (
            arrays["outcome_weights"].shape != (len(OUTCOMES), size)
            or arrays["kind_weights"].shape[1] != size
        ):
            raise SafetyModelUnusable(f"{path} has another shape; run `python -m bot.safety.train`")
        if made_from != fingerprint(data):
            raise SafetyModelUnusable(f"{path} is older than its data; run `python -m bot.safety.train`")
        return cls(**arrays, encoder=encoder)

    def judge(self, plain: str) -> Opinion:
        """The opinion about a normalised text: that of its most worrying piece."""
        parts = pieces(plain)
        if not parts:
            return NO_OPINION
        scored = sorted(
            ((self._words_score(part), part) for part in parts), key=lambda pair: -_danger(pair[0][0])
        )
        best = NO_OPINION
        for rank, ((outcome, kind), part) in enumerate(scored):
            if rank < _PIECES_WITH_VECTOR and self.encoder is not None:
                vector = self.encoder.encode([part])[0]
                outcome = outcome + self.outcome_weights[:, SPARSE_SIZE:] @ vector
                kind = kind + self.kind_weights[:, SPARSE_SIZE:] @ vector
            likely = _softmax(outcome)
            opinion = Opinion(float(1.0 - likely[0]), float(likely[2]), KINDS[int(np.argmax(kind))])
            if opinion.danger > best.danger:
                best = opinion
        return best

    def _words_score(self, part: str) -> tuple[Floats, Floats]:
        outcome, kind = self.outcome_bias.copy(), self.kind_bias.copy()
        for buckets in sparse_features(part):
            values = weigh(buckets, self.rarity)
            outcome += self.outcome_weights[:, buckets] @ values
            kind += self.kind_weights[:, buckets] @ values
        return outcome, kind


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max())
    result: Floats = raised / raised.sum()
    return result


def _danger(scores: Floats) -> float:
    return 1.0 - float(_softmax(scores)[0])
