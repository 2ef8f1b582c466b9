"""The dates that answer a question which asks when."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.briefing.evidence import PRECISION_FACTORS
from bot.briefing.lines import make_lines, make_timeline_line
from bot.briefing.passages import load_spans
from bot.briefing.quality import rate_sentence
from bot.briefing.questions import Question
from bot.briefing.related import related_roots
from bot.briefing.search import rank_documents
from bot.briefing.topics import Topic
from bot.briefing.words import content_words, root, roots_of, words_of
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Filters, StoredEntry
from bot.records import Document
from bot.results import TimelineLine

_MOST_DOCUMENTS = 12
_MOST_DATES = 3
#: Later dates need this share of the best one's worth.
_LEAST_SHARE = 0.5
#: A date so many characters from the words it is asked for counts half.
_FAR = 100.0
#: What a past date is worth where the question asks for what will be, and the other way round.
_WRONG_TENSE = 0.5
#: What a sentence borrows from its neighbours and from its title, of actors and of deeds.
_ACTOR_BESIDE, _ACTOR_IN_TITLE = 0.6, 0.6
_DEED_BESIDE, _DEED_IN_TITLE = 0.2, 0.35
#: A word for the same deed, instead of the word itself.
_RELATED = 0.8
#: How the worth of the best date becomes a confidence.
_MOST_TRUST, _TRUST = 0.85, 0.9
_OPEN = re.compile(
    r"\b(?:will|would|could|may|might|if|whether|(?:expected|set|due|plan\w*|hop\w+|likely"
    r"|intend\w*|schedul\w+|want\w*|threat\w+|vow\w*|urg\w+|call\w*) (?:to|for|on)|before|until"
    r"|ahead of|since)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """Timeline lines for a question and the confidence in the first."""

    lines: tuple[TimelineLine, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wanted:
    """What a dated sentence must tell: its actors and its deed."""

    #: For each actor its sentences, by sentence id, and the roots of its name.
    actors: tuple[tuple[frozenset[int], frozenset[str]], ...]
    #: The roots of the deed with their weights.
    deeds: Mapping[str, float]
    is_future: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A sentence with what stands around it."""

    id: int
    own: frozenset[str]
    beside: frozenset[str]
    title: frozenset[str]


def rank_dates(
    archive: Archive, workspace: str, question: Question, topic: Topic, filters: Filters
) -> Dates:
    """Return the dates of the sentences that tell the asked deed of the asked actors."""
    ranked = rank_documents(
        archive, question.topic, workspace=workspace, limit=_MOST_DOCUMENTS, filters=filters
    )
    documents = archive.get_documents(workspace, [found.document_id for found in ranked])
    spans = load_spans(archive, workspace, list(documents))
    ids = sorted(d * SENTENCES_PER_DOCUMENT + n for d, found in spans.items() for n in found)
    entries = archive.load_facts(workspace, ids).entries if ids else ()
    roots = {
        number * SENTENCES_PER_DOCUMENT + n: roots_of(span.of(documents[number].text))
        for number, found in spans.items()
        for n, span in found.items()
    }
    wanted = _read_wanted(archive, workspace, question, topic, filters, list(roots.values()))
    rated: defaultdict[date, list[tuple[float, StoredEntry]]] = defaultdict(list)
    for entry in entries:
        document = documents[entry.document_id]
        place = _place_of(entry, document, roots)
        rated[entry.date].append((_rate(wanted, entry, document, place), entry))
    return _choose(rated, documents)


def _choose(
    rated: Mapping[date, Sequence[tuple[float, StoredEntry]]], documents: Mapping[int, Document]
) -> Dates:
    scores = {day: max(w for w, _ in found) * _agree(found) for day, found in rated.items()}
    days = sorted(scores, key=lambda day: (-scores[day], day))[:_MOST_DATES]
    if not days or not scores[days[0]]:
        return Dates()
    days = [day for day in days if scores[day] >= _LEAST_SHARE * scores[days[0]]]
    lines = make_lines(
        [[_best(rated[day])] for day in days], documents, make_timeline_line, lambda e: e.evidence
    )
    return Dates(lines=lines, confidence=min(_MOST_TRUST, _TRUST * scores[days[0]]))


