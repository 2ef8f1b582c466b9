"""The network that is written does what the encoder's own steps do."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import pytest

from bot.extraction.tagging.codes import join_features
from bot.extraction.tagging.features import COLUMNS

pytest.importorskip("onnx", reason="the network is written with what training needs")
from training.network import quantize, write_network

Floats = npt.NDArray[np.float32]
WIDTH, HEAD_WIDTH, HIDDEN, ROW, EXTRA = 16, 8, 12, 10, 3
#: Heads of attention and inner columns of each layer.
SHAPE = {"layers.0": (2, 24), "layers.1": (1, 16)}

#: Weights of products that are done in eight bits.
PRODUCTS = tuple(
    f"{step}.weight"
    for step in ("query", "key", "value", "output", "inner", "outer", "mix", "heads.out")
)


def make_weights() -> dict[str, Floats]:
    """Return random weights of a small encoder of two layers, the second of them narrower."""
    chance = np.random.default_rng(0)
    shapes: dict[str, tuple[int, ...]] = {
        "pieces.weight": (30, WIDTH),
        "places.weight": (20, WIDTH),
        "kind": (WIDTH,),
        "heads.mix.weight": (HIDDEN, WIDTH + EXTRA * len(COLUMNS), 3),
        "heads.mix.bias": (HIDDEN,),
        "heads.out.weight": (ROW, HIDDEN),
        "heads.out.bias": (ROW,),
    }
    for number, size in enumerate(COLUMNS.values()):
        shapes[f"features.{number}.weight"] = (size, WIDTH)
        shapes[f"heads.features.{number}.weight"] = (size, EXTRA)
    norms = ["norm"]
    for layer, (heads, inner) in SHAPE.items():
        norms += [f"{layer}.attention_norm", f"{layer}.norm"]
        steps = dict.fromkeys(("query", "key", "value"), (heads * HEAD_WIDTH, WIDTH))
        steps |= {"output": (WIDTH, heads * HEAD_WIDTH)}
        steps |= {"inner": (inner, WIDTH), "outer": (WIDTH, inner)}
        for name, (after, before) in steps.items():
            shapes[f"{layer}.{name}.weight"] = (after, before)
            shapes[f"{layer}.{name}.bias"] = (after,)
    for norm in norms:
        shapes[f"{norm}.weight"] = shapes[f"{norm}.bias"] = (WIDTH,)
    # Norms of more weight make attention pick single pieces, so that it shows in the rows.
    weights = {
        name: chance.normal(0, 1 if "norm.weight" in name else 0.5, it).astype(np.float32)
        for name, it in shapes.items()
    }
    for name in weights:
        if name.endswith(PRODUCTS):
            # Some processors cut off large sums of two neighbouring products; so there is but one.
            weights[name][:, 1::2] = 0
    return weights


def gelu(values: Floats) -> Floats:
    """Do GELU with the error function itself."""
    return values * (1 + np.vectorize(math.erf)(values / math.sqrt(2))) / 2


def compute_rows(
    weights: dict[str, Floats], pieces: list[int], word_of: list[int], features: Floats
) -> Floats:
    """Do in plain numbers what ``Encoder.forward`` does; ``word_of`` is -1 where no word stands."""

    def linear(given: Floats, name: str) -> Floats:
        return given @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(given: Floats, name: str) -> Floats:
        even = (given - given.mean(-1, keepdims=True)) / given.std(-1, keepdims=True)
        return even * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    hidden = weights["pieces.weight"][pieces] + weights["kind"]
    hidden += weights["places.weight"][: len(pieces)]
    for at, word in enumerate(word_of):
        for number, value in enumerate(features[word] if word >= 0 else ()):
            hidden[at] += weights[f"features.{number}.weight"][value]
    hidden = norm(hidden, "norm")
    for layer, (heads, _) in SHAPE.items():
        query, key, value = (
            np.stack(np.split(linear(hidden, f"{layer}.{name}"), heads, 1))
            for name in ("query", "key", "value")
        )
        shares = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(HEAD_WIDTH))
        mixed = (shares / shares.sum(-1, keepdims=True)) @ value
        output = linear(np.concatenate(mixed, 1), f"{layer}.output")
        hidden = norm(hidden + output, f"{layer}.attention_norm")
        inner = gelu(linear(hidden, f"{layer}.inner"))
        hidden = norm(hidden + linear(inner, f"{layer}.outer"), f"{layer}.norm")
    words = hidden[[word_of.index(word) for word in range(len(features))]]
    extra = [
        weights[f"heads.features.{number}.weight"][features[:, number]]
        for number in range(len(COLUMNS))
    ]
    mixed = np.pad(np.concatenate([words, *extra], 1), ((1, 1), (0, 0)))
    kernel = weights["heads.mix.weight"]
    around = sum(mixed[i : i + len(words)] @ kernel[..., i].T for i in range(3))
    return linear(gelu(around + weights["heads.mix.bias"]), "heads.out")


def test_the_network_gives_the_rows_of_the_encoder(tmp_path: Path) -> None:
    """But for what eight bits and the approximate GELU cost."""
    weights = make_weights()
    write_network(weights, HEAD_WIDTH, tmp_path / "exact.onnx")
    chance = np.random.default_rng(1)
    word_of = [-1, 0, 0, 1, 2, 3, 3, 3, 4, -1]
    pieces = chance.integers(0, 30, len(word_of))
    features = np.stack([chance.integers(0, size, 5) for size in COLUMNS.values()], 1)
    codes = np.pad(join_features(features.astype(np.uint8)), ((0, 0), (0, 1)))[:, word_of]
    network = onnxruntime.InferenceSession(
        tmp_path / "exact.onnx", providers=["CPUExecutionProvider"]
    )
    first = np.array([word_of.index(word) for word in range(5)])
    (rows,) = network.run(None, {"pieces": pieces[None], "codes": codes[:, None], "first": first})
    wanted = compute_rows(weights, pieces.tolist(), word_of, features)
    assert rows.shape == (1, 5, ROW)
    assert np.abs(rows[0] - wanted).mean() < 0.02 * wanted.std()


def test_eight_bits_keep_each_column_to_half_a_step() -> None:
    """Columns have scales of their own; one of zeros stays zeros."""
    table = np.array([[0.5, 100, 0], [-1, 3, 0]], np.float32)
    stored, scale = quantize(table)
    assert stored.dtype == np.int8
    assert (np.abs(stored * scale - table) <= scale / 2).all()
    assert not (stored * scale)[:, 2].any()
