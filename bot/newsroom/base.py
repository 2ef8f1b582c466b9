"""What every part of the newsroom stands on: settings, archive, clock, and who extracts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from functools import partial
from threading import Lock
from typing import ClassVar, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.briefing.documents.addressing import with_addresses
from bot.config import Settings
from bot.errors import InputError
from bot.newsroom.kept import Kept
from bot.ports import Archive
from bot.reading.workers import WorkerPool
from bot.records import Span
from bot.results import Board, Brief

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")

#: How many weighty methods run at once. The interpreter runs one thread at a time: more of them do
#: not answer sooner, and each takes turns from the event loop, which has to acknowledge.
_WEIGHTY_AT_ONCE = 2
#: Briefs and boards that are kept until the archive changes; each takes some ten thousand bytes.
_MOST_KEPT = 64


def utc_now() -> datetime:
    """Return the present instant; the program's only clock."""
    return datetime.now(UTC)


def check_time_zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name.

    Raises:
        InputError: no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise InputError(
            f"There is no time zone called “{name}”; use a name such as Europe/Berlin."
        ) from error


class NewsroomBase:
    """A part of the newsroom.

    Attributes:
        workspace: whose documents and subscriptions this newsroom sees.
        archive: the store behind it.
        now: the clock.
        weighty: names of the methods that keep a processor busy.
    """

    weighty: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self,
        settings: Settings,
        *,
        archive: Archive,
        now: Callable[[], datetime],
        workspace: str,
    ) -> None:
        self.settings = settings
        self.archive = archive
        self.now = now
        self.workspace = workspace
        self._pool: WorkerPool | None = None
        self._storing = Lock()
        self._weighty_threads = ThreadPoolExecutor(_WEIGHTY_AT_ONCE, "dateline-weighty")
        self._address_of: Callable[[int, str, Span], str] | None = None
        self._briefs: Kept[Brief] = Kept(_MOST_KEPT)
        self._boards: Kept[Board] = Kept(_MOST_KEPT)

    async def call(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the methods in a thread, so that the event loop stays free.

        A weighty one waits until few enough of its kind are at work.
        """
        if getattr(function, "__name__", "") in self.weighty:
            return await self.call_weighty(function, *args, **kwargs)
        return await asyncio.to_thread(function, *args, **kwargs)

    async def call_weighty(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run work in a thread that keeps a processor busy; only few such threads run at once."""
        work = partial(copy_context().run, partial(function, *args, **kwargs))
        return await asyncio.get_running_loop().run_in_executor(self._weighty_threads, work)

    def link_citations(self, address_of: Callable[[int, str, Span], str]) -> None:
        """From now on let what leaves the house say where its words are highlighted.

        Args:
            address_of: makes the address of a stretch of a document for an audience.
        """
        self._address_of = address_of

    def _addressed(self, result: R, audience: str | None) -> R:
        """Return a result with addresses for an audience; who sees all needs none."""
        make = self._address_of
        if make is None or audience is None:
            return result
        return with_addresses(result, lambda number, span: make(number, audience, span))

    def _seen_by(self, audience: str | None) -> Archive:
        return self.archive if audience is None else self.archive.seen_by(audience)
