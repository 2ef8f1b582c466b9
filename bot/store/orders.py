"""Standing orders: subscriptions, the runs of their digests, and the lines these have shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection

from bot.errors import InputError
from bot.language.names import name_key
from bot.records import DigestRun, FollowKind, PreparedDigest, Rhythm, RunState, Subscription
from bot.store.dialect import SqliteDialect
from bot.store.rows import require_storable
from bot.store.transaction import Found, Transaction

#: Runs that are listed; at a few a day these are those of years.
_MOST_RUNS = 10_000

_SUBSCRIPTIONS = """
    SELECT subscription.id, workspace.name, destination, topic, at, time_zone, created_by,
           created_at, kind, rhythm, says_quiet, paused_until
    FROM subscription JOIN workspace ON workspace.id = subscription.workspace"""
_RUNS = """
    SELECT id, subscription, scheduled_for, state, detail, message, claimed_at, prepared
    FROM digest_run"""
_HIGH_WATER = """
    SELECT max(through_document) FROM digest_run
    WHERE subscription = :subscription AND state IN ('delivered', 'skipped')"""
_BEFORE = " AND scheduled_for < :before"
_SHOWN = "SELECT fingerprint FROM shown_line WHERE subscription = :subscription"
_BY_RUN = """ AND run IN (
    SELECT id FROM digest_run WHERE subscription = :subscription AND scheduled_for = :at)"""
_ADD = """
    INSERT INTO subscription (workspace, destination, topic_key, topic, at, time_zone, created_by,
        created_at, kind, rhythm, says_quiet)
    VALUES (:workspace, :destination, :key, :topic, :at, :time_zone, :created_by, :now,
        :kind, :rhythm, :says_quiet)
    ON CONFLICT (workspace, destination, topic_key) DO UPDATE SET
        topic = excluded.topic, at = excluded.at, time_zone = excluded.time_zone,
        created_by = excluded.created_by, created_at = excluded.created_at,
        kind = excluded.kind, rhythm = excluded.rhythm, says_quiet = excluded.says_quiet,
        paused_until = NULL"""


def m006_several_orders(connection: Connection, dialect: SqliteDialect) -> None:
    """Let orders be about speakers and phrases, weekly and paused; keep what is about to go out.

    A run that an older version left claimed may have been posted, without what it could be found
    by: it counts as failed, and is not sent by itself.
    """
    for statement in (
        "ALTER TABLE subscription ADD COLUMN kind TEXT NOT NULL DEFAULT 'topic'",
        "ALTER TABLE subscription ADD COLUMN rhythm TEXT NOT NULL DEFAULT 'daily'",
        "ALTER TABLE subscription ADD COLUMN says_quiet INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE subscription ADD COLUMN paused_until TIMESTAMP",
        "ALTER TABLE digest_run ADD COLUMN prepared TEXT",
        "UPDATE digest_run SET state = 'failed', detail = 'interrupted' WHERE state = 'claimed'",
    ):
        connection.exec_driver_sql(statement)


def add_subscription(
    transaction: Transaction,
    *,
    destination: str,
    topic: str,
    at: time,
    time_zone: str,
    created_by: str,
    now: datetime,
    kind: FollowKind,
    rhythm: Rhythm,
    says_quiet: bool,
) -> Subscription:
    """Store a standing order; the same words and kind at the same destination keep their id."""
    require_storable("The topic", topic, destination, created_by)
    key = _key(kind, topic)
    transaction.run(
        _ADD,
        destination=destination,
        key=key,
        topic=topic,
        at=at.isoformat(),
        time_zone=time_zone,
        created_by=created_by,
        now=now,
        kind=kind.value,
        rhythm=rhythm.value,
        says_quiet=int(says_quiet),
    )
    (row,) = transaction.typed_rows(
        _SUBSCRIPTIONS + " WHERE subscription.workspace = :workspace"
        " AND destination = :destination AND topic_key = :key",
        destination=destination,
        key=key,
    )
    return _subscription(row)


def change_subscription(
    transaction: Transaction,
    subscription_id: int,
    *,
    topic: str,
    at: time,
    now: datetime,
    kind: FollowKind,
    rhythm: Rhythm,
    says_quiet: bool,
    changed_by: str | None,
) -> Subscription | None:
    """Give a standing order other words or hours; None where it is gone."""
    require_storable("The topic", topic, changed_by)
    key = _key(kind, topic)
    if transaction.row(
        "SELECT 1 FROM subscription AS other JOIN subscription AS mine ON mine.id = :id"
        " WHERE other.id <> mine.id AND other.workspace = mine.workspace"
        " AND other.destination = mine.destination AND other.topic_key = :key",
        id=subscription_id,
        key=key,
    ):
        raise InputError(f"“{topic}” is followed here already; change that one instead.")
    transaction.run(
        "UPDATE subscription SET topic_key = :key, topic = :topic, at = :at, created_at = :now,"
        " kind = :kind, rhythm = :rhythm, says_quiet = :says_quiet,"
        " created_by = coalesce(:changed_by, created_by) WHERE id = :id",
        id=subscription_id,
        key=key,
        topic=topic,
        at=at.isoformat(),
        now=now,
        kind=kind.value,
        rhythm=rhythm.value,
        says_quiet=int(says_quiet),
        changed_by=changed_by,
    )
    return find_subscription(transaction, subscription_id)


def pause_subscription(
    transaction: Transaction, subscription_id: int, until: datetime
) -> Subscription | None:
    """Let nothing be due before an instant; None where the order is gone."""
    transaction.run(
        "UPDATE subscription SET paused_until = :until WHERE id = :id",
        id=subscription_id,
        until=until,
    )
    return find_subscription(transaction, subscription_id)


def find_subscription(transaction: Transaction, subscription_id: int) -> Subscription | None:
    """Return one standing order, or None where it is gone."""
    rows = transaction.typed_rows(
        _SUBSCRIPTIONS + " WHERE subscription.id = :id", id=subscription_id
    )
    return _subscription(rows[0]) if rows else None


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


def prepare_run(
    transaction: Transaction,
    run_id: int,
    *,
    claimed_at: datetime,
    prepared: PreparedDigest,
    now: datetime,
) -> bool:
    """Keep what is about to be sent, if the claim is still the caller's; False where it is not."""
    kept = {"through_document": prepared.through_document, "shown": prepared.shown}
    return bool(
        transaction.run(
            "UPDATE digest_run SET prepared = :prepared, claimed_at = :now"
            " WHERE id = :run AND state = :claimed AND claimed_at = :claimed_at",
            run=run_id,
            claimed=RunState.CLAIMED.value,
            claimed_at=claimed_at,
            prepared=json.dumps(kept),
            now=now,
        )
    )


