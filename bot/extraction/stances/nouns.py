"""Stances in nouns and adjectives: "voiced support for the plan", "is opposed to talks"."""

from __future__ import annotations

import re
from typing import Final

from bot.extraction.clauses import Subject, find_certain_subject
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.extraction.stances.acts import Match, as_match, read_somebody, read_thing
from bot.extraction.stances.clauses import NOT, read_clause
from bot.extraction.stances.frames import Reading, with_infinitive
from bot.extraction.stances.lexicon import Form, Frame, FrameKind, verb_class, word_class
from bot.extraction.stances.passives import phrase_from
from bot.extraction.stances.places import Fit, Place
from bot.extraction.stances.subjects import find_gathered, find_stance_subject, guess_form
from bot.extraction.stances.targets import skip_time
from bot.extraction.verb_groups import VerbGroup, read_verb_group
from bot.language.dates.tense import is_past
from bot.language.layout import Layout
from bot.records import Stance

_LINKING: Final = frozenset("remain remains remained stand stands stood".split())
_OWNERS: Final = frozenset({"his", "her", "my", "our"})
_UNMEANT: Final = frozenset("unwitting inadvertent unintended supposed alleged apparent".split())
_TALKS: Final = frozenset({"earnings", "conference", "phone", "telephone", "video", "wake-up"})
_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_FORMER: Final = frozenset("former ex onetime one-time erstwhile".split())
_BEING: Final = frozenset("is was are were been remains remained became".split())
#: "Came out in favour of", "is in favour of".
_COMING_OUT: Final = _LINKING | frozenset(
    "is are was were 's ’s 'm ’m 're ’re come comes came vote votes voted speak speaks spoke argued"
    " testified ruled decided".split()
)
#: "In support of" and the like tell why somebody acts.
_ADJUNCTS: Final = frozenset(
    {("in", word) for word in "protest opposition defiance support solidarity".split()}
)
#: "Threw stones during a protest against", "on the first day of a strike over".
_AT_PROTESTS: Final = frozenset({"in", "on", "at", "during", "of", "for"})
_MODIFIERS: Final = frozenset('DjQA"wM')
#: Behind these a participle goes on: "a refusal to be paid".
_PASSIVE: Final = frozenset("be get have become remain feel stay see keep make".split())
_LONGEST_MODIFIERS: Final = 6
_NAME_TAGS: Final = frozenset("NTKl")


def read_adjective(place: Place, i: int, frames: tuple[Frame, ...]) -> Reading | None:
    """Read "is opposed to the plan" and "remains committed to talks"; a source is who is."""
    layout = place.layout
    preposition = layout.lower(i + 1)
    for frame in frames:
        if frame.words and preposition not in frame.words:
            continue
        group = read_verb_group(layout, i, Form.PARTICIPLE)
        if group is None or group.is_negated or not group.is_passive:
            group = _linked(layout, i)
        if group is None or group.is_infinitive or group.modal:
            return None
        subject = place.source or find_certain_subject(layout, place.phrases, group.first)
        is_deed = frame.stance is Stance.COMMITS
        after = i + 2 if frame.words else i + 1
        if is_deed and layout.lower(after) in word_class("easygoing"):
            return None  # "how far they are willing to go"
        if frame.nouns and layout.lower(after) not in frame.nouns:
            return None
        target = read_clause(layout, after) if is_deed else read_thing(layout, after)
        if subject is None or subject.is_plain or target is None:
            return None
        return Reading(frame.stance, subject, (group.first, after), target, False)
    return None


def _linked(layout: Layout, i: int) -> VerbGroup | None:
    at = i - 1
    if at > 0 and layout.tags[at] == "A":
        at -= 1
    is_in_favour = layout.lowers[at] == "in"
    if is_in_favour:
        at -= 2 if layout.lowers[at - 1] == "out" else 1
    verbs = _COMING_OUT if is_in_favour else _LINKING
    if at <= 0 or layout.lowers[at] not in verbs:
        return None
    group = read_verb_group(layout, at, guess_form(layout.lowers[at]))
    return None if group is None or group.is_negated else group


