"""Words as the fast network knows them: a number for a known word, hashes of its ends."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from bot.extraction.tagging.windows import Numbers

#: Rows of the tables: known words (0 is any other), endings and beginnings.
ENDINGS, BEGINNINGS = 3000, 2000
_MOST_KEPT = 1 << 16
_LONGEST_KEPT = 40


class WordHashes(dict[str, int]):
    """``hashes["said"]``: the numbers of word, ending and beginning in one, found on first use."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__()
        self._numbers = {word: number for number, word in enumerate(known, 1)}

    def read(self, words: Sequence[str]) -> Numbers:
        """Return one row a word: the numbers of the word, of its ending and of its beginning."""
        both = np.fromiter(map(self.__getitem__, words), np.int64, len(words))
        both, beginnings = np.divmod(both, BEGINNINGS)
        return np.stack([*np.divmod(both, ENDINGS), beginnings], 1)

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        lower = word.lower()[:_LONGEST_KEPT].replace("’", "'")
        hashes = self._numbers.get(lower, 0) * ENDINGS + _hash(lower[-3:]) % ENDINGS
        hashes = hashes * BEGINNINGS + _hash(lower[:4]) % BEGINNINGS
        if len(word) <= _LONGEST_KEPT:
            self[word] = hashes
        return hashes


def _hash(part: str) -> int:
    return zlib.crc32(part.encode("utf-8", "replace"))
