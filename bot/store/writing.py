"""Documents in: a batch becomes rows, and a replaced document leaves nothing behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from bot.ports import CopyToStore, DocumentToStore
from bot.records import EVERYONE, Document, DocumentCard, Extraction
from bot.store import provenance_writing as provenance
from bot.store import tables
from bot.store.audiences import make_private, read_audiences, show_to
from bot.store.documents import get_documents, load_extraction
from bot.store.naming import actor_ids, add_names, subtract_names
from bot.store.packing import pack_actors, pack_mentions
from bot.store.removing import DELETE_FACTS, Removed, remove, rows_of, take_out_facts
from bot.store.rows import (
    DocumentRows,
    NameCounts,
    complete,
    require_storable,
)
from bot.store.tables import table_of
from bot.store.transaction import Transaction


def store_documents(
    transaction: Transaction,
    documents: Sequence[DocumentToStore],
    copies: Sequence[CopyToStore],
    now: datetime,
) -> list[int]:
    """Write a batch, taking out what it replaces; return the new ids of ``documents``."""
    now = now.astimezone(UTC)
    ids: list[int] = []
    if documents:
        ids = _replace(transaction, documents, now)
    provenance.insert_copies(transaction, copies, now)
    return ids


def remove_documents(transaction: Transaction, ids: Sequence[int], now: datetime) -> int:
    """Remove documents; the words of one that has copies stay, under the first of these."""
    leaving = get_documents(transaction, "", ids)
    heirs = _make_heirs(transaction, leaving)
    removed = remove(transaction, list(leaving))
    if heirs:
        new = _insert(transaction, list(heirs.values()), removed, now.astimezone(UTC))
        _settle_heirs(transaction, dict(zip(heirs, new, strict=True)), heirs)
    else:
        _outlet_ids(transaction, Counter(), removed.outlets)
        subtract_names(transaction, removed.names)
        totals: Counter[str] = Counter()
        totals.subtract(removed.totals)
        _add_totals(transaction, totals, 0)
    return len(leaving)


def store_facts(
    transaction: Transaction, facts: Mapping[int, Extraction], extracted_with: str
) -> list[int]:
    """Put facts in the place of those that documents had; return the ids still there."""
    documents = get_documents(transaction, "", facts)
    removed = Removed()
    for document_id, document in documents.items():
        take_out_facts(transaction, document_id, document, removed)
    extractions = {i: complete(facts[i]) for i in documents}
    actors = actor_ids(transaction, chain.from_iterable(e.actors for e in extractions.values()))
    rows = [
        rows_of(transaction, i, document, extractions[i], actors)
        for i, document in documents.items()
    ]
    totals = _insert_facts(transaction, rows)
    names = NameCounts()
    for each, (document_id, document) in zip(rows, documents.items(), strict=True):
        extraction = extractions[document_id]
        names.add(extraction, document.text)
        transaction.run(
            "UPDATE document SET sentences = :sentences WHERE id = :id",
            sentences=len(each.spans),
            id=document_id,
        )
        transaction.run(
            "UPDATE document_text SET actors = :actors, mentions = :mentions WHERE document = :id",
            actors=pack_actors(extraction.actors, extraction.title_actors, actors),
            mentions=pack_mentions(extraction.mentions, extraction.actors),
            id=document_id,
        )
    add_names(transaction, names, actors)
    subtract_names(transaction, removed.names)
    totals.subtract(removed.totals)
    _add_totals(transaction, totals, 0)
    provenance.mark_read(transaction, documents, extracted_with)
    return list(documents)


def _replace(
    transaction: Transaction, documents: Sequence[DocumentToStore], now: datetime
) -> list[int]:
    """Write a batch in the place of what it replaces, copies of lost words standing in for them."""
    for document in documents:
        _check(document)
    successors = {d.replaces: d for d in documents if d.replaces is not None}
    leaving = get_documents(transaction, "", successors)
    same = {i for i, old in leaving.items() if old.content_hash == successors[i].content_hash}
    heirs = _make_heirs(transaction, {i: old for i, old in leaving.items() if i not in same})
    audiences = read_audiences(transaction, leaving)
    first_stored = provenance.read_first_stored(transaction, leaving)
    removed = remove(transaction, list(leaving))
    provenance.drop_copies(transaction, (d.raw.external_id for d in documents))
    ids = _insert(transaction, [*documents, *heirs.values()], removed, now)
    of_document = {
        d.replaces: new for d, new in zip(documents, ids, strict=False) if d.replaces is not None
    }
    provenance.move_copies(transaction, {old: of_document[old] for old in same})
    provenance.mark_first_stored(
        transaction, {of_document[old]: moment for old, moment in first_stored.items()}
    )
    for old in leaving:
        # What could be seen before can be seen still.
        for audience in audiences.get(old, (EVERYONE,)):
            show_to(transaction, [of_document[old]], audience)
    _settle_heirs(transaction, dict(zip(heirs, ids[len(documents) :], strict=True)), heirs)
    return ids[: len(documents)]


def _make_heirs(
    transaction: Transaction, leaving: Mapping[int, Document]
) -> dict[int, DocumentToStore]:
    """Return what takes the place of documents that go while copies of them stay, by old id.

    The copy may be of another day, against which "yesterday" must be read anew: its facts follow.
    """
    heirs: dict[int, DocumentToStore] = {}
    for old, copy in provenance.find_heirs(transaction, leaving).items():
        document = leaving[old]
        heirs[old] = DocumentToStore(
            raw=replace(copy.raw, text=document.text),
            content_hash=document.content_hash,
            language=document.card.language,
            extraction=Extraction(sentences=load_extraction(transaction, old).sentences),
            extracted_with="",
            added_by=copy.added_by,
            audience=copy.audience,
        )
    return heirs


def _settle_heirs(
    transaction: Transaction, moves: Mapping[int, int], heirs: Mapping[int, DocumentToStore]
) -> None:
    provenance.drop_copies(transaction, (heir.raw.external_id for heir in heirs.values()))
    provenance.move_copies(transaction, moves)


def _insert(
    transaction: Transaction,
    documents: Sequence[DocumentToStore],
    removed: Removed,
    now: datetime,
) -> list[int]:
    """Insert a batch, and take from names and totals what was removed for it."""
    extractions = [complete(document.extraction) for document in documents]
    first = transaction.allocate("document", len(documents))
    ids = list(range(first, first + len(documents)))
    actors = actor_ids(transaction, chain.from_iterable(e.actors for e in extractions))
    outlets = _outlet_ids(transaction, Counter(d.raw.outlet for d in documents), removed.outlets)
    stored = [_as_document(*each, now) for each in zip(ids, documents, strict=True)]
    rows = [
        rows_of(transaction, *each, actors) for each in zip(ids, stored, extractions, strict=True)
    ]
    totals = _insert_facts(transaction, rows)
    _insert_documents(transaction, ids, documents, rows, outlets, now)
    _insert_texts(transaction, ids, documents, extractions, actors)
    provenance.insert_provenance(transaction, ids, documents, now)
    private = zip(ids, documents, strict=True)
    make_private(transaction, {i: d.audience for i, d in private if d.audience != EVERYONE})
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
        raw.author,
        raw.licence,
        raw.fetched_hash,
        document.added_by,
        document.audience,
        *(each for actor in document.extraction.actors for each in (actor.key, actor.name)),
    )


def _as_document(document_id: int, document: DocumentToStore, now: datetime) -> Document:
    """Return a document as it will be read back; the number of its workspace goes unnamed."""
    raw = document.raw
    card = DocumentCard(
        id=document_id,
        workspace="",
        external_id=raw.external_id,
        title=raw.title,
        outlet=raw.outlet,
        url=raw.url,
        published=raw.published,
        language=document.language,
        added_at=now,
    )
    return Document(card=card, text=raw.text, content_hash=document.content_hash, origin=raw.origin)


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


def _add_totals(transaction: Transaction, totals: Counter[str], last: int) -> None:
    """Add to what a workspace holds; ``last`` is the highest document id written, 0 for none."""
    transaction.run(
        "UPDATE workspace SET documents = documents + :documents,"
        " sentences = sentences + :sentences, quotations = quotations + :quotations,"
        " positions = positions + :positions, entries = entries + :entries,"
        " last_document = CASE WHEN :last > last_document THEN :last ELSE last_document END"
        " WHERE id = :workspace",
        last=last,
        **{kind: totals[kind] for kind in ("documents", *DELETE_FACTS)},
    )
