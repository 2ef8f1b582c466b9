"""Who says the words at a place of a document, and whether that is who a text names; pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum

from bot.briefing.requests.phrasing import listed
from bot.language.names import normalise_name
from bot.language.people import find_person
from bot.language.quote_marks import find_quoted_stretches
from bot.language.wrapping import find_paragraphs
from bot.records import Actor, ActorKind, Document, Extraction, Quotation, QuotationKind, Span

#: Share of the words that must stand in a quotation for them to be said.
_LEAST_SAID = 0.5
#: ... and from which those between marks say it alone.
_MOSTLY = 0.8
#: From this share on a second speaker has a part in the words.
_A_PART = 0.15


class Named(Enum):
    """How the speaker of the archive goes with the one whom a text names."""

    SAME = "same"
    OTHER = "other"
    #: Nobody is named, nobody is known, or one may speak for the other.
    OPEN = "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """How words stand in a document.

    Attributes:
        kind: None where nobody says them.
        speakers: who says them; none where the archive does not know.
        written: the speaker as written.
        content: the quoted words that they belong to.
        is_shared: whether two speakers say a part each.
    """

    kind: QuotationKind | None = None
    speakers: tuple[Actor, ...] = ()
    written: str | None = None
    cue: str | None = None
    content: Span | None = None
    is_shared: bool = False

    @property
    def speaker(self) -> str | None:
        """The names of the speakers joined with "and"."""
        return listed([actor.name for actor in self.speakers]) or None


def find_spoken(document: Document, facts: Extraction, span: Span) -> Spoken:
    """Return who says the words at ``span`` of a document, and how."""
    said = [q for q in facts.quotations if q.content.touches(span)]
    length = span.end - span.start
    direct = [q for q in said if q.kind is QuotationKind.DIRECT]
    if direct and _overlap(direct, span) >= _LEAST_SAID * length:
        mostly = _overlap(direct, span) >= _MOSTLY * length
        reported = [q for q in said if q.kind is not QuotationKind.DIRECT]
        if mostly or _overlap(reported, span) <= _overlap(direct, span):
            return _make(document, facts, direct, span)
    reported = [q for q in said if _share(q, span) >= _LEAST_SAID * length]
    if reported:
        return _make(document, facts, [max(reported, key=lambda q: _share(q, span))], span)
    for stretch in find_quoted_stretches(document.text, find_paragraphs(document.text)):
        inner = Span(stretch.inner_start, stretch.inner_end)
        if inner.touches(span) and _shared(inner, span) >= _MOSTLY * length:
            return Spoken(kind=QuotationKind.DIRECT, content=inner)
    return Spoken()


def _make(document: Document, facts: Extraction, quotations: list[Quotation], span: Span) -> Spoken:
    """Return the speaker of most of the words."""
    groups: defaultdict[object, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        groups[quotation.speakers or _words(document, quotation.speaker)].append(quotation)
    known = [group for who, group in groups.items() if who]
    parts = [g for g in known if _overlap(g, span) >= _A_PART * (span.end - span.start)]
    group = max(known or groups.values(), key=lambda g: _overlap(g, span))
    lead = max(group, key=lambda q: _share(q, span))
    actors = {actor.key: actor for actor in facts.actors}
    return Spoken(
        kind=lead.kind,
        speakers=tuple(actors[key] for key in lead.speakers if key in actors),
        written=_words(document, lead.speaker),
        cue=_words(document, lead.cue),
        content=lead.content,
        is_shared=len(parts) > 1,
    )


def compare_speakers(named: Actor | None, spoken: Spoken, facts: Extraction) -> Named:
    """Return how the archive's speaker goes with the one whom a text names.

    That it is somebody else is said only where names leave no doubt: no part of a name in common,
    and both of one kind, or a person whom the document does not even mention.
    """
    if named is None or not spoken.speakers:
        return Named.OPEN
    relations = {_relate(named, actor, spoken.written or "") for actor in spoken.speakers}
    if Named.SAME in relations or Named.OPEN in relations:
        return Named.SAME if Named.SAME in relations else Named.OPEN
    if all(actor.kind is named.kind for actor in spoken.speakers):
        return Named.OTHER
    mentioned = any(_relate(named, actor, "") is not Named.OTHER for actor in facts.actors)
    return Named.OPEN if mentioned or named.kind is not ActorKind.PERSON else Named.OTHER


def _relate(named: Actor, actor: Actor, written: str) -> Named:
    if named.key == actor.key:
        return Named.SAME
    wanted = normalise_name(named.name).split()
    names = [normalise_name(name).split() for name in (actor.name, *actor.aliases)]
    full = names[0]
    if ActorKind.PERSON is named.kind is actor.kind and len(wanted) > 1 and len(full) > 1:
        if wanted[-1] != full[-1]:
            return Named.OPEN if set(wanted) & set(full) else Named.OTHER
        if wanted[0][:2] == full[0][:2]:
            return Named.SAME
        # "Jill Biden" is not "Joe Biden", but "Bill" may be "William".
        known = find_person(named.key) and find_person(actor.key)
        return Named.OTHER if known else Named.OPEN
    known_words = {word for name in names for word in name} | set(normalise_name(written).split())
    return Named.SAME if known_words.intersection(wanted) else Named.OTHER


def _overlap(quotations: list[Quotation], span: Span) -> int:
    """Return how many characters of a span stand in quotations that do not overlap each other."""
    return sum(_share(quotation, span) for quotation in quotations)


def _share(quotation: Quotation, span: Span) -> int:
    return _shared(quotation.content, span)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _words(document: Document, span: Span | None) -> str | None:
    return (span.of(document.text) or None) if span else None
