"""What somebody calls something: "called the raid unacceptable", "described it as a mistake"."""

from __future__ import annotations

from typing import Final

from bot.extraction.stances.acts import Match
from bot.extraction.stances.lexicon import Frame, word_class
from bot.extraction.stances.targets import read_target
from bot.language.layout import Layout

#: How far behind its object a verdict may reach, and through which words.
_LONGEST_VERDICT: Final = 8
_IN_VERDICT: Final = frozenset("\"DjwANRTQ'o&CS")
#: What a bare verdict stands behind: "the raid | unacceptable", not "the | illegal raid".
_JUDGED: Final = frozenset("NRwMl")
_DEGREES: Final = frozenset({"very", "so", "too", "quite"})
_LONGEST_SITUATION: Final = 3


def match_verdict(layout: Layout, at: int, end: int, frame: Frame) -> Match | None:
    """Return what is judged as the target, None where ``frame`` has no word for the verdict."""
    target = read_target(layout, at)
    if target is None or layout.tags[at] == '"' or layout.lowers[at] in {"a", "an"}:
        return None  # "what the judge called “cruel” words"
    after = _begin_of_verdict(layout, target, frame)
    if layout.lowers[after - 1] in word_class("situations") and after - at <= _LONGEST_SITUATION:
        return None  # "called the situation “dangerous”" only warns of it
    judged = range(after, min(after + _LONGEST_VERDICT, end))
    for i in judged:
        if layout.lowers[i] in frame.words:
            return Match((target[0], after), at)
        if layout.tags[i] not in _IN_VERDICT and layout.lowers[i] != "as":
            return None
    return None


def _begin_of_verdict(layout: Layout, target: tuple[int, int], frame: Frame) -> int:
    """Return the token behind what is judged, where a verdict ran on into its noun phrase."""
    first, after = target
    for i in range(first + 1, after):
        if layout.tags[i] == '"' or layout.lowers[i] in {"a", "an"}:
            return i
        if _is_bare_verdict(layout, i, frame):
            begin = i
            while layout.tags[begin - 1] == "A" or layout.lowers[begin - 1] in _DEGREES:
                begin -= 1
            if begin > first and layout.tags[begin - 1] in _JUDGED:
                return begin
    return after


def _is_bare_verdict(layout: Layout, i: int, frame: Frame) -> bool:
    """Tell whether a word may judge what stands before it: no plural, nothing of a longer noun."""
    word = layout.lowers[i]
    is_plural = word.endswith("s") and not word.endswith(("ous", "less"))
    is_last = layout.tag(i + 1) not in _JUDGED
    return word in frame.words and layout.tags[i] in "jw" and is_last and not is_plural
