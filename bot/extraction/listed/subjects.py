"""The subject of a verb that reports speech, by word order and small words.

Before the verb stands the phrase that no preposition governs; behind it where something else opens
the clause (in languages that put the verb second) or where nothing stands before.
"""

from __future__ import annotations

from bot.extraction.listed.phrases import Reader, Speaker

#: Words between a verb and the subject behind it.
_MOST_BETWEEN = 4
#: A clause begins no further before its verb than this.
_LONGEST_CLAUSE = 80


class Subjects:
    """Finds subjects in one text."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.layout = reader.layout
        self.tags = reader.layout.tags
        self.verb_second = reader.vocabulary.shape.verb_second
        genders = reader.vocabulary.genders
        #: The pronouns that are never objects.
        self._pronouns = frozenset(word for word, gender in genders.items() if gender)

    def cue_range(self, cue: int) -> tuple[int, int]:
        """Return the tokens of a cue, all words of a phrase."""
        after = cue + 1
        while self.reader.tag(after) == "_":
            after += 1
        return cue, after

    def find(self, cue: int, after: int, begin: int, end: int) -> Speaker | None:
        """Return the subject of a verb between ``begin`` and ``end``."""
        clause = self._clause_start(cue, begin)
        opener = self._subordinator(cue, clause)
        if opener is not None:
            return self._in_subordinate(opener, cue, clause)
        before = self.reader.free_phrases(clause, cue)
        if not self.reader.vocabulary.shape.spaced:
            return before[-1] if before else None
        if self.reader.tag(after) == "P" and self.layout.lowers[after] in self._pronouns:
            return Speaker(after, after + 1)
        behind = self.phrase_behind(after, end) if self._may_invert(clause, cue, before) else None
        if behind is not None and self.reader.tag(behind.first) != "O":
            return behind
        if not before:
            return None
        if self.verb_second or self._joins_clauses(cue, clause):
            return before[0]
        return self._nearest(before, cue)

    def phrase_behind(self, at: int, end: int) -> Speaker | None:
        """Return the phrase behind a cue, over a few words that belong to the verb."""
        for skipped in range(_MOST_BETWEEN + 1):
            i = at + skipped
            if i >= end:
                return None
            tag = self.tags[i]
            if tag == "I":
                i = self._behind_preposition(i, end)
                return self.reader.read(i, end) if i else None
            phrase = self.reader.read(i, end) if tag not in ",;:." else None
            if phrase is not None:
                return phrase
            if tag not in "wAMl_X":
                return None
        return None

    def _behind_preposition(self, at: int, end: int) -> int:
        """Return where the subject begins behind an adverbial ("am Abend", "en Madrid"), or 0."""
        i = at + 1
        while i < end and self.tags[i] in "wM#_.":
            i += 1
        if "M" in self.tags[at:i]:
            return i
        within = self.reader.read(at + 1, end)
        after = within.after_last if within else i
        role = self.tags.find("NR", at + 1, after) + 1
        if role:
            return role  # "in Utrecht minister ..."
        return after if self.reader.tag(after) in "DPRN" else 0

    def _clause_start(self, cue: int, begin: int) -> int:
        """Return where the main clause of a verb begins: behind a quotation, colon or semicolon."""
        at = cue
        begin = max(begin, cue - _LONGEST_CLAUSE)
        while at > begin and self.tags[at - 1] not in ';:"' and self.layout.quote_of[at - 1] < 0:
            at -= 1
        while at < cue and self.tags[at] in ",-.C":
            at += 1
        if at >= cue:
            # The verb follows a mark, as in X "..." said; its subject stands before that.
            return begin
        return at

    def _subordinator(self, cue: int, clause: int) -> int | None:
        """Return the word that opens the clause of a verb where that clause is subordinate."""
        for at in range(cue - 1, clause - 1, -1):
            tag = self.tags[at]
            if tag in "BH":
                return at
            if tag in "XVv" and self.verb_second:
                return None
            if tag == "," and at + 1 < cue and self.tags[at + 1] not in "BH" and self.verb_second:
                return None
        return None

    def _in_subordinate(self, opener: int, cue: int, clause: int) -> Speaker | None:
        inside = self.reader.free_phrases(opener + 1, cue)
        if self.tags[opener] == "B" or (inside and self.verb_second):
            if inside:
                return inside[0]
            behind = self.reader.read(self.cue_range(cue)[1], len(self.tags))
            if not self.verb_second and behind is not None:
                return behind
            return None if self.tags[opener] == "B" else inside[0]
        # A relative: whom it stands for is named right before it.
        outer = self.reader.free_phrases(clause, opener)
        return outer[-1] if outer else None

    def _may_invert(self, clause: int, cue: int, before: list[Speaker]) -> bool:
        """Tell whether the subject may stand behind the verb."""
        if not before:
            return True
        if not self.verb_second:
            return False
        opening = before[0]
        if self.tags[clause] in "IAB" and opening.first > clause:
            return True
        is_article = self.tags[opening.first] in "DO"
        behind = self.reader.tag(self.cue_range(cue)[1])
        if self.tags[opening.first] == "O":
            return behind in "DNRP"
        return is_article and behind == "N" and len(before) == 1

    def _joins_clauses(self, cue: int, clause: int) -> bool:
        """Tell whether "and" stands right before a verb, whose subject is that of the sentence."""
        at = cue - 1
        while at > clause and self.tags[at] in "XAw":
            at -= 1
        return self.tags[at] == "C"

    def _nearest(self, before: list[Speaker], cue: int) -> Speaker:
        """Return the phrase right before a verb, else the first."""
        last = before[-1]
        between = self.tags[last.after_last : cue]
        return last if set(between) <= set("XAwMI_(N),#OD") else before[0]
