"""Quoted stretches of a text: a scanner that mistakes in the marks do not throw off.

Marks are told apart by form where the form is clear (“ ” « »), and by their neighbours where it
is not (straight marks, German closing “, marks that were turned round). A paragraph is read by
itself, so that a mistake costs one stretch at most; one that a paragraph leaves open goes on in
the next if that begins with a mark, as printers do, and ends with its paragraph otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.records import Span

# Every alternative begins with a plain character, which lets the search run from mark to mark.
_MARK = re.compile(
    r"[\"“”„‟«»]|``|''"  # double marks of any sort
    r"|‘(?=\w)|'(?=\w)(?<!\w.)"  # a single mark that may open
    r"|[’'](?!\w)(?<!\s.)"  # a single mark that may close, or "the leaders’ words"
)
_OPENING_FORMS = frozenset(("“", "„", "‟", "«", "``"))
_CLOSING_FORMS = frozenset("”»")
_BEFORE_OPENER = frozenset("([{—–-/‘'’:;,")
_AFTER_CLOSER = frozenset(",.;:?!)]}—–-…’'/")
_EDGE_BLANKS = " \t\u00a0\u2009\u202f"


class _Mark(NamedTuple):
    start: int
    end: int
    #: "o" opens, "c" closes, "?" either; "s" a single mark that may open, "e" one that may close.
    role: str


def find_quoted_stretches(
    text: str, paragraphs: Sequence[Span]
) -> Iterator[tuple[Span, Span, bool, bool]]:
    """Yield the top-level quoted stretches of ``text`` in order, in time linear in its length.

    Each comes as (span with marks, span without marks and blanks at the edges, whether it goes on
    with the stretch before it, whether its closing mark is there). Single marks count where no
    double mark is open and both ends are plain to see (‘…’, '…').
    """
    marks = [_Mark(*match.span(), _role(text, match)) for match in _MARK.finditer(text)]
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
        found, left_open = _pair(text, marks[begin:at], paragraph)
        for number, (start, end, width, closed) in enumerate(found):
            inner = _trim(text, start + width[0], end - width[1])
            if inner.start < inner.end:
                yield Span(start, end), inner, continues and number == 0, closed


def _role(text: str, match: re.Match[str]) -> str:
    """Tell what a mark does, from its form and its neighbours."""
    mark, start, end = match.group(), match.start(), match.end()
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


_Found = tuple[int, int, tuple[int, int], bool]


def _pair(text: str, marks: list[_Mark], paragraph: Span) -> tuple[list[_Found], bool]:
    """Pair the marks of one paragraph; also tell whether the last stretch is left open."""
    found: list[_Found] = []
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
            found.append(_found(opened, mark))
            opened = None
        elif [other.role for other in doubles[number + 1 : number + 3]].count("o") == 0 and (
            number + 2 < len(doubles)
        ):
            skip = number + 2  # a quotation inside the quotation
        else:
            opened = mark  # the closing mark before it is lost, and with it that stretch
    if opened is not None:
        found.append((opened.start, paragraph.end, (opened.end - opened.start, 0), False))
    if len(doubles) < len(marks):
        found = sorted(found + _pair_singles(text, marks, found))
    return found, opened is not None


def _opens(text: str, mark: _Mark, paragraph: Span) -> bool:
    """Tell whether a mark opens a stretch where none is open."""
    if mark.role == "?":
        # An inch mark or the closing mark of a lost opener: 6-foot-2".
        return mark.start == paragraph.start or not text[mark.start - 1].isalnum()
    return mark.role == "o" or mark.start == paragraph.start


def _found(opened: _Mark, closing: _Mark) -> _Found:
    widths = (opened.end - opened.start, closing.end - closing.start)
    return opened.start, closing.end, widths, True


def _pair_singles(text: str, marks: list[_Mark], doubles: list[_Found]) -> list[_Found]:
    """Pair single marks outside the double ones: ‘…’ and '…'."""
    outside: list[_Mark] = []
    at = 0
    for mark in marks:
        while at < len(doubles) and doubles[at][1] <= mark.start:
            at += 1
        if mark.role in "se" and not (at < len(doubles) and doubles[at][0] <= mark.start):
            outside.append(mark)
    found: list[_Found] = []
    opened: _Mark | None = None
    for mark in outside:
        if mark.role == "s":
            opened = opened or mark
        elif opened is not None and not _is_possessive(text, mark):
            if not any(start < mark.start and opened.start < end for start, end, *_ in doubles):
                found.append(_found(opened, mark))
            opened = None
    return found


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
