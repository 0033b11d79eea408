"""A sentence model as its makers published it: a BERT whose averaged output puts texts of like meaning together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Array = npt.NDArray[np.float32]
Weights = dict[str, Array]

MAX_TOKENS = 128
"""Longer texts are cut. What people type to an intake chat stays far below (about 90 English words)."""


class BuildRefused(Exception):
    """The model cannot be built from this folder; the text says why and what helps."""


@dataclass(frozen=True)
class Published:
    """Weights under the names of BERT's layers, and the tokenizer: without padding, cut at MAX_TOKENS."""

    name: str
    weights: Weights
    tokenizer: Tokenizer
    heads: int
    layers: int
    epsilon: float
    """What keeps a norm from dividing by nothing."""
