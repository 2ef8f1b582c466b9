"""Records for tests, built by hand: small, with defaults, every span found in the text itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.ports import DocumentToStore
from bot.records import (
    EVERYONE,
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

#: The instant at which test documents are added.
NOW = datetime(2024, 5, 20, 9, 30, tzinfo=UTC)

TITLE = "Norland rejects the valley plan"
TEXT = (
    "Foreign Minister Ada Brandt said NATO “will not leave the valley.” "
    "Norland opposes the plan of the alliance. "
    "“We gave our word, and we keep it,” Brandt told reporters. "
    "The talks began on 4 May 2024."
)
_SENTENCE = re.compile(r"\S.*?(?:[.!?][”\"]?(?=\s)|$)", re.DOTALL)


def span_of(text: str, words: str, nth: int = 0) -> Span:
    """Return where ``words`` stand in ``text``, the ``nth`` time they do."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def sentences_of(text: str) -> tuple[Span, ...]:
    """Return the sentences of a plain text: each ends with a full stop before a blank."""
    return tuple(Span(*match.span()) for match in _SENTENCE.finditer(text))


def raw_document(text: str = TEXT, **changes: object) -> RawDocument:
    """Return a document as it was read; its external id follows from its text."""
    default = RawDocument(
        external_id=hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12],
        text=text,
        title=TITLE,
        outlet="The Valley Post",
        url="https://example.org/valley",
        published=date(2024, 5, 6),
        origin="valley.jsonl:1",
    )
    return replace(default, **changes)  # type: ignore[arg-type]


def naming(text: str, *names: str, kind: ActorKind = ActorKind.ORGANISATION) -> Extraction:
    """Return an extraction in which each name is an actor, mentioned wherever it stands."""
    return Extraction(
        sentences=sentences_of(text),
        actors=tuple(Actor(key=name.lower(), name=name, kind=kind) for name in names),
        mentions=tuple(
            Mention(span=Span(*found.span()), actor=name.lower(), kind=kind, reason="full name")
            for name in names
            for found in re.finditer(re.escape(name), text)
        ),
    )


def extraction(text: str = TEXT) -> Extraction:
    """Return what a careful reader finds in ``TEXT`` (which ``text`` must hold): one of each."""
    brandt, norland, nato = "ada brandt", "norland", "nato"
    return Extraction(
        sentences=sentences_of(text),
        actors=(
            Actor(key=brandt, name="Ada Brandt", kind=ActorKind.PERSON, aliases=("Brandt",)),
            Actor(key=nato, name="NATO", kind=ActorKind.ORGANISATION),
            Actor(key=norland, name="Norland", kind=ActorKind.COUNTRY),
        ),
        mentions=(
            _mention(text, "Ada Brandt", brandt, ActorKind.PERSON, "full name"),
            _mention(text, "NATO", nato, ActorKind.ORGANISATION, "gazetteer"),
            _mention(text, "Norland", norland, ActorKind.COUNTRY, "gazetteer"),
            _mention(text, "the alliance", nato, ActorKind.ORGANISATION, "role"),
            _mention(text, "Brandt", brandt, ActorKind.PERSON, "surname", nth=1),
        ),
        quotations=(
            Quotation(
                content=span_of(text, "NATO “will not leave the valley.”"),
                kind=QuotationKind.MIXED,
                speaker=span_of(text, "Foreign Minister Ada Brandt"),
                cue=span_of(text, "said"),
                speakers=(brandt,),
                reason="full name",
            ),
            Quotation(
                content=span_of(text, "We gave our word, and we keep it,"),
                kind=QuotationKind.DIRECT,
                speaker=span_of(text, "Brandt", 1),
                cue=span_of(text, "told"),
                speakers=(brandt,),
                reason="surname",
            ),
        ),
        positions=(
            Position(
                actor=span_of(text, "Norland"),
                stance=Stance.OPPOSES,
                cue=span_of(text, "opposes"),
                evidence=span_of(text, "Norland opposes the plan of the alliance."),
                target=span_of(text, "the plan of the alliance"),
                actors=(norland,),
            ),
        ),
        timeline=(
            TimelineEntry(
                date=date(2024, 5, 4),
                precision=Precision.DAY,
                phrase=span_of(text, "4 May 2024"),
                evidence=span_of(text, "The talks began on 4 May 2024."),
            ),
        ),
        title_actors=(norland,),
    )


def dated_document(count: int, **changes: object) -> DocumentToStore:
    """Return a document of so many paragraphs ready to be stored, each with one dated fact."""
    evidences = [f"On 4 May 2024 the talks went on for the {n}th time." for n in range(count)]
    text = "\n\n".join(evidences)
    spans = [span_of(text, evidence) for evidence in evidences]
    entries = tuple(
        TimelineEntry(
            date=date(2024, 5, 4),
            precision=Precision.DAY,
            phrase=Span(span.start + 3, span.start + 13),
            evidence=span,
        )
        for span in spans
    )
    found = Extraction(sentences=tuple(spans), timeline=entries)
    return document(text, found=found, **changes)


def document(
    text: str = TEXT,
    *,
    found: Extraction | None = None,
    replaces: int | None = None,
    language: str = "en",
    extracted_with: str = "rules 1",
    audience: str = EVERYONE,
    added_by: str = "",
    **changes: object,
) -> DocumentToStore:
    """Return a document ready to be stored; ``changes`` are fields of its ``RawDocument``.

    Without ``found``, ``TEXT`` has all its facts and any other text its sentences only.
    """
    if found is None:
        found = extraction() if text == TEXT else Extraction(sentences=sentences_of(text))
    return DocumentToStore(
        raw=raw_document(text, **changes),
        content_hash=hashlib.sha256(text.encode(errors="replace")).hexdigest(),
        language=language,
        extraction=found,
        extracted_with=extracted_with,
        replaces=replaces,
        audience=audience,
        added_by=added_by,
    )


def texts_of(sentences: Sequence[Span], text: str) -> list[str]:
    """Return the words of the sentences."""
    return [span.of(text) for span in sentences]


def _mention(
    text: str, words: str, actor: str, kind: ActorKind, reason: str, nth: int = 0
) -> Mention:
    return Mention(span=span_of(text, words, nth), actor=actor, kind=kind, reason=reason)
