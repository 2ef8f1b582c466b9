"""What can be seen of the archive from outside, each method with its transaction."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ports import Overview
from bot.records import DocumentCard
from bot.store import overview
from bot.store.access import Access


class OverviewAccess(Access):
    """See ``bot.ports.overview`` for what each method promises."""

    def measure_overview(self, workspace: str) -> Overview:
        """Return the archive at a glance, languages with most documents first."""
        with self._read(workspace) as transaction:
            return overview.measure_overview(transaction, workspace)

    def read_revision(self, workspace: str) -> int:
        """Return a number that is another one after each change to what briefs are drawn from."""
        with self._read(workspace) as transaction:
            return overview.read_revision(transaction)

    def find_by_address(self, workspace: str, addresses: Sequence[str]) -> DocumentCard | None:
        """Return the newest document whose page, or a copy's, has one of these addresses."""
        with self._read(workspace) as transaction:
            return overview.find_by_address(transaction, workspace, addresses)
