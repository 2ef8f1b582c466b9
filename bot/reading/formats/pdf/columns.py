"""Pieces of lines to flows: the columns of a page one after the other. Pure.

A flow is what is read from top to bottom without a jump: a column, or what spans the page above or
below columns. Columns are told from a table by their prose: at least one side holds wrapped lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from bot.reading.formats.pdf.lines import Line, join_initials, join_pieces

#: What may open an item of a list, with a gap behind it.
LIST_MARK = re.compile(
    r"[•▪▫◦‣⁃●○■□➢➤►✓✔\uf0b7\uf0a7·*o–—-]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2})+"
)

# A gutter is at least so many letter heights wide.
_GUTTER = 0.7
_LEAST_SHARED_EDGE = 3
_LEAST_LINES = 5
_LEAST_A_SIDE = 2
# A column's lines have so many words, a table's cells fewer.
_PROSE_WORDS = 4
# So many of the lines of the shorter column have a line of the other beside them.
_LEAST_FACING = 0.5
_LEAST_ROWS = 3
_LEAST_NUMBERS = 4
# Pieces whose middles differ by less than so much of their height stand in one row.
_SAME_ROW = 0.4
_MOST_GUTTERS_TRIED = 40
_DEEPEST = 8
# Words stand at most so many letter heights behind the mark of their item.
_MARK_GAP = 4


class _Zone(NamedTuple):
    """What stands between two lines that cross a gutter, and the line below that does."""

    left: list[Line]
    right: list[Line]
    crossing: Line | None


def find_flows(pages: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    """Return the lines of each page by flows, in reading order.

    A gutter that parts long columns on one page also parts the short ones at the end of another.
    """
    joined = [_join_marks(join_initials(page)) for page in pages]
    found = [(page, *_find_columns(page, [])) for page in joined]
    gutters = sorted({edge for page, edge, zones in found if _is_main(page, zones)})
    return [_find_flows_of_page(page, gutters) for page in joined]


def _is_main(page: list[Line], zones: list[_Zone]) -> bool:
    """Tell whether most of a page stands in columns on both sides of its gutter."""
    columns = [zone for zone in zones if _are_columns(zone, False)]
    return 2 * sum(len(zone.left) + len(zone.right) for zone in columns) > len(page)


def _find_flows_of_page(pieces: list[Line], gutters: list[float]) -> list[list[Line]]:
    flows = [flow for part in _part(pieces, gutters, 0) if (flow := join_pieces(part))]
    return [flow for flow in flows if not _are_line_numbers(flow, flows)]


def _join_marks(pieces: Sequence[Line]) -> list[Line]:
    """Join the mark of a list's item to its words, however wide the gap is."""
    joined: list[Line] = []
    for piece in pieces:
        mark = joined[-1] if joined else None
        if (
            mark is not None
            and LIST_MARK.fullmatch(mark.text)
            and 0 <= piece.left - mark.right <= _MARK_GAP * piece.size
            and mark.bottom < piece.middle < mark.top
        ):
            joined[-1] = replace(
                piece, text=f"{mark.text} {piece.text}", left=mark.left, first_word=mark.first_word
            )
        else:
            joined.append(piece)
    return joined


def _are_line_numbers(flow: list[Line], flows: list[list[Line]]) -> bool:
    """Tell whether a flow is the numbers that drafts print to the left of their lines."""
    if len(flow) < _LEAST_NUMBERS or not all(line.text.isdecimal() for line in flow):
        return False
    numbers = [int(line.text[:9]) for line in flow]
    steps = {later - number for number, later in pairwise(numbers)}
    right = max(line.right for line in flow)
    leftmost = all(line.left > right for other in flows if other is not flow for line in other)
    return len(steps) == 1 and steps <= {1, 5} and leftmost


