"""Documents out: cards, texts, sentences, what was extracted, and how much there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.ports import (
    SENTENCES_PER_DOCUMENT,
    ArchiveStats,
    KnownDocument,
    StoredPosition,
    StoredQuotation,
    Unread,
)
from bot.records import (
    ActorKind,
    Document,
    DocumentCard,
    Extraction,
    Position,
    Quotation,
    Span,
    TimelineEntry,
)
from bot.results import Coverage
from bot.store.audiences import hidden_documents, read_audiences
from bot.store.facts import load_document_facts
from bot.store.packing import actor_ids_in, unpack_actors, unpack_mentions
from bot.store.transaction import Found, Transaction

#: What a card is read from.
CARD_COLUMNS = """
    document.id, external_id, title, outlet.name AS outlet, url, published, language, added_at"""
_CARDS = f"""
    SELECT {CARD_COLUMNS}
    FROM document JOIN outlet ON outlet.id = document.outlet
    WHERE +document.workspace = :workspace AND document.id IN :ids"""  # noqa: S608
_DOCUMENTS = f"""
    SELECT {CARD_COLUMNS}, content_hash, origin, document_text.text
    FROM document JOIN outlet ON outlet.id = document.outlet
    JOIN document_text ON document_text.document = document.id
    WHERE +document.workspace = :workspace AND document.id IN :ids"""  # noqa: S608


def find_known(
    transaction: Transaction, external_ids: Sequence[str], content_hashes: Sequence[str]
) -> list[KnownDocument]:
    """Return stored documents that carry one of the ids or one of the hashes."""
    rows = transaction.rows(
        """SELECT id, external_id, content_hash FROM document
           WHERE workspace = :workspace AND external_id IN :ids
           UNION SELECT id, external_id, content_hash FROM document
           WHERE workspace = :workspace AND content_hash IN :hashes ORDER BY id""",
        ids=list(external_ids),
        hashes=list(content_hashes),
    )
    audiences = read_audiences(transaction, [row[0] for row in rows])
    return [
        KnownDocument(id=i, external_id=e, content_hash=h, audiences=audiences.get(i, ()))
        for i, e, h in rows
    ]


def get_cards(
    transaction: Transaction, workspace: str, ids: Iterable[int]
) -> dict[int, DocumentCard]:
    """Return the documents that exist, by id, without their texts."""
    rows = transaction.typed_rows(_CARDS, ids=_seen(transaction, ids))
    return {row[0]: read_card(workspace, row) for row in rows}


def get_documents(
    transaction: Transaction, workspace: str, ids: Iterable[int]
) -> dict[int, Document]:
    """Return the documents that exist, by id, with their texts."""
    rows = transaction.typed_rows(_DOCUMENTS, ids=_seen(transaction, ids))
    return {
        row[0]: Document(
            card=read_card(workspace, row), content_hash=row[-3], origin=row[-2], text=row[-1]
        )
        for row in rows
    }


def _seen(transaction: Transaction, ids: Iterable[int]) -> list[int]:
    """Leave out the documents that the audience may not see."""
    hidden = set(hidden_documents(transaction))
    return [i for i in ids if i not in hidden]


def read_card(workspace: str, row: Found) -> DocumentCard:
    """Return a card from a row that begins with ``CARD_COLUMNS``."""
    document_id, external_id, title, outlet, url, published, language, added_at, *_ = row
    return DocumentCard(
        id=document_id,
        workspace=workspace,
        external_id=external_id,
        title=title,
        outlet=outlet,
        url=url,
        published=published,
        language=language,
        added_at=added_at,
    )


def find_document_id(transaction: Transaction, reference: str) -> int | None:
    """Return the id of the document with this store id or external id."""
    if reference.isascii() and reference.isdecimal() and len(reference) < 19:
        row = transaction.row(
            "SELECT id FROM document WHERE +workspace = :workspace AND id = :id", id=int(reference)
        )
        if row is not None:
            return int(row[0])
    row = transaction.row(
        "SELECT id FROM document WHERE workspace = :workspace AND external_id = :reference",
        reference=reference,
    )
    return None if row is None else int(row[0])


def load_extraction(transaction: Transaction, document_id: int) -> Extraction:
    """Return what was extracted from one document; nothing where it does not exist."""
    packed = transaction.row(
        "SELECT actors, mentions FROM document_text"
        " WHERE workspace = :workspace AND document = :document",
        document=document_id,
    )
    if packed is None:
        return Extraction()
    named = _read_actors(transaction, actor_ids_in(packed[0]))
    actors, title_actors = unpack_actors(packed[0], named)
    keys = {actor_id: key for actor_id, (key, _, _) in named.items()}
    facts = load_document_facts(transaction, document_id)
    return Extraction(
        sentences=_read_sentences(transaction, document_id),
        actors=actors,
        mentions=unpack_mentions(packed[1], actors),
        quotations=tuple(_as_extracted_quotation(each, keys) for each in facts.quotations),
        positions=tuple(_as_extracted_position(each, keys) for each in facts.positions),
        timeline=tuple(
            TimelineEntry(
                date=each.date,
                precision=each.precision,
                phrase=each.phrase,
                evidence=each.evidence,
            )
            for each in facts.entries
        ),
        title_actors=title_actors,
    )


def _as_extracted_quotation(stored: StoredQuotation, keys: Mapping[int, str]) -> Quotation:
    return Quotation(
        content=stored.content,
        kind=stored.kind,
        speaker=stored.speaker,
        cue=stored.cue,
        speakers=tuple(keys[i] for i in stored.speaker_ids),
        reason=stored.reason,
    )


def _as_extracted_position(stored: StoredPosition, keys: Mapping[int, str]) -> Position:
    return Position(
        actor=stored.actor,
        stance=stored.stance,
        cue=stored.cue,
        evidence=stored.evidence,
        target=stored.target,
        actors=tuple(keys[i] for i in stored.actor_ids),
        according_to=stored.according_to,
    )


def _read_actors(
    transaction: Transaction, ids: Sequence[int]
) -> dict[int, tuple[str, str, ActorKind]]:
    rows = transaction.rows(
        "SELECT id, key, name, kind FROM actor WHERE +workspace = :workspace AND id IN :ids",
        ids=list(ids),
    )
    return {actor_id: (key, name, ActorKind(kind)) for actor_id, key, name, kind in rows}


def _read_sentences(transaction: Transaction, document_id: int) -> tuple[Span, ...]:
    first = document_id * SENTENCES_PER_DOCUMENT
    rows = transaction.rows(
        "SELECT starts, ends FROM sentence"
        " WHERE workspace = :workspace AND id BETWEEN :first AND :last ORDER BY id",
        first=first,
        last=first + SENTENCES_PER_DOCUMENT - 1,
    )
    return tuple(Span(start, end) for start, end in rows)


def get_sentences(transaction: Transaction, sentence_ids: Iterable[int]) -> dict[int, Span]:
    """Return the spans of the sentences that exist, by sentence id."""
    rows = transaction.rows(
        "SELECT id, starts, ends FROM sentence WHERE +workspace = :workspace AND id IN :ids",
        ids=list(sentence_ids),
    )
    return {sentence_id: Span(start, end) for sentence_id, start, end in rows}


def measure_coverage(transaction: Transaction, document_ids: Iterable[int]) -> Coverage:
    """Return how many documents, outlets and languages these are, and their period."""
    rows = transaction.typed_rows(
        """SELECT outlet.name, language, published FROM document
           JOIN outlet ON outlet.id = document.outlet
           WHERE +document.workspace = :workspace AND document.id IN :ids""",
        ids=list(document_ids),
    )
    dates = [published for _, _, published in rows if published is not None]
    return Coverage(
        documents=len(rows),
        outlets=len({outlet for outlet, _, _ in rows if outlet}),
        languages=tuple(sorted({language for _, language, _ in rows if language})),
        first=min(dates, default=None),
        last=max(dates, default=None),
    )


def measure_period(transaction: Transaction) -> tuple[date, date] | None:
    """Return the first and last publication date in the archive."""
    hidden = hidden_documents(transaction)
    dates = [
        row[0]
        for order in ("ASC", "DESC")
        for row in transaction.typed_rows(
            "SELECT published FROM document WHERE workspace = :workspace"  # noqa: S608
            f" AND published IS NOT NULL AND id NOT IN :hidden ORDER BY published {order} LIMIT 1",
            hidden=hidden,
        )
    ]
    return (dates[0], dates[1]) if dates else None


def list_outlets(transaction: Transaction) -> list[str]:
    """Return the names of the outlets of documents that may be seen, sorted."""
    hidden = Counter(
        transaction.numbers(
            "SELECT outlet FROM document WHERE id IN :hidden",
            hidden=hidden_documents(transaction),
        )
    )
    rows = transaction.rows(
        "SELECT id, name, documents FROM outlet"
        " WHERE workspace = :workspace AND documents > 0 AND name <> ''"
    )
    return sorted(str(name) for number, name, count in rows if count > hidden[number])


def measure_archive(transaction: Transaction) -> ArchiveStats:
    """Return the counts that describe the whole archive."""
    totals = transaction.row(
        "SELECT documents, quotations, positions, entries FROM workspace WHERE id = :workspace"
    )
    actors = transaction.row("SELECT count(*) FROM actor WHERE workspace = :workspace")
    outlets = transaction.row(
        "SELECT count(*) FROM outlet WHERE workspace = :workspace AND documents > 0 AND name <> ''"
    )
    newest = transaction.typed_rows(
        "SELECT added_at FROM document WHERE +workspace = :workspace ORDER BY id DESC LIMIT 1"
    )
    period = measure_period(transaction)
    documents, quotations, positions, entries = totals or (0, 0, 0, 0)
    return ArchiveStats(
        documents=documents - len(hidden_documents(transaction)),
        quotations=quotations,
        positions=positions,
        entries=entries,
        actors=actors[0] if actors else 0,
        outlets=outlets[0] if outlets else 0,
        newest_published=period[1] if period else None,
        last_added_at=newest[0][0] if newest else None,
    )


def find_last_document(transaction: Transaction) -> int:
    """Return the id up to which all documents have their facts, 0 where the workspace is empty."""
    waiting = transaction.row(
        "SELECT min(document) FROM provenance WHERE workspace = :workspace AND extracted_with = ''"
    )
    if waiting is not None and waiting[0] is not None:
        return int(waiting[0]) - 1
    row = transaction.row("SELECT last_document FROM workspace WHERE id = :workspace")
    return 0 if row is None else int(row[0])


def find_unread(
    transaction: Transaction,
    workspace: str,
    extracted_with: str | None,
    *,
    after: int,
    limit: int,
) -> list[Unread]:
    """Return the oldest documents whose facts are still to be found, or were found otherwise."""
    condition = "extracted_with = ''" if extracted_with is None else "extracted_with <> :with"
    rows = transaction.rows(
        "SELECT document, extracted_with FROM provenance"  # noqa: S608
        f" WHERE workspace = :workspace AND {condition} AND document > :after"
        " ORDER BY document LIMIT :most",
        most=limit,
        after=after,
        **({} if extracted_with is None else {"with": extracted_with}),
    )
    documents = get_documents(transaction, workspace, [row[0] for row in rows])
    return [Unread(document=documents[i], extracted_with=w) for i, w in rows if i in documents]
