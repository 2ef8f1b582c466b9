"""Threads in which the bot answers without being mentioned: which, how long, and how it is stopped.

It hears them only where the app has the permissions to read channels' history (``app.json`` has
them as optional). Without them Slack sends no such messages: a mention is answered as ever, and
nothing says that one could be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.desk import Desk
from handlers.slack.tokens import OPTIONAL_SCOPES

#: A thread in which nobody has asked for so long is a thread of people again.
QUIET_AFTER = timedelta(days=3)
_KIND = "listening"


class Hearing(StrEnum):
    """How the bot stands to a thread."""

    #: It never answered there, or too long ago.
    ASLEEP = "asleep"
    OPEN = "open"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A thread of a conversation."""

    channel: str
    thread: str

    @property
    def key(self) -> str:
        """Return what the thread is remembered by."""
        return f"{self.channel}:{self.thread}"


async def hearing_in(desk: Desk, spot: Spot) -> Hearing:
    """Return how the bot stands to a thread."""
    newsroom = desk.newsroom
    kept = await newsroom.call(newsroom.recall, _KIND, spot.key)
    if kept is None:
        return Hearing.ASLEEP
    if kept.get("hearing") == Hearing.STOPPED:
        return Hearing.STOPPED
    asked = datetime.fromisoformat(str(kept["asked"]))
    return Hearing.OPEN if newsroom.now() - asked <= QUIET_AFTER else Hearing.ASLEEP


async def note_hearing(desk: Desk, spot: Spot, hearing: Hearing) -> None:
    """Remember how the bot stands to a thread from now on."""
    newsroom = desk.newsroom
    kept = {"hearing": str(hearing), "asked": newsroom.now().isoformat()}
    await newsroom.call(newsroom.remember, _KIND, spot.key, kept)


def may_hear(granted: frozenset[str]) -> bool:
    """Tell whether follow-ups without a mention reach the app, by its permissions.

    A mention does not say whether its channel is private, so both permissions are needed to
    promise it.
    """
    return granted >= OPTIONAL_SCOPES
