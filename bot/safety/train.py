"""Trains the model for hints: `python -m bot.safety.train [--models FOLDER]`. Seconds, and the same file every time."""

import argparse
import json
import logging
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.safety.dataset import Line, read_lines
from bot.safety.model import (
    DATA,
    MODEL_FILE,
    OUTCOMES,
    SafetyModel,
    VectorReader,
    fingerprint,
)
from bot.safety.normalise import normalise
from bot.safety.ordinary import ordinary_lines
from bot.safety.reader import DEFAULT_MODELS
from bot.safety.reading import KINDS
from bot.sentence_heads import FIRST_HEADS, SECOND_HEADS, Encoder, Head, load_heads
from bot.word_features import rarity_of, sparse_features, table_of

_log = logging.getLogger(__name__)

WORDS_INVERSE_PENALTY = 1.0
"""Chosen on tuning lines; see docs/decisions/0020."""
# The sentence models have met the training lines, so a regression fitted here on their vectors would trust what it sees
# far too much. Their heads, learnt together with them, do not; so only the words learn here, and all are added.


def usable_for_training(lines: list[Line]) -> list[Line]:
    """Lines whose meaning does not hang on the question that stood open: the model never sees the question."""
    return [line for line in lines if line.question is None or line.expect != "none"]


def _fit(words: sparse.csr_matrix, labels: list[int], names: Sequence[str]) -> Head:
    """Every class counts the same: the many kinds of nothing would outweigh the few words of danger."""
    fitted = LogisticRegression(
        C=WORDS_INVERSE_PENALTY, max_iter=1000, tol=1e-4, class_weight="balanced"
    ).fit(words, labels)
    weights = np.zeros((len(names), words.shape[1]), dtype=np.float32)
    bias = np.full(len(names), -20.0, dtype=np.float32)
    for row, label in enumerate(fitted.classes_):
        weights[label], bias[label] = fitted.coef_[row], fitted.intercept_[row]
    return Head(tuple(names), weights, bias)


def _reader(heads: Mapping[str, Head], encoder: Encoder | None) -> VectorReader:
    return VectorReader(
        {"outcome": heads["danger"].in_order(OUTCOMES), "kind": heads["kind"].in_order(KINDS)}, encoder
    )


def train(
    lines: list[Line],
    heads: tuple[Mapping[str, Head], Mapping[str, Head]],
    encoders: tuple[Encoder | None, Encoder | None] = (None, None),
) -> SafetyModel:
    """Fit the words on the lines and take the tasks `danger` and `kind` of both sentence models' heads.

    The same for the same lines and heads. `encoders` are what the model will read vectors with; without them the words
    read alone.
    """
    lines = usable_for_training(lines)
    features = [sparse_features(normalise(line.whole_text)) for line in lines]
    rarity = rarity_of(features)
    words = table_of(features, rarity)
    outcomes = [OUTCOMES.index(line.expect) for line in lines]
    dangerous = [index for index, line in enumerate(lines) if line.kind is not None]
    named = [KINDS.index(kind) for line in lines if (kind := line.kind) is not None]
    by_words = {
        "outcome": _fit(words, outcomes, OUTCOMES),
        "kind": _fit(words[dangerous], named, KINDS),
    }
    first, second = map(_reader, heads, encoders)
    return SafetyModel(rarity, by_words, first, second)


def save(model: SafetyModel, folder: Path, data: Path = DATA) -> Path:
    """Write the weights, rounded to half precision, with the fingerprint of what they were made from."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / MODEL_FILE
    about = json.dumps({"fingerprint": fingerprint(data), "outcomes": OUTCOMES, "kinds": KINDS})
    arrays = {"rarity": model.rarity} | {
        f"{reader}_{task}_{part}": getattr(head, part)
        for reader, tasks in (
            ("words", model.words),
            ("first", model.first.head),
            ("second", model.second.head),
        )
        for task, head in tasks.items()
        for part in ("weights", "bias")
    }
    halved = {name: values.astype(np.float16) for name, values in arrays.items()}
    partial = folder / "partial.npz"
    np.savez_compressed(partial, about=np.array(about), **halved)
    partial.replace(path)
    return path


def main() -> None:
    """Train on `data/safety/train` and write into the models folder."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Train the model for hints of danger.")
    parser.add_argument("--models", type=Path, default=DEFAULT_MODELS)
    models: Path = parser.parse_args().models
    lines = [*read_lines(DATA / "train"), *ordinary_lines()]
    path = save(train(lines, (load_heads(FIRST_HEADS), load_heads(SECOND_HEADS))), models / "safety")
    _log.info("%d lines -> %s (%d KB)", len(lines), path, math.ceil(path.stat().st_size / 1024))


if __name__ == "__main__":
    main()
