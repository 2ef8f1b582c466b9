"""Sources: added, listed with what they gave, paused, removed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.records import Source, SourceKind, SourceRef, SourceState
from bot.store.rows import require_storable
from bot.store.transaction import Found, Transaction

_INSERT = """
    INSERT INTO source (workspace, kind, address, audience, title, state, added_by, added_at)
    VALUES (:workspace, :kind, :address, :audience, :title, :state, :added_by, :now)
    ON CONFLICT (workspace, kind, address, audience)"""
_SOURCES = """
    SELECT source.id, workspace.name, kind, address, title, state, added_by, source.added_at,
           audience, coalesce(given.documents, 0),
           (SELECT document.added_at FROM document WHERE document.id = given.newest) AS newest_at
    FROM source JOIN workspace ON workspace.id = source.workspace
    LEFT JOIN (
        SELECT source, count(*) AS documents, max(document) AS newest FROM provenance
        WHERE workspace = :workspace AND source IS NOT NULL GROUP BY source
    ) AS given ON given.source = source.id
    WHERE source.workspace = :workspace"""


class SourceKey(NamedTuple):
    """What makes a source one source in its workspace."""

    kind: SourceKind
    address: str
    audience: str


def add_source(
    transaction: Transaction, source: SourceRef, *, added_by: str, audience: str, now: datetime
) -> Source:
    """Add a source, or return the one that is there; a paused one becomes active again."""
    require_storable("The source", source.address, source.title, added_by, audience)
    transaction.run(
        _INSERT + " DO UPDATE SET state = excluded.state, title = CASE"
        " WHEN excluded.title = '' THEN source.title ELSE excluded.title END",
        kind=source.kind.value,
        address=source.address,
        audience=audience,
        title=source.title,
        state=SourceState.ACTIVE.value,
        added_by=added_by,
        now=now,
    )
    (row,) = _rows(
        transaction,
        " AND kind = :kind AND address = :address AND audience = :audience",
        kind=source.kind.value,
        address=source.address,
        audience=audience,
    )
    return row


def source_ids(
    transaction: Transaction,
    wanted: Iterable[tuple[SourceRef, str, str]],
    now: datetime,
) -> dict[SourceKey, int]:
    """Return the ids of sources, given with their audience and who adds them; new ones are added.

    Unlike ``add_source`` it leaves the state of those that are there.
    """
    each = {
        SourceKey(source.kind, source.address, audience): (source.title, added_by)
        for source, audience, added_by in wanted
    }
    if not each:
        return {}
    found = _find_ids(transaction, each)
    for key in each.keys() - found.keys():
        title, added_by = each[key]
        require_storable("The source", key.address, title, added_by, key.audience)
        transaction.run(
            _INSERT + " DO NOTHING",
            kind=key.kind.value,
            address=key.address,
            audience=key.audience,
            title=title,
            state=SourceState.ACTIVE.value,
            added_by=added_by,
            now=now,
        )
    return found if len(found) == len(each) else _find_ids(transaction, each)


def _find_ids(transaction: Transaction, wanted: Iterable[SourceKey]) -> dict[SourceKey, int]:
    keys = set(wanted)
    rows = transaction.rows(
        "SELECT kind, address, audience, id FROM source"
        " WHERE workspace = :workspace AND address IN :addresses",
        addresses=sorted({key.address for key in keys}),
    )
    found = {SourceKey(SourceKind(k), address, audience): i for k, address, audience, i in rows}
    return {key: found[key] for key in keys if key in found}


def list_sources(transaction: Transaction, kind: SourceKind | None) -> list[Source]:
    """Return the sources with how much they gave, by kind and address."""
    if kind is None:
        return _rows(transaction, "")
    return _rows(transaction, " AND kind = :kind", kind=kind.value)


def set_source_state(transaction: Transaction, source_id: int, state: SourceState) -> bool:
    """Pause a source or let it go on; False where there is none."""
    changed = transaction.run(
        "UPDATE source SET state = :state WHERE workspace = :workspace AND id = :id",
        state=state.value,
        id=source_id,
    )
    return changed > 0


def remove_source(transaction: Transaction, source_id: int) -> bool:
    """Remove a source with the copies that it gave; its documents stay, without it."""
    transaction.run(
        "DELETE FROM document_copy WHERE workspace = :workspace AND source = :id", id=source_id
    )
    transaction.run(
        "UPDATE provenance SET source = NULL WHERE workspace = :workspace AND source = :id",
        id=source_id,
    )
    removed = transaction.run(
        "DELETE FROM source WHERE workspace = :workspace AND id = :id", id=source_id
    )
    return removed > 0


def list_source_documents(transaction: Transaction, source_id: int, limit: int) -> list[int]:
    """Return ids of the documents that a source gave, the oldest first."""
    return transaction.numbers(
        "SELECT document FROM provenance WHERE workspace = :workspace AND source = :id"
        " ORDER BY document LIMIT :most",
        id=source_id,
        most=limit,
    )


def _rows(transaction: Transaction, where: str, **parameters: object) -> list[Source]:
    sql = _SOURCES + where + " ORDER BY kind, address, audience"
    return [_source(row) for row in transaction.typed_rows(sql, **parameters)]


def _source(row: Found) -> Source:
    source_id, workspace, kind, address, title, state, added_by, added_at, *rest = row
    audience, documents, newest = rest
    return Source(
        id=source_id,
        workspace=workspace,
        kind=SourceKind(kind),
        address=address,
        title=title,
        state=SourceState(state),
        added_by=added_by,
        added_at=added_at,
        audience=audience,
        documents=documents,
        last_added_at=newest,
    )
