"""What was made of the archive, kept until the archive changes.

The same question on the same archive gives the same answer, so it need not be looked for twice.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The results that were asked for last, each with the revision of the archive behind it.

    Args:
        most: how many are kept; of more, the one that was not asked for longest goes.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._results: OrderedDict[Hashable, tuple[int, T]] = OrderedDict()

    def get(self, key: Hashable, revision: Callable[[], int], make: Callable[[], T]) -> T:
        """Return what is kept under a key, or make it anew where the archive has changed.

        Args:
            key: everything that the result depends on besides the archive.
            revision: reads that of the archive. It is read before the result is made: what changes
                meanwhile may be in the result or not, so it is made anew the next time.
            make: makes the result.
        """
        before = revision()
        with self._lock:
            known = self._results.get(key)
            if known is not None and known[0] == before:
                self._results.move_to_end(key)
                return known[1]
        result = make()
        with self._lock:
            self._results[key] = before, result
            self._results.move_to_end(key)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        return result
