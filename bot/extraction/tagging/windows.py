"""A text cut into overlapping windows, so that every word is read with its neighbours in sight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

#: Word pieces that a window reads for their own sake, and those around them that it only sees.
_OWN, _BEFORE, _BEHIND = 160, 20, 8


class Window(NamedTuple):
    """Tokens ``[first, after_last)`` are seen, tokens ``[own_first, own_after)`` are read."""

    first: int
    after_last: int
    own_first: int
    own_after: int


def cut_windows(ends: Numbers, sentences: Numbers, paragraphs: Numbers) -> list[Window]:
    """Return windows whose own tokens are those of the text, each once, in order.

    Windows end with paragraphs where these are not too long, else with sentences, else anywhere.
    What is said seldom goes on behind a paragraph, so a window that ends with one sees no further.

    Args:
        ends: running count of word pieces behind each token, from 0; one longer than the tokens.
        sentences: the tokens that begin a sentence, ascending.
        paragraphs: the tokens that begin a paragraph, ascending.
    """
    windows: list[Window] = []
    count, begin = len(ends) - 1, 0
    while begin < count:
        first = int(np.searchsorted(ends, ends[begin] - _BEFORE, "left"))
        end = _last_within(ends, begin, _OWN + _BEHIND)
        seen = end
        if end < count:
            half = int(np.searchsorted(ends, ends[begin] + _OWN // 2, "left"))
            paragraph = _last_of(paragraphs, half, end)
            sentence = _last_of(sentences, half, end)
            seen = end = paragraph or sentence or _last_within(ends, begin, _OWN)
            if not paragraph:
                seen = _last_within(ends, end, _BEHIND, at_least=0)
        windows.append(Window(first, seen, begin, end))
        begin = end
    return windows


def _last_of(opening: Numbers, low: int, high: int) -> int:
    """Return the last of some tokens within ``[low, high]``; 0 where there is none."""
    at = int(np.searchsorted(opening, high, "right")) - 1
    return int(opening[at]) if at >= 0 and opening[at] >= max(low, 1) else 0


def _last_within(ends: Numbers, begin: int, room: int, *, at_least: int = 1) -> int:
    """Return the token behind the last one that fits into ``room`` pieces from ``begin`` on."""
    last = int(np.searchsorted(ends, ends[begin] + room, "right")) - 1
    return min(len(ends) - 1, max(last, begin + at_least))
