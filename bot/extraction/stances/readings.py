"""What a stance word says where it stands: its subject, its side and its target, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import Final

from bot.extraction.clauses import Subject, is_plural
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stances.actors import is_body, is_person, is_unlisted_plural
from bot.extraction.stances.acts import Match
from bot.extraction.stances.clauses import read_clause
from bot.extraction.stances.frames import Reading, find_complement, match_frame
from bot.extraction.stances.lexicon import (
    ACTS,
    Form,
    Frame,
    FrameKind,
    StanceWord,
    stance_words,
    verb_class,
    word_class,
)
from bot.extraction.stances.nouns import read_adjective, read_noun
from bot.extraction.stances.passives import is_bare_passive, read_passive
from bot.extraction.stances.places import Fit, Place
from bot.extraction.stances.subjects import (
    find_gathered,
    find_stance_subject,
    guess_form,
    is_message,
)
from bot.extraction.verb_groups import VerbGroup, read_verb_group
from bot.language.layout import Layout
from bot.records import Stance

#: Stances that "will" leaves as they are; "will promise" promises nothing yet.
_WITH_WILL: Final = frozenset({Stance.SUPPORTS, Stance.OPPOSES, Stance.DEMANDS})
#: "Cannot support" is no support; "may not support" leaves it open.
_ABLE: Final = frozenset({"can", "cannot"})
#: Not to accept is to oppose only as a will or a rule: "did not accept" may be what happened.
_REFUSING: Final = frozenset("will would won wouldn don doesn can cannot do does 'll ’ll".split())
#: What an act becomes that is still to come.
_TO_COME: Final = {Stance.SUPPORTS: Stance.COMMITS, Stance.OPPOSES: Stance.THREATENS}
_OWN: Final = frozenset({FrameKind.SELF, FrameKind.NOT_SELF})
_BEFORE_BASES: Final = frozenset(
    "will would can could may might must should shall do does did 'll ’ll 'd ’d".split()
)
_PRESENT: Final = frozenset({Form.BASE, Form.THIRD, Form.ING})


def read_stances(layout: Layout, phrases: list[Phrase]) -> Iterator[Reading]:
    """Yield the readings of all stance words of a text, in text order."""
    table, lowers, place = stance_words(), layout.lowers, Place(layout, phrases)
    for i in compress(range(len(lowers)), map(table.__contains__, lowers)):
        reading = read_word(place, i, table[lowers[i]])
        if reading is not None:
            yield reading


def read_word(place: Place, i: int, word: StanceWord) -> Reading | None:
    """Return the stance of the word at token ``i``: of its subject, or of its source if given.

    Also where a source is given, the words must be such that somebody takes a stance.
    """
    if word.adjective:
        reading = read_adjective(place, i, word.adjective)
        if reading:
            return reading
    if word.form is not None:
        reading = _read_verb(place, i, word)
        if reading:
            return reading
    return read_noun(place, i, word.noun) if word.noun else None


# --- verbs ----------------------------------------------------------------------------------
def _read_verb(place: Place, i: int, word: StanceWord) -> Reading | None:
    layout = place.layout
    at, end = find_complement(layout, i)
    if at >= end or (word.is_own and layout.tags[at] not in "Pt"):
        return None
    has_agent = layout.lower(i + 1) == "by"
    group: VerbGroup | None = None
    for frame in word.verb:
        if frame.kind is FrameKind.OBJECT_SAID and place.source is None:
            continue
        match = match_frame(layout, at, end, frame)
        if match is None and not has_agent:
            continue
        group = group or _group_here(layout, i, word)
        if group is None:
            return None
        if has_agent and (group.is_passive or is_bare_passive(group)):
            reading = None if place.source else read_passive(layout, place.phrases, group, frame)
        elif match is None or group.is_passive:
            continue
        else:
            reading = _read_active(place, group, Fit(frame, match))
        if reading:
            return reading
    return None


def _group_here(layout: Layout, i: int, word: StanceWord) -> VerbGroup | None:
    """Return the verb at a stance word; None where it is a noun or leaves the stance open."""
    group = read_verb_group(layout, i, _form_here(layout, i, word))
    if group is None or (group.modal == "open" and not group.is_negated):
        return None
    return None if layout.lowers[i] in word_class("nouns") and not group.has_auxiliary else group


def _form_here(layout: Layout, i: int, word: StanceWord) -> Form:
    """Return the form of a verb, also where past and base are written alike: "will cut"."""
    at = i - 1
    while at > 0 and layout.tags[at] in "AG":
        at -= 1
    helper = layout.lowers[at] if at >= 0 else ""
    is_base = word.is_base_too and (helper == "to" or helper in _BEFORE_BASES)
    return Form.BASE if is_base else word.form or Form.BASE


def _read_active(place: Place, group: VerbGroup, fit: Fit) -> Reading | None:
    layout, (frame, match) = place.layout, fit
    if frame.kind is FrameKind.INFINITIVE and not _is_stance_clause(layout, match, frame):
        return None
    stance = _side(layout, group, frame)
    if stance is None:
        return None
    if group.is_infinitive:
        return _read_infinitive(place, group, fit)
    subject = find_stance_subject(place, group, frame.lemma)
    if subject is None or (frame.kind in _OWN and not _is_own(layout, subject, match)):
        return None
    target, cue_after = _read_what(layout, group, group.head, stance, fit)
    return Reading(
        stance,
        subject,
        (group.first, cue_after),
        target,
        group.modal == "would",
        needs_known=frame.lemma in word_class("knownonly") and "against" not in frame.words,
    )


def _is_own(layout: Layout, subject: Subject, match: Match) -> bool:
    """Tell whether who says "they will" can be who will: not "aides say he will"."""
    first = match.target[0] if match.target else 0
    pronoun = layout.lowers[first]
    if layout.tags[first] != "P":
        return True
    phrase = subject.phrase
    behind = layout.tags[phrase.after_last : phrase.after_last + 2]
    if behind.strip(",").startswith("H"):
        return False  # "a body, which says it would"
    if pronoun in {"they", "we"}:
        return is_plural(layout, phrase)
    if phrase.kind is PhraseKind.PRONOUN:
        return layout.lowers[phrase.first] == pronoun
    if is_plural(layout, phrase) or is_unlisted_plural(layout, phrase):
        return False
    if pronoun == "it":
        return not is_person(layout, phrase)  # "the minister said it will help them"
    return pronoun in {"he", "she", "i"} and not is_body(layout, phrase)


def _side(layout: Layout, group: VerbGroup, frame: Frame) -> Stance | None:
    """Return the stance once "not", the modal and the tense are counted in."""
    helpers = layout.lowers[group.first : group.head]
    if group.is_negated and "necessarily" in helpers:
        return None
    if group.is_negated:
        if group.modal == "open" and _ABLE.isdisjoint(helpers):
            return None
        flips = frame.stance is Stance.SUPPORTS and frame.lemma in word_class("flippable")
        refuses = frame.is_refusal and not _REFUSING.isdisjoint(helpers)
        return Stance.OPPOSES if flips or refuses else None
    if group.modal == "open" or frame.is_refusal:
        return None
    if frame.lemma in word_class("decidedonly") and not group.is_infinitive:
        return None
    is_present = group.form in _PRESENT and group.modal != "would"
    if frame.lemma in word_class("presentonly") and not is_present:
        return None
    if group.modal not in {"will", "would"}:
        return None if frame.kind is FrameKind.AHEAD else frame.stance
    if frame.kind is FrameKind.AHEAD:
        return frame.stance
    if frame.kind in ACTS:
        return _TO_COME.get(frame.stance)
    return frame.stance if frame.stance in _WITH_WILL else None


def _read_infinitive(place: Place, group: VerbGroup, fit: Fit) -> Reading | None:
    """Read "continues to oppose", "vowed to support", "refused to back"."""
    layout, frame = place.layout, fit.frame
    at = group.first - 2
    begin = layout.sentences[layout.sentence_of[group.head]][0]
    if at <= begin:
        return None
    word = layout.lowers[at]
    refuses = word in verb_class("refuse")
    if word == "on" and layout.lowers[at - 1] in verb_class("go"):
        at, word = at - 1, "continue"  # "went on to criticise"
    if not refuses and word not in verb_class("catenative"):
        return _read_purpose(place, group, fit)
    outer = read_verb_group(layout, at, guess_form(layout.lowers[at]))
    if outer is None or outer.is_negated or outer.is_passive or outer.is_infinitive:
        return None
    stance: Stance | None = frame.stance
    if frame.kind in ACTS and word not in verb_class("ongoing"):
        stance = _TO_COME.get(frame.stance)
    if refuses:
        flips = frame.stance is Stance.SUPPORTS and frame.kind not in ACTS and _is_sided(frame)
        stance = Stance.OPPOSES if flips else None
    elif frame.kind is FrameKind.OBJECT_NAME and word not in verb_class("ongoing"):
        return None
    if stance is None or outer.modal not in {"", "will"}:
        return None
    subject = find_stance_subject(place, outer, "")
    if subject is None:
        return None
    target, cue_after = _read_what(layout, group, group.first - 1, stance, fit)
    return Reading(stance, subject, (outer.first, cue_after), target, False)


def _read_what(
    layout: Layout, group: VerbGroup, begin: int, stance: Stance, fit: Fit
) -> tuple[tuple[int, int] | None, int]:
    """Return what a stance is about, and the token behind its cue.

    An act still to come is promised as a whole: "to withdraw troops from Aros", not "Aros"; its
    clause begins at token ``begin``.
    """
    frame, match = fit
    if frame.kind in ACTS and stance is Stance.COMMITS and frame.stance is not stance:
        clause = read_clause(layout, begin)
        if clause is not None:
            return clause, begin
    return match.target, max(group.head + 1, match.cue_after)


def _read_purpose(place: Place, group: VerbGroup, fit: Fit) -> Reading | None:
    """Read "farmers marched through Lund to demand": who gathers for it takes the stance.

    So does the source of "used her speech to demand".
    """
    layout, (frame, match) = place.layout, fit
    begin = layout.sentences[layout.sentence_of[group.head]][0]
    to = group.first - 1
    if frame.lemma not in word_class("purposes") or group.is_negated:
        return None
    if place.source is not None:
        subject = place.source if is_message(layout, to - 1) else None
    else:
        subject = find_gathered(layout, place.phrases, begin, to)
    if subject is None:
        return None
    return Reading(frame.stance, subject, (group.head, max(group.head + 1, match.cue_after)),
                   match.target, False)  # fmt: skip


def _is_stance_clause(layout: Layout, match: Match, frame: Frame) -> bool:
    """Tell whether what is vowed or refused counts: an inner stance counts alone, by itself."""
    if match.target is None:
        return False
    at = match.target[0] + 1
    while layout.tag(at) == "A" and layout.lowers[at] not in stance_words():
        at += 1
    verb = layout.lower(at)
    if frame.lemma in {"refuse", "decline"} and verb in word_class("refusals"):
        return False
    inner = stance_words().get(verb)
    if inner is None or (inner.form is not Form.BASE and not inner.is_base_too):
        return True
    sided = (each for each in inner.verb if _is_sided(each))
    begin, end = find_complement(layout, at)
    if begin >= end:
        return True
    told = [each for each in sided if match_frame(layout, begin, end, each) is not None]
    if frame.lemma in {"refuse", "decline"}:
        return all(each.kind in ACTS for each in told)
    return not told or frame.lemma not in word_class("catenative")


def _is_sided(frame: Frame) -> bool:
    """Tell whether a frame takes a side of its own behind "to": "to back", not "to accept"."""
    is_named = frame.kind in {FrameKind.OBJECT_NAME, FrameKind.AHEAD}
    return not is_named and frame.lemma not in word_class("negatedonly")
