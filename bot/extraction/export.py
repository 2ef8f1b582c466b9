"""What was found in a text, as the JSON that ``dateline extract`` and ``show --json`` print.

Pure. The shape is a contract: every offset counts code points of the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.gazetteer import find_places_inside
from bot.records import (
    Actor,
    ActorKind,
    Extraction,
    Position,
    Quotation,
    QuotationKind,
    Span,
    TimeExpression,
)

JsonObject = dict[str, object]

_ENTITY_TYPES = {
    ActorKind.PERSON: "person",
    ActorKind.ORGANISATION: "organisation",
    ActorKind.COUNTRY: "location",
    ActorKind.PLACE: "location",
    ActorKind.GROUP: "group",
}
# A stretch of one quoted word names or doubts something; it is nobody's speech.
_LEAST_QUOTED_WORDS = 2
# The same, for languages that put no blanks between words.
_LEAST_UNSPACED = 4
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
# Mentions that are no names: they stand for a name that stands elsewhere, or are adjectives of one.
# A role is a mention only where it is written as a name is: "the President".
_UNNAMED = frozenset({"pronoun", "group", "adjective"})
# A country's mentions that mean those who act for it, or its people, and no place.
_ACTING = frozenset({"state", "people"})
# Names of one word hold no place.
_SHORT = frozenset({"surname", "acronym"})


def as_contract(external_id: str, extraction: Extraction, text: str) -> JsonObject:
    """Return what was found in ``text`` as one JSON object.

    ``quotes`` are the stretches as a reader sees them, ``attributions`` the same facts as source,
    cue and content; ``speaker`` and ``name`` are resolved names, left out where there is none.
    """
    actors = {actor.key: actor for actor in extraction.actors}
    return {
        "id": external_id,
        "quotes": [
            _quote(quotation, actors)
            for quotation in extraction.quotations
            if _is_long_enough(quotation, text)
        ],
        "attributions": _attributions(extraction.quotations),
        "positions": [_position(position, actors, text) for position in extraction.positions],
        "timexes": [_time_expression(found) for found in extraction.time_expressions],
        "entities": _entities(extraction, actors, text),
    }


def _is_long_enough(quotation: Quotation, text: str) -> bool:
    if quotation.kind is not QuotationKind.DIRECT:
        return True
    words = quotation.content.of(text)
    unspaced = len(_UNSPACED.findall(words)) >= _LEAST_UNSPACED
    return unspaced or len(words.split()) >= _LEAST_QUOTED_WORDS


def join_names(keys: Sequence[str], actors: dict[str, Actor]) -> str:
    """Return the names behind actor keys as one phrase, "" for none: "Ann Lee and Bo Roth"."""
    return " and ".join(actors[key].name for key in keys if key in actors)


def _quote(quotation: Quotation, actors: dict[str, Actor]) -> JsonObject:
    entry: JsonObject = {
        "start": quotation.content.start,
        "end": quotation.content.end,
        "kind": quotation.kind.value,
    }
    if quotation.speaker:
        entry["speaker_start"], entry["speaker_end"] = quotation.speaker
    speaker = join_names(quotation.speakers, actors)
    if speaker:
        entry["speaker"] = speaker
    if quotation.cue:
        entry["cue_start"], entry["cue_end"] = quotation.cue
    return entry


def _attributions(quotations: Sequence[Quotation]) -> list[JsonObject]:
    """Return the quotations as attributions, the pieces of a broken content taken together.

    Pieces belong together where they share cue and speaker; a stretch inside a reported clause is
    part of that clause's content already.
    """
    clauses = [it.content for it in quotations if it.kind is not QuotationKind.DIRECT]
    groups: dict[tuple[Span | None, Span | None, int], list[Quotation]] = {}
    for number, quotation in enumerate(quotations):
        direct = quotation.kind is QuotationKind.DIRECT
        if direct and any(clause.holds(quotation.content) for clause in clauses):
            continue
        # What has no cue stands alone.
        alone = -1 if quotation.cue else number
        groups.setdefault((quotation.cue, quotation.speaker, alone), []).append(quotation)
    return [
        {
            "source": _pair(speaker),
            "cue": _pair(cue),
            "content": [list(it.content) for it in pieces],
            "kind": _kind_of({it.kind for it in pieces}).value,
        }
        for (cue, speaker, _), pieces in groups.items()
    ]


def _kind_of(kinds: set[QuotationKind]) -> QuotationKind:
    """Return the kind of a content whose pieces are of these kinds."""
    return kinds.pop() if len(kinds) == 1 else QuotationKind.MIXED


def _pair(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _position(position: Position, actors: dict[str, Actor], text: str) -> JsonObject:
    entry: JsonObject = {
        "actor": _acting(position, actors, text),
        "stance": position.stance.value,
    }
    if position.target:
        entry["target"] = position.target.of(text)
    entry["quote"] = position.evidence.of(text)
    entry["start"], entry["end"] = position.evidence
    return entry


def _acting(position: Position, actors: dict[str, Actor], text: str) -> str:
    """Return who takes a position: by name, or as written where somebody acts for a country."""
    written = position.actor.of(text)
    kinds = {actors[key].kind for key in position.actors if key in actors}
    if kinds == {ActorKind.COUNTRY} and written != written.lower():
        return written
    return join_names(position.actors, actors) or written


def _time_expression(found: TimeExpression) -> JsonObject:
    return {
        "start": found.span.start,
        "end": found.span.end,
        "type": found.type,
        "value": found.value,
    }


def _entities(extraction: Extraction, actors: dict[str, Actor], text: str) -> list[JsonObject]:
    """Return the names in text order; a place inside a body's name follows it."""
    found: list[JsonObject] = []
    for mention in extraction.mentions:
        if mention.reason in _UNNAMED or mention.actor not in actors:
            continue
        is_body = mention.reason in _ACTING
        kind = "organisation" if is_body else _ENTITY_TYPES[mention.kind]
        found.append(_entity(mention.span, kind, actors[mention.actor].name))
        if mention.kind is ActorKind.ORGANISATION and mention.reason not in _SHORT:
            start = mention.span.start
            found += [
                _entity(Span(start + first, start + end), "location", name)
                for first, end, name in find_places_inside(mention.span.of(text))
            ]
    return found


def _entity(span: Span, kind: str, name: str) -> JsonObject:
    return {"start": span.start, "end": span.end, "type": kind, "name": name}
