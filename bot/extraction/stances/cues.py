"""The words of a stance as they are shown: the verb with what turns it, no day and no mark."""

from __future__ import annotations

from typing import Final

from bot.extraction.stances.clauses import NOT
from bot.extraction.stances.lexicon import stance_words, word_class
from bot.language.layout import Layout

#: Adverbs in "-ly" that tell when or how surely, not how.
_NOT_MANNER: Final = frozenset(
    "recently previously early daily weekly monthly yearly initially finally lately shortly"
    " immediately formerly currently reportedly originally simultaneously subsequently quickly"
    " apparently allegedly presumably actually already eventually only really".split()
)
_LEADING: Final = frozenset("AM")
#: Before the telling word: auxiliaries, adverbs, negations, days, marks.
_HELPING: Final = frozenset('XAGMm",*')


def clean_cue(layout: Layout, first: int, after: int) -> tuple[int, int]:
    """Return the tokens ``[first, after)`` cut to what reads as one verb or noun with its links.

    "has also strongly condemned" is "strongly condemned", "did not support" stays whole. What
    follows the telling word goes where a day, a mark or an adverb stands between.
    """
    told = (
        i
        for i in range(first, after)
        if layout.tags[i] not in _HELPING and layout.lower(i + 1) not in NOT
    )
    head = next(told, after - 1)
    for i in range(head - 1, first - 1, -1):
        word, tag = layout.lowers[i], layout.tags[i]
        if tag == "G" or word in NOT:
            break
        is_loose = tag in _LEADING and (not word.endswith("ly") or word in _NOT_MANNER)
        if is_loose or tag in '"*,' or tag == "m":
            first = i + 1
            break
    for i in range(head + 1, after):
        word = layout.lowers[i]  # "back" and "comply" look like adverbs
        is_part = layout.tags[i] == "A" and (
            word in word_class("particles")
            or not stance_words().keys().isdisjoint(layout.lowers[i:after])
        )
        if layout.tags[i] in 'AM",*' and not is_part:
            after = i - 1 if layout.tags[i] == "M" and i - 1 > head else i
            break
    while first < head and layout.tags[first] in '"*,':
        first += 1
    return first, after
