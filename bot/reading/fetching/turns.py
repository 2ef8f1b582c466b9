"""Whose turn it is: one fetch at a time for each host, a few in all. Called by ``guard``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Shared:
    """A lock, and how many hold it or wait for it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class Locks:
    """A lock for each key, kept only while somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._shared: dict[str, _Shared] = {}

    def __len__(self) -> int:
        return len(self._shared)

    @asynccontextmanager
    async def holding(self, key: str) -> AsyncIterator[None]:
        """Wait for the key to be free, and keep it while inside."""
        entry = self._shared.setdefault(key, _Shared())
        entry.users += 1
        try:
            async with entry.lock:
                yield
        finally:
            entry.users -= 1
            if not entry.users:
                self._shared.pop(key, None)


class Stopwatch:
    """Time that runs only while something is done.

    Args:
        total: seconds that may be used up.
    """

    def __init__(self, total: float) -> None:
        self._left = total

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Use time up while inside.

        Raises:
            TimeoutError: none is left.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(max(self._left, 0.0)):
                yield
        finally:
            self._left -= loop.time() - began


class Turns:
    """Hands out turns.

    Hosts are remembered only while somebody fetches from them or a pause after it lasts.

    Args:
        at_once: fetches at a time.
        clock: seconds, ever growing.
        sleep: waits that many seconds.
    """

    def __init__(
        self, at_once: int, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._hosts = Locks()
        self._last: dict[str, float] = {}
        self._room = asyncio.Semaphore(at_once)
        self._clock = clock
        self._sleep = sleep

    @property
    def remembered(self) -> int:
        """How many hosts are remembered."""
        return len(self._last)

    @asynccontextmanager
    async def turn(self, host: str, gap: float, remember: float) -> AsyncIterator[None]:
        """Wait for the host to be free and for room, and keep both while inside.

        Args:
            host: which one.
            gap: seconds since the last fetch from it that have to pass first.
            remember: for how many seconds the end of a fetch has to be remembered.
        """
        # The host first: waiting for a slow one must not take the room of others.
        async with self._hosts.holding(host):
            await self._keep_gap(host, gap)
            async with self._room:
                try:
                    yield
                finally:
                    self._last.pop(host, None)
                    self._last[host] = self._clock()
                    self._forget(remember)

    async def _keep_gap(self, host: str, gap: float) -> None:
        last = self._last.get(host)
        rest = gap - (self._clock() - last) if last is not None else 0.0
        if rest > 0:
            await self._sleep(rest)

    def _forget(self, remember: float) -> None:
        """Forget the hosts whose pause is over; those asked longest ago stand first."""
        oldest = self._clock() - remember
        while self._last and next(iter(self._last.values())) <= oldest:
            del self._last[next(iter(self._last))]
