"""Who speaks a quoted stretch: the cue that reports it and the phrase it is read from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.extraction.cues import Cue, CueKind, find_subject, main_subject
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.language.layout import Layout, Quoted


class Attribution(NamedTuple):
    """The reading of one quoted stretch.

    ``strength`` says how it was found: 3 a cue right beside the stretch, 2 a cue in its sentence,
    1 carried over from a neighbouring sentence or paragraph, 0 nothing found.
    """

    speaker: Phrase | None
    cue: Cue | None
    strength: int


NOBODY = Attribution(None, None, 0)


@dataclass(slots=True)
class Scene:
    """One text with its phrases and the cues outside quotations; subjects are kept once found."""

    layout: Layout
    phrases: list[Phrase]
    cues: list[Cue]
    _subjects: dict[int, Phrase | None] = field(default_factory=dict)

    def subject(self, cue: Cue) -> Phrase | None:
        """Return the subject of a cue of this scene."""
        if cue.head not in self._subjects:
            self._subjects[cue.head] = find_subject(self.layout, self.phrases, cue)
        return self._subjects[cue.head]

    def cues_between(self, first: int, after_last: int) -> list[Cue]:
        """Return the cues that begin in ``[first, after_last)``."""
        return self.cues[bisect_left(self.cues, (first,)) : bisect_left(self.cues, (after_last,))]


def make_scene(layout: Layout, phrases: list[Phrase], cues: list[Cue]) -> Scene:
    """Return the scene of a text; cues inside quotations are left out."""
    return Scene(layout, phrases, [cue for cue in cues if layout.quote_of[cue.head] < 0])


class _Place(NamedTuple):
    """Where a stretch stands, in tokens: marks included, and its sentences' outer edges."""

    first: int
    after_last: int
    sentence_first: int
    sentence_after: int

    @property
    def opens_sentence(self) -> bool:
        """Tell whether nothing stands before the stretch in its sentence."""
        return self.first <= self.sentence_first

    @property
    def ends_sentence(self) -> bool:
        """Tell whether nothing but a stop stands after the stretch in its sentence."""
        return self.after_last >= self.sentence_after


def place_of(layout: Layout, stretch: Quoted) -> _Place:
    """Return where a stretch stands; a stop right after it belongs to it."""
    first = bisect_left(layout.starts, stretch.span.start)
    after_last = bisect_left(layout.starts, stretch.span.end)
    sentence_first = layout.sentences[layout.sentence_of[first]][0]
    sentence_after = layout.sentences[layout.sentence_of[after_last - 1]][1]
    if after_last == sentence_after - 1 and layout.tags[after_last] in ".?!":
        after_last += 1
    return _Place(first, after_last, sentence_first, sentence_after)


def attribute(scene: Scene, number: int, earlier: list[Attribution]) -> Attribution:
    """Return who speaks stretch ``number``; ``earlier`` holds the readings of those before it."""
    layout = scene.layout
    stretch = layout.quoted[number]
    if stretch.continues and earlier:
        last = earlier[-1]
        return Attribution(last.speaker, None, min(last.strength, 2))
    place = place_of(layout, stretch)
    behind = _behind(scene, stretch, place)
    if place.opens_sentence and behind is not None:
        return behind
    ahead = _ahead(scene, place)
    if ahead is not None and (ahead.strength == 3 or behind is None):
        return ahead
    if behind is not None:
        return behind
    in_sentence = _in_sentence(scene, place)
    if in_sentence is not None:
        return in_sentence
    return _carried(scene, number, place, earlier)


