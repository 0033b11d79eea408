"""Trains the model for hints: `python -m bot.safety.train [--models FOLDER]`. Seconds, and the same file every time."""

import argparse
import json
import logging
import math
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.safety.dataset import Line, read_lines
from bot.safety.features import SPARSE_SIZE, VECTOR_SIZE, Floats, sparse_features, weigh
from bot.safety.model import DATA, MODEL_FILE, OUTCOMES, Encoder, SafetyModel, fingerprint
from bot.safety.normalise import normalise
from bot.safety.ordinary import ordinary_lines
from bot.safety.reader import DEFAULT_MODELS, load_encoder
from bot.safety.reading import KINDS

_log = logging.getLogger(__name__)

# Chosen by author-wise cross-validation; see docs/decisions/0020.
INVERSE_PENALTY = 5.0


def usable_for_training(lines: list[Line]) -> list[Line]:
    """Lines whose meaning does not hang on the question that stood open: the model never sees the question."""
    return [line for line in lines if line.question is None or line.expect != "none"]


def _rarity(features: list[tuple[np.ndarray, np.ndarray]]) -> Floats:
    seen = np.zeros(SPARSE_SIZE)
    for words, letters in features:
        seen[words] += 1
        seen[letters] += 1
    rarity = np.log((1 + len(features)) / (1 + seen)) + 1
    # What was never or only once seen in training says nothing about new texts.
    rarity[seen < 2] = 0.0
    return rarity.astype(np.float32)


def _rows(lines: list[Line], rarity: Floats, encoder: Encoder | None) -> sparse.csr_matrix:
    built = []
    for line in lines:
        plain = normalise(line.whole_text)
        values = np.zeros(SPARSE_SIZE + VECTOR_SIZE, dtype=np.float32)
        for buckets in sparse_features(plain):
            values[buckets] = weigh(buckets, rarity)
        if encoder is not None:
            values[SPARSE_SIZE:] = encoder.encode([plain])[0]
        built.append(sparse.csr_matrix(values))
    return sparse.vstack(built).tocsr()


def _fit(rows: sparse.csr_matrix, labels: list[int], classes: int) -> tuple[Floats, Floats]:
    fitted = LogisticRegression(C=INVERSE_PENALTY, max_iter=120, tol=1e-3, class_weight="balanced").fit(
        rows, labels
    )
    weights = np.zeros((classes, rows.shape[1]), dtype=np.float32)
    bias = np.full(classes, -20.0, dtype=np.float32)
    for row, label in enumerate(fitted.classes_):
        weights[label], bias[label] = fitted.coef_[row], fitted.intercept_[row]
    return weights, bias


def train(lines: list[Line], encoder: Encoder | None) -> SafetyModel:
    """Fit both regressions on the lines; deterministic for the same lines and encoder."""
    lines = usable_for_training(lines)
    rarity = _rarity([sparse_features(normalise(line.whole_text)) for line in lines])
    rows = _rows(lines, rarity, encoder)
    outcome = _fit(rows, [OUTCOMES.index(line.expect) for line in lines], len(OUTCOMES))
    dangerous = [index for index, line in enumerate(lines) if line.kind is not None]
    kinds = _fit(rows[dangerous], [KINDS.index(lines[index].kind) for index in dangerous], len(KINDS))
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
