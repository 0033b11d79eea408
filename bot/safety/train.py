"""Trains the model for hints: `python -m bot.safety.train [--models FOLDER]`. Seconds, and the same file every time."""

import argparse
import json
import logging
import math
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.safety.dataset import Line, read_lines
from bot.safety.features import SPARSE_SIZE, VECTOR_SIZE, Floats, Indices, sparse_features, weigh
from bot.safety.model import DATA, MODEL_FILE, OUTCOMES, Encoder, SafetyModel, fingerprint
from bot.safety.normalise import normalise
from bot.safety.ordinary import ordinary_lines
from bot.safety.reader import DEFAULT_MODELS, load_encoder
from bot.safety.reading import KINDS

_log = logging.getLogger(__name__)

# Chosen on tuning lines; see docs/decisions/0020 and 0080.
WORDS_INVERSE_PENALTY = 5.0
VECTOR_INVERSE_PENALTY = 4.0
WORDS_SHARE = 0.5
"""How much the opinion of the words counts beside that of the vectors."""
# The sentence model has met the training lines, so what their vectors show is too good to be true. Learnt together,
# they would drown the words; so each learns alone, and the two opinions are added.


def usable_for_training(lines: list[Line]) -> list[Line]:
    """Lines whose meaning does not hang on the question that stood open: the model never sees the question."""
    return [line for line in lines if line.question is None or line.expect != "none"]


def _rarity(features: list[tuple[Indices, Indices]]) -> Floats:
    seen = np.zeros(SPARSE_SIZE)
    for words, letters in features:
        seen[words] += 1
        seen[letters] += 1
    rarity = np.log((1 + len(features)) / (1 + seen)) + 1
    # What was never or only once seen in training says nothing about new texts.
    rarity[seen < 2] = 0.0
    return rarity.astype(np.float32)


def _words(features: list[tuple[Indices, Indices]], rarity: Floats) -> sparse.csr_matrix:
    places: list[Indices] = []
    values: list[Floats] = []
    ends = [0]
    for found in features:
        places += found
        values += [weigh(buckets, rarity) for buckets in found]
        ends.append(ends[-1] + sum(map(len, found)))
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(places), ends), shape=(len(features), SPARSE_SIZE)
    )


def _fit(
    rows: Any, labels: list[int], classes: int, inverse_penalty: float, balance: str | None
) -> tuple[Floats, Floats]:
    fitted = LogisticRegression(C=inverse_penalty, max_iter=200, tol=1e-3, class_weight=balance).fit(
        rows, labels
    )
    weights = np.zeros((classes, rows.shape[1]), dtype=np.float32)
    bias = np.full(classes, -20.0, dtype=np.float32)
    for row, label in enumerate(fitted.classes_):
        weights[label], bias[label] = fitted.coef_[row], fitted.intercept_[row]
    return weights, bias


def _fit_apart(
    words: sparse.csr_matrix, vectors: Floats | None, labels: list[int], classes: int
) -> tuple[Floats, Floats]:
    """Weights [classes, words and vector] and bias: two regressions, each of its own features, added."""
    word_weights, bias = _fit(words, labels, classes, WORDS_INVERSE_PENALTY, "balanced")
    if vectors is None:
        return np.hstack([word_weights, np.zeros((classes, VECTOR_SIZE), dtype=np.float32)]), bias
    # Of the vectors it is known how rare danger is; for the words every outcome counts the same, or the many kinds
    # of nothing would outweigh the few words of danger. So chosen on the tuning lines.
    vector_weights, vector_bias = _fit(vectors, labels, classes, VECTOR_INVERSE_PENALTY, None)
    weights: Floats = np.hstack([WORDS_SHARE * word_weights, vector_weights])
    return weights, WORDS_SHARE * bias + vector_bias


def train(lines: list[Line], encoder: Encoder | None) -> SafetyModel:
    """Fit both regressions on the lines; deterministic for the same lines and encoder."""
    lines = usable_for_training(lines)
    texts = [normalise(line.whole_text) for line in lines]
    features = [sparse_features(text) for text in texts]
    rarity = _rarity(features)
    words = _words(features, rarity)
    vectors = encoder.encode_many(texts) if encoder else None
    outcomes = [OUTCOMES.index(line.expect) for line in lines]
    outcome = _fit_apart(words, vectors, outcomes, len(OUTCOMES))
    dangerous = [index for index, line in enumerate(lines) if line.kind is not None]
    named = [KINDS.index(kind) for line in lines if (kind := line.kind) is not None]
    of_danger = None if vectors is None else vectors[dangerous]
    kinds = _fit_apart(words[dangerous], of_danger, named, len(KINDS))
    return SafetyModel(rarity, outcome[0], outcome[1], kinds[0], kinds[1], encoder)


def save(model: SafetyModel, folder: Path, data: Path = DATA) -> Path:
    """Write the weights, rounded to half precision, with the fingerprint of what they were made from."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / MODEL_FILE
    about = json.dumps({"fingerprint": fingerprint(data), "outcomes": OUTCOMES, "kinds": KINDS})
    arrays = {
        name: np.asarray(getattr(model, name), dtype=np.float16)
        for name in ("rarity", "outcome_weights", "outcome_bias", "kind_weights", "kind_bias")
    }
    partial = folder / "partial.npz"
    np.savez_compressed(partial, about=np.array(about), **arrays)  # type: ignore[arg-type]
    partial.replace(path)
    return path


def main() -> None:
    """Train on `data/safety/train` and write into the models folder."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Train the model for hints of danger.")
    parser.add_argument("--models", type=Path, default=DEFAULT_MODELS)
    models: Path = parser.parse_args().models
    lines = [*read_lines(DATA / "train"), *ordinary_lines()]
    path = save(train(lines, load_encoder(models)), models / "safety")
    _log.info("%d lines -> %s (%d KB)", len(lines), path, math.ceil(path.stat().st_size / 1024))


if __name__ == "__main__":
    main()
