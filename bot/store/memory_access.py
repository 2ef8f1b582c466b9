"""The archive's small state, each method with its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.store import memory
from bot.store.access import Access


class MemoryAccess(Access):
    """See ``bot.ports.memory.MemoryArchive`` for what each method promises."""

    def claim_event(self, workspace: str, event_id: str, now: datetime) -> bool:
        """Return True the first time an event id is seen; old ids are forgotten after a day."""
        with self._write(workspace, is_aside=True) as transaction:
            return memory.claim_event(transaction, event_id, now)

    def remember(
        self, workspace: str, kind: str, key: str, payload: Mapping[str, object], now: datetime
    ) -> None:
        """Keep a small JSON payload (a brief's request behind a button, a thread's topic)."""
        with self._write(workspace, is_aside=True) as transaction:
            memory.remember(transaction, kind, key, payload, now)

    def keep_first(
        self, workspace: str, kind: str, key: str, payload: Mapping[str, object], now: datetime
    ) -> dict[str, object]:
        """Keep a small JSON payload where none is kept yet; return the one that is."""
        with self._write(workspace, is_aside=True) as transaction:
            memory.keep_first(transaction, kind, key, payload, now)
            return memory.recall(transaction, kind, key) or dict(payload)

    def recall(self, workspace: str, kind: str, key: str) -> dict[str, object] | None:
        """Return what was remembered, or None."""
        with self._read(workspace) as transaction:
            return memory.recall(transaction, kind, key)
