"""What ranking looks at: facts near a topic, cut to those worth reading, with texts and names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from bot.briefing.facts.candidates import Candidates, Scope, find_candidates, name_all
from bot.briefing.facts.relevance import (
    Matcher,
    make_matcher,
    rate_aboutness,
    rate_place,
    rate_recency,
)
from bot.briefing.texts.folding import fingerprint_of
from bot.briefing.texts.reported import trim_report
from bot.briefing.words import roots_of
from bot.ports import Archive, Facts, StoredEntry, StoredPosition, StoredQuotation
from bot.records import ActorKind, Document, DocumentCopy, Precision, QuotationKind, Span, Stance

F = TypeVar("F", StoredQuotation, StoredPosition, StoredEntry)

#: What each sort of fact is worth, everything else being equal.
KIND_FACTORS = {
    QuotationKind.DIRECT: 1.0,
    QuotationKind.MIXED: 0.95,
    QuotationKind.INDIRECT: 0.62,
}
STANCE_FACTORS = dict.fromkeys(Stance, 1.0) | {Stance.UNCLEAR: 0.35}
PRECISION_FACTORS = {
    Precision.DAY: 1.0,
    Precision.WEEK: 0.45,
    Precision.MONTH: 0.42,
    Precision.YEAR: 0.12,
}
#: Facts of a part whose texts are read; the rest ranked lower by what is known without the text.
_MOST_READ = 80
_MOST_OF_ONE_DOCUMENT = 6
#: ... and of quotations without marks, which are twice as many and mostly say less.
_MOST_REPORTED = 50
_MOST_REPORTED_OF_ONE_DOCUMENT = 4
#: Dates whose sentences are read, and how many sentences for each.
_MOST_DATES = 25
_MOST_OF_ONE_DATE = 3
#: Copies of a document whose facts are read with its own, to be named with them.
_MOST_COPIES = 12


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The facts near a topic with their documents and actors.

    Attributes:
        candidates: all facts near the topic; their counts tell what is widely reported.
        shortlist: the facts that are worth reading, all of them in ``documents``.
        actors: name and kind by id, of the speakers and actors in the shortlist.
        copies: copies of the documents that are kept under other ids only.
    """

    scope: Scope
    candidates: Candidates
    shortlist: Facts
    documents: Mapping[int, Document]
    actors: Mapping[int, tuple[str, ActorKind]]
    copies: Mapping[int, Sequence[DocumentCopy]] = field(default_factory=dict)

    def story_of(self, document: int) -> int:
        """Return what all copies of a document share: the number of its story."""
        return self.candidates.stories.get(document, document)

    def text_of(self, document: int, span: Span) -> str:
        """Return the words of a document at a span."""
        return span.of(self.documents[document].text)

    def hits_in(self, document: int) -> frozenset[int]:
        """Return the numbers of the document's sentences that hold the topic."""
        return self.candidates.hits.get(document, frozenset())

    def names_topic(self, document: int, sentence: int) -> bool:
        """Tell whether every part of the topic stands in this very sentence."""
        return sentence in self.candidates.exact.get(document, frozenset())

    @cached_property
    def matcher(self) -> Matcher:
        """Finds the topic in texts."""
        return make_matcher(self.scope.topic)

    @cached_property
    def about_matcher(self) -> Matcher | None:
        """Finds what lines must mention in texts; None where there is no such limit."""
        return make_matcher(self.scope.about) if self.scope.about else None

    @cached_property
    def aboutness(self) -> dict[int, float]:
        """How much each document is about the topic, 0 to 1."""
        return {n: rate_aboutness(d, self.hits_in(n)) for n, d in self.documents.items()}

    @cached_property
    def recency(self) -> dict[int, float]:
        """How new each document is among these."""
        return rate_recency(self.documents)

    @cached_property
    def weight(self) -> dict[int, float]:
        """How widely each actor is heard on the topic: 0 to 1 by stories that quote it."""
        heard: defaultdict[int, set[int]] = defaultdict(set)
        for quotation in self.candidates.facts.quotations:
            for speaker in quotation.speaker_ids:
                heard[speaker].add(self.story_of(quotation.document_id))
        most = max(map(len, heard.values()), default=1)
        return {actor: math.log1p(len(d)) / math.log1p(most) for actor, d in heard.items()}

    @cached_property
    def support(self) -> dict[date, int]:
        """How many stories tie each date to the topic."""
        reports: defaultdict[date, set[int]] = defaultdict(set)
        for entry in self.candidates.facts.entries:
            reports[entry.date].add(self.story_of(entry.document_id))
        return {day: len(stories) for day, stories in reports.items()}


