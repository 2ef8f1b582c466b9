"""What the lexicon asks for behind a stance word: is it there, and what is the target?"""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.extraction.clauses import Subject
from bot.extraction.stances.accusations import match_accused, names_span
from bot.extraction.stances.acts import (
    Match,
    as_match,
    match_gift,
    match_onto,
    names_somebody,
    read_somebody,
    read_thing,
)
from bot.extraction.stances.clauses import read_clause
from bot.extraction.stances.judged import match_verdict
from bot.extraction.stances.lexicon import Form, Frame, FrameKind, word_class
from bot.extraction.stances.subjects import guess_form
from bot.extraction.stances.targets import is_noun_after_to, read_target, skip_time
from bot.language.dates.tense import is_past
from bot.language.layout import Layout
from bot.records import Stance

_OBJECT: Final = FrameKind.OBJECT
_AHEAD: Final = FrameKind.AHEAD
_ONTO: Final = FrameKind.ONTO
_PREPOSITION: Final = FrameKind.PREPOSITION
_LONG_CLAUSE: Final = 4
#: What a denial without "that" says: "denied the army had entered".
_TOLD_OF: Final = frozenset("was were had has have is are did".split())
_SOMEBODY: Final = frozenset("NRTK")
_DUTIES: Final = frozenset({"should", "must", "be"})
#: How far behind "impose" or "cut" what it takes away may stand.
_LONGEST_PENALTY: Final = 9
_PLACES: Final = frozenset({"in", "outside", "at", "near", "across", "through"})
_LONGEST_WARNING: Final = 12
_LONGEST_DEGREE: Final = 6
_LONGEST_BRACKET: Final = 8
_WILL: Final = frozenset({"will", "would", "won", "wouldn", "'ll", "’ll", "'d", "’d"})
_OWNERS: Final = frozenset("his her their my our".split())
#: Who is asked to do a favour rather than to act.
_HEARERS: Final = frozenset({"god", "me", "himself", "herself", "itself", "themselves", "myself"})


class Reading(NamedTuple):
    """A stance as its clause states it; ``cue`` and ``target`` are token ranges."""

    stance: Stance
    subject: Subject
    cue: tuple[int, int]
    target: tuple[int, int] | None
    is_would: bool
    #: Whether the speaker of the quotation takes the stance, whatever the subject is.
    is_quoted: bool = False
    #: Whether only somebody known takes a side by it: "a man attacked Berg" is no stance.
    needs_known: bool = False


def find_complement(layout: Layout, head: int) -> tuple[int, int]:
    """Return where what belongs to a verb begins, days and adverbs passed, and the sentence ends.

    The first is not below the second where nothing follows.
    """
    end = layout.sentences[layout.sentence_of[head]][1]
    return _over_terms(layout, skip_time(layout, head + 1, end), end), end


def match_frame(layout: Layout, at: int, end: int, frame: Frame) -> Match | None:
    """Return the target of a verb in one of its frames, or None where the frame is not filled.

    ``at`` and ``end`` are what ``find_complement`` gives for the verb.
    """
    kind = frame.kind
    if kind is _OBJECT or kind is _AHEAD:
        return _match_object(layout, at, frame)
    if kind is _ONTO:
        return match_onto(layout, at, end, frame)
    if kind is _PREPOSITION:
        return _match_preposition(layout, at, frame)
    if kind is FrameKind.SELF or kind is FrameKind.NOT_SELF:
        return _match_self(layout, at, end, frame)
    if kind is FrameKind.INFINITIVE:
        return _match_infinitive(layout, at, frame)
    if kind is FrameKind.OBJECT_NAME:
        match = _match_object(layout, at, frame)
        return match if match and match.target and names_somebody(layout, match.target) else None
    if kind is FrameKind.OBJECT_SAID:
        match = None if layout.lowers[at] == "what" else _match_object(layout, at, frame)
        return match if match and match.target and _is_matter(layout, match.target) else None
    if kind is FrameKind.GIVE:
        return match_gift(layout, at, end, frame)
    if kind is FrameKind.OBJECT_TO:
        return _match_object_to(layout, at, frame)
    return _match_rare(layout, at, end, frame)


