"""How near a fact stands to the topic, and how much its document is about it; pure."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.briefing.requests.topics import Topic
from bot.briefing.words import (
    content_words,
    places_of_words,
    root,
    roots_of,
    share_of,
    words_of,
)
from bot.language.names import surname_of
from bot.records import ActorKind, Document

#: Rough length of a sentence, to tell a document's size without a look at its sentences.
_SENTENCE_CHARACTERS = 140
#: A document in which every fourth sentence holds the topic is about it.
_FULL_DENSITY = 0.25
#: What the place of a fact is worth: in its own words, its sentence, one and two sentences off.
IN_CONTENT, IN_SENTENCE, BESIDE, NEAR, ELSEWHERE = 1.0, 0.62, 0.42, 0.32, 0.18


@dataclass(frozen=True, kw_only=True, slots=True)
class Matcher:
    """Tells whether a topic stands in a stretch of text, by names and roots of words."""

    patterns: tuple[re.Pattern[str], ...]
    roots: frozenset[str]

    def is_in(self, text: str) -> bool:
        """Tell whether every actor and every word of the topic stands in ``text``."""
        return all(pattern.search(text) for pattern in self.patterns) and (
            not self.roots or self.roots <= roots_of(text)
        )

    def place_in(self, text: str) -> tuple[int, int] | None:
        """Return from where to where the whole topic stands in ``text``; None where it does not.

        Each part is looked for from the left; the place runs from the first part to the last.
        """
        places = [found.span() for p in self.patterns if (found := p.search(text))]
        if len(places) < len(self.patterns):
            return None
        missing = set(self.roots)
        for start, end, word in places_of_words(text):
            if missing and root(word) in missing:
                missing.remove(root(word))
                places.append((start, end))
        if missing or not places:
            return None
        return min(start for start, _ in places), max(end for _, end in places)

    def share_in(self, text: str) -> float:
        """Return the share of the topic's parts that stands in ``text``; 1 for a single part.

        Each actor is a part; the words together are one.
        """
        present = [1.0 if pattern.search(text) else 0.0 for pattern in self.patterns]
        if self.roots:
            present.append(share_of(self.roots, roots_of(text)))
        return 1.0 if len(present) < 2 else sum(present) / len(present)

    def words_beside(self, text: str, count: int) -> list[str]:
        """Return up to ``count`` words on each side of the topic's first actor in ``text``."""
        found = self.patterns[0].search(text) if self.patterns else None
        if found is None:
            return []
        return words_of(text[: found.start()])[-count:] + words_of(text[found.end() :])[:count]


def make_matcher(topic: Topic) -> Matcher:
    """Prepare the search for a topic's names and words in texts."""
    patterns = [
        _pattern_of(_surfaces(actor.name, actor.kind, (*actor.aliases, actor.typed)))
        for actor in topic.actors
    ]
    return Matcher(patterns=tuple(patterns), roots=frozenset(map(root, content_words(topic.words))))


def rate_place(
    sentence: int, last_sentence: int, hits: Collection[int], *, in_content: bool
) -> float:
    """Rate the nearness of a fact in sentences ``sentence`` to ``last_sentence`` to the topic."""
    if in_content:
        return IN_CONTENT
    own = range(sentence, last_sentence + 1)
    for distance, worth in ((0, IN_SENTENCE), (1, BESIDE), (2, NEAR)):
        if own.start - distance in hits or (own.stop - 1 + distance) in hits:
            return worth
        if distance == 0 and any(number in hits for number in own):
            return worth
    return ELSEWHERE


def rate_aboutness(document: Document, hits: Collection[int]) -> float:
    """Rate from 0 to 1 how much a document is about the topic: its title, else the density."""
    if 0 in hits:
        return 1.0
    sentences = max(4.0, len(document.text) / _SENTENCE_CHARACTERS)
    early = 0.15 if any(number <= 4 for number in hits) else 0.0
    return min(1.0, early + len(hits) / sentences / _FULL_DENSITY)


def rate_recency(documents: Mapping[int, Document]) -> dict[int, float]:
    """Rate documents by age: 1 for the newest here, .78 a year before, towards .55 long before."""
    days = [d.card.published.toordinal() for d in documents.values() if d.card.published]
    newest = max(days, default=0)
    return {
        number: _rate_age(newest - d.card.published.toordinal()) if d.card.published else 0.85
        for number, d in documents.items()
    }


def _rate_age(days: int) -> float:
    return 0.55 + 0.45 * math.pow(0.5, days / 365)


def make_name_pattern(name: str, kind: ActorKind) -> re.Pattern[str]:
    """Return what finds an actor in a text: a person's surname alone, "Ukrainian" for Ukraine."""
    return _pattern_of(_surfaces(name, kind, ()))


def _surfaces(name: str, kind: ActorKind, aliases: tuple[str, ...]) -> list[str]:
    surfaces = [name, *aliases]
    if kind is ActorKind.PERSON:
        surfaces.append(surname_of(name))
    return [surface for surface in dict.fromkeys(surfaces) if len(surface) > 1]


def _pattern_of(surfaces: list[str]) -> re.Pattern[str]:
    # A short tail lets a country's name stand for its people: Ukraine, Ukrainian; Germany, German.
    parts = [
        re.escape(s[:-1] if len(s) > 5 and s[-1] in "aey" else s)
        + (r"\w{0,4}" if len(s) > 3 else "")
        for s in surfaces
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
