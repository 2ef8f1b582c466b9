"""What stands above the body of a text file: date, title, outlet, link; and a title otherwise.

Pure. Called for every text file; ``make_title`` also for records that come without a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# "date 2022-02-05 The statement ...": the body may follow on the same line, a time may not.
_DATE_AT_START = re.compile(
    r"\s*date[ \t]*:?[ \t]*(\d{4}-\d{1,2}-\d{1,2})(?=\s|$)(?![ \t]+\d{1,2}:\d{2})", re.IGNORECASE
)
# "Outlet: The Daily Ledger", one line.
_FIELD_LINE = re.compile(
    r"\s*(date|published|title|headline|outlet|publisher|source|url|link|author|byline)[ \t]*:"
    r"[ \t]*(\S[^\n]{0,399})?(?:\n|$)",
    re.IGNORECASE,
)
# One field of the block between two lines of dashes that opens many Markdown files.
_FRONT_FIELD = re.compile(r"([\w-]+)[ \t]*:[ \t]*(\S.*)?")
_FRONT_MATTER_LINES = 60
_FIELDS = {
    "date": "date",
    "published": "date",
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publisher": "outlet",
    "source": "outlet",
    "url": "url",
    "link": "url",
    "author": "author",
    "byline": "author",
}
_FIRST_LINE = re.compile(r"\s*(\S[^\n]*)")
_WORD = re.compile(r"\S")
_MARKDOWN_HEADING = re.compile(r"#{1,3}[ \t]+(\S.*?)[ \t#]*")
_HEADLINE_ENDS = frozenset("?!…”’\"')»")
_LONGEST_HEADLINE = 120
_LONGEST_OPENING = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """The fields that a text file gives itself (``date, title, outlet, url, author``), as written.

    ``body_start`` is where the body begins: 0 where there is no header.
    """

    fields: dict[str, str] = field(default_factory=dict)
    body_start: int = 0


def read_header(text: str) -> Header:
    """Read the header lines at the start of ``text``; a field's second line ends the header."""
    fields, place = _read_front_matter(text)
    while True:
        match = _DATE_AT_START.match(text, place)
        if match:
            name, value = "date", match[1]
        else:
            match = _FIELD_LINE.match(text, place)
            if not match or not match[2]:
                break
            name, value = _FIELDS[match[1].lower()], match[2].strip()
        if name in fields:
            break
        fields[name] = value
        place = match.end()
    if not fields:
        return Header()
    while place < len(text) and text[place].isspace():
        place += 1
    return Header(fields=fields, body_start=place)


def _read_front_matter(text: str) -> tuple[dict[str, str], int]:
    start = len(text) - len(text.lstrip())
    if not text.startswith("---\n", start):
        return {}, 0
    fields: dict[str, str] = {}
    place = start + 4
    for _ in range(_FRONT_MATTER_LINES):
        end = text.find("\n", place)
        if end < 0:
            break
        line = text[place:end].rstrip()
        place = end + 1
        if line == "---":
            return (fields, place) if fields else ({}, 0)
        match = _FRONT_FIELD.fullmatch(line)
        known = _FIELDS.get(match[1].lower()) if match else None
        if match and match[2] and known:
            fields.setdefault(known, match[2].strip("\"'"))
    return {}, 0


def make_title(text: str) -> str:
    """Return a title for a text that has none: its headline if it shows one, else its opening.

    A headline is a Markdown heading or a short first line without a final stop that further text
    follows. An opening is at most 90 characters, cut between words.
    """
    match = _FIRST_LINE.match(text)
    if not match:
        return ""
    line = match[1].strip()
    heading = _MARKDOWN_HEADING.fullmatch(line)
    if heading:
        return " ".join(heading[1].split())
    more_follows = _WORD.search(text, match.end()) is not None
    short = len(line.split()) >= 2 and len(line) <= _LONGEST_HEADLINE
    if more_follows and short and (line[-1].isalnum() or line[-1] in _HEADLINE_ENDS):
        return " ".join(line.split())
    return _opening_words(text)


def _opening_words(text: str) -> str:
    opening = " ".join(text[: _LONGEST_OPENING * 8].split())
    if len(opening) <= _LONGEST_OPENING:
        return opening
    cut = opening[:_LONGEST_OPENING]
    words, blank, _ = cut.rpartition(" ")
    return (words if blank else cut[:-1]).rstrip(" ,;:-–—") + "…"
