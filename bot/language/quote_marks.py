"""Quoted stretches of a text: a scanner that mistakes in the marks do not throw off.

Marks are told apart by form where the form is clear (“ ” « »), and by their neighbours where it
is not (straight marks, German closing “, marks that were turned round). A paragraph is read by
itself, so that a mistake costs one stretch at most; one that a paragraph leaves open goes on in
the next if that begins with a mark, as printers do, and ends with its paragraph otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from operator import itemgetter
from typing import NamedTuple

from bot.records import Span

# Every alternative begins with one plain character, not with a class: only then does the search
# leap from mark to mark.
_MARK = re.compile(
    r"\"|“|”|„|‟|«|»|``|''"  # double marks of any sort
    r"|‘(?=\w)|'(?=\w)(?<!\w.)"  # a single mark that may open
    r"|’(?!\w)(?<!\s.)|'(?!\w)(?<!\s.)"  # one that may close, or "the leaders’ words"
)
_OPENING_FORMS = frozenset(("“", "„", "‟", "«", "``"))
_CLOSING_FORMS = frozenset("”»")
_BEFORE_OPENER = frozenset("([{—–-/‘'’:;,")
_AFTER_CLOSER = frozenset(",.;:?!)]}—–-…’'/")
_EDGE_BLANKS = " \t\n\r\u00a0\u2009\u202f"


class Ending(Enum):
    """How a quoted stretch ends."""

    CLOSED = "closed"
    #: Its paragraph ends; the next may go on with it.
    PARAGRAPH = "paragraph"
    #: Another opening mark follows, so that its own closing mark is lost somewhere before.
    LOST = "lost"


class _Mark(NamedTuple):
    start: int
    end: int
    #: "o" opens, "c" closes, "?" either; "s" a single mark that may open, "e" one that may close.
    role: str


class Stretch(NamedTuple):
    """A quoted stretch as it was scanned, in code points.

    Attributes:
        start, end: the stretch with its marks.
        inner_start, inner_end: the same without marks and blanks at the edges; never empty.
        continues: whether it goes on with the stretch that the paragraph before left open.
        ending: how it ends.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    continues: bool
    ending: Ending


def find_quoted_stretches(text: str, paragraphs: Sequence[Span]) -> Iterator[Stretch]:
    """Yield the top-level quoted stretches of ``text`` in order, in time linear in its length.

    Single marks count where no double mark is open and both ends are plain to see (‘…’, '…').
    """
    marks = [_Mark(*span, _role(text, *span)) for span in map(re.Match.span, _MARK.finditer(text))]
    at = 0
    left_open = False
    for paragraph in paragraphs:
        begin = at
        while at < len(marks) and marks[at].start < paragraph.end:
            at += 1
        if begin == at:
            left_open = False
            continue
        continues = left_open and marks[begin].start == paragraph.start
        found = _pair(text, marks[begin:at], paragraph)
        left_open = bool(found) and found[-1].ending is Ending.PARAGRAPH
        for number, pair in enumerate(found):
            inner = _trim(text, pair.inner_start, pair.inner_end)
            if inner.start < inner.end:
                goes_on = continues and number == 0
                yield Stretch(pair.start, pair.end, *inner, goes_on, pair.ending)


def _role(text: str, start: int, end: int) -> str:
    """Tell what a mark does, from its form and its neighbours."""
    mark = text[start:end]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    may_open = (before.isspace() or before in _BEFORE_OPENER) and not after.isspace()
    may_close = not before.isspace() and (after.isspace() or after in _AFTER_CLOSER)
    if mark in ("‘", "’", "'"):
        return "s" if mark == "‘" or (mark == "'" and after.isalnum()) else "e"
    if mark in _OPENING_FORMS:
        turned = may_close and not may_open and mark in "“«"
        return "c" if turned else "o"
    if mark in _CLOSING_FORMS:
        turned = may_open and not may_close and before.isspace()
        return "?" if turned else "c"
    if (before.isdigit() and after.isspace()) or may_open == may_close:
        return "?"
    return "o" if may_open else "c"


class _Pair(NamedTuple):
    start: int
    end: int
    inner_start: int
    inner_end: int
    ending: Ending


def _pair(text: str, marks: list[_Mark], paragraph: Span) -> list[_Pair]:
    """Pair the marks of one paragraph."""
    found: list[_Pair] = []
    doubles = [mark for mark in marks if mark.role in "oc?"]
    opened: _Mark | None = None
    skip = 0
    for number, mark in enumerate(doubles):
        if number < skip:
            continue
        if opened is None:
            if _opens(text, mark, paragraph):
                opened = mark
        elif mark.role != "o":
            found.append(_Pair(opened.start, mark.end, opened.end, mark.start, Ending.CLOSED))
            opened = None
        elif [other.role != "o" for other in doubles[number + 1 : number + 3]] == [True, True]:
            skip = number + 2  # a quotation inside the quotation
        else:
            found.append(_Pair(opened.start, mark.start, opened.end, mark.start, Ending.LOST))
            opened = mark
    if opened is not None:
        end = paragraph.end
        found.append(_Pair(opened.start, end, opened.end, end, Ending.PARAGRAPH))
    if len(doubles) < len(marks):
        found = sorted(found + _pair_singles(text, marks, found), key=itemgetter(0))
    return found


def _opens(text: str, mark: _Mark, paragraph: Span) -> bool:
    """Tell whether a mark opens a stretch where none is open."""
    if mark.role == "?":
        # An inch mark or the closing mark of a lost opener: 6-foot-2".
        return mark.start == paragraph.start or not text[mark.start - 1].isalnum()
    return mark.role == "o" or mark.start == paragraph.start


def _pair_singles(text: str, marks: list[_Mark], doubles: list[_Pair]) -> list[_Pair]:
    """Pair single marks outside the double ones: ‘…’ and '…'."""
    found: list[_Pair] = []
    at = 0
    opened: tuple[_Mark, int] | None = None
    doubtful: _Mark | None = None
    for mark in marks:
        while at < len(doubles) and doubles[at].end <= mark.start:
            at += 1
        if mark.role not in "se" or (at < len(doubles) and doubles[at].start <= mark.start):
            continue
        if mark.role == "s":
            if opened is not None and doubtful is not None:
                # What looked like a possessive closed a title: ‘Winter Songs’ singer ‘Ann’.
                found += _single(opened, doubtful, at)
                opened = None
            if opened is None:
                opened, doubtful = (mark, at), None
        elif opened is not None and _is_possessive(text, mark):
            doubtful = doubtful or mark
        elif opened is not None:
            found += _single(opened, mark, at)
            opened = None
    return found


def _single(opened: tuple[_Mark, int], closing: _Mark, doubles_before: int) -> list[_Pair]:
    """Return the pair of two single marks, unless a double mark stands between them."""
    first, double = opened
    if double != doubles_before:
        return []
    return [_Pair(first.start, closing.end, first.end, closing.start, Ending.CLOSED)]


def _is_possessive(text: str, mark: _Mark) -> bool:
    """Tell whether a single mark more likely shows the possessive of a plural: leaders' words."""
    following = text[mark.end : mark.end + 2]
    return text[mark.start - 1] == "s" and len(following) == 2 and following[1].islower()


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGE_BLANKS:
        start += 1
    while end > start and text[end - 1] in _EDGE_BLANKS:
        end -= 1
    return Span(start, end)
