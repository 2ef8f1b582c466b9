"""The archive's standing orders, each method with its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from bot.records import DigestRun, FollowKind, PreparedDigest, Rhythm, RunState, Subscription
from bot.store import orders
from bot.store.access import Access


class OrderAccess(Access):
    """See ``bot.ports.orders.OrderArchive`` for what each method promises."""

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
        """Store a standing order; the same words and kind at the same destination are replaced."""
        with self._write(workspace, is_aside=True) as transaction:
            return orders.add_subscription(
                transaction,
                destination=destination,
                topic=topic,
                at=at,
                time_zone=time_zone,
                created_by=created_by,
                now=now,
                kind=kind,
                rhythm=rhythm,
                says_quiet=says_quiet,
            )

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
        """Give a standing order other words or hours; None where it is gone."""
        with self._write() as transaction:
            return orders.change_subscription(
                transaction,
                subscription_id,
                topic=topic,
                at=at,
                now=now,
                kind=kind,
                rhythm=rhythm,
                says_quiet=says_quiet,
                changed_by=changed_by,
            )

    def pause_subscription(self, subscription_id: int, until: datetime) -> Subscription | None:
        """Let nothing be due before an instant; None where the order is gone."""
        with self._write() as transaction:
            return orders.pause_subscription(transaction, subscription_id, until)

    def find_subscription(self, subscription_id: int) -> Subscription | None:
        """Return one standing order, or None where it is gone."""
        with self._read() as transaction:
            return orders.find_subscription(transaction, subscription_id)

    def list_subscriptions(
        self, workspace: str | None = None, destination: str | None = None
    ) -> list[Subscription]:
        """Return standing orders, all workspaces where none is given."""
        with self._read() as transaction:
            return orders.list_subscriptions(transaction, workspace, destination)

    def remove_subscription(self, subscription_id: int) -> bool:
        """Remove one standing order; False where there was none."""
        with self._write() as transaction:
            return orders.remove_subscription(transaction, subscription_id)

    def claim_run(
        self, subscription_id: int, scheduled_for: datetime, now: datetime
    ) -> DigestRun | None:
        """Claim a due run by its unique key; None where somebody has it already."""
        with self._write() as transaction:
            return orders.claim_run(transaction, subscription_id, scheduled_for, now)

    def prepare_run(
        self, run_id: int, *, claimed_at: datetime, prepared: PreparedDigest, now: datetime
    ) -> bool:
        """Keep what is about to be sent; False where the claim is no longer the caller's."""
        with self._write() as transaction:
            return orders.prepare_run(
                transaction, run_id, claimed_at=claimed_at, prepared=prepared, now=now
            )

    def take_over_run(self, run_id: int, *, left_before: datetime, now: datetime) -> bool:
        """Take a claimed run that nobody has touched since; False where somebody has."""
        with self._write() as transaction:
            return orders.take_over_run(transaction, run_id, left_before=left_before, now=now)

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
        """Record how a run ended, up to which document it looked, and which lines it showed."""
        with self._write() as transaction:
            orders.finish_run(
                transaction,
                run_id,
                state=state,
                detail=detail,
                message=message,
                through_document=through_document,
                shown=shown,
                now=now,
            )

    def find_runs(
        self, *, subscription_id: int | None = None, state: RunState | None = None
    ) -> list[DigestRun]:
        """Return runs, newest first."""
        with self._read() as transaction:
            return orders.find_runs(transaction, subscription_id, state)

    def find_last_scheduled(self) -> dict[int, datetime]:
        """Return the latest instant that a run has taken, by subscription."""
        with self._read() as transaction:
            return orders.find_last_scheduled(transaction)

    def find_high_water(
        self, subscription_id: int, *, before: datetime | None = None
    ) -> int | None:
        """Return the highest ``through_document`` of the subscription's delivered or empty runs."""
        with self._read() as transaction:
            return orders.find_high_water(transaction, subscription_id, before)

    def list_shown(self, subscription_id: int, *, at: datetime | None = None) -> frozenset[str]:
        """Return fingerprints of the lines that the subscription's digests, or one, have shown."""
        with self._read() as transaction:
            return orders.list_shown(transaction, subscription_id, at)
