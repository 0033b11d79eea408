"""The adapter: small changes to a published sentence model, kept as a file of the project.

To each dense layer it adds the product of two narrow matrices ("low-rank adaptation", Hu and others 2021), and it
moves the offsets of the dense layers and of the norms. Stored in 8 bits with one scale a row: a megabyte or two.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Weights = dict[str, Array]

DOWN, UP, SCALE = ".down", ".up", ".scale"


def merged(weights: Weights, changes: Weights) -> Weights:
    """The weights with the adapter's changes in them: as large and as quick as before.

    `changes` holds for a dense layer `NAME.down` [rank, inputs], `NAME.up` [outputs, rank] and `NAME.bias`, and for a
    norm `NAME.weight` and `NAME.bias`; all are added. Raises KeyError for a name that the model does not have.
    """
    together = dict(weights)
    for name, change in changes.items():
        if name.endswith(UP):
            layer = name.removesuffix(UP)
            together[f"{layer}.weight"] = together[f"{layer}.weight"] + change @ changes[layer + DOWN]
        elif not name.endswith(DOWN):
            together[name] = together[name] + change
    return together


def save(changes: Weights, path: Path) -> None:
    """Write the changes: matrices in 8 bits with a scale for each row, the rest in half precision."""
    stored: dict[str, npt.NDArray[np.generic]] = {}
    for name, change in changes.items():
        if change.ndim == 2:
            scale = np.maximum(np.abs(change).max(axis=1, keepdims=True), 1e-8) / 127.0
            stored[name] = np.round(change / scale).astype(np.int8)
            stored[name + SCALE] = scale.astype(np.float32)
        else:
            stored[name] = change.astype(np.float16)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


def load(path: Path) -> Weights:
    """Read what `save` wrote; every array in single precision."""
    with np.load(path, allow_pickle=False) as stored:
        return {
            name: stored[name].astype(np.float32) * stored.get(name + SCALE, np.float32(1.0))
            for name in stored.files
            if not name.endswith(SCALE)
        }
