"""Where the source and the cue of a stretch of speech stand: shares over the words of a window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bot.extraction.tagging.reading import Reading, Scores
from bot.extraction.tagging.rows import (
    CUE,
    POINTER_WIDTH,
    SOURCE,
    SPEECH_OF_FIRST,
    SPEECH_OF_LAST,
    pointer_columns,
)
from bot.extraction.tagging.windows import Numbers

_FURTHEST = 7
#: How many kinds of distance there are: 1, 2, 3-4, 5-8 ... words before and behind, and none.
BUCKETS = 2 * _FURTHEST + 3
#: Words before and behind a stretch that its source and cue are looked for in.
_LOOK_BACK, _LOOK_AHEAD = 160, 100

Range = tuple[int, int]


def distance_buckets(distances: Numbers) -> Numbers:
    """Return the bucket of each signed distance in words."""
    size = np.ceil(np.log2(np.maximum(np.abs(distances), 1))).astype(np.int64) + 1
    size = np.where(distances == 0, 0, np.minimum(size, _FURTHEST + 1))
    return np.where(distances < 0, _FURTHEST + 1 - size, _FURTHEST + 1 + size)


# Buckets by distance, for all distances that can occur within the words looked at.
_MOST_WORDS = 1024
_BUCKET_OF = distance_buckets(np.arange(-_MOST_WORDS, _MOST_WORDS + 1))


class Shares(NamedTuple):
    """How sure the network is of each place: all shares, "nowhere" included, add up to 1.

    Attributes:
        begin: the token that the sums are counted from.
        nowhere: the share of "does not stand in the text".
        sums: the shares of the words before ``begin + i`` added up.
    """

    begin: int
    nowhere: float
    sums: Scores

    @property
    def end(self) -> int:
        """The token behind the last word that has a share."""
        return self.begin + len(self.sums) - 1

    def best_of(self, spans: Spans, speech: Range) -> tuple[Range | None, float, float]:
        """Return the likeliest span, its share, and the share of all spans together.

        Spans that touch the tokens of the ``speech`` itself have no share.
        """
        low, high = spans.between(self.begin, self.end)
        if low >= high:
            return None, 0.0, 0.0
        shares = self.sums[spans.afters[low:high] - self.begin]
        shares = shares - self.sums[spans.firsts[low:high] - self.begin]
        inside = (spans.firsts[low:high] < speech[1]) & (spans.afters[low:high] > speech[0])
        shares[inside] = 0.0
        at = int(shares.argmax())
        return spans.ranges[low + at], float(shares[at]), float(shares.sum())


class Spans:
    """Token ranges in text order that do not overlap, ready to be asked for shares."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self.ranges = ranges
        both = np.array(ranges, np.int64).reshape(-1, 2)
        self.firsts, self.afters = both[:, 0], both[:, 1]

    def between(self, begin: int, end: int) -> Range:
        """Return the places of the first range within ``[begin, end)`` and behind the last."""
        low = bisect_left(self.ranges, (begin,))
        high = bisect_left(self.ranges, (end,))
        if high > low and self.ranges[high - 1][1] > end:
            high -= 1
        return low, high


class Pointed(NamedTuple):
    """What the network says of one stretch: ``speech`` is a logit, above 0 for "is speech"."""

    source: Shares
    cue: Shares
    speech: float


class Pointers:
    """Where sources and cues of stretches of speech stand, window by window."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._owners = [it.window.own_first for it in reading.windows]

    def point(self, first: int, after_last: int) -> Pointed:
        """Return where the source and the cue of the tokens ``[first, after_last)`` stand."""
        window, rows = self._reading.windows[bisect_right(self._owners, first) - 1]
        begin = max(window.first, first - _LOOK_BACK)
        last = min(after_last, window.after_last) - 1
        end = min(window.after_last, last + _LOOK_AHEAD, begin + _MOST_WORDS)
        seen = rows[begin - window.first : end - window.first]
        of_first, of_last = rows[first - window.first], rows[last - window.first]
        speech = of_first[SPEECH_OF_FIRST] + of_last[SPEECH_OF_LAST]
        source, cue = (
            self._shares(seen, of_first, of_last, part, begin, first) for part in (SOURCE, CUE)
        )
        return Pointed(source, cue, float(speech))

    def _shares(
        self, seen: Scores, of_first: Scores, of_last: Scores, part: int, begin: int, first: int
    ) -> Shares:
        """Return the shares of the words ``seen``, which begin at token ``begin``."""
        in_first, in_last, in_key = pointer_columns(part)
        learnt = self._reading.learnt
        query = of_first[in_first] + of_last[in_last]
        scores = np.empty(len(seen) + 1, np.float32)
        scores[0] = query @ learnt.nowhere[part]
        scores[1:] = seen[:, in_key] @ query
        scores *= POINTER_WIDTH**-0.5
        zero = _MOST_WORDS + begin - first
        scores[1:] += learnt.distances[part][_BUCKET_OF[zero : zero + len(seen)]]
        np.exp(scores - scores.max(), out=scores)
        scores /= scores.sum()
        nowhere = float(scores[0])
        scores[0] = 0.0
        return Shares(begin, nowhere, scores.cumsum())
