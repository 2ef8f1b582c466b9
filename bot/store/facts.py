"""Facts out: quotations, positions and timeline entries, by sentence or by document."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ports import (
    SENTENCES_PER_DOCUMENT,
    Facts,
    StoredEntry,
    StoredPosition,
    StoredQuotation,
)
from bot.records import Precision, QuotationKind, Span, Stance
from bot.store.transaction import Found, Transaction

_QUOTATIONS = """
    SELECT sentence, last_sentence, content_start, content_end, kind, speaker_start, speaker_end,
           cue_start, cue_end, speakers, reason FROM quotation"""
_POSITIONS = """
    SELECT sentence, actor_start, actor_end, actors, stance, cue_start, cue_end, target_start,
           target_end, evidence_start, evidence_end, according_start, according_end FROM position"""
_ENTRIES = """
    SELECT sentence, happened, precision, phrase_start, phrase_end, evidence_start, evidence_end
    FROM timeline_entry"""
_IN_SENTENCES = """
    WHERE workspace = :workspace AND sentence IN :sentences ORDER BY sentence, number"""
_IN_DOCUMENT = """
    WHERE workspace = :workspace AND sentence BETWEEN :first AND :last ORDER BY number"""


def load_facts(transaction: Transaction, sentence_ids: Sequence[int]) -> Facts:
    """Return the facts that start in these sentences, in order of sentence id."""
    return _load(transaction, _IN_SENTENCES, sentences=list(sentence_ids))


def load_document_facts(transaction: Transaction, document_id: int) -> Facts:
    """Return the facts of one document, each list in the order in which it was extracted."""
    first = document_id * SENTENCES_PER_DOCUMENT
    last = first + SENTENCES_PER_DOCUMENT - 1
    return _load(transaction, _IN_DOCUMENT, first=first, last=last)


def _load(transaction: Transaction, where: str, **parameters: object) -> Facts:
    return Facts(
        quotations=tuple(map(_quotation, transaction.rows(_QUOTATIONS + where, **parameters))),
        positions=tuple(map(_position, transaction.rows(_POSITIONS + where, **parameters))),
        entries=tuple(map(_entry, transaction.typed_rows(_ENTRIES + where, **parameters))),
    )


def _quotation(row: Found) -> StoredQuotation:
    sentence, last, start, end, kind, s_start, s_end, c_start, c_end, speakers, reason = row
    return StoredQuotation(
        document_id=sentence // SENTENCES_PER_DOCUMENT,
        sentence=sentence % SENTENCES_PER_DOCUMENT,
        last_sentence=last,
        content=Span(start, end),
        kind=QuotationKind(kind),
        speaker=_span(s_start, s_end),
        cue=_span(c_start, c_end),
        speaker_ids=_ids(speakers),
        reason=reason,
    )


def _position(row: Found) -> StoredPosition:
    sentence, a_start, a_end, actors, stance, c_start, c_end, *spans = row
    t_start, t_end, e_start, e_end, w_start, w_end = spans
    return StoredPosition(
        document_id=sentence // SENTENCES_PER_DOCUMENT,
        sentence=sentence % SENTENCES_PER_DOCUMENT,
        actor=Span(a_start, a_end),
        actor_ids=_ids(actors),
        stance=Stance(stance),
        cue=Span(c_start, c_end),
        target=_span(t_start, t_end),
        evidence=Span(e_start, e_end),
        according_to=_span(w_start, w_end),
    )


def _entry(row: Found) -> StoredEntry:
    sentence, happened, precision, p_start, p_end, e_start, e_end = row
    return StoredEntry(
        document_id=sentence // SENTENCES_PER_DOCUMENT,
        sentence=sentence % SENTENCES_PER_DOCUMENT,
        date=happened,
        precision=Precision(precision),
        phrase=Span(p_start, p_end),
        evidence=Span(e_start, e_end),
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _ids(packed: str) -> tuple[int, ...]:
    return tuple(map(int, packed.split()))
