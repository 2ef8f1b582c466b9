"""The fast tagger: a small convolutional network in eight-bit numbers, for bulk imports.

It was taught by the exact tagger's network; its layers are dilated convolutions (van den Oord et
al., "WaveNet", 2016; Strubell et al., "Iterated Dilated Convolutions", 2017). What is known of a
word is looked up and added here; onnxruntime does the rest on one core.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.features import COLUMNS, read_features
from bot.extraction.tagging.hashes import WordHashes
from bot.extraction.tagging.network import open_network
from bot.extraction.tagging.reading import MODEL, Learnt, Reading, Scores
from bot.extraction.tagging.rows import PLAIN_COLUMNS, pointer_columns
from bot.extraction.tagging.windows import Numbers, Window
from bot.language.layout import Layout

# Tokens that go through the network together, and those around them that it needs to see.
_TOGETHER = 4096
_SIGHT = 160

Floats = npt.NDArray[np.float32]

#: The features that one table holds for, every combination of their values in a row of its own.
KINDS = ("class", "shape")
PLACES = tuple(name for name in COLUMNS if name not in KINDS)
#: The tables whose rows are added up for a word, in the order of ``WordNumbers.read``'s columns.
TABLES = ("words", "endings", "beginnings", "kinds", "places")


def _steps(names: tuple[str, ...]) -> Numbers:
    """Return how many rows of a combined table each feature steps over; the last counts by one."""
    steps = np.zeros(len(COLUMNS), np.int64)
    size = 1
    for name in reversed(names):
        steps[list(COLUMNS).index(name)] = size
        size *= COLUMNS[name]
    return steps


_STEPS = np.stack([_steps(KINDS), _steps(PLACES)], 1)


class WordNumbers:
    """Which rows of the tables stand for each word of a text."""

    def __init__(self, known: list[str]) -> None:
        self._hashes = WordHashes(known)

    def read(self, layout: Layout) -> Numbers:
        """Return one row a token, one column a table (see ``TABLES``)."""
        return np.concatenate(
            [self._hashes.read(layout.words), read_features(layout) @ _STEPS], axis=1
        )


def look_up(tables: Mapping[str, Floats], numbers: Numbers) -> Floats:
    """Return what the network starts from: for every token the sum of its rows, none below 0."""
    hidden = tables[TABLES[0]].take(numbers[:, 0], 0)
    for column, name in enumerate(TABLES[1:], 1):
        hidden += tables[name].take(numbers[:, column], 0)
    return np.maximum(hidden, 0, out=hidden)


class PointerHeads(NamedTuple):
    """What makes queries and keys of what the network ends with.

    Attributes:
        weights: ``(width, columns)``, ``bias``: ``(columns,)``; the columns are those of the rows
            (see ``bot.extraction.tagging.rows``) behind the labels and "this is speech".
    """

    weights: Floats
    bias: Floats


class HiddenWindow(NamedTuple):
    """A window whose words are pointed to by what the network ends with, without keys.

    The product of a query and a word's key, ``query @ (weights.T @ hidden + bias)``, is that of
    ``weights @ query`` and the word, and a number that does not depend on the word. So queries are
    made for the few words that ask, and keys for none.
    """

    window: Window
    rows: Scores
    hidden: Floats
    heads: PointerHeads

    def keys(self, part: int) -> Scores:
        """See ``WindowRows.keys``."""
        return self.hidden

    def ask(
        self, part: int, firsts: Numbers, lasts: Numbers, nowhere: Scores
    ) -> tuple[Scores, Scores]:
        """See ``WindowRows.ask``."""
        weights, bias = self.heads
        in_first, in_last, in_key = (
            slice(it.start - PLAIN_COLUMNS, it.stop - PLAIN_COLUMNS) for it in pointer_columns(part)
        )
        queries: Scores = self.hidden[firsts] @ weights[:, in_first] + bias[in_first]
        queries += self.hidden[lasts] @ weights[:, in_last] + bias[in_last]
        turned: Floats = queries @ weights[:, in_key].T
        answered: Scores = queries @ (nowhere - bias[in_key])
        return turned, answered


@cache
def load_fast_tagger() -> FastTagger:
    """Return the tagger with the weights that ship with Dateline; loaded once a process."""
    return FastTagger(MODEL)


class FastTagger:
    """See the module; the files are those that ``training/eight_bits.py`` writes."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / "fast.npz") as stored:
            self._numbers = WordNumbers(bytes(stored["known"]).decode("utf-8").split("\n"))
            self._tables = {name: stored[name].astype(np.float32) for name in TABLES}
            self._learnt = Learnt(
                *(stored[it].astype(np.float32) for it in ("transitions", "nowhere", "distances"))
            )
            self._heads = PointerHeads(
                *(stored[it].astype(np.float32) for it in ("pointers", "pointers bias"))
            )
        self._network = open_network(folder / "fast.onnx", keeps_memory=False)

    def read(self, layout: Layout) -> Reading:
        """Return what the network makes of a text."""
        numbers = self._numbers.read(layout)
        count = len(numbers)
        found: list[HiddenWindow] = []
        for own in range(0, count, _TOGETHER):
            own_after = min(count, own + _TOGETHER)
            first, after = max(0, own - _SIGHT), min(count, own_after + _SIGHT)
            begun = look_up(self._tables, numbers[first:after])
            rows, hidden = self._network.run(None, {"begun": begun})
            window = Window(first, after, own, own_after)
            found.append(HiddenWindow(window, rows, hidden, self._heads))
        return Reading(self._learnt, found)
