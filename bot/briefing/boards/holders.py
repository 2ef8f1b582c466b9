"""Who stands behind a position, under one id for all forms of a name; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.briefing.facts.evidence import Evidence
from bot.briefing.requests.topics import is_spelling
from bot.briefing.words import words_of
from bot.language.gazetteer import gazetteer
from bot.language.names import normalise_name, surname_of
from bot.ports import StoredPosition
from bot.records import ActorKind

#: Actor ids, or the words of an actor that no id stands for.
Holder = frozenset[int] | str

DETERMINERS = frozenset("the a an this that these those some many several all most both".split())
#: A bare surname may have been taken for the name of a body.
_CAN_BE_PERSON = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.GROUP})
#: A bare surname is that of the bearer who is heard so many times as often as the next.
_DOMINANCE = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Forms:
    """Under which id the forms of a name are shown: by id, by bare surname, by capital city."""

    leads: Mapping[int, int]
    surnames: Mapping[str, int]
    countries: Mapping[str, int]

    def ids_for(self, ids: tuple[int, ...], written: str) -> tuple[int, ...]:
        """Return the ids to show, for what no id was found too where its words tell it."""
        if ids:
            return tuple(dict.fromkeys(self.leads.get(a, a) for a in ids))
        if written in self.surnames:
            return (self.surnames[written],)
        known = gazetteer().find(written)
        country = self.countries.get(normalise_name(known.name)) if known else None
        return (country,) if country is not None else ()


def holder_of(evidence: Evidence, position: StoredPosition) -> Holder:
    """Return what all positions of the same actor share."""
    known = frozenset(a for a in position.actor_ids if a in evidence.actors)
    return known or _written(evidence, position)


def unite_forms(evidence: Evidence) -> Evidence:
    """Return the evidence with one id for each actor, whose names vary from text to text.

    A title before the name, a letter more or less, or the bare surname of one person alone make
    nobody else: "President Volodymyr Zelensky", "Volodymyr Zelenskyy", "Zelensky". A capital that
    acts is its country.
    """
    positions = evidence.shortlist.positions
    forms = _read_forms(evidence, Counter(a for p in positions for a in p.actor_ids))
    united = tuple(
        replace(p, actor_ids=forms.ids_for(p.actor_ids, _written(evidence, p))) for p in positions
    )
    return replace(evidence, shortlist=replace(evidence.shortlist, positions=united))


def _written(evidence: Evidence, position: StoredPosition) -> str:
    """Return the words of an actor in lower case, without articles."""
    words = words_of(evidence.text_of(position.document_id, position.actor))
    return " ".join(word for word in words if word not in DETERMINERS)


def _read_forms(evidence: Evidence, uses: Mapping[int, int]) -> _Forms:
    known = {number: evidence.actors[number] for number in uses if number in evidence.actors}
    persons = {
        number: normalise_name(name)
        for number, (name, kind) in known.items()
        if kind is ActorKind.PERSON and " " in name
    }
    leads: dict[int, int] = {}
    bearers: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for number in sorted(persons, key=lambda n: (-uses[n], n)):
        name = persons[number]
        same = [
            lead
            for lead in dict.fromkeys(leads.values())
            if is_spelling(name, persons[lead]) or _is_titled(name, persons[lead])
        ]
        leads[number] = same[0] if same else number
        bearers[surname_of(known[number][0])][leads[number]] += uses[number]
    surnames = {
        surname: ranked[0][0]
        for surname, found in bearers.items()
        if len(ranked := found.most_common(2)) == 1 or ranked[0][1] >= _DOMINANCE * ranked[1][1]
    }
    for number, (name, kind) in known.items():
        bearer = surnames.get(normalise_name(name))
        if bearer is not None and kind in _CAN_BE_PERSON:
            leads[number] = bearer
    countries = {
        normalise_name(name): number
        for number, (name, kind) in sorted(known.items())
        if kind is ActorKind.COUNTRY
    }
    return _Forms(leads=leads, surnames=surnames, countries=countries)


def _is_titled(name: str, other: str) -> bool:
    return name.endswith(f" {other}") or other.endswith(f" {name}")
