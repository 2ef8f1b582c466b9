"""What belongs beside a position: the same actor's earlier words on it, the accused's denial.

All pure. A missing pair costs a reader little and a wrong one much: without the same words in both
sentences there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.briefing.boards.holders import holder_of
from bot.briefing.boards.standing import turns_of
from bot.briefing.facts.evidence import Evidence
from bot.briefing.facts.relevance import make_name_pattern
from bot.briefing.texts.folding import retells
from bot.briefing.words import root, roots_of
from bot.ports import SENTENCES_PER_DOCUMENT, StoredPosition
from bot.records import Stance

#: Stances of which one takes back the other.
_OPPOSITES = (
    frozenset({Stance.SUPPORTS, Stance.OPPOSES}),
    frozenset({Stance.COMMITS, Stance.OPPOSES}),
    frozenset({Stance.DEMANDS, Stance.OPPOSES}),
)
#: Shares of the shorter and of the longer target's words that stand in both.
_SHARE_OF_SHORTER, _SHARE_OF_LONGER = 0.75, 0.4
_LEAST_SHARED = 2
#: What is told in other words within these days is told by another reporter.
_SAME_NEWS = timedelta(days=7)
#: How far an accusation and its denial may lie apart in days, and in sentences of one text where
#: the denial names nobody ("the allegations").
_MOST_APART = timedelta(days=120)
_POINTS_BACK = 3
#: How far around an accusation denials are looked for that do not name the topic.
MOST_SENTENCES_APART = 12
#: Words of an accusation, of which a denial holds the same few.
_SHARE_OF_MATTER = 0.4
#: What a denial calls an accusation that stands just before it.
_ACCUSATIONS = frozenset(
    root(word)
    for word in "allegation claim accusation charge assertion blame wrongdoing suggestion".split()
)


def find_before(
    evidence: Evidence, position: StoredPosition, others: Iterable[StoredPosition]
) -> StoredPosition | None:
    """Return the latest earlier position of the same actor on the same target that differs.

    One that takes the other side comes before one in other words.
    """
    holder = holder_of(evidence, position)
    if isinstance(holder, str) or position.target is None or position.according_to is not None:
        return None
    fitting = [
        (_are_opposites(position, other), day, other)
        for other in others
        if holder_of(evidence, other) == holder
        and other.according_to is None
        and (day := _day(evidence, other)) is not None
        and _differs(evidence, other, position)
    ]
    ranked = sorted(fitting, key=lambda f: (f[0], f[1], -f[2].document_id, -f[2].cue.start))
    return ranked[-1][2] if ranked else None


def find_denial(
    evidence: Evidence, accusation: StoredPosition, denials: Sequence[StoredPosition]
) -> StoredPosition | None:
    """Return the denial of what ``accusation`` says, by the one it accuses."""
    fitting = [
        (_apart(evidence, accusation, denial), denial)
        for denial in denials
        if _is_accused(evidence, accusation, denial)
        and (
            _answers_beside(evidence, accusation, denial)
            or _answers_elsewhere(evidence, accusation, denial)
        )
    ]
    return min(fitting, key=lambda f: (f[0], f[1].document_id, f[1].cue))[1] if fitting else None


def _are_opposites(first: StoredPosition, second: StoredPosition) -> bool:
    return frozenset({first.stance, second.stance}) in _OPPOSITES


def _differs(evidence: Evidence, before: StoredPosition, now: StoredPosition) -> bool:
    """Tell whether the earlier position is on the same target and says something else on it."""
    then, today = _day(evidence, before), _day(evidence, now)
    if then is None or today is None or then >= today:
        return False
    opposite = _are_opposites(before, now)
    if not opposite and (
        today - then < _SAME_NEWS
        or before.stance is not now.stance
        or _cue_of(evidence, before) & _cue_of(evidence, now)
    ):
        return False
    sentences = [roots_of(evidence.text_of(p.document_id, p.evidence)) for p in (before, now)]
    if retells(*sentences):
        return False
    return _is_same_target(evidence, before, now, opposite=opposite)


def _is_same_target(
    evidence: Evidence, first: StoredPosition, second: StoredPosition, *, opposite: bool
) -> bool:
    if first.target is None or second.target is None:
        return False
    turns = [turns_of(evidence, p) for p in (first, second)]
    if turns[0] != turns[1] and (opposite or not turns[0] & turns[1]):
        return False
    one, other = (
        roots_of(evidence.text_of(p.document_id, p.target)) - _names_of(evidence, p)
        for p in (first, second)
        if p.target is not None
    )
    topic = _roots_of_topic(evidence)
    shared = one & other
    if not shared:
        return False
    if one == other and one <= topic:
        return {first.stance, second.stance} == {Stance.SUPPORTS, Stance.OPPOSES}
    if one == other:
        return opposite or len(one) > 1
    return (
        len(shared) >= _LEAST_SHARED
        and not shared <= topic
        and len(shared) >= _SHARE_OF_SHORTER * min(len(one), len(other))
        and len(shared) >= _SHARE_OF_LONGER * max(len(one), len(other))
    )


def _is_accused(evidence: Evidence, accusation: StoredPosition, denial: StoredPosition) -> bool:
    """Tell whether the one who denies is named as the target of the accusation."""
    if accusation.target is None or accusation.evidence == denial.evidence:
        return False
    if set(accusation.actor_ids) & set(denial.actor_ids):
        return False
    target = evidence.text_of(accusation.document_id, accusation.target)
    return any(
        make_name_pattern(*evidence.actors[actor]).search(target)
        for actor in denial.actor_ids
        if actor in evidence.actors
    )


def _answers_beside(evidence: Evidence, accusation: StoredPosition, denial: StoredPosition) -> bool:
    """Tell whether the denial, in the same text, points back at the accusation or the accuser."""
    if denial.document_id != accusation.document_id or denial.target is None:
        return False
    apart = denial.sentence - accusation.sentence
    roots = roots_of(evidence.text_of(denial.document_id, denial.target))
    if not roots & _ACCUSATIONS:
        return False
    matter = roots - _ACCUSATIONS
    if 0 < apart <= _POINTS_BACK and matter <= _matter_of(evidence, accusation):
        return True
    return bool(matter) and matter <= _names_of(evidence, accusation)


def _answers_elsewhere(
    evidence: Evidence, accusation: StoredPosition, denial: StoredPosition
) -> bool:
    """Tell whether both speak of the same matter, near enough in time."""
    days = [_day(evidence, p) for p in (accusation, denial)]
    if days[0] is None or days[1] is None or abs(days[0] - days[1]) > _MOST_APART:
        return False
    names = _names_of(evidence, accusation) | _names_of(evidence, denial)
    topic = _roots_of_topic(evidence)
    charged = _matter_of(evidence, accusation) - names
    denied = _matter_of(evidence, denial) - names
    shared = charged & denied
    return (
        len(shared) >= _LEAST_SHARED
        and not shared <= topic
        and len(shared) >= _SHARE_OF_MATTER * min(len(charged), len(denied))
    )


def _matter_of(evidence: Evidence, position: StoredPosition) -> frozenset[str]:
    """Return the roots of what stands behind the cue, words for accusations left out."""
    text = evidence.documents[position.document_id].text
    return roots_of(text[position.cue.end : position.evidence.end]) - _ACCUSATIONS


def _names_of(evidence: Evidence, position: StoredPosition) -> frozenset[str]:
    names = [evidence.actors[a][0] for a in position.actor_ids if a in evidence.actors]
    return roots_of(" ".join([*names, evidence.text_of(position.document_id, position.actor)]))


def _cue_of(evidence: Evidence, position: StoredPosition) -> frozenset[str]:
    return roots_of(evidence.text_of(position.document_id, position.cue))


def _roots_of_topic(evidence: Evidence) -> frozenset[str]:
    topic = evidence.scope.topic
    names = [word for actor in topic.actors for word in (actor.name, actor.typed, *actor.aliases)]
    return roots_of(" ".join([*names, topic.words]))


def _apart(evidence: Evidence, first: StoredPosition, second: StoredPosition) -> int:
    """Return how far two positions lie apart: sentences of one text, else days, which are more."""
    if first.document_id == second.document_id:
        return abs(first.sentence - second.sentence)
    days = [_day(evidence, p) for p in (first, second)]
    gap = abs((days[0] - days[1]).days) if days[0] and days[1] else _MOST_APART.days
    return SENTENCES_PER_DOCUMENT + gap


def _day(evidence: Evidence, position: StoredPosition) -> date | None:
    return evidence.documents[position.document_id].card.published
