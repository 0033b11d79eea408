"""A sentence model as a function that can be differentiated: the published weights fixed, the adapter free.

The layers lie one on another, [layers, ...], and are walked through in a loop: compiled once, not once a layer.
"""

from __future__ import annotations

import functools
import math

import jax
import jax.numpy as jnp
import numpy as np

from tools.sentence_models.published import Published, Weights

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
EMBEDDINGS = "embeddings.LayerNorm"

Arrays = dict[str, jax.Array]
Layered = dict[str, Arrays]
"""What belongs to no layer under `once`, what every layer has under `layers`, there [layers, ...]."""


def fixed_weights(model: Published) -> Layered:
    """The published weights; matrices stand as [inputs, outputs]."""
    own = model.weights
    once = {
        "words": own["embeddings.word_embeddings.weight"],
        "places": own["embeddings.position_embeddings.weight"]
        + own["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": own[f"{EMBEDDINGS}.weight"],
        "norm.bias": own[f"{EMBEDDINGS}.bias"],
    }
    layers = {
        f"{part}.{which}": np.stack(
            [own[f"encoder.layer.{layer}.{part}.{which}"].T for layer in range(model.layers)]
        )
        for part in (*DENSE_PARTS, *NORM_PARTS)
        for which in ("weight", "bias")
    }
    return jax.tree.map(jnp.asarray, {"once": once, "layers": layers})


def new_adapter(weights: Layered, rank: int, key: jax.Array) -> Layered:
    """An adapter that changes nothing yet."""
    layers: Arrays = {}
    for part in DENSE_PARTS:
        count, inputs, outputs = weights["layers"][f"{part}.weight"].shape
        key, own = jax.random.split(key)
        layers[f"{part}.down"] = jax.random.normal(own, (count, inputs, rank)) / math.sqrt(inputs)
        layers[f"{part}.up"] = jnp.zeros((count, rank, outputs))
        layers[f"{part}.bias"] = jnp.zeros((count, outputs))
    for part in NORM_PARTS:
        for which in ("weight", "bias"):
            layers[f"{part}.{which}"] = jnp.zeros_like(weights["layers"][f"{part}.{which}"])
    once = {name: jnp.zeros_like(weights["once"][name]) for name in ("norm.weight", "norm.bias")}
    return {"once": once, "layers": layers}


def by_name(adapter: Layered) -> Weights:
    """The adapter under the names of `tools.sentence_models.adapter`, matrices as [outputs, inputs]."""
    once, layers = adapter["once"], adapter["layers"]
    named = {f"{EMBEDDINGS}.{which}": np.asarray(once[f"norm.{which}"]) for which in ("weight", "bias")}
    for part, values in layers.items():
        for layer, value in enumerate(np.asarray(values)):
            named[f"encoder.layer.{layer}.{part}"] = value.T
    return named


def in_layers(named: Weights, like: Layered) -> Layered:
    """The reverse of `by_name`, for an adapter with the parts of `like`."""
    once = {f"norm.{which}": named[f"{EMBEDDINGS}.{which}"] for which in ("weight", "bias")}
    layers = {
        part: np.stack([named[f"encoder.layer.{layer}.{part}"].T for layer in range(values.shape[0])])
        for part, values in like["layers"].items()
    }
    return jax.tree.map(jnp.asarray, {"once": once, "layers": layers})


@functools.partial(jax.jit, static_argnames=("heads", "epsilon"))
def encode(
    weights: Layered,
    adapter: Layered,
    token_ids: jax.Array,
    mask: jax.Array,
    key: jax.Array | None,
    *,
    heads: int,
    epsilon: float,
) -> jax.Array:
    """Unit vectors [n, width] of token ids [n, t]; `mask` is 1 at a token.

    `key` chooses what is left out while learning; without it nothing is.
    """

    def dropped(values: jax.Array, key: jax.Array | None) -> jax.Array:
        if key is None:
            return values
        is_kept = jax.random.bernoulli(key, 1.0 - DROPPED, values.shape)
        return jnp.where(is_kept, values / (1.0 - DROPPED), 0.0)

    def norm(values: jax.Array, by: jax.Array, offset: jax.Array) -> jax.Array:
        centred = values - values.mean(-1, keepdims=True)
        return centred * jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + epsilon) * by + offset

    def layer(hidden: jax.Array, own: tuple[Arrays, Arrays, jax.Array | None]) -> tuple[jax.Array, None]:
        fixed, change, keys = own
        first, second = (None, None) if keys is None else (keys[0], keys[1])
        rows, length, width = hidden.shape

        def dense(values: jax.Array, part: str) -> jax.Array:
            changed = (values @ change[f"{part}.down"]) @ change[f"{part}.up"] + change[f"{part}.bias"]
            return values @ fixed[f"{part}.weight"] + fixed[f"{part}.bias"] + changed

        def split(part: str) -> jax.Array:
            values = dense(hidden, f"attention.self.{part}")
            return values.reshape(rows, length, heads, width // heads).transpose(0, 2, 1, 3)

        def normed(values: jax.Array, part: str) -> jax.Array:
            by, offset = (
                fixed[f"{part}.{which}"] + change[f"{part}.{which}"] for which in ("weight", "bias")
            )
            return norm(values, by, offset)

        query, key_, value = (split(part) for part in ("query", "key", "value"))
        scores = query @ key_.transpose(0, 1, 3, 2) / math.sqrt(width // heads) + absent
        mixed = (jax.nn.softmax(scores, -1) @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
        attended = dropped(dense(mixed, "attention.output.dense"), first)
        hidden = normed(hidden + attended, "attention.output.LayerNorm")
        # Near the exact curve to a thousandth, and much quicker to learn with.
        inner = jax.nn.gelu(dense(hidden, "intermediate.dense"), approximate=True)
        return normed(hidden + dropped(dense(inner, "output.dense"), second), "output.LayerNorm"), None

    once, change = weights["once"], adapter["once"]
    count = weights["layers"]["output.dense.weight"].shape[0]
    keys = None if key is None else jax.random.split(key, 2 * count + 1)
    absent = jnp.where(mask[:, None, None, :] == 1, 0.0, -1e9)
    hidden = once["words"][token_ids] + once["places"][: token_ids.shape[1]]
    by, offset = (once[f"norm.{which}"] + change[f"norm.{which}"] for which in ("weight", "bias"))
    hidden = dropped(norm(hidden, by, offset), None if keys is None else keys[0])
    of_layers = None if keys is None else keys[1:].reshape(count, 2, *keys.shape[1:])
    hidden, _ = jax.lax.scan(layer, hidden, (weights["layers"], adapter["layers"], of_layers))
    weight_of_token = mask[..., None].astype(jnp.float32)
    mean = (hidden * weight_of_token).sum(1) / weight_of_token.sum(1)
    return mean / jnp.linalg.norm(mean, axis=1, keepdims=True)
