"""The sentence model as a function that can be differentiated: the published weights fixed, the adapter free."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp

LAYERS, HEADS, WIDTH = 6, 12, 384
EPSILON = 1e-12
DROPPED = 0.1
"""The share of a layer's outputs left out at random while learning."""

DENSE_PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
NORM_PARTS = ("attention.output.LayerNorm", "output.LayerNorm")

Arrays = dict[str, jax.Array]


def new_adapter(weights: Arrays, rank: int, key: jax.Array) -> Arrays:
    """An adapter that changes nothing yet; its names are those of `tools.adapt.adapter`."""
    adapter: Arrays = {}
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        for part in DENSE_PARTS:
            name = f"encoder.layer.{layer}.{part}"
            outputs, inputs = weights[f"{name}.weight"].shape
            key, own = jax.random.split(key)
            adapter[f"{name}.down"] = jax.random.normal(own, (rank, inputs)) / math.sqrt(inputs)
            adapter[f"{name}.up"] = jnp.zeros((outputs, rank))
            adapter[f"{name}.bias"] = jnp.zeros((outputs,))
        norms += [f"encoder.layer.{layer}.{part}" for part in NORM_PARTS]
    for name in norms:
        adapter[f"{name}.weight"] = adapter[f"{name}.bias"] = jnp.zeros((WIDTH,))
    return adapter


def encode(
    weights: Arrays, adapter: Arrays, token_ids: jax.Array, mask: jax.Array, key: jax.Array | None
) -> jax.Array:
    """Unit vectors [n, 384] of token ids [n, t]; `mask` is 1 at a token.

    `key` chooses what is left out while learning; without it nothing is.
    """
    keys = iter(() if key is None else jax.random.split(key, 2 * LAYERS + 1))

    def dropped(values: jax.Array) -> jax.Array:
        if key is None:
            return values
        is_kept = jax.random.bernoulli(next(keys), 1.0 - DROPPED, values.shape)
        return jnp.where(is_kept, values / (1.0 - DROPPED), 0.0)

    def dense(values: jax.Array, name: str) -> jax.Array:
        fixed = values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
        return (
            fixed + (values @ adapter[f"{name}.down"].T) @ adapter[f"{name}.up"].T + adapter[f"{name}.bias"]
        )

    def norm(values: jax.Array, name: str) -> jax.Array:
        centred = values - values.mean(-1, keepdims=True)
        spread = jnp.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
        by, offset = (weights[f"{name}.{part}"] + adapter[f"{name}.{part}"] for part in ("weight", "bias"))
        return centred / spread * by + offset

    def attend(hidden: jax.Array, name: str) -> jax.Array:
        rows, length, _ = hidden.shape

        def split(part: str) -> jax.Array:
            values = dense(hidden, f"{name}.self.{part}")
            return values.reshape(rows, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)

        query, key_, value = (split(part) for part in ("query", "key", "value"))
        scores = query @ key_.transpose(0, 1, 3, 2) / math.sqrt(WIDTH // HEADS) + absent
        mixed = jax.nn.softmax(scores, -1) @ value
        return dense(mixed.transpose(0, 2, 1, 3).reshape(rows, length, WIDTH), f"{name}.output.dense")

    absent = jnp.where(mask[:, None, None, :] == 1, 0.0, -1e9)
    hidden = (
        weights["embeddings.word_embeddings.weight"][token_ids]
        + weights["embeddings.position_embeddings.weight"][: token_ids.shape[1]]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    hidden = dropped(norm(hidden, "embeddings.LayerNorm"))
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        attended = dropped(attend(hidden, f"{name}.attention"))
        hidden = norm(hidden + attended, f"{name}.attention.output.LayerNorm")
        inner = jax.nn.gelu(dense(hidden, f"{name}.intermediate.dense"), approximate=False)
        hidden = norm(hidden + dropped(dense(inner, f"{name}.output.dense")), f"{name}.output.LayerNorm")
    weight_of_token = mask[..., None].astype(jnp.float32)
    mean = (hidden * weight_of_token).sum(1) / weight_of_token.sum(1)
    return mean / jnp.linalg.norm(mean, axis=1, keepdims=True)
