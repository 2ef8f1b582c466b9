"""Words cut at a line's end: joined where that is safe, else left with their hyphen. Pure.

The document itself is the first witness: the word as one elsewhere, or with its hyphen inside a
line. Then, whether the document cuts words at all: one that does not has real hyphens only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.reading.formats.pdf.lines import Line, is_written_solid

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_CUT = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\Z")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_HYPHEN_AT_END = re.compile(r"\w[-\u2010\u00ad]\Z")
#: A document that cuts words does so at the end of so many of its lines, and at several.
_CUTS_WORDS_FROM = 0.02
_LEAST_CUTS = 2
#: "short- and long-term": the hyphen stands for a word that is left out.
_JOINERS = frozenset("and or to und oder bis et ou y o e".split())
# First and last parts of words that English writes with a hyphen.
_FIRST_PARTS = frozenset(
    "well self ex co non anti pro cross long short high low full half part mid all two three four"
    " five six seven eight nine ten first second third fast slow large small big new old early late"
    " open top cost risk state government market decision policy law peace climate carbon energy"
    " tax trade food health job world year day week month hour minute so no far near right left"
    " centre center post pre vice multi inter semi single double zero hard soft free fair cease"
    " counter under over one twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_LAST_PARTS = frozenset(
    "term year years old based led wide backed making makers maker run owned called known elect"
    " general time friendly free related scale level style party day month week long up down off"
    " out in on to of the side range class hand minded looking standing born bound ranking profile"
    " speaking reaching sided fold third thirds quarter quarters century".split()
)


class Hyphens:
    """Joins lines, and knows how the document writes its words."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words: set[str] = set()
        cuts = 0
        for line in lines:
            self._words.update(_words_inside(line.text))
            cuts += bool(_CUT.search(line.text))
        self._cuts_words = cuts >= max(_LEAST_CUTS, _CUTS_WORDS_FROM * len(lines))

    def join(self, lines: Sequence[str]) -> str:
        """Return the words of lines that follow each other, as one."""
        parts = list(lines[:1])
        for before, line in pairwise(lines):
            dropped, between = self._choose_joint(before, line)
            if dropped:
                parts[-1] = parts[-1][:-dropped]
            parts += [between, line]
        return "".join(parts)

    def _choose_joint(self, before: str, following: str) -> tuple[int, str]:
        """Return how many letters to drop at a line's end, and what to put there."""
        if not _HYPHEN_AT_END.search(before):
            without_blanks = is_written_solid(before[-1]) and is_written_solid(following[0])
            return 0, "" if without_blanks else " "
        next_word = _NEXT_WORD.match(following)
        if next_word and next_word[0].lower() in _JOINERS:
            return 0, " "
        cut = _CUT.search(before)
        if cut and next_word and next_word[0].islower():
            return int(self._is_one_word(before, cut[1], next_word[0])), ""
        return 0, ""

    def _is_one_word(self, text: str, first: str, last: str) -> bool:
        if text.endswith("\u00ad"):
            return True
        before, after = first.lower(), last.lower()
        if f"{before}-{after}" in self._words or text[: -len(first) - 1].endswith(("-", "\u2010")):
            return False
        if before + after in self._words:
            return True
        if before in self._words and after in self._words and min(len(before), len(after)) > 2:
            return False
        if before in _FIRST_PARTS or after in _LAST_PARTS:
            return False
        return self._cuts_words


def _words_inside(text: str) -> Iterable[str]:
    """Yield the words of a line, its last left out where it is cut, and its first, which may be."""
    words = [word.lower().replace("\u2010", "-") for word in _WORD.findall(text)]
    if _HYPHEN_AT_END.search(text) and words:
        words.pop()
    for word in words[1:]:
        yield word
        yield from word.split("-") if "-" in word else ()
