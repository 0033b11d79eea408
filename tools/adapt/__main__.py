"""Learns the adapter of a sentence model from the project's training lines: `make adapt`, an hour or two each.

What the lines say is predicted from their vector by one linear layer for all tasks (danger, its kind, the intent,
the choices of each question), and the adapter learns with it. Both are kept: the adapter changes the sentence model,
the linear layer reads its vectors (`bot/sentence_heads.py`).
"""

from __future__ import annotations

import argparse
import functools
import math
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from tokenizers import Tokenizer

from bot.sentence_heads import Head, load_heads, save_heads
from tools.adapt.encoder import Arrays, Layered, by_name, encode, fixed_weights, in_layers, new_adapter
from tools.adapt.lines_file import read
from tools.adapt.slips import mistyped
from tools.sentence_models import adapter as adapter_file
from tools.sentence_models.catalogue import MODELS
from tools.sentence_models.exact import Encoder
from tools.sentence_models.padding import padded
from tools.sentence_models.published import MAX_TOKENS, Published, Weights

RANK = 16
RATE = 1.5e-3
"""The highest rate of learning."""

RISING_STEPS = 100
LOUDER = 16.0
"""What the unit vectors are multiplied by before the linear layer."""

SMOOTHED = 0.05
"""The share of belief spread over all choices of a task, so that no line is learnt by heart."""

BATCH = 32
LENGTHS = (12, 16, 24, 40, 72, MAX_TOKENS)
"""Token counts that a batch is filled up to: each needs its own compiled step."""

KIND_WEIGHT = 0.3
"""How much the kind of a danger counts beside whether it is danger."""

SORTED_TOGETHER = 2048
SAME_COSINE = 0.9999
AS_TYPED_SHARE = 0.25


@dataclass(frozen=True)
class Columns:
    """Where each task's choices stand in the linear layer."""

    names: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, lines: list[dict[str, Any]]) -> Columns:
        said = {
            (task, choice) for line in lines for task, choices in line["says"].items() for choice in choices
        }
        return cls(tuple(sorted(said)))

    @functools.cached_property
    def places(self) -> dict[tuple[str, str], int]:
        return {name: place for place, name in enumerate(self.names)}

    @functools.cached_property
    def of_task(self) -> dict[str, np.ndarray]:
        """A mask for each task."""
        tasks = np.array([task for task, _ in self.names])
        return {task: tasks == task for task in set(tasks)}


def batches(
    lines: list[dict[str, Any]], columns: Columns, tokenizer: Tokenizer, chance: random.Random | None
) -> list[Any]:
    """The lines in random order, each batch of about one length: token ids, mask, wanted, possible, weights.

    Without `chance` they stay as they are, in their order. `wanted` and `possible` are [2, n, columns]: a line may say
    something to two tasks (danger and its kind).
    """
    order = list(lines)
    if chance:
        chance.shuffle(order)
    made = []
    for start in range(0, len(order), SORTED_TOGETHER):
        encoded = []
        for line in order[start : start + SORTED_TOGETHER]:
            text = line["text"]
            if chance:
                is_as_typed = "as_typed" in line and chance.random() < AS_TYPED_SHARE
                text = mistyped(line["as_typed"] if is_as_typed else text, chance)
            encoded.append((tokenizer.encode(text).ids, line))
        encoded.sort(key=lambda pair: len(pair[0]))
        groups = [encoded[at : at + BATCH] for at in range(0, len(encoded) - BATCH + 1, BATCH)]
        if chance:
            chance.shuffle(groups)
        made += [_batch(group, columns) for group in groups]
    return made


