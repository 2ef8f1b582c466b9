"""The dates that answer a question which asks when."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.briefing.evidence import PRECISION_FACTORS
from bot.briefing.lines import make_lines, make_timeline_line
from bot.briefing.passages import Passage
from bot.briefing.questions import Question
from bot.briefing.words import content_words, root, words_of
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, StoredEntry
from bot.records import Document
from bot.results import TimelineLine

#: Passages whose dates are looked at, and dates that are shown.
_MOST_DATED = 40
_MOST_DATES = 3
#: A date so many characters from the words it is asked for counts half.
_FAR = 100.0
#: What a past date is worth where the question asks for what will be.
_WRONG_TENSE = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """Timeline lines for a question and the confidence in the first."""

    lines: tuple[TimelineLine, ...] = ()
    confidence: float = 0.0


def rank_dates(
    archive: Archive, workspace: str, question: Question, passages: Sequence[Passage]
) -> Dates:
    """Return the dates that stand nearest to the question's words in the passages that fit it."""
    by_sentence = {
        p.document.card.id * SENTENCES_PER_DOCUMENT + p.sentence: p for p in passages[:_MOST_DATED]
    }
    facts = archive.load_facts(workspace, sorted(by_sentence))
    documents = {p.document.card.id: p.document for p in by_sentence.values()}
    rated: defaultdict[date, list[tuple[float, StoredEntry]]] = defaultdict(list)
    for entry in facts.entries:
        passage = by_sentence[entry.document_id * SENTENCES_PER_DOCUMENT + entry.sentence]
        worth = _rate(question, passage, entry)
        rated[entry.date].append((worth, entry))
    scores = {day: max(w for w, _ in found) * _agree(found) for day, found in rated.items()}
    days = sorted(scores, key=lambda day: (-scores[day], day))[:_MOST_DATES]
    chosen = [[_best(rated[day])] for day in days]
    lines = make_lines(chosen, documents, make_timeline_line, lambda e: e.evidence)
    return Dates(lines=lines, confidence=min(0.85, 0.75 * scores[days[0]]) if days else 0.0)


def _rate(question: Question, passage: Passage, entry: StoredEntry) -> float:
    precision = math.pow(PRECISION_FACTORS[entry.precision], 0.1)
    near = _rate_nearness(question, passage.document, entry)
    tense = 1.0
    published = passage.document.card.published
    if question.is_future and published and entry.date < published:
        tense = _WRONG_TENSE
    return passage.score * near * precision * tense


def _rate_nearness(question: Question, document: Document, entry: StoredEntry) -> float:
    """Rate how near the date stands to the last telling word of the question, its deed."""
    sentence = entry.evidence.of(document.text).casefold()
    at = entry.phrase.start - entry.evidence.start
    distances = []
    for word in content_words(question.topic):
        wanted = root(word)
        places = [sentence.find(found) for found in words_of(sentence) if root(found) == wanted]
        if places:
            distances.append(min(abs(place - at) for place in places))
    if not distances:
        return 0.5
    mean = sum(distances) / len(distances)
    return 1.0 / (1.0 + mean / _FAR) * 0.6 + 0.4


def _agree(found: Sequence[tuple[float, StoredEntry]]) -> float:
    documents = {entry.document_id for _, entry in found}
    return 1.0 + 0.15 * math.log(len(documents))


def _best(found: Sequence[tuple[float, StoredEntry]]) -> StoredEntry:
    return max(found, key=lambda pair: (pair[0], -pair[1].document_id, -pair[1].sentence))[1]
