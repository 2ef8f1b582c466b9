"""Where the source and the cue of a stretch of speech stand: shares over the words of a window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.reading import Reading, Scores
from bot.extraction.tagging.rows import (
    CUE,
    POINTER_WIDTH,
    SOURCE,
    SPEECH_OF_FIRST,
    SPEECH_OF_LAST,
)
from bot.extraction.tagging.windows import Numbers

_FURTHEST = 7
#: How many kinds of distance there are: 1, 2, 3-4, 5-8 ... words before and behind, and none.
BUCKETS = 2 * _FURTHEST + 3
#: Words before and behind a stretch that its source and cue are looked for in.
_LOOK_BACK, _LOOK_AHEAD = 160, 100

#: Stretches that are asked for their best spans at a time, so that work grows with the text.
_TOGETHER = 256

Range = tuple[int, int]
Shares = npt.NDArray[np.float64]


def distance_buckets(distances: Numbers) -> Numbers:
    """Return the bucket of each signed distance in words."""
    size = np.ceil(np.log2(np.maximum(np.abs(distances), 1))).astype(np.int64) + 1
    size = np.where(distances == 0, 0, np.minimum(size, _FURTHEST + 1))
    return np.where(distances < 0, _FURTHEST + 1 - size, _FURTHEST + 1 + size)


# Buckets by distance, for all distances that can occur within the words looked at.
_MOST_WORDS = 1024
_BUCKET_OF = distance_buckets(np.arange(-_MOST_WORDS, _MOST_WORDS + 1))


class Best(NamedTuple):
    """The likeliest span for each of some stretches.

    Attributes:
        place: which of the spans it is; -1 where none stands among the words looked at.
        share: how sure the network is of it.
        together: the share of all spans together.
    """

    place: Numbers
    share: Shares
    together: Shares


class Spans:
    """Token ranges in text order that do not overlap, ready to be asked for shares."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self.ranges = ranges
        both = np.array(ranges, np.int64).reshape(-1, 2)
        self.firsts, self.afters = both[:, 0], both[:, 1]


class Pointed(NamedTuple):
    """How sure the network is of each place for some stretches, one row a stretch.

    All shares of a stretch, "nowhere" included, add up to 1.

    Attributes:
        firsts, afters: the tokens ``[first, after)`` of the stretches.
        begins, ends: the tokens ``[begin, end)`` of the words that have shares.
        nowhere: the shares of "does not stand in the text".
        sums: the shares of the words before ``begin + i`` added up, ``(stretches, words + 1)``.
    """

    firsts: Numbers
    afters: Numbers
    begins: Numbers
    ends: Numbers
    nowhere: Shares
    sums: Scores

    def only(self, chosen: npt.NDArray[np.bool_]) -> Pointed:
        """Return some of the stretches."""
        return Pointed(
            self.firsts[chosen],
            self.afters[chosen],
            self.begins[chosen],
            self.ends[chosen],
            self.nowhere[chosen],
            self.sums[chosen],
        )

    def best_of(self, spans: Spans) -> Best:
        """Return the likeliest of some spans for each stretch.

        Spans that touch the tokens of the stretch itself have no share.
        """
        if not len(self.begins) or not len(spans.ranges):
            none = np.zeros(len(self.begins))
            return Best(np.full(len(self.begins), -1), none, none)
        blocks = range(0, len(self.begins), _TOGETHER)
        found = [self._best_near(spans, slice(at, at + _TOGETHER)) for at in blocks]
        return Best(*(np.concatenate(part) for part in zip(*found, strict=True)))

    def _best_near(self, spans: Spans, block: slice) -> Best:
        """Do the same for some stretches, which are near each other and see few of the spans."""
        begins, ends, sums = self.begins[block, None], self.ends[block, None], self.sums[block]
        low = int(np.searchsorted(spans.firsts, begins.min()))
        high = max(low + 1, int(np.searchsorted(spans.firsts, ends.max())))
        firsts, afters = spans.firsts[low:high], spans.afters[low:high]
        stretches = np.arange(len(begins))
        if not len(firsts):
            none = np.zeros(len(begins))
            return Best(np.full(len(begins), -1), none, none)
        seen = (firsts >= begins) & (afters <= ends)
        rows = stretches[:, None]
        shares = sums[rows, np.where(seen, afters - begins, 0)]
        shares -= sums[rows, np.where(seen, firsts - begins, 0)]
        own = (firsts < self.afters[block, None]) & (afters > self.firsts[block, None])
        shares[own] = 0.0
        together = shares.sum(1).astype(np.float64)
        place = np.where(seen, shares, -1.0).argmax(1)
        share = shares[stretches, place].astype(np.float64)
        return Best(np.where(seen.any(1), low + place, -1), share, together)


