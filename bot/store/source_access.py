"""The archive's sources and provenance, each method with its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.records import DocumentCopy, Provenance, Source, SourceKind, SourceRef, SourceState
from bot.store import audiences, provenance, sources
from bot.store.access import Access


class SourceAccess(Access):
    """See ``bot.ports.sources.SourceArchive`` for what each method promises."""

    def add_source(
        self, workspace: str, source: SourceRef, *, added_by: str, audience: str, now: datetime
    ) -> Source:
        """Add a source, or return the one that is there; a paused one becomes active again."""
        with self._write(workspace) as transaction:
            return sources.add_source(
                transaction, source, added_by=added_by, audience=audience, now=now
            )

    def list_sources(self, workspace: str, kind: SourceKind | None = None) -> list[Source]:
        """Return the sources with how much they gave, by kind and address."""
        with self._read(workspace) as transaction:
            return sources.list_sources(transaction, kind)

    def set_source_state(self, workspace: str, source_id: int, state: SourceState) -> bool:
        """Pause a source or let it go on; False where there is none."""
        with self._write(workspace) as transaction:
            return sources.set_source_state(transaction, source_id, state)

    def remove_source(self, workspace: str, source_id: int) -> bool:
        """Remove a source with the copies that it gave; its documents stay, without it."""
        with self._write(workspace) as transaction:
            return sources.remove_source(transaction, source_id)

    def list_source_documents(self, workspace: str, source_id: int, limit: int = 1000) -> list[int]:
        """Return ids of the documents that a source gave, the oldest first."""
        with self._read(workspace) as transaction:
            return sources.list_source_documents(transaction, source_id, limit)

    def get_provenance(self, workspace: str, ids: Iterable[int]) -> dict[int, Provenance]:
        """Return where the documents that exist came from, by id."""
        with self._read(workspace) as transaction:
            return provenance.get_provenance(transaction, ids)

    def get_copies(self, workspace: str, ids: Iterable[int]) -> dict[int, list[DocumentCopy]]:
        """Return the copies of documents, in order of publication; those without are left out."""
        with self._read(workspace) as transaction:
            return provenance.get_copies(transaction, ids)

    def show_to(self, workspace: str, ids: Iterable[int], audience: str) -> None:
        """Let documents be seen in one more channel, or by ``EVERYONE``."""
        with self._write(workspace) as transaction:
            audiences.show_to(transaction, list(ids), audience)
