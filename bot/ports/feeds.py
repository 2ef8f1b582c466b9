"""Feeds as the archive keeps them: where each stands, and which of its entries are settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.records import EVERYONE

#: Seconds between the polls of a feed of which nothing is known yet.
FIRST_INTERVAL = 1800.0


class SeenEntry(NamedTuple):
    """An entry that was dealt with."""

    #: Of what the feed said of it; another one is a changed entry.
    fingerprint: str
    #: How often its article may still be asked for; 0 once it is settled.
    tries: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedState:
    """Where a feed stands; instants are UTC."""

    source_id: int
    workspace: str
    #: As it was added. It names the feed for good, also after the feed moved.
    address: str
    #: When it is polled next.
    next_due: datetime
    #: Who added it, and the channel in which its documents may be seen (``EVERYONE``: everywhere).
    added_by: str = ""
    audience: str = EVERYONE
    #: Where it is fetched from since it moved for good; "" while that is ``address``.
    moved_to: str = ""
    #: What the feed calls itself.
    title: str = ""
    #: What makes the next request conditional; both "" where everything is to be sent again.
    etag: str = ""
    last_modified: str = ""
    #: Seconds between two polls while all is well.
    interval: float = FIRST_INTERVAL
    #: The least that its publisher asks for between two polls, in seconds.
    asked_pause: float = 0.0
    #: The last time that it answered, and the last time that it had something new.
    last_fetched: datetime | None = None
    last_new: datetime | None = None
    #: Since when, how often in a row and why it failed.
    failing_since: datetime | None = None
    failures: int = 0
    last_error: str = ""
    #: Entries of which only the teaser could be stored, those of which nothing could, and why the
    #: latest of either.
    teasers: int = 0
    missed: int = 0
    trouble: str = ""
    #: It is not polled; and why, "" where a person wanted it so.
    is_paused: bool = False
    paused_because: str = ""

    @property
    def fetch_address(self) -> str:
        """Where it is fetched from."""
        return self.moved_to or self.address


class FeedArchive(Protocol):
    """The feeds of all workspaces, and how far each was read."""

    def list_feeds(self, workspace: str | None = None, *, active: bool = True) -> list[FeedState]:
        """Return feeds in the order they were added; all workspaces where none is given.

        Args:
            active: leave out those that are paused. A feed that was never polled is due from the
                moment it was added.
        """
        ...

    def find_feed(self, source_id: int) -> FeedState | None:
        """Return where a feed stands, paused or not; None where it was removed."""
        ...

    def load_seen(self, source_id: int) -> dict[str, SeenEntry]:
        """Return the entries that were dealt with, by ``Entry.key``; the latest last."""
        ...

    def claim_feed(self, state: FeedState, until: datetime) -> bool:
        """Move the next poll of an active feed to ``until``, where it is still ``state.next_due``.

        Of all who ask with the same state one is told True: that one polls the feed. Nobody else
        finds it due before ``until``, nor has to look after whoever died in the poll. Asked with
        the claimed state, it gives a claim back. False where somebody else claimed or polled the
        feed meanwhile, paused or removed it.
        """
        ...

    def save_feed(
        self,
        state: FeedState,
        seen: Mapping[str, SeenEntry] | None = None,
        *,
        claimed_until: datetime | None = None,
    ) -> bool:
        """Record how a poll ended; False where the feed was removed or claimed anew meanwhile.

        A state that ``is_paused`` pauses the source in the same transaction; any other leaves
        alone whether it is.

        Args:
            seen: takes the place of what was seen before; None leaves that as it is.
            claimed_until: of the claim under which it was polled; None records it in any case.
        """
        ...
