"""Which story a document belongs to; pure: what the archive holds comes in as arguments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.ports import SketchHolder
from bot.reading.copies.comparing import Text, are_copies, compare

#: Documents that one document is compared with at most.
MOST_CANDIDATES = 12
#: Numbers that two sketches share at least where one text is worth comparing with the other.
LEAST_SHARED = 2
# A number that documents of more stories hold stands for what many pages say.
_MOST_STORIES = 16
# Share of a document that its story's first one holds, however it drifted from version to version.
_KEPT_OF_FIRST = 0.35


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A stored document that may be a copy of a new one."""

    document: int
    #: The story it belongs to.
    story: int
    text: Text
    #: The text of the oldest document of that story.
    first: Text


def choose_candidates(
    sketch: Iterable[int], holders: Iterable[SketchHolder]
) -> list[tuple[int, int]]:
    """Return document and story of what a text should be compared with, the likeliest first.

    Args:
        sketch: the text's.
        holders: who holds the numbers of this sketch, and maybe of others.
    """
    wanted = set(sketch)
    by_number: defaultdict[int, list[SketchHolder]] = defaultdict(list)
    for holder in holders:
        if holder.hash in wanted:
            by_number[holder.hash].append(holder)
    shared: Counter[tuple[int, int]] = Counter()
    for found in by_number.values():
        if len({holder.story for holder in found}) <= _MOST_STORIES:
            shared.update((holder.document, holder.story) for holder in found)
    likely = [each for each, count in shared.items() if count >= LEAST_SHARED]
    likely.sort(key=lambda each: (-shared[each], each))
    return likely[:MOST_CANDIDATES]


def find_story(text: Text, candidates: Sequence[Candidate]) -> int | None:
    """Return the story of which a text is another copy, None where it is the first of its own.

    Args:
        text: the new document's.
        candidates: as ``choose_candidates`` orders them.

    A text joins the story of the first candidate that it is a copy of. It need not be one of the
    story's first document, since versions of a report drift apart by steps; but so much of it must
    stand there that no chain of steps leads to another report.
    """
    for candidate in candidates:
        if are_copies(text, candidate.text) and (
            candidate.first is candidate.text
            or compare(text.wording, candidate.first.wording).kept_in_all >= _KEPT_OF_FIRST
        ):
            return candidate.story
    return None
