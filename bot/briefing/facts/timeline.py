"""Which dates matter for a topic, and which sentence says best what happened; pure.

A date matters when many documents tie it to the topic (as in extractive timeline summarisation,
Tran et al. 2013: dates first, then sentences); its sentence is the one that shares most words with
what the others say about that date.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date

from bot.briefing.facts.evidence import PRECISION_FACTORS, Evidence
from bot.briefing.facts.relevance import BESIDE, rate_place
from bot.briefing.facts.selection import Scored
from bot.briefing.texts.folding import copies_of, order_by_age, retells
from bot.briefing.texts.quality import rate_sentence
from bot.briefing.words import roots_of
from bot.ports import StoredEntry
from bot.records import Precision

#: Dates longer before the first publication than this are history rather than news.
_NEWS_DAYS = 400


def rank_entries(evidence: Evidence) -> list[Scored[list[StoredEntry]]]:
    """Score dates; each item is the entry that tells it best, followed by copies elsewhere."""
    by_date: defaultdict[tuple[date, Precision], list[StoredEntry]] = defaultdict(list)
    for entry in evidence.shortlist.entries:
        by_date[(entry.date, entry.precision)].append(entry)
    scored = []
    for key in sorted(by_date):
        group = _lead_date(evidence, by_date[key])
        if group is not None:
            score, members = group
            reports = 1.0 + math.log(max(1, evidence.support.get(key[0], 1)))
            scored.append(_scored(evidence, members, score * reports))
    return _without_retellings(evidence, scored)


def _without_retellings(
    evidence: Evidence, scored: Sequence[Scored[list[StoredEntry]]]
) -> list[Scored[list[StoredEntry]]]:
    """Keep the best supported date of what several sentences tell in much the same words.

    A page that is updated after its date of publication resolves "Tuesday" to another week.
    """
    kept: list[Scored[list[StoredEntry]]] = []
    told: list[frozenset[str]] = []
    for candidate in sorted(scored, key=lambda s: (-s.score, s.tie)):
        lead = candidate.item[0]
        roots = roots_of(evidence.text_of(lead.document_id, lead.evidence))
        if not any(retells(roots, other) for other in told):
            kept.append(candidate)
            told.append(roots)
    return kept


def _lead_date(
    evidence: Evidence, entries: Sequence[StoredEntry]
) -> tuple[float, list[StoredEntry]] | None:
    """Return the best entry of one date with its copies, and its score; None where none reads."""
    texts = {e: evidence.text_of(e.document_id, e.evidence) for e in entries}
    roots = {e: roots_of(texts[e]) for e in entries}
    scores: dict[StoredEntry, float] = {}
    for entry in entries:
        quality = rate_sentence(texts[entry])
        if quality:
            others = [
                roots[o] for o in entries if o is not entry and not _repeats(evidence, o, entry)
            ]
            agreed = _rate_agreement(roots[entry], others)
            scores[entry] = _score(evidence, entry, texts[entry]) * quality * (0.7 + 0.6 * agreed)
    if not scores:
        return None
    ranked = sorted(scores, key=lambda e: (-scores[e], e.document_id, e.phrase))
    group = copies_of(ranked[0], ranked, texts.__getitem__)
    group.sort(key=lambda e: _age(evidence, e))
    return scores[ranked[0]], group


def _repeats(evidence: Evidence, entry: StoredEntry, other: StoredEntry) -> bool:
    """Tell whether two entries stand in two copies of one document: that they agree says little."""
    first, second = entry.document_id, other.document_id
    return first != second and evidence.story_of(first) == evidence.story_of(second)


def _score(evidence: Evidence, entry: StoredEntry, sentence: str) -> float:
    hits = evidence.hits_in(entry.document_id)
    inside = bool(evidence.scope.topic.typed) and evidence.matcher.is_in(sentence)
    near = rate_place(entry.sentence, entry.sentence, hits, in_content=inside)
    if near <= BESIDE:
        # The topic stands in another sentence: what happened is rarely about it.
        near *= 0.6 if 0 in hits else 0.3
    about = evidence.aboutness[entry.document_id]
    return (
        near
        * (0.45 + 0.55 * about)
        * PRECISION_FACTORS[entry.precision]
        * _rate_age(evidence, entry)
        * (1.1 if entry.sentence <= 4 else 1.0)
    )


def _rate_age(evidence: Evidence, entry: StoredEntry) -> float:
    """Rate history below news: a date long before its own document was published."""
    published = evidence.documents[entry.document_id].card.published
    if published is None:
        return 0.9
    return 1.0 if (published - entry.date).days <= _NEWS_DAYS else 0.4


def _rate_agreement(own: frozenset[str], others: Sequence[frozenset[str]]) -> float:
    """Return the mean share of words that a sentence has in common with the others (Jaccard)."""
    shares = [len(own & other) / len(own | other) for other in others if own | other]
    return sum(shares) / len(shares) if shares else 0.0


def _scored(
    evidence: Evidence, group: list[StoredEntry], score: float
) -> Scored[list[StoredEntry]]:
    lead = group[0]
    day = lead.date.toordinal()
    traits: dict[Hashable, float] = {
        ("document", evidence.story_of(lead.document_id)): 0.6,
        ("outlet", evidence.documents[lead.document_id].card.outlet): 0.95,
        # Neighbouring days share a window, so that a single week does not fill the list.
        **{("days", (day + shift) // 3, shift): 0.8 for shift in range(3)},
        ("month", lead.date.year, lead.date.month): 0.9,
    }
    return Scored(
        item=group, score=score, tie=(-day, lead.document_id, *lead.phrase), traits=traits
    )


def _age(evidence: Evidence, entry: StoredEntry) -> tuple[date, int, int]:
    card = evidence.documents[entry.document_id].card
    return order_by_age(card.published, entry.document_id, entry.evidence.start)
