"""Candidates for a brief: hits in the archive, the documents they crowd in, the facts around them.

Work is bounded whatever the archive's size: one call for hits, one for facts, one for documents,
and every list is cut before the next step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.briefing.corrections.overlay import NO_CORRECTIONS, Corrections, plain
from bot.briefing.requests.topics import Topic
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Facts, Filters
from bot.records import ActorKind, DocumentCard, Span

MOST_HITS = 4000
#: Documents that are looked into; the others hold the topic less often or are older.
MOST_DOCUMENTS = 70
#: So few documents are read whole: a team that has no more reads every line of them.
HANDFUL = 3
#: Sentences of a document that is read whole; longer ones are read as far as this.
_WHOLE_DOCUMENT = 400
#: How far beside a hit facts are looked for, by the number of hits that are at most looked at.
_REACHES = ((500, 2), (1000, 1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """What a result is about: the topic and its limits, as they were read."""

    workspace: str
    topic: Topic
    filters: Filters
    #: Only what this actor says or holds.
    by: Topic | None = None
    #: Only what mentions this.
    about: Topic | None = None
    #: What is laid over the facts.
    corrections: Corrections = NO_CORRECTIONS

    @property
    def topic_keys(self) -> frozenset[str]:
        """What tells the heading of the result from others, as it is called and as it was typed."""
        topics = (self.topic, self.by, self.about)
        first = next((t for t in topics if t is not None and t.typed), self.topic)
        return frozenset({plain(first.name), plain(first.typed)})

    def hides(self, document: int, span: Span, text: str) -> bool:
        """Tell whether somebody has said that a line is not relevant for this topic."""
        if not self.corrections.in_force:
            return False
        return self.corrections.hides(self.topic_keys, document, span, text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidates:
    """Facts near the topic, and how each document stands to it.

    Attributes:
        hits: numbers of the sentences that hold the topic or stand beside a part of it, by
            document; 0 is the title.
        exact: numbers of those sentences in which every part of the topic stands itself.
        found: all documents with a hit, in descending order of id, also those not looked into.
        is_handful: whether the documents are so few that they were read whole.
    """

    facts: Facts
    hits: Mapping[int, frozenset[int]]
    exact: Mapping[int, frozenset[int]]
    found: tuple[int, ...]
    is_handful: bool
    #: The stories of the documents looked into; those that are missing are their own.
    stories: Mapping[int, int] = field(default_factory=dict)

    def story_of(self, document: int) -> int:
        """Return what all copies of a document share: the number of its story."""
        return self.stories.get(document, document)


def find_candidates(archive: Archive, scope: Scope) -> Candidates:
    """Gather the facts that stand near a topic, newest documents first where there are too many."""
    parts = _find_all_parts(archive, scope)
    hits = _near_each_other(parts)
    by_document = group_hits(hits)
    found = tuple(sorted(by_document, reverse=True))
    is_handful = len(found) <= HANDFUL
    spoken: set[int] = set()
    if scope.by is not None:
        spoken = set(_find_speech(archive, scope, scope.by))
        speaks = {sentence // SENTENCES_PER_DOCUMENT for sentence in spoken}
        by_document = {d: numbers for d, numbers in by_document.items() if d in speaks}
    likely = _choose_documents(by_document)
    stories = archive.get_stories(scope.workspace, likely) if likely else {}
    kept = {document: by_document[document] for document in _without_crowds(likely, stories)}
    sentences = _sentences_to_read(kept, is_handful)
    if scope.by is not None:
        near = set(sentences) if scope.topic.typed or scope.about else None
        sentences = sorted(s for s in spoken if near is None or s in near)
    return Candidates(
        facts=load_corrected(archive, scope, sentences),
        hits=kept,
        exact=_find_exact(kept, parts),
        found=found,
        is_handful=is_handful,
        stories=stories,
    )


def load_corrected(archive: Archive, scope: Scope, sentences: Sequence[int]) -> Facts:
    """Return the facts in sentences, with what people have set right about them."""
    if not sentences:
        return Facts()
    return scope.corrections.overlay(archive.load_facts(scope.workspace, sentences))


def name_all(
    archive: Archive, scope: Scope, ids: Collection[int]
) -> dict[int, tuple[str, ActorKind]]:
    """Return name and kind of actors, those included whom only corrections know."""
    known = archive.get_actors(scope.workspace, sorted(ids)) if ids else {}
    return {**known, **scope.corrections.names_of(ids)}


def find_hits(archive: Archive, scope: Scope) -> set[int]:
    """Return ids of the sentences in or beside which every part of the scope stands.

    With nothing but ``by``, these are the sentences in which the actor speaks.
    """
    return _near_each_other(_find_all_parts(archive, scope))


def group_hits(hits: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return the sentence numbers by document id."""
    grouped: defaultdict[int, set[int]] = defaultdict(set)
    for hit in hits:
        document, number = divmod(hit, SENTENCES_PER_DOCUMENT)
        grouped[document].add(number)
    return {document: frozenset(numbers) for document, numbers in grouped.items()}