def gather_evidence(
    archive: Archive,
    scope: Scope,
    *,
    shown: frozenset[str] = frozenset(),
    only: frozenset[str] = frozenset(),
    stances: frozenset[Stance] = frozenset(),
) -> Evidence:
    """Load the facts near a topic, with the documents and actors that they need.

    Args:
        shown: fingerprints of lines that are left out because they were shown before.
        only: fingerprints of lines that alone are kept; empty keeps all.
        stances: keep positions of these stances only; empty keeps all.
    """
    candidates = _limit_to_speaker(archive, scope, find_candidates(archive, scope))
    facts = candidates.facts
    if stances:
        held = tuple(p for p in facts.positions if p.stance in stances)
        facts = replace(facts, positions=held)
    listed = _shortlist_quotations(facts.quotations, candidates)
    positions = _shortlist_positions(facts.positions, candidates)
    entries = _shortlist_entries(facts.entries, candidates)
    wanted = {fact.document_id for part in (listed, positions, entries) for fact in part}
    documents = archive.get_documents(scope.workspace, sorted(wanted))
    found = _read(scope, documents, listed, positions, entries)
    ids = _actors_of(found.quotations, found.positions)
    return Evidence(
        scope=scope,
        candidates=candidates,
        shortlist=_keep_wanted(scope, found, documents, shown, only),
        documents=documents,
        actors=name_all(archive, scope, ids),
        copies=archive.get_copies(scope.workspace, sorted(documents)) if documents else {},
    )


def _limit_to_speaker(archive: Archive, scope: Scope, candidates: Candidates) -> Candidates:
    """Keep what the scope's speaker says or holds, where it has one."""
    if scope.by is None:
        return candidates
    facts = candidates.facts
    if scope.by.actors:
        return replace(candidates, facts=_limit_to(facts, scope.by.actor_ids))
    written = _limit_to_written(archive, scope.workspace, facts, scope.by.words)
    return replace(candidates, facts=written)


def _read(
    scope: Scope,
    documents: Mapping[int, Document],
    quotations: Iterable[StoredQuotation],
    positions: Iterable[StoredPosition],
    entries: Iterable[StoredEntry],
) -> Facts:
    """Return facts whose texts are at hand, as lines show them and as they were set right."""
    found = Facts(
        quotations=tuple(
            trim_report(q, documents[q.document_id].text)
            for q in quotations
            if q.document_id in documents
        ),
        positions=tuple(p for p in positions if p.document_id in documents),
        entries=tuple(e for e in entries if e.document_id in documents),
    )
    found = correct_copies(scope, found, documents)
    if scope.by is None:
        return found
    return _limit_to(found, scope.by.actor_ids) if scope.by.actors else _as_written(found)


def _keep_wanted(
    scope: Scope,
    facts: Facts,
    documents: Mapping[int, Document],
    shown: frozenset[str],
    only: frozenset[str],
) -> Facts:
    """Leave out what was shown before, and what somebody said is not relevant."""

    def is_wanted(part: str, document: int, span: Span) -> bool:
        text = span.of(documents[document].text)
        if scope.hides(document, span, text):
            return False
        if not (shown or only):
            return True
        mark = fingerprint_of(part, text)
        return mark not in shown and (not only or mark in only)

    return Facts(
        quotations=tuple(
            q for q in facts.quotations if is_wanted("quotation", q.document_id, q.content)
        ),
        positions=tuple(
            p for p in facts.positions if is_wanted("position", p.document_id, p.evidence)
        ),
        entries=tuple(e for e in facts.entries if is_wanted("timeline", e.document_id, e.evidence)),
    )


def correct_copies(scope: Scope, facts: Facts, documents: Mapping[int, Document]) -> Facts:
    """Let facts with words that were corrected elsewhere follow; all documents are at hand."""
    return scope.corrections.overlay_copies(facts, lambda d, span: span.of(documents[d].text))


def _limit_to(facts: Facts, actors: frozenset[int]) -> Facts:
    """Keep what the actors themselves say or hold; dates are nobody's."""
    return Facts(
        quotations=tuple(q for q in facts.quotations if actors.intersection(q.speaker_ids)),
        positions=tuple(p for p in facts.positions if actors.intersection(p.actor_ids)),
    )


def _limit_to_written(archive: Archive, workspace: str, facts: Facts, words: str) -> Facts:
    """Keep what is said or held by those whom the text describes in these words ("officials")."""
    wanted = roots_of(words)
    ids = {fact.document_id for part in (facts.quotations, facts.positions) for fact in part}
    documents = archive.get_documents(workspace, sorted(ids))

    def fits(document: int, written: Span | None) -> bool:
        found = documents.get(document)
        return bool(found and written) and wanted <= roots_of(_words_at(written, found))

    return _as_written(
        Facts(
            quotations=tuple(q for q in facts.quotations if fits(q.document_id, q.speaker)),
            positions=tuple(p for p in facts.positions if fits(p.document_id, p.actor)),
        )
    )


def _as_written(facts: Facts) -> Facts:
    """Leave out what is said or held by others than the text says; dates are nobody's."""
    return Facts(
        quotations=tuple(q for q in facts.quotations if q.correction is None),
        positions=tuple(p for p in facts.positions if p.correction is None),
    )


