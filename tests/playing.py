"""A playground over the seeds, as ``dateline playground`` opens it, for tests to play in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Settings
from bot.newsroom import make_newsroom
from bot.reading.paths import read_paths
from handlers.playground.page.clock import ChannelClock, real_now
from handlers.playground.page.playground import Playground
from handlers.playground.page.run import address_of, open_door, open_playground, serve_page
from handlers.playground.page.server import make_page_app

#: When it is opened: a Monday, at ten where Ada is.
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
#: The most that a browser may fetch until the page stands, packed, in bytes.
LIGHT = 200 * 1024


@dataclass(frozen=True, kw_only=True)
class Open:
    """A playground and where its page is."""

    playground: Playground
    address: str


@asynccontextmanager
async def playing(folder: Path, seeds: Path) -> AsyncIterator[Open]:
    """Open a playground on a fresh archive of ``seeds``; nothing may go wrong in it unseen."""
    opened = real_now()
    clock = ChannelClock(lambda: START + (real_now() - opened))
    settings = Settings(database_url=f"sqlite:///{folder / 'archive.db'}", extractor="rules")
    newsroom = make_newsroom(settings, now=clock)
    newsroom.add(read_paths([str(seeds)]))
    try:
        with open_door(0) as door:
            async with (
                open_playground(settings, newsroom, clock, base=address_of(door)) as playground,
                serve_page(make_page_app(playground), door),
            ):
                yield Open(playground=playground, address=address_of(door))
                assert playground.slack.problems == []
    finally:
        newsroom.close()
