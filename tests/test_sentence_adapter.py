"""What the project adds to the published sentence models is small, fits, and changes what it says it changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.sentence_heads import FIRST_HEADS, SECOND_HEADS
from tools.sentence_models import adapter
from tools.sentence_models.catalogue import MODELS, SentenceModel

LARGEST_BYTES = 2_000_000
RANK, INPUTS, OUTPUTS = 2, 6, 4


def some_changes(seed: int = 7) -> adapter.Weights:
    chance = np.random.default_rng(seed)
    shapes = {
        "layer.down": (RANK, INPUTS),
        "layer.up": (OUTPUTS, RANK),
        "layer.bias": (OUTPUTS,),
        "norm.weight": (5,),
    }
    return {name: chance.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    """Eight bits a number keep each row to within half a step of its largest number."""
    changes = some_changes()
    adapter.save(changes, tmp_path / "adapter.npz")
    loaded = adapter.load(tmp_path / "adapter.npz")
    assert set(loaded) == set(changes)
    for name, change in changes.items():
        step = np.abs(change).max(axis=-1, keepdims=True) / 127.0
        assert np.all(np.abs(loaded[name] - change) <= step * 0.51 + 1e-3)


def test_merged_weights_do_what_the_adapter_does() -> None:
    """A layer with the change merged in gives what the layer and the change beside it give."""
    chance = np.random.default_rng(1)
    weights = {
        "layer.weight": chance.normal(size=(OUTPUTS, INPUTS)).astype(np.float32),
        "layer.bias": chance.normal(size=OUTPUTS).astype(np.float32),
        "norm.weight": np.ones(5, dtype=np.float32),
        "untouched.weight": np.ones(3, dtype=np.float32),
    }
    changes = some_changes()
    together = adapter.merged(weights, changes)
    given = chance.normal(size=INPUTS).astype(np.float32)
    beside = weights["layer.weight"] @ given + changes["layer.up"] @ (changes["layer.down"] @ given)
    assert together["layer.weight"] @ given == pytest.approx(beside, abs=1e-5)
    assert together["layer.bias"] == pytest.approx(weights["layer.bias"] + changes["layer.bias"])
    assert together["norm.weight"] == pytest.approx(1.0 + changes["norm.weight"])
    assert together["untouched.weight"] is weights["untouched.weight"]


def test_a_change_to_a_layer_the_model_lacks_is_refused() -> None:
    """An adapter of another model is not merged in silence."""
    with pytest.raises(KeyError):
        adapter.merged({"other.weight": np.ones((2, 2), dtype=np.float32)}, some_changes())


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_the_projects_adapters_are_small_and_whole(model: SentenceModel) -> None:
    """They can lie in the repository, and hold no number that is none."""
    assert model.adapter.stat().st_size < LARGEST_BYTES
    changes = adapter.load(model.adapter)
    assert all(np.isfinite(change).all() for change in changes.values())
    assert any(np.abs(change).max() > 0 for name, change in changes.items() if name.endswith(adapter.UP))


def test_the_service_reads_the_heads_that_were_learnt() -> None:
    """Where the heads are written and where the service looks for them is one place."""
    assert (MODELS["first"].heads, MODELS["second"].heads) == (FIRST_HEADS, SECOND_HEADS)