def _part(pieces: list[Line], gutters: list[float], depth: int) -> list[list[Line]]:
    edge, zones = _find_columns(pieces, gutters) if depth < _DEEPEST else (0.0, [])
    if not zones:
        return [pieces]
    flows: list[list[Line]] = []
    across: list[Line] = []
    for zone in zones:
        if _are_columns(zone, edge in gutters):
            if across:
                flows += _part(across, gutters, depth + 1)
                across = []
            flows += _part(zone.left, gutters, depth + 1)
            flows += _part(zone.right, gutters, depth + 1)
        else:
            across += zone.left + zone.right
        if zone.crossing is not None:
            across.append(zone.crossing)
    if across:
        flows += _part(across, gutters, depth + 1)
    return flows


def _find_columns(pieces: list[Line], gutters: list[float]) -> tuple[float, list[_Zone]]:
    """Return where the right column of the best gutter begins, and the zones that it makes.

    Without columns there are no zones. ``gutters`` are those of the whole document.
    """
    if len(pieces) < _LEAST_ROWS:
        return 0.0, []
    by_height = sorted(pieces, key=lambda piece: -piece.middle)
    gap = _GUTTER * median(piece.size for piece in pieces)
    best: tuple[float, list[_Zone]] = 0.0, []
    most = 0
    for edge in dict.fromkeys(gutters + _shared_edges(pieces)):
        zones = _cut_zones(by_height, edge, gap)
        columns = [zone for zone in zones if _are_columns(zone, edge in gutters)]
        covered = sum(len(zone.left) + len(zone.right) for zone in columns)
        if covered > most:
            best, most = (edge, zones), covered
    return best


def _shared_edges(pieces: list[Line]) -> list[float]:
    """Return the left edges that several lines share, the commonest first."""
    edges = sorted(piece.left for piece in pieces)
    counts: Counter[float] = Counter()
    for edge in edges:
        near = bisect_left(edges, edge - 1.0)
        counts[edges[near]] += 1
    shared = [edge for edge, count in counts.most_common() if count >= _LEAST_SHARED_EDGE]
    return [edge for edge in shared if edge > edges[0] + 20][:_MOST_GUTTERS_TRIED]


def _cut_zones(by_height: list[Line], edge: float, gap: float) -> list[_Zone]:
    zones: list[_Zone] = []
    left: list[Line] = []
    right: list[Line] = []
    for piece in by_height:
        if piece.left >= edge - 1.0:
            right.append(piece)
        elif piece.right <= edge - gap:
            left.append(piece)
        else:
            zones.append(_Zone(left, right, piece))
            left, right = [], []
    zones.append(_Zone(left, right, None))
    return zones


def _are_columns(zone: _Zone, is_known: bool) -> bool:
    """Tell whether what stands on both sides of a gutter are columns.

    Where the gutter ``is_known`` from other pages, one line is enough of a column.
    """
    left, right = zone.left, zone.right
    if not left or not right:
        return False
    few = min(len(left), len(right)) < _LEAST_A_SIDE or len(left) + len(right) < _LEAST_LINES
    if few and not is_known:
        return False
    tops, bottoms = [s[0].top for s in (left, right)], [s[-1].bottom for s in (left, right)]
    beside = min(tops) - max(bottoms)
    lower = min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))
    return (
        beside > 0.3 * lower
        and (_is_prose(left) or _is_prose(right))
        and _face_each_other(left, right)
    )


def _is_prose(lines: list[Line]) -> bool:
    """Tell whether rows hold as many words as those of a text; wide gaps may part them."""
    rows = 1 + sum(
        line.middle - following.middle > _SAME_ROW * line.size
        for line, following in pairwise(lines)
    )
    return rows >= _LEAST_ROWS and sum(map(_count_words, lines)) >= _PROSE_WORDS * rows


def _count_words(line: Line) -> int:
    return sum(any(map(str.isalpha, word)) for word in line.text.split())


def _face_each_other(left: list[Line], right: list[Line]) -> bool:
    """Tell whether lines stand beside lines; headings stand above the text that is set in."""
    fewer, more = sorted((left, right), key=len)
    facing = at = 0
    for line in fewer:
        while at < len(more) and more[at].bottom >= line.top:
            at += 1
        facing += at < len(more) and more[at].top > line.middle
    return facing >= _LEAST_FACING * len(fewer)