def _match_rare(layout: Layout, at: int, end: int, frame: Frame) -> Match | None:
    kind, word = frame.kind, layout.lowers[at]
    if kind is FrameKind.THAT:
        return _match_that(layout, at, frame)
    if kind is FrameKind.THAT_SHOULD:
        return _match_duty(layout, at, frame)
    if kind is FrameKind.GERUND:
        is_verb = word.endswith("ing") and layout.tags[at] in "wVv"
        starts = is_verb and word not in word_class("thingsdenied")
        return as_match(read_clause(layout, at), at) if starts else None
    if kind is FrameKind.OBJECT_AS:
        target = read_target(layout, at)
        return as_match(target, at) if target and layout.lower(target[1]) == "as" else None
    if kind is FrameKind.VERDICT:
        return match_verdict(layout, at, end, frame)
    return match_accused(layout, at, frame)


def _match_infinitive(layout: Layout, at: int, frame: Frame) -> Match | None:
    word, following = layout.lowers[at], layout.lower(at + 1)
    starts = word == "to" or (word in {"not", "never"} and following == "to")
    if not starts or is_noun_after_to(layout, at + 1):
        return None  # "agreed to a raise", "agreed to terms"
    if frame.words and following not in frame.words:
        return None
    return as_match(read_clause(layout, at), at)


def _over_terms(layout: Layout, at: int, end: int) -> int:
    """Step over "in the strongest terms" between a verb and its object."""
    if layout.lower(at) != "in" or "terms" not in layout.lowers[at + 1 : min(at + 6, end - 1)]:
        return at
    return layout.lowers.index("terms", at) + 1


def _match_that(layout: Layout, at: int, frame: Frame) -> Match | None:
    """Read a clause behind "that", or without it: "promised they would", "denied Lund had"."""
    if layout.lowers[at] == "that":
        clause = read_clause(layout, at + 1)
        return as_match(clause, at) if clause and _has_verb(layout, *clause) else None
    if layout.tags[at : at + 2] == "PX" and frame.stance is not Stance.ACCUSES:
        return as_match(read_clause(layout, at), at)
    if frame.stance is not Stance.DENIES:
        return None
    subject = read_target(layout, at) if layout.tags[at] in "DN" else None
    follows = subject is not None and layout.lower(subject[1]) in _TOLD_OF
    return as_match(read_clause(layout, at), at) if follows else None


def _has_verb(layout: Layout, first: int, after: int) -> bool:
    """Tell whether a clause holds a verb, or is long enough for one that no list knows."""
    if after - first >= _LONG_CLAUSE:
        return True
    tags, lowers = layout.tags, layout.lowers
    return any(tags[i] in "XVv" or is_past(lowers[i]) for i in range(first + 1, after))


def _match_self(layout: Layout, at: int, end: int, frame: Frame) -> Match | None:
    """Read "that it would close the strait" behind a warning: what the speaker will do."""
    if layout.lowers[at] == "that":
        at += 1
        told = layout.lowers[at : min(at + _LONGEST_WARNING, end)]
        if frame.lemma == "warn" and "tolerate" in told:
            return as_match(read_clause(layout, at), at)  # "that police will not tolerate"
    if layout.tag(at) != "P" or layout.lower(at + 1) not in _WILL or at + 3 >= end:
        return None
    is_negated = layout.lowers[at + 2] in {"'t", "’t"}
    verb = at + 3 if is_negated else at + 2
    while verb < end - 1 and layout.tags[verb] in "AG":
        is_negated = is_negated or layout.tags[verb] == "G"
        verb += 1
    word = layout.lowers[verb]
    if is_negated is (frame.kind is FrameKind.SELF):
        return None
    if is_negated and word in word_class("negatedonly") | word_class("flippable"):
        return None  # read by itself
    if word in word_class("withpenalty") and frame.words is word_class("hostile"):
        object_ = layout.lowers[verb + 1 : min(verb + _LONGEST_PENALTY, end)]
        acts = not word_class("penalised").isdisjoint(object_)
    else:
        acts = word in frame.words or (
            frame.stance is Stance.THREATENS and "unless" in layout.lowers[verb:end]
        )
    return as_match(read_clause(layout, at), at) if acts else None


def _match_duty(layout: Layout, at: int, frame: Frame) -> Match | None:
    """Read "that Aros should pay" and "that Aros pay": what somebody is to do."""
    if layout.lowers[at] != "that":
        return None
    bearer = read_target(layout, at + 1)
    after = bearer[1] if bearer else at + 2
    verbs = [after, *(i for i in range(at + 2, after) if layout.tags[i - 1] in _SOMEBODY)]
    is_duty = layout.lower(after) in _DUTIES
    if not is_duty and frame.lemma != "rule":  # courts rule what is as well
        is_duty = any(_is_bare_verb(layout, i) for i in verbs)
    return as_match(read_clause(layout, at + 1), at) if is_duty else None


