"""What a page carries besides its text: running heads and feet, and page numbers. Pure.

They stand at the edge of the page and come again on other pages at the same height, with no more
than a number changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.reading.formats.pdf.lines import Line

#: So much of a page's height, at the top and at the bottom, is its edge ...
_EDGE = 0.14
#: ... and so many of the outermost rows can belong to it, at either end.
_MOST_ROWS = 4
#: Heights that differ by no more than this, in points, are one height.
_SAME_HEIGHT = 3.0
#: Running heads stand off from the text by more than so much of their height.
_SET_OFF = 0.35
_LEAST_LETTERS = 3
_NUMBER = re.compile(r"\d+")
_ROMAN = r"(?-i:(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))"
_PAGE_NUMBER = re.compile(
    rf"\W*(?:(?:page|seite|p\.|s\.|pagina|página|pág\.|strana|стр\.)\s*)?(?:\d{{1,5}}|{_ROMAN})"
    r"\s*(?:(?:of|von|de|di|sur|van|из|/|\||-|–)\s*\d{1,5})?\W*",
    re.IGNORECASE,
)


_Row = list[Line]


class _End(NamedTuple):
    """The rows at one edge of a page, from the edge inwards, and those behind them."""

    rows: list[_Row]
    inner: list[_Row]


def drop_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[tuple[float, float]]
) -> list[list[Line]]:
    """Return the pieces of each page without those of running heads, feet and page numbers.

    Args:
        pages: the pieces of lines of each page.
        heights: the lower and the upper edge of each page, in the same order.
    """
    if len(pages) < 2:
        return [list(page) for page in pages]
    ends = [_find_ends(page, *height) for page, height in zip(pages, heights, strict=True)]
    repeated = _find_repeated(row for both in ends for end in both for row in end.rows)
    kept: list[list[Line]] = []
    for page, both in zip(pages, ends, strict=True):
        dropped = {id(piece) for end in both for row in _outermost(end, repeated) for piece in row}
        kept.append([piece for piece in page if id(piece) not in dropped])
    return kept


def _find_ends(page: Sequence[Line], bottom: float, top: float) -> tuple[_End, _End]:
    """Return the rows at the upper and at the lower edge of a page."""
    edge = _EDGE * (top - bottom)
    rows = _find_rows(page)
    upper = sum(row[0].middle > top - edge for row in rows)
    lower = sum(row[0].middle < bottom + edge for row in rows)
    from_top, from_bottom = min(upper, _MOST_ROWS), min(lower, _MOST_ROWS)
    upwards = rows[::-1]
    return (
        _End(rows[:from_top], rows[from_top:]),
        _End(upwards[:from_bottom], upwards[from_bottom:]),
    )


def _find_rows(page: Sequence[Line]) -> list[_Row]:
    """Return the pieces by rows, from the top."""
    rows: list[_Row] = []
    for piece in sorted(page, key=lambda piece: -piece.middle):
        if rows and rows[-1][0].middle - piece.middle <= _SAME_HEIGHT:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _outermost(end: _End, repeated: set[int]) -> list[_Row]:
    """Return the rows from the edge inwards that are furniture: repeated, and set off."""
    rows = end.rows + end.inner[:1]
    count = 0
    while count < len(end.rows) and _is_furniture(rows[count], repeated):
        count += 1
    while count and count < len(rows) and not _is_set_off(rows[count - 1], rows[count]):
        count -= 1
    return rows[:count]


def _is_furniture(row: _Row, repeated: set[int]) -> bool:
    return any(id(piece) in repeated for piece in row) or all(
        _PAGE_NUMBER.fullmatch(piece.text) for piece in row
    )


def _is_set_off(row: _Row, inner: _Row) -> bool:
    """Tell whether a row stands further from its neighbour than the lines of a text do."""
    size = max(piece.size for piece in row)
    gap = max(
        min(piece.bottom for piece in row) - max(piece.top for piece in inner),
        min(piece.bottom for piece in inner) - max(piece.top for piece in row),
    )
    return gap > _SET_OFF * size


def _ends_sentence(text: str) -> bool:
    """Tell whether a line is the end of a sentence that began on the page before."""
    return text[:1].islower() and text.endswith((".", "?", "!", "”"))


def _find_repeated(rows: Iterable[_Row]) -> set[int]:
    """Return the pieces, by identity, that come again on another page at the same height."""
    alike: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        for piece in row:
            words = _NUMBER.sub("#", piece.text.casefold())
            if sum(map(str.isalpha, words)) >= _LEAST_LETTERS and not _ends_sentence(piece.text):
                alike[words].append(piece)
    repeated: set[int] = set()
    for found in alike.values():
        found.sort(key=lambda piece: piece.middle)
        for piece, other in pairwise(found):
            if other.page != piece.page and other.middle - piece.middle <= _SAME_HEIGHT:
                repeated |= {id(piece), id(other)}
    return repeated
