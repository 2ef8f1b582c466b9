"""The fast network as it ships: tables of words for numpy, and an ONNX file in eight-bit numbers.

Everything but the sums between layers and the pointers is done in whole numbers. Their scales are
fixed beforehand, by what occurs in some texts, so that a word gets the same scores whatever else a
text holds, and a layer's result leaves the product of matrices as eight-bit numbers that are at
least 0: the rectifier costs nothing. Scales of weights are those of their columns (Jacob et al.,
"Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference",
2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnx
from onnx import NodeProto, TensorProto, numpy_helper
from onnx.helper import (
    make_graph,
    make_model,
    make_node,
    make_opsetid,
    make_tensor_value_info,
)

from bot.extraction.tagging.fast import KINDS, PLACES, TABLES, Floats, WordNumbers, look_up
from bot.extraction.tagging.features import COLUMNS
from bot.extraction.tagging.rows import PLAIN_COLUMNS
from bot.language.layout import Layout

# What a range leaves out at either end, in percent of the numbers: a few outliers are cut off
# rather than let all others be told apart less well.
_OUTLIERS = 0.01
# Seven bits: where a processor adds up two products in sixteen bits, they always fit.
_STEPS_OF_WEIGHTS = 63
_IR, _OPSET, _OWN_OPSET = 8, 17, 1
_OWN = "com.microsoft"


class Scale(NamedTuple):
    """How eight-bit numbers stand for real ones: ``(number - zero) * step``."""

    step: float
    zero: int


class Scales(NamedTuple):
    """The scales of what goes into each layer and comes out of its rectifier, and of the last."""

    into: list[Scale]
    inner: list[Scale]


def write_fast(
    parts: Mapping[str, Floats],
    known: Sequence[str],
    dilations: Sequence[int],
    texts: Iterable[Layout],
    folder: Path,
) -> None:
    """Write ``fast.npz`` and ``fast.onnx`` into ``folder``.

    Args:
        parts: tables by their names in ``TABLES``, each row as wide as the layers' results; for
            every layer ``conv i`` (words before, the word, words behind, one below the other),
            ``conv i bias`` and ``back i``; ``out`` and ``out bias`` for the rows (see
            ``bot.extraction.tagging.rows``); and ``transitions``, ``nowhere`` and ``distances``.
        known: the words of the table of words, from row 1 on.
        dilations: how far from a word each layer looks.
        texts: news by which the scales are fixed; a hundred articles will do.
        folder: it must exist.
    """
    stored = {name: parts[name].astype(np.float16) for name in TABLES}
    kept = {name: parts[name] for name in ("transitions", "nowhere", "distances")}
    kept["pointers"] = parts["out"][:, PLAIN_COLUMNS:]
    kept["pointers bias"] = parts["out bias"][PLAIN_COLUMNS:]
    words = np.frombuffer("\n".join(known).encode("utf-8"), np.uint8)
    np.savez_compressed(
        folder / "fast.npz",
        known=words,
        **stored,
        **{name: part.astype(np.float16) for name, part in kept.items()},
    )
    tables = {name: table.astype(np.float32) for name, table in stored.items()}
    numbers = WordNumbers(list(known))
    begun = [look_up(tables, numbers.read(layout)) for layout in texts]
    scales = measure_scales(parts, dilations, begun)
    onnx.save(_Network(parts, dilations, scales).model(), str(folder / "fast.onnx"))


def combine_features(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return the tables ``kinds`` and ``places``: sums of rows for all combinations of values."""
    combined: dict[str, Floats] = {}
    for name, features in (("kinds", KINDS), ("places", PLACES)):
        table = columns[features[0]][: COLUMNS[features[0]]]
        for feature in features[1:]:
            table = (table[:, None] + columns[feature]).reshape(-1, table.shape[1])
        combined[name] = table
    return combined


def run_layers(
    parts: Mapping[str, Floats], dilations: Sequence[int], hidden: Floats
) -> Iterator[tuple[Floats, Floats]]:
    """Yield for each layer, in real numbers, what goes in and what leaves its rectifier.

    The last pair is the last layer's result and the rows of scores.
    """
    for layer, dilation in enumerate(dilations):
        roomy = np.pad(hidden, ((dilation, dilation), (0, 0)))
        around = np.concatenate([roomy[: -2 * dilation], hidden, roomy[2 * dilation :]], 1)
        inner = np.maximum(around @ parts[f"conv {layer}"] + parts[f"conv {layer} bias"], 0)
        yield hidden, inner
        hidden = hidden + inner @ parts[f"back {layer}"]
    yield hidden, hidden @ parts["out"] + parts["out bias"]


