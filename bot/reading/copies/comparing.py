"""Whether two texts are copies: how much of one stands in the other, measured on both texts.

Copies are texts of which one was made from the other, or both from the same agency text, with the
words mostly kept: word for word, lightly edited, cut, with paragraphs added, or a later version of
the same report. Texts about the same event that were written apart are none, nor are the issues of
a column, pages that share their furniture, and longer texts that hold the same box or gallery. The
limits were set on the tuning part of ``tests/quality/copies.jsonl``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

import numpy as np
from rapidfuzz.distance import LCSseq

from bot.reading.copies.wording import (
    SHINGLE,
    Flags,
    Hashes,
    Wording,
    reach,
    split_words,
)

# Where both texts end or begin with the same words, up to this share of the shorter one is left
# out: pages of one outlet do so whatever their articles say.
_MOST_SAME_END, _MOST_SAME_START = 0.5, 0.25
# A start is looked at in four lengths, from the first paragraphs to the first screen.
_STARTS = (80, 120, 160, 240)
# Words that are aligned in order; longer texts are cut, since the time grows with both lengths.
_MOST_ALIGNED = 4000

# Fewer own words, or a smaller share of own words, are too little to compare.
_LEAST_OWN, _LEAST_OWN_SHARE = 25, 0.3
#: Share of the shorter text's words that copies keep.
_KEPT = 0.54
#: The same for texts that may be issues of one column.
_KEPT_OF_COLUMN = 0.8
#: The same for two versions of a day with one beginning, after which comments follow, say.
_KEPT_BELOW_SAME_START = 0.35
_SAME_START = 0.85
_DAYS_OF_A_STORY = 5
_COLUMN_TITLE_WORDS = 4
# Reports of fixed form (bonds, prices, weather) keep their sentences and change names and figures.
_LEAST_NAMES, _NAMES_KEPT = 5, 0.5
_LEAST_FIGURES, _FIGURES_KEPT, _WORDS_BETWEEN_FIGURES = 8, 0.25, 0.9
# A few sentences are soon alike: short texts must keep more of everything.
_SHORT_WORDS, _KEPT_OF_SHORT, _KEPT_OF_SHORT_COLUMN = 150, 0.72, 0.98
_LEAST_NAMES_OF_SHORT, _NAMES_KEPT_OF_SHORT = 3, 0.8
_LEAST_FIGURES_OF_SHORT, _FIGURES_KEPT_OF_SHORT = 5, 0.6
# A shorter text that makes up less of the longer one must be a cut of it, from its start.
_OF_LONGER, _OF_LONGER_AS_CUT = 0.2, 0.12
_KEPT_OF_CUT, _START_OF_CUT = 0.75, 0.5
# ... or a few sentences of its start, in their order.
_OF_LONGER_AT_LEAST, _KEPT_OF_TEASER, _OUT_OF_ORDER = 0.05, 0.65, 0.03
# A box or an item of a round-up: a short text that stands in a longer one behind its start.
_BOX_WORDS, _BOX_OF_LONGER, _BOX_START = 400, 0.45, 0.15
# Texts that share nearly everything need share no start: a page may begin with what it offers.
_NEARLY_ALL, _NEARLY_ALL_OF_LONGER = 0.85, 0.75
# Some of either start must be shared; more of it by texts that are long enough to hold a gallery.
_GALLERY_WORDS, _START_OF_LONG, _START_OF_SHORT = 1500, 0.3, 0.2
_IN_ORDER = 0.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """What two texts share; shares run from 0 to 1, and furniture of pages does not count."""

    #: Words of the shorter text, and those of them that are its own.
    words: int
    own_words: int
    #: Share of the shorter text's words that stand in the longer one in runs; a start and an end
    #: that are the same in both are left out.
    kept: float
    #: The same with the words at either end that both texts end or begin with, and the reverse.
    kept_in_all: float
    of_longer: float
    #: The same share of the first 80, 120, 160 and 240 words of the shorter and the longer text.
    starts_of_shorter: tuple[float, ...]
    starts_of_longer: tuple[float, ...]
    #: Different figures of the shorter text, and the share of them that the longer one has.
    figures: int
    figures_kept: float
    #: The same of the words that are written with a capital.
    names: int
    names_kept: float
    #: Share of the shorter text's words that stand in the longer one in the same order.
    in_order: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text with what is told about it besides; a title that only repeats its start is none."""

    wording: Wording
    title: str = ""
    published: date | None = None


def read_text(text: str, title: str = "", published: date | None = None) -> Text:
    """Return a text in the form in which it is compared."""
    wording = Wording(text)
    words = Wording(title).words
    repeats = np.array_equal(wording.words[: len(words)], words)
    return Text(wording=wording, title="" if repeats else title, published=published)


def compare(first: Wording, second: Wording) -> Overlap:
    """Measure what two texts share; the order in which they are given makes no difference."""
    shorter, longer = sorted((first, second), key=lambda w: (len(w), w.words.tobytes()))
    after = _count_same(shorter.words[::-1], longer.words[::-1], int(len(shorter) * _MOST_SAME_END))
    before = _count_same(
        shorter.words,
        longer.words,
        min(int(len(shorter) * _MOST_SAME_START), len(shorter) - after),
    )
    of_shorter = _find_shared(shorter, longer, before, after)
    of_longer = _find_shared(longer, shorter, before, after)
    numbers = np.unique(shorter.words[shorter.figures])
    return Overlap(
        words=len(shorter),
        own_words=int(shorter.own.sum()),
        kept=_share(of_shorter),
        kept_in_all=_share(_find_shared(shorter, longer, 0, 0)),
        of_longer=_share(_find_shared(longer, shorter, 0, 0)),
        starts_of_shorter=tuple(_share(of_shorter[:length]) for length in _STARTS),
        starts_of_longer=tuple(_share(of_longer[:length]) for length in _STARTS),
        figures=len(numbers),
        figures_kept=_share(np.isin(numbers, longer.words)),
        names=len(shorter.names),
        names_kept=_share(np.isin(shorter.names, longer.words)),
        in_order=_align(shorter.words, longer.words),
    )


