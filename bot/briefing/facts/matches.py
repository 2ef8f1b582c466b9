"""How exactly a stored fact says what was asked; pure.

What is asked for is a fact of the right speaker or actor on the topic. A fact that has the topic in
its own words or sentence matches; one that merely stands near the topic does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum

from bot.briefing.facts.bearing import Bearing, find_bearing
from bot.briefing.facts.evidence import Evidence
from bot.ports import Facts, StoredPosition, StoredQuotation
from bot.records import Span

#: Words by which several actors are each other's target.
_RECIPROCAL = re.compile(
    r"\b(?:each other|one another|mutual(?:ly)?|reciprocal(?:ly)?)\b", re.IGNORECASE
)
#: How far before its cue a position says that it is mutual, in characters.
_BEFORE_CUE = 30
#: How far behind its target a position may name the topic as part of what it is about.
_BEHIND_TARGET = 50


class Fit(IntEnum):
    """How near the topic stands to what a fact says."""

    #: In another sentence, or only as the speaker.
    NEAR = 0
    #: In the fact's own sentence.
    SENTENCE = 1
    #: Close behind the target of a position: "opposes the ban on sales that the treaty brings".
    OBJECT = 2
    #: In the quoted words themselves, or as the target of a position.
    OWN = 3


def fit_quotation(evidence: Evidence, quotation: StoredQuotation) -> Fit:
    """Return how the quoted words stand to the topic."""
    topic = evidence.scope.topic
    content = evidence.text_of(quotation.document_id, quotation.content)
    if not topic.typed or evidence.matcher.is_in(content):
        return Fit.OWN
    if topic.actor_ids.intersection(quotation.speaker_ids):
        return Fit.NEAR
    numbers = range(quotation.sentence, quotation.last_sentence + 1)
    named = any(evidence.names_topic(quotation.document_id, number) for number in numbers)
    return Fit.SENTENCE if named else Fit.NEAR


def fit_position(evidence: Evidence, position: StoredPosition) -> Fit:
    """Return how a position's target, or else the rest of its sentence, stands to the topic."""
    topic = evidence.scope.topic
    if not topic.typed:
        return Fit.OWN
    document = position.document_id
    target = evidence.text_of(document, position.target) if position.target else ""
    if evidence.matcher.is_in(target) or is_mutual(evidence, position):
        return Fit.OWN
    text = evidence.documents[document].text
    end = position.target.end if position.target else position.cue.end
    object_end = min(position.evidence.end, end + _BEHIND_TARGET)
    if evidence.matcher.is_in(text[position.cue.end : object_end]):
        return Fit.OBJECT
    if evidence.matcher.is_in(text[position.cue.end : position.evidence.end]):
        return Fit.SENTENCE
    acts = topic.actor_ids.intersection(position.actor_ids)
    if evidence.names_topic(document, position.sentence) and not acts:
        return Fit.SENTENCE
    return Fit.NEAR


def bearing_of(evidence: Evidence, position: StoredPosition) -> Bearing:
    """Return whether the position is one on the topic, on something beside it, or against it."""
    if not evidence.scope.topic.typed:
        return Bearing.ON
    document = position.document_id
    target = evidence.text_of(document, position.target) if position.target else ""
    if is_mutual(evidence, position):
        return Bearing.ON
    if evidence.matcher.is_in(target):
        return find_bearing(target, evidence.matcher)
    start = position.target.start if position.target else position.cue.end
    end = position.target.end if position.target else position.cue.end
    around = Span(start, min(position.evidence.end, end + _BEHIND_TARGET))
    return min(Bearing.BESIDE, find_bearing(evidence.text_of(document, around), evidence.matcher))


def keep_quotations(evidence: Evidence, least: Fit) -> Evidence:
    """Return the evidence with the quotations that fit at least so well, and nothing else."""
    kept = tuple(q for q in evidence.shortlist.quotations if fit_quotation(evidence, q) >= least)
    return replace(evidence, shortlist=Facts(quotations=kept))


def keep_positions(
    evidence: Evidence,
    least: Fit,
    wanted: Callable[[StoredPosition], bool] = lambda position: True,
) -> Evidence:
    """Return the evidence with the positions that fit so well and are wanted, and nothing else."""
    kept = tuple(
        p for p in evidence.shortlist.positions if wanted(p) and fit_position(evidence, p) >= least
    )
    return replace(evidence, shortlist=Facts(positions=kept))


def keep_phrase(evidence: Evidence, phrase: str) -> Evidence:
    """Return the evidence with the lines whose own words hold the phrase, in any case."""
    words = r"\s+".join(re.escape(word) for word in phrase.replace("’", "'").split())
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)

    def holds(document: int, span: Span) -> bool:
        return bool(pattern.search(evidence.text_of(document, span).replace("’", "'")))

    facts = evidence.shortlist
    kept = Facts(
        quotations=tuple(q for q in facts.quotations if holds(q.document_id, q.content)),
        positions=tuple(p for p in facts.positions if holds(p.document_id, p.evidence)),
        entries=tuple(e for e in facts.entries if holds(e.document_id, e.evidence)),
    )
    return replace(evidence, shortlist=kept)


def is_mutual(evidence: Evidence, position: StoredPosition) -> bool:
    """Tell whether several actors, the topic's among them, do it to each other."""
    topic = evidence.scope.topic
    if topic.words or len(position.actor_ids) < 2 or not topic.actors:
        return False
    if not all(set(actor.ids) & {*position.actor_ids} for actor in topic.actors):
        return False
    text = evidence.documents[position.document_id].text
    target = position.target.of(text) if position.target else ""
    start = max(position.evidence.start, position.cue.start - _BEFORE_CUE)
    return bool(_RECIPROCAL.search(text[start : position.cue.start]) or _RECIPROCAL.search(target))
