"""What somebody sets right, checked against the document and the archive before it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.briefing.corrections.overlay import Corrections, load_corrections
from bot.briefing.requests.phrasing import listed
from bot.briefing.requests.topics import ActorReading, find_actor, find_nearest
from bot.errors import InputError, NotFoundError
from bot.language.names import LONGEST_KEY, name_key, normalise_name
from bot.ports import Archive
from bot.records import (
    ActorKind,
    Correction,
    CorrectionEntry,
    CorrectionKind,
    CorrectionState,
    Document,
    Extraction,
    LinePlace,
    NewCorrection,
    Position,
    Quotation,
    QuotationKind,
    Span,
)
from bot.records.corrections import same_target

#: Who else may have said it is offered, so many at most.
_MOST_OFFERED = 60
_LONGEST_TOPIC = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Who may be behind the words of a line.

    Attributes:
        words: the words of the line.
        shown: who is shown now; "" where nobody is.
        others: the other people of the document, then its other actors, the most mentioned first.
    """

    words: str
    shown: str
    others: tuple[str, ...] = ()


def check_line(
    document: Document, facts: Extraction, place: LinePlace, kind: CorrectionKind
) -> NewCorrection:
    """Return the correction of a line as far as its document tells it: words, sentence, what was.

    Raises:
        InputError: no words, or no such fact, stand at the place.
    """
    span = place.span
    words = _words_there(document, span)
    keys: tuple[str, ...] = ()
    written: Span | None = None
    start, cue = span.start, place.cue
    if kind is CorrectionKind.SPEAKER:
        quotation = _find_quotation(document, facts, span)
        keys, written, start = quotation.speakers, quotation.speaker, quotation.content.start
        # Reported words are shown without what ties them to their cue; quoted ones are shown whole.
        span = quotation.content if quotation.kind is QuotationKind.DIRECT else span
        words = span.of(document.text)
    elif kind in (CorrectionKind.ACTOR, CorrectionKind.NOT_A_POSITION):
        position = _find_position(document, facts, place)
        keys, written, cue = position.actors, position.actor, position.cue
    number, sentence = _sentence_at(document, facts, Span(start, span.end))
    names = {actor.key: actor.name for actor in facts.actors}
    return NewCorrection(
        kind=kind,
        author="",
        document=document.card.id,
        external_id=document.card.external_id,
        title=document.card.title,
        span=span,
        cue=cue,
        sentence=number,
        words=words,
        sentence_text=sentence,
        was=listed([names[key] for key in keys if key in names]) or _words_at(document, written),
        was_key=keys[0] if len(keys) == 1 else "",
    )


def list_cast(facts: Extraction, words: str, shown: str) -> Cast:
    """Return who of a document may be behind the words of a line."""
    uses = Counter(mention.actor for mention in facts.mentions)
    ranked = sorted(
        facts.actors,
        key=lambda actor: (actor.kind is not ActorKind.PERSON, -uses[actor.key], actor.name),
    )
    kept = (a.name for a in ranked if a.kind is not ActorKind.PLACE)
    taken = {normalise_name(shown), ""}
    others = [name for name in dict.fromkeys(kept) if normalise_name(name) not in taken]
    return Cast(words=words, shown=shown, others=tuple(others[:_MOST_OFFERED]))


def latest_of(corrections: Corrections, new: NewCorrection) -> Correction | None:
    """Return the correction that holds in the matter of a new one."""
    found = [e.correction for e in corrections.in_force if same_target(e.correction, new)]
    return found[-1] if found else None


def with_name(
    archive: Archive, workspace: str, new: NewCorrection, facts: Extraction, name: str
) -> NewCorrection:
    """Return a correction with who it is: somebody of the document, of the archive, or as typed.

    Raises:
        InputError: the name is too long.
    """
    name = _clean_name(name)
    wanted = normalise_name(name)
    for actor in facts.actors:
        if wanted in map(normalise_name, (actor.name, *actor.aliases)):
            return replace(new, value=actor.name, value_key=actor.key)
    reading = find_actor(archive, workspace, name) if name else None
    if reading is not None:
        key = _key_of(archive, workspace, reading)
        return replace(new, value=reading.name, value_key=key)
    return replace(new, value=name, value_key=name_key(name))


def with_topic(new: NewCorrection, topic: str) -> NewCorrection:
    """Return the correction of a line that is not relevant for a topic.

    Raises:
        InputError: no topic is named.
    """
    words = " ".join(topic.split())[:_LONGEST_TOPIC]
    if not words:
        raise InputError("Name the topic for which the line is not relevant.")
    return replace(new, topic=words, was="", was_key="")


