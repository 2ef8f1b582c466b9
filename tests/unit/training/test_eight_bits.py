"""The network that ships does in whole numbers what was trained in real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.extraction.tagging.fast import FastTagger, WordNumbers, look_up
from bot.extraction.tagging.features import COLUMNS
from bot.extraction.tagging.hashes import BEGINNINGS, ENDINGS
from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.pointing import BUCKETS
from bot.extraction.tagging.reading import WindowRows
from bot.extraction.tagging.rows import CUE, PLAIN_COLUMNS, POINTER_WIDTH, ROW_WIDTH, SOURCE
from bot.language.layout import lay_out

pytest.importorskip("onnx", reason="needs the extra “training”")

from training.eight_bits import combine_features, run_layers, write_fast

WIDTH, INNER, DILATIONS = 12, 16, (1, 3)
KNOWN = ["said", "levy"]
TEXT = lay_out(
    "Anna Berg said the levy will rise. “We will pay,” Mr. Dahl told us.\n\nHe left. " * 9
)


def make_parts() -> dict[str, np.ndarray]:
    """Return a small network with weights by chance."""
    chance = np.random.default_rng(1)

    def draw(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32)

    parts = {
        "words": draw(len(KNOWN) + 1, WIDTH),
        "endings": draw(ENDINGS, WIDTH),
        "beginnings": draw(BEGINNINGS, WIDTH),
        "out": draw(WIDTH, ROW_WIDTH),
        "out bias": draw(ROW_WIDTH),
        "transitions": draw(len(LABELS), len(LABELS)),
        "nowhere": draw(2, POINTER_WIDTH),
        "distances": draw(2, BUCKETS),
    }
    parts |= combine_features({name: draw(count, WIDTH) for name, count in COLUMNS.items()})
    for layer in range(len(DILATIONS)):
        parts[f"conv {layer}"] = draw(3 * WIDTH, INNER) / 6
        parts[f"conv {layer} bias"] = draw(INNER)
        parts[f"back {layer}"] = draw(INNER, WIDTH) / 4
    return parts


def test_whole_numbers_give_nearly_the_rows_of_real_ones(tmp_path: Path) -> None:
    """Written and read back, the network is off by a hundredth of what its scores span."""
    parts = make_parts()
    write_fast(parts, KNOWN, DILATIONS, [TEXT], tmp_path)
    (found,) = FastTagger(tmp_path).read(TEXT).windows
    begun = look_up(parts, WordNumbers(KNOWN).read(TEXT))
    *_, (_, expected) = run_layers(parts, DILATIONS, begun)
    assert_close(found.rows, expected[:, :PLAIN_COLUMNS])
    real = WindowRows(found.window, expected)
    firsts, lasts = np.array([0, 4, 9]), np.array([2, 4, 20])
    for part in (SOURCE, CUE):
        against_nowhere = [
            queries @ window.keys(part).T - answered[:, None]
            for window in (found, real)
            for queries, answered in (window.ask(part, firsts, lasts, parts["nowhere"][part]),)
        ]
        assert_close(*against_nowhere)


def assert_close(found: np.ndarray, expected: np.ndarray) -> None:
    """Fail where numbers are off by more than a hundredth of what they span."""
    assert found.shape == expected.shape
    off = np.sqrt(((found - expected) ** 2).mean())
    assert off < 0.01 * (expected.max() - expected.min())


def test_combined_features_are_the_sums_of_their_rows() -> None:
    """Every combination of values has its own row, where ``WordNumbers`` looks for it."""
    columns = {
        name: np.random.default_rng(count).normal(size=(count, 3)).astype(np.float32)
        for name, count in COLUMNS.items()
    }
    combined = combine_features(columns)
    assert len(combined["kinds"]) == COLUMNS["class"] * COLUMNS["shape"]
    row = ((1 * 4 + 2) * 4 + 3) * 4 + 1 * 2 + 0
    values = dict(zip(list(COLUMNS)[2:], (1, 2, 3, 1, 0), strict=True))
    expected = sum(columns[name][value] for name, value in values.items())
    assert combined["places"][row] == pytest.approx(expected)
