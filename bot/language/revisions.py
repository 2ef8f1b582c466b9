"""How a text has been revised: paragraph by paragraph, and word by word inside these; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bot.language.differences import compare_wording
from bot.language.wrapping import find_paragraphs
from bot.records import Difference, Span

#: Paragraphs of either text that are compared; what follows is told of, not shown.
MOST_PARAGRAPHS = 3_000
#: From here on two paragraphs count as one that was changed, of 100.
_ALIKE = 45.0
#: Characters of a paragraph by which that is told, since the time grows with their square.
_LOOKED_AT = 1_000
#: How many paragraphs may have been put in before one that was changed.
_REACH = 8
_NOWHERE = Span(0, 0)


class Fate(StrEnum):
    """What became of a paragraph."""

    KEPT = "kept"
    CUT = "cut"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """A paragraph in two versions of a text, or several that were kept.

    Attributes:
        before: its span in the earlier text; empty where it was added.
        after: its span in the later text; empty where it was cut.
        paragraphs: how many it stands for.
        differences: of a changed one, by places that count from the starts of the two spans.
    """

    fate: Fate
    before: Span
    after: Span
    paragraphs: int = 1
    differences: tuple[Difference, ...] = ()


def compare_texts(before: str, after: str) -> tuple[Revision, ...]:
    """Return how one text became another, in the order of the later one.

    Blanks and breaks make no difference; of each text ``MOST_PARAGRAPHS`` are looked at.
    """
    old = find_paragraphs(before)[:MOST_PARAGRAPHS]
    new = find_paragraphs(after)[:MOST_PARAGRAPHS]
    steps = Levenshtein.opcodes(
        [_key(span.of(before)) for span in old], [_key(span.of(after)) for span in new]
    )
    found: list[Revision] = []
    for is_equal, group in groupby(steps, key=lambda step: step.tag == "equal"):
        run = list(group)
        left = old[run[0].src_start : run[-1].src_end]
        right = new[run[0].dest_start : run[-1].dest_end]
        if is_equal:
            found.append(_kept(left, right))
        else:
            found.extend(_revised(before, after, left, right))
    return tuple(found)


def _kept(left: Sequence[Span], right: Sequence[Span]) -> Revision:
    return Revision(
        fate=Fate.KEPT,
        before=Span(left[0].start, left[-1].end),
        after=Span(right[0].start, right[-1].end),
        paragraphs=len(left),
    )


def _revised(
    before: str, after: str, left: Sequence[Span], right: Sequence[Span]
) -> Iterator[Revision]:
    """Pair the paragraphs of a stretch that differs, in order, where they are alike."""
    reached = 0
    for old in left:
        near = range(reached, min(reached + _REACH, len(right)))
        found = next((i for i in near if _are_alike(old.of(before), right[i].of(after))), None)
        if found is None:
            yield Revision(fate=Fate.CUT, before=old, after=_NOWHERE)
            continue
        yield from map(_added, right[reached:found])
        new, reached = right[found], found + 1
        differences = compare_wording(old.of(before), new.of(after))
        yield Revision(fate=Fate.CHANGED, before=old, after=new, differences=differences)
    yield from map(_added, right[reached:])


def _added(new: Span) -> Revision:
    return Revision(fate=Fate.ADDED, before=_NOWHERE, after=new)


def _are_alike(one: str, other: str) -> bool:
    return fuzz.ratio(one[:_LOOKED_AT], other[:_LOOKED_AT], score_cutoff=_ALIKE) > 0


def _key(paragraph: str) -> str:
    return " ".join(paragraph.split())
