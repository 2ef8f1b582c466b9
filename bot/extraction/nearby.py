"""What stands near a place of a text: the names and sentences before it, as antecedents."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from bot.extraction.candidates import Candidates
from bot.extraction.cast import Cast, Named
from bot.extraction.credits import Credits
from bot.extraction.office import Offices, find_offices
from bot.extraction.phrases import Phrase
from bot.language.gazetteer import Form
from bot.language.layout import Layout

#: Keys of actors (none: nobody), and why.
Answer = tuple[tuple[str, ...], str]

NOBODY: Answer = ((), "")


class Nearby:
    """The names of one text by place, credits and adjectives left out."""

    def __init__(self, layout: Layout, phrases: list[Phrase], cast: Cast) -> None:
        self.layout = layout
        self.phrases = phrases
        self.cast = cast
        credits = cast.credits or Credits(layout)
        self.names = [
            named
            for named in cast.names
            if named.form is not Form.ADJECTIVE and not credits.holds(named.first)
        ]
        self.firsts = [named.first for named in self.names]
        self.candidates = Candidates(layout, cast)

    @cached_property
    def offices(self) -> Offices:
        """Who bears which role in the text."""
        return find_offices(self.layout, self.phrases, self.cast)

    def stretches_before(self, at: int, reach: int) -> list[tuple[int, int]]:
        """Return the token ranges to search: this sentence up to ``at``, then those before."""
        number = self.layout.sentence_of[at]
        stretches = [(self.layout.sentences[number][0], at)]
        while number > 0 and len(stretches) <= reach:
            number -= 1
            stretches.append(self.layout.sentences[number])
        return stretches

    def between(self, low: int, high: int) -> list[Named]:
        """Return the names that begin within the tokens ``[low, high)``."""
        return self.names[bisect_left(self.firsts, low) : bisect_left(self.firsts, high)]

    def joined_names(self, low: int, high: int) -> list[tuple[tuple[str, ...], int]]:
        """Return groups of names joined by "and", each with its first token."""
        groups: list[tuple[tuple[str, ...], int]] = []
        names = self.between(low, high)
        at = 0
        while at < len(names) - 1:
            end = at
            joints = ""
            while end < len(names) - 1:
                between = self.layout.tags[names[end].after_last : names[end + 1].first]
                joint = between.strip("DjTKR")
                if joint not in ("C", ",C", ","):
                    break
                joints += joint
                end += 1
                if "C" in joint:
                    break
            if "C" in joints and len({names[i].kind for i in range(at, end + 1)}) == 1:
                keys = tuple(dict.fromkeys(names[i].key for i in range(at, end + 1)))
                if len(keys) > 1:
                    groups.append((keys, names[at].first))
            at = max(end, at + 1)
        return groups
