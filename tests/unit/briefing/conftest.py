"""A small made-up archive in a real SQLite file, with facts placed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.language.layout import lay_out
from bot.language.names import name_key
from bot.ports import Archive, DocumentToStore
from bot.records import (
    Actor,
    ActorKind,
    Extraction,
    Mention,
    Position,
    Precision,
    Quotation,
    QuotationKind,
    RawDocument,
    Span,
    Stance,
    TimelineEntry,
)
from bot.store.archive import open_archive

WORKSPACE = "w"
NOW = datetime(2022, 6, 30, tzinfo=UTC)


@dataclass
class Story:
    """A document under construction: facts are given by the words they stand in."""

    text: str
    title: str = ""
    outlet: str = "Lund Post"
    published: date | None = date(2022, 6, 1)
    external_id: str = ""
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    timeline: list[TimelineEntry] = field(default_factory=list)

    def actor(
        self, name: str, kind: ActorKind = ActorKind.PERSON, aliases: Sequence[str] = ()
    ) -> Story:
        """Name an actor and find its mentions by name and aliases."""
        key = name_key(name)
        self.actors[key] = Actor(key=key, name=name, kind=kind, aliases=tuple(aliases))
        taken: list[Span] = []
        for surface in sorted((name, *aliases), key=len, reverse=True):
            start = self.text.find(surface)
            while start >= 0:
                span = Span(start, start + len(surface))
                if not any(span.touches(other) for other in taken):
                    taken.append(span)
                    self.mentions.append(
                        Mention(span=span, actor=key, kind=kind, reason="full name")
                    )
                start = self.text.find(surface, span.end)
        return self

    def said(
        self,
        words: str,
        speaker: str | None = None,
        *,
        by: str = "",
        kind: QuotationKind = QuotationKind.DIRECT,
        cue: str | None = None,
    ) -> Story:
        """Add a quotation; ``by`` is the name of the resolved actor."""
        self.quotations.append(
            Quotation(
                content=self.span(words),
                kind=kind,
                speaker=self.span(speaker) if speaker else None,
                cue=self.span(cue) if cue else None,
                speakers=(name_key(by),) if by else (),
                reason="full name" if by else "",
            )
        )
        return self

    def holds(
        self,
        who: str,
        stance: Stance,
        cue: str,
        evidence: str,
        *,
        by: str = "",
        target: str | None = None,
    ) -> Story:
        """Add a position."""
        place = self.span(evidence)
        self.positions.append(
            Position(
                actor=self.span(who, place.start),
                stance=stance,
                cue=self.span(cue, place.start),
                evidence=place,
                target=self.span(target, place.start) if target else None,
                actors=(name_key(by),) if by else (),
            )
        )
        return self

    def dated(self, day: date, phrase: str, evidence: str) -> Story:
        """Add a timeline entry."""
        place = self.span(evidence)
        self.timeline.append(
            TimelineEntry(
                date=day,
                precision=Precision.DAY,
                phrase=self.span(phrase, place.start),
                evidence=place,
            )
        )
        return self

    def span(self, words: str, after: int = 0) -> Span:
        """Return where words stand."""
        start = self.text.index(words, after)
        return Span(start, start + len(words))

    def to_store(self, number: int) -> DocumentToStore:
        """Return the document with its extraction."""
        layout = lay_out(self.text)
        sentences = tuple(layout.sentence_span(i) for i in range(len(layout.sentences)))
        named = [k for k, a in self.actors.items() if a.name.casefold() in self.title.casefold()]
        return DocumentToStore(
            raw=RawDocument(
                external_id=self.external_id or f"s-{number}",
                text=self.text,
                title=self.title,
                outlet=self.outlet,
                url=f"https://example.org/{number}",
                published=self.published,
            ),
            content_hash=f"hash-{number}-{hash(self.text)}",
            language="en",
            extracted_with="rules 1",
            extraction=Extraction(
                sentences=sentences,
                actors=tuple(self.actors.values()),
                mentions=tuple(sorted(self.mentions, key=lambda m: m.span)),
                quotations=tuple(sorted(self.quotations, key=lambda q: q.content)),
                positions=tuple(self.positions),
                timeline=tuple(self.timeline),
                title_actors=tuple(named),
            ),
        )


Keep = Callable[..., Archive]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an empty archive in a file."""
    opened = open_archive(f"sqlite:///{tmp_path / 'archive.db'}")
    yield opened
    opened.close()


@pytest.fixture
def keep(archive: Archive) -> Keep:
    """Return a function that stores stories and gives the archive back."""
    count = 0

    def store(*stories: Story) -> Archive:
        nonlocal count
        batch = []
        for story in stories:
            count += 1
            batch.append(story.to_store(count))
        archive.store_documents(WORKSPACE, batch, NOW)
        return archive

    return store


@pytest.fixture
def story() -> type[Story]:
    """Return the class of documents under construction."""
    return Story
