"""What a file is, by its first bytes and only then by its name. Pure; called before any parser.

A wrong extension does not matter where the bytes say what a file is. What cannot be read is
``UNKNOWN`` with a sentence that says why and what to do.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple


class Kind(StrEnum):
    """The formats that are told apart."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    EML = "eml"
    #: A collection with one object a line, packed or not; read as a stream, never as one file.
    JSONL = "jsonl"
    FEED = "feed"
    OPML = "opml"
    UNKNOWN = "unknown"


class Found(NamedTuple):
    """What a file is; ``why`` says why it cannot be read, and what to do, where it is unknown."""

    kind: Kind
    why: str = ""


#: So many first bytes are enough to tell what a file is, Word files apart, whose parts are listed
#: at their end.
HEAD = 4096
#: How a packed office file starts, and every other packed by the same method.
PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_TAIL = 256 * 1024
_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024
_HTML = re.compile(
    rb"(?:(?><!--.*?-->)\s*|<\?xml[^>]*>\s*)*+<(?:!doctype\s+html|html|head|body|meta|title|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
_OPML = re.compile(rb"<opml\b", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b|<[a-zA-Z][\w:.-]*[\s>/]")
# A header that only mail has, after none but header lines.
_MAIL = re.compile(
    rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*){0,200}?"
    rb"(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|DKIM-Signature):",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(rb"[!-9;-~]+:[ \t]")
_JPEG_XL = b"\x00\x00\x00\x0cJXL "
_PICTURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", _JPEG_XL,
)  # fmt: skip
_PICTURE = "it is a picture; Dateline reads text only"
_SOUND = "it is sound or video; Dateline reads text only"
_AS_DOCX = "open it and save it as .docx, PDF or plain text"
_OLD_OFFICE = f"it is an old Office file (.doc, .xls, .ppt) or an Outlook message; {_AS_DOCX}"
_PACKED = "it is a packed file; unpack it and add what is in it"
_LOCKED = "it is locked with a password; save a copy without one"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NEW_OFFICE = (".docx", ".xlsx", ".pptx")
_STARTS = (
    *((magic, _PICTURE) for magic in _PICTURES),
    *((b"ID3" + version, _SOUND) for version in (b"\2", b"\3", b"\4")),
    (b"OggS\0", _SOUND),
    (b"fLaC\0", _SOUND),
    (b"\x1aE\xdf\xa3", _SOUND),
    (_OLE, _OLD_OFFICE),
    (b"{\\rtf", f"it is a rich text document; {_AS_DOCX}"),
    (b"%!PS", "it is PostScript; save it as PDF"),
    (b"\x1f\x8b", _PACKED),
    *((b"BZh%d1AY&SY" % level, _PACKED) for level in range(1, 10)),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"\xfd7zXZ\0", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"SQLite format 3\0", "it is a database, not text"),
    (b"\x7fELF", "it is a program, not text"),
)
# What a packed office file holds tells which it is; the first that is found decides.
_PARTS = (
    (b"word/document", ""),
    (b"mimetypeapplication/vnd.oasis.opendocument", f"it is an OpenDocument file; {_AS_DOCX}"),
    (b"mimetypeapplication/epub+zip", "it is an e-book; save what you need of it as plain text"),
    (b"xl/workbook", "it is a spreadsheet; save what you need of it as plain text"),
    (b"ppt/presentation", "it is a slide show; save it as PDF and add that"),
    (b"Index/Document.iwa", f"it is a Pages file; {_AS_DOCX}"),
    (b"Index.zip", f"it is a Pages file; {_AS_DOCX}"),
)
_MAILBOX = "it is a mailbox with many mails; save each mail as .eml"
_JSON = "write it as JSON Lines, one object a line, in a file that ends in .jsonl"
_BY_NAME = {
    ".md": Found(Kind.MARKDOWN),
    ".markdown": Found(Kind.MARKDOWN),
    ".html": Found(Kind.HTML),
    ".htm": Found(Kind.HTML),
    ".xhtml": Found(Kind.HTML),
    ".json": Found(Kind.UNKNOWN, _JSON),
    ".pdf": Found(Kind.UNKNOWN, "its name ends in .pdf, but it is no PDF; save it again"),
    ".docx": Found(Kind.UNKNOWN, "its name ends in .docx, but it is no Word file; save it again"),
}
_LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


def tell_kind(data: bytes, name: str) -> Found:
    """Return what a file is.

    Args:
        data: its bytes, or the first ``HEAD`` of them where it is no packed office file.
        name: its name, for what its bytes leave open; "" where it has none.
    """
    head = data[:HEAD]
    if _PDF.search(head, 0, _PDF_WITHIN):
        return Found(Kind.PDF)
    lower = name.lower()
    if lower.endswith(_LINES) and not head.startswith(PACKED):
        return Found(Kind.JSONL)
    if head.startswith(PACKED):
        return _tell_packed(data)
    if head.startswith(_OLE) and lower.endswith(_NEW_OFFICE):
        # A locked file is packed the old way.
        return Found(Kind.UNKNOWN, _LOCKED)
    binary = _tell_binary(head)
    if binary:
        return Found(Kind.UNKNOWN, binary)
    return _tell_marked_up(head, PurePosixPath(lower).suffix)


def _tell_binary(head: bytes) -> str:
    """Return why a file with these first bytes cannot be read; "" where they do not say so."""
    for magic, why in _STARTS:
        if head.startswith(magic):
            return why
    if head[4:8] == b"ftyp":
        return _PICTURE if head[8:11] in (b"hei", b"avi", b"mif") else _SOUND
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return _PICTURE if head[8:12] == b"WEBP" else _SOUND
    # These two can begin a text as well.
    if head.startswith(b"MZ") and b"\0" in head:
        return "it is a program, not text"
    if head.startswith(b"From ") and _MAIL.match(head.partition(b"\n")[2]):
        return _MAILBOX
    return ""


def _tell_packed(data: bytes) -> Found:
    for place in (data[:HEAD], data[-_TAIL:]):
        for part, why in _PARTS:
            if part in place:
                return Found(Kind.UNKNOWN, why) if why else Found(Kind.DOCX)
    return Found(Kind.UNKNOWN, _PACKED)


def _tell_marked_up(head: bytes, suffix: str) -> Found:
    """Tell the kinds of text apart."""
    start = _plain(head).lstrip()
    if _HTML.match(start):
        return Found(Kind.HTML)
    if start.startswith(b"<"):
        if _OPML.search(start[:1024]):
            return Found(Kind.OPML)
        if _FEED.search(start[:1024]):
            return Found(Kind.FEED)
    if suffix == ".eml":
        is_mail = _MAIL.match(start) or _HEADER_LINE.match(start)
        why = "its name ends in .eml, but it is no mail; save it again"
        return Found(Kind.EML) if is_mail else Found(Kind.UNKNOWN, why)
    if _MAIL.match(start):
        return Found(Kind.EML)
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    if start.startswith(b"<") and suffix in {".xml", ".rss", ".atom"} and _XML.match(start):
        return Found(Kind.UNKNOWN, "it is XML that is no feed and no page; save it as plain text")
    return Found(Kind.TEXT)


def _plain(head: bytes) -> bytes:
    """Return the first bytes of a text as one byte a letter, its byte order mark left out."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")
