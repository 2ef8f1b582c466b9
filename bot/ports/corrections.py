"""Corrections as the archive keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bot.records import Correction, CorrectionInForce, NewCorrection


class CorrectionArchive(Protocol):
    """What people have set right."""

    def add_correction(
        self, workspace: str, correction: NewCorrection, now: datetime
    ) -> Correction:
        """Keep a correction; one that already holds and says the same is returned instead."""
        ...

    def undo_correction(
        self, workspace: str, correction_id: int, *, by: str, now: datetime
    ) -> Correction | None:
        """Let a correction hold no longer; None where there is none.

        One that was undone before stays as it was undone then.
        """
        ...

    def find_corrections(self, workspace: str, ids: Iterable[int]) -> list[Correction]:
        """Return the corrections with these ids that exist and may be seen, by id."""
        ...

    def list_corrections(
        self, workspace: str, *, undone: bool = False, limit: int = 1000
    ) -> list[Correction]:
        """Return the newest corrections, newest first; ``undone`` takes in those that were undone.

        A correction of a private document, or of a document that is gone and may have been one, is
        seen only by those who see the document.
        """
        ...

    def load_corrections(self, workspace: str) -> list[CorrectionInForce]:
        """Return all corrections that hold on what may be seen, in the order they were made."""
        ...