def _is_bare_verb(layout: Layout, i: int) -> bool:
    """Tell whether a word can be the verb in "that the council build a bridge"."""
    word = layout.lower(i)
    is_bare = layout.tag(i) in "wvVj" and word != "cannot" and guess_form(word) is Form.BASE
    return is_bare and (layout.tag(i) in "vV" or layout.tag(i + 1) in "DQ#NiOjIw")


def _match_object(layout: Layout, at: int, frame: Frame) -> Match | None:
    if layout.lowers[at] in word_class("particles"):
        return None  # "knocked off", "turned down"
    target = read_thing(layout, at)
    if target is None and frame.lemma in word_class("ofpeople"):
        return as_match(read_somebody(layout, at), at)
    if target and is_past(layout.lowers[at]) and _is_told_of(layout, target):
        return None  # "the union's demands included", "the gains he touted included saving it"
    if target and frame.lemma == "blame" and (blamed := _find_blamed(layout, target[1])):
        return Match(blamed, at)
    if target is None or not fits_object(layout, frame, target):
        return None
    target = _with_purpose(layout, target)
    follows = layout.tags[target[1] : target[1] + 1]
    is_told = follows == "P" or (follows == "t" and names_somebody(layout, target))
    if frame.stance is Stance.COMMITS and is_told:
        return as_match(read_clause(layout, target[1]), at)  # "promised students they can"
    if frame.stance is Stance.COMMITS and _goes_on(layout, target[1]):
        return as_match(read_clause(layout, at), at)
    if frame.stance is Stance.DEMANDS and layout.tags[target[1] : target[1] + 1] in ("X", "i"):
        # "demanded their schools do more", "demanded Lund to pay"
        clause = read_clause(layout, target[1])
        target = (target[0], clause[1]) if clause else target
    return Match(target, at)


def _is_told_of(layout: Layout, target: tuple[int, int]) -> bool:
    """Tell whether a past with which an object begins is a verb of its own."""
    at, after = target
    return after == at + 1 or layout.lower(at + 1).endswith("ing")


def _goes_on(layout: Layout, at: int) -> bool:
    """Tell whether an object before token ``at`` is the subject of what will be: "help would"."""
    return layout.lower(at + is_past(layout.lower(at))) in _WILL  # "the doses given would"


def _is_matter(layout: Layout, target: tuple[int, int]) -> bool:
    """Tell whether an object is some matter rather than a somebody or just any: "budgets"."""
    links = (i for i in range(*target) if layout.tags[i] in "oIi")
    is_somebody = layout.tags[next(links, target[1]) - 1] in _SOMEBODY
    return not is_somebody and target[1] - target[0] > 1


def _find_blamed(layout: Layout, after: int) -> tuple[int, int] | None:
    """Return who is behind "on" in "blamed the cuts in part on Lund"."""
    for i in range(after, after + _LONGEST_DEGREE):
        if layout.lower(i) == "on" and layout.tag(i + 1) != "M":
            return read_target(layout, i + 1)
    return None


def _with_purpose(layout: Layout, target: tuple[int, int]) -> tuple[int, int]:
    """Read on in "the decision to dissolve parliament": without it nothing is said."""
    after = target[1]
    goes_on = layout.lowers[after : after + 1] == ["to"] and not is_noun_after_to(layout, after + 1)
    if not goes_on or layout.lowers[after - 1] not in word_class("measures"):
        return target
    clause = read_clause(layout, after)
    return (target[0], clause[1]) if clause else target


def fits_object(layout: Layout, frame: Frame, target: tuple[int, int]) -> bool:
    """Tell whether an object has the nouns that its frame asks for, and none that it shuns."""
    words = layout.lowers[target[0] : target[1]]
    for link in ("of", "on", "to", "for", "by", "against", "in", "from"):
        if link in words[1:]:
            words = words[: words.index(link, 1)]
    if frame.stance is Stance.SUPPORTS and not word_class("kin").isdisjoint(words):
        return False
    if not frame.words:
        return True
    return frame.words.isdisjoint(words) is frame.excludes


