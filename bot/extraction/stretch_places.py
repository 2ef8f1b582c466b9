"""Where a quoted stretch stands in its sentences; for English and for listed languages alike."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from bot.language.layout import Layout, Quoted


class Place(NamedTuple):
    """Where a stretch stands, in tokens: marks included, and its sentences' outer edges."""

    first: int
    after_last: int
    sentence_first: int
    sentence_after: int

    @property
    def opens_sentence(self) -> bool:
        """Tell whether nothing stands before the stretch in its sentence."""
        return self.first <= self.sentence_first

    @property
    def ends_sentence(self) -> bool:
        """Tell whether nothing but a stop stands after the stretch in its sentence."""
        return self.after_last >= self.sentence_after

    @property
    def is_sentence(self) -> bool:
        """Tell whether the stretch is a sentence, or several, and nothing more."""
        return self.opens_sentence and self.ends_sentence


def place_of(layout: Layout, stretch: Quoted) -> Place:
    """Return where a stretch stands; a stop right after it belongs to it."""
    first = bisect_left(layout.starts, stretch.span.start)
    after_last = bisect_left(layout.starts, stretch.span.end)
    sentence_first = layout.sentences[layout.sentence_of[first]][0]
    sentence_after = layout.sentences[layout.sentence_of[after_last - 1]][1]
    if after_last == sentence_after - 1 and layout.tags[after_last] in ".?!":
        after_last += 1
    return Place(first, after_last, sentence_first, sentence_after)
