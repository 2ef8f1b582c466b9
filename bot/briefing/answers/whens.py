"""The dates that answer a question which asks when."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.briefing.answers.passages import load_spans
from bot.briefing.answers.related import related_roots
from bot.briefing.documents.search import rank_documents
from bot.briefing.facts.candidates import Scope
from bot.briefing.facts.evidence import PRECISION_FACTORS
from bot.briefing.facts.relevance import rate_recency
from bot.briefing.lines.cited import Copies, make_lines, make_timeline_line
from bot.briefing.questions.question import Question
from bot.briefing.requests.topics import Topic
from bot.briefing.texts.quality import rate_sentence
from bot.briefing.words import content_words, root, roots_of, words_of
from bot.language.lexicon import saying_verbs
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Filters, StoredEntry
from bot.records import ActorKind, Document
from bot.results import TimelineLine

_MOST_DOCUMENTS = 12
_MOST_DATES = 3
#: Later dates need this share of the best one's worth.
_LEAST_SHARE = 0.5
#: A date so many characters from the words it is asked for counts half.
_FAR = 60.0
#: What a past date is worth where the question asks for what will be, and the other way round.
_WRONG_TENSE = 0.5
#: What a sentence borrows from its neighbours and from its title, of actors and of deeds.
_AROUND = 3
_ACTOR_BESIDE, _ACTOR_IN_TITLE = 0.5, 0.5
_DEED_BESIDE, _DEED_IN_TITLE = 0.2, 0.35
#: Half of a deed is another deed.
_STRICT = 1.5
#: A word for the same deed, instead of the word itself.
_RELATED = 0.87
_TOGETHER = 0.55
_SHORTEST_GLUED = 5
#: A date that says when something was said rather than when it happened.
_OF_A_REPORT = 0.6
_BESIDE_DATE = 4
_REPORTS = frozenset("statement survey poll interview report filing briefing reporters".split())
#: How much of a sentence around its date tells whether that is certain, in characters.
_BEFORE_DATE, _AFTER_DATE = 60, 40
#: What each doubling or so of the documents that tell of a date adds.
_AGREED = 0.2
#: How the worth of the best date becomes a confidence.
_MOST_TRUST, _TRUST = 0.85, 0.9
#: "... in May, after the war began": the deed has another date.
_PARTS = re.compile(r"\b(?:after|before|since|following|ahead of|until)\b")
_OTHER_CLAUSE = 0.5
_JOINT = re.compile(r",? and |;|, (?:which|who|but|while)\b")
#: Names that the archive does not know as actors: "World Cup", "Queen".
_NAME = re.compile(r"(?<!\w)[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]*)*")
_OPEN = re.compile(
    r"\b(?:will|would|could|(?-i:may)|might|if|whether|(?:expected|set|due|plan\w*|hop\w+|likely"
    r"|intend\w*|schedul\w+|want\w*|threat\w+|vow\w*|urg\w+|call\w*) (?:to|for|on)|before|until"
    r"|ahead of|since|as recently as)\b",
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
    #: Whether several are asked for and all are persons.
    are_people: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A sentence with what stands around it."""

    id: int
    own: frozenset[str]
    beside: frozenset[str]
    title: frozenset[str]


def rank_dates(archive: Archive, question: Question, scope: Scope) -> Dates:
    """Return the dates of the sentences that tell the asked deed of the asked actors."""
    workspace, topic, filters = scope.workspace, scope.topic, scope.filters
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
    recency = rate_recency(documents)
    rated: defaultdict[date, list[tuple[float, StoredEntry]]] = defaultdict(list)
    for entry in entries:
        document = documents[entry.document_id]
        if scope.hides(entry.document_id, entry.evidence, entry.evidence.of(document.text)):
            continue
        place = _place_of(entry, document, roots)
        worth = _rate(wanted, entry, document, place) * (0.9 + 0.1 * recency[entry.document_id])
        rated[entry.date].append((worth, entry))
    copies = archive.get_copies(workspace, list(documents)) if documents else {}
    return _choose(rated, documents, copies)


