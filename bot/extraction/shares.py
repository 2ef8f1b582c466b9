"""How many of a group act: "thousands of farmers", "60 percent of voters", "a slim majority"."""

from __future__ import annotations

from typing import Final

from bot.language.layout import Layout

#: Words for a part of a whole that no tag tells, as it does "dozens".
_SHARES: Final = frozenset(
    "percent cent % majority minority plurality half third thirds two-thirds quarter quarters"
    " three-quarters".split()
)
_BEFORE_SHARES: Final = frozenset("#QDjwAN-")
#: Pairs of words before a number or a share.
AT_LEAST: Final = frozenset({("more", "than"), ("at", "least"), ("up", "to"), ("fewer", "than")})
_MOST_BEFORE: Final = 4
#: "Per" in "53 per cent", and "about half", whose words have other uses.
_LEADING: Final = frozenset({"per", "about", "around", "nearly"})


def is_share(word: str) -> bool:
    """Tell whether a word in lower case names a part of a group: "percent", "60%", "majority"."""
    return word in _SHARES or word.endswith("%")


def begin_of_many(layout: Layout, first: int, begin: int) -> int:
    """Return where "hundreds of thousands of" or "60 percent of" before token ``first`` begins.

    ``begin`` is the first token of the sentence. ``first`` itself where nothing counts the group.
    """
    at = first
    while at - 2 >= begin and layout.tags[at - 2 : at] in {"Qo", "#o"}:
        at -= 2
    if at - 2 < begin or layout.tags[at - 1] != "o" or not is_share(layout.lowers[at - 2]):
        return _before_count(layout, at, begin)
    of, at = at - 1, at - 2
    while at > begin and of - at < _MOST_BEFORE and _may_stand_before(layout, at - 1):
        at -= 1
    return _before_count(layout, at, begin)


def _may_stand_before(layout: Layout, i: int) -> bool:
    return layout.tags[i] in _BEFORE_SHARES or layout.lowers[i] in _LEADING


def _before_count(layout: Layout, at: int, begin: int) -> int:
    """Step back over "more than" and "about" before a count."""
    if tuple(layout.lowers[max(at - 2, begin) : at]) in AT_LEAST:
        return at - 2
    return at - 1 if at > begin and layout.lowers[at - 1] in _LEADING else at
