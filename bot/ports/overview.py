"""The archive at a glance, and its documents by the address of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.records import DocumentCard


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """What there is to see; an audience's own counts, without what is hidden from it."""

    documents: int = 0
    outlets: int = 0
    languages: tuple[str, ...] = ()
    #: First and last day of publication.
    first: date | None = None
    last: date | None = None
    #: The document that came in last.
    newest: DocumentCard | None = None


class OverviewArchive(Protocol):
    """What can be seen from outside."""

    def measure_overview(self, workspace: str) -> Overview:
        """Return the archive at a glance, languages with most documents first."""
        ...

    def read_revision(self, workspace: str) -> int:
        """Return a number that is another one after each change to what briefs are drawn from.

        Orders, settings and small state change nothing in it.
        """
        ...

    def find_by_address(self, workspace: str, addresses: Sequence[str]) -> DocumentCard | None:
        """Return the newest document whose page, or a copy's, has one of these addresses."""
        ...
