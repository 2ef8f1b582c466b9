"""Which quotations and positions are the key ones; all pure.

A score is a product of factors from 0 to 1 (and a little above for weight): nearness to the topic,
how the words read alone, who speaks, how new. Copies are folded before the choice, and the choice
spreads over speakers, outlets and days.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.briefing.facts.evidence import KIND_FACTORS, STANCE_FACTORS, Evidence
from bot.briefing.facts.relevance import IN_SENTENCE, rate_place
from bot.briefing.facts.selection import Scored
from bot.briefing.texts.folding import fold, order_by_age, retells
from bot.briefing.texts.quality import rate_quotation, rate_sentence
from bot.briefing.texts.reported import rate_report
from bot.briefing.words import roots_of
from bot.ports import StoredPosition, StoredQuotation
from bot.records import ActorKind, QuotationKind, Span

#: A copy with at least this share of the longest one's letters is no cut.
_UNCUT = 0.85

_ACTOR_FACTORS = {
    ActorKind.PERSON: 1.0,
    ActorKind.ORGANISATION: 0.92,
    ActorKind.COUNTRY: 0.92,
    ActorKind.GROUP: 0.8,
    ActorKind.PLACE: 0.45,
}

#: Speakers that stand in the text by name before those that were worked out from other words.
_REASON_FACTORS = {"pronoun": 0.82, "role": 0.78, "group": 0.72, "conjunction": 0.9}


def rank_quotations(evidence: Evidence) -> list[Scored[list[StoredQuotation]]]:
    """Score quotations; each item is a quotation followed by its copies elsewhere."""
    quotations = evidence.shortlist.quotations
    scores = {q: _score_quotation(evidence, q) for q in quotations}
    kept = _without_overlaps([q for q in quotations if scores[q] > 0], scores)
    kept.sort(key=lambda q: _age(evidence, q.document_id, q.content.start))
    groups = fold(kept, lambda q: evidence.text_of(q.document_id, q.content))
    return _without_paraphrases(
        evidence, [_scored_quotations(evidence, group, scores) for group in groups]
    )


def _without_paraphrases(
    evidence: Evidence, ranked: Sequence[Scored[list[StoredQuotation]]]
) -> list[Scored[list[StoredQuotation]]]:
    """Leave out reported speech where better words of the same speaker say much the same."""
    kept: list[Scored[list[StoredQuotation]]] = []
    told: defaultdict[tuple[int, ...], list[frozenset[str]]] = defaultdict(list)
    for candidate in sorted(ranked, key=lambda s: (-s.score, s.tie)):
        lead = candidate.item[0]
        roots = roots_of(evidence.text_of(lead.document_id, lead.content))
        others = told[lead.speaker_ids] if lead.speaker_ids else []
        if lead.kind is QuotationKind.DIRECT or not any(retells(roots, o) for o in others):
            kept.append(candidate)
            others.append(roots)
    return kept


def rank_positions(evidence: Evidence) -> list[Scored[list[StoredPosition]]]:
    """Score positions; each item is a position followed by its copies elsewhere."""
    scores = {p: _score_position(evidence, p) for p in evidence.shortlist.positions}
    kept = [position for position, score in scores.items() if score > 0]
    kept.sort(key=lambda p: _age(evidence, p.document_id, p.cue.start))
    by_side: defaultdict[Hashable, list[StoredPosition]] = defaultdict(list)
    for position in kept:
        by_side[(position.stance, position.actor_ids or _written(evidence, position))].append(
            position
        )
    return [
        scored
        for side in by_side.values()
        for scored in _without_retellings(
            evidence,
            [
                _scored_positions(evidence, group, scores)
                for group in fold(
                    _best_of_sentences(side, scores),
                    lambda p: evidence.text_of(p.document_id, p.evidence),
                )
            ],
        )
    ]


def _best_of_sentences(
    side: Sequence[StoredPosition], scores: Mapping[StoredPosition, float]
) -> list[StoredPosition]:
    """Keep one position of each sentence, which is shown but once: the one most on the topic."""
    best: dict[tuple[int, Span], StoredPosition] = {}
    for position in side:
        place = (position.document_id, position.evidence)
        if place not in best or scores[position] > scores[best[place]]:
            best[place] = position
    return list(best.values())


def _without_retellings(
    evidence: Evidence, side: Sequence[Scored[list[StoredPosition]]]
) -> list[Scored[list[StoredPosition]]]:
    """Keep the best of the sentences that tell of one side's position in much the same words."""
    kept: list[Scored[list[StoredPosition]]] = []
    told: list[frozenset[str]] = []
    for candidate in sorted(side, key=lambda s: (-s.score, s.tie)):
        lead = candidate.item[0]
        roots = roots_of(evidence.text_of(lead.document_id, lead.evidence))
        if not any(retells(roots, other) for other in told):
            kept.append(candidate)
            told.append(roots)
    return kept