def measure_scales(
    parts: Mapping[str, Floats], dilations: Sequence[int], begun: Iterable[Floats]
) -> Scales:
    """Return scales that hold what occurs in some texts; ``begun`` is what ``look_up`` gave."""
    runs = [list(run_layers(parts, dilations, hidden)) for hidden in begun]
    both = [
        [_find_scale(np.concatenate(found)) for found in zip(*layer, strict=True)]
        for layer in zip(*runs, strict=True)
    ]
    return Scales([into for into, _ in both], [inner for _, inner in both[:-1]])


def _find_scale(values: Floats) -> Scale:
    low, high = np.percentile(values, [_OUTLIERS, 100 - _OUTLIERS])
    low = min(float(low), 0.0)
    step = max(float(high) - low, 1e-6) / 255
    return Scale(step, round(-low / step))


class _Network:
    """The steps of the ONNX file, gathered one by one."""

    def __init__(
        self, parts: Mapping[str, Floats], dilations: Sequence[int], scales: Scales
    ) -> None:
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, npt.NDArray[np.generic]] = {}
        self._width = parts["out"].shape[0]
        hidden = "begun"
        for layer, dilation in enumerate(dilations):
            into, inner = scales.into[layer], scales.inner[layer]
            around = self._look_around(self._make_small(hidden, into), dilation, into)
            kernel, bias = parts[f"conv {layer}"], parts[f"conv {layer} bias"]
            rectified = self._multiply(around, into, f"conv {layer}", kernel, bias, inner)
            back = self._multiply(rectified, inner, f"back {layer}", parts[f"back {layer}"])
            hidden = self._add("Add", [hidden, back], f"layer {layer}")
        small = self._make_small(hidden, scales.into[-1])
        weights, bias = parts["out"][:, :PLAIN_COLUMNS], parts["out bias"][:PLAIN_COLUMNS]
        self._multiply(small, scales.into[-1], "rows", weights, bias)
        self._last = hidden

    def model(self) -> onnx.ModelProto:
        """Return the file's content."""
        ends = (("begun", self._width), ("rows", PLAIN_COLUMNS), (self._last, self._width))
        given, *wanted = (
            make_tensor_value_info(name, TensorProto.FLOAT, ["words", width])
            for name, width in ends
        )
        constants = [numpy_helper.from_array(it, name) for name, it in self._constants.items()]
        graph = make_graph(self._nodes, "fast", [given], wanted, constants)
        opsets = [make_opsetid("", _OPSET), make_opsetid(_OWN, _OWN_OPSET)]
        return make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _add(self, operation: str, given: list[str], name: str, **how: object) -> str:
        self._nodes.append(make_node(operation, given, [name], **how))
        return name

    def _constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self._constants[name] = np.ascontiguousarray(value)
        return name

    def _scale(self, scale: Scale) -> list[str]:
        return [
            self._constant(f"step {scale.step}", np.array(scale.step, np.float32)),
            self._constant(f"zero {scale.zero}", np.array(scale.zero, np.uint8)),
        ]

    def _make_small(self, name: str, scale: Scale) -> str:
        return self._add("QuantizeLinear", [name, *self._scale(scale)], f"{name} small")

    def _look_around(self, name: str, dilation: int, scale: Scale) -> str:
        """Put the words so far before and behind beside each word; edges are 0."""
        _, zero = self._scale(scale)
        moved = []
        for side, by in (("before", dilation), ("behind", -dilation)):
            pads = self._constant(f"move {by}", np.array([by, 0, -by, 0], np.int64))
            moved.append(self._add("Pad", [name, pads, zero], f"{name} {side}"))
        return self._add("Concat", [moved[0], name, moved[1]], f"{name} around", axis=1)

    def _multiply(
        self,
        given: str,
        scale: Scale,
        name: str,
        weights: Floats,
        bias: Floats | None = None,
        into: Scale | None = None,
    ) -> str:
        """Multiply by a matrix; the result is small where its scale ``into`` is given."""
        steps = np.maximum(np.abs(weights).max(0) / _STEPS_OF_WEIGHTS, 1e-9).astype(np.float32)
        small = np.round(weights / steps).astype(np.int8)
        inputs = [
            given,
            *self._scale(scale),
            self._constant(f"{name} weights", small),
            self._constant(f"{name} steps", steps),
            self._constant(f"{name} zeros", np.zeros(len(steps), np.int8)),
            "",
        ]
        if bias is not None:
            whole = np.round(bias / (scale.step * steps)).astype(np.int32)
            inputs[-1] = self._constant(f"{name} bias", whole)
        if into is not None:
            inputs += self._scale(into)
        return self._add("QGemm", inputs, name, domain=_OWN)
