"""Words as the fast network knows them: a number for a known word, hashes of its ends."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

#: Rows of the tables: known words (0 is any other), endings and beginnings.
ENDINGS, BEGINNINGS = 3000, 2000
_MOST_KEPT = 1 << 16
_LONGEST_KEPT = 40

Hashes = tuple[int, int, int]


class WordHashes(dict[str, Hashes]):
    """``hashes["said"]``: the numbers of word, ending and beginning, found on first use."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__()
        self._numbers = {word: number for number, word in enumerate(known, 1)}

    def __missing__(self, word: str) -> Hashes:
        if len(self) >= _MOST_KEPT:
            self.clear()
        lower = word.lower()[:_LONGEST_KEPT].replace("’", "'")
        hashes = (
            self._numbers.get(lower, 0),
            _hash(lower[-3:]) % ENDINGS,
            _hash(lower[:4]) % BEGINNINGS,
        )
        if len(word) <= _LONGEST_KEPT:
            self[word] = hashes
        return hashes


def _hash(part: str) -> int:
    return zlib.crc32(part.encode("utf-8", "replace"))
