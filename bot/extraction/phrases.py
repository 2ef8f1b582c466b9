"""Short noun phrases for who or what acts and speaks: names, roles and pronouns.

A phrase is a token range of the layout. Its pattern runs over the layout's word classes (one
letter a token, see ``bot.language.lexicon``), not over capitals, so that "the president of china
said" is found as "The president of China said" is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.language.layout import Layout


class PhraseKind(StrEnum):
    """What stands at the head of a phrase."""

    #: A name: "Xi Jinping", "the Kremlin", "Prime Minister Anna Berg".
    NAME = "name"
    #: A noun for who or what can speak: "the leaders", "a joint statement", "China's ministry".
    ROLE = "role"
    #: A subject pronoun: "he", "they".
    PRONOUN = "pronoun"


class Phrase(NamedTuple):
    """A noun phrase: tokens ``[first, after_last)`` of the layout, within one sentence.

    ``layout.span(phrase.first, phrase.after_last)`` is its place in the text. Phrases do not
    overlap; "the president of China" is one phrase (a role), "the president of China, Xi Jinping"
    two, "China and Russia" two (``find_subject`` of ``bot.extraction.subjects`` joins them).
    """

    first: int
    after_last: int
    kind: PhraseKind


# "of China", "of the United States", "of foreign affairs and trade": goes on with a noun.
_OF = r"o(?:D?[wjQ#]{0,2}(?:[NTR]+|w))(?:C[NTw](?=[,.XVv]))?"
_MORE = rf"(?:[NTR#&lK]+|-(?=[NTR])|S[wjQ#M]{{0,3}}[NTR]|j{{1,2}}(?=[TR])|{_OF})"
_HEAD = rf"(?:[NTRK]|M(?=[NTR])){_MORE}*+"
_PHRASE = re.compile(
    rf"P|(?:D[wjQ#Mv]{{0,3}}?|[Q#j]{{0,3}}?)(?P<head>{_HEAD})"
    r"|(?P<few>[DQ]*Q(?=[A,]?[XVv]))"  # "both said", "the two have agreed"
)


def find_phrases(layout: Layout) -> list[Phrase]:
    """Return the phrases of all sentences in text order, those inside quotations included."""
    phrases: list[Phrase] = []
    tags = layout.tags
    for first, after_last in layout.sentences:
        for match in _PHRASE.finditer(tags, first, after_last):
            head = match["head"]
            if head is not None:
                kind = _kind_of(head)
            else:
                kind = PhraseKind.PRONOUN if match["few"] is None else PhraseKind.ROLE
            phrases.append(Phrase(*match.span(), kind))
    return phrases


@lru_cache(maxsize=1 << 12)
def _kind_of(head: str) -> PhraseKind:
    """Tell names from roles by the last word before "of", or by what a genitive belongs to."""
    before_of = head.split("o", 1)[0]
    after_genitive = before_of.rsplit("S", 1)[-1]
    last = after_genitive[-1:]
    if last == "R" or (last == "T" and "N" not in after_genitive):
        return PhraseKind.ROLE
    return PhraseKind.NAME


def phrases_between(phrases: list[Phrase], first: int, after_last: int) -> list[Phrase]:
    """Return the phrases that begin in ``[first, after_last)`` and end by ``after_last``."""
    low = bisect_left(phrases, (first,))
    high = bisect_left(phrases, (after_last,))
    if high > low and phrases[high - 1].after_last > after_last:
        high -= 1
    return phrases[low:high]
