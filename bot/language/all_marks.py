"""Quoted stretches in any language: « » » « „ “ „ ” “ ” ” ” ‹ › ‚ ‘ ‘ ’ 「 」 『 』 " ' ''.

English has a scanner of its own (``quote_marks``). Here what a mark does follows from its form,
from the mark that is open, and, for guillemets and straight marks, from the blanks beside it and
from how the text as a whole uses them. Every paragraph is read by itself, so that a lost mark costs
one stretch; time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.quote_marks import Ending, Stretch
from bot.records import Span

_MARK = re.compile(r"''|``|,,(?=\w)|[«»„“”‟\"＂「」『』〝〞〟‹›‚‘’']")
#: What may close each opening form.
_CLOSERS = {
    opener: frozenset(closers.split())
    for opener, closers in (
        ("„", "“ ” \" ‟"), (",,", "“ ” \""), ("“", "” \""), ("”", "”"), ("‟", "” “"), ('"', '"'),
        ("＂", "＂"), ("``", "''"), ("''", "''"), ("「", "」"), ("『", "』"), ("〝", "〞 〟"),
        ("‹", "›"), ("›", "‹"), ("‚", "‘ ’ '"), ("‘", "’"), ("’", "’"), ("'", "'"),
        ("«", "»"), ("»", "« »"),
    )
}  # fmt: skip
_SINGLE = frozenset("‹›‚‘’'")
_ALWAYS_OPEN = frozenset(("„", ",,", "「", "『", "〝", "``", "‚", "‘"))
_BEFORE_OPENER = frozenset("([{—–-/‘'’:;,¿¡„“”«»\"、，。：；！？（")
_AFTER_CLOSER = frozenset(",.;:?!)]}—–…/、，。：；！？）“”»«\"'’")
_BLANKS = " \t\n\r\u00a0\u2009\u202f\u3000"
#: Quotations inside quotations are followed so deep.
_DEEPEST = 8


def find_all_stretches(text: str, paragraphs: Sequence[Span]) -> Iterator[Stretch]:
    """Yield the top-level quoted stretches of a text in order, never one inside another.

    A stretch that its paragraph leaves open counts only where the next paragraph goes on with a
    mark, as printers do.
    """
    marks = [match.span() for match in _MARK.finditer(text)]
    inward = _guillemets_point_inward(text, marks)
    at = 0
    pending: Stretch | None = None
    for paragraph in paragraphs:
        begin = at
        while at < len(marks) and marks[at][0] < paragraph.end:
            at += 1
        if begin == at:
            pending = None
            continue
        own = marks[begin:at]
        continues = pending is not None and own[0][0] == paragraph.start
        if continues and pending is not None:
            yield pending
        pending = None
        found = _pair(text, own, inward, reopens=continues)
        for number, (first, last) in enumerate(found):
            end = paragraph.end if last is None else last[1]
            inner = _trim(text, first[1], paragraph.end if last is None else last[0])
            if inner.start == inner.end:
                continue
            ending = Ending.PARAGRAPH if last is None else Ending.CLOSED
            goes_on = continues and number == 0
            stretch = Stretch(first[0], end, inner.start, inner.end, goes_on, ending)
            if last is None:
                pending = stretch
            else:
                yield stretch


_Place = tuple[int, int]


def _guillemets_point_inward(text: str, marks: Sequence[_Place]) -> bool:
    """Tell whether a text writes »so« (points inward) and not «so», by the blanks beside them."""
    balance = 0
    for start, end in marks:
        mark = text[start]
        if mark in "«»‹›":
            before, after = _beside(text, start, end)
            if before and not after:
                balance += 1 if mark in "»›" else -1
            elif after and not before:
                balance += 1 if mark in "«‹" else -1
    return balance > 0


def _beside(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether a blank or an edge stands before a mark, and whether one stands behind it."""
    before = start == 0 or text[start - 1].isspace() or text[start - 1] in "([—–-"
    after = end >= len(text) or text[end].isspace() or text[end] in ".,;:!?)]"
    return before, after


def _pair(
    text: str, marks: Sequence[_Place], inward: bool, *, reopens: bool
) -> list[tuple[_Place, _Place | None]]:
    """Pair the marks of one paragraph; the last pair may lack its closing mark."""
    found: list[tuple[_Place, _Place | None]] = []
    opened: list[_Place] = []
    for number, place in enumerate(marks):
        mark = text[slice(*place)]
        if reopens and number == 0:
            opened.append(place)
        elif opened and _closes(text, place, text[slice(*opened[-1])], inward):
            first = opened.pop()
            if not opened:
                found.append((first, place))
        elif _closes_outer(text, place, opened, inward):
            found.append((opened[0], place))
            opened.clear()
        elif _opens(text, place, mark, inward):
            if opened and mark not in _SINGLE and text[slice(*opened[-1])] in _SINGLE:
                # A single mark that a double one follows was an apostrophe, unless it closes later.
                opened.pop()
            same = bool(opened) and text[slice(*opened[0])] == mark
            if same and not _nests(text, marks, number, mark, inward):
                opened.clear()
            if len(opened) < _DEEPEST:
                opened.append(place)
    if opened and text[slice(*opened[0])] not in _SINGLE:
        found.append((opened[0], None))
    return found


def _nests(text: str, marks: Sequence[_Place], number: int, mark: str, inward: bool) -> bool:
    """Tell whether both of the next marks close, so that this one opens inside another."""
    following = marks[number + 1 : number + 3]
    return len(following) == 2 and all(_closes(text, it, mark, inward) for it in following)


def _closes(text: str, place: _Place, opener: str, inward: bool) -> bool:
    """Tell whether the mark at ``place`` closes what ``opener`` opened."""
    start, end = place
    mark = text[start:end]
    if mark not in _CLOSERS.get(opener, ()):
        return False
    if opener in "«»" and (mark == "«") != inward and opener != mark:
        return False
    if mark in "'’‘":
        return not _is_inside_word(text, start, end) and not text[start - 1].isspace()
    if mark == opener:
        # The same form opens and closes: a quotation inside would look like its end.
        before = text[start - 1] if start else " "
        after = text[end : end + 1]
        opens = before.isspace() and after.isalnum()
        return not opens
    return True


def _closes_outer(text: str, place: _Place, opened: Sequence[_Place], inward: bool) -> bool:
    """Tell whether a mark closes the outermost stretch although one inside it is still open."""
    if len(opened) < 2 or text[slice(*place)] in _SINGLE:
        return False
    return _closes(text, place, text[slice(*opened[0])], inward)


def _opens(text: str, place: _Place, mark: str, inward: bool) -> bool:
    """Tell whether a mark opens a stretch."""
    start, end = place
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if mark in _ALWAYS_OPEN:
        return mark not in _SINGLE or (not before.isalnum() and not after.isspace())
    if mark in "«‹":
        return not inward
    if mark in "»›":
        # ”so” and »so»: where the text does not point inward, a blank before tells.
        return inward or (before.isspace() and after.isalnum() and mark == "»")
    free_before = before.isspace() or before in _BEFORE_OPENER
    if mark == "“":
        return free_before or not (after.isspace() or after in _AFTER_CLOSER)
    if mark in "”’":
        return (start == 0 or before.isspace()) and after.isalnum() and mark == "”"
    if mark == "'":
        return (start == 0 or before.isspace() or before in '([„“«"') and after.isalnum()
    if mark in "」』〞〟":
        return False
    return free_before and not after.isspace()


def _is_inside_word(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1].isalnum() and text[end : end + 1].isalnum()


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return Span(start, end)
