"""What is shown of documents: found by a search, looked into, previewed, compared with pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.records import Document, DocumentCard, DocumentCopy, Provenance
from bot.results.lines import Citation, PassageLine, QuotationLine


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchHit:
    """One document found by a search."""

    document: int
    external_id: str
    title: str
    outlet: str
    url: str | None
    published: date | None
    score: float
    #: The best matching sentence, verbatim, with its citation.
    passage: PassageLine | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """The words of a shown line in their document, with what stands around them.

    ``before`` and ``after`` are verbatim and adjoin ``text``; blanks between them included.
    """

    before: str
    text: str
    after: str
    citation: Citation


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """All that is known of a shown line."""

    document: Document
    #: The line's sentence with the one before and the one after.
    sentences: Surroundings
    #: Its paragraph with the one before and the one after.
    paragraphs: Surroundings
    #: None where the archive kept none.
    provenance: Provenance | None
    #: Where else its words stand, one place an outlet.
    others: tuple[DocumentCard | DocumentCopy, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """A document as it is shown below its link."""

    card: DocumentCard
    #: The best of its quotations; None where it has none that says something alone.
    quotation: QuotationLine | None = None


class PageChange(StrEnum):
    """How a page is, compared with what was read from it."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageState:
    """A page as it is now."""

    change: PageChange
    #: Of a changed page: the words of the line still stand in it.
    has_words: bool = False
    #: Why it cannot be read, as a clause.
    why: str = ""
    #: Of a changed page: its text now.
    text: str = ""
