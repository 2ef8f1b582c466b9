"""The best labels of a text, and the spans that they amount to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.reading import Reading, Scores

_COUNT = len(LABELS)
_IMPOSSIBLE = -1e9
# The part of each label, from 1 on in the order of ``_PARTS``, and whether it begins a span.
_PARTS = ("source", "cue", "content")
_PART_OF = np.array([1 + _PARTS.index(it[2:]) if it != "O" else 0 for it in LABELS])
_BEGINS = np.array([it.startswith("B-") for it in LABELS])


class Labelled(NamedTuple):
    """Tokens ``[first, after_last)`` that are one source, cue or content."""

    first: int
    after_last: int
    part: str


def merge_scores(reading: Reading, count: int) -> Scores:
    """Return the label scores of all ``count`` tokens, each from the window that reads it."""
    scores = np.zeros((count, _COUNT), np.float32)
    for read in reading.windows:
        window = read.window
        own = read.rows[window.own_first - window.first : window.own_after - window.first, :_COUNT]
        scores[window.own_first : window.own_after] = own
    return scores


def decode(scores: Scores, transitions: Scores) -> npt.NDArray[np.int8]:
    """Return the best path of labels, one number a token.

    Method: Viterbi, "Error Bounds for Convolutional Codes" (1967), done for all of the text side by
    side (Särkkä and García-Fernández, "Temporal Parallelization of Inference in Hidden Markov
    Models", 2021): neighbours are joined to pairs, these to fours and so on, each with its best
    score for every label before it and at its end; then the labels between are read off downwards.
    """
    count = len(scores)
    if not count:
        return np.zeros(0, np.int8)
    # joined[b, e, i]: the best score of stretch i, with b right before it and e at its end.
    joined = transitions[:, :, None] + np.ascontiguousarray(scores.T)
    joined[:, :, 0] = scores[0]
    halves: list[tuple[Scores, Scores]] = []
    while joined.shape[2] > 1:
        left, right = joined[:, :, 0::2].copy(), joined[:, :, 1::2].copy()
        if left.shape[2] > right.shape[2]:
            right = np.concatenate([right, _STAY], 2)
        halves.append((left, right))
        joined = _join(left, right)
    before = np.zeros(1, np.int64)
    ends = joined[0].argmax(0)
    for left, right in reversed(halves):
        stretch = np.arange(left.shape[2])
        before, ends = before[: len(stretch)], ends[: len(stretch)]
        middle = (left[before, :, stretch] + right[:, ends, stretch].T).argmax(1)
        before = np.stack([before, middle], 1).reshape(-1)
        ends = np.stack([middle, ends], 1).reshape(-1)
    labels: npt.NDArray[np.int8] = ends[:count].astype(np.int8)
    return labels


# A stretch of no words: it ends with the label before it.
_STAY = np.where(np.eye(_COUNT, dtype=bool), 0, _IMPOSSIBLE).astype(np.float32)[:, :, None]


def _join(left: Scores, right: Scores) -> Scores:
    """Return the best scores of stretches that consist of a left and a right one."""
    best: Scores = left[:, 0, None] + right[0]
    other = np.empty_like(best)
    for label in range(1, _COUNT):
        np.add(left[:, label, None], right[label], out=other)
        np.maximum(best, other, out=best)
    return best


def find_labelled(labels: npt.NDArray[np.int8]) -> list[Labelled]:
    """Return the spans of a path of labels in text order.

    An inside without its beginning begins a span of its own.
    """
    parts = np.zeros(len(labels) + 2, np.int64)
    parts[1:-1] = _PART_OF[labels]
    opens = np.zeros(len(labels) + 1, bool)
    opens[:-1] = _BEGINS[labels]
    opens |= parts[1:] != parts[:-1]
    firsts = np.flatnonzero(opens & (parts[1:] > 0))
    afters = np.flatnonzero(opens & (parts[:-1] > 0))
    found = zip(firsts.tolist(), afters.tolist(), parts[firsts + 1].tolist(), strict=True)
    return [Labelled(first, after, _PARTS[part - 1]) for first, after, part in found]