def _read_wanted(
    archive: Archive,
    workspace: str,
    question: Question,
    topic: Topic,
    filters: Filters,
    sentences: Sequence[frozenset[str]],
) -> _Wanted:
    """Part the question into actors and deed; a deed's words weigh by their rarity."""
    actors = []
    named: set[str] = set()
    for actor in topic.actors:
        hits = archive.find_mention_hits(workspace, actor.ids, filters)
        own = roots_of(actor.typed)
        named |= own
        actors.append((frozenset(hits), own))
    deeds = {
        word: math.log(1 + len(sentences) / (0.5 + sum(word in own for own in sentences)))
        for word in dict.fromkeys(map(root, content_words(question.topic)))
        if word not in named
    }
    return _Wanted(actors=tuple(actors), deeds=deeds, is_future=question.is_future)


def _place_of(
    entry: StoredEntry, document: Document, roots: Mapping[int, frozenset[str]]
) -> _Place:
    number = entry.document_id * SENTENCES_PER_DOCUMENT + entry.sentence
    before, after = (roots.get(number + step, frozenset()) for step in (-1, 1))
    return _Place(
        id=number,
        own=roots.get(number, frozenset()),
        beside=before | after,
        title=roots_of(document.card.title),
    )


def _rate(wanted: _Wanted, entry: StoredEntry, document: Document, place: _Place) -> float:
    sentence = entry.evidence.of(document.text)
    shares = [_share_of_actors(wanted, place)] if wanted.actors else []
    shares += [_share_of_deeds(wanted, place)] if wanted.deeds else []
    fit = math.prod(shares) ** (1 / len(shares)) if shares else 0.0
    return (
        fit
        * _rate_tense(wanted, entry, document, sentence)
        * _rate_nearness(wanted, entry, sentence)
        * math.pow(PRECISION_FACTORS[entry.precision], 0.1)
        * (0.7 + 0.3 * rate_sentence(sentence))
    )


def _share_of_actors(wanted: _Wanted, place: _Place) -> float:
    found = 0.0
    for hits, names in wanted.actors:
        if place.id in hits or names <= place.own:
            found += 1.0
        elif place.id - 1 in hits or place.id + 1 in hits:
            found += _ACTOR_BESIDE
        elif names <= place.title:
            found += _ACTOR_IN_TITLE
    return found / len(wanted.actors)


def _share_of_deeds(wanted: _Wanted, place: _Place) -> float:
    """Return the weighed share of the deed's words that a sentence tells in some words."""
    found = 0.0
    for word, weight in wanted.deeds.items():
        related = related_roots(word)
        if word in place.own:
            found += weight
        elif related & place.own:
            found += weight * _RELATED
        elif word in place.title or related & place.title:
            found += weight * _DEED_IN_TITLE
        elif word in place.beside or related & place.beside:
            found += weight * _DEED_BESIDE
    return found / (sum(wanted.deeds.values()) or 1.0)


def _rate_tense(wanted: _Wanted, entry: StoredEntry, document: Document, sentence: str) -> float:
    """Rate whether the sentence tells what was, or will be, as the question asks."""
    published = document.card.published
    if wanted.is_future:
        return _WRONG_TENSE if published and entry.date < published else 1.0
    later = bool(published and entry.date > published)
    before = sentence[: entry.phrase.start - entry.evidence.start]
    is_open = later or _OPEN.search(before[-60:]) or _OPEN.search(sentence)
    return 0.65 if is_open else 1.0


def _rate_nearness(wanted: _Wanted, entry: StoredEntry, sentence: str) -> float:
    """Rate how near the date stands to the words of the deed."""
    at = entry.phrase.start - entry.evidence.start
    lower = sentence.casefold()
    telling = {w for deed in wanted.deeds for w in (deed, *related_roots(deed))}
    places = [lower.find(word) for word in words_of(lower) if root(word) in telling]
    if not places:
        return 0.7
    nearest = min(abs(place - at) for place in places)
    return 0.6 + 0.4 / (1.0 + nearest / _FAR)


def _agree(found: Sequence[tuple[float, StoredEntry]]) -> float:
    """Rate how many documents tell of the date about as well as the best one."""
    best = max(worth for worth, _ in found)
    documents = {entry.document_id for worth, entry in found if worth >= 0.7 * best}
    return 1.0 + 0.12 * math.log(len(documents))


def _best(found: Sequence[tuple[float, StoredEntry]]) -> StoredEntry:
    return max(found, key=lambda pair: (pair[0], -pair[1].document_id, -pair[1].sentence))[1]
