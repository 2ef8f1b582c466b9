"""Phrases that can name a speaker, read off the word classes of a language's word lists."""

from __future__ import annotations

from typing import NamedTuple

from bot.language.layout import Layout
from bot.language.vocabulary import Vocabulary

#: Words between an article and its noun, at most.
_MOST_MODIFIERS = 4
_MOST_COMPLEMENTS = 3
#: A phrase without blanks between its words (Chinese) is no longer than this, in characters.
_LONGEST_UNSPACED = 24


class Speaker(NamedTuple):
    """Tokens ``[first, after_last)`` that name who speaks."""

    first: int
    after_last: int


class Reader:
    """Reads phrases of one text."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        self.layout = layout
        self.vocabulary = vocabulary
        self._tags = layout.tags

    def tag(self, token: int) -> str:
        """Return the tag of a token; outside the text stands a full stop."""
        return self._tags[token] if 0 <= token < len(self._tags) else "."

    def read(self, at: int, end: int) -> Speaker | None:
        """Return the phrase that begins exactly at token ``at`` and ends before ``end``."""
        if at >= end:
            return None
        if not self.vocabulary.shape.spaced:
            return self._read_unspaced(at, end)
        if self.tag(at) == "P":
            return Speaker(at, at + 1)
        name = self._read_particled(at, end)
        if name is not None:
            return name
        head = at
        while head < end and self.tag(head) in "DO":
            head += 1
        noun = head
        while noun < end and noun - head < _MOST_MODIFIERS and self.tag(noun) in "w#":
            noun += 1
        after = self._read_names(noun, end)
        if self.vocabulary.shape.bare_nouns:
            after = self._with_bare_complement(noun, after, end)
        if after == noun:
            # No capital: "le ministre", "el portavoz"; the first noun behind the article.
            if head == at or noun == head or self.vocabulary.shape.capital_nouns:
                return None
            after = head + 1
        elif noun > head and head == at and not (noun == at + 1 and self._is_bare_modifier(noun)):
            # Without an article, words before a name belong to something else.
            return None
        return Speaker(at, self._with_second(at, self._with_complements(at, after, end), end))

    def _read_particled(self, at: int, end: int) -> Speaker | None:
        """Return a name that begins with its particle, before a verb: "Von der Leyen sagte"."""
        if not self._is_particle(at) or not self.layout.words[at][0].isupper():
            return None
        i = at + 1
        while i < end and (self._is_particle(i) or self.tag(i) in "DOl"):
            i += 1
        after = i
        while after < end and self.tag(after) == "N":
            after += 1
        return Speaker(at, after) if after > i and self.tag(after) in "VvX" else None

    def _is_bare_modifier(self, noun: int) -> bool:
        """Tell whether an adjective stands without an article before the role at ``noun``."""
        endings = self.vocabulary.modifier_endings
        is_modifier = bool(endings) and self.layout.lowers[noun - 1].endswith(endings)
        return is_modifier and self.tag(noun) == "R"

    def _read_names(self, at: int, end: int) -> int:
        """Return where a run of names and roles ends that begins at ``at``."""
        i = at
        while i < end:
            tag = self.tag(i)
            if tag in "NR":
                i += 1
            elif tag == "." and i > at and len(self.layout.words[i - 1]) <= 2:
                # An initial or "Dr.": the name goes on.
                if self.tag(i + 1) not in "NR":
                    break
                i += 1
            elif (tag == "l" or self._is_particle(i)) and self.tag(i + 1) in "NlRDO":
                after = i + 1
                while after < end and (self.tag(after) == "l" or self._is_particle(after)):
                    after += 1
                if self.tag(after) != "N" or not self._joins_name(at, i):
                    break
                i = after
            elif tag == "#" and i > at and self.tag(i + 1) == "N":
                i += 1
            else:
                break
        return i

    def _with_bare_complement(self, noun: int, after: int, end: int) -> int:
        """Return the end of a role with the nouns without capital and the name behind it."""
        if after == noun or self.tag(after - 1) != "R":
            return after
        name = after
        while name < end and name - after < _MOST_MODIFIERS and self.tag(name) in "wR":
            name += 1
        return self._read_names(name, end) if self.tag(name) == "N" and name < end else after

    def _is_particle(self, token: int) -> bool:
        return self.layout.lowers[token] in self.vocabulary.shape.particles

    def _joins_name(self, first: int, particle: int) -> bool:
        """Tell whether a particle stands inside a name: "Ursula von der Leyen"."""
        if self.vocabulary.shape.capital_nouns:
            # "Sprecher von ...": a noun, and what follows belongs to it.
            return self.tag(particle - 1) == "N" and particle - first <= 2
        if self.tag(particle - 1) == "R":
            return self.layout.words[particle][0].isupper()  # "Mme Le Pen"
        return self.tag(particle - 1) == "N"

    def _with_complements(self, at: int, after: int, end: int) -> int:
        """Return the end of a phrase with what belongs to its noun, and with a name behind it."""
        is_named = self._ends_in_full_name(at, after)
        for _ in range(_MOST_COMPLEMENTS):
            longer = self._complement(at, after, end)
            if longer == after:
                break
            after = longer
        if self.tag(after) == "," and not is_named:
            name = self._read_names(after + 1, end)
            count = self._tags.count("N", after + 1, name)
            if count >= 2 and self.tag(name) in ',."(Vv:)-XaWz':
                return name
        return after

    def _with_second(self, at: int, after: int, end: int) -> int:
        """Return the end of "Vogt und Brandt" where a verb or stop shows that no clause begins."""
        if self.tag(at) != "N" or self.tag(after) != "C" or after + 1 >= end:
            return after
        second = self._read_names(after + 1, end)
        is_list = second > after + 1 and self.tag(second) in "VvX.,:"
        return second if is_list else after

    def _complement(self, at: int, after: int, end: int) -> int:
        if after >= end or self.layout.lowers[after] not in self.vocabulary.links:
            return after
        is_article = self.tag(after) in "DO"
        if is_article and (self._ends_in_full_name(at, after) or self.tag(at) not in "DOR"):
            return after
        i = after if is_article else after + 1
        while i < end and self.tag(i) in "DO":
            i += 1
        noun = i
        while noun < end and noun - i < _MOST_MODIFIERS and self.tag(noun) in "w#":
            noun += 1
        named = self._read_names(noun, end)
        if named > noun:
            return named
        return after if self.vocabulary.shape.capital_nouns or noun == i else i + 1

    def _ends_in_full_name(self, at: int, after: int) -> bool:
        """Tell whether a phrase ends in two or more words with a capital."""
        if not self.vocabulary.shape.capital_nouns:
            return self._tags.endswith("NN", at, after)
        return self._tags.endswith("NN", at, after) or self.tag(at) == "N"

    def _read_unspaced(self, at: int, end: int) -> Speaker | None:
        """Return the run of characters up to the next mark, blank or listed word."""
        starts, ends = self.layout.starts, self.layout.ends
        after = at
        while after < end and self.tag(after) in "wRP_NlDO" and after - at < _LONGEST_UNSPACED:
            after += 1
            if after < end and starts[after] > ends[after - 1]:
                break
        return Speaker(at, after) if after > at else None

    def free_phrases(self, begin: int, end: int) -> list[Speaker]:
        """Return the phrases in ``[begin, end)`` that no preposition governs, in text order."""
        found: list[Speaker] = []
        at = begin
        governed = False
        while at < end:
            tag = self.tag(at)
            particled = self._read_particled(at, end + 1)
            if particled is not None and particled.after_last <= end:
                found.append(particled)
                at = particled.after_last
                continue
            if tag in "Iaz":
                governed = True
                at += 1
                continue
            if tag == "#" and not self.vocabulary.shape.spaced:
                at += 2  # a number with its measure word
                continue
            phrase = self.read(at, end) if tag in "DOPNR" or self._may_open(at, end) else None
            if phrase is None:
                governed = governed and tag in "w#lM_DO"
                at += 1
                continue
            if not governed:
                found.append(phrase)
            at = phrase.after_last
            governed = governed and self.tag(at) == "C"
        return found

    def _may_open(self, at: int, end: int) -> bool:
        shape = self.vocabulary.shape
        return self.tag(at) == "w" and at + 1 < end and (shape.bare_nouns or not shape.spaced)