def read_noun(place: Place, i: int, frames: tuple[Frame, ...]) -> Reading | None:
    """Read "voiced support for the plan" and "Berg's opposition to the plan"."""
    for frame in frames:
        match = _match_noun(place.layout, i, frame)
        if match is not None and match.target is not None:
            reading = _read_match(place, i, Fit(frame, match))
            if reading is not None:
                return reading
    return None


def _read_match(place: Place, i: int, fit: Fit) -> Reading | None:
    layout, (frame, match) = place.layout, fit
    if frame.kind is FrameKind.BEING:
        return _read_being(place, i, fit)
    if frame.kind is FrameKind.RECEIVED:
        return None if place.source else _read_received(place, i, fit)
    holder = _find_holder(layout, i)
    if place.source and (holder is None or layout.lowers[holder] not in verb_class("express")):
        return None
    if holder is None:
        return _read_adjunct(place, i, fit)
    subject: Subject | None
    if layout.lowers[holder] in _OWNERS:
        subject, first = Subject(Phrase(holder, holder + 1, PhraseKind.PRONOUN)), i
    elif layout.tags[holder] == "S":
        subject = _genitive(layout, place.phrases, holder)
        first = i
    else:
        word = layout.lowers[holder]
        group = read_verb_group(layout, holder, guess_form(word))
        if group is None or group.is_negated or group.is_passive or group.modal:
            return None
        subject = None if group.is_infinitive else find_stance_subject(place, group, "call")
        first = group.first
    if subject is None or _is_withdrawn(layout, subject.phrase.first):
        return None
    return Reading(frame.stance, subject, (first, match.cue_after), match.target, False)


def _is_withdrawn(layout: Layout, first: int) -> bool:
    """Tell whether a stance is taken back or sought: "rescinded his endorsement for the seat"."""
    word = layout.lowers[first - 1] if first > 1 else ""
    is_sought = layout.lowers[first - 2] == "to" and word in word_class("secure")
    return is_sought or word in verb_class("takeback")


def _read_received(place: Place, i: int, fit: Fit) -> Reading | None:
    """Read "Berg won the backing of the union": the union backs Berg."""
    layout, (frame, match) = place.layout, fit
    begin = layout.sentences[layout.sentence_of[i]][0]
    at = i - 1
    while at > begin and layout.tags[at] in _MODIFIERS and i - at < _LONGEST_MODIFIERS:
        if layout.lowers[at] in verb_class("receive"):
            break
        at -= 1
    if layout.lowers[at] not in verb_class("receive") or match.target is None:
        return None
    is_none = not word_class("no").isdisjoint(layout.lowers[at + 1 : i])
    if is_none or layout.lowers[match.target[0]] in _OWNERS:
        return None  # "won approval of her plan": who approves it is not told
    group = read_verb_group(layout, at, guess_form(layout.lowers[at]))
    if group is None or group.is_negated or group.modal or group.is_infinitive:
        return None
    giver = phrase_from(layout, place.phrases, match.target[0])
    helped = find_certain_subject(layout, place.phrases, group.first)
    if giver is None or helped is None or giver.kind is PhraseKind.PRONOUN:
        return None
    if helped.phrase.kind is PhraseKind.PRONOUN:
        return None
    target = (helped.phrase.first, helped.phrase.after_last)
    return Reading(frame.stance, Subject(giver), (group.first, match.cue_after), target, False)


