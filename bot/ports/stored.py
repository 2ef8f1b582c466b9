"""What travels between the newsroom and an archive: documents to store, stored facts, filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.records import (
    EVERYONE,
    ActorKind,
    Document,
    Extraction,
    Precision,
    QuotationKind,
    RawDocument,
    Span,
    Stance,
)

# A sentence id is document id * SENTENCES_PER_DOCUMENT + number: it ascends with arrival, and the
# document is known without a join. Number 0 is the title.
SENTENCES_PER_DOCUMENT = 4096


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownDocument:
    """What the archive already holds under an external id or a content hash."""

    id: int
    external_id: str
    content_hash: str
    #: Channels in which alone it may be seen; none where everybody may.
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentToStore:
    """One decided document with what was extracted from it, ready to be written.

    ``replaces`` is the id of the stored version whose text and facts it takes the place of; the
    new version gets a new id, so that ids ascend with arrival.
    """

    raw: RawDocument
    content_hash: str
    language: str
    extraction: Extraction
    #: What found the facts; "" where the extraction holds sentences only and the facts follow.
    extracted_with: str
    replaces: int | None = None
    #: Who adds it.
    added_by: str = ""
    #: ``EVERYONE``, or the channel in which alone it may be seen.
    audience: str = EVERYONE


@dataclass(frozen=True, kw_only=True, slots=True)
class CopyToStore:
    """The words of another document under an id of their own.

    ``of`` is the external id of the document that holds the words; it may stand in the same batch.
    """

    raw: RawDocument
    of: str
    added_by: str = ""
    audience: str = EVERYONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A stored document whose facts are still to be found, or to be found anew."""

    document: Document
    extracted_with: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AliasMatch:
    """An alias in the archive and the actor it names."""

    alias: str
    actor_id: int
    actor_key: str
    actor_name: str
    kind: ActorKind
    #: Mentions of the actor under this alias, in all documents.
    uses: int
    #: Mentions of the actor under any alias.
    mentions: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """Limits on which documents and facts count. Dates are inclusive, by publication."""

    since: date | None = None
    until: date | None = None
    #: Outlet names, compared without regard to case; a part of the name is enough.
    outlet: str | None = None
    language: str | None = None
    #: Only documents whose id is greater (a digest's "new since the last one").
    after_document: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredQuotation:
    """A quotation as the archive holds it."""

    document_id: int
    #: Number of the sentence in which the content starts, and of the last it reaches into.
    sentence: int
    last_sentence: int
    content: Span
    kind: QuotationKind
    speaker: Span | None
    cue: Span | None
    speaker_ids: tuple[int, ...]
    reason: str
    #: The correction that gave ``speaker_ids``; None where they are as they were found.
    correction: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPosition:
    """A position as the archive holds it."""

    document_id: int
    sentence: int
    actor: Span
    actor_ids: tuple[int, ...]
    stance: Stance
    cue: Span
    target: Span | None
    evidence: Span
    according_to: Span | None
    #: The correction that gave ``actor_ids``; None where they are as they were found.
    correction: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredEntry:
    """A timeline entry as the archive holds it."""

    document_id: int
    sentence: int
    date: date
    precision: Precision
    phrase: Span
    evidence: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """The facts that stand in a set of sentences."""

    quotations: tuple[StoredQuotation, ...] = ()
    positions: tuple[StoredPosition, ...] = ()
    entries: tuple[StoredEntry, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredDocument:
    """A document found by full text, higher scores first."""

    document_id: int
    score: float
    published: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveStats:
    """The archive at a glance; an audience sees the number of the documents it may see."""

    documents: int
    quotations: int
    positions: int
    entries: int
    actors: int
    outlets: int
    newest_published: date | None
    last_added_at: datetime | None