def join_names(archive: Archive, workspace: str, first: str, second: str) -> NewCorrection:
    """Return the correction that makes two names one actor, shown by the better known one.

    Raises:
        InputError: they are one already, or a name is missing.
        NotFoundError: nobody in the archive bears one of the names.
    """
    corrections = load_corrections(archive, workspace)
    readings = [_read(archive, workspace, corrections, name) for name in (first, second)]
    one, other = sorted(readings, key=lambda reading: reading.mentions)
    if {*one.ids} & {*other.ids}:
        raise InputError(f"“{first}” and “{second}” are one actor here already.")
    was_key, value_key = (_key_of(archive, workspace, reading) for reading in (one, other))
    return NewCorrection(
        kind=CorrectionKind.SAME,
        author="",
        was=one.name,
        was_key=was_key,
        value=other.name,
        value_key=value_key,
    )


def tell_states(
    corrections: Sequence[Correction], documents: Collection[int]
) -> list[CorrectionEntry]:
    """Return corrections, newest first, each with what has become of it.

    ``documents`` are the ids of those that are still there.
    """
    later: dict[int, list[Correction]] = {}
    entries = []
    for each in corrections:
        rivals = later.setdefault(each.document, [])
        state = CorrectionState.HOLDS
        if each.undone_at is not None:
            state = CorrectionState.UNDONE
        elif each.document and each.document not in documents:
            state = CorrectionState.LOST
        elif any(same_target(each, rival) for rival in rivals):
            state = CorrectionState.OVERRULED
        if each.undone_at is None:
            rivals.append(each)
        entries.append(CorrectionEntry(correction=each, state=state))
    return entries


def _words_there(document: Document, span: Span) -> str:
    words = span.of(document.text) if 0 <= span.start < span.end <= len(document.text) else ""
    if not words.strip():
        raise InputError(
            f"No words stand at {span.start}-{span.end} of document {document.card.id};"
            f" `dateline show {document.card.id} --json` gives the places of its lines."
        )
    return words


def _find_quotation(document: Document, facts: Extraction, span: Span) -> Quotation:
    """Return the quotation of these very words, else the shortest that holds them."""
    holding = [q for q in facts.quotations if q.content.holds(span)]
    if not holding:
        raise InputError(
            f"No quotation stands at {span.start}-{span.end} of document {document.card.id};"
            f" `dateline show {document.card.id}` lists those it has."
        )
    return min(holding, key=lambda q: q.content.end - q.content.start)


def _find_position(document: Document, facts: Extraction, place: LinePlace) -> Position:
    span, cue = place.span, place.cue
    for position in facts.positions:
        if position.evidence.touches(span) and cue in (None, position.cue):
            return position
    raise InputError(
        f"No position stands at {span.start}-{span.end} of document {document.card.id};"
        f" `dateline show {document.card.id}` lists those it has."
    )


def _sentence_at(document: Document, facts: Extraction, span: Span) -> tuple[int, str]:
    """Return the number of the sentence in which a span starts, and all sentences it touches."""
    touched = [(n, s) for n, s in enumerate(facts.sentences, 1) if s.touches(span)]
    if not touched:
        return 0, span.of(document.text)
    whole = Span(touched[0][1].start, touched[-1][1].end)
    return touched[0][0], whole.of(document.text)


def _words_at(document: Document, span: Span | None) -> str:
    return " ".join(span.of(document.text).split()) if span else ""


def _clean_name(name: str) -> str:
    words = " ".join(name.split())
    if len(words) > LONGEST_KEY:
        raise InputError(f"A name has at most {LONGEST_KEY} characters.")
    return words


def _read(archive: Archive, workspace: str, corrections: Corrections, name: str) -> ActorReading:
    name = _clean_name(name)
    if not name:
        raise InputError("Name both, each in quotation marks: “Joe Biden” “Joseph R. Biden”.")
    typed = corrections.read_typed(name)
    found = typed.actors[0] if typed else find_actor(archive, workspace, name)
    if found is not None:
        return _united(corrections, found)
    near = find_nearest(archive, workspace, name)
    hint = f"; near it: {listed(near)}" if near else ""
    raise NotFoundError(f"Nobody in the archive is called “{name}”{hint}.")


def _united(corrections: Corrections, reading: ActorReading) -> ActorReading:
    ids = corrections.unite_ids(reading.ids)
    return replace(reading, ids=tuple(dict.fromkeys((*reading.ids, *ids))))


def _key_of(archive: Archive, workspace: str, reading: ActorReading) -> str:
    """Return the key of the actor by whose name a reading is shown."""
    matches = [
        m for m in archive.find_aliases(workspace, reading.name) if m.actor_id in reading.ids
    ]
    return _best_key(reading, [(m.actor_name, m.actor_key) for m in matches])


def _best_key(reading: ActorReading, named: Iterable[tuple[str, str]]) -> str:
    found = list(named)
    own = [key for name, key in found if name == reading.name]
    return next(iter([*own, *(key for _, key in found)]), name_key(reading.name))
