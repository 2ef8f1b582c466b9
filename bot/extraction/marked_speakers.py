"""Speakers that the page itself names: a label before the words, a signature behind them.

So do transcripts ("BERG: We will pay.") and collections ("We will pay." - Anna Berg). Where a page
does so it is meant literally, whatever the sentences around would suggest.
"""

from __future__ import annotations

from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.language.layout import Layout, Quoted

_LONGEST_LABEL = 4
_LONGEST_SIGNATURE = 12


def find_label(layout: Layout, stretch: Quoted) -> tuple[int, int] | None:
    """Return the tokens of a name in capitals that opens a stretch and ends with a colon."""
    first = stretch.first
    for colon in range(first + 1, min(first + _LONGEST_LABEL + 1, stretch.after_last - 1)):
        if layout.tags[colon] == ":":
            words = layout.words[first:colon]
            is_name = all(word.isupper() or word in ".-" for word in words) and len(words[-1]) > 1
            return (first, colon) if is_name else None
    return None


def find_signature(layout: Layout, phrases: list[Phrase], first: int) -> Phrase | None:
    """Return the name that a dash sets under a quotation which ends before token ``first``."""
    tags = layout.tags
    if first >= len(tags) or tags[first] != "-":
        return None
    for phrase in phrases_between(phrases, first + 1, first + _LONGEST_SIGNATURE)[:1]:
        after = phrase.after_last
        ends = after >= len(tags) or tags[after] in ',.;("' or starts_paragraph(layout, after)
        if phrase.kind is PhraseKind.NAME and phrase.first == first + 1 and ends:
            return phrase
    return None


def starts_paragraph(layout: Layout, token: int) -> bool:
    """Tell whether a line ends right before a token."""
    return "\n" in layout.text[layout.ends[token - 1] : layout.starts[token]]