def take_over_run(
    transaction: Transaction, run_id: int, *, left_before: datetime, now: datetime
) -> bool:
    """Take a claimed run that nobody has touched since ``left_before``; False where one has."""
    return bool(
        transaction.run(
            "UPDATE digest_run SET claimed_at = :now"
            " WHERE id = :run AND state = :claimed AND claimed_at <= :left_before",
            run=run_id,
            claimed=RunState.CLAIMED.value,
            left_before=left_before,
            now=now,
        )
    )


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
        " through_document = :through_document, finished_at = :now, prepared = NULL"
        " WHERE id = :run",
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


def find_last_scheduled(transaction: Transaction) -> dict[int, datetime]:
    """Return the latest instant that a run has taken, by subscription."""
    rows = transaction.typed_rows(
        "SELECT id, (SELECT max(scheduled_for) FROM digest_run"
        " WHERE subscription = subscription.id) AS scheduled_for FROM subscription"
    )
    return {row[0]: row[1] for row in rows if row[1] is not None}


def find_high_water(
    transaction: Transaction, subscription_id: int, before: datetime | None
) -> int | None:
    """Return up to which document delivered or empty runs have looked."""
    sql = _HIGH_WATER + _BEFORE if before else _HIGH_WATER
    row = transaction.row(sql, subscription=subscription_id, before=before)
    return None if row is None else row[0]


def list_shown(
    transaction: Transaction, subscription_id: int, at: datetime | None
) -> frozenset[str]:
    """Return fingerprints of the lines that the subscription's digests, or one, have shown."""
    sql = _SHOWN + _BY_RUN if at else _SHOWN
    rows = transaction.rows(sql, subscription=subscription_id, at=at)
    return frozenset(row[0] for row in rows)


def _key(kind: FollowKind, words: str) -> str:
    """Return what no two orders of a destination share; a topic's is as it was before kinds."""
    key = name_key(words)
    return key if kind is FollowKind.TOPIC else f"{kind}: {key}"


def _subscription(row: Found) -> Subscription:
    """Read a row of ``_SUBSCRIPTIONS``."""
    return Subscription(
        id=row[0],
        workspace=row[1],
        destination=row[2],
        topic=row[3],
        at=time.fromisoformat(row[4]),
        time_zone=row[5],
        created_by=row[6],
        created_at=row[7],
        kind=FollowKind(row[8]),
        rhythm=Rhythm(row[9]),
        says_quiet=bool(row[10]),
        paused_until=row[11],
    )


def _run(row: Found) -> DigestRun:
    run_id, subscription_id, scheduled_for, state, detail, message, claimed_at, prepared = row
    return DigestRun(
        id=run_id,
        subscription_id=subscription_id,
        scheduled_for=scheduled_for,
        state=RunState(state),
        detail=detail,
        message=message,
        claimed_at=claimed_at,
        prepared=None if prepared is None else _prepared(json.loads(prepared)),
    )


def _prepared(kept: dict[str, Any]) -> PreparedDigest:
    return PreparedDigest(through_document=kept["through_document"], shown=tuple(kept["shown"]))