def _batch(group: list[tuple[list[int], dict[str, Any]]], columns: Columns) -> tuple[np.ndarray, ...]:
    longest = max(len(ids) for ids, _ in group)
    length = next(length for length in LENGTHS if length >= longest)
    token_ids = np.zeros((BATCH, length), np.int32)
    mask = np.zeros_like(token_ids)
    wanted = np.zeros((2, BATCH, len(columns.names)), np.float32)
    possible = np.zeros(wanted.shape, bool)
    possible[:, :, 0] = True  # a row that says nothing more still needs something possible
    for row, (ids, line) in enumerate(group):
        token_ids[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1
        for which, (task, choices) in enumerate(line["says"].items()):
            possible[which, row] = columns.of_task[task]
            for choice in choices:
                share = KIND_WEIGHT if task == "kind" else 1.0
                wanted[which, row, columns.places[task, choice]] += share / len(choices)
    return token_ids, mask, wanted, possible, np.array([line["weight"] for _, line in group], np.float32)


def surprise(scores: jax.Array, wanted: jax.Array, possible: jax.Array) -> jax.Array:
    """Cross entropy of each row over what is possible, with smoothed targets."""
    likely = jax.nn.log_softmax(jnp.where(possible, scores, -1e9))
    mass = wanted.sum(-1, keepdims=True)
    spread = SMOOTHED * mass * possible / possible.sum(-1, keepdims=True)
    target = wanted * (1 - SMOOTHED) + spread
    return -(jnp.where(possible, likely, 0.0) * target).sum(-1)


@dataclass(frozen=True)
class Course:
    """How long to learn and how fast: `rate` is the highest; it rises first, then falls along half a cosine."""

    epochs: int
    rate: float
    seed: int
    danger_share: float = 1.0
    """How much of the danger lines each pass takes, others each time: a model that knows them needs fewer."""

    def taken(self, lines: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
        """The lines of one pass."""
        if self.danger_share >= 1.0:
            return lines
        return [line for line in lines if "danger" not in line["says"] or chance.random() < self.danger_share]


def learn(
    lines: list[dict[str, Any]],
    watched: list[dict[str, Any]],
    model: Published,
    start: tuple[Weights, Mapping[str, Head]] | None,
    course: Course,
) -> Iterator[tuple[Weights, dict[str, Head]]]:
    """The adapter and the heads after each pass over the lines. `start`: those to go on with.

    Prints the loss on the `watched` ones, which teach nothing.
    """
    epochs = course.epochs
    chance, key = random.Random(course.seed), jax.random.PRNGKey(course.seed)
    columns = Columns.of(lines)
    fixed = fixed_weights(model)
    adapter = new_adapter(fixed, RANK, jax.random.PRNGKey(course.seed))
    free = {
        "adapter": in_layers(start[0], adapter) if start else adapter,
        "linear": linear_of(columns, start[1] if start else {}, fixed["once"]["words"].shape[1]),
    }
    steps = epochs * (len(course.taken(lines, random.Random(course.seed))) // BATCH)
    rate = optax.warmup_cosine_decay_schedule(
        0.0, course.rate, min(RISING_STEPS, steps // 10), steps, course.rate / 50
    )
    rules = {
        "adapter": optax.adamw(rate, weight_decay=0.01),
        "linear": optax.adamw(lambda step: 3.0 * rate(step), weight_decay=0.01),
    }
    optimiser = optax.chain(
        optax.clip_by_global_norm(1.0), optax.partition(rules, {"adapter": "adapter", "linear": "linear"})
    )

    def loss(free: Any, fixed: Layered, batch: Any, key: jax.Array | None) -> jax.Array:
        token_ids, mask, wanted, possible, weight = batch
        vectors = encode(
            fixed, free["adapter"], token_ids, mask, key, heads=model.heads, epsilon=model.epsilon
        )
        scores = LOUDER * vectors @ free["linear"]["weights"] + free["linear"]["bias"]
        rows = sum(surprise(scores, wanted[which], possible[which]) for which in (0, 1))
        return (rows * weight).mean()

    watch = jax.jit(lambda free, fixed, batch: loss(free, fixed, batch, None))

    @jax.jit
    def step(free: Any, state: Any, fixed: Layered, batch: Any, key: jax.Array) -> tuple[Any, Any, jax.Array]:
        value, slope = jax.value_and_grad(loss)(free, fixed, batch, key)
        change, state = optimiser.update(slope, state, free)
        return optax.apply_updates(free, change), state, value

    state, begun, taken = optimiser.init(free), time.monotonic(), 0
    for epoch in range(1, epochs + 1):
        losses: list[float] = []
        for batch in batches(course.taken(lines, chance), columns, model.tokenizer, chance):
            key, own = jax.random.split(key)
            free, state, value = step(free, state, fixed, batch, own)
            losses.append(float(value))
            taken += 1
            if taken % 100 == 0:
                left = (time.monotonic() - begun) / taken * max(0, steps - taken)
                mean = sum(losses) / len(losses)
                print(
                    f"step {taken} of {steps}, loss {mean:.3f}, {math.ceil(left / 60)} min left", flush=True
                )
        for task in ("danger", "answers"):
            mine = [line for line in watched if ("danger" in line["says"]) == (task == "danger")]
            found = [
                float(watch(free, fixed, batch)) for batch in batches(mine, columns, model.tokenizer, None)
            ]
            if found:
                print(
                    f"pass {epoch}: {task} of people not met, loss {sum(found) / len(found):.3f}", flush=True
                )
        yield by_name(free["adapter"]), heads_of(columns, free["linear"])


def heads_of(columns: Columns, linear: Arrays) -> dict[str, Head]:
    """What the linear layer says of each task, for unit vectors as they come."""
    weights, bias = LOUDER * np.asarray(linear["weights"]).T, np.asarray(linear["bias"])
    found = {}
    for task, mask in columns.of_task.items():
        choices = tuple(choice for (_, choice), mine in zip(columns.names, mask, strict=True) if mine)
        found[task] = Head(choices, weights[mask], bias[mask])
    return found


def linear_of(columns: Columns, heads: Mapping[str, Head], width: int) -> Arrays:
    """The reverse of `heads_of`; a choice that no head knows begins with zeros."""
    weights, bias = (
        np.zeros((width, len(columns.names)), np.float32),
        np.zeros(len(columns.names), np.float32),
    )
    for task, head in heads.items():
        for choice, row, offset in zip(head.choices, head.weights, head.bias, strict=True):
            place = columns.places.get((task, choice))
            if place is not None:
                weights[:, place], bias[place] = row / LOUDER, offset
    return {"weights": jnp.asarray(weights), "bias": jnp.asarray(bias)}


def check_calculation(model: Published) -> None:
    """Stop unless what learns calculates what serves. Raises AssertionError."""
    token_ids, mask = padded(model.tokenizer, ("hello", "no puedo más con esto, de verdad"))
    fixed = fixed_weights(model)
    unchanged = new_adapter(fixed, RANK, jax.random.PRNGKey(0))
    found = encode(fixed, unchanged, token_ids, mask, None, heads=model.heads, epsilon=model.epsilon)
    likeness = (np.asarray(found) * Encoder(model).encode(token_ids, mask)).sum(axis=1)
    assert likeness.min() > SAME_COSINE, f"the encoder that learns is off: {likeness}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", choices=MODELS, help="which sentence model")
    parser.add_argument("lines", type=Path, help="what `python -m tools.adapt.lines` wrote")
    parser.add_argument("weights", type=Path, help="the folder the packages of weights were installed into")
    parser.add_argument("--watch", type=Path, help="lines to show the loss on after each pass")
    parser.add_argument(
        "--go-on", action="store_true", help="begin with the adapter and heads that are there, not with none"
    )
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--danger-share", type=float, default=1.0, help="of the danger lines, in each pass")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    model = MODELS[chosen.model]

    def taken(path: Path) -> list[dict[str, Any]]:
        return [line for line in read(path) if model.tasks is None or model.tasks & line["says"].keys()]

    start = (adapter_file.load(model.adapter), load_heads(model.heads)) if chosen.go_on else None
    course = Course(chosen.epochs, chosen.rate, chosen.seed, chosen.danger_share)
    watched = taken(chosen.watch) if chosen.watch else []
    published = model.read(chosen.weights)
    check_calculation(published)
    for adapter, heads in learn(taken(chosen.lines), watched, published, start, course):
        # After each pass, so that hours of learning outlive whatever stops them.
        adapter_file.save(adapter, model.adapter)
        save_heads(heads, model.heads)
        print(f"written to {model.adapter.parent}", flush=True)


if __name__ == "__main__":
    main()
