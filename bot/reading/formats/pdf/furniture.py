"""What a page carries besides its text: running heads and feet, and page numbers. Pure.

They stand at the edge of the page and come again on other pages at the same height, with no more
than a number changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from bot.reading.formats.pdf.lines import Line

#: So much of a page's height, at the top and at the bottom, is its edge ...
_EDGE = 0.14
#: ... and so many of the outermost rows can belong to it, at either end.
_MOST_ROWS = 4
#: Heights that differ by no more than this, in points, are one height.
_SAME_HEIGHT = 3.0
_NUMBER = re.compile(r"\d+")
_ROMAN = r"(?-i:(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))"
_PAGE_NUMBER = re.compile(
    rf"\W*(?:(?:page|seite|p\.|s\.|pagina|página|pág\.|strana|стр\.)\s*)?(?:\d{{1,5}}|{_ROMAN})"
    r"\s*(?:(?:of|von|de|di|sur|van|из|/|\||-|–)\s*\d{1,5})?\W*",
    re.IGNORECASE,
)


def drop_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[tuple[float, float]]
) -> list[list[Line]]:
    """Return the pieces of each page without those of running heads, feet and page numbers.

    Args:
        pages: the pieces of lines of each page.
        heights: the lower and the upper edge of each page, in the same order.
    """
    outer = [_find_outer(page, *height) for page, height in zip(pages, heights, strict=True)]
    repeated = _find_repeated(outer)
    numbered = len(pages) > 1
    return [
        [
            piece
            for number, piece in enumerate(page)
            if number not in outer_pieces
            or not (
                (number, piece.page) in repeated
                or (numbered and _PAGE_NUMBER.fullmatch(piece.text))
            )
        ]
        for page, outer_pieces in zip(pages, outer, strict=True)
    ]


def _find_outer(page: Sequence[Line], bottom: float, top: float) -> dict[int, Line]:
    """Return the pieces at the upper and the lower edge of a page, by their numbers."""
    edge = _EDGE * (top - bottom)
    upper = [(n, piece) for n, piece in enumerate(page) if piece.middle > top - edge]
    lower = [(n, piece) for n, piece in enumerate(page) if piece.middle < bottom + edge]
    upper.sort(key=lambda item: -item[1].middle)
    lower.sort(key=lambda item: item[1].middle)
    return dict(_outermost_rows(upper) + _outermost_rows(lower))


def _outermost_rows(pieces: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    rows = 0
    height: float | None = None
    kept: list[tuple[int, Line]] = []
    for number, piece in pieces:
        if height is None or abs(piece.middle - height) > _SAME_HEIGHT:
            rows += 1
            height = piece.middle
        if rows > _MOST_ROWS:
            break
        kept.append((number, piece))
    return kept


def _find_repeated(outer: Sequence[dict[int, Line]]) -> set[tuple[int, int]]:
    """Return number and page of the pieces that come again on another page at the same height."""
    alike: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for pieces in outer:
        for number, piece in pieces.items():
            words = _NUMBER.sub("#", piece.text.casefold())
            if sum(map(str.isalpha, words)) >= 3:
                alike[words].append((number, piece))
    repeated: set[tuple[int, int]] = set()
    for found in alike.values():
        found.sort(key=lambda item: item[1].middle)
        for (number, piece), (other_number, other) in zip(found, found[1:], strict=False):
            if other.page != piece.page and other.middle - piece.middle <= _SAME_HEIGHT:
                repeated |= {(number, piece.page), (other_number, other.page)}
    return repeated
