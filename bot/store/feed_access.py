"""The archive's feeds, each method with its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.ports.feeds import FeedState, SeenEntry
from bot.store import feeds
from bot.store.access import Access


class FeedAccess(Access):
    """See ``bot.ports.feeds.FeedArchive`` for what each method promises."""

    def list_feeds(self, workspace: str | None = None, *, active: bool = True) -> list[FeedState]:
        """Return feeds in the order they were added; all workspaces where none is given."""
        with self._read() as transaction:
            return feeds.list_feeds(transaction, workspace, active=active)

    def find_feed(self, source_id: int) -> FeedState | None:
        """Return where a feed stands, paused or not; None where it was removed."""
        with self._read() as transaction:
            return feeds.find_feed(transaction, source_id)

    def load_seen(self, source_id: int) -> dict[str, SeenEntry]:
        """Return the entries that were dealt with, by ``Entry.key``; the latest last."""
        with self._read() as transaction:
            return feeds.load_seen(transaction, source_id)

    def claim_feed(self, state: FeedState, until: datetime) -> bool:
        """Move the next poll of a feed; False where it is no longer the one that ``state`` says."""
        with self._write(state.workspace, is_aside=True) as transaction:
            return feeds.claim_feed(transaction, state, until)

    def save_feed(
        self,
        state: FeedState,
        seen: Mapping[str, SeenEntry] | None = None,
        *,
        claimed_until: datetime | None = None,
    ) -> bool:
        """Record how a poll ended; False where the feed was removed or claimed anew meanwhile."""
        with self._write(state.workspace, is_aside=True) as transaction:
            return feeds.save_feed(transaction, state, seen, claimed_until)
