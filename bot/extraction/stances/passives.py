"""Stances in the passive: "was condemned by Aros", "a plan backed by the mayor"."""

from __future__ import annotations

from typing import Final

from bot.extraction.clauses import Subject, find_certain_subject
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.extraction.stances.frames import Reading, fits_object
from bot.extraction.stances.lexicon import Form, Frame, FrameKind, stance_words, word_class
from bot.extraction.verb_groups import VerbGroup
from bot.language.layout import Layout
from bot.records import Stance

#: Frames that a passive can fill: "pushed by" demands nothing.
_OBJECTS: Final = frozenset(
    {FrameKind.OBJECT, FrameKind.OBJECT_NAME, FrameKind.OBJECT_OF, FrameKind.OBJECT_FOR}
)


def is_bare_passive(group: VerbGroup) -> bool:
    """Tell whether a verb before "by" is a participle without "be": "a plan backed by ..."."""
    return not group.has_auxiliary and group.form in {Form.PAST, Form.PARTICIPLE}


def read_passive(
    layout: Layout, phrases: list[Phrase], group: VerbGroup, frame: Frame
) -> Reading | None:
    """Read "was condemned by Russia": who follows "by", the grammatical subject is the target."""
    after = group.head + 1
    if frame.kind not in _OBJECTS or layout.lowers[after : after + 1] != ["by"]:
        return None
    if group.is_negated or group.modal or group.is_infinitive:
        return None
    if frame.is_refusal or frame.stance is Stance.DEMANDS or frame.lemma in word_class("nopassive"):
        return None
    actor = phrase_from(layout, phrases, after + 1)
    if actor is None or actor.kind is PhraseKind.PRONOUN:
        return None
    if not word_class("funders").isdisjoint(layout.lowers[actor.first : actor.after_last]):
        return None  # "backed by investors": they pay
    actor = _before_deed(layout, actor)
    suffered = find_certain_subject(layout, phrases, group.first)
    target = _suffered_target(layout, group, suffered)
    if target is None or not fits_object(layout, frame, target):
        return None
    cue, is_known = (group.first, after + 1), frame.lemma in word_class("knownonly")
    return Reading(frame.stance, Subject(actor), cue, target, False, needs_known=is_known)


def _before_deed(layout: Layout, actor: Phrase) -> Phrase:
    """Cut off what somebody is accused of: "by her staff | of taking bribes"."""
    for at in range(actor.first + 1, actor.after_last - 1):
        if layout.tags[at] == "o" and layout.lowers[at + 1].endswith("ing"):
            return actor._replace(after_last=at)
    return actor


def _suffered_target(
    layout: Layout, group: VerbGroup, suffered: Subject | None
) -> tuple[int, int] | None:
    if suffered is not None:
        phrase = suffered.phrase
        is_object = phrase.first > 1 and layout.lowers[phrase.first - 2] == "to"
        if phrase.kind is PhraseKind.PRONOUN or is_object:
            return None  # "the push to recall Berg was backed by"
        return phrase.first, phrase.after_last
    # A noun that is no phrase of its own: "the plan was condemned".
    begin = layout.sentences[layout.sentence_of[group.head]][0]
    first = group.first
    while first > begin and layout.tags[first - 1] in "Djw#QNRT" and group.first - first < 6:
        if layout.lowers[first - 1].endswith("s") and layout.lowers[first - 1] in stance_words():
            break  # "the guild supports plans | drawn up by Berg"
        first -= 1
    if first == group.first or layout.tags[first] not in "DjQ":
        return None
    return first, group.first


def phrase_from(layout: Layout, phrases: list[Phrase], first: int) -> Phrase | None:
    """Return the phrase that begins at a token, with those that "and" joins to it."""
    end = layout.sentences[layout.sentence_of[min(first, len(layout.words) - 1)]][1]
    found = phrases_between(phrases, first, end)
    if not found or found[0].first != first:
        return None
    last = 0
    while last + 1 < len(found) and layout.lowers[
        found[last].after_last : found[last + 1].first
    ] in (["and"], ["&"]):
        last += 1
    if layout.tags[found[last].after_last : found[last].after_last + 1] in tuple("wjNRT"):
        return None  # "by immigrant advocates": the noun that acts is still to come
    if layout.tag(found[last].after_last) in "S'":
        return None  # "by the union's lawyers" where the lawyers are no phrase
    return Phrase(found[0].first, found[last].after_last, found[0].kind)
