"""Glyphs to lines: what stands beside what. Pure; called with the glyphs of one page.

All places are in points, measured from the lower left corner of the upright page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple


class Glyph(NamedTuple):
    """One sign of a page with its box: advance width, ascender to descender."""

    code: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, or a piece of one.

    Attributes:
        text: its words, one blank between them.
        left, bottom, right, top: its box; ``size`` is the height of its letters' boxes.
        first_word: width of its first word.
        bold: whether it begins and ends in a bold face.
        page: number of its page, from 0.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    first_word: float
    bold: bool = False
    page: int = 0

    @property
    def width(self) -> float:
        """Return the width of the line."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Return the height at which the line stands."""
        return (self.top + self.bottom) / 2


#: The sign that stands for the hyphen at a line's end.
LINE_END_HYPHEN = 2
_SOFT_HYPHEN = 0xAD
_BREAKS = (10, 13)
_BLANKS = (9, 32, 160)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\ufffe\uffff]")
#: A gap of so many letter heights parts two pieces of a line.
_WIDE_GAP = 0.9
#: So much of the smaller of two boxes must stand beside the other.
_BESIDE = 0.5
#: A gap of so many letter heights between two pieces is one between the cells of a table.
_CELL_GAP = 1.8
_LEAST_CELLS = 3
_REFERENCE = re.compile(r"\d{1,3}(?:[,–-]\d{1,3})*|[*†‡]{1,3}")
_CARRIES_REFERENCE = re.compile(r"(?:[^\W\d_]{4}|[.,;:!?)”’\"'»])\Z")
#: A raised sign is smaller than the letters beside it by this factor.
_RAISED_SIZE = 0.82
#: Letters that are larger than others by this factor stand in no row with them ...
_OTHER_ROW = 2.0
#: ... but may be the initial of a text.
_LONGEST_INITIAL = 2


def is_written_solid(sign: str) -> bool:
    """Tell whether a sign belongs to a script without blanks between words (Chinese, Japanese)."""
    return (
        "\u2e80" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or "\uff00" <= sign <= "\uffef"
    )


def _runs_leftwards(code: int) -> bool:
    """Tell whether a sign belongs to a script that is written from right to left."""
    return 0x590 <= code <= 0x8FF or 0xFB1D <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFE


def find_lines(
    glyphs: Sequence[Glyph], is_bold: Iterable[int] = frozenset(), page: int = 0
) -> list[Line]:
    """Cut glyphs, in the order in which they were drawn, into pieces of lines without wide gaps.

    Args:
        glyphs: of one page, blanks and line breaks among them.
        is_bold: numbers of the glyphs in a bold face.
        page: number of the page.
    """
    bold = is_bold if isinstance(is_bold, (set, frozenset)) else frozenset(is_bold)
    lines: list[Line] = []
    for first, after_last in _cut(glyphs):
        line = _make_line(glyphs, first, after_last, bold, page)
        if line is not None:
            lines.append(line)
    return lines


