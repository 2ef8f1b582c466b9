"""What every listener works with."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.newsroom import Newsroom
from handlers.delivery import Poster


def short_id() -> str:
    """Return a short id that nobody can guess."""
    return secrets.token_urlsafe(9)


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The newsroom, the way to Slack, and the listeners at work.

    Attributes:
        new_id: makes ids for buttons and incidents.
        running: tasks of listeners that have not ended; awaited before the program ends.
    """

    newsroom: Newsroom
    poster: Poster
    new_id: Callable[[], str] = short_id
    running: set[asyncio.Task[object]] = field(default_factory=set)

    async def first_sight(self, event: str) -> bool:
        """Tell whether an event is seen for the first time: Slack delivers some twice."""
        return await self.newsroom.call(self.newsroom.first_sight, event)

    async def drain(self, seconds: float) -> int:
        """Wait for listeners at work, at most so long; return how many were cut off."""
        busy = set(self.running)
        if not busy:
            return 0
        _, late = await asyncio.wait(busy, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)
