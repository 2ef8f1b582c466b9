"""Documents and where they come from.

Every span counts Unicode code points of the document's stored text and is half open: what is
shown is always ``document.text[span.start:span.end]``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

#: The workspace of everything that is added from the command line.
LOCAL_WORKSPACE = "local"
#: The audience of what everybody in a workspace may see; any other is the id of the one channel
#: in which a document may be seen.
EVERYONE = ""


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of a document's text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` that this span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class SourceKind(StrEnum):
    """What a source is."""

    #: RSS, Atom or JSON Feed, polled.
    FEED = "feed"
    #: A watched folder.
    FOLDER = "folder"
    #: A file or folder that was added once.
    PATH = "path"
    #: Single links of one site.
    LINK = "link"
    #: Files shared in a Slack channel.
    SLACK = "slack"


class SourceState(StrEnum):
    """Whether a source is looked at."""

    ACTIVE = "active"
    PAUSED = "paused"


class SourceRef(NamedTuple):
    """A source as the reader of a document knows it.

    ``address`` is the feed's URL, the path, the site's host or the channel's id.
    """

    kind: SourceKind
    address: str
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where documents come from, and how many of them are stored."""

    id: int
    workspace: str
    kind: SourceKind
    address: str
    title: str
    state: SourceState
    added_by: str
    added_at: datetime
    #: ``EVERYONE``, or the channel in which its documents may be seen.
    audience: str
    documents: int
    #: When its newest document was stored; None where it has none.
    last_added_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RawDocument:
    """One text as it was read, before anything is decided about it."""

    #: The id its source gives it; the same id with other words is a changed document.
    external_id: str
    text: str
    title: str = ""
    outlet: str = ""
    url: str | None = None
    published: date | None = None
    #: Where it was read from, as a person would look for it: ``news.jsonl:17``.
    origin: str = ""
    #: Who wrote it, as its source says.
    author: str = ""
    #: Its ISO 639-1 language where its source states one; "" leaves it to be found.
    language: str = ""
    #: Licence or terms where its source states them: a name or a link.
    licence: str = ""
    #: The instant it was fetched and the SHA-256 of the bytes, for what came over the network or
    #: as a file; a record of a collection has neither.
    fetched_at: datetime | None = None
    fetched_hash: str = ""
    source: SourceRef | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentCard:
    """A stored document without its text: what a citation needs."""

    id: int
    workspace: str
    external_id: str
    title: str
    outlet: str
    url: str | None
    published: date | None
    language: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A stored document with its text."""

    card: DocumentCard
    text: str
    content_hash: str
    origin: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Where a stored document came from."""

    #: Who added it: a user's id, or the name of whoever ran the command; "" where nobody knows.
    added_by: str
    source: SourceRef | None
    author: str
    #: Licence or terms as the source states them.
    licence: str
    fetched_at: datetime | None
    #: SHA-256 of the bytes as they were fetched; "" for a record of a collection.
    fetched_hash: str
    #: What found its facts (``exact 1``); "" while that is still to be done.
    extracted_with: str
    #: Channels in which alone it may be seen; none where everybody may.
    audiences: tuple[str, ...]
    #: When its first version was stored; None where this is the first.
    first_stored_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentCopy:
    """The same words under another id: not stored again, but kept in mind."""

    external_id: str
    #: The store id of the document that holds the words.
    document: int
    title: str
    outlet: str
    url: str | None
    published: date | None
    added_at: datetime
    origin: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AddReport:
    """What became of everything that one import read."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    #: Same text under another id: not stored again.
    copies: int = 0
    failed: tuple[Failure, ...] = field(default_factory=tuple)

    def __add__(self, other: AddReport) -> AddReport:
        """Return what became of both imports."""
        return AddReport(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            copies=self.copies + other.copies,
            failed=self.failed + other.failed,
        )


class Failure(NamedTuple):
    """One thing that could not be read, and why, in words for the person who added it."""

    item: str
    why: str


class DifferenceKind(StrEnum):
    """What a copy did with words."""

    CUT = "cut"
    ADDED = "added"
    CHANGED = "changed"


class Difference(NamedTuple):
    """A stretch of words in which two versions of a text differ, by its place in either."""

    kind: DifferenceKind
    lead: Span
    other: Span
