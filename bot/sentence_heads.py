"""What the adaptation's own linear layer reads in a sentence vector: danger and its kind, intents, answers.

It was learnt together with its sentence model (`tools/adapt`, docs/decisions/0080), so it has not seen vectors that are
too good to be true, as a regression fitted afterwards on the same lines has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_DATA = Path(__file__).resolve().parents[1] / "data" / "sentence"
FIRST_HEADS = _DATA / "first" / "heads.npz"
"""Of the model that reads everything."""
SECOND_HEADS = _DATA / "second" / "heads.npz"
"""Of the second one, which is asked where the first is unsure."""


class Encoder(Protocol):
    """What gives a sentence vector: `bot.sentences.SentenceEncoder`."""

    def encode(self, texts: Iterable[str]) -> Floats: ...


@dataclass(frozen=True)
class Head:
    """One task: a score for each choice is `weights @ numbers + bias`; weights are [choices, numbers].

    The numbers are a sentence vector, or whatever else a linear reader looks at.
    """

    choices: tuple[str, ...]
    weights: Floats
    bias: Floats

    def scores(self, numbers: Floats) -> Floats:
        """A score for each choice."""
        found: Floats = self.weights @ numbers + self.bias
        return found

    def in_order(self, choices: Sequence[str]) -> Head:
        """The same with these choices alone. Raises ValueError when it does not know one: `make adapt` teaches it."""
        places = [self.choices.index(choice) for choice in choices]
        return Head(tuple(choices), self.weights[places], self.bias[places])


def shares(scores: Floats) -> Floats:
    """The likelihood of each choice from their scores: all above 0, together 1."""
    raised: Floats = np.exp(scores - scores.max())
    likely: Floats = raised / raised.sum()
    return likely


def save_heads(heads: Mapping[str, Head], path: Path) -> None:
    """Write all heads, in half precision."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stored: dict[str, npt.NDArray[np.generic]] = {}
    for task, head in heads.items():
        stored[f"{task}.choices"] = np.array(head.choices)
        stored[f"{task}.weights"] = head.weights.astype(np.float16)
        stored[f"{task}.bias"] = head.bias.astype(np.float16)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


def load_heads(path: Path) -> dict[str, Head]:
    """Read what `save_heads` wrote, by task. Raises OSError when there is no such file."""
    with np.load(path, allow_pickle=False) as stored:
        tasks = [name.removesuffix(".choices") for name in stored.files if name.endswith(".choices")]
        return {
            task: Head(
                tuple(str(choice) for choice in stored[f"{task}.choices"]),
                stored[f"{task}.weights"].astype(np.float32),
                stored[f"{task}.bias"].astype(np.float32),
            )
            for task in tasks
        }
