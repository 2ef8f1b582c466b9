"""Who speaks a quoted stretch: the cue that reports it and the phrase it is read from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.extraction.clauses import BEFORE_PARTICIPLES
from bot.extraction.credits import Credits
from bot.extraction.cues import Cue, CueKind
from bot.extraction.marked_speakers import find_signature, starts_paragraph
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.extraction.stretch_places import Place, place_of
from bot.extraction.subjects import find_subject, main_subject
from bot.language.gazetteer import given_names, ordinary_words
from bot.language.layout import Layout, Quoted
from bot.language.lexicon import reporting_verbs, saying_verbs


class Attribution(NamedTuple):
    """The reading of one quoted stretch.

    ``strength`` says how it was found: 3 a cue right beside the stretch, 2 a cue in its sentence,
    1 carried over from a neighbouring sentence or paragraph, 0 nothing found.
    """

    speaker: Phrase | None
    cue: Cue | None
    strength: int


#: Pronouns that need a cue to be a speaker.
_NO_SPEAKER = frozenset({"you", "i", "we"})
#: What many say at once: "chants of" is no verb with whoever stands before it.
_CRIES = frozenset("chant chants cry cries shout shouts chorus choruses".split())
NOBODY = Attribution(None, None, 0)


@dataclass(slots=True)
class Scene:
    """One text with its phrases and the cues outside quotations; subjects are kept once found."""

    layout: Layout
    phrases: list[Phrase]
    cues: list[Cue]
    credits: Credits
    _subjects: dict[int, Phrase | None] = field(default_factory=dict)

    def subject(self, cue: Cue) -> Phrase | None:
        """Return the subject of a cue of this scene."""
        if cue.head not in self._subjects:
            self._subjects[cue.head] = find_subject(self.layout, self.phrases, cue)
        return self._subjects[cue.head]

    def cues_between(self, first: int, after_last: int) -> list[Cue]:
        """Return the cues that begin in ``[first, after_last)``."""
        return self.cues[bisect_left(self.cues, (first,)) : bisect_left(self.cues, (after_last,))]


def make_scene(layout: Layout, phrases: list[Phrase], cues: list[Cue], credits: Credits) -> Scene:
    """Return the scene of a text; phrases in credits and cues inside quotations are left out."""
    if credits.ranges:
        phrases = [phrase for phrase in phrases if not credits.holds(phrase.first)]
    outside = [cue for cue in cues if layout.quote_of[cue.head] < 0]
    return Scene(layout, phrases, outside, credits)


def attribute(scene: Scene, number: int, earlier: list[Attribution]) -> Attribution:
    """Return who speaks stretch ``number``; ``earlier`` holds the readings of those before it."""
    reading = _read(scene, number, earlier)
    speaker = reading.speaker
    if speaker is None or (
        not _is_date(scene.layout, speaker)
        and (reading.strength == 3 or _may_speak(scene.layout, speaker))
        and (reading.cue is not None or _may_speak_without_cue(scene.layout, speaker))
    ):
        return reading
    return NOBODY if reading.strength < 2 else Attribution(None, reading.cue, 1)


def _read(scene: Scene, number: int, earlier: list[Attribution]) -> Attribution:
    """Try the places where an attribution may stand, the surest first."""
    layout = scene.layout
    stretch = layout.quoted[number]
    if stretch.continues and earlier:
        last = earlier[-1]
        return Attribution(last.speaker, None, min(last.strength, 2))
    place = place_of(layout, stretch)
    if layout.lowers[max(place.first - 1, 0)] == "of" and layout.lowers[place.first - 2] in _CRIES:
        return _crowd(scene, place)
    opening = _opening(scene, place)
    if opening is not None:
        return opening
    behind = _behind(scene, stretch, place)
    if behind is not None and place.opens_sentence:
        return behind
    ahead = _ahead(scene, place)
    if ahead is None or (behind is not None and not _introduces(layout, ahead, place)):
        ahead = behind or ahead
    if ahead is not None and ahead.cue is not None and ahead.cue.kind is CueKind.REPORTING:
        return _closing(scene, place) or ahead
    if ahead is not None:
        return ahead
    in_sentence = _agent(scene, place) or _in_sentence(scene, place)
    if in_sentence is not None:
        return in_sentence
    return _carried(scene, number, place, earlier)


def _behind(scene: Scene, stretch: Quoted, place: Place) -> Attribution | None:
    """Read an attribution right behind the stretch: "...", said X; "..." X told reporters."""
    layout = scene.layout
    tags = layout.tags
    first = place.after_last
    if first >= len(tags):
        return None
    signed = find_signature(layout, scene.phrases, first)
    if signed is not None:
        return Attribution(signed, None, 3)
    if place.ends_sentence and not _may_go_on(layout, stretch, place):
        return None
    sentence_after = layout.sentences[layout.sentence_of[first]][1]
    while first < sentence_after and tags[first] in ",-.":
        first += 1
    unlisted = _unlisted_verb(scene, stretch, place, first)
    if unlisted is not None:
        return unlisted
    for cue in scene.cues_between(first, min(sentence_after, first + 30))[:2]:
        subject = scene.subject(cue)
        if subject is None:
            continue
        if cue.first == first and subject.first >= cue.after_last:
            return Attribution(subject, cue, 3)
        if cue.kind is CueKind.REPORTING and not place.opens_sentence:
            continue
        if subject.first == first and _only_insertions(tags, subject.after_last, cue.first):
            if place.ends_sentence and (cue.negated or tags.startswith("t", cue.after_last)):
                return None
            return Attribution(subject, cue, 3)
    return None


def _unlisted_verb(scene: Scene, stretch: Quoted, place: Place, first: int) -> Attribution | None:
    """Read a verb in no list that stands where one of saying should: "...," the mayor rasped."""
    layout = scene.layout
    if not place.opens_sentence or layout.text[stretch.inner.end - 1] != ",":
        return None
    for phrase in phrases_between(scene.phrases, first, first + 12)[:1]:
        at = phrase.after_last
        while at < len(layout.tags) and layout.tags[at] == "A":
            at += 1
        past = at < len(layout.tags) and layout.tags[at] == "w" and layout.words[at].endswith("ed")
        if phrase.first == first and past:
            verb = Cue(at, at + 1, at, CueKind.SAYING, layout.lowers[at], False)
            return Attribution(phrase, verb, 3)
    return None


def _may_go_on(layout: Layout, stretch: Quoted, place: Place) -> bool:
    """Tell whether the stop that ended the stretch ended a sentence only to the eye.

    So it is with "Why?" X asked.
    """
    final = layout.text[stretch.inner.end - 1]
    if final not in "?!,—–-…" and not layout.text.endswith("...", 0, stretch.inner.end):
        return False
    return layout.tags[place.after_last - 1] != "." and not starts_paragraph(
        layout, place.after_last
    )


def _only_insertions(tags: str, first: int, after_last: int) -> bool:
    """Tell whether a verb may belong to a subject over the tokens between them."""
    between = tags[first:after_last]
    return not between or between[0] in ",-(AIoHD#M" or len(between) <= 2


def _agent(scene: Scene, place: Place) -> Attribution | None:
    """Read who is named behind the stretch for a passive before it: called "a fool" by Berg."""
    layout = scene.layout
    at = place.after_last
    cues = scene.cues_between(place.sentence_first, place.first)
    if not cues or layout.lowers[at : at + 1] != ["by"]:
        return None
    for phrase in phrases_between(scene.phrases, at + 1, at + 12)[:1]:
        if phrase.first == at + 1 and place.first - cues[-1].after_last <= 2:
            return Attribution(phrase, cues[-1], 2)
    return None


def _crowd(scene: Scene, place: Place) -> Attribution:
    """Read who is named behind a cry: it drew chants of "No" from the miners; else nobody is."""
    at = place.after_last
    is_named = scene.layout.lower(at) in {"from", "by"}
    for phrase in phrases_between(scene.phrases, at + 1, at + 12)[:1] if is_named else []:
        if phrase.first == at + 1:
            return Attribution(phrase, None, 3)
    return Attribution(None, None, 2)


def _introduces(layout: Layout, ahead: Attribution, place: Place) -> bool:
    """Tell whether a cue before the stretch leaves no room for one behind it: X said, "..."."""
    return ahead.strength == 3 and layout.tags[place.first - 1] in ",:t"


def _opening(scene: Scene, place: Place) -> Attribution | None:
    """Read whom a sentence goes on about: After saying it was "too late," Berg left."""
    layout = scene.layout
    verb = place.sentence_first + (layout.lowers[place.sentence_first] in BEFORE_PARTICIPLES)
    lemma = saying_verbs().get(layout.lowers[verb]) or reporting_verbs().get(layout.lowers[verb])
    if lemma is None or not layout.lowers[verb].endswith("ing") or verb >= place.first:
        return None
    if "," in layout.tags[verb : place.first - 1]:
        return None
    at = place.after_last
    is_set_off = layout.tag(at) == "," or layout.text[layout.ends[at - 1] - 2] == ","
    at += layout.tag(at) == ","
    for phrase in phrases_between(scene.phrases, at, at + 12)[:1] if is_set_off else []:
        if phrase.first == at:
            return Attribution(phrase, Cue(verb, verb + 1, verb, CueKind.SAYING, lemma, False), 3)
    return None


def _ahead(scene: Scene, place: Place) -> Attribution | None:
    """Read the cue before the stretch in its sentence: X said: "..."; X called it "..."."""
    layout = scene.layout
    found: Attribution | None = None
    for cue in reversed(scene.cues_between(place.sentence_first, place.first)):
        subject = scene.subject(cue)
        if subject is None or cue.after_last > place.first:
            continue
        if found is None:
            between = layout.tags[cue.after_last : place.first]
            near = not between or between[-1] in ",:t"
            strength = 3 if near and cue.kind is CueKind.SAYING else 2
            found = Attribution(subject, cue, strength)
        elif cue.kind is CueKind.SAYING and _governs(layout, cue, subject, found):
            return Attribution(subject, cue, found.strength)
        if '"' in layout.tags[cue.first : place.first]:
            return found
    return found


def _governs(layout: Layout, outer: Cue, subject: Phrase, inner: Attribution) -> bool:
    """Tell whether what the inner cue reports is part of what the outer one does.

    So it is with a pronoun, which most likely stands for the outer speaker, with a relative
    clause, and with a bare clause whose verb takes no speech: "Berg said France opposed ...".
    """
    if inner.speaker is None or inner.cue is None:
        return True
    if inner.speaker.kind is PhraseKind.PRONOUN or layout.tags[inner.cue.first - 1] == "H":
        return True
    if inner.strength == 3 or inner.cue.kind is not CueKind.REPORTING:
        return False
    between = layout.tags[outer.after_last : inner.speaker.first]
    return subject != inner.speaker and set(between) <= set("tOMmI#DwojQN") and len(between) <= 6


def _in_sentence(scene: Scene, place: Place) -> Attribution | None:
    """Read a cue further behind in the sentence, or the subject of a sentence without one."""
    closing = _closing(scene, place)
    if closing is not None:
        return closing
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
    if subject is None or not _may_speak(layout, subject):
        return None
    return Attribution(subject, None, 1)


def _may_speak(layout: Layout, subject: Phrase) -> bool:
    """Tell whether a phrase can be a speaker without a cue: no "you", no MUST WATCH."""
    words = layout.words[subject.first : subject.after_last]
    shouted = len(words) > 1 and "".join(words).isupper()
    return not shouted and layout.lowers[subject.first] not in _NO_SPEAKER


def _is_date(layout: Layout, speaker: Phrase) -> bool:
    """Tell whether a phrase is a date or number: "May 28", "Monday"."""
    tokens = range(speaker.first, speaker.after_last)
    return all(layout.tags[at] in "M#" or layout.lowers[at] == "may" for at in tokens)


def _may_speak_without_cue(layout: Layout, speaker: Phrase) -> bool:
    """Tell whether a name can be a speaker where no verb of saying shows one.

    A line of a list is none ("Panda Cam 1"), nor is a word that owes its capital to its place
    ("Overnight, ...").
    """
    if speaker.kind is not PhraseKind.NAME:
        return True
    last = layout.tags[speaker.after_last - 1]
    if last == "#":
        return False
    sentence_first, _ = layout.sentences[layout.sentence_of[speaker.first]]
    is_word = speaker.first == sentence_first and speaker.after_last == speaker.first + 1
    lower = layout.lowers[speaker.first]
    return not is_word or (lower not in ordinary_words() and not _is_adverb(lower))


def _is_adverb(lower: str) -> bool:
    return lower.endswith("ly") and lower not in given_names()


def _closing(scene: Scene, place: Place) -> Attribution | None:
    """Read an attribution at the end of the sentence: the plan has "no merit", said Berg."""
    tags = scene.layout.tags
    for cue in reversed(scene.cues_between(place.after_last, place.sentence_after)):
        subject = scene.subject(cue)
        if subject is None or cue.kind is CueKind.REPORTING:
            continue
        begins = min(cue.first, subject.first)
        ends = max(cue.after_last, subject.after_last)
        if tags[begins - 1] in ',"' and tags[ends : ends + 1] not in ("t", "D", "P", '"'):
            return Attribution(subject, cue, 2)
    return None


def lead_in(scene: Scene, number: int, place: Place) -> Attribution | None:
    """Read "..." Berg was less sure. "Perhaps.": a sentence about somebody leads to his words.

    It stands in the paragraph of the stretch, behind the quotation before, and begins with a name
    or tells what somebody named said. Anything else may go on with whoever spoke before.
    """
    layout = scene.layout
    sentence = layout.sentence_of[place.sentence_first] - 1
    if number == 0 or sentence < 0 or not place.opens_sentence:
        return None
    first, after_last = layout.sentences[sentence]
    paragraph = layout.paragraph_at(layout.starts[place.first])
    is_behind = layout.starts[first] >= layout.quoted[number - 1].span.end
    if not is_behind or layout.paragraph_at(layout.starts[first]) != paragraph:
        return None
    phrases = phrases_between(scene.phrases, first, after_last)
    for cue in scene.cues_between(first, after_last):
        subject = scene.subject(cue)
        closes = max(cue.after_last, subject.after_last if subject else 0) >= after_last - 1
        if subject in phrases[:1] or (closes and subject in phrases):
            return Attribution(subject, cue, 1) if subject.kind is PhraseKind.NAME else None
    for phrase in phrases[:1]:
        is_person = layout.tags[first] in "TK" or layout.lowers[first] in given_names()
        if phrase.first == first and phrase.kind is PhraseKind.NAME and is_person:
            return Attribution(phrase, None, 1)
    return None


def _carried(scene: Scene, number: int, place: Place, earlier: list[Attribution]) -> Attribution:
    """Read a stretch that stands by itself from what stands around it."""
    layout = scene.layout
    paragraph = layout.paragraph_at(layout.starts[place.first])
    led_in = lead_in(scene, number, place)
    if led_in is not None:
        return led_in
    if number:
        before = layout.paragraph_at(layout.quoted[number - 1].span.start)
        if paragraph - before <= 1 and earlier[-1].speaker is not None:
            return Attribution(earlier[-1].speaker, None, 1)
    sentence = layout.sentence_of[place.sentence_first]
    for back in range(sentence - 1, max(-1, sentence - 3), -1):
        first, after_last = layout.sentences[back]
        if scene.credits.holds(first):
            return NOBODY
        for cue in reversed(scene.cues_between(first, after_last)):
            subject = scene.subject(cue)
            if subject is not None:
                return Attribution(subject, cue, 1)
        for phrase in phrases_between(scene.phrases, first, after_last):
            if phrase.kind is not PhraseKind.ROLE and layout.quote_of[phrase.first] < 0:
                return Attribution(phrase, None, 1)
    return NOBODY
