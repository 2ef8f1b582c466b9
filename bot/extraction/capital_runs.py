"""Runs of capitalised words in a text, and the lines in which capitals say nothing."""

from __future__ import annotations

import re

from bot.language.gazetteer import gazetteer, given_names, name_words
from bot.language.layout import Layout
from bot.language.names import ARTICLES

#: A run of capitalised words: tokens ``[first, after_last)`` of a layout.
Run = tuple[int, int]

_RUN = re.compile(
    r"(?:j(?=[NTK])|X(?=N))?[NTK](?:[NTK]|&(?=N)|l{1,3}(?=N))*"
    r"(?:oD?(?:j(?=[NTK]))?[NTK](?:[NTK]|&(?=N)|l{1,3}(?=N))*)*"
)
#: A body's name may go on after one of these words of its own: "Centre for ...".
_BRIDGES = frozenset({"for", "to"})
#: "for the": this many tokens may stand between the two parts of such a name.
_LONGEST_JOINT = 2
_LONGEST_RUN = 40
#: "Duran Duran" is one name; words of so few letters are joints and initials.
_LONGEST_DOUBLE = 2
_ENDS = frozenset(".?!”\"'’…")
_HEADLINE_SHARE = 0.6
_SHORTEST_HEADLINE = 4


def find_runs(layout: Layout) -> list[Run]:
    """Return the runs of capitalised words of a text, none across a sentence's end."""
    runs: list[Run] = []
    words, lowers, tags = layout.words, layout.lowers, layout.tags
    sentence_of = layout.sentence_of
    for first, after_last in map(re.Match.span, _RUN.finditer(tags)):
        if tags[first] in "jX" and not words[first][0].isupper():
            first += 1
        if sentence_of[first] != sentence_of[after_last - 1] or after_last - first > _LONGEST_RUN:
            first = _cut_long(layout, runs, first, after_last)
        if after_last < len(tags) and words[after_last][:3] in ARTICLES:
            after_last += 1
        if runs and first - runs[-1][1] <= _LONGEST_JOINT:
            joint = first - 2 if lowers[first - 1] == "the" else first - 1
            if runs[-1][1] == joint and _is_joint(lowers, joint):
                first, _ = runs.pop()
        if after_last - first > _LONGEST_DOUBLE:
            first = _cut_repeated(words, runs, first, after_last)
        runs.append((first, after_last))
    return runs


def _cut_repeated(words: list[str], runs: list[Run], first: int, after_last: int) -> int:
    """Cut a run in which a name comes again; return the last piece's start.

    Captions and headings run into what follows: "Photos of Ann Berg | Ann Berg arrives", "Mayor
    Ann Berg | Berg speaks", "Ann Berg | Carl Berg left".
    """
    while len(set(words[first:after_last])) < after_last - first:
        cut = _find_repetition(words, first, after_last)
        if cut == after_last:
            break
        runs.append((first, cut))
        first = cut
    return first


def _find_repetition(words: list[str], first: int, after_last: int) -> int:
    """Return where the second of two names that share a word begins; the end where none does."""
    seen: dict[str, int] = {}
    for at in range(first, after_last):
        before = seen.setdefault(words[at], at)
        if before < at and len(words[at]) > _LONGEST_DOUBLE:
            is_again = words[before + 1] in (words[at], *words[at + 1 : at + 2])
            is_kin = words[before + 1].lower() in given_names()
            return before + 1 if is_kin and not is_again else at
    return after_last


def _cut_long(layout: Layout, runs: list[Run], first: int, after_last: int) -> int:
    """Cut a run at the ends of sentences and where it gets too long; return the last piece's start.

    All other pieces are added to ``runs``.
    """
    sentence_of = layout.sentence_of
    while sentence_of[first] != sentence_of[after_last - 1]:
        cut = layout.sentences[sentence_of[first]][1]
        runs.append((first, cut))
        first = cut
    while after_last - first > _LONGEST_RUN:
        runs.append((first, first + _LONGEST_RUN))
        first += _LONGEST_RUN
    return first


def _is_joint(lowers: list[str], at: int) -> bool:
    """Tell whether the word at ``at`` may stand inside a name: "Centre for Health"."""
    before, joint = lowers[at - 1], lowers[at]
    if (before, joint) in gazetteer().joints:
        return True
    if joint == "and":
        return before in name_words("portfolio")
    return joint in _BRIDGES and before in name_words("organisation")


def find_headlines(layout: Layout, runs: list[Run]) -> set[int]:
    """Return the numbers of the sentences, full stop missing, in which most words have capitals."""
    sentence_of = layout.sentence_of
    capitals: dict[int, int] = {}
    for first, after_last in runs:
        number = sentence_of[first]
        capitals[number] = capitals.get(number, 0) + after_last - first
    headlines: set[int] = set()
    for number, count in capitals.items():
        first, after_last = layout.sentences[number]
        length = after_last - first
        is_long = length >= _SHORTEST_HEADLINE and count >= _HEADLINE_SHARE * length
        if is_long and layout.words[after_last - 1] not in _ENDS:
            headlines.add(number)
    return headlines
