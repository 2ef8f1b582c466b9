"""Where documents came from, written down and taken out; and so their copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.ports import CopyToStore, DocumentToStore
from bot.records import RawDocument, SourceKind, SourceRef
from bot.store import intake_tables
from bot.store.rows import require_storable
from bot.store.sources import SourceKey, source_ids
from bot.store.tables import table_of
from bot.store.transaction import Transaction


def insert_provenance(
    transaction: Transaction,
    ids: Sequence[int],
    documents: Sequence[DocumentToStore],
    now: datetime,
) -> None:
    """Write where new documents came from."""
    sources = _source_ids(transaction, documents, now)
    transaction.insert(
        table_of(intake_tables.ProvenanceRow),
        (
            (
                document_id,
                transaction.workspace,
                _source_of(document, sources),
                document.added_by,
                document.raw.author,
                document.raw.licence,
                document.raw.fetched_at,
                document.raw.fetched_hash,
                document.extracted_with,
                None,
            )
            for document_id, document in zip(ids, documents, strict=True)
        ),
    )


def mark_read(transaction: Transaction, ids: Iterable[int], extracted_with: str) -> None:
    """Note what found the facts of documents."""
    transaction.run(
        "UPDATE provenance SET extracted_with = :with"
        " WHERE workspace = :workspace AND document IN :ids",
        ids=list(ids),
        **{"with": extracted_with},
    )


def read_first_stored(transaction: Transaction, ids: Iterable[int]) -> dict[int, datetime]:
    """Return when the first version of each document was stored, by id."""
    rows = transaction.typed_rows(
        "SELECT document.id, coalesce(first_stored_at, added_at) AS first_stored_at"
        " FROM document LEFT JOIN provenance ON provenance.document = document.id"
        " WHERE document.workspace = :workspace AND document.id IN :ids",
        ids=list(ids),
    )
    return {row[0]: row[1] for row in rows}


def mark_first_stored(transaction: Transaction, moments: Mapping[int, datetime]) -> None:
    """Note when the first versions of documents were stored, by the ids of the present ones."""
    transaction.run_each(
        "UPDATE provenance SET first_stored_at = :moment"
        " WHERE workspace = :workspace AND document = :document",
        ({"document": document, "moment": moment} for document, moment in moments.items()),
    )


def forget_provenance(transaction: Transaction, document_id: int) -> None:
    """Take out where a document came from."""
    transaction.run("DELETE FROM provenance WHERE document = :id", id=document_id)


def insert_copies(transaction: Transaction, copies: Sequence[CopyToStore], now: datetime) -> None:
    """Write copies whose documents are there; one that is known under its id is written anew."""
    if not copies:
        return
    for copy in copies:
        raw = copy.raw
        require_storable(
            f"The copy {raw.external_id!r}", raw.external_id, raw.title, raw.outlet, raw.url,
            raw.origin,
        )  # fmt: skip
    holders = _find_holders(transaction, copies)
    kept = {copy.raw.external_id: copy for copy in copies if copy.of in holders}
    drop_copies(transaction, kept)
    outlets = _outlet_ids(transaction, {copy.raw.outlet for copy in kept.values()})
    sources = _source_ids(transaction, kept.values(), now)
    transaction.insert(
        table_of(intake_tables.DocumentCopyRow),
        (
            (
                transaction.workspace,
                copy.raw.external_id,
                holders[copy.of],
                copy.raw.title,
                outlets[copy.raw.outlet],
                copy.raw.url,
                copy.raw.published,
                now,
                copy.raw.origin,
                _source_of(copy, sources),
                copy.added_by,
                copy.audience,
            )
            for copy in kept.values()
        ),
    )


def _find_holders(transaction: Transaction, copies: Iterable[CopyToStore]) -> dict[str, int]:
    """Return the documents whose copies these are, by external id; those that are there."""
    rows = transaction.rows(
        "SELECT external_id, id FROM document WHERE workspace = :workspace AND external_id IN :ids",
        ids=sorted({copy.of for copy in copies}),
    )
    return dict(rows)


def _outlet_ids(transaction: Transaction, names: Iterable[str]) -> dict[str, int]:
    """Return the ids of outlets by name; a copy does not count as a document of its outlet."""
    wanted = sorted(names)
    transaction.run_each(
        "INSERT INTO outlet (workspace, name, documents) VALUES (:workspace, :name, 0)"
        " ON CONFLICT (workspace, name) DO NOTHING",
        ({"name": name} for name in wanted),
    )
    rows = transaction.rows(
        "SELECT name, id FROM outlet WHERE workspace = :workspace AND name IN :names", names=wanted
    )
    return {str(name): int(outlet_id) for name, outlet_id in rows}


def drop_copies(transaction: Transaction, external_ids: Iterable[str]) -> None:
    """Forget copies by their ids."""
    transaction.run(
        "DELETE FROM document_copy WHERE workspace = :workspace AND external_id IN :ids",
        ids=list(external_ids),
    )


def move_copies(transaction: Transaction, moves: Mapping[int, int]) -> None:
    """Let the copies of some documents be those of others."""
    transaction.run_each(
        "UPDATE document_copy SET document = :new WHERE workspace = :workspace AND document = :old",
        ({"old": old, "new": new} for old, new in moves.items()),
    )


def find_heirs(transaction: Transaction, ids: Iterable[int]) -> dict[int, CopyToStore]:
    """Return the copy that would hold a document's words if the document went, by its id.

    The text of the copies is left empty: it is that of the document.
    """
    heirs: dict[int, CopyToStore] = {}
    rows = transaction.typed_rows(
        "SELECT document, external_id, document_copy.title, outlet.name, url, published, origin,"
        " document_copy.added_by, document_copy.audience, kind, address, source.title"
        " FROM document_copy JOIN outlet ON outlet.id = document_copy.outlet"
        " LEFT JOIN source ON source.id = document_copy.source"
        " WHERE document_copy.workspace = :workspace AND document IN :ids"
        " ORDER BY document_copy.audience, document_copy.added_at, external_id",
        ids=list(ids),
    )
    for document, external_id, title, outlet, url, published, origin, by, audience, *source in rows:
        kind, address, name = source
        raw = RawDocument(
            external_id=external_id,
            text="",
            title=title,
            outlet=outlet,
            url=url,
            published=published,
            origin=origin,
            source=None if kind is None else SourceRef(SourceKind(kind), address, name),
        )
        heirs.setdefault(document, CopyToStore(raw=raw, of="", added_by=by, audience=audience))
    return heirs


def _source_ids(
    transaction: Transaction, items: Iterable[DocumentToStore | CopyToStore], now: datetime
) -> dict[SourceKey, int]:
    wanted = [(it.raw.source, it.audience, it.added_by) for it in items if it.raw.source]
    return source_ids(transaction, wanted, now)


def _source_of(item: DocumentToStore | CopyToStore, sources: Mapping[SourceKey, int]) -> int | None:
    source = item.raw.source
    return sources[SourceKey(source.kind, source.address, item.audience)] if source else None
