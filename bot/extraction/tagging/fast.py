"""The fast tagger: a small convolutional network in numpy, for bulk imports.

It was taught by the exact tagger's network; its layers are dilated convolutions (van den Oord et
al., "WaveNet", 2016; Strubell et al., "Iterated Dilated Convolutions", 2017).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.features import read_features
from bot.extraction.tagging.hashes import WordHashes
from bot.extraction.tagging.reading import MODEL, Learnt, Reading, WindowRows
from bot.extraction.tagging.windows import Window
from bot.language.layout import Layout

# Tokens that go through the network together, and those around them that it needs to see.
_TOGETHER = 4096
_SIGHT = 160

Floats = npt.NDArray[np.float32]


@cache
def load_fast_tagger() -> FastTagger:
    """Return the tagger with the weights that ship with Dateline; loaded once a process."""
    return FastTagger(MODEL / "fast.npz")


class FastTagger:
    """See the module; ``weights`` is the file that ``training/export.py`` writes."""

    def __init__(self, weights: Path) -> None:
        with np.load(weights) as stored:
            parts = {
                name: stored[name].astype(np.float32)
                for name in stored.files
                if name not in ("words", "dilations")
            }
            self._hashes = WordHashes(bytes(stored["words"]).decode("utf-8").split("\n"))
            self._dilations: list[int] = stored["dilations"].tolist()
        self._learnt = Learnt(parts["transitions"], parts["nowhere"], parts["distances"])
        self._parts = parts

    def read(self, layout: Layout) -> Reading:
        """Return what the network makes of a text."""
        count = len(layout.words)
        numbers = np.array(list(map(self._hashes.__getitem__, layout.words)), np.int64)
        features = read_features(layout)
        found: list[WindowRows] = []
        for own in range(0, count, _TOGETHER):
            own_after = min(count, own + _TOGETHER)
            first, after = max(0, own - _SIGHT), min(count, own_after + _SIGHT)
            rows = self._run(numbers[first:after], features[first:after])
            found.append(WindowRows(Window(first, after, own, own_after), rows))
        return Reading(self._learnt, found)

    def _run(self, numbers: npt.NDArray[np.int64], features: npt.NDArray[np.uint8]) -> Floats:
        """Map the tokens of a stretch to one row of scores each."""
        parts = self._parts
        hidden = parts["words table"][numbers[:, 0]]
        hidden += parts["endings table"][numbers[:, 1]]
        hidden += parts["beginnings table"][numbers[:, 2]]
        for column in range(features.shape[1]):
            hidden += parts[f"feature {column}"][features[:, column]]
        np.maximum(hidden, 0, out=hidden)
        count, width = hidden.shape
        edge = max(self._dilations)
        # With room at both ends, the words before and behind are views, not copies.
        roomy = np.zeros((count + 2 * edge, width), np.float32)
        roomy[edge : edge + count] = hidden
        hidden = roomy[edge : edge + count]
        for layer, dilation in enumerate(self._dilations):
            kernel = parts[f"conv {layer}"]
            inner = roomy[edge - dilation : edge - dilation + count] @ kernel[:width]
            inner += hidden @ kernel[width : 2 * width]
            inner += roomy[edge + dilation : edge + dilation + count] @ kernel[2 * width :]
            inner += parts[f"conv {layer} bias"]
            np.maximum(inner, 0, out=inner)
            hidden += inner @ parts[f"back {layer}"]
        rows: Floats = hidden @ parts["out"]
        rows += parts["out bias"]
        return rows
