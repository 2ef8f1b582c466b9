"""Who speaks for a country or body in the texts at hand: "French President Emmanuel Macron".

Asked for the position of a country, readers also mean what its leaders and spokespeople say. Only
people whom a text calls so are taken; their lines carry their own names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.briefing.facts.evidence import Evidence
from bot.briefing.requests.topics import ActorReading
from bot.language.gazetteer import gazetteer
from bot.language.names import name_key, surname_of
from bot.records import ActorKind

_OFFICE = (
    r"(?:(?:vice |deputy )?(?:president|premier|chancellor)|(?:prime|foreign|defen[cs]e|finance"
    r"|interior|health|energy|trade|economy) minister|minister (?:of|for) [a-z ]{3,30}"
    r"|foreign secretary|secretary[- ]general|secretary of [a-z]+|leader|king|queen|emperor"
    r"|ambassador|governor|chair(?:man|woman|person)?|chief(?: executive)?|ceo"
    r"|(?:[a-z]+ )?(?:director(?:[- ]general)?|commissioner|advis[eo]r|secretary|envoy|official)"
    r"|(?:[a-z]+ (?:ministry |department )?)?(?:spokes(?:man|woman|person)|press secretary))"
)
# Up to four words that begin with a capital; what is glued to the last one stays on it.
_NAME = r"((?-i:[^\W\d_a-z][\w’'.-]*)(?: (?-i:[^\W\d_a-z][\w’'.-]*)){0,3})"
#: How far from the body's name its office and its bearer stand, in characters.
_NEAR = 120
_NOT_FORMER = r"(?<!former )(?<!ex-)(?<!then-)(?<!\w)"


def find_representatives(evidence: Evidence, body: ActorReading) -> frozenset[int]:
    """Return ids of the speakers and actors at hand whom their texts call the body's own."""
    people = {
        number: name
        for number, (name, kind) in evidence.actors.items()
        if kind is ActorKind.PERSON and number not in body.ids
    }
    if body.kind is ActorKind.PERSON or not people:
        return frozenset()
    names = _names_of(body)
    patterns = _patterns_for(names)
    around = "\n".join(_cut_around(names, (d.text for d in evidence.documents.values())))
    called = {name for pattern in patterns for name in pattern.findall(around)}
    return frozenset(_match_people(people, called))


def _cut_around(names: Iterable[str], texts: Iterable[str]) -> Iterator[str]:
    """Yield the stretches of the texts around each mention of a body, which are all it takes."""
    mention = re.compile("|".join(map(re.escape, names)))
    for text in texts:
        done = 0
        for found in mention.finditer(text):
            start, end = max(done, found.start() - _NEAR), found.end() + _NEAR
            if found.start() >= done:
                yield text[start:end]
                done = end


def _names_of(body: ActorReading) -> list[str]:
    adjective = gazetteer().adjective_of(name_key(body.name))
    return list(dict.fromkeys(filter(None, (body.name, body.typed, adjective, *body.aliases))))


def _patterns_for(names: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return the ways in which a text ties a person to a body, the person being the one group."""
    body = rf"(?:the )?(?:{'|'.join(map(re.escape, names))})"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{_NOT_FORMER}{body}(?:[’']s?)? (?:new )?{_OFFICE},? {_NAME}",
            rf"{_NOT_FORMER}{_OFFICE} (?:of|for|to|in) {body},? {_NAME}",
            rf"\b(?:counterpart|colleague) (?:of|in|from) {body},? {_NAME}",
            rf"{_NAME}, (?:the )?{body}(?:[’']s?)? {_OFFICE}\b",
            rf"{_NAME}, (?:the |a )?{_OFFICE} (?:of|for|to|in) {body}\b",
        )
    )


def _match_people(people: Mapping[int, str], called: Iterable[str]) -> set[int]:
    """Return the people who are called one of the names; a glued end does not matter."""
    found = set()
    for each in called:
        words = each.split()
        for number, name in people.items():
            given, surname = name.split()[0], surname_of(name)
            alone = words[0] == surname
            if name in each or alone or (surname in words and given in words):
                found.add(number)
    return found
