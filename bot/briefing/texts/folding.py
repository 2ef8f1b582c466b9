"""Copies of the same words in several places, folded into one; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from typing import TypeVar

from rapidfuzz import fuzz

from bot.briefing.words import words_of

T = TypeVar("T")

#: Percent of equal letters from which two lines are copies of each other.
_SAME = 88.0
#: Percent from which a shorter line is a cut of a longer one.
_CUT = 94.0
_SHORTEST_CUT = 5
_SHINGLE = 3
#: Copies share at least this share of the shorter one's shingles; others need no closer look.
_LEAST_SHARED = 0.25
#: Share of the shorter sentence's words from which another tells the same.
_RETOLD_SHARE = 0.6
_LEAST_ROOTS = 5


def fold(items: Sequence[T], text_of: Callable[[T], str]) -> list[list[T]]:
    """Group items whose texts are the same or nearly; groups and members keep the given order.

    Only texts that share three words in a row are compared, so the time grows with the copies and
    not with the square of the items.
    """
    words = [words_of(text_of(item)) for item in items]
    plains = [" ".join(found) for found in words]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    counts: list[int] = []
    group_of: list[int] = []
    groups: list[list[T]] = []
    for number, item in enumerate(items):
        shingles = _shingles(words[number])
        shared = Counter(other for shingle in shingles for other in holders[shingle])
        counts.append(len(shingles))
        rivals = sorted(
            other
            for other, count in shared.items()
            if count >= _LEAST_SHARED * min(len(shingles), counts[other])
        )
        twin = next((o for o in rivals if _is_copy(plains[number], plains[o])), None)
        if twin is None:
            group_of.append(len(groups))
            groups.append([item])
        else:
            group_of.append(group_of[twin])
            groups[group_of[twin]].append(item)
        for shingle in shingles:
            holders[shingle].append(number)
    return groups


def copies_of(lead: T, items: Sequence[T], text_of: Callable[[T], str]) -> list[T]:
    """Return the items whose text is that of ``lead`` or nearly, in the given order."""
    plain = " ".join(words_of(text_of(lead)))
    return [i for i in items if i is lead or _is_copy(plain, " ".join(words_of(text_of(i))))]


def retells(first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether two sentences, given by the roots of their words, tell much the same."""
    shorter = min(len(first), len(second))
    return shorter >= _LEAST_ROOTS and len(first & second) >= _RETOLD_SHARE * shorter


def fingerprint_of(part: str, text: str) -> str:
    """Return what the copies of a line share: a short hash of its part and normalised words."""
    words = " ".join(words_of(text))
    return sha256(f"{part}:{words}".encode()).hexdigest()[:20]


def order_by_age(published: date | None, document: int, start: int) -> tuple[date, int, int]:
    """Return the key that sorts earlier publications first; an unknown date is last."""
    return published or date.max, document, start


def _shingles(words: Sequence[str]) -> set[str]:
    if len(words) <= _SHINGLE:
        return {" ".join(words)}
    return {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _is_copy(first: str, second: str) -> bool:
    if first == second:
        return True
    if fuzz.ratio(first, second, score_cutoff=_SAME):
        return True
    shorter = min(first, second, key=len)
    if shorter.count(" ") + 1 < _SHORTEST_CUT:
        return False
    return bool(fuzz.partial_ratio(first, second, score_cutoff=_CUT))
