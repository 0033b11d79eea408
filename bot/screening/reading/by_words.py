"""Linear readers over the words and letter groups of an answer: what a line means by how it is spelled and put.

A sentence model knows what words mean; this knows street names, brands and turns of phrase letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.screening.reading.normalise import hear
from bot.word_features import Floats, Found, rarity_of, sparse_features, table_of, unit

INVERSE_REGULARISATION = 20.0
"""Chosen on tuning lines: at 1, 4, 20 and 80 the readers of words, vectors and both together got better up to 20."""


@dataclass(frozen=True)
class WordReader:
    """A score for each choice: the sum over the known buckets of a text. Only the buckets seen in training are held."""

    choices: tuple[str, ...]
    buckets: npt.NDArray[np.int32]
    """Rising."""
    rarity: Floats
    weights: npt.NDArray[np.float16]
    """[buckets, choices]"""
    bias: Floats

    def scores(self, text: str) -> Floats:
        """The score of each choice: log odds where each was learnt as a yes or no, else up to a common amount."""
        total = self.bias.copy()
        for found in features_of(text):
            places = np.searchsorted(self.buckets, found)
            places = places[places < len(self.buckets)]
            known = places[self.buckets[places] == found[: len(places)]]
            total += unit(self.rarity[known]) @ self.weights[known].astype(np.float32)
        return total

    def arrays(self) -> Mapping[str, npt.NDArray[np.generic]]:
        """What `read_arrays` reads back."""
        return {
            "choices": np.array(self.choices),
            "buckets": self.buckets,
            "rarity": self.rarity,
            "weights": self.weights,
            "bias": self.bias,
        }


def read_arrays(stored: Mapping[str, npt.NDArray[np.generic]], name: str) -> WordReader:
    """The reader stored under `name`. Raises KeyError when it is not there."""
    parts = {part: stored[f"{name}.{part}"] for part in ("buckets", "rarity", "weights", "bias")}
    return WordReader(tuple(str(choice) for choice in stored[f"{name}.choices"]), **parts)  # type: ignore[arg-type]


def features_of(text: str) -> Found:
    """The buckets of a text, read as every answer is: no accents, contractions written out; a question mark counts."""
    heard = hear(text, "en")
    return sparse_features(heard.joined + "?" * heard.asks)


def fit_one(
    choices: Sequence[str], texts: Sequence[Found], said: Sequence[str], weight: Sequence[float]
) -> WordReader:
    """One of several choices: every choice counts the same, however often it was written."""
    from sklearn.linear_model import LogisticRegression

    rarity = rarity_of(texts)
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=300, class_weight="balanced")
    model.fit(table_of(texts, rarity), [choices.index(choice) for choice in said], sample_weight=weight)
    return _reader(choices, rarity, model.coef_, model.intercept_)


def fit_each(
    choices: Sequence[str], texts: Sequence[Found], said: Sequence[Sequence[str]], weight: Sequence[float]
) -> WordReader:
    """A yes or no for each choice; one that no text says is never meant."""
    from sklearn.linear_model import LogisticRegression

    rarity = rarity_of(texts)
    table = table_of(texts, rarity)
    weights, bias = np.zeros((len(choices), table.shape[1])), np.full(len(choices), -9.0)
    for place, choice in enumerate(choices):
        right = [choice in each for each in said]
        if any(right):
            model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=100, solver="liblinear")
            model.fit(table, right, sample_weight=weight)
            weights[place], bias[place] = model.coef_[0], model.intercept_[0]
    return _reader(choices, rarity, weights, bias)


def _reader(choices: Sequence[str], rarity: Floats, weights: Floats, bias: Floats) -> WordReader:
    known = np.flatnonzero(rarity)
    return WordReader(
        tuple(choices),
        known.astype(np.int32),
        rarity[known],
        weights[:, known].T.astype(np.float16),
        bias.astype(np.float32),
    )
