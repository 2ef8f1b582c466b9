"""Documents out of the tables: what stood under their ids, and what the totals must lose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.ports import SENTENCES_PER_DOCUMENT
from bot.records import Document, Extraction
from bot.store import provenance_writing as provenance
from bot.store import tables
from bot.store.audiences import forget
from bot.store.documents import get_documents, load_extraction
from bot.store.naming import actor_ids
from bot.store.rows import DocumentRows, NameCounts, recency_of, scope_of
from bot.store.stories import forget_stories
from bot.store.transaction import Transaction

#: What deletes the facts of a document, by the name of their total.
DELETE_FACTS = {
    "quotations": "DELETE FROM quotation WHERE sentence BETWEEN :first AND :last",
    "positions": "DELETE FROM position WHERE sentence BETWEEN :first AND :last",
    "entries": "DELETE FROM timeline_entry WHERE sentence BETWEEN :first AND :last",
    "sentences": "DELETE FROM sentence WHERE id BETWEEN :first AND :last",
}


@dataclass(slots=True)
class Removed:
    """What was taken out: names and numbers that the totals must lose."""

    names: NameCounts = field(default_factory=NameCounts)
    outlets: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)


def rows_of(
    transaction: Transaction,
    document_id: int,
    document: Document,
    extraction: Extraction,
    actors: Mapping[str, int],
) -> DocumentRows:
    """Return the rows of a document with these facts; ``actors`` are ids by key."""
    card = document.card
    return DocumentRows(
        document_id=document_id,
        workspace=transaction.workspace,
        text=document.text,
        title=card.title,
        scope=scope_of(transaction.workspace, card.published),
        recency=recency_of(card.published, card.added_at.date()),
        extraction=extraction,
        actors=actors,
    )


def remove(transaction: Transaction, ids: Sequence[int]) -> Removed:
    """Take documents out of every table but those of names, outlets and totals."""
    removed = Removed()
    for document_id, document in get_documents(transaction, "", ids).items():
        take_out_facts(transaction, document_id, document, removed)
        removed.outlets[document.card.outlet] += 1
        removed.totals["documents"] += 1
        transaction.run("DELETE FROM document_text WHERE document = :id", id=document_id)
        transaction.run("DELETE FROM document WHERE id = :id", id=document_id)
        provenance.forget_provenance(transaction, document_id)
    forget(transaction, ids)
    forget_stories(transaction, ids)
    return removed


def take_out_facts(
    transaction: Transaction, document_id: int, document: Document, removed: Removed
) -> None:
    """Take a document's facts, sentences and words out of the tables and the index."""
    extraction = load_extraction(transaction, document_id)
    removed.names.add(extraction, document.text)
    rows = rows_of(
        transaction, document_id, document, extraction, actor_ids(transaction, extraction.actors)
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
    first = document_id * SENTENCES_PER_DOCUMENT
    last = first + SENTENCES_PER_DOCUMENT - 1
    for kind, statement in DELETE_FACTS.items():
        removed.totals[kind] += transaction.run(statement, first=first, last=last)