def _words_at(span: Span | None, document: Document | None) -> str:
    return span.of(document.text) if span and document else ""


def _actors_of(
    quotations: Iterable[StoredQuotation], positions: Iterable[StoredPosition]
) -> set[int]:
    speakers = {actor for quotation in quotations for actor in quotation.speaker_ids}
    return speakers | {actor for position in positions for actor in position.actor_ids}


def _shortlist_quotations(
    quotations: Sequence[StoredQuotation], candidates: Candidates
) -> list[StoredQuotation]:
    def promise(quotation: StoredQuotation) -> float:
        length = quotation.content.end - quotation.content.start
        hits = candidates.hits.get(quotation.document_id, frozenset())
        near = rate_place(quotation.sentence, quotation.last_sentence, hits, in_content=False)
        return (
            near
            * (1.0 if 40 <= length <= 320 else 0.4)
            * (1.0 if quotation.speaker_ids else 0.5)
            * KIND_FACTORS[quotation.kind]
            * _rate_document(hits)
        )

    ranked = sorted(quotations, key=lambda q: (-promise(q), -q.document_id, q.content))
    marked = [q for q in ranked if q.kind is not QuotationKind.INDIRECT]
    reported = [q for q in ranked if q.kind is QuotationKind.INDIRECT and q.speaker and q.cue]
    if candidates.is_handful:
        return marked[: 2 * _MOST_READ] + reported[: 2 * _MOST_READ]
    stories = candidates.stories
    return [
        *_few_of_each(marked, stories, _MOST_READ, _MOST_OF_ONE_DOCUMENT),
        *_few_of_each(reported, stories, _MOST_REPORTED, _MOST_REPORTED_OF_ONE_DOCUMENT),
    ]


def _shortlist_positions(
    positions: Sequence[StoredPosition], candidates: Candidates
) -> list[StoredPosition]:
    def promise(position: StoredPosition) -> float:
        hits = candidates.hits.get(position.document_id, frozenset())
        near = rate_place(position.sentence, position.sentence, hits, in_content=False)
        return (
            near
            * (1.0 if position.actor_ids else 0.4)
            * (1.0 if position.target else 0.6)
            * STANCE_FACTORS[position.stance]
            * _rate_document(hits)
        )

    ranked = sorted(positions, key=lambda p: (-promise(p), -p.document_id, p.cue))
    if candidates.is_handful:
        return ranked[: 2 * _MOST_READ]
    return _few_of_each(ranked, candidates.stories, _MOST_READ, _MOST_OF_ONE_DOCUMENT)


def _shortlist_entries(entries: Sequence[StoredEntry], candidates: Candidates) -> list[StoredEntry]:
    """Return the most promising sentences of the dates that most documents report."""
    by_date: defaultdict[tuple[date, Precision], list[StoredEntry]] = defaultdict(list)
    for entry in entries:
        by_date[(entry.date, entry.precision)].append(entry)

    def importance(key: tuple[date, Precision]) -> tuple[float, int]:
        reports = {candidates.story_of(entry.document_id) for entry in by_date[key]}
        return -len(reports) * PRECISION_FACTORS[key[1]], -key[0].toordinal()

    def promise(entry: StoredEntry) -> tuple[float, int, Span]:
        hits = candidates.hits.get(entry.document_id, frozenset())
        near = rate_place(entry.sentence, entry.sentence, hits, in_content=False)
        length = entry.evidence.end - entry.evidence.start
        rating = near * (1.0 if 50 <= length <= 260 else 0.6) * _rate_document(hits)
        return -rating - 0.2 * (entry.sentence <= 3), entry.document_id, entry.phrase

    kept: list[StoredEntry] = []
    for key in sorted(by_date, key=importance)[:_MOST_DATES]:
        ranked = sorted(by_date[key], key=promise)
        kept.extend(_few_of_each(ranked, candidates.stories, _MOST_OF_ONE_DATE))
    return kept


def _rate_document(hits: frozenset[int]) -> float:
    return (1.2 if 0 in hits else 1.0) * (1.0 + min(len(hits), 10) / 20)


def _few_of_each(
    ranked: Sequence[F],
    stories: Mapping[int, int],
    most: int,
    most_of_one: int | None = None,
) -> list[F]:
    """Cut a ranked list, so that neither one long document nor the copies of one fill it.

    Of the copies of a document the facts of one are counted; those of some others come with them.
    """
    seen: Counter[int] = Counter()
    counted = 0
    leads: dict[int, int] = {}
    copies: defaultdict[int, set[int]] = defaultdict(set)
    kept: list[F] = []
    for fact in ranked:
        document = fact.document_id
        story = stories.get(document, document)
        if most_of_one is not None and seen[document] >= most_of_one:
            continue
        if leads.setdefault(story, document) == document:
            if counted == most:
                continue
            counted += 1
        elif document not in copies[story] and len(copies[story]) == _MOST_COPIES:
            continue
        else:
            copies[story].add(document)
        seen[document] += 1
        kept.append(fact)
    return kept
