"""Small state: which events were handled, and payloads behind buttons and threads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.store.rows import is_storable, require_storable
from bot.store.transaction import Transaction

#: Slack sends an event again for an hour at most; a day leaves room.
_FORGET_AFTER = timedelta(days=1)
_INSERT = """
    INSERT INTO remembered (workspace, kind, key, payload, kept_at)
    VALUES (:workspace, :kind, :key, :payload, :now)
    ON CONFLICT (workspace, kind, key)"""


def claim_event(transaction: Transaction, event_id: str, now: datetime) -> bool:
    """Return True the first time an event id is seen; forget what is older than a day."""
    require_storable("The event id", event_id)
    transaction.run("DELETE FROM seen_event WHERE seen_at < :oldest", oldest=now - _FORGET_AFTER)
    return bool(
        transaction.run(
            "INSERT INTO seen_event (workspace, event, seen_at) VALUES (:workspace, :event, :now)"
            " ON CONFLICT (workspace, event) DO NOTHING",
            event=event_id,
            now=now,
        )
    )


def remember(
    transaction: Transaction, kind: str, key: str, payload: Mapping[str, object], now: datetime
) -> None:
    """Keep a small JSON payload; what stood under the key is replaced."""
    replacing = f"{_INSERT} DO UPDATE SET payload = excluded.payload, kept_at = excluded.kept_at"
    _keep(transaction, replacing, kind, key, payload, now)


def keep_first(
    transaction: Transaction, kind: str, key: str, payload: Mapping[str, object], now: datetime
) -> None:
    """Keep a small JSON payload unless something stands under the key."""
    _keep(transaction, f"{_INSERT} DO NOTHING", kind, key, payload, now)


def _keep(
    transaction: Transaction,
    statement: str,
    kind: str,
    key: str,
    payload: Mapping[str, object],
    now: datetime,
) -> None:
    require_storable("The key", kind, key)
    transaction.run(statement, kind=kind, key=key, payload=json.dumps(dict(payload)), now=now)


def recall(transaction: Transaction, kind: str, key: str) -> dict[str, object] | None:
    """Return what was remembered, or None."""
    if not is_storable(kind + key):
        return None
    row = transaction.row(
        "SELECT payload FROM remembered"
        " WHERE workspace = :workspace AND kind = :kind AND key = :key",
        kind=kind,
        key=key,
    )
    return None if row is None else dict(json.loads(row[0]))
