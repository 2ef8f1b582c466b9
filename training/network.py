"""The encoder as a network for onnxruntime: eight-bit products, one window at a time.

The network is written node by node, for a general exporter leaves much that costs time:

- A norm is written as mean and variance, a product and a sum, all of them done with vectors.
- Features are joined before they are looked up (``bot.extraction.tagging.codes``).
- The heads' convolution is one product for all three places, shifted and added afterwards.
- GELU is approximated with a hyperbolic tangent, and no mask is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count, product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import NodeProto, TensorProto
from onnx.helper import (
    make_graph,
    make_model,
    make_node,
    make_opsetid,
    make_tensor_value_info,
)
from onnx.numpy_helper import from_array

from bot.extraction.tagging.codes import JOINED
from bot.extraction.tagging.features import COLUMNS

#: Weights by the names that they have in ``Encoder``.
Weights = Mapping[str, npt.NDArray[np.float32]]
_Floats = npt.NDArray[np.float32]
_CONTRIBUTED = "com.microsoft"
_OPSET, _IR_VERSION = 17, 8


def write_network(weights: Weights, head_width: int, file: Path) -> None:
    """Write an encoder whose heads of attention are so wide as an ONNX file.

    The network takes ``pieces`` (1, pieces), ``codes`` (groups, 1, pieces) and ``first`` (words),
    the first piece of each word; it returns ``rows`` (1, words, row width).
    """
    writer = _Writer(weights, head_width)
    words, codes = writer.read_window()
    writer.give_rows(words, codes)
    onnx.save(writer.finish(), str(file))


class _Writer:
    """Gathers nodes and constants; methods that add nodes return the name of what they yield."""

    def __init__(self, weights: Weights, head_width: int) -> None:
        self._weights, self._head_width = weights, head_width
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._numbers = count()

    def finish(self) -> onnx.ModelProto:
        """Return the network."""
        integers, floats = TensorProto.INT64, TensorProto.FLOAT
        graph = make_graph(
            self._nodes,
            "encoder",
            [
                make_tensor_value_info("pieces", integers, [1, "pieces"]),
                make_tensor_value_info("codes", integers, [len(JOINED), 1, "pieces"]),
                make_tensor_value_info("first", integers, ["words"]),
            ],
            [make_tensor_value_info("rows", floats, [1, "words", "width"])],
            self._constants,
        )
        opsets = [make_opsetid("", _OPSET), make_opsetid(_CONTRIBUTED, 1)]
        return make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def read_window(self) -> tuple[str, list[str]]:
        """Add all layers; return the vectors of the words and their codes, a group each."""
        weights = self._weights
        length = self._add("Gather", self._add("Shape", "pieces"), self._constant(np.array([1])))
        start, axis = self._constant(np.array([0])), self._constant(np.array([0]))
        places = self._constant(weights["places.weight"] + weights["kind"])
        hidden = self._add(
            "Add", self._look_up_pieces(), self._add("Slice", places, start, length, axis)
        )
        codes = [
            self._add("Gather", "codes", self._constant(np.array(number)), axis=0)
            for number in range(len(JOINED))
        ]
        for number, code in enumerate(codes):
            table = self._constant(join_tables(weights, "features", number, "add"))
            hidden = self._add("Add", hidden, self._add("Gather", table, code))
        hidden = self._norm(hidden, "norm")
        layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
        for layer in range(layers):
            hidden = self._layer(f"layers.{layer}", hidden)
        words, *codes = (self._add("Gather", it, "first", axis=1) for it in (hidden, *codes))
        return words, codes

    def _look_up_pieces(self) -> str:
        table = self._weights["pieces.weight"]
        low, high = min(float(table.min()), 0.0), max(float(table.max()), 0.0)
        scale = np.float32((high - low) / 255)
        zero = np.uint8(round(-low / scale))
        stored = np.clip(np.rint(table / scale) + zero, 0, 255).astype(np.uint8)
        found = self._add("Gather", self._constant(stored), "pieces")
        return self._add("DequantizeLinear", found, self._constant(scale), self._constant(zero))

    def _layer(self, name: str, given: str) -> str:
        output = self._linear(self._attention(name, given), f"{name}.output")
        middle = self._norm(self._add("Add", output, given), f"{name}.attention_norm")
        inner = self._add("FastGelu", self._linear(middle, f"{name}.inner"), domain=_CONTRIBUTED)
        outer = self._linear(inner, f"{name}.outer")
        return self._norm(self._add("Add", outer, middle), f"{name}.norm")

    def _attention(self, name: str, given: str) -> str:
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        tables = [self._weights[f"{it}.weight"].T for it in parts]
        table, scale = quantize(np.concatenate(tables, 1))
        bias = np.concatenate([self._weights[f"{it}.bias"] for it in parts])
        given, of_given, zero = self._add_all("DynamicQuantizeLinear", 3, given)
        return self._add(
            "QAttention",
            given,
            self._constant(table),
            self._constant(bias),
            of_given,
            self._constant(scale),
            "",
            zero,
            self._constant(np.zeros(len(scale), np.int8)),
            domain=_CONTRIBUTED,
            num_heads=len(bias) // 3 // self._head_width,
        )

    def give_rows(self, words: str, codes: list[str]) -> None:
        """Add the heads, which read ``(1, words, width)`` and a code of each group for a word."""
        weights = self._weights
        kernel = weights["heads.mix.weight"]
        width = kernel.shape[1] - len(COLUMNS) * weights["heads.features.0.weight"].shape[1]
        extra = [
            self._add(
                "Gather",
                self._constant(join_tables(weights, "heads.features", number, "concatenate")),
                code,
            )
            for number, code in enumerate(codes)
        ]
        mixed = self._add("Concat", words, *extra, axis=2)
        kernel = kernel[:, [*range(width), *_columns_behind(weights, width)]]
        table, scale = quantize(kernel.transpose(2, 1, 0).reshape(-1, len(kernel)))
        table = np.concatenate(np.split(table, 3), 1)
        parts = self._product(mixed, table, np.tile(scale, 3))
        before, here, behind = self._add_all("Split", 3, parts, axis=2)
        for other, pads in ((before, [0, 1, 0, 0, -1, 0]), (behind, [0, -1, 0, 0, 1, 0])):
            here = self._add("Add", here, self._add("Pad", other, self._constant(np.array(pads))))
        bias = self._constant(weights["heads.mix.bias"])
        hidden = self._add("FastGelu", here, bias, domain=_CONTRIBUTED)
        self._linear(hidden, "heads.out")
        self._nodes[-1].output[0] = "rows"

    def _norm(self, given: str, name: str) -> str:
        even = self._add("MeanVarianceNormalization", given, axes=[2])
        scaled = self._add("Mul", even, self._constant(self._weights[f"{name}.weight"]))
        return self._add("Add", scaled, self._constant(self._weights[f"{name}.bias"]))

    def _linear(self, given: str, name: str) -> str:
        table, scale = quantize(self._weights[f"{name}.weight"].T)
        return self._product(given, table, scale, self._weights[f"{name}.bias"])

    def _product(
        self,
        given: str,
        table: npt.NDArray[np.int8],
        scale: _Floats,
        bias: _Floats | None = None,
    ) -> str:
        inputs = [given, self._constant(table), self._constant(scale)]
        if bias is not None:
            inputs += ["", self._constant(bias)]
        return self._add("DynamicQuantizeMatMul", *inputs, domain=_CONTRIBUTED)

    def _constant(self, value: npt.ArrayLike) -> str:
        name = f"constant {next(self._numbers)}"
        array = np.asarray(value)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        self._constants.append(from_array(array, name))
        return name

    def _add(self, operation: str, *inputs: str, **attributes: object) -> str:
        return self._add_all(operation, 1, *inputs, **attributes)[0]

    def _add_all(
        self, operation: str, outputs: int, *inputs: str, **attributes: object
    ) -> list[str]:
        names = [f"{operation} {next(self._numbers)}" for _ in range(outputs)]
        self._nodes.append(make_node(operation, inputs, names, **attributes))
        return names


def quantize(table: _Floats) -> tuple[npt.NDArray[np.int8], _Floats]:
    """Return a table ``(in, out)`` in eight bits and the scale of each of its columns."""
    scale = (np.abs(table).max(0) / 127).astype(np.float32)
    scale[scale == 0] = 1
    return np.rint(table / scale).astype(np.int8), scale


def join_tables(weights: Weights, prefix: str, number: int, how: str) -> _Floats:
    """Return one table for a group of features, by its codes; row 0 is for what is no word.

    ``how`` says whether rows of the group's tables are added ("add") or stand side by side.
    """
    places = list(COLUMNS)
    tables = [weights[f"{prefix}.{places.index(name)}.weight"] for name in JOINED[number]]
    join = np.sum if how == "add" else np.concatenate
    rows = [
        join([table[value] for table, value in zip(tables, values, strict=True)], axis=0)
        for values in product(*(range(len(table)) for table in tables))
    ]
    return np.stack([np.zeros_like(rows[0]), *rows]).astype(np.float32)


def _columns_behind(weights: Weights, width: int) -> list[int]:
    """Return the inputs of the heads' convolution that are features, in the order of the codes."""
    places, each = list(COLUMNS), weights["heads.features.0.weight"].shape[1]
    return [
        width + places.index(name) * each + at
        for group in JOINED
        for name in group
        for at in range(each)
    ]