def _read_being(place: Place, i: int, fit: Fit) -> Reading | None:
    """Read "Berg is a vocal critic of the plan" and "Berg, a critic of the plan,"."""
    layout, (frame, match) = place.layout, fit
    begin = layout.sentences[layout.sentence_of[i]][0]
    article = (match.target[0] if match.target and match.target[0] < i else i) - 1
    while article > begin and layout.tags[article] in "jwQA" and i - article < _LONGEST_MODIFIERS:
        article -= 1
    if article <= begin or layout.lowers[article] not in _ARTICLES:
        return None
    if not _FORMER.isdisjoint(layout.lowers[article:i]):
        return None  # "the former Berg critic"
    at = article - 1
    if layout.tags[at] == ",":
        before = phrases_between(place.phrases, begin, at)
        holder = before[-1] if before and before[-1].after_last == at else None
        is_name = holder is not None and holder.kind is PhraseKind.NAME
        subject = place.source or (Subject(holder) if holder and is_name else None)
        first = article
    elif layout.lowers[at] in _BEING:
        while at > begin and layout.tags[at - 1] in "XA":
            at -= 1
        subject = place.source or find_certain_subject(layout, place.phrases, at)
        first = at
    else:
        return None
    if subject is None:
        return None
    return Reading(frame.stance, subject, (first, match.cue_after), match.target, False)


def _read_adjunct(place: Place, i: int, fit: Fit) -> Reading | None:
    """Read "miners stopped work in protest at the closure": who does so takes the stance."""
    layout, (frame, match) = place.layout, fit
    begin = layout.sentences[layout.sentence_of[i]][0]
    link = i - 1
    while link > begin and i - link < _LONGEST_MODIFIERS and layout.tags[link] in "DjQ":
        link -= 1
    word = layout.lowers[i]
    is_protest = word in word_class("rallies") and layout.lowers[link] in _AT_PROTESTS
    if link <= begin or not (is_protest or (layout.lowers[link], word) in _ADJUNCTS):
        return None
    subject = find_gathered(layout, place.phrases, begin, link)
    if subject is None:
        return None
    return Reading(frame.stance, subject, (link, match.cue_after), match.target, False)


def _match_noun(layout: Layout, i: int, frame: Frame) -> Match | None:
    at = i + 1
    if layout.tags[at : at + 1] == '"':
        at += 1
    at = skip_time(layout, at, layout.sentences[layout.sentence_of[i]][1])
    if at + 1 >= len(layout.words):
        return None
    word = layout.lowers[at]
    if layout.lowers[i - 1] in _TALKS:
        return None  # "on the firm's earnings call for the quarter"
    if (
        frame.kind is FrameKind.BEING
        and layout.tags[i - 1] == "N"
        and "-" not in layout.lowers[i - 1]
    ):
        first = i - 1
        while first > 0 and layout.tags[first - 1] in "NT":
            first -= 1
        return Match((first, i), i + 1)
    if frame.kind is FrameKind.DEED and word == "to" and layout.tags[at + 1] in "wVvj":
        if frame.nouns and layout.lowers[at + 1] not in frame.nouns:
            return None
        return as_match(_before_verb(layout, read_clause(layout, at)), at)
    is_only_deed = frame.kind is FrameKind.DEED and frame.nouns
    if word not in frame.words or is_only_deed:
        return None
    if word == "that":
        return as_match(read_clause(layout, at + 1), at)
    at_target = skip_time(layout, at + 1, len(layout.words))
    target = read_thing(layout, at_target) or read_somebody(layout, at_target)
    target = target and _before_helper(layout, target)
    if target and frame.lemma in word_class("worries"):
        is_fear_for = layout.lowers[target[1] - 1] in word_class("cherished")
        target = None if is_fear_for or "rights" in layout.lowers[slice(*target)] else target
    if target and frame.lemma in word_class("personal"):
        target = target if "N" in layout.tags[slice(*target)] else None
    return Match(with_infinitive(layout, at, target), at + 1) if target else None