def _score_quotation(evidence: Evidence, quotation: StoredQuotation) -> float:
    text = evidence.documents[quotation.document_id].text
    content = quotation.content.of(text)
    hits = evidence.hits_in(quotation.document_id)
    quality = rate_quotation(content, quotation.kind)
    standing = rate_report(quotation, text)
    if not quality * standing or not _mentions(evidence, quotation.sentence, content, hits):
        return 0.0
    near = _rate_nearness(evidence, quotation, content, hits)
    about = evidence.aboutness[quotation.document_id]
    return (
        near
        * (0.5 + 0.5 * about)
        * (0.1 + 0.9 * quality)
        * KIND_FACTORS[quotation.kind]
        * standing
        * _rate_speaker(evidence, quotation)
        * evidence.recency[quotation.document_id]
    )


def _mentions(evidence: Evidence, sentence: int, text: str, hits: frozenset[int]) -> bool:
    """Tell whether a line mentions what all lines must mention, where there is such a limit."""
    wanted = evidence.about_matcher
    return wanted is None or sentence in hits or wanted.is_in(text)


def _rate_nearness(
    evidence: Evidence, quotation: StoredQuotation, content: str, hits: frozenset[int]
) -> float:
    topic = evidence.scope.topic
    if not topic.typed:
        return IN_SENTENCE
    inside = evidence.matcher.is_in(content)
    near = rate_place(quotation.sentence, quotation.last_sentence, hits, in_content=inside)
    if not inside and topic.actor_ids.intersection(quotation.speaker_ids):
        # The sentence is a hit because the topic speaks: a person's own words are on the topic, a
        # spokesman's words for a country or body may be on anything.
        persons = any(actor.kind is ActorKind.PERSON for actor in topic.actors)
        return max(near, 0.8) if persons else min(near, 0.5)
    # A sentence is a hit where a part of the topic stands in the one beside it: the words
    # themselves should hold some part.
    return near if inside else near * (0.5 + 0.5 * evidence.matcher.share_in(content))


def _rate_speaker(evidence: Evidence, quotation: StoredQuotation) -> float:
    if not quotation.speaker_ids:
        if quotation.speaker is None:
            return 0.3
        written = quotation.speaker.of(evidence.documents[quotation.document_id].text)
        return 0.62 if written[:1].isupper() and " " in written else 0.5
    kinds = [_ACTOR_FACTORS[evidence.actors[a][1]] for a in quotation.speaker_ids
             if a in evidence.actors]  # fmt: skip
    heard = max((evidence.weight.get(a, 0.0) for a in quotation.speaker_ids), default=0.0)
    sure = _REASON_FACTORS.get(quotation.reason, 1.0)
    return max(kinds, default=0.5) * (0.85 + 0.3 * heard) * sure


def _score_position(evidence: Evidence, position: StoredPosition) -> float:
    text = evidence.documents[position.document_id].text
    sentence = position.evidence.of(text)
    quality = rate_sentence(sentence)
    hits = evidence.hits_in(position.document_id)
    if not quality or not _mentions(evidence, position.sentence, sentence, hits):
        return 0.0
    about = evidence.aboutness[position.document_id]
    return (
        _rate_target(evidence, position, text)
        * (0.5 + 0.5 * about)
        * (0.1 + 0.9 * quality)
        * STANCE_FACTORS[position.stance]
        * _rate_actor(evidence, position, text)
        * (0.9 if position.according_to else 1.0)
        * evidence.recency[position.document_id]
    )


def _rate_target(evidence: Evidence, position: StoredPosition, text: str) -> float:
    """Rate the topic's part in a position: its target, its actor, or merely its sentence."""
    topic = evidence.scope.topic
    if not topic.typed:
        return IN_SENTENCE
    hits = evidence.hits_in(position.document_id)
    near = rate_place(position.sentence, position.sentence, hits, in_content=False)
    if position.target and evidence.matcher.is_in(position.target.of(text)):
        return 1.0
    acts = bool(topic.actor_ids.intersection(position.actor_ids))
    if not topic.words and acts:
        return 0.85
    sentence = position.evidence.of(text)
    if near < IN_SENTENCE or (topic.words and not evidence.matcher.is_in(sentence)):
        return near * 0.3 if evidence.candidates.is_handful else 0.0
    after_cue = text[position.cue.end : position.evidence.end]
    if evidence.matcher.is_in(after_cue):
        return 0.65
    return 0.42


