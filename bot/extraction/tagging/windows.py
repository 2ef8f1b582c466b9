"""A text cut into overlapping windows, so that every word is read with its neighbours in sight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

#: Word pieces that a window reads for their own sake, and those around them that it only sees.
_OWN, _BEFORE, _BEHIND = 150, 30, 10


class Window(NamedTuple):
    """Tokens ``[first, after_last)`` are seen, tokens ``[own_first, own_after)`` are read."""

    first: int
    after_last: int
    own_first: int
    own_after: int


def cut_windows(ends: npt.NDArray[np.int64], sentences: list[tuple[int, int]]) -> list[Window]:
    """Return windows whose own tokens are those of the text, each once, in order.

    Windows are about equally long and begin and end with sentences where these are not too long.

    Args:
        ends: running count of word pieces behind each token, from 0; one longer than the tokens.
        sentences: the token ranges of the sentences, which cover all tokens.
    """
    windows: list[Window] = []
    count = len(ends) - 1
    total = int(ends[-1])
    room = -(-total // -(-total // _OWN)) if total else _OWN
    opening = np.fromiter((first for first, _ in sentences), np.int64)
    begin = 0
    while begin < count:
        end = _last_within(ends, begin, room + _BEHIND)
        if end < count:
            at = int(np.searchsorted(opening, end, "right")) - 1
            whole = int(opening[at]) if at >= 0 else begin
            if ends[whole] - ends[begin] >= room // 2:
                end = whole
            else:
                end = _last_within(ends, begin, room)
        first = int(np.searchsorted(ends, ends[begin] - _BEFORE, "left"))
        windows.append(Window(first, _last_within(ends, end, _BEHIND, at_least=0), begin, end))
        begin = end
    return windows


def _last_within(ends: npt.NDArray[np.int64], begin: int, room: int, *, at_least: int = 1) -> int:
    """Return the token behind the last one that fits into ``room`` pieces from ``begin`` on."""
    last = int(np.searchsorted(ends, ends[begin] + room, "right")) - 1
    return min(len(ends) - 1, max(last, begin + at_least))