def are_copies(first: Text, second: Text) -> bool:
    """Tell whether two texts are copies of each other."""
    if np.array_equal(first.wording.words, second.wording.words):
        return True
    shared = compare(first.wording, second.wording)
    if shared.own_words < max(_LEAST_OWN, _LEAST_OWN_SHARE * shared.words):
        return False
    if not _keeps_enough(shared, first, second) or shared.in_order < _IN_ORDER:
        return False
    return not _has_fixed_form(shared) and _is_same_report(shared)


def _keeps_enough(shared: Overlap, first: Text, second: Text) -> bool:
    days = _days_between(first.published, second.published)
    is_short = shared.words < _SHORT_WORDS
    if days > _DAYS_OF_A_STORY or (days and _share_column_title(first.title, second.title)):
        return shared.kept >= (_KEPT_OF_SHORT_COLUMN if is_short else _KEPT_OF_COLUMN)
    starts = (shared.starts_of_shorter[0], shared.starts_of_longer[0])
    if not days and min(starts) >= _SAME_START:
        return shared.kept_in_all >= _KEPT_BELOW_SAME_START
    return shared.kept >= (_KEPT_OF_SHORT if is_short else _KEPT)


def _days_between(first: date | None, second: date | None) -> int:
    """Return the days between two publications, 0 where one is unknown."""
    return abs((first - second).days) if first and second else 0


def _share_column_title(first: str, second: str) -> bool:
    """Tell whether two titles begin alike and go on differently ("Our quiz of the week: ...")."""
    words, others = split_words(first), split_words(second)
    same = list(takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False)))
    return len(same) >= _COLUMN_TITLE_WORDS and words != others


def _has_fixed_form(shared: Overlap) -> bool:
    if shared.words < _SHORT_WORDS:
        return (
            shared.names >= _LEAST_NAMES_OF_SHORT and shared.names_kept < _NAMES_KEPT_OF_SHORT
        ) or (
            shared.figures >= _LEAST_FIGURES_OF_SHORT
            and shared.figures_kept < _FIGURES_KEPT_OF_SHORT
        )
    if shared.names >= _LEAST_NAMES and shared.names_kept < _NAMES_KEPT:
        return True
    return (
        shared.figures >= _LEAST_FIGURES
        and shared.figures_kept < _FIGURES_KEPT
        and shared.kept < _WORDS_BETWEEN_FIGURES
    )


def _is_same_report(shared: Overlap) -> bool:
    """Tell whether what is shared is the report itself and no part that stands in both."""
    if shared.kept_in_all >= _NEARLY_ALL and shared.of_longer >= _NEARLY_ALL_OF_LONGER:
        return True
    starts = shared.starts_of_longer
    if shared.of_longer < _OF_LONGER:
        return max(starts[:3]) >= _START_OF_CUT and _is_cut(shared)
    is_box = shared.words < _BOX_WORDS and shared.of_longer < _BOX_OF_LONGER
    if is_box and starts[1] < _BOX_START:
        return False
    least = _START_OF_LONG if shared.words >= _GALLERY_WORDS else _START_OF_SHORT
    return max(shared.starts_of_shorter[-1], starts[-1]) >= least


def _is_cut(shared: Overlap) -> bool:
    """Tell whether a text with which a much longer one begins is a cut of it, and no caption."""
    if shared.of_longer >= _OF_LONGER_AS_CUT and shared.kept >= _KEPT_OF_CUT:
        return True
    in_order = shared.in_order >= shared.kept - _OUT_OF_ORDER
    return shared.of_longer >= _OF_LONGER_AT_LEAST and shared.kept >= _KEPT_OF_TEASER and in_order


def _count_same(first: Hashes, second: Hashes, most: int) -> int:
    """Return how many words at the start of both are the same, at most so many."""
    different = np.flatnonzero(first[:most] != second[:most])
    return int(different[0]) if len(different) else most


def _find_shared(text: Wording, other: Wording, before: int, after: int) -> Flags:
    """Return which own words of ``text`` stand in ``other``, so many at either end left out."""
    runs = [
        wording.shingles[before : max(before, len(wording) - after - SHINGLE + 1)]
        for wording in (text, other)
    ]
    shared = np.zeros(len(text) - before - after, dtype=np.bool_)
    shared[: len(runs[0])] = np.isin(runs[0], runs[1])
    return reach(shared, 0, SHINGLE - 1)[text.own[before : len(text) - after]]


def _align(shorter: Hashes, longer: Hashes) -> float:
    words, others = shorter[:_MOST_ALIGNED].tolist(), longer[:_MOST_ALIGNED].tolist()
    return float(LCSseq.similarity(words, others)) / len(words) if words else 0.0


def _share(flags: Flags) -> float:
    return float(flags.mean()) if len(flags) else 0.0
