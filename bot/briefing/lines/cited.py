"""Facts turned into lines, each through the citation gate; a line that fails is left out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeVar

from bot.briefing.facts.evidence import Evidence
from bot.briefing.gate import cite
from bot.briefing.requests.phrasing import listed
from bot.briefing.texts.folding import order_by_age
from bot.errors import GateError
from bot.language.differences import compare_wording
from bot.ports import StoredEntry, StoredPosition, StoredQuotation
from bot.records import ActorKind, Document, DocumentCopy, Span
from bot.results import (
    Citation,
    CorrectionNote,
    PassageLine,
    PositionLine,
    QuotationLine,
    TimelineLine,
    Variant,
)

_log = logging.getLogger(__name__)


class InDocument(Protocol):
    """Any stored fact."""

    @property
    def document_id(self) -> int:
        """The document in which it stands."""
        ...


F = TypeVar("F", bound=InDocument)
L = TypeVar("L", QuotationLine, PositionLine, TimelineLine)

#: Other places that a line names; more are folded away silently.
_MOST_PLACES = 12

Actors = Mapping[int, tuple[str, ActorKind]]
#: Returns who made a correction, by its id.
NoteOf = Callable[[int | None], CorrectionNote | None]
Documents = Mapping[int, Document]
Copies = Mapping[int, Sequence[DocumentCopy]]


class Place(NamedTuple):
    """Where the words of a line stand, and the words as they stand there."""

    citation: Citation
    text: str


def cite_quotations(
    evidence: Evidence, groups: Sequence[Sequence[StoredQuotation]]
) -> tuple[QuotationLine, ...]:
    """Make the lines of quotations, each followed in its group by its copies."""
    note = evidence.scope.corrections.note
    make = partial(make_quotation_line, actors=evidence.actors, note=note)
    return make_lines(groups, evidence.documents, make, lambda q: q.content, evidence.copies)


def cite_positions(
    evidence: Evidence, groups: Sequence[Sequence[StoredPosition]]
) -> tuple[PositionLine, ...]:
    """Make the lines of positions, each followed in its group by its copies."""
    note = evidence.scope.corrections.note
    make = partial(make_position_line, actors=evidence.actors, note=note)
    return make_lines(groups, evidence.documents, make, lambda p: p.evidence, evidence.copies)


def cite_entries(
    evidence: Evidence, groups: Sequence[Sequence[StoredEntry]]
) -> tuple[TimelineLine, ...]:
    """Make the lines of timeline entries, each followed in its group by its copies."""
    return make_lines(
        groups, evidence.documents, make_timeline_line, lambda e: e.evidence, evidence.copies
    )


def make_lines(
    groups: Sequence[Sequence[F]],
    documents: Documents,
    make: Callable[[F, Document], L],
    span_of: Callable[[F], Span],
    copies: Copies,
) -> tuple[L, ...]:
    """Make a line of the first fact of each group, which names the others as further places.

    Where a copy of its document came out earlier, the line names the copy's outlet and day.
    """
    lines = []
    for lead, *others in groups:
        try:
            line = make(lead, documents[lead.document_id])
            places = find_places((lead, *others), documents, span_of, copies)
            lines.append(_tell_places(line, lead.document_id, places))
        except GateError as error:
            _log.error("line_dropped document=%d why=%s", lead.document_id, error)
    return tuple(lines)


def find_places(
    facts: Sequence[F], documents: Documents, span_of: Callable[[F], Span], copies: Copies
) -> list[Place]:
    """Return where the words of facts stand, one place a document or copy, the earliest first.

    Raises:
        GateError: a stored text does not hold a span.
    """
    places: list[tuple[tuple[date, int, int], Place]] = []
    seen: set[int] = set()
    for fact in facts:
        number = fact.document_id
        if number in seen:
            continue
        seen.add(number)
        document, span = documents[number], span_of(fact)
        words = span.of(document.text)
        for arrival, copy in enumerate((None, *copies.get(number, ()))):
            citation = cite(document, span, words, copy)
            age = order_by_age(citation.published, number, arrival)
            places.append((age, Place(citation, words)))
    return [place for _, place in sorted(places, key=itemgetter(0))]


def _tell_places(line: L, document: int, places: Sequence[Place]) -> L:
    lead = next(place for place in places if place.citation.document == document)
    others: dict[str, Place] = {}
    for place in places:
        outlet = _outlet_of(place.citation)
        if outlet != _outlet_of(lead.citation):
            others.setdefault(outlet, place)
    shown = list(others.values())[:_MOST_PLACES]
    if not isinstance(line, TimelineLine):
        line = replace(line, date=lead.citation.published)
    return replace(
        line,
        citation=lead.citation,
        also_in=tuple(place.citation for place in shown),
        variants=tuple(
            Variant(text=place.text, citation=place.citation, differences=differences)
            for place in shown
            if (differences := compare_wording(lead.text, place.text))
        ),
    )


def _outlet_of(citation: Citation) -> str:
    """Return by what an outlet is known; a text of no named outlet stands for itself."""
    return citation.outlet.casefold() or f"{citation.document} {citation.external_id}"


def make_quotation_line(
    quotation: StoredQuotation, document: Document, actors: Actors, note: NoteOf
) -> QuotationLine:
    """Make the line of a quotation; how the text calls its speaker goes with a correction.

    Raises:
        GateError: the stored text does not hold the span.
    """
    content = quotation.content.of(document.text)
    corrected = note(quotation.correction)
    return QuotationLine(
        text=content,
        kind=quotation.kind,
        speaker=name_actors(quotation.speaker_ids, actors),
        speaker_as_written=None if corrected else _words_at(quotation.speaker, document),
        cue=_words_at(quotation.cue, document),
        date=document.card.published,
        citation=cite(document, quotation.content, content),
        corrected=corrected,
    )


def make_position_line(
    position: StoredPosition, document: Document, actors: Actors, note: NoteOf
) -> PositionLine:
    """Make the line of a position.

    Raises:
        GateError: the stored text does not hold the spans, or the cue stands outside the evidence.
    """
    text = position.evidence.of(document.text)
    citation = cite(document, position.evidence, text)
    if not position.evidence.holds(position.cue):
        raise GateError(
            f"The cue of a position in document {document.card.id} stands outside its sentence;"
            " index the document again."
        )
    start = position.evidence.start
    written = position.actor.of(document.text)
    return PositionLine(
        actor=name_actors(position.actor_ids, actors) or written,
        actor_as_written=written,
        stance=position.stance,
        target=_words_at(position.target, document),
        text=text,
        cue=position.cue.of(document.text),
        cue_in_text=Span(position.cue.start - start, position.cue.end - start),
        date=document.card.published,
        citation=citation,
        according_to=_words_at(position.according_to, document),
        corrected=note(position.correction),
    )


def make_timeline_line(entry: StoredEntry, document: Document) -> TimelineLine:
    """Make the line of a timeline entry.

    Raises:
        GateError: the stored text does not hold the span.
    """
    text = entry.evidence.of(document.text)
    return TimelineLine(
        date=entry.date,
        precision=entry.precision,
        text=text,
        phrase=entry.phrase.of(document.text),
        citation=cite(document, entry.evidence, text),
    )


def make_passage_line(span: Span, document: Document) -> PassageLine | None:
    """Make the line of a sentence; None, and an error in the log, where the gate refuses it."""
    text = span.of(document.text)
    try:
        citation = cite(document, span, text)
    except GateError as error:
        _log.error("line_dropped document=%d why=%s", document.card.id, error)
        return None
    return PassageLine(text=text, date=document.card.published, citation=citation)


def name_actors(ids: Sequence[int], actors: Actors) -> str | None:
    """Return the names of resolved actors joined with "and"; None where none is resolved."""
    names = dict.fromkeys(actors[i][0] for i in ids if i in actors)
    return listed(list(names)) or None


def _words_at(span: Span | None, document: Document) -> str | None:
    return (span.of(document.text) or None) if span else None
