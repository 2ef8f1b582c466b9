"""Whether work grows in proportion to its input: a ratio of two sizes, never a time."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Four times the input may cost so many times as much; quadratic work would cost sixteen times.
_ALLOWED = 12
_FACTOR = 4
#: Other work on the machine only ever adds to a measurement, so one good pair is enough.
_ATTEMPTS = 6
#: Below this many seconds the clock says little.
_TOO_SHORT = 0.01


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Tell whether ``work(4 * size)`` costs about four times as much as ``work(size)``."""
    for _ in range(_ATTEMPTS):
        small, large = (_cost(work, count) for count in (size, _FACTOR * size))
        if large < _ALLOWED * max(small, _TOO_SHORT):
            return True
    return False


def _cost(work: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    work(size)
    return time.process_time() - began