class Pointers:
    """Where the sources and cues of stretches of speech stand, and whether they are speech.

    Attributes:
        source, cue: where each stretch points to.
        speech: a logit for each stretch, above 0 for "is speech".
    """

    def __init__(self, reading: Reading, stretches: Sequence[Range]) -> None:
        self._reading = reading
        both = np.array(stretches, np.int64).reshape(-1, 2)
        self._firsts, self._afters = both[:, 0], both[:, 1]
        windows = [it.window for it in reading.windows]
        self._window_of = (
            np.searchsorted([it.own_first for it in windows], self._firsts, "right") - 1
        )
        edges = np.array([(it.first, it.after_last) for it in windows], np.int64)
        opens, closes = edges[self._window_of].T
        self._begins = np.maximum(opens, self._firsts - _LOOK_BACK)
        self._lasts = np.minimum(self._afters, closes) - 1
        ahead = np.minimum(self._lasts + _LOOK_AHEAD, self._begins + _MOST_WORDS)
        self._ends = np.minimum(closes, ahead)
        self._most = int((self._ends - self._begins).max(initial=0))
        self.speech = np.zeros(len(both), np.float32)
        scores = np.zeros((2, len(both), self._most + 1), np.float32)
        for number in np.unique(self._window_of).tolist():
            self._read_window(number, scores)
        self.source, self.cue = (self._point(scores[part], part) for part in (SOURCE, CUE))

    def _read_window(self, number: int, scores: Scores) -> None:
        """Write what a window says of its stretches: ``(parts, stretches, nowhere and words)``."""
        read = self._reading.windows[number]
        seen_from = read.window.first
        chosen = np.flatnonzero(self._window_of == number)
        firsts, lasts = self._firsts[chosen] - seen_from, self._lasts[chosen] - seen_from
        self.speech[chosen] = read.rows[firsts, SPEECH_OF_FIRST] + read.rows[lasts, SPEECH_OF_LAST]
        begins = (self._begins[chosen] - seen_from).tolist()
        ends = (self._ends[chosen] - seen_from).tolist()
        for part in (SOURCE, CUE):
            queries, nowhere = read.ask(part, firsts, lasts, self._reading.learnt.nowhere[part])
            scores[part, chosen, 0] = nowhere
            keys = read.keys(part)
            for at, begin, end, query in zip(chosen.tolist(), begins, ends, queries, strict=True):
                # One by one: each stretch sees few of the words that others see.
                np.dot(keys[begin:end], query, out=scores[part, at, 1 : end - begin + 1])

    def _point(self, scores: Scores, part: int) -> Pointed:
        """Turn scores into shares of the words that each stretch may point to."""
        scores *= POINTER_WIDTH**-0.5
        place = np.arange(self._most)
        from_speech = (self._begins - self._firsts)[:, None] + place
        scores[:, 1:] += self._reading.learnt.distances[part][_BUCKET_OF[from_speech + _MOST_WORDS]]
        scores[:, 1:][place >= (self._ends - self._begins)[:, None]] = -np.inf
        scores -= scores.max(1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(1, keepdims=True)
        nowhere = scores[:, 0].astype(np.float64)
        scores[:, 0] = 0.0
        sums = scores.cumsum(1)
        return Pointed(self._firsts, self._afters, self._begins, self._ends, nowhere, sums)
