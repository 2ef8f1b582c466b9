"""What both networks see of a word beside the word itself: class, shape and place, as numbers."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from bot.language.layout import Layout

Features = npt.NDArray[np.uint8]

_TAGS = "DPOHQ#XGAjoiImCBtSRTNlVvMwaK,;:.?!()-\"'&*"
_TAG_NUMBERS = np.zeros(256, np.uint8)
_TAG_NUMBERS[[ord(tag) for tag in _TAGS]] = np.arange(1, len(_TAGS) + 1)
_LONGEST_KEPT = 40
_MOST_KEPT = 1 << 16

#: The columns of ``read_features`` with the count of values that each may take; 0 is "nothing".
COLUMNS = {
    "class": len(_TAGS) + 1,
    "shape": 8,
    "quoted length": 4,
    "quoted place": 4,
    "sentence place": 4,
    "paragraph start": 2,
    "touches": 2,
}


class _Shapes(dict[str, int]):
    """The shapes of words seen so far."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        shape = _shape_of(word)
        if len(word) <= _LONGEST_KEPT:
            self[word] = shape
        return shape


_shapes = _Shapes()


def _shape_of(word: str) -> int:
    first = word[0]
    if first.isalpha():
        if word.islower():
            return 1
        if len(word) > 1 and word.isupper():
            return 3
        if first.isupper():
            return 2 if word[1:].islower() or len(word) == 1 else 4
        return 5
    return 6 if first.isdigit() or word[-1].isdigit() else 7


def read_features(layout: Layout) -> Features:
    """Return one row a token of the layout, one column a feature (see ``COLUMNS``)."""
    count = len(layout.words)
    features = np.zeros((count, len(COLUMNS)), np.uint8)
    if not count:
        return features
    classes = np.frombuffer(layout.tags.encode("latin-1", "replace"), np.uint8)
    features[:, 0] = _TAG_NUMBERS[classes]
    features[:, 1] = np.fromiter(map(_shapes.__getitem__, layout.words), np.uint8, count)
    _mark_quoted(layout, features)
    for first, after_last in layout.sentences:
        features[first, 4] += 1
        features[after_last - 1, 4] += 2
    starts = np.fromiter(layout.starts, np.int64, count)
    ends = np.fromiter(layout.ends, np.int64, count)
    opening = np.fromiter((span.start for span in layout.paragraphs), np.int64)
    at = np.searchsorted(starts, opening)
    features[at[at < count], 5] = 1
    features[1:, 6] = starts[1:] == ends[:-1]
    return features


def _mark_quoted(layout: Layout, features: Features) -> None:
    """Write how long the quoted stretch around a token is, and where in it the token stands."""
    for stretch in layout.quoted:
        first = bisect_left(layout.starts, stretch.span.start)
        after_last = max(bisect_left(layout.starts, stretch.span.end), first + 1)
        inner = stretch.after_last - stretch.first
        features[first:after_last, 2] = 1 if inner <= 3 else 2 if inner <= 8 else 3
        features[first:after_last, 3] = 2
        features[first, 3] = 1
        features[after_last - 1, 3] = 3
