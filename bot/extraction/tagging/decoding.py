"""The best labels of a text, and the spans that they amount to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.reading import Reading, Scores

_COUNT = len(LABELS)
# Words that are decoded side by side; a longer text takes more columns, not more steps.
_STEPS = 24


class Labelled(NamedTuple):
    """Tokens ``[first, after_last)`` that are one source, cue or content."""

    first: int
    after_last: int
    part: str


def merge_scores(reading: Reading, count: int) -> Scores:
    """Return the label scores of all ``count`` tokens, each from the window that reads it."""
    scores = np.zeros((count, _COUNT), np.float32)
    for window, rows in reading.windows:
        own = rows[window.own_first - window.first : window.own_after - window.first, :_COUNT]
        scores[window.own_first : window.own_after] = own
    return scores


def decode(scores: Scores, transitions: Scores) -> npt.NDArray[np.int8]:
    """Return the best path of labels, one number a token.

    Method: Viterbi, "Error Bounds for Convolutional Codes" (1967), done for stretches of the text
    side by side: each yields its best scores for every label it may begin and end with, then the
    stretches are joined.
    """
    count = len(scores)
    if not count:
        return np.zeros(0, np.int8)
    columns = -(-count // _STEPS)
    padded = np.zeros((columns * _STEPS, _COUNT), np.float32)
    padded[:count] = scores
    steps = padded.reshape(columns, _STEPS, _COUNT).transpose(1, 2, 0)
    # best[at, e, b, c]: the best path of stretch c up to ``at`` that begins with b and ends with e.
    best = np.full((_STEPS, _COUNT, _COUNT, columns), -1e9, np.float32)
    every = np.arange(_COUNT)
    best[0, every, every] = steps[0]
    # Behind the end of the text the last stretch stands still.
    last = count - (columns - 1) * _STEPS
    from_label = transitions[:, :, None, None]
    other = np.empty(best.shape[1:], np.float32)
    for at in range(1, _STEPS):
        before, reached = best[at - 1], best[at]
        np.add(before[0], from_label[0], out=reached)
        for label in range(1, _COUNT):
            np.add(before[label], from_label[label], out=other)
            np.maximum(reached, other, out=reached)
        reached += steps[at, :, None]
        if at >= last:
            reached[..., -1] = before[..., -1]
    ends, begins = _join(best[-1].transpose(2, 1, 0), transitions)
    labels = np.zeros((_STEPS, columns), np.int8)
    column = np.arange(columns)
    labels[-1] = ends
    for at in range(_STEPS - 1, 0, -1):
        came = (best[at - 1][:, begins, column] + transitions[:, ends]).argmax(0)
        ends = np.where((column < columns - 1) | (at < last), came, ends)
        labels[at - 1] = ends
    return labels.T.reshape(-1)[:count]


def _join(
    best: npt.NDArray[np.float32], transitions: Scores
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]:
    """Return with which label every stretch ends and begins on the best path through all."""
    columns = len(best)
    reached = best[0].max(0)
    begun = [best[0].argmax(0)]
    before: list[npt.NDArray[np.int64]] = [np.zeros(_COUNT, np.int64)]
    for at in range(1, columns):
        joined = reached[:, None] + transitions
        into, source = joined.max(0), joined.argmax(0)
        through = into[:, None] + best[at]
        begun.append(through.argmax(0))
        before.append(source)
        reached = through.max(0)
    ends, begins = np.zeros(columns, np.int8), np.zeros(columns, np.int8)
    label = int(reached.argmax())
    for at in range(columns - 1, -1, -1):
        ends[at] = label
        begins[at] = begun[at][label]
        label = int(before[at][begins[at]])
    return ends, begins


def find_labelled(labels: npt.NDArray[np.int8]) -> list[Labelled]:
    """Return the spans of a path of labels in text order.

    An inside without its beginning begins a span of its own.
    """
    found: list[Labelled] = []
    first, part = 0, ""
    for at, number in enumerate((*labels.tolist(), 0)):
        label = LABELS[number]
        if part and label != f"I-{part}":
            found.append(Labelled(first, at, part))
            part = ""
        if label != "O" and not part:
            first, part = at, label[2:]
    return found
