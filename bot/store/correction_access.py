"""The archive's corrections, each method with its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.records import Correction, CorrectionInForce, NewCorrection
from bot.store import corrections
from bot.store.access import Access


class CorrectionAccess(Access):
    """See ``bot.ports.corrections.CorrectionArchive`` for what each method promises."""

    def add_correction(
        self, workspace: str, correction: NewCorrection, now: datetime
    ) -> Correction:
        """Keep a correction; one that already holds and says the same is returned instead."""
        with self._write(workspace) as transaction:
            return corrections.add_correction(transaction, correction, now)

    def undo_correction(
        self, workspace: str, correction_id: int, *, by: str, now: datetime
    ) -> Correction | None:
        """Let a correction hold no longer; None where there is none."""
        with self._write(workspace) as transaction:
            return corrections.undo_correction(transaction, correction_id, by, now)

    def find_corrections(self, workspace: str, ids: Iterable[int]) -> list[Correction]:
        """Return the corrections with these ids that exist and may be seen, by id."""
        with self._read(workspace) as transaction:
            return corrections.find_corrections(transaction, ids)

    def list_corrections(
        self, workspace: str, *, undone: bool = False, limit: int = 1000
    ) -> list[Correction]:
        """Return the newest corrections, newest first."""
        with self._read(workspace) as transaction:
            return corrections.list_corrections(transaction, undone=undone, limit=limit)

    def load_corrections(self, workspace: str) -> list[CorrectionInForce]:
        """Return all corrections that hold on what may be seen, in the order they were made."""
        with self._read(workspace) as transaction:
            return corrections.load_corrections(transaction)