def _rate_actor(evidence: Evidence, position: StoredPosition, text: str) -> float:
    if not position.actor_ids:
        written = position.actor.of(text)
        factor = 0.6 if written[:1].isupper() else 0.42
    else:
        kinds = [evidence.actors[a][1] for a in position.actor_ids if a in evidence.actors]
        factor = max((_ACTOR_FACTORS[kind] for kind in kinds), default=0.5)
        heard = max((evidence.weight.get(a, 0.0) for a in position.actor_ids), default=0.0)
        factor *= 0.9 + 0.2 * heard
    return factor if position.target else factor * 0.75


def _scored_quotations(
    evidence: Evidence,
    group: Sequence[StoredQuotation],
    scores: Mapping[StoredQuotation, float],
) -> Scored[list[StoredQuotation]]:
    """Lead a group of copies (earliest first) with the first that holds most of the words.

    Quoted words lead before the same words reported.
    """
    longest = max(q.content.end - q.content.start for q in group)
    full = [q for q in group if q.content.end - q.content.start >= _UNCUT * longest]
    full = [q for q in full if q.kind is QuotationKind.DIRECT] or full
    lead = next((q for q in full if q.speaker_ids), full[0])
    shown = _follow_correction(lead, group)
    card = evidence.documents[lead.document_id].card
    who: Hashable = shown.speaker_ids or None
    traits: dict[Hashable, float] = {
        ("speaker", who): 0.45 if evidence.scope.by is None else 1.0,
        ("document", evidence.story_of(lead.document_id)): 0.6,
        ("outlet", card.outlet): 0.93,
        ("day", card.published): 0.93,
    }
    carried = 1.0 + 0.08 * math.log1p(len({evidence.story_of(q.document_id) for q in group}) - 1)
    return Scored(
        item=[shown, *(q for q in group if q is not lead)],
        score=max(scores[q] for q in group) * carried,
        tie=(lead.document_id, *lead.content),
        traits=traits,
    )


def _follow_correction(lead: StoredQuotation, group: Sequence[StoredQuotation]) -> StoredQuotation:
    """Return the quotation with the speaker of the last correction of any near copy of it."""
    corrected = [q for q in (lead, *group) if q.correction is not None]
    if not corrected or lead.correction is not None:
        return lead
    last = max(corrected, key=lambda q: q.correction or 0)
    return replace(
        lead, speaker_ids=last.speaker_ids, reason=last.reason, correction=last.correction
    )


def _scored_positions(
    evidence: Evidence, group: Sequence[StoredPosition], scores: Mapping[StoredPosition, float]
) -> Scored[list[StoredPosition]]:
    lead = group[0]
    card = evidence.documents[lead.document_id].card
    who: Hashable = lead.actor_ids or _written(evidence, lead)
    traits: dict[Hashable, float] = {
        ("actor", who): 0.5 if evidence.scope.by is None else 1.0,
        ("side", who, lead.stance): 0.7,
        ("stance", lead.stance): 0.9,
        ("sentence", lead.document_id, lead.evidence): 0.3,
        ("document", evidence.story_of(lead.document_id)): 0.75,
        ("outlet", card.outlet): 0.95,
        ("day", card.published): 0.95,
    }
    return Scored(
        item=list(group),
        score=max(scores[p] for p in group),
        tie=(lead.document_id, *lead.cue),
        traits=traits,
    )


def _without_overlaps(
    quotations: Sequence[StoredQuotation], scores: Mapping[StoredQuotation, float]
) -> list[StoredQuotation]:
    """Keep the best of quotations that share words: a whole clause, or its quoted part."""
    kept: defaultdict[int, list[Span]] = defaultdict(list)
    result = []
    for quotation in sorted(quotations, key=lambda q: (-scores[q], q.document_id, q.content)):
        spans = kept[quotation.document_id]
        if not any(quotation.content.touches(span) for span in spans):
            spans.append(quotation.content)
            result.append(quotation)
    return result


def _age(evidence: Evidence, document: int, start: int) -> tuple[date, int, int]:
    return order_by_age(evidence.documents[document].card.published, document, start)


def _written(evidence: Evidence, position: StoredPosition) -> str:
    return evidence.text_of(position.document_id, position.actor).casefold()
