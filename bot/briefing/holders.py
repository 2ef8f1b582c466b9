"""Who stands behind a position, under one id for all forms of a name; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from bot.briefing.evidence import Evidence
from bot.briefing.topics import is_spelling
from bot.briefing.words import words_of
from bot.language.names import normalise_name, surname_of
from bot.ports import StoredPosition
from bot.records import ActorKind

#: Actor ids, or the words of an actor that no id stands for.
Holder = frozenset[int] | str

#: A bare surname may have been taken for the name of a body.
_CAN_BE_PERSON = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.GROUP})
#: A bare surname is that of the bearer who is heard so many times as often as the next.
_DOMINANCE = 5
DETERMINERS = frozenset("the a an this that these those some many several all most both".split())


def holder_of(evidence: Evidence, position: StoredPosition) -> Holder:
    """Return what all positions of the same actor share."""
    known = frozenset(a for a in position.actor_ids if a in evidence.actors)
    if known:
        return known
    written = evidence.text_of(position.document_id, position.actor)
    words = words_of(written)
    return " ".join(word for word in words if word not in DETERMINERS)


def unite_forms(evidence: Evidence) -> Evidence:
    """Return the evidence with one id for each person, whose names vary from text to text.

    A title before the name, a letter more or less, or the bare surname of one person alone make
    nobody else: "President Volodymyr Zelensky", "Volodymyr Zelenskyy", "Zelensky".
    """
    uses = Counter(a for p in evidence.shortlist.positions for a in p.actor_ids)
    names = {
        number: normalise_name(evidence.actors[number][0])
        for number in uses
        if number in evidence.actors and evidence.actors[number][1] in _CAN_BE_PERSON
    }
    leads = _lead_forms(evidence, names, uses)
    united = tuple(
        replace(p, actor_ids=tuple(dict.fromkeys(leads.get(a, a) for a in p.actor_ids)))
        for p in evidence.shortlist.positions
    )
    return replace(evidence, shortlist=replace(evidence.shortlist, positions=united))


def _lead_forms(
    evidence: Evidence, names: Mapping[int, str], uses: Mapping[int, int]
) -> dict[int, int]:
    """Return for each person the id under which the forms of the name are shown."""
    leads: dict[int, int] = {}
    persons = [
        number
        for number, name in names.items()
        if " " in name and evidence.actors[number][1] is ActorKind.PERSON
    ]
    for number in sorted(persons, key=lambda n: (-uses[n], n)):
        same = [
            lead
            for lead in dict.fromkeys(leads.values())
            if is_spelling(names[number], names[lead]) or _is_titled(names[number], names[lead])
        ]
        leads[number] = same[0] if same else number
    bearers: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for number in persons:
        bearers[surname_of(evidence.actors[number][0])][leads[number]] += uses[number]
    for number, name in names.items():
        ranked = bearers[name].most_common(2) if " " not in name else []
        if ranked and (len(ranked) == 1 or ranked[0][1] >= _DOMINANCE * ranked[1][1]):
            leads[number] = ranked[0][0]
    return leads


def _is_titled(name: str, other: str) -> bool:
    return name.endswith(f" {other}") or other.endswith(f" {name}")
