"""What every part of the newsroom stands on: settings, archive, clock, and who extracts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.errors import InputError
from bot.ports import Archive
from bot.reading.workers import WorkerPool

P = ParamSpec("P")
T = TypeVar("T")


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
    """

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

    async def call(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the methods in a thread, so that the event loop stays free."""
        return await asyncio.to_thread(function, *args, **kwargs)

    def _seen_by(self, audience: str | None) -> Archive:
        return self.archive if audience is None else self.archive.seen_by(audience)