def _behind(scene: Scene, stretch: Quoted, place: _Place) -> Attribution | None:
    """Read an attribution right behind the stretch: "...", said X; "..." X told reporters."""
    layout = scene.layout
    tags = layout.tags
    first, last = place.after_last, tags[place.after_last - 1]
    if first >= len(tags):
        return None
    sentence = layout.sentence_of[first]
    if place.ends_sentence:
        # "Why?" X asked. The stop ended a sentence only to the eye.
        final = layout.text[stretch.inner.end - 1]
        if (
            final not in "?!,—–-"
            or last == "."
            or (
                layout.paragraph_at(layout.starts[first]) != layout.paragraph_at(stretch.span.start)
            )
        ):
            return None
    sentence_after = layout.sentences[sentence][1]
    while first < sentence_after and tags[first] in ",-.":
        first += 1
    for cue in scene.cues_between(first, min(sentence_after, first + 30))[:2]:
        subject = scene.subject(cue)
        if subject is None:
            continue
        if cue.first == first and (
            subject.first >= cue.after_last or cue.kind is CueKind.ACCORDING
        ):
            return Attribution(subject, cue, 3)
        if subject.first == first and _only_insertions(tags, subject.after_last, cue.first):
            if place.ends_sentence and tags[cue.after_last : cue.after_last + 1] in ("t", "P", "D"):
                return None
            return Attribution(subject, cue, 3)
    return None


def _only_insertions(tags: str, first: int, after_last: int) -> bool:
    """Tell whether a verb may belong to a subject over the tokens between them."""
    between = tags[first:after_last]
    return not between or between[0] in ",-(AIoHD#M" or len(between) <= 2


def _ahead(scene: Scene, place: _Place) -> Attribution | None:
    """Read the cue before the stretch in its sentence: X said: "..."; X called it "..."."""
    layout, found = scene.layout, None
    for cue in reversed(scene.cues_between(place.sentence_first, place.first)):
        subject = scene.subject(cue)
        if subject is None or cue.after_last > place.first:
            continue
        if found is None:
            between = layout.tags[cue.after_last : place.first]
            near = between in ("", ",", ":", "t", ",t") or between.endswith((",", ":"))
            strength = 3 if near and cue.kind is CueKind.SAYING else 2
            found = Attribution(subject, cue, strength)
        elif cue.kind is CueKind.SAYING:
            return Attribution(subject, cue, found.strength)
        embedded = subject.kind is PhraseKind.PRONOUN or layout.tags[cue.first - 1] == "H"
        if not embedded or '"' in layout.tags[place.sentence_first : place.first]:
            return found
    return found


def _in_sentence(scene: Scene, place: _Place) -> Attribution | None:
    """Read a cue further behind in the sentence, or the subject of a sentence without one."""
    for cue in reversed(scene.cues_between(place.after_last, place.sentence_after)):
        subject = scene.subject(cue)
        if subject is not None and cue.kind is not CueKind.REPORTING:
            return Attribution(subject, cue, 2)
    if place.opens_sentence:
        return None
    layout = scene.layout
    if layout.tags[place.first - 1] == ":":
        before = phrases_between(scene.phrases, place.sentence_first, place.first - 1)
        if (
            before
            and before[-1].after_last == place.first - 1
            and (layout.tags[before[-1].first - 1] not in "oIi" or len(before) == 1)
        ):
            return Attribution(before[-1], None, 2)
    subject = main_subject(layout, scene.phrases, place.sentence_first, place.first)
    return Attribution(subject, None, 1) if subject is not None else None


def _carried(scene: Scene, number: int, place: _Place, earlier: list[Attribution]) -> Attribution:
    """Read a stretch that stands by itself from what stands around it."""
    layout = scene.layout
    paragraph = layout.paragraph_at(layout.starts[place.first])
    if number:
        before = layout.paragraph_at(layout.quoted[number - 1].span.start)
        if paragraph - before <= 1 and earlier[-1].speaker is not None:
            return Attribution(earlier[-1].speaker, None, 1)
    sentence = layout.sentence_of[place.sentence_first]
    for back in range(sentence - 1, max(-1, sentence - 3), -1):
        first, after_last = layout.sentences[back]
        for cue in reversed(scene.cues_between(first, after_last)):
            subject = scene.subject(cue)
            if subject is not None:
                return Attribution(subject, cue, 1)
        for phrase in phrases_between(scene.phrases, first, after_last):
            if phrase.kind is not PhraseKind.ROLE and layout.quote_of[phrase.first] < 0:
                return Attribution(phrase, None, 1)
    return NOBODY
