"""The exact tagger: a fine-tuned MiniLM in eight-bit weights, run by onnxruntime on one core."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np

from bot.extraction.tagging.codes import join_features
from bot.extraction.tagging.features import COLUMNS, read_features
from bot.extraction.tagging.network import open_network
from bot.extraction.tagging.reading import MODEL, Reading, WindowRows, load_learnt
from bot.extraction.tagging.windows import cut_windows
from bot.extraction.tagging.word_pieces import WINDOW_END, WINDOW_START, WordPieces
from bot.language.layout import Layout

_PARAGRAPH = list(COLUMNS).index("paragraph start")


@cache
def load_exact_tagger() -> ExactTagger:
    """Return the tagger with the weights that ship with Dateline; loaded once a process."""
    return ExactTagger(MODEL)


class ExactTagger:
    """See the module; the files are those that ``training/export.py`` writes."""

    def __init__(self, folder: Path) -> None:
        self._network = open_network(folder / "exact.onnx", keeps_memory=True)
        self._pieces = WordPieces(folder / "word_pieces.txt")
        self._learnt = load_learnt(folder / "exact.npz")

    def read(self, layout: Layout) -> Reading:
        """Return what the network makes of a text."""
        pieces = [self._pieces[word] for word in layout.words]
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        ends = np.zeros(len(pieces) + 1, np.int64)
        np.cumsum(lengths, out=ends[1:])
        flat = np.fromiter(chain.from_iterable(pieces), np.int64, int(ends[-1]))
        features = read_features(layout)
        codes = np.repeat(join_features(features), lengths, axis=1)
        paragraphs = np.flatnonzero(features[:, _PARAGRAPH])
        sentences = np.fromiter((first for first, _ in layout.sentences), np.int64)
        found: list[WindowRows] = []
        for window in cut_windows(ends, sentences, paragraphs):
            begin, end = ends[window.first], ends[window.after_last]
            # Marks of the window's own stand around its pieces; they belong to no word.
            seen = np.empty((1, end - begin + 2), np.int64)
            seen[0, 0], seen[0, -1] = WINDOW_START, WINDOW_END
            seen[0, 1:-1] = flat[begin:end]
            of_seen = np.zeros((len(codes), 1, end - begin + 2), np.int64)
            of_seen[:, 0, 1:-1] = codes[:, begin:end]
            first = ends[window.first : window.after_last] - begin + 1
            (rows,) = self._network.run(None, {"pieces": seen, "codes": of_seen, "first": first})
            found.append(WindowRows(window, rows[0]))
        return Reading(self._learnt, found)
