"""Where the archive's documents come from."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.records import Source, SourceKind, SourceRef, SourceState


class SourceArchive(Protocol):
    """Where documents come from."""

    def add_source(
        self, workspace: str, source: SourceRef, *, added_by: str, audience: str, now: datetime
    ) -> Source:
        """Add a source, or return the one that is there; a paused one becomes active again."""
        ...

    def list_sources(self, workspace: str, kind: SourceKind | None = None) -> list[Source]:
        """Return the sources with how much they gave, by kind and address."""
        ...

    def set_source_state(self, workspace: str, source_id: int, state: SourceState) -> bool:
        """Pause a source or let it go on; False where there is none."""
        ...

    def remove_source(self, workspace: str, source_id: int) -> bool:
        """Remove a source with the copies that it gave; its documents stay, without it.

        False where there is none.
        """
        ...

    def list_source_documents(self, workspace: str, source_id: int, limit: int = 1000) -> list[int]:
        """Return ids of the documents that a source gave, the oldest first."""
        ...
