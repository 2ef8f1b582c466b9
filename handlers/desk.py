"""What every listener works with."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from weakref import WeakValueDictionary

from bot.newsroom import Newsroom
from bot.records import Document, SourceRef, Span
from bot.results import BriefRequest, PageState
from bot.wire.desk import Taken
from handlers.slack.delivery import Poster
from handlers.slack.directory import Directory
from handlers.slack.link_state import LinkState

#: Seconds after which somebody who waits is told that the work goes on.
PATIENCE = 2.0


class Wire(Protocol):
    """How links and files come in; ``bot.wire.desk.WireDesk`` is the real one."""

    async def take_link(self, url: str, *, added_by: str, audience: str) -> Taken:
        """Fetch a link and store its text, or follow the feed that it is.

        Raises:
            InputError: it cannot be used.
            FetchError: it cannot be fetched.
        """
        ...

    async def take_file(
        self, data: bytes, name: str, *, added_by: str, audience: str, source: SourceRef
    ) -> list[Taken]:
        """Store the texts of a file.

        Raises:
            InputError: it cannot be read.
        """
        ...

    async def compare_page(self, document: Document, span: Span, fetched_hash: str) -> PageState:
        """Return how the page of a document is now; ``span`` are the words to look for in it."""
        ...

    async def download(self, url: str, *, headers: Mapping[str, str], most_bytes: int) -> bytes:
        """Fetch bytes; on another host the headers are left out.

        Raises:
            FetchError: it cannot be fetched, or is too large.
        """
        ...


def short_id() -> str:
    """Return a short id that nobody can guess."""
    return secrets.token_urlsafe(9)


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The newsroom, the way to Slack, and the listeners at work.

    Attributes:
        patience: see ``PATIENCE``.
        directory: what Slack tells of people, groups and channels.
        new_id: makes ids for buttons and incidents.
        link: how the connection to Slack stands, where one is kept open.
        page_of: makes the address of a brief's page for a channel; None where none are served.
        running: tasks of listeners that have not ended; awaited before the program ends.
    """

    newsroom: Newsroom
    poster: Poster
    wire: Wire
    patience: float = PATIENCE
    directory: Directory = field(default_factory=Directory)
    new_id: Callable[[], str] = short_id
    link: LinkState = field(default_factory=LinkState)
    page_of: Callable[[BriefRequest, str], str] | None = None
    running: set[asyncio.Task[object]] = field(default_factory=set)
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def turn(self, key: str) -> asyncio.Lock:
        """Return the lock that lets work with the same key go one after the other."""
        return self._turns.setdefault(key, asyncio.Lock())

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
