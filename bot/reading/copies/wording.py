"""The words of a text as copies are compared by: without case, marks and blanks, and hashed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

#: Words in a row that are compared as one.
SHINGLE = 4
#: Words of a text that are looked at; what follows adds cost and hardly any knowledge.
MOST_WORDS = 12_000
# Words on either side that belong to the furniture with a word that gives it away.
_FURNITURE_REACH = 12
# A longer text that is full of such words is about them.
_LONGEST_FURNITURE = 400
_LEAST_OWN_SHARE = 0.5
# Scripts without blanks between words are taken sign by sign.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_LEFT_OUT = ("'", "\u2019", "\u2018", "\u02bc", "\u00ad")


class Wording:
    """A text in the form in which copies are compared.

    Args:
        text: as it was written; what follows its first ``MOST_WORDS`` words is left out.

    Attributes:
        words: hash of every word, in order, the same on every machine and in every process.
    """

    def __init__(self, text: str) -> None:
        self._written = _split_as_written(text)[:MOST_WORDS]
        self._plain = [word.casefold() for word in self._written]
        self.words = _hash(self._plain)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)

    @cached_property
    def shingles(self) -> Hashes:
        """Hash of every run of ``SHINGLE`` words; entry ``i`` starts at word ``i``."""
        return _shingles_of(self.words)

    @cached_property
    def own(self) -> Flags:
        """Which words are the article's own, and no furniture of its page."""
        return _find_own(self._plain)

    @cached_property
    def figures(self) -> Flags:
        """Which words hold a digit, or another sign that is no letter."""
        letters = map(str.isalpha, self._plain)
        return ~np.fromiter(letters, dtype=np.bool_, count=len(self._plain))

    @cached_property
    def names(self) -> Hashes:
        """Hashes of the different words that are written with a capital only, ascending."""
        different = set(self._written)
        lowered = {word.casefold() for word in different if not word.islower()}
        return np.sort(_hash(lowered - different))


def split_words(text: str) -> list[str]:
    """Return the words of ``text`` without case, quotation marks, punctuation and blanks."""
    return [word.casefold() for word in _split_as_written(text)]


def reach(flags: Flags, before: int, after: int) -> Flags:
    """Return which places lie at most so many places before or after a flag."""
    places = np.flatnonzero(flags)
    change = np.zeros(len(flags) + 1, dtype=np.int32)
    np.add.at(change, np.maximum(places - before, 0), 1)
    np.add.at(change, np.minimum(places + after + 1, len(flags)), -1)
    return np.cumsum(change[:-1]) > 0


def _split_as_written(text: str) -> list[str]:
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    for mark in _LEFT_OUT:
        text = text.replace(mark, "")
    return _WORD.findall(text)


def _hash(words: Collection[str]) -> Hashes:
    return np.fromiter(map(crc32, map(str.encode, words)), dtype=np.uint64, count=len(words))


def _shingles_of(words: Hashes) -> Hashes:
    count = len(words) - SHINGLE + 1
    runs = np.zeros(max(count, 0), dtype=np.uint64)
    for place in range(SHINGLE if count > 0 else 0):
        runs = _mix(runs + words[place : place + count])
    return runs


def _mix(values: Hashes) -> Hashes:
    """Spread 64-bit values evenly, so that the smallest of them are a fair draw."""
    values = values * np.uint64(0x9E3779B97F4A7C15)
    values ^= values >> np.uint64(31)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(29)
    return values


def _find_own(words: list[str]) -> Flags:
    own = np.ones(len(words), dtype=np.bool_)
    if _furniture_words().isdisjoint(words):
        return own
    telling = np.fromiter(
        map(_furniture_words().__contains__, words), dtype=np.bool_, count=len(words)
    )
    own = ~reach(telling, _FURNITURE_REACH, _FURNITURE_REACH)
    if len(words) > _LONGEST_FURNITURE and own.sum() < _LEAST_OWN_SHARE * len(words):
        return np.ones(len(words), dtype=np.bool_)
    return own


@cache
def _furniture_words() -> frozenset[str]:
    file = Path(__file__).parents[2] / "language" / "data" / "page_furniture.txt"
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
