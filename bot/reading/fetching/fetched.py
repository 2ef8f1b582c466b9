"""What is asked for and what comes back: records of the guard, and the types of content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import FetchCode, FetchError

MB = 1024 * 1024
HTML = frozenset({"text/html", "application/xhtml+xml"})
TEXT = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
PDF = frozenset({"application/pdf", "application/x-pdf"})
DOCX = frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"})
DOCUMENTS = PDF | DOCX
FEEDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
    }
)
#: Said where nothing is known; the first bytes tell more.
UNKNOWN = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download"})
_TYPE = re.compile(r"\s*([\w.+-]{1,60}/[\w.+-]{1,100})\s*(?:;|$)", re.ASCII)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.ASCII | re.IGNORECASE)
# What may stand before the first element: blanks, comments, instructions, a document type. Taken
# whole or not at all, since trying every other way of reading them could take for ever.
_PROLOGUE = rb"(?:\xef\xbb\xbf)?(?>\s+|<!--(?:(?!-->).)*-->|<\?[^>]*>|<!doctype\s+(?!html)[^>]*>)*+"
_PAGE_START = re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED_START = re.compile(_PROLOGUE + rb"<(?:rss|feed|rdf:RDF)\b", re.I | re.S)


@dataclass(frozen=True, kw_only=True, slots=True)
class Accept:
    """Which types of content are taken, and how much of each."""

    #: As a person would call it: "a page".
    what: str
    #: The most bytes of each type, counted unpacked.
    largest: Mapping[str, int]
    #: The value of the Accept header.
    header: str

    def limit_of(self, media_type: str) -> int:
        """Return the most bytes that are taken of a type."""
        return self.largest.get(media_type) or max(self.largest.values())

    def takes(self, media_type: str) -> bool:
        """Tell whether a type is taken."""
        return media_type in self.largest or "*" in self.largest


def _sizes(*groups: tuple[frozenset[str], int]) -> dict[str, int]:
    return {name: size for names, size in groups for name in names}


#: A page or a document that a link leads to.
PAGE = Accept(
    what="a page, a PDF or a Word file",
    largest=_sizes(
        (HTML, 6 * MB), (TEXT, 6 * MB), (PDF, 24 * MB), (DOCX, 24 * MB), (FEEDS, 6 * MB)
    ),
    header="text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5",
)
#: A feed; many are served as plain text or as a page.
FEED = Accept(
    what="a feed",
    largest=_sizes(
        (FEEDS, 10 * MB), (HTML, 6 * MB), (TEXT, 6 * MB), (frozenset({"application/json"}), 6 * MB)
    ),
    header="application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
)
#: A site's robots.txt; anything may stand in its place, and is read as one.
ROBOTS = Accept(what="a robots.txt", largest={"*": 512 * 1024}, header="text/plain,*/*;q=0.5")


def accept_files(types: frozenset[str], *, largest: int, what: str = "a file") -> Accept:
    """Return what takes files of these types, each up to ``largest`` bytes."""
    return Accept(what=what, largest=dict.fromkeys(types, largest), header="*/*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What came back."""

    #: The URL that was asked for, and the one that answered, after redirects.
    requested: str
    url: str
    status: int
    #: Lower case, without parameters; found by the first bytes where the server did not say.
    media_type: str = ""
    #: The encoding that the server named, "" where it named none.
    charset: str = ""
    #: Unpacked; empty where ``not_modified``.
    body: bytes = field(default=b"", repr=False)
    etag: str = ""
    last_modified: str = ""
    #: UTC.
    fetched_at: datetime
    #: Of the body, in hexadecimal; "" where ``not_modified``.
    sha256: str = ""
    #: The page has not changed since it had the ``etag`` or ``last_modified`` that was sent.
    not_modified: bool = False
    #: Every redirect said that it is for good: ``url`` should be asked for from now on.
    moved: bool = False
    #: Seconds for which the server calls its answer fresh (``Cache-Control: max-age``).
    fresh_for: float = 0.0


def too_large(limit: int) -> FetchError:
    """Return the error for a body of more than ``limit`` bytes."""
    return FetchError(f"it is larger than {limit / MB:.3g} MB", code=FetchCode.TOO_LARGE)


def split_content_type(value: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type header, "" for what it does not say."""
    match = _TYPE.match(value)
    charset = _CHARSET.search(value)
    return match[1].lower() if match else "", charset[1].lower() if charset else ""


def sniff_type(opening: bytes) -> str:
    """Return the type that the first bytes of a body show, "" where they show none of ours."""
    if opening.startswith(b"%PDF-"):
        return "application/pdf"
    if opening.startswith(b"PK\x03\x04") and b"word/" in opening:
        return next(iter(DOCX))
    if _FEED_START.match(opening):
        return "application/xml"
    if _PAGE_START.match(opening):
        return "text/html"
    return ""
