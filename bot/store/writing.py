"""Documents in: a batch becomes rows, and a replaced document leaves nothing behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from bot.ports import SENTENCES_PER_DOCUMENT, DocumentToStore
from bot.records import Extraction
from bot.store import tables
from bot.store.documents import get_documents, load_extraction
from bot.store.naming import actor_ids, add_names, subtract_names
from bot.store.packing import pack_actors, pack_mentions
from bot.store.rows import (
    DocumentRows,
    NameCounts,
    complete,
    recency_of,
    require_storable,
    scope_of,
)
from bot.store.tables import table_of
from bot.store.transaction import Transaction

_DELETE_FACTS = {
    "quotations": "DELETE FROM quotation WHERE sentence BETWEEN :first AND :last",
    "positions": "DELETE FROM position WHERE sentence BETWEEN :first AND :last",
    "entries": "DELETE FROM timeline_entry WHERE sentence BETWEEN :first AND :last",
    "sentences": "DELETE FROM sentence WHERE id BETWEEN :first AND :last",
}


@dataclass(slots=True)
class _Removed:
    """What was taken out: names and numbers that the totals must lose."""

    names: NameCounts = field(default_factory=NameCounts)
    outlets: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)


def store_documents(
    transaction: Transaction, documents: Sequence[DocumentToStore], now: datetime
) -> list[int]:
    """Write a batch, taking out what it replaces; return the new ids."""
    if not documents:
        return []
    now = now.astimezone(UTC)
    for document in documents:
        _check(document)
    extractions = [complete(document.extraction) for document in documents]
    removed = _remove(transaction, [d.replaces for d in documents if d.replaces is not None])
    first = transaction.allocate("document", len(documents))
    ids = list(range(first, first + len(documents)))
    actors = actor_ids(transaction, chain.from_iterable(e.actors for e in extractions))
    outlets = _outlet_ids(transaction, Counter(d.raw.outlet for d in documents), removed.outlets)
    rows = [
        _rows_of(transaction, *each, now, actors)
        for each in zip(ids, documents, extractions, strict=True)
    ]
    totals = _insert_facts(transaction, rows)
    _insert_documents(transaction, ids, documents, rows, outlets, now)
    _insert_texts(transaction, ids, documents, extractions, actors)
    names = NameCounts()
    for document, extraction in zip(documents, extractions, strict=True):
        names.add(extraction, document.raw.text)
    add_names(transaction, names, actors)
    subtract_names(transaction, removed.names)
    totals["documents"] = len(documents)
    totals.subtract(removed.totals)
    _add_totals(transaction, totals, ids[-1])
    return ids


def _check(document: DocumentToStore) -> None:
    raw = document.raw
    require_storable(
        f"The document {raw.external_id!r}",
        raw.external_id,
        raw.text,
        raw.title,
        raw.outlet,
        raw.url,
        raw.origin,
        *(each for actor in document.extraction.actors for each in (actor.key, actor.name)),
    )


def _rows_of(
    transaction: Transaction,
    document_id: int,
    document: DocumentToStore,
    extraction: Extraction,
    now: datetime,
    actors: Mapping[str, int],
) -> DocumentRows:
    raw = document.raw
    return DocumentRows(
        document_id=document_id,
        workspace=transaction.workspace,
        text=raw.text,
        title=raw.title,
        scope=scope_of(transaction.workspace, raw.published),
        recency=recency_of(raw.published, now.date()),
        extraction=extraction,
        actors=actors,
    )


def _insert_facts(transaction: Transaction, rows: Sequence[DocumentRows]) -> Counter[str]:
    """Insert what the big tables hold of the documents; return how many rows by their kind."""
    mentions: list[Any] = sorted(chain.from_iterable(each.mentions() for each in rows))
    transaction.insert(table_of(tables.MentionRow), mentions)
    full_text = list(chain.from_iterable(each.full_text() for each in rows))
    transaction.dialect.index_sentences(transaction.connection, full_text)
    return Counter(
        sentences=transaction.insert(
            table_of(tables.SentenceRow), chain.from_iterable(each.sentences() for each in rows)
        ),
        quotations=transaction.insert(
            table_of(tables.QuotationRow), chain.from_iterable(each.quotations() for each in rows)
        ),
        positions=transaction.insert(
            table_of(tables.PositionRow), chain.from_iterable(each.positions() for each in rows)
        ),
        entries=transaction.insert(
            table_of(tables.TimelineEntryRow), chain.from_iterable(each.entries() for each in rows)
        ),
    )


def _insert_documents(
    transaction: Transaction,
    ids: Sequence[int],
    documents: Sequence[DocumentToStore],
    rows: Sequence[DocumentRows],
    outlets: Mapping[str, int],
    now: datetime,
) -> None:
    transaction.insert(
        table_of(tables.DocumentRow),
        (
            (
                document_id,
                transaction.workspace,
                document.raw.external_id,
                document.content_hash,
                document.raw.title,
                outlets[document.raw.outlet],
                document.raw.url,
                document.raw.published,
                document.language,
                now,
                document.raw.origin,
                len(each.spans),
            )
            for document_id, document, each in zip(ids, documents, rows, strict=True)
        ),
    )


def _insert_texts(
    transaction: Transaction,
    ids: Sequence[int],
    documents: Sequence[DocumentToStore],
    extractions: Sequence[Extraction],
    actors: Mapping[str, int],
) -> None:
    transaction.insert(
        table_of(tables.DocumentTextRow),
        (
            (
                document_id,
                transaction.workspace,
                document.raw.text,
                pack_actors(extraction.actors, extraction.title_actors, actors),
                pack_mentions(extraction.mentions, extraction.actors),
            )
            for document_id, document, extraction in zip(ids, documents, extractions, strict=True)
        ),
    )


def _outlet_ids(
    transaction: Transaction, added: Counter[str], removed: Counter[str]
) -> dict[str, int]:
    """Count documents by outlet and return the outlets' ids by name."""
    change = Counter(added)
    change.subtract(removed)
    transaction.run_each(
        "INSERT INTO outlet (workspace, name, documents) VALUES (:workspace, :name, :count)"
        " ON CONFLICT (workspace, name)"
        " DO UPDATE SET documents = outlet.documents + excluded.documents",
        ({"name": name, "count": count} for name, count in change.items()),
    )
    found = transaction.rows(
        "SELECT name, id FROM outlet WHERE workspace = :workspace AND name IN :names",
        names=list(added),
    )
    return {str(name): int(outlet_id) for name, outlet_id in found}


