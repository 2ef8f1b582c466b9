"""Feeds: where each stands, and which of its entries were dealt with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.ports.feeds import FIRST_INTERVAL, FeedState, SeenEntry
from bot.records import SourceKind, SourceState
from bot.store.dialect import SqliteDialect
from bot.store.transaction import Found, Transaction

# Words of others are kept as they came, within reason.
_LONGEST = 1000

_FEEDS = """
    SELECT source.id, workspace.name, source.address, source.added_by, source.audience,
           source.state, coalesce(feed.next_due, source.added_at) AS next_due,
           coalesce(nullif(feed.title, ''), source.title), coalesce(feed.moved_to, ''),
           coalesce(feed.etag, ''), coalesce(feed.last_modified, ''),
           coalesce(feed.pause, :first_pause), coalesce(feed.asked_pause, 0),
           last_fetched, last_new, failing_since,
           coalesce(feed.failures, 0), coalesce(feed.last_error, ''), coalesce(feed.teasers, 0),
           coalesce(feed.missed, 0), coalesce(feed.trouble, ''), coalesce(feed.paused_because, '')
    FROM source JOIN workspace ON workspace.id = source.workspace
    LEFT JOIN feed ON feed.source = source.id
    WHERE source.kind = :kind"""
_SAVE = """
    INSERT INTO feed (source, workspace, moved_to, title, etag, last_modified, pause, asked_pause,
        next_due, last_fetched, last_new, failing_since, failures, last_error, teasers, missed,
        trouble, paused_because, seen)
    SELECT id, workspace, :moved_to, :title, :etag, :last_modified, :pause, :asked_pause,
        :next_due, :last_fetched, :last_new, :failing_since, :failures, :last_error, :teasers,
        :missed, :trouble, :paused_because, coalesce(:seen, '{}')
    FROM source WHERE workspace = :workspace AND id = :source AND kind = :kind
    ON CONFLICT (source) DO UPDATE SET moved_to = excluded.moved_to, title = excluded.title,
        etag = excluded.etag, last_modified = excluded.last_modified, pause = excluded.pause,
        asked_pause = excluded.asked_pause,
        next_due = excluded.next_due, last_fetched = excluded.last_fetched,
        last_new = excluded.last_new, failing_since = excluded.failing_since,
        failures = excluded.failures, last_error = excluded.last_error,
        teasers = excluded.teasers, missed = excluded.missed, trouble = excluded.trouble,
        paused_because = excluded.paused_because, seen = coalesce(:seen, feed.seen)
    WHERE feed.next_due = coalesce(:claimed_until, feed.next_due)"""
# One statement, so that of two who claim at the same time one finds the other's instant.
_CLAIM = """
    INSERT INTO feed (source, workspace, moved_to, title, etag, last_modified, pause, asked_pause,
        next_due, failures, last_error, teasers, missed, trouble, paused_because, seen)
    SELECT id, workspace, '', '', '', '', :first_pause, 0, :until, 0, '', 0, 0, '', '', '{}'
    FROM source
    WHERE workspace = :workspace AND id = :source AND kind = :kind AND state = :active
        AND (added_at = :due OR EXISTS (SELECT 1 FROM feed WHERE feed.source = source.id))
    ON CONFLICT (source) DO UPDATE SET next_due = excluded.next_due WHERE feed.next_due = :due"""


def m004_feeds(connection: Connection, dialect: SqliteDialect) -> None:
    """Create what is known of feeds beyond that they are sources."""
    connection.exec_driver_sql(
        """CREATE TABLE feed (
            source INTEGER NOT NULL PRIMARY KEY REFERENCES source ON DELETE CASCADE,
            workspace INTEGER NOT NULL, moved_to TEXT NOT NULL, title TEXT NOT NULL,
            etag TEXT NOT NULL, last_modified TEXT NOT NULL, pause FLOAT NOT NULL,
            asked_pause FLOAT NOT NULL,
            next_due TIMESTAMP NOT NULL, last_fetched TIMESTAMP, last_new TIMESTAMP,
            failing_since TIMESTAMP, failures INTEGER NOT NULL, last_error TEXT NOT NULL,
            teasers INTEGER NOT NULL, missed INTEGER NOT NULL, trouble TEXT NOT NULL,
            paused_because TEXT NOT NULL, seen TEXT NOT NULL)"""
    )


def list_feeds(transaction: Transaction, workspace: str | None, *, active: bool) -> list[FeedState]:
    """Return feeds in the order they were added; all workspaces where none is given."""
    rows = _rows(
        transaction,
        " AND (:name IS NULL OR workspace.name = :name) AND (:every OR source.state = :active)",
        name=workspace,
        every=not active,
        active=SourceState.ACTIVE.value,
    )
    return list(map(_state, rows))


def find_feed(transaction: Transaction, source_id: int) -> FeedState | None:
    """Return where a feed stands, paused or not; None where it was removed."""
    rows = _rows(transaction, " AND source.id = :source", source=source_id)
    return _state(rows[0]) if rows else None


def _rows(transaction: Transaction, where: str, **parameters: object) -> list[Found]:
    return transaction.typed_rows(
        f"{_FEEDS}{where} ORDER BY source.id",
        kind=SourceKind.FEED.value,
        first_pause=FIRST_INTERVAL,
        **parameters,
    )


def load_seen(transaction: Transaction, source_id: int) -> dict[str, SeenEntry]:
    """Return the entries that were dealt with, by key; the latest last."""
    row = transaction.row("SELECT seen FROM feed WHERE source = :source", source=source_id)
    told = json.loads(row[0]) if row else {}
    return {key: SeenEntry(fingerprint, tries) for key, (fingerprint, tries) in told.items()}


def claim_feed(transaction: Transaction, state: FeedState, until: datetime) -> bool:
    """Move the next poll of a feed; False where it is no longer the one that ``state`` says."""
    return bool(
        transaction.run(
            _CLAIM,
            source=state.source_id,
            kind=SourceKind.FEED.value,
            active=SourceState.ACTIVE.value,
            first_pause=FIRST_INTERVAL,
            due=state.next_due,
            until=until,
        )
    )


def save_feed(
    transaction: Transaction,
    state: FeedState,
    seen: Mapping[str, SeenEntry] | None,
    claimed_until: datetime | None,
) -> bool:
    """Record how a poll ended; False where the feed was removed or claimed anew meanwhile."""
    saved = transaction.run(
        _SAVE,
        source=state.source_id,
        kind=SourceKind.FEED.value,
        moved_to=state.moved_to,
        title=_storable(state.title),
        etag=_storable(state.etag),
        last_modified=_storable(state.last_modified),
        pause=state.interval,
        asked_pause=state.asked_pause,
        next_due=state.next_due,
        last_fetched=state.last_fetched,
        last_new=state.last_new,
        failing_since=state.failing_since,
        failures=state.failures,
        last_error=_storable(state.last_error),
        teasers=state.teasers,
        missed=state.missed,
        trouble=_storable(state.trouble),
        paused_because=_storable(state.paused_because),
        seen=None if seen is None else json.dumps(dict(seen), separators=(",", ":")),
        claimed_until=claimed_until,
    )
    if saved and state.is_paused:
        transaction.run(
            "UPDATE source SET state = :state WHERE workspace = :workspace AND id = :source",
            state=SourceState.PAUSED.value,
            source=state.source_id,
        )
    return saved > 0


def _storable(words: str) -> str:
    """Return what a server said as a database takes it."""
    return words[:_LONGEST].replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _state(row: Found) -> FeedState:
    source_id, workspace, address, added_by, audience, state, next_due, *rest = row
    title, moved_to, etag, last_modified, pause, asked_pause, last_fetched, *rest = rest
    last_new, failing_since, failures, last_error, teasers, missed, trouble, paused_because = rest
    is_paused = state == SourceState.PAUSED.value
    return FeedState(
        source_id=source_id,
        workspace=workspace,
        address=address,
        added_by=added_by,
        audience=audience,
        next_due=next_due,
        title=title,
        moved_to=moved_to,
        etag=etag,
        last_modified=last_modified,
        interval=pause,
        asked_pause=asked_pause,
        last_fetched=last_fetched,
        last_new=last_new,
        failing_since=failing_since,
        failures=failures,
        last_error=last_error,
        teasers=teasers,
        missed=missed,
        trouble=trouble,
        is_paused=is_paused,
        paused_because=paused_because if is_paused else "",
    )
