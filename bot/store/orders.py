"""Standing orders: subscriptions, the runs of their digests, and the lines these have shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from bot.language.names import name_key
from bot.records import DigestRun, RunState, Subscription
from bot.store.rows import require_storable
from bot.store.transaction import Found, Transaction

#: Runs that are listed; at a few a day these are those of years.
_MOST_RUNS = 10_000

_SUBSCRIPTIONS = """
    SELECT subscription.id, workspace.name, destination, topic, at, time_zone, created_by,
           created_at
    FROM subscription JOIN workspace ON workspace.id = subscription.workspace"""
_RUNS = "SELECT id, subscription, scheduled_for, state, detail, message FROM digest_run"


def add_subscription(
    transaction: Transaction,
    *,
    destination: str,
    topic: str,
    at: time,
    time_zone: str,
    created_by: str,
    now: datetime,
) -> Subscription:
    """Store a standing order; the same topic at the same destination keeps its id."""
    require_storable("The topic", topic, destination, created_by)
    key = name_key(topic)
    transaction.run(
        """INSERT INTO subscription
           (workspace, destination, topic_key, topic, at, time_zone, created_by, created_at)
           VALUES (:workspace, :destination, :key, :topic, :at, :time_zone, :created_by, :now)
           ON CONFLICT (workspace, destination, topic_key) DO UPDATE SET
           topic = excluded.topic, at = excluded.at, time_zone = excluded.time_zone,
           created_by = excluded.created_by, created_at = excluded.created_at""",
        destination=destination,
        key=key,
        topic=topic,
        at=at.isoformat(),
        time_zone=time_zone,
        created_by=created_by,
        now=now,
    )
    (row,) = transaction.typed_rows(
        _SUBSCRIPTIONS + " WHERE subscription.workspace = :workspace"
        " AND destination = :destination AND topic_key = :key",
        destination=destination,
        key=key,
    )
    return _subscription(row)


def list_subscriptions(
    transaction: Transaction, workspace: str | None, destination: str | None
) -> list[Subscription]:
    """Return standing orders, oldest first; all workspaces where none is given."""
    rows = transaction.typed_rows(
        _SUBSCRIPTIONS + " WHERE (:name IS NULL OR workspace.name = :name)"
        " AND (:destination IS NULL OR destination = :destination) ORDER BY subscription.id",
        name=workspace,
        destination=destination,
    )
    return list(map(_subscription, rows))


def remove_subscription(transaction: Transaction, subscription_id: int) -> bool:
    """Remove one standing order with its runs; False where there was none."""
    return bool(transaction.run("DELETE FROM subscription WHERE id = :id", id=subscription_id))


def claim_run(
    transaction: Transaction, subscription_id: int, scheduled_for: datetime, now: datetime
) -> DigestRun | None:
    """Claim a due run by its unique key; None where somebody has it, or the order is gone."""
    claimed = transaction.run(
        """INSERT INTO digest_run
           (workspace, subscription, scheduled_for, state, detail, message, claimed_at)
           SELECT workspace, id, :scheduled_for, :state, '', '', :now
           FROM subscription WHERE id = :subscription
           ON CONFLICT (subscription, scheduled_for) DO NOTHING""",
        subscription=subscription_id,
        scheduled_for=scheduled_for,
        state=RunState.CLAIMED.value,
        now=now,
    )
    if not claimed:
        return None
    (row,) = transaction.typed_rows(
        _RUNS + " WHERE subscription = :subscription AND scheduled_for = :scheduled_for",
        subscription=subscription_id,
        scheduled_for=scheduled_for,
    )
    return _run(row)


def finish_run(
    transaction: Transaction,
    run_id: int,
    *,
    state: RunState,
    detail: str,
    message: str,
    through_document: int | None,
    shown: Iterable[str],
    now: datetime,
) -> None:
    """Record how a run ended and what it showed; nothing where the order is gone."""
    transaction.run(
        "UPDATE digest_run SET state = :state, detail = :detail, message = :message,"
        " through_document = :through_document, finished_at = :now WHERE id = :run",
        run=run_id,
        state=state.value,
        detail=detail,
        message=message,
        through_document=through_document,
        now=now,
    )
    transaction.run_each(
        "INSERT INTO shown_line (subscription, fingerprint, workspace, run)"
        " SELECT subscription, :fingerprint, workspace, id FROM digest_run WHERE id = :run"
        " ON CONFLICT (subscription, fingerprint) DO NOTHING",
        ({"run": run_id, "fingerprint": each} for each in shown),
    )


def find_runs(
    transaction: Transaction, subscription_id: int | None, state: RunState | None
) -> list[DigestRun]:
    """Return runs, newest first."""
    rows = transaction.typed_rows(
        _RUNS + " WHERE (:subscription IS NULL OR subscription = :subscription)"
        " AND (:state IS NULL OR state = :state)"
        " ORDER BY scheduled_for DESC, id DESC LIMIT :most",
        subscription=subscription_id,
        state=None if state is None else state.value,
        most=_MOST_RUNS,
    )
    return list(map(_run, rows))


def find_high_water(transaction: Transaction, subscription_id: int) -> int | None:
    """Return up to which document delivered or empty runs have looked."""
    row = transaction.row(
        "SELECT max(through_document) FROM digest_run"
        " WHERE subscription = :subscription AND state IN ('delivered', 'skipped')",
        subscription=subscription_id,
    )
    return None if row is None else row[0]


def list_shown(transaction: Transaction, subscription_id: int) -> frozenset[str]:
    """Return fingerprints of all lines that the subscription's digests have shown."""
    rows = transaction.rows(
        "SELECT fingerprint FROM shown_line WHERE subscription = :subscription",
        subscription=subscription_id,
    )
    return frozenset(row[0] for row in rows)


def _subscription(row: Found) -> Subscription:
    subscription_id, workspace, destination, topic, at, time_zone, created_by, created_at = row
    return Subscription(
        id=subscription_id,
        workspace=workspace,
        destination=destination,
        topic=topic,
        at=time.fromisoformat(at),
        time_zone=time_zone,
        created_by=created_by,
        created_at=created_at,
    )


def _run(row: Found) -> DigestRun:
    run_id, subscription_id, scheduled_for, state, detail, message = row
    return DigestRun(
        id=run_id,
        subscription_id=subscription_id,
        scheduled_for=scheduled_for,
        state=RunState(state),
        detail=detail,
        message=message,
    )
