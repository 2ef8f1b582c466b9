"""Whether the signs of a PDF are letters that can be read. Pure.

A font need not say which letters its signs are. Then the numbers of the signs are all there is, and
those are the letters' own in some files and arbitrary in others.
"""

from __future__ import annotations

from collections.abc import Sequence

# Above this share of signs without a letter a text cannot be trusted.
_MOST_UNKNOWN = 0.15
# Above this share of signs that are known by their number only, the numbers are looked at.
_MOST_UNNAMED = 0.3
# In the languages of Europe letters make up most of a text, small ones most of the letters, and
# vowels this part of them.
_LEAST_LETTERS = 0.6
_LEAST_SMALL = 0.5
_VOWEL_SHARE = (0.25, 0.55)
_VOWELS = frozenset("aeiouyáéíóúäöüåøæàèìòùâêîôûаеиоуыэюяё")


def can_be_read(codes: Sequence[int], unnamed: Sequence[int]) -> bool:
    """Tell whether the signs of a text are its letters.

    Args:
        codes: code points of all signs.
        unnamed: those of the signs whose font does not say which letters they are.
    """
    if sum(map(_is_unknown, codes)) > _MOST_UNKNOWN * len(codes):
        return False
    return len(unnamed) <= _MOST_UNNAMED * len(codes) or _looks_like_words(unnamed)


def _is_unknown(code: int) -> bool:
    """Tell whether a sign stands for no letter: none given, a replacement, or for private use."""
    return code == 0 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF


def _looks_like_words(codes: Sequence[int]) -> bool:
    letters = [chr(code) for code in codes if 0 <= code < 0xD800 and chr(code).isalpha()]
    small = [letter for letter in letters if letter.islower()]
    vowels = sum(letter in _VOWELS for letter in small)
    fewest, most = _VOWEL_SHARE
    return (
        len(letters) > _LEAST_LETTERS * len(codes)
        and len(small) > _LEAST_SMALL * len(letters)
        and fewest * len(small) < vowels < most * len(small)
    )