def _before_helper(layout: Layout, target: tuple[int, int]) -> tuple[int, int]:
    """Cut "rising prices | and its lending will fail" where a clause of its own begins."""
    helper = layout.tags.find("X", *target)
    joint = layout.tags.rfind("C", target[0], helper) if helper > 0 else -1
    is_relative = re.search("[HtPB]", layout.tags[target[0] : max(helper, target[0])])
    return target if joint <= target[0] or is_relative else (target[0], joint)


def _before_verb(layout: Layout, clause: tuple[int, int] | None) -> tuple[int, int] | None:
    """Cut a clause before the verb of the whole: "Berg's plan to build a dam" | "would fail"."""
    if clause is None:
        return None
    for i in range(clause[0] + 2, clause[1]):
        is_told = layout.tags[i] in "wVv" and is_past(layout.lowers[i])
        if i == clause[0] + 2:
            # "a refusal to pay | angered the miners", not "to be paid", "to pay promised sums"
            before = layout.lowers[i - 1]
            is_told = is_told and before not in _PASSIVE and layout.tag(i + 1) in "DioIN"
        else:
            is_told = is_told and layout.tags[i - 1] in 'wNRA"'
        is_helper = layout.tags[i] == "X" or layout.lower(i + 1) in NOT
        if is_told and (relative := _relative_before(layout, clause[0] + 2, i)):
            return clause[0], relative  # "to review the letters | that the court seized"
        if is_helper or (is_told and layout.lower(i + 1) != "by"):
            # "a plan to build a dam | that will last"
            return clause[0], i - 1 if layout.tags[i - 1] in "tH" else i
    return clause


def _relative_before(layout: Layout, first: int, verb: int) -> int | None:
    """Return the "that" or "which" whose clause a verb ends, if it stands close before it."""
    for i in range(verb - 1, max(first, verb - _LONGEST_MODIFIERS) - 1, -1):
        if layout.tags[i] in "tH":
            return i
        if layout.tags[i] not in "DNRTjA":
            return None
    return None


def _find_holder(layout: Layout, i: int) -> int | None:
    """Return the verb of expressing, the genitive "'s" or the "his" that a noun hangs on."""
    begin = layout.sentences[layout.sentence_of[i]][0]
    owner: int | None = None
    for at in range(i - 1, max(begin, i - _LONGEST_MODIFIERS) - 1, -1):
        word, tag = layout.lowers[at], layout.tags[at]
        if word in verb_class("express") and at > begin:
            return at
        if tag == "S":
            is_verb = _is_verb_of_thing(layout, i)
            return at if layout.tags[at + 1 : i].count("w") <= 1 and not is_verb else None
        if word in _OWNERS:
            owner = at
        if word in word_class("no") or word in _UNMEANT or tag == "G":
            return None  # "it was never my intention"
        if tag not in _MODIFIERS:
            break
    return owner


def _is_verb_of_thing(layout: Layout, i: int) -> bool:
    """Tell whether a noun is the verb of the thing before it: "Berg's deal calls for"."""
    return layout.lowers[i].endswith("s") and layout.lowers[i - 1] in word_class("inanimate")


def _genitive(layout: Layout, phrases: list[Phrase], at: int) -> Subject | None:
    """Return whose it is in "Berg's" and "the minister's", where the clause leaves no doubt."""
    begin = layout.sentences[layout.sentence_of[at]][0]
    first = at
    while first > begin and layout.tags[first - 1] in _NAME_TAGS:
        first -= 1
    kind = PhraseKind.NAME
    if first == at:
        before = phrases_between(phrases, begin, at)
        is_close = before and before[-1].after_last >= at and before[-1].kind is PhraseKind.ROLE
        if not is_close or layout.tags[at - 1] not in "RT":
            return None
        first, kind = before[-1].first, PhraseKind.ROLE
    if first == at or (first > begin and layout.tags[first - 1] in "o&-"):
        return None  # "the Ministry of Defence's": whose it is, is not in the name alone
    return Subject(Phrase(first, at, kind))
