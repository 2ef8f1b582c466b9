"""What a reader is told about each fact that is marked in a text; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.records import Extraction, Position, Quotation, QuotationKind, Span, TimelineEntry
from bot.wording import according_in_words, entry_date_in_words, manner_in_words
from handlers.views.cut import shorten
from handlers.views.mrkdwn import label

_LONGEST_NAME = 100
_LONGEST_WORDS = 140
#: Facts of one kind that are marked, the first; their number is told in full.
MOST_OF_A_KIND = 1_000


class NoteKind(StrEnum):
    """Kinds of facts, which are shown and hidden together."""

    QUOTATION = "quotation"
    POSITION = "position"
    DATE = "date"


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A fact as it is told beside the text.

    Attributes:
        number: of the fact, by which mark and note find each other.
        span: what is marked.
        who: who speaks or stands somewhere; for a date, the date.
        what: the words, or what of them fits a list.
        more: how, by which words, by whose word.
    """

    number: int
    kind: NoteKind
    span: Span
    who: str
    what: str
    more: str


def make_notes(text: str, found: Extraction, within: Span | None = None) -> tuple[Note, ...]:
    """Return a note on each fact of a text: quotations first, then positions, then dates.

    Args:
        text: where the facts were found.
        found: the facts.
        within: leave out those that do not begin there; the others keep their numbers.
    """
    names = {actor.key: actor.name for actor in found.actors}
    quotations = found.quotations[:MOST_OF_A_KIND]
    positions = found.positions[:MOST_OF_A_KIND]
    entries = found.timeline[:MOST_OF_A_KIND]
    first_position = len(quotations)
    first_entry = first_position + len(positions)
    area = within or Span(0, len(text))
    return (
        *(
            _quotation(i, text, each, names)
            for i, each in enumerate(quotations)
            if area.start <= each.content.start < area.end
        ),
        *(
            _position(i, text, each, names)
            for i, each in enumerate(positions, first_position)
            if area.start <= each.evidence.start < area.end
        ),
        *(
            _entry(i, text, each)
            for i, each in enumerate(entries, first_entry)
            if area.start <= each.phrase.start < area.end
        ),
    )


def count_notes(found: Extraction) -> int:
    """Return how many facts of a text are marked."""
    kinds = (found.quotations, found.positions, found.timeline)
    return sum(min(len(kind), MOST_OF_A_KIND) for kind in kinds)


def _quotation(number: int, text: str, quotation: Quotation, names: Mapping[str, str]) -> Note:
    who = _named(quotation.speakers, names)
    written = _words(text, quotation.speaker)
    cue = _words(text, quotation.cue)
    is_direct = quotation.kind is QuotationKind.DIRECT
    manner = manner_in_words(quotation.kind, cue)
    more = [f"word for word (“{cue}”)" if is_direct and cue else manner or "word for word"]
    if written and written != who:
        more.append(f"“{written}” in the text")
    return Note(
        number=number,
        kind=NoteKind.QUOTATION,
        span=quotation.content,
        who=who or "Speaker unknown",
        what=_short(text, quotation.content),
        more=" · ".join(more),
    )


def _position(number: int, text: str, position: Position, names: Mapping[str, str]) -> Note:
    written = _words(text, position.actor)
    who = _named(position.actors, names) or written
    target = _words(text, position.target)
    more = [f"“{_words(text, position.cue)}”"]
    if position.according_to:
        more.append(according_in_words(_words(text, position.according_to)))
    if written != who:
        more.append(f"“{written}” in the text")
    return Note(
        number=number,
        kind=NoteKind.POSITION,
        span=_clause(position),
        who=f"{who} · {position.stance}",
        what=target or _short(text, position.evidence),
        more=" · ".join(more),
    )


def _entry(number: int, text: str, entry: TimelineEntry) -> Note:
    return Note(
        number=number,
        kind=NoteKind.DATE,
        span=entry.phrase,
        who=entry_date_in_words(entry.date, entry.precision),
        what=_short(text, entry.evidence),
        more=f"“{_words(text, entry.phrase)}” in the text",
    )


def _clause(position: Position) -> Span:
    """Return the stretch from the first to the last part of a position, in its sentence."""
    parts = [part for part in (position.actor, position.cue, position.target) if part]
    inside = [part for part in parts if position.evidence.holds(part)]
    if not inside:
        return position.evidence
    return Span(min(part.start for part in inside), max(part.end for part in inside))


def _named(keys: tuple[str, ...], names: Mapping[str, str]) -> str:
    return label(" and ".join(names[key] for key in keys if key in names), _LONGEST_NAME)


def _words(text: str, span: Span | None) -> str:
    return label(span.of(text), _LONGEST_NAME) if span else ""


def _short(text: str, span: Span) -> str:
    return shorten(label(span.of(text), 4 * _LONGEST_WORDS), _LONGEST_WORDS)
