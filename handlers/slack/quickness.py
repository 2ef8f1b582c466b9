"""What lets a process acknowledge soon while its threads are hard at work on answers."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: How soon a thread at work gives way: a fifth of what Python takes, so that an acknowledgement,
#: which takes a few turns of the event loop, does not wait that long for each of them.
SWITCH_SECONDS = 0.001
#: Objects made before garbage is looked for; a brief makes some ten thousand, and hardly a cycle.
OBJECTS_BETWEEN_COLLECTIONS = 20_000


@contextmanager
def quick_to_acknowledge() -> Iterator[None]:
    """Let nothing hold the process up for long; call it when what stays for good is loaded.

    The collector stops every thread while it looks. Through word lists and modules that took it a
    tenth of a second, every few briefs; they are put out of its sight.
    """
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
        sys.setswitchinterval(interval)
