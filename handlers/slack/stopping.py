"""Told to end: the first signal asks for an orderly stop, the second ends the process at once."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

log = logging.getLogger(__name__)

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set ``stop`` on SIGTERM and SIGINT, where this platform and thread can.

    Whoever sends a second signal does not want to wait until all is finished: it does what it does
    to a program that does not listen.
    """
    loop, caught = asyncio.get_running_loop(), list[signal.Signals]()

    def hear(number: signal.Signals) -> None:
        if heard:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        heard.append(number)
        log.info("told to stop (%s); what is at work is finished first", number.name)
        stop.set()

    heard: list[signal.Signals] = []
    for number in _SIGNALS:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, hear, number)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)
