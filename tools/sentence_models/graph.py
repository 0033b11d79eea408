"""The same calculation as `exact`, written by hand as ONNX nodes, and its 8-bit form.

So neither the service nor the engine needs the framework a model was trained in.
"""

from __future__ import annotations

import logging
import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from tools.sentence_models.exact import word_rows_in_8_bits
from tools.sentence_models.published import Array, Published, Weights

OPSET = 17
"""The first with LayerNormalization; read by every onnxruntime in use here."""


class Graph:
    """The same calculation as ONNX nodes. Inputs `token_ids` and `mask` [n, t], output `vector` [n, 384]."""

    def __init__(self, model: Published, divisors: Weights) -> None:
        self.weights = model.weights
        self.divisors = divisors
        self.heads = model.heads
        self.layers = model.layers
        self.epsilon = model.epsilon
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