def _add_totals(transaction: Transaction, totals: Mapping[str, int], last: int) -> None:
    transaction.run(
        "UPDATE workspace SET documents = documents + :documents,"
        " sentences = sentences + :sentences, quotations = quotations + :quotations,"
        " positions = positions + :positions, entries = entries + :entries,"
        " last_document = :last WHERE id = :workspace",
        last=last,
        **totals,
    )


def _remove(transaction: Transaction, ids: Sequence[int]) -> _Removed:
    """Take documents out of every table but those of names, outlets and totals."""
    removed = _Removed()
    if not ids:
        return removed
    for document_id, document in get_documents(transaction, "", ids).items():
        extraction = load_extraction(transaction, document_id)
        removed.names.add(extraction, document.text)
        removed.outlets[document.card.outlet] += 1
        removed.totals["documents"] += 1
        card = document.card
        rows = DocumentRows(
            document_id=document_id,
            workspace=transaction.workspace,
            text=document.text,
            title=card.title,
            scope=scope_of(transaction.workspace, card.published),
            recency=recency_of(card.published, card.added_at.date()),
            extraction=extraction,
            actors=actor_ids(transaction, extraction.actors),
        )
        transaction.dialect.unindex_sentences(transaction.connection, rows.full_text())
        transaction.run_each(
            "DELETE FROM mention WHERE workspace = :workspace AND actor = :actor"
            " AND role = :role AND recency = :recency AND sentence = :sentence",
            (
                dict(zip(tables.MentionRow.model_fields, row, strict=True))
                for row in sorted(rows.mentions())
            ),
        )
        removed.totals.update(_delete_rows(transaction, document_id))
    return removed


def _delete_rows(transaction: Transaction, document_id: int) -> Counter[str]:
    """Delete what stands under a document's id; return how many rows of each kind."""
    first = document_id * SENTENCES_PER_DOCUMENT
    last = first + SENTENCES_PER_DOCUMENT - 1
    totals: Counter[str] = Counter()
    for kind, statement in _DELETE_FACTS.items():
        totals[kind] = transaction.run(statement, first=first, last=last)
    transaction.run("DELETE FROM document_text WHERE document = :id", id=document_id)
    transaction.run("DELETE FROM document WHERE id = :id", id=document_id)
    return totals
