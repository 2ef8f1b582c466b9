"""Standing orders as the archive keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Protocol

from bot.records import DigestRun, FollowKind, PreparedDigest, Rhythm, RunState, Subscription


class OrderArchive(Protocol):
    """Standing orders, and the runs of their digests."""

    def add_subscription(
        self,
        *,
        workspace: str,
        destination: str,
        topic: str,
        at: time,
        time_zone: str,
        created_by: str,
        now: datetime,
        kind: FollowKind = FollowKind.TOPIC,
        rhythm: Rhythm = Rhythm.DAILY,
        says_quiet: bool = False,
    ) -> Subscription:
        """Store a standing order; the same words and kind at the same destination are replaced.

        A replaced one keeps its id, its runs and what it has shown, and is no longer paused.
        """
        ...

    def change_subscription(
        self,
        subscription_id: int,
        *,
        topic: str,
        at: time,
        now: datetime,
        kind: FollowKind,
        rhythm: Rhythm,
        says_quiet: bool,
        changed_by: str | None = None,
    ) -> Subscription | None:
        """Give a standing order other words, hours and, where named, owner; None where it is gone.

        Raises:
            InputError: another order of the destination has these words and this kind.
        """
        ...

    def pause_subscription(self, subscription_id: int, until: datetime) -> Subscription | None:
        """Let nothing be due before an instant; None where the order is gone."""
        ...

    def find_subscription(self, subscription_id: int) -> Subscription | None:
        """Return one standing order, or None where it is gone."""
        ...

    def list_subscriptions(
        self, workspace: str | None = None, destination: str | None = None
    ) -> list[Subscription]:
        """Return standing orders, all workspaces where none is given."""
        ...

    def remove_subscription(self, subscription_id: int) -> bool:
        """Remove one standing order; False where there was none."""
        ...

    def claim_run(
        self, subscription_id: int, scheduled_for: datetime, now: datetime
    ) -> DigestRun | None:
        """Claim a due run by its unique key; None where somebody has it already."""
        ...

    def prepare_run(
        self, run_id: int, *, claimed_at: datetime, prepared: PreparedDigest, now: datetime
    ) -> bool:
        """Keep what is about to be sent, and say that its sender is at work.

        ``claimed_at`` is when the caller last said so; False, and nothing kept, where somebody
        else has taken the run over or finished it since.
        """
        ...

    def take_over_run(self, run_id: int, *, left_before: datetime, now: datetime) -> bool:
        """Take a claimed run that nobody has touched since ``left_before``; one caller gets it."""
        ...

    def finish_run(
        self,
        run_id: int,
        state: RunState,
        *,
        detail: str = "",
        message: str = "",
        through_document: int | None = None,
        shown: Iterable[str] = (),
        now: datetime,
    ) -> None:
        """Record how a run ended, up to which document it looked, and which lines it showed.

        ``shown`` are fingerprints of lines; ``list_shown`` gives them back for the subscription.
        """
        ...

    def find_runs(
        self, *, subscription_id: int | None = None, state: RunState | None = None
    ) -> list[DigestRun]:
        """Return runs, newest first."""
        ...

    def find_last_scheduled(self) -> dict[int, datetime]:
        """Return the latest instant that a run has taken, by subscription, whatever its state."""
        ...

    def find_high_water(
        self, subscription_id: int, *, before: datetime | None = None
    ) -> int | None:
        """Return the highest ``through_document`` of the subscription's delivered or empty runs.

        Args:
            before: only of runs that were due before this instant.
        """
        ...

    def list_shown(self, subscription_id: int, *, at: datetime | None = None) -> frozenset[str]:
        """Return fingerprints of all lines that the subscription's digests have shown.

        Args:
            at: only of the run that was due at this instant; none where it did not end well.
        """
        ...

    def find_last_document(self, workspace: str) -> int:
        """Return the id up to which all documents have their facts, 0 in an empty archive."""
        ...
