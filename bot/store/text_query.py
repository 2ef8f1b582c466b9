"""What somebody typed, as words for the full text index. Pure."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

#: Longer input is cut: nobody looks for a sentence of more words, and every word costs a look-up.
MOST_WORDS = 64

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_STOP_WORDS = frozenset(
    "a about after an and any are as at be been before being but by can could did do does for"
    " from had has have he her hers him his how i if in into is it its may me might my no not of"
    " off on onto or our ours over she should so some such than that the their theirs them then"
    " there these they this those to under until up upon us was we were what when where which"
    " while who whom whose why will with would you your yours".split()
)


def words_in(words: str) -> list[str]:
    """Return the words of plain input in lower case, in order, repeats left in, 64 at most."""
    found = [_POSSESSIVE.sub("", match) for match in _WORD.findall(words.lower())]
    return found[:MOST_WORDS]


def telling_words(words: list[str]) -> list[str]:
    """Return the words that tell what is meant, each once; all of them where none does."""
    telling = [word for word in words if word not in _STOP_WORDS]
    return list(dict.fromkeys(telling or words))


def neighbours(words: list[str]) -> list[str]:
    """Return the pairs of telling words that stand side by side, as phrases, each once."""
    pairs = pairwise(words)
    return list(
        dict.fromkeys(
            f"{first} {second}"
            for first, second in pairs
            if first not in _STOP_WORDS and second not in _STOP_WORDS
        )
    )


def period_words(since: date, until: date) -> list[str]:
    """Return scope words that hold for every day of a period, and few others.

    Whole years are one word each; what is left over are months.
    """
    words: list[str] = []
    for year in range(since.year, until.year + 1):
        first = since.month if year == since.year else 1
        last = until.month if year == until.year else 12
        if (first, last) == (1, 12):
            words.append(f"y{year:04}")
        else:
            words += (f"m{year:04}{month:02}" for month in range(first, last + 1))
    return words
