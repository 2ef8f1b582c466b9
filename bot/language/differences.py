"""What two versions of the same words have that the other has not; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from bot.records import Difference, DifferenceKind, Span

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\W_]+)*"
)
#: Words of either text that are compared; the time grows with the product.
_MOST_WORDS = 2000


def compare_wording(lead: str, other: str) -> tuple[Difference, ...]:
    """Return what ``other`` leaves out of ``lead``, adds to it or says in other words.

    Case, quotation marks, punctuation and blanks make no difference.

    Returns:
        The differences in text order. Spans count code points: ``lead`` in the one text, ``other``
        in the other, from the first different word to the last. Of what was cut the second span is
        empty and says where; of what was added the first.
    """
    places, others = _find_words(lead), _find_words(other)
    steps = Levenshtein.opcodes(
        [_normal(place.of(lead)) for place in places],
        [_normal(place.of(other)) for place in others],
    )
    differences: list[Difference] = []
    for is_equal, run in groupby(steps, key=lambda step: step.tag == "equal"):
        if is_equal:
            continue
        parts = list(run)
        left = _span_of(places, parts[0].src_start, parts[-1].src_end)
        right = _span_of(others, parts[0].dest_start, parts[-1].dest_end)
        differences.append(Difference(_kind_of(left, right), left, right))
    return tuple(differences)


def _kind_of(lead: Span, other: Span) -> DifferenceKind:
    if lead.start == lead.end:
        return DifferenceKind.ADDED
    return DifferenceKind.CUT if other.start == other.end else DifferenceKind.CHANGED


def _find_words(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _WORD.finditer(text)][:_MOST_WORDS]


def _normal(word: str) -> str:
    return word.casefold().replace("’", "'")


def _span_of(places: Sequence[Span], first: int, after_last: int) -> Span:
    """Return the stretch from one word to another; an empty one behind the word before."""
    if first < after_last:
        return Span(places[first].start, places[after_last - 1].end)
    behind = places[first - 1].end if first else 0
    return Span(behind, behind)