def _choose(
    rated: Mapping[date, Sequence[tuple[float, StoredEntry]]],
    documents: Mapping[int, Document],
    copies: Copies,
) -> Dates:
    scores = {day: max(w for w, _ in found) * _agree(found) for day, found in rated.items()}
    days = sorted(scores, key=lambda day: (-scores[day], day))[:_MOST_DATES]
    if not days or not scores[days[0]]:
        return Dates()
    days = [day for day in days if scores[day] >= _LEAST_SHARE * scores[days[0]]]
    lines = make_lines(
        [[_best(rated[day])] for day in days],
        documents,
        make_timeline_line,
        lambda e: e.evidence,
        copies,
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
    for name in _NAME.findall(question.topic):
        own = roots_of(name)
        if own and not own <= named:
            named |= own
            hits = archive.find_text_hits(workspace, name, filters)
            # "World Cup" is more than "world" and "cup": the words alone do not stand for it.
            actors.append((frozenset(hits), own if len(own) == 1 else frozenset({name})))
    deeds = {
        word: math.log(1 + len(sentences) / (0.5 + sum(word in own for own in sentences)))
        for word in dict.fromkeys(map(root, content_words(question.topic)))
        if word not in named
    }
    are_people = len(actors) > 1 and all(a.kind is ActorKind.PERSON for a in topic.actors)
    return _Wanted(
        actors=tuple(actors), deeds=deeds, is_future=question.is_future, are_people=are_people
    )


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
    if wanted.deeds:
        together = wanted.are_people and shares[0] == 1.0
        # What brings people into one dated sentence is most likely the deed, in other words.
        shares.append(max(_share_of_deeds(wanted, place), _TOGETHER if together else 0.0))
    return (
        (math.prod(shares) if shares else 0.0)
        * _rate_tense(wanted, entry, document, sentence)
        * _rate_nearness(wanted, entry, sentence)
        * (_OF_A_REPORT if _dates_report(wanted, entry, sentence) else 1.0)
        * math.pow(PRECISION_FACTORS[entry.precision], 0.15)
        * (0.7 + 0.3 * rate_sentence(sentence))
    )


def _share_of_actors(wanted: _Wanted, place: _Place) -> float:
    """Return how surely a sentence is on the actors: named in it, around it or in its title.

    One named without the other counts little; that none is named is what "they" stands for.
    """
    shares = [_place_actor(hits, names, place) for hits, names in wanted.actors]
    mean = sum(shares) / len(shares)
    return mean * mean if 1.0 in shares else mean


def _place_actor(hits: frozenset[int], names: frozenset[str], place: _Place) -> float:
    if place.id in hits or names <= place.own:
        return 1.0
    if any(place.id + step in hits for step in range(-_AROUND, _AROUND + 1)):
        return _ACTOR_BESIDE
    return _ACTOR_IN_TITLE if names <= place.title else 0.0


def _share_of_deeds(wanted: _Wanted, place: _Place) -> float:
    """Return the weighed share of the deed's words that a sentence tells in some words."""
    found = 0.0
    for word, weight in wanted.deeds.items():
        related = related_roots(word)
        if word in place.own:
            found += weight
        elif related & place.own or _is_glued(related, place.own):
            found += weight * _RELATED
        elif word in place.title or related & place.title:
            found += weight * _DEED_IN_TITLE
        elif word in place.beside or related & place.beside:
            found += weight * _DEED_BESIDE
    return math.pow(found / (sum(wanted.deeds.values()) or 1.0), _STRICT)


def _dates_report(wanted: _Wanted, entry: StoredEntry, sentence: str) -> bool:
    """Tell whether the date is when somebody said it: "told reporters on Tuesday"."""
    start, end = (place - entry.evidence.start for place in entry.phrase)
    clause = _clause_around(sentence, start, end)
    before = words_of(clause[0])[-_BESIDE_DATE:]
    after = words_of(clause[1])[:_BESIDE_DATE]
    told = any(word in saying_verbs() or word in _REPORTS for word in (*before, *after))
    return told and not wanted.deeds.keys() & set(map(root, before))


def _clause_around(sentence: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind a date in its clause, as far as joints tell."""
    before, after = _JOINT.split(sentence[:start])[-1], _JOINT.split(sentence[end:])[0]
    return before, after


def _is_glued(related: frozenset[str], own: frozenset[str]) -> bool:
    """Tell whether a word lost the blank before it: "Holmvisited"."""
    ends = tuple(word for word in related if len(word) >= _SHORTEST_GLUED)
    return bool(ends) and any(word.endswith(ends) for word in own)


def _rate_tense(wanted: _Wanted, entry: StoredEntry, document: Document, sentence: str) -> float:
    """Rate whether the sentence tells what was, or will be, as the question asks."""
    published = document.card.published
    if wanted.is_future:
        return _WRONG_TENSE if published and entry.date < published else 1.0
    later = bool(published and entry.date > published)
    start, end = (place - entry.evidence.start for place in entry.phrase)
    before, after = _clause_around(sentence, start, end)
    around = f"{before[-_BEFORE_DATE:]} {after[:_AFTER_DATE]}"
    return _WRONG_TENSE if later or _OPEN.search(around) else 1.0


def _rate_nearness(wanted: _Wanted, entry: StoredEntry, sentence: str) -> float:
    """Rate how near the date stands to the words of the deed."""
    at = entry.phrase.start - entry.evidence.start
    lower = sentence.casefold()
    telling = {w for deed in wanted.deeds for w in (deed, *related_roots(deed))}
    places = [lower.find(word) for word in words_of(lower) if root(word) in telling]
    if not places:
        return 0.8
    nearest = min(places, key=lambda place: abs(place - at))
    between = lower[min(nearest, at) : max(nearest, at)]
    apart = _OTHER_CLAUSE if _PARTS.search(between) else 1.0
    return apart * (0.5 + 0.5 / (1.0 + abs(nearest - at) / _FAR))


def _agree(found: Sequence[tuple[float, StoredEntry]]) -> float:
    """Rate how many documents tell of the date about as well as the best one."""
    best = max(worth for worth, _ in found)
    documents = {entry.document_id for worth, entry in found if worth >= 0.7 * best}
    return 1.0 + _AGREED * math.log(len(documents))


def _best(found: Sequence[tuple[float, StoredEntry]]) -> StoredEntry:
    return max(found, key=lambda pair: (pair[0], -pair[1].document_id, -pair[1].sentence))[1]