def _cut(glyphs: Sequence[Glyph]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of glyphs that stand in one line without a wide gap."""
    first, before = 0, -1
    for i, glyph in enumerate(glyphs):
        if glyph.code in _BREAKS:
            yield first, i
            first, before = i + 1, -1
        elif glyph.code == LINE_END_HYPHEN:
            yield first, i + 1
            first, before = i + 1, -1
        elif glyph.code not in _BLANKS:
            if before >= 0 and not _goes_on(glyphs[before], glyph):
                yield first, i
                first = i
            before = i
    yield first, len(glyphs)


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    height = glyph.top - glyph.bottom
    if glyph.bottom == before.bottom and -0.1 * height < glyph.left - before.right < 0.5 * height:
        return True
    size = max(before.top - before.bottom, glyph.top - glyph.bottom)
    if _runs_leftwards(glyph.code) or _runs_leftwards(before.code):
        gap = max(glyph.left - before.right, before.left - glyph.right)
        if gap > _WIDE_GAP * size:
            return False
    else:
        # The letters of a ligature share one box.
        back = glyph.left - before.left if glyph.left < before.right else 0.0
        if back < -0.1 * size or glyph.left - before.right > _WIDE_GAP * size:
            return False
    smaller = min(before.top - before.bottom, glyph.top - glyph.bottom)
    if smaller < _RAISED_SIZE * size and glyph.code < 128 and before.code < 128:
        # A raised figure is a piece of its own, so that it can be told from the word it marks.
        return abs(glyph.bottom - before.bottom) < 0.1 * size
    beside = min(before.top, glyph.top) - max(before.bottom, glyph.bottom)
    return beside >= _BESIDE * smaller


def _make_line(
    glyphs: Sequence[Glyph], first: int, after_last: int, bold: frozenset[int] | set[int], page: int
) -> Line | None:
    drawn = [i for i in range(first, after_last) if glyphs[i].code not in _BLANKS]
    if not drawn:
        return None
    codes = [glyph.code for glyph in glyphs[drawn[0] : drawn[-1] + 1]]
    if codes[-1] in (LINE_END_HYPHEN, _SOFT_HYPHEN):
        codes[-1] = ord("-")
    text = " ".join(_to_text(codes).split())
    if not text:
        return None
    boxes = [glyphs[i] for i in drawn]
    heights = sorted(box.top - box.bottom for box in boxes)
    end = next((i for i in range(drawn[0], drawn[-1]) if glyphs[i].code in _BLANKS), drawn[-1] + 1)
    if is_written_solid(text[0]):
        end = drawn[0] + 1
    left = min(box.left for box in boxes)
    return Line(
        text=text,
        left=left,
        bottom=min(box.bottom for box in boxes),
        right=max(box.right for box in boxes),
        top=max(box.top for box in boxes),
        size=max(heights[len(heights) // 2], 0.1),
        first_word=glyphs[end - 1].right - left,
        bold=drawn[0] in bold and drawn[-1] in bold,
        page=page,
    )


def _to_text(codes: Iterable[int]) -> str:
    """Return the text of code points or UTF-16 units, ligatures as letters."""
    text = "".join(chr(code) if 0 <= code <= 0x10FFFF else "\ufffd" for code in codes)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _UNPRINTABLE.sub("", text.replace("\xa0", " ")).translate(_LIGATURES)


def join_initials(pieces: Sequence[Line]) -> list[Line]:
    """Join each large initial to the line that it begins, which stands at its top right."""
    if not pieces:
        return []
    usual = median(piece.size for piece in pieces)
    joined = list(pieces)
    for initial in pieces:
        if len(initial.text) > _LONGEST_INITIAL or initial.size < _OTHER_ROW * usual:
            continue
        beside = [
            piece
            for piece in joined
            if 0 <= piece.left - initial.right + 0.2 * usual <= usual
            and initial.bottom < piece.middle < initial.top
            and piece.size * _OTHER_ROW <= initial.size
        ]
        if beside:
            first = max(beside, key=lambda piece: piece.middle)
            text = initial.text + first.text
            joined[joined.index(first)] = replace(first, text=text, left=initial.left)
            joined.remove(initial)
    return joined


def join_pieces(pieces: Iterable[Line]) -> list[Line]:
    """Join the pieces that stand side by side, from top to bottom, from left to right.

    The cells of a table's row are parted by a tab. A raised figure behind a word or a mark is one
    that points to a footnote; it belongs to no word and is left out.
    """
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        if rows and _stands_beside(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    rows = [sorted(row, key=lambda piece: piece.left) for row in rows]
    cells = _find_cells(rows)
    return [_join_row(row, cells) for row in rows]


def _find_cells(rows: list[list[Line]]) -> set[int]:
    """Return the pieces, by identity, that are cells of a table.

    A wide gap alone does not make one, since justified lines have them too; cells stand below each
    other, flush on one side.
    """
    apart = [
        piece
        for row in rows
        for before, piece in pairwise(row)
        if piece.left - before.right > _CELL_GAP * before.size
    ]
    cells: set[int] = set()
    for side in (attrgetter("left"), attrgetter("right")):
        places = sorted(map(side, apart))
        for piece in apart:
            place = side(piece)
            flush = bisect_right(places, place + 1) - bisect_left(places, place - 1)
            if flush >= _LEAST_CELLS:
                cells.add(id(piece))
    return cells


def _stands_beside(row: list[Line], piece: Line) -> bool:
    main = max(row, key=lambda other: other.size)
    if max(main.size, piece.size) > _OTHER_ROW * min(main.size, piece.size):
        return False
    beside = min(main.top, piece.top) - max(main.bottom, piece.bottom)
    return beside >= _BESIDE * min(main.top - main.bottom, piece.top - piece.bottom)


def _join_row(row: list[Line], cells: set[int]) -> Line:
    if len(row) == 1:
        return row[0]
    joined = row[0]
    for piece in row[1:]:
        gap = piece.left - joined.right
        if _points_to_note(joined, piece):
            joined = _replace(joined, joined.text, piece)
            continue
        if id(piece) in cells:
            between = "\t"
        else:
            between = " " if gap > 0.12 * min(joined.size, piece.size) else ""
        joined = _replace(joined, joined.text + between + piece.text, piece)
    return joined


def _points_to_note(before: Line, piece: Line) -> bool:
    raised = piece.size < _RAISED_SIZE * before.size and piece.bottom > before.bottom
    return bool(
        raised
        and piece.left - before.right < 0.3 * before.size
        and _REFERENCE.fullmatch(piece.text)
        and _CARRIES_REFERENCE.search(before.text)
    )


def _replace(line: Line, text: str, piece: Line) -> Line:
    """Return ``line`` with other words and a box that takes ``piece`` in."""
    return Line(
        text=text,
        left=line.left,
        bottom=min(line.bottom, piece.bottom) if piece.size >= line.size else line.bottom,
        right=max(line.right, piece.right),
        top=max(line.top, piece.top) if piece.size >= line.size else line.top,
        size=max(line.size, piece.size),
        first_word=line.first_word,
        bold=line.bold and piece.bold,
        page=line.page,
    )