def _match_preposition(layout: Layout, at: int, frame: Frame) -> Match | None:
    if layout.lowers[at] == "out" and "out" not in frame.words and at + 1 < len(layout.words):
        at += 1  # "spoke out against"
    between = layout.lowers[at] if layout.lowers[at] not in frame.words else ""
    is_place = between in _PLACES and frame.lemma in word_class("crowds")
    if is_place or (between == "to" and frame.lemma in word_class("addressing")):
        # "rallied in Lund against", "appealed to Aros for"
        whom = read_target(layout, at + 1, frame.words)
        at = skip_time(layout, whom[1], len(layout.words)) if whom else at
    if layout.lower(at) not in frame.words:
        return None
    at_target = (
        at + 2 if layout.tag(at + 1) == "A" and layout.lower(at + 2)[-3:] == "ing" else at + 1
    )
    target = read_thing(layout, at_target)
    if target is None and frame.lemma in word_class("ofpeople"):
        target = read_somebody(layout, at + 1)
    if target is None or layout.lowers[target[1] - 1] in word_class("services"):
        return None
    if frame.nouns and frame.nouns.isdisjoint(layout.lowers[target[0] : target[1]]):
        return None
    if frame.lemma in word_class("personal") and not names_somebody(layout, target):
        return None
    return Match(with_infinitive(layout, at, target), at + 1)


def with_infinitive(layout: Layout, at: int, target: tuple[int, int]) -> tuple[int, int]:
    """Read on in "for Lund to pay": the target is what Lund is to do."""
    asked = layout.lowers[target[1] : target[1] + 2]
    if layout.lowers[at] != "for" or (asked[:1] != ["to"] and asked != ["not", "to"]):
        return target
    clause = read_clause(layout, target[1])
    return (target[0], clause[1]) if clause else target


def _match_object_to(layout: Layout, at: int, frame: Frame) -> Match | None:
    """Read "urged Lund to pay" and "called on Lund to pay"; "called Lund to say" is none."""
    if frame.lemma == "call":
        if layout.lowers[at] not in {"on", "upon"}:
            return None
        at += 1
    after = _to_after(layout, at, "") or _to_after(layout, at, "to")
    if after is None or not _HEARERS.isdisjoint(layout.lowers[at:after]):
        return None
    is_time = layout.tags[at:after].lstrip("AQ#DR") == "m"  # "required an hour to load it"
    if layout.tag(after + 2) == "X" or is_time or _is_topic(layout, at, after):
        return None  # "warned that openness to talks was a guise"
    if frame.lemma in word_class("mild"):
        is_personal = _SOMEBODY.isdisjoint(layout.tags[at:after])
        asks_kin = layout.lowers[at] in _OWNERS and not word_class("relatives").isdisjoint(
            layout.lowers[at:after]
        )
        is_inner = layout.lower(after + 1) in {"know", "understand", "see", "feel"}
        if is_personal or asks_kin or is_inner:
            return None  # "asked her to pass the salt", "wants voters to know"
    clause = read_clause(layout, after)
    if clause is None:
        return None
    return Match((at, clause[1]), at)


def _is_topic(layout: Layout, first: int, after: int) -> bool:
    """Tell whether somebody is asked about something: "pressed Berg on his decision to leave"."""
    on = first + 1
    while on < after and layout.lowers[on] not in {"on", "about", "over"}:
        on += 1
    return layout.tags[on - 1] in "NTO" and layout.tag(on + 1) == "D" and on < after


def _to_after(layout: Layout, at: int, stop: str) -> int | None:
    """Return the "to" behind whoever is asked: "the envoy to Marda to leave", "them not to go"."""
    whom = read_target(layout, at, (stop,))
    after = whom[1] if whom else at + 1
    if layout.tag(after) == "(":
        after = layout.tags.find(")", after, after + _LONGEST_BRACKET) + 1 or after
    if layout.lower(after) == "on" and layout.tag(after + 1) == "M":
        after += 1
    if layout.lower(after) == "for" and names_span(layout, after + 1):
        after += 3 if layout.tag(after + 1) in "DQ#" else 2  # "pressed them for years to act"
    if layout.tags[after : after + 1] == "M":
        after += 1
        where = read_target(layout, after + 1, (stop,)) if layout.tag(after) == "I" else None
        after = where[1] if where else after
    if layout.lowers[after : after + 1] == ["not"]:
        after += 1
    is_infinitive = layout.lowers[after : after + 1] == ["to"]
    return after if is_infinitive and not is_noun_after_to(layout, after + 1) else None
