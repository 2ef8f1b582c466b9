"""Facts turned into lines, each through the citation gate; a line that fails is left out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from bot.briefing.evidence import Evidence
from bot.briefing.gate import cite
from bot.briefing.phrasing import listed
from bot.errors import GateError
from bot.ports import StoredEntry, StoredPosition, StoredQuotation
from bot.records import ActorKind, Document, Span
from bot.results import Citation, PassageLine, PositionLine, QuotationLine, TimelineLine

_log = logging.getLogger(__name__)


class InDocument(Protocol):
    """Any stored fact."""

    @property
    def document_id(self) -> int:
        """The document in which it stands."""
        ...


#: Anything that an answer can show.
Line = QuotationLine | PositionLine | TimelineLine | PassageLine
F = TypeVar("F", bound=InDocument)
L = TypeVar("L", QuotationLine, PositionLine, TimelineLine)

#: Other places that a line names; more are folded away silently.
_MOST_PLACES = 12

Actors = Mapping[int, tuple[str, ActorKind]]
Documents = Mapping[int, Document]


def cite_quotations(
    evidence: Evidence, groups: Sequence[Sequence[StoredQuotation]]
) -> tuple[QuotationLine, ...]:
    """Make the lines of quotations, each followed in its group by its copies."""
    make = partial(make_quotation_line, actors=evidence.actors)
    return make_lines(groups, evidence.documents, make, lambda q: q.content)


def cite_positions(
    evidence: Evidence, groups: Sequence[Sequence[StoredPosition]]
) -> tuple[PositionLine, ...]:
    """Make the lines of positions, each followed in its group by its copies."""
    make = partial(make_position_line, actors=evidence.actors)
    return make_lines(groups, evidence.documents, make, lambda p: p.evidence)


def cite_entries(
    evidence: Evidence, groups: Sequence[Sequence[StoredEntry]]
) -> tuple[TimelineLine, ...]:
    """Make the lines of timeline entries, each followed in its group by its copies."""
    return make_lines(groups, evidence.documents, make_timeline_line, lambda e: e.evidence)


def make_lines(
    groups: Sequence[Sequence[F]],
    documents: Documents,
    make: Callable[[F, Document, tuple[Citation, ...]], L],
    span_of: Callable[[F], Span],
) -> tuple[L, ...]:
    """Make a line of the first fact of each group; the others become its other places."""
    lines = []
    for lead, *others in groups:
        try:
            also_in = _cite_others(lead, others, documents, span_of)
            lines.append(make(lead, documents[lead.document_id], also_in))
        except GateError as error:
            _log.error("line_dropped document=%d why=%s", lead.document_id, error)
    return tuple(lines)


def make_quotation_line(
    quotation: StoredQuotation, document: Document, also_in: tuple[Citation, ...], actors: Actors
) -> QuotationLine:
    """Make the line of a quotation.

    Raises:
        GateError: the stored text does not hold the span.
    """
    content = quotation.content.of(document.text)
    return QuotationLine(
        text=content,
        kind=quotation.kind,
        speaker=name_actors(quotation.speaker_ids, actors),
        speaker_as_written=_words_at(quotation.speaker, document),
        cue=_words_at(quotation.cue, document),
        date=document.card.published,
        citation=cite(document, quotation.content, content),
        also_in=also_in,
    )


def make_position_line(
    position: StoredPosition, document: Document, also_in: tuple[Citation, ...], actors: Actors
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
        also_in=also_in,
    )


def make_timeline_line(
    entry: StoredEntry, document: Document, also_in: tuple[Citation, ...]
) -> TimelineLine:
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
        also_in=also_in,
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


def _cite_others(
    lead: F, others: Sequence[F], documents: Documents, span_of: Callable[[F], Span]
) -> tuple[Citation, ...]:
    """Cite copies, one for each other document."""
    cited: dict[int, Citation] = {}
    for other in others:
        document = documents[other.document_id]
        if other.document_id not in cited and other.document_id != lead.document_id:
            span = span_of(other)
            cited[other.document_id] = cite(document, span, span.of(document.text))
    return tuple(list(cited.values())[:_MOST_PLACES])
