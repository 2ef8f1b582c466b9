"""Where documents came from, and their copies: the same words under other ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.records import (
    DocumentCopy,
    Provenance,
    SourceKind,
    SourceRef,
)
from bot.store.audiences import read_audiences
from bot.store.transaction import Found, Transaction

_PROVENANCE = """
    SELECT document, provenance.added_by, author, licence, fetched_at, fetched_hash,
           extracted_with, first_stored_at, kind, address, title
    FROM provenance LEFT JOIN source ON source.id = provenance.source
    WHERE provenance.workspace = :workspace AND document IN :ids"""
_COPIES = """
    SELECT external_id, document, title, outlet.name, url, published, added_at, origin
    FROM document_copy JOIN outlet ON outlet.id = document_copy.outlet
    WHERE document_copy.workspace = :workspace AND document IN :ids"""


def get_provenance(transaction: Transaction, ids: Iterable[int]) -> dict[int, Provenance]:
    """Return where the documents that exist came from, by id."""
    rows = transaction.typed_rows(_PROVENANCE, ids=list(ids))
    audiences = read_audiences(transaction, [row[0] for row in rows])
    return {row[0]: _provenance(row, audiences.get(row[0], ())) for row in rows}


def _provenance(row: Found, audiences: tuple[str, ...]) -> Provenance:
    _, added_by, author, licence, fetched_at, fetched_hash, extracted_with, first, *source = row
    kind, address, title = source
    return Provenance(
        added_by=added_by,
        source=None if kind is None else SourceRef(SourceKind(kind), address, title),
        author=author,
        licence=licence,
        fetched_at=fetched_at,
        fetched_hash=fetched_hash,
        extracted_with=extracted_with,
        first_stored_at=first,
        audiences=audiences,
    )


def get_copies(transaction: Transaction, ids: Iterable[int]) -> dict[int, list[DocumentCopy]]:
    """Return the copies of documents, in order of publication; those without are left out."""
    sql = _COPIES
    parameters: dict[str, object] = {}
    if transaction.audience is not None:
        sql += " AND audience IN ('', :audience)"
        parameters["audience"] = transaction.audience
    sql += " ORDER BY document, published IS NULL, published, added_at, external_id"
    found: defaultdict[int, list[DocumentCopy]] = defaultdict(list)
    for row in transaction.typed_rows(sql, ids=list(ids), **parameters):
        external_id, document, title, outlet, url, published, added_at, origin = row
        found[document].append(
            DocumentCopy(
                external_id=external_id,
                document=document,
                title=title,
                outlet=outlet,
                url=url,
                published=published,
                added_at=added_at,
                origin=origin,
            )
        )
    return dict(found)
