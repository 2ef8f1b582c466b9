"""Labelled spans kept in their paragraphs: a heading without a stop runs into the text below."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from bot.extraction.tagging.decoding import Labelled
from bot.extraction.tagging.pointing import Range
from bot.language.layout import Layout

#: Words that may stand between a source and its cue: "Berg, 40, said".
_FURTHEST = 4


class Parts(NamedTuple):
    """The labelled spans of a text, each in one paragraph, in text order.

    ``cut`` are the contents that are only a piece of what was labelled.
    """

    sources: list[Range]
    cues: list[Range]
    contents: list[Range]
    cut: frozenset[Range]


def sort_labelled(layout: Layout, labelled: Iterable[Labelled]) -> Parts:
    """Return the labelled spans by what they are.

    Of a source that is cut, only the piece beside a cue stays, where one alone is.
    """
    pieces: dict[str, list[list[Range]]] = {"source": [], "cue": [], "content": []}
    for first, after_last, part in labelled:
        pieces[part].append(_cut(layout, first, after_last))
    cues = [it for whole in pieces["cue"] for it in whole]
    sources = [it for whole in pieces["source"] for it in _keep_heard(layout, whole, cues)]
    contents = [it for whole in pieces["content"] for it in whole]
    cut = frozenset(it for whole in pieces["content"] if len(whole) > 1 for it in whole)
    return Parts(sources, cues, contents, cut)


def are_in_one_paragraph(layout: Layout, one: Range, other: Range) -> bool:
    """Tell whether two token ranges begin in the same paragraph."""
    places = [layout.paragraph_at(layout.starts[first]) for first, _ in (one, other)]
    return places[0] == places[1]


def _cut(layout: Layout, first: int, after_last: int) -> list[Range]:
    """Return the pieces of a span that stand in one paragraph each.

    Between quotation marks speech may go on over several paragraphs.
    """
    last = layout.paragraph_at(layout.starts[after_last - 1])
    pieces: list[Range] = []
    for number in range(layout.paragraph_at(layout.starts[first]), last):
        begin = bisect_left(layout.starts, layout.paragraphs[number + 1].start)
        if layout.quote_of[begin - 1] < 0 or layout.quote_of[begin] < 0:
            pieces.append((first, begin))
            first = begin
    return [*pieces, (first, after_last)]


def _keep_heard(layout: Layout, pieces: list[Range], cues: list[Range]) -> list[Range]:
    if len(pieces) < 2:
        return pieces
    beside = [piece for piece in pieces if _is_beside(layout, piece, cues)]
    return beside if len(beside) == 1 else pieces


def _is_beside(layout: Layout, piece: Range, cues: list[Range]) -> bool:
    """Tell whether the cue next before or behind a piece stands near, in its paragraph."""
    at = bisect_left(cues, piece)
    return any(
        are_in_one_paragraph(layout, piece, cue)
        and max(cue[0] - piece[1], piece[0] - cue[1]) <= _FURTHEST
        for cue in cues[max(0, at - 1) : at + 1]
    )
