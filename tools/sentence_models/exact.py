"""The calculation of a sentence model in plain numpy and full precision: what its graph is checked against."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from tools.sentence_models.published import Array, Published, Weights


class Encoder:
    """The calculation itself, in plain numpy and full precision: what the graph is checked against."""

    def __init__(self, model: Published) -> None:
        self.weights = model.weights
        self.heads = model.heads
        self.layers = model.layers
        self.epsilon = model.epsilon
        self.peaks: dict[str, Array] = {}

    def encode(self, token_ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> Array:
        """Unit vectors [n, 384] of token ids [n, t]; `mask` is 1 at a token and 0 where the row is padded.

        Leaves in `peaks` the largest absolute input of each dense layer, channel by channel.
        """
        hidden = (
            self.weights["embeddings.word_embeddings.weight"][token_ids]
            + self.weights["embeddings.position_embeddings.weight"][: token_ids.shape[1]]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        for layer in range(self.layers):
            name = f"encoder.layer.{layer}"
            attended = self._attend(hidden, mask, f"{name}.attention.self")
            attended = self._dense(attended, f"{name}.attention.output.dense")
            hidden = self._norm(hidden + attended, f"{name}.attention.output.LayerNorm")
            inner = _gelu(self._dense(hidden, f"{name}.intermediate.dense"))
            hidden = self._norm(
                hidden + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm"
            )
        weight_of_token = mask[:, :, None].astype(np.float32)
        mean = (hidden * weight_of_token).sum(axis=1) / weight_of_token.sum(axis=1)
        unit: Array = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit

    def _dense(self, values: Array, name: str) -> Array:
        self.peaks[name] = np.abs(values).max(axis=(0, 1))
        product: Array = values @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return product

    def _norm(self, values: Array, name: str) -> Array:
        centred = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.epsilon)
        normed: Array = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return normed

    def _attend(self, hidden: Array, mask: npt.NDArray[np.int64], name: str) -> Array:
        rows, length, width = hidden.shape
        size = width // self.heads

        def split(values: Array) -> Array:
            return values.reshape(rows, length, self.heads, size).transpose(0, 2, 1, 3)

        query, key, value = (
            split(self._dense(hidden, f"{name}.{part}")) for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / math.sqrt(size)
        scores = scores + np.where(mask[:, None, None, :] == 1, 0.0, -1e9).astype(np.float32)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        attention = scores / scores.sum(axis=-1, keepdims=True)
        joined: Array = (attention @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
        return joined


def _gelu(values: Array) -> Array:
    error_function = np.frompyfunc(math.erf, 1, 1)
    half: Array = (0.5 * values * (1.0 + error_function(values / math.sqrt(2.0)).astype(np.float32))).astype(
        np.float32
    )
    return half


def word_rows_in_8_bits(weights: Weights) -> tuple[npt.NDArray[np.int8], Array]:
    """The table of words as whole numbers and the scale of each row."""
    table = weights["embeddings.word_embeddings.weight"]
    scale = np.abs(table).max(axis=1, keepdims=True) / 127.0
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


def with_rounded_words(weights: Weights) -> Weights:
    """The weights as the graph holds them: the same but for the rounded table of words."""
    rounded, scale = word_rows_in_8_bits(weights)
    return {**weights, "embeddings.word_embeddings.weight": rounded * scale}
