"""What handlers and digests remember: events that were seen, payloads behind buttons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class MemoryArchive(Protocol):
    """Small state that outlives a restart."""

    def claim_event(self, workspace: str, event_id: str, now: datetime) -> bool:
        """Return True the first time an event id is seen; old ids are forgotten after a day."""
        ...

    def remember(
        self, workspace: str, kind: str, key: str, payload: Mapping[str, object], now: datetime
    ) -> None:
        """Keep a small JSON payload (a brief's request behind a button, a thread's topic)."""
        ...

    def keep_first(
        self, workspace: str, kind: str, key: str, payload: Mapping[str, object], now: datetime
    ) -> dict[str, object]:
        """Keep a small JSON payload where none is kept yet; return the one that is.

        Of several callers at once, all get the same.
        """
        ...

    def recall(self, workspace: str, kind: str, key: str) -> dict[str, object] | None:
        """Return what was remembered, or None."""
        ...
