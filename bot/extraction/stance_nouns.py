"""Stances in nouns and adjectives: "voiced support for the plan", "is opposed to talks"."""

from __future__ import annotations

from typing import Final

from bot.extraction.clauses import Subject, VerbGroup, find_certain_subject, read_verb_group
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stance_acts import Match, as_match, read_thing
from bot.extraction.stance_frames import Reading, with_infinitive
from bot.extraction.stance_subjects import find_gathered, find_stance_subject, guess_form
from bot.extraction.stances import Form, Frame, FrameKind, verb_class, word_class
from bot.extraction.targets import read_clause, skip_time
from bot.language.layout import Layout
from bot.records import Stance

_LINKING: Final = frozenset("remain remains remained stand stands stood".split())
#: "In support of" and the like tell why somebody acts.
_ADJUNCTS: Final = frozenset({"protest", "opposition", "defiance", "support", "solidarity"})
_MODIFIERS: Final = frozenset('DjQA"wM')
_LONGEST_MODIFIERS: Final = 6
_NAME_TAGS: Final = frozenset("NTKl")


def read_adjective(
    layout: Layout, phrases: list[Phrase], i: int, frames: tuple[Frame, ...]
) -> Reading | None:
    """Read "is opposed to the plan" and "remains committed to talks"."""
    preposition = layout.lowers[i + 1 : i + 2]
    for frame in frames:
        if not preposition or preposition[0] not in frame.words:
            continue
        group = read_verb_group(layout, i, Form.PARTICIPLE)
        if group is None or group.is_negated or not group.is_passive:
            group = _linked(layout, i)
        if group is None or group.is_infinitive or group.modal:
            return None
        subject = find_certain_subject(layout, phrases, group.first)
        is_deed = frame.stance is Stance.COMMITS
        if is_deed and layout.lower(i + 2) in word_class("easygoing"):
            return None  # "how far they are willing to go"
        target = read_clause(layout, i + 2) if is_deed else read_thing(layout, i + 2)
        if subject is None or target is None:
            return None
        return Reading(frame.stance, subject, (group.first, i + 2), target, False)
    return None


def _linked(layout: Layout, i: int) -> VerbGroup | None:
    at = i - 1
    if at > 0 and layout.tags[at] == "A":
        at -= 1
    if at <= 0 or layout.lowers[at] not in _LINKING:
        return None
    group = read_verb_group(layout, at, guess_form(layout.lowers[at]))
    return None if group is None or group.is_negated else group


def read_noun(
    layout: Layout, phrases: list[Phrase], i: int, frames: tuple[Frame, ...]
) -> Reading | None:
    """Read "voiced support for the plan" and "Berg's opposition to the plan"."""
    match = None
    for frame in frames:
        match = _match_noun(layout, i, frame)
        if match:
            break
    if match is None or match.target is None:
        return None
    holder = _find_holder(layout, i)
    if holder is None:
        return _read_adjunct(layout, phrases, i, frame, match)
    if layout.tags[holder] == "S":
        subject = _genitive(layout, holder)
        first = i
    else:
        word = layout.lowers[holder]
        group = read_verb_group(layout, holder, guess_form(word))
        if group is None or group.is_negated or group.is_passive or group.modal:
            return None
        subject = (
            None if group.is_infinitive else find_stance_subject(layout, phrases, group, "call")
        )
        first = group.first
    if subject is None:
        return None
    return Reading(frame.stance, subject, (first, match.cue_after), match.target, False)


def _read_adjunct(
    layout: Layout, phrases: list[Phrase], i: int, frame: Frame, match: Match
) -> Reading | None:
    """Read "miners stopped work in protest at the closure": who does so takes the stance."""
    begin = layout.sentences[layout.sentence_of[i]][0]
    if i - 1 <= begin or layout.lowers[i - 1] != "in" or layout.lowers[i] not in _ADJUNCTS:
        return None
    subject = find_gathered(layout, phrases, begin, i - 1)
    if subject is None:
        return None
    return Reading(frame.stance, subject, (i - 1, match.cue_after), match.target, False)


def _match_noun(layout: Layout, i: int, frame: Frame) -> Match | None:
    at = i + 1
    if layout.tags[at : at + 1] == '"':
        at += 1
    at = skip_time(layout, at, layout.sentences[layout.sentence_of[i]][1])
    if at + 1 >= len(layout.words):
        return None
    word = layout.lowers[at]
    if frame.kind is FrameKind.DEED and word == "to" and layout.tags[at + 1] in "wVv":
        return as_match(read_clause(layout, at), at)
    if word not in frame.words:
        return None
    if word == "that":
        return as_match(read_clause(layout, at + 1), at)
    target = read_thing(layout, skip_time(layout, at + 1, len(layout.words)))
    return Match(with_infinitive(layout, at, target), at + 1) if target else None


def _find_holder(layout: Layout, i: int) -> int | None:
    """Return the verb of expressing or the genitive "'s" that a noun hangs on."""
    begin = layout.sentences[layout.sentence_of[i]][0]
    for at in range(i - 1, max(begin, i - _LONGEST_MODIFIERS) - 1, -1):
        word, tag = layout.lowers[at], layout.tags[at]
        if word in verb_class("express") and at > begin:
            return at
        if tag == "S":
            return at
        if word in word_class("no") or tag not in _MODIFIERS:
            return None
    return None


def _genitive(layout: Layout, at: int) -> Subject | None:
    """Return the name before "'s", if it is one and its clause leaves no doubt."""
    begin = layout.sentences[layout.sentence_of[at]][0]
    first = at
    while first > begin and layout.tags[first - 1] in _NAME_TAGS:
        first -= 1
    if first == at:
        return None
    if first > begin and layout.tags[first - 1] in "oI&-":
        # "the Ministry of Defence's", "without Berg's": whose it is, is not in the name alone.
        return _after_preposition(layout, first, at)
    return Subject(Phrase(first, at, PhraseKind.NAME))


def _after_preposition(layout: Layout, first: int, at: int) -> Subject | None:
    if layout.lowers[first - 1] not in {"despite", "over", "about", "on", "amid", "after", "with"}:
        return None
    return Subject(Phrase(first, at, PhraseKind.NAME))
