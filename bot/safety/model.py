"""The learned model for hints, in numpy: a logistic regression over words and letter groups, and the sentence model's
own head (`bot/sentence_heads.py`), added."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bot.safety.features import SPARSE_SIZE, VECTOR_SIZE, Floats, pieces, sparse_features, weigh
from bot.safety.reading import KINDS, Kind
from bot.sentence_heads import HEADS

MODEL_FILE = "model.npz"
OUTCOMES = ("none", "check_in", "card")
TASKS: Mapping[str, Sequence[str]] = {"outcome": OUTCOMES, "kind": KINDS}
DATA = Path(__file__).resolve().parents[2] / "data" / "safety"

WORDS_SHARE = 0.75
"""How much the words' opinion of the outcome counts beside the head's, which names the kind alone; chosen on tuning
lines, docs/decisions/0020."""

# Only these many pieces of a long text get a sentence vector: the ones whose words already look most like danger.
_PIECES_WITH_VECTOR = 2
_SOURCES_THAT_MATTER = ("features.py", "normalise.py", "spelling.py")


class SafetyModelUnusable(Exception):
    """The model file is missing, damaged or older than what it was made from; the text says what to run."""


class Encoder(Protocol):
    """What gives a sentence vector: `bot.sentences.SentenceEncoder`."""

    def encode(self, texts: Iterable[str]) -> npt.NDArray[np.float32]: ...


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
    code = Path(__file__).resolve().parent
    made_from = (
        *(code / name for name in _SOURCES_THAT_MATTER),
        HEADS,
        *sorted((data / "train").glob("*.jsonl")),
    )
    for path in made_from:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Scores:
    """What gives outcomes, or kinds, their scores: `weights @ features + bias`."""

    weights: Floats
    bias: Floats


@dataclass(frozen=True)
class SafetyModel:
    """What reads the words, what reads the vector and, when there is one, the sentence encoder.

    Both readers score outcomes (in the order of OUTCOMES) and kinds (KINDS). Without an encoder the words read alone.
    """

    rarity: Floats
    words: dict[str, Scores]
    head: dict[str, Scores]
    encoder: Encoder | None = None

    @classmethod
    def load(cls, folder: Path, encoder: Encoder | None, data: Path = DATA) -> SafetyModel:
        """Read the weights in `folder`. Raises SafetyModelUnusable when missing, damaged or stale."""
        path = folder / MODEL_FILE
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                made_from = json.loads(str(stored["about"]))["fingerprint"]
                rarity = stored["rarity"].astype(np.float32)
                words, head = (
                    {task: _scores(stored, reader, task, names) for task, names in TASKS.items()}
                    for reader in ("words", "head")
                )
        except FileNotFoundError:
            raise SafetyModelUnusable(f"there is no {path}; run `python -m bot.safety.train`") from None
        except Exception as problem:
            raise SafetyModelUnusable(f"{path} is damaged; run `python -m bot.safety.train`") from problem
        if made_from != fingerprint(data):
            raise SafetyModelUnusable(f"{path} is older than its data; run `python -m bot.safety.train`")
        return cls(rarity, words, head, encoder)

    def judge(self, plain: str) -> Opinion:
        """The opinion about a normalised text: that of its most worrying piece."""
        scored = sorted(
            ((self._by_words(part), part) for part in pieces(plain)), key=lambda pair: -_danger(pair[0][0])
        )
        encoder = self.encoder
        if encoder is None:
            return _most_worrying(_opinion(*scores) for scores, _ in scored)
        return _most_worrying(
            _opinion(*self._with_vector(outcome, encoder.encode([part])[0]))
            for (outcome, _), part in scored[:_PIECES_WITH_VECTOR]
        )

    def _by_words(self, part: str) -> tuple[Floats, Floats]:
        outcome, kind = (self.words[task].bias.copy() for task in TASKS)
        for buckets in sparse_features(part):
            values = weigh(buckets, self.rarity)
            outcome += self.words["outcome"].weights[:, buckets] @ values
            kind += self.words["kind"].weights[:, buckets] @ values
        return outcome, kind

    def _with_vector(self, by_words: Floats, vector: Floats) -> tuple[Floats, Floats]:
        outcome, kind = (self.head[task].weights @ vector + self.head[task].bias for task in TASKS)
        return WORDS_SHARE * by_words + outcome, kind


def _scores(stored: Mapping[str, Any], reader: str, task: str, names: Sequence[str]) -> Scores:
    """Raises ValueError when the shape is not that of `names`."""
    weights, bias = (stored[f"{reader}_{task}_{part}"].astype(np.float32) for part in ("weights", "bias"))
    if weights.shape != (len(names), SPARSE_SIZE if reader == "words" else VECTOR_SIZE):
        raise ValueError(f"{reader} of {task} have another shape")
    return Scores(weights, bias)


def _opinion(outcome: Floats, kind: Floats) -> Opinion:
    likely = _softmax(outcome)
    return Opinion(float(1.0 - likely[0]), float(likely[2]), KINDS[int(np.argmax(kind))])


def _most_worrying(opinions: Iterable[Opinion]) -> Opinion:
    return max(opinions, key=lambda opinion: opinion.danger, default=NO_OPINION)


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max())
    result: Floats = raised / raised.sum()
    return result


def _danger(scores: Floats) -> float:
    return 1.0 - float(_softmax(scores)[0])
