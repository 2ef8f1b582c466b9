"""Small state: which events were handled, and payloads behind buttons and threads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, insert, select

from bot.store.rows import is_storable, require_storable
from bot.store.tables import RememberedRow, SeenEventRow
from bot.store.transaction import Transaction

#: Slack sends an event again for an hour at most; a day leaves room.
_FORGET_AFTER = timedelta(days=1)


def claim_event(transaction: Transaction, event_id: str, now: datetime) -> bool:
    """Return True the first time an event id is seen; forget what is older than a day."""
    require_storable("The event id", event_id)
    connection = transaction.connection
    connection.execute(delete(SeenEventRow).where(col(SeenEventRow.seen_at) < now - _FORGET_AFTER))
    seen = connection.execute(
        select(SeenEventRow.event).where(
            col(SeenEventRow.workspace) == transaction.workspace,
            col(SeenEventRow.event) == event_id,
        )
    ).first()
    if seen is not None:
        return False
    connection.execute(
        insert(SeenEventRow).values(workspace=transaction.workspace, event=event_id, seen_at=now)
    )
    return True


def remember(
    transaction: Transaction, kind: str, key: str, payload: Mapping[str, object], now: datetime
) -> None:
    """Keep a small JSON payload; what stood under the key is replaced."""
    require_storable("The key", kind, key)
    transaction.connection.execute(delete(RememberedRow).where(*_under(transaction, kind, key)))
    transaction.connection.execute(
        insert(RememberedRow).values(
            workspace=transaction.workspace,
            kind=kind,
            key=key,
            payload=json.dumps(dict(payload)),
            kept_at=now,
        )
    )


def recall(transaction: Transaction, kind: str, key: str) -> dict[str, object] | None:
    """Return what was remembered, or None."""
    if not is_storable(kind + key):
        return None
    payload = transaction.connection.execute(
        select(RememberedRow.payload).where(*_under(transaction, kind, key))
    ).scalar()
    return None if payload is None else dict(json.loads(payload))


def _under(transaction: Transaction, kind: str, key: str) -> list[ColumnElement[bool]]:
    return [
        col(RememberedRow.workspace) == transaction.workspace,
        col(RememberedRow.kind) == kind,
        col(RememberedRow.key) == key,
    ]
