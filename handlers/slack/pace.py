"""Slack takes about one message a second in a channel: posts go one after the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

_MOST_REMEMBERED_CHANNELS = 1000


class Pace:
    """Lets callers with the same key go one after the other, so many seconds apart."""

    def __init__(
        self,
        seconds: float,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._seconds = seconds
        self._now = now
        self._sleep = sleep
        self._free_at: dict[str, float] = {}

    async def turn(self, key: str) -> None:
        """Return when it is the caller's turn."""
        now = self._now()
        mine = max(now, self._free_at.get(key, now))
        if len(self._free_at) > _MOST_REMEMBERED_CHANNELS:
            self._free_at = {each: at for each, at in self._free_at.items() if at > now}
        self._free_at[key] = mine + self._seconds
        if mine > now:
            await self._sleep(mine - now)
