"""What a stance word says where it stands: its subject, its side and its target, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import Final

from bot.extraction.clauses import (
    Subject,
    VerbGroup,
    find_certain_subject,
    find_only_subject,
    is_plural,
    read_verb_group,
)
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stance_frames import (
    Match,
    Reading,
    as_match,
    match_frame,
    read_thing,
    with_infinitive,
)
from bot.extraction.stance_passives import is_bare_passive, read_passive
from bot.extraction.stances import (
    Form,
    Frame,
    FrameKind,
    StanceWord,
    stance_words,
    verb_class,
    word_class,
)
from bot.extraction.targets import read_clause
from bot.language.dates.tense import is_past
from bot.language.layout import Layout
from bot.records import Stance

#: Stances that "will" leaves as they are; "will promise" promises nothing yet.
_WITH_WILL: Final = frozenset({Stance.SUPPORTS, Stance.OPPOSES, Stance.DEMANDS})
#: A participle behind a comma ("..., accusing the mayor of") is read for these verbs only.
_PARTICIPLES: Final = frozenset(
    "accuse call urge demand condemn vow threaten denounce criticize criticise blame reject pledge"
    " promise deny".split()
)
#: "Cannot support" is no support; "may not support" leaves it open.
_ABLE: Final = frozenset({"can", "cannot"})
#: Not to accept is to oppose only as a will or a rule: "did not accept" may be what happened.
_REFUSING: Final = frozenset("will would wo wouldn can cannot do does 'll ’ll".split())
_PRESENT: Final = frozenset({Form.BASE, Form.THIRD, Form.ING})
_LINKING: Final = frozenset("remain remains remained stand stands stood".split())
_MODIFIERS: Final = frozenset('DjQA"wM')
_LONGEST_MODIFIERS: Final = 6
_NAME_TAGS: Final = frozenset("NTKl")


def read_stances(layout: Layout, phrases: list[Phrase]) -> Iterator[Reading]:
    """Yield the readings of all stance words of a text, in text order."""
    table, lowers = stance_words(), layout.lowers
    for i in compress(range(len(lowers)), map(table.__contains__, lowers)):
        reading = _read_word(layout, phrases, i, table[lowers[i]])
        if reading is not None:
            yield reading


def _read_word(layout: Layout, phrases: list[Phrase], i: int, word: StanceWord) -> Reading | None:
    if word.adjective:
        reading = _read_adjective(layout, phrases, i, word.adjective)
        if reading:
            return reading
    if word.form is not None:
        reading = _read_verb(layout, phrases, i, word)
        if reading:
            return reading
    return _read_noun(layout, phrases, i, word.noun) if word.noun else None


# --- verbs ----------------------------------------------------------------------------------
def _read_verb(layout: Layout, phrases: list[Phrase], i: int, word: StanceWord) -> Reading | None:
    form = word.form
    group = read_verb_group(layout, i, form) if form else None
    if group is None or (group.modal == "open" and not group.is_negated):
        return None
    if layout.lowers[i] in word_class("nouns") and not group.has_auxiliary:
        return None
    for frame in word.verb:
        if group.is_passive or is_bare_passive(layout, group):
            reading = read_passive(layout, phrases, group, frame)
        else:
            reading = _read_active(layout, phrases, group, frame)
        if reading:
            return reading
    return None


def _read_active(
    layout: Layout, phrases: list[Phrase], group: VerbGroup, frame: Frame
) -> Reading | None:
    match = match_frame(layout, group.head, frame)
    if match is None:
        return None
    if frame.kind is FrameKind.INFINITIVE and not _is_stance_clause(layout, match, frame):
        return None
    stance = _side(layout, group, frame)
    if stance is None:
        return None
    if group.is_infinitive:
        return _read_infinitive(layout, phrases, group, frame, match)
    subject = _subject_of(layout, phrases, group, frame.lemma)
    if subject is None:
        return None
    cue = (group.first, max(group.head + 1, match.cue_after))
    return Reading(stance, subject, cue, match.target, group.modal == "would")


def _side(layout: Layout, group: VerbGroup, frame: Frame) -> Stance | None:
    """Return the stance once "not", the modal and the tense are counted in."""
    helpers = layout.lowers[group.first : group.head]
    if group.is_negated:
        if group.modal == "open" and _ABLE.isdisjoint(helpers):
            return None
        flips = frame.stance is Stance.SUPPORTS and frame.lemma in word_class("flippable")
        refuses = frame.lemma in word_class("negatedonly") and not _REFUSING.isdisjoint(helpers)
        return Stance.OPPOSES if flips or refuses else None
    if group.modal == "open" or frame.lemma in word_class("negatedonly"):
        return None
    if frame.lemma in word_class("presentonly") and group.form not in _PRESENT:
        return None
    if group.modal in {"will", "would"} and frame.stance not in _WITH_WILL:
        return None
    return frame.stance


def _subject_of(
    layout: Layout, phrases: list[Phrase], group: VerbGroup, lemma: str
) -> Subject | None:
    if group.form is Form.ING and not group.has_auxiliary:
        return _participle_subject(layout, phrases, group, lemma)
    subject = find_certain_subject(layout, phrases, group.first)
    if subject and subject.is_plain and lemma not in word_class("agentive"):
        return None
    if subject is None or group.has_auxiliary or group.form in {Form.PAST, Form.PARTICIPLE}:
        return subject
    plural = is_plural(layout, subject.phrase)
    return subject if plural == (group.form is Form.BASE) else None


def _participle_subject(
    layout: Layout, phrases: list[Phrase], group: VerbGroup, lemma: str
) -> Subject | None:
    begin = layout.sentences[layout.sentence_of[group.head]][0]
    if lemma not in _PARTICIPLES or group.first - 1 <= begin:
        return None
    if layout.tags[group.first - 1] != ",":
        return None
    phrase = find_only_subject(layout, phrases, begin, group.first - 1)
    return Subject(phrase) if phrase else None


def _read_infinitive(
    layout: Layout, phrases: list[Phrase], group: VerbGroup, frame: Frame, match: Match
) -> Reading | None:
    """Read "continues to oppose", "vowed to support", "refused to back"."""
    at = group.first - 2
    begin = layout.sentences[layout.sentence_of[group.head]][0]
    if at <= begin:
        return None
    word = layout.lowers[at]
    refuses = word in verb_class("refuse")
    if not refuses and word not in verb_class("catenative"):
        return _read_purpose(layout, phrases, group, frame, match)
    outer = read_verb_group(layout, at, guess_form(word))
    if outer is None or outer.is_negated or outer.is_passive or outer.is_infinitive:
        return None
    stance: Stance | None = frame.stance
    if refuses:
        flips = frame.stance is Stance.SUPPORTS and frame.lemma in word_class("flippable")
        stance = Stance.OPPOSES if flips else None
    if stance is None or outer.modal not in {"", "will"}:
        return None
    subject = _subject_of(layout, phrases, outer, "")
    if subject is None:
        return None
    return Reading(stance, subject, (outer.first, max(group.head + 1, match.cue_after)),
                   match.target, False)  # fmt: skip


def _read_purpose(
    layout: Layout, phrases: list[Phrase], group: VerbGroup, frame: Frame, match: Match
) -> Reading | None:
    """Read "farmers marched through Lund to demand": who gathers for it takes the stance."""
    begin = layout.sentences[layout.sentence_of[group.head]][0]
    to = group.first - 1
    if frame.lemma not in word_class("purposes") or group.is_negated:
        return None
    acts = [i for i in range(begin, to) if layout.lowers[i] in verb_class("gathering")]
    if not acts or any(layout.tags[i] in 'Vv,"' for i in range(acts[0] + 1, to)):
        return None
    subject = find_certain_subject(layout, phrases, _group_first(layout, begin, acts[0]))
    if subject is None:
        return None
    return Reading(frame.stance, subject, (group.head, max(group.head + 1, match.cue_after)),
                   match.target, False)  # fmt: skip


def _group_first(layout: Layout, begin: int, head: int) -> int:
    while head > begin and layout.tags[head - 1] in "XA":
        head -= 1
    return head


def guess_form(word: str) -> Form:
    """Return the form that the ending of a verb suggests."""
    if word.endswith("ing"):
        return Form.ING
    if is_past(word):
        return Form.PAST
    return Form.THIRD if word.endswith("s") else Form.BASE


def _is_stance_clause(layout: Layout, match: Match, frame: Frame) -> bool:
    """Tell whether what is vowed or refused counts: an inner stance counts alone, by itself."""
    if match.target is None:
        return False
    at = match.target[0] + 1
    verb = layout.lowers[at]
    if frame.lemma == "refuse" and verb in word_class("refusals"):
        return False
    inner = stance_words().get(verb)
    if inner is None or inner.form is not Form.BASE:
        return True
    sided = (each for each in inner.verb if each.lemma not in word_class("negatedonly"))
    return all(match_frame(layout, at, each) is None for each in sided)


# --- adjectives and nouns -------------------------------------------------------------------
def _read_adjective(
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


def _read_noun(
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
        return None
    if layout.tags[holder] == "S":
        subject = _genitive(layout, holder)
        first = i
    else:
        word = layout.lowers[holder]
        group = read_verb_group(layout, holder, guess_form(word))
        if group is None or group.is_negated or group.is_passive or group.modal:
            return None
        subject = None if group.is_infinitive else _subject_of(layout, phrases, group, "call")
        first = group.first
    if subject is None:
        return None
    return Reading(frame.stance, subject, (first, match.cue_after), match.target, False)


def _match_noun(layout: Layout, i: int, frame: Frame) -> Match | None:
    at = i + 1
    if layout.tags[at : at + 1] == '"':
        at += 1
    if at + 1 >= len(layout.words):
        return None
    word = layout.lowers[at]
    if frame.kind is FrameKind.DEED and word == "to" and layout.tags[at + 1] in "wVv":
        return as_match(read_clause(layout, at), at)
    if word not in frame.words:
        return None
    target = read_thing(layout, at + 1)
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