def _find_all_parts(archive: Archive, scope: Scope) -> list[set[int]]:
    """Return the sentences of every actor and of the words; without any, where ``by`` speaks."""
    parts = [
        part
        for topic in (scope.topic, scope.about)
        if topic is not None and topic.typed
        for part in _find_parts(archive, scope, topic)
    ]
    if not parts and scope.by is not None:
        parts = [set(_find_speech(archive, scope, scope.by))]
    return parts


def _find_speech(archive: Archive, scope: Scope, by: Topic) -> list[int]:
    """Return where an actor speaks; of those who are described ("officials"), where they stand."""
    if not by.actors:
        return archive.find_text_hits(scope.workspace, by.words, scope.filters, limit=MOST_HITS)
    actors = sorted(by.actor_ids)
    found = archive.find_speech_hits(scope.workspace, actors, scope.filters, limit=MOST_HITS)
    return [*found, *_find_corrected_speech(archive, scope, by)]


def _find_corrected_speech(archive: Archive, scope: Scope, by: Topic) -> list[int]:
    """Return where an actor speaks by a correction only, within the limits of the scope."""
    spoken = scope.corrections.spoken_by(by.actor_ids)
    if not spoken:
        return []
    cards = archive.get_cards(scope.workspace, sorted({document for document, _ in spoken}))
    fitting = {number for number, card in cards.items() if _passes(card, scope.filters)}
    return [d * SENTENCES_PER_DOCUMENT + number for d, number in spoken if d in fitting]


def _passes(card: DocumentCard, filters: Filters) -> bool:
    """Tell whether a document is within limits, as the archive's own hits are."""
    since, until, published = filters.since, filters.until, card.published
    return (
        (since is None or (published is not None and published >= since))
        and (until is None or (published is not None and published <= until))
        and (not filters.outlet or filters.outlet.casefold() in card.outlet.casefold())
        and (not filters.language or filters.language == card.language)
        and card.id > (filters.after_document or 0)
    )


def _find_exact(
    kept: Mapping[int, frozenset[int]], parts: Iterable[set[int]]
) -> dict[int, frozenset[int]]:
    """Return those of the kept sentences that are in every part."""
    several = sorted(parts, key=len)
    if len(several) < 2:
        return dict(kept)
    exact = set.intersection(*several)
    return group_hits(hit for hit in exact if hit // SENTENCES_PER_DOCUMENT in kept)


def _near_each_other(parts: Iterable[set[int]]) -> set[int]:
    """Return the sentences of the rarest part in or beside which all others stand."""
    rarest, *others = sorted(parts, key=len) or [set()]
    for other in others:
        rarest = {s for s in rarest if s in other or s - 1 in other or s + 1 in other}
    return rarest


def _find_parts(archive: Archive, scope: Scope, topic: Topic) -> list[set[int]]:
    parts = [
        set(archive.find_mention_hits(scope.workspace, actor.ids, scope.filters, limit=MOST_HITS))
        for actor in topic.actors
    ]
    if topic.words:
        parts.append(
            set(
                archive.find_text_hits(scope.workspace, topic.words, scope.filters, limit=MOST_HITS)
            )
        )
    return parts


def _choose_documents(by_document: Mapping[int, frozenset[int]]) -> list[int]:
    """Rank the documents that hold the topic most, in the title before all; newer ones first."""

    def weight(document: int) -> float:
        numbers = by_document[document]
        return min(len(numbers), 12) + 6 * (0 in numbers) + 2 * any(0 < n <= 3 for n in numbers)

    newest = max(by_document, default=0)
    ranked = sorted(by_document, key=lambda d: (-weight(d) - 4 * d / max(1, newest), -d))
    return ranked[: 2 * MOST_DOCUMENTS]


def _without_crowds(ranked: Sequence[int], stories: Mapping[int, int]) -> list[int]:
    """Cut a ranked list of documents; copies of one that is kept are kept with it, and count less.

    So many papers as may print the same text leave room for those that tell something else.
    """
    kept: list[int] = []
    counted: set[int] = set()
    for document in ranked:
        story = stories.get(document, document)
        if len(counted) < MOST_DOCUMENTS or story in counted:
            counted.add(story)
            kept.append(document)
    return kept


def _sentences_to_read(kept: Mapping[int, frozenset[int]], is_handful: bool) -> list[int]:
    if is_handful:
        return [
            document * SENTENCES_PER_DOCUMENT + number
            for document in sorted(kept)
            for number in range(1, _WHOLE_DOCUMENT)
        ]
    count = sum(map(len, kept.values()))
    reach = next((reach for most, reach in _REACHES if count <= most), 0)
    return sorted(
        {
            document * SENTENCES_PER_DOCUMENT + number + step
            for document, numbers in kept.items()
            for number in numbers
            for step in range(-reach, reach + 1)
            if number and number + step > 0
        }
    )
