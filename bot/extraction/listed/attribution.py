"""Who speaks a quoted stretch, by the verbs and phrases of a language's word lists.

The orders that are read are those of European prose and its like: "...", said X; "...", so X;
X said: "..."; according to X "..."; X: "..."; and stretches that go on with the speaker before.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from bot.extraction.listed.phrases import Reader, Speaker
from bot.extraction.listed.subjects import Subjects
from bot.extraction.stretch_places import Place, place_of
from bot.language.layout import Quoted
from bot.language.vocabulary import SAME

#: How far behind a stretch its attribution may begin, in tokens.
_REACH = 40
#: "Trade: The party wants ...": how long such a heading is, in tokens.
_LONGEST_HEADING = 5
#: Sentences between two stretches of one speaker.
_MOST_APART = 2
#: Sentences over which a report goes on.
_SENTENCES_BACK = 3
#: So many cues of a sentence are looked at, the nearest first; prose has no more.
_MOST_CUES = 5
_VERBS = frozenset("Vv")
_STOPS = frozenset("。！？｡.!?…")


class Attribution(NamedTuple):
    """The reading of one stretch.

    ``strength``: 3 a cue right beside it, 2 a cue or a form of reported speech in its sentence,
    1 carried over, 0 nothing.
    """

    speaker: Speaker | None
    cue: tuple[int, int] | None
    strength: int


NOBODY = Attribution(None, None, 0)


class Attributor:
    """Attributes the stretches of one text, one after the other."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.layout = reader.layout
        self.tags = reader.layout.tags
        self.verb_second = reader.vocabulary.shape.verb_second
        outside = self.layout.quote_of
        self._subjects = Subjects(reader)
        self._cues = [i for i, tag in enumerate(self.tags) if tag in "VvsazWe" and outside[i] < 0]

    def attribute(self, number: int, earlier: list[Attribution]) -> Attribution:
        """Return who speaks stretch ``number``; ``earlier`` are the readings of those before."""
        stretch = self.layout.quoted[number]
        if stretch.continues and earlier:
            return earlier[-1]._replace(strength=min(earlier[-1].strength, 2))
        place = place_of(self.layout, stretch)
        behind = self._behind(stretch, place)
        named = behind is not None and behind.speaker is not None
        if named and (place.opens_sentence or not self._is_introduced(place)):
            return behind or NOBODY
        if behind is not None and number and not self.verb_second and self._is_near(number):
            # The verb alone goes on with the speaker before: “...”, insistió.
            behind = behind._replace(speaker=earlier[-1].speaker)
        return (
            self._ahead(place)
            or behind
            or self._closing(place)
            or self._label(place)
            or self._inside(stretch)
            or self._carried(number, place, earlier)
        )

    def _is_introduced(self, place: Place) -> bool:
        return self.reader.tag(place.first - 1) == ":"

    def cues_between(self, begin: int, end: int) -> list[int]:
        """Return the tokens in ``[begin, end)`` that begin a cue outside quoted stretches."""
        return self._cues[bisect_left(self._cues, begin) : bisect_left(self._cues, end)]

    def _behind(self, stretch: Quoted, place: Place) -> Attribution | None:
        """Read an attribution right behind the stretch: "...", said X; "...", so X."""
        if not place.ends_sentence:
            at, end = place.after_last, place.sentence_after
            return self._read_closing(at, end) or self._unlisted_verb(place, at, end)
        spaced = self.reader.vocabulary.shape.spaced
        stopped = self.layout.text[stretch.inner.end - 1] in _STOPS
        if spaced or not stopped or place.after_last >= len(self.tags):
            return None
        # Without blanks a full stop inside the marks ends the sentence to the eye: “…。”他说。
        speaker = self.reader.read(place.after_last, len(self.tags))
        if speaker is None or self.reader.tag(speaker.after_last) != "V":
            return None
        cue = self._subjects.cue_range(speaker.after_last)
        return Attribution(speaker, cue, 3) if self.reader.tag(cue[1]) in ".," else None

    def _unlisted_verb(self, place: Place, at: int, end: int) -> Attribution | None:
        """Read a verb in no list that stands where one of saying should: "...", rasped the mayor.

        Who it is must be somebody: a pronoun, a role, or a name of two words.
        """
        if not place.opens_sentence or self.reader.tag(at) not in ",-":
            return None
        while at < end and self.tags[at] in ",-":
            at += 1
        verb = at
        while verb < end and self.tags[verb] == "X":
            verb += 1
        if self.reader.tag(verb) != "w" or verb >= end:
            return None
        speaker = self.reader.read(verb + 1, end)
        if speaker is None:
            return None
        tags = self.tags[speaker.first : speaker.after_last]
        is_somebody = "R" in tags or "P" in tags or "NN" in tags
        return Attribution(speaker, (verb, verb + 1), 3) if is_somebody else None

    def _read_closing(self, at: int, end: int) -> Attribution | None:
        """Read an attribution that begins at token ``at``, behind commas and dashes."""
        while at < end and self.tags[at] in ",-":
            at += 1
        end = min(end, at + _REACH)
        verb = at
        while verb < end and self.tags[verb] in "XA" and verb - at < 2:
            verb += 1
        if verb >= end:
            return None
        tag = self.tags[verb]
        if tag == "s" and self.reader.tag(verb + 1) in _VERBS:
            return self._inverted(at, verb + 1, end)  # "so beschrieb ihn X"
        if tag in "sa":
            speaker = self._subjects.phrase_behind(self._subjects.cue_range(verb)[1], end)
            return Attribution(speaker, self._subjects.cue_range(verb), 3) if speaker else None
        if tag == "e":
            return self._impersonal(verb, verb, end)
        if tag in _VERBS or (verb > at and self._participle_behind(verb, end)):
            return self._inverted(at, verb, end)
        speaker = self.reader.read(at, end)
        if speaker is None:
            return None
        after = speaker.after_last
        if self.reader.tag(after) == "z":
            return Attribution(speaker, self._subjects.cue_range(after), 3)
        unspaced = not self.reader.vocabulary.shape.spaced
        if (self.tags[at - 1] in ",-" or unspaced) and not self.verb_second:
            while self.reader.tag(after) in "XA":
                after += 1
            if self.reader.tag(after) == "V":
                return Attribution(speaker, self._subjects.cue_range(after), 3)
        return None

    def _participle_behind(self, at: int, end: int) -> bool:
        """Tell whether a verb of saying follows in the clause: "a X déclaré"; "hat X erklärt"."""
        for i in range(at, end):
            if self.tags[i] == "V":
                return True
            if self.tags[i] in ',;:.?!"':
                return False
        return False

    def _inverted(self, at: int, verb: int, end: int) -> Attribution | None:
        """Read a verb at the front and the subject behind it: said X; has X said."""
        cue = self._subjects.cue_range(verb) if self.tags[verb] in _VERBS else None
        if cue is None:
            speaker = self.reader.read(verb, end)
            found = [it for it in self.cues_between(verb, end) if self.tags[it] == "V"]
            return (
                Attribution(speaker, self._subjects.cue_range(found[0]), 3)
                if speaker and found
                else None
            )
        after = cue[1]
        enclosed = self.tags[at:verb]
        if self.reader.tag(after) == "V" and enclosed == "":
            cue = (cue[0], self._subjects.cue_range(after)[1])
            after = cue[1]
        # Where the verb alone says who speaks ("dijo ayer"), the cue is all that is sure.
        return Attribution(self._subjects.phrase_behind(after, end), cue, 3)

    def _ahead(self, place: Place) -> Attribution | None:
        """Read the cue before the stretch in its sentence, and at the end of the one before."""
        begin = place.sentence_first
        if place.opens_sentence and begin and self.tags[begin - 1] == ":":
            begin = self.layout.sentences[self.layout.sentence_of[begin - 1]][0]
        cues = self.cues_between(begin, place.first)
        named: Attribution | None = None
        for cue in reversed(cues[-_MOST_CUES:]):
            found = self.read_cue(cue, begin, place.first)
            if found is None:
                continue
            if self.tags[cue] in "Vsaze" or named is None:
                named = found
            if self.tags[cue] in "Vaze":
                break
        return named or self._worded(place) or self._opening_source(place)

    def _opening_source(self, place: Place) -> Attribution | None:
        """Read "Pour X, '...'", where a preposition opens the sentence and X can speak."""
        first = place.sentence_first
        if self.layout.lowers[first] not in self.reader.vocabulary.opening_sources:
            return None
        speaker = self.reader.read(first + 1, place.first)
        if speaker is None or not {"N", "R"} & set(self.tags[speaker.first : speaker.after_last]):
            return None
        behind = self.reader.tag(speaker.after_last)
        fits = behind in ",(" or (self.verb_second and behind in "Xw")
        return Attribution(speaker, (first, first + 1), 2) if fits else None

    def _is_near(self, number: int) -> bool:
        """Tell whether the stretch before stands in the same paragraph, a sentence or two back."""
        layout = self.layout
        before, own = layout.quoted[number - 1].span, layout.quoted[number].span
        if layout.paragraph_at(before.start) != layout.paragraph_at(own.start):
            return False
        return layout.sentence_at(own.start) - layout.sentence_at(before.end - 1) <= _MOST_APART

    def _worded(self, place: Place) -> Attribution | None:
        """Read the subject behind "with the words '...'", where a verb stands between."""
        at = place.first - 1
        while at > place.sentence_first and self.tags[at] == "_":
            at -= 1
        verb = place.after_last + (self.reader.tag(place.after_last) == ",")
        if (
            not self.verb_second
            or self.reader.tag(at) != "W"
            or self.reader.tag(verb) not in "wXVv"
        ):
            return None
        speaker = self.reader.read(verb + 1, place.sentence_after)
        return Attribution(speaker, self._subjects.cue_range(at), 3) if speaker else None

    def read_cue(self, cue: int, begin: int, end: int) -> Attribution | None:
        """Read the speaker of a cue in the clauses ``[begin, end)`` that stand before a stretch."""
        tag = self.tags[cue]
        first, after = self._subjects.cue_range(cue)
        near = end - after <= 1 or self.reader.tag(end - 1) in ":,"
        if tag in "sa":
            speaker = self._subjects.phrase_behind(after, end)
            return Attribution(speaker, (first, after), 2) if speaker and tag == "a" else None
        if tag == "e":
            return self._impersonal(cue, begin, end)
        if tag == "z":
            free = [it for it in self._phrases_up_to(cue, begin) if it.after_last == cue]
            return Attribution(free[-1], (first, after), 2) if free else None
        speaker = self._subjects.find(cue, after, begin, end)
        if speaker is None:
            return None
        return Attribution(speaker, (first, after), 3 if near and tag in "VW" else 2)

    def _impersonal(self, cue: int, begin: int, end: int) -> Attribution | None:
        """Read where something stands: "in a statement it says", "it says in a statement"."""
        first, after = self._subjects.cue_range(cue)
        if self.reader.tag(after) == "I":
            speaker = self._governed(after + 1, end)
        elif begin < cue and "I" in self.tags[begin:cue]:
            speaker = self._governed(self.tags.index("I", begin, cue) + 1, cue)
        else:
            speaker = None
        return Attribution(speaker, (first, after), 3) if speaker else None

    def _governed(self, at: int, end: int) -> Speaker | None:
        """Return the phrase behind a preposition, which may hold its article: "nel comunicato"."""
        is_bare = at < end and self.tags[at] == "w"
        return self.reader.read(at, end) or (Speaker(at, at + 1) if is_bare else None)

    def _phrases_up_to(self, cue: int, begin: int) -> list[Speaker]:
        """Return all phrases before a cue, those behind a preposition too."""
        found: list[Speaker] = []
        at = begin
        while at < cue:
            phrase = self.reader.read(at, cue) if self.tags[at] in "DOPNRw" else None
            if phrase is not None:
                found.append(phrase)
            at = phrase.after_last if phrase else at + 1
        return found

    def _closing(self, place: Place) -> Attribution | None:
        """Read an attribution further behind in the sentence: the plan "...", X said."""
        at = place.after_last
        for cue in self.cues_between(at, place.sentence_after)[:_MOST_CUES]:
            before = self.reader.tag(cue - 1)
            if before in ',"-' and self.tags[cue] in "Vsae":
                found = self._read_closing(cue, place.sentence_after)
                if found is not None:
                    return found._replace(strength=2)
            if self.tags[cue] == "z":
                found = self.read_cue(cue, at, cue + 1)
                if found is not None:
                    return found
        return None

    def _inside(self, stretch: Quoted) -> Attribution | None:
        """Read an attribution between commas inside the marks: «Nous, a dit X, attendons»."""
        for cue in range(stretch.first + 1, stretch.after_last - 1):
            if self.tags[cue] != "V":
                continue
            at = cue - (self.tags[cue - 1] == "X")
            found = (
                self._read_closing(cue, stretch.after_last) if self.tags[at - 1] in ",-" else None
            )
            speaker = found.speaker if found else None
            if found and speaker and self.reader.tag(speaker.after_last) in ",-.":
                return found._replace(strength=2)
        return None

    def _label(self, place: Place) -> Attribution | None:
        """Read a name with a colon before the stretch: X: "..."."""
        if self.reader.tag(place.first - 1) != ":":
            return None
        begin = place.sentence_first
        if place.opens_sentence:
            begin = self.layout.sentences[self.layout.sentence_of[place.first - 1]][0]
        colon = place.first - 1
        before = [it for it in self.reader.free_phrases(begin, colon) if it.after_last == colon]
        return Attribution(before[-1], None, 2) if before else None

    def _carried(self, number: int, place: Place, earlier: list[Attribution]) -> Attribution:
        """Read a stretch that stands by itself from what stands before it."""
        layout = self.layout
        paragraph = layout.paragraph_at(layout.starts[place.first])
        # Its own verb forms show that a sentence reports, wherever its speaker is named.
        strength = 2 if self._is_reported(place) else 1
        has_speaker = number > 0 and earlier[-1].speaker is not None
        if has_speaker and (strength == 2 or self._is_near(number)):
            return earlier[-1]._replace(cue=None, strength=strength)
        sentence = layout.sentence_of[place.sentence_first]
        reach = _SENTENCES_BACK if strength == 2 else 1
        for back in range(sentence - 1, max(-1, sentence - 1 - reach), -1):
            first, after = layout.sentences[back]
            if layout.paragraph_at(layout.starts[first]) != paragraph and back < sentence - 1:
                break
            for cue in reversed(self.cues_between(first, after)[-_MOST_CUES:]):
                is_behind = self.reader.tag(cue - 1) in ',"-'
                found = self._read_closing(cue, after) if is_behind else None
                found = found or self.read_cue(cue, first, after)
                if found is not None and found.speaker is not None:
                    return found._replace(cue=None, strength=strength)
        return self._named_before(place, paragraph, sentence)

    def _named_before(self, place: Place, paragraph: int, sentence: int) -> Attribution:
        """Read a stretch of whole sentences as the words of the subject of the sentence before."""
        layout = self.layout
        if not (place.opens_sentence and place.ends_sentence and sentence):
            return NOBODY
        first, after = layout.sentences[sentence - 1]
        if layout.paragraph_at(layout.starts[first]) != paragraph:
            return NOBODY
        heading = self.tags.find(":", first, min(after, first + _LONGEST_HEADING))
        first = heading + 1 if heading >= 0 else first
        free = self.reader.free_phrases(first, after)
        if not free or layout.quote_of[free[0].first] >= 0 or free[0].first > first + 1:
            return NOBODY
        return Attribution(free[0], None, 1)

    def _is_reported(self, place: Place) -> bool:
        """Tell whether the verb forms of a sentence show reported speech."""
        reported = self.reader.vocabulary.reported
        words = self.layout.lowers[place.sentence_first : place.sentence_after]
        tags = self.tags[place.sentence_first : place.sentence_after]
        return SAME in tags or not reported.isdisjoint(words)
