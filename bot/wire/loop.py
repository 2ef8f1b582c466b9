"""What runs beside a serving bot: feeds polled, folders watched, facts found for what came in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.reading.feeds.loop import poll_forever
from bot.wire.desk import WireDesk
from bot.wire.folders import look_into_folders

log = logging.getLogger(__name__)

#: Seconds between two looks into the watched folders.
FOLDER_SECONDS = 20.0
#: Seconds after which trouble is tried again, and unread documents are looked for anyhow.
_REST_SECONDS = 60.0


async def run_wire_forever(wire: WireDesk, stop: asyncio.Event) -> None:
    """Keep documents coming in until ``stop`` is set."""
    await asyncio.gather(
        poll_forever(wire.feeds(), stop),
        _repeat(lambda: look_into_folders(wire), FOLDER_SECONDS, stop),
        _find_facts(wire, stop),
    )


async def _find_facts(wire: WireDesk, stop: asyncio.Event) -> None:
    """Find facts at the start, and whenever documents came in without."""
    newsroom = wire.newsroom

    async def find() -> None:
        wire.unread.clear()
        await newsroom.call(newsroom.read_unread, should_stop=stop.is_set)

    wire.unread.set()
    await _repeat(find, _REST_SECONDS, stop, wake=wire.unread)


async def _repeat(
    act: Callable[[], Awaitable[object]],
    seconds: float,
    stop: asyncio.Event,
    *,
    wake: asyncio.Event | None = None,
) -> None:
    """Act again and again, after so many seconds or when woken; trouble is logged and passes."""
    while not stop.is_set():
        try:
            await act()
        except Exception:
            log.exception("documents that come in by themselves: trouble; next try later")
            if wake is not None:
                # Woken at once, it would meet the same trouble again and again.
                wake.clear()
        await _wait(seconds, stop, wake)


async def _wait(seconds: float, *events: asyncio.Event | None) -> None:
    """Wait for the time to pass, or for one of the events."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events if event is not None]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
