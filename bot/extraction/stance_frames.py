"""What the lexicon asks for behind a stance word: is it there, and what is the target?"""

from __future__ import annotations

from typing import NamedTuple

from bot.extraction.stances import Frame, FrameKind, word_class
from bot.extraction.targets import read_clause, read_target
from bot.language.layout import Layout
from bot.records import Stance


class Match(NamedTuple):
    """A filled frame: its target, and the token behind the cue's last word."""

    target: tuple[int, int] | None
    cue_after: int


def match_frame(layout: Layout, head: int, frame: Frame) -> Match | None:
    """Return the target of a verb in one of its frames, or None where the frame is not filled."""
    at = head + 1
    end = layout.sentences[layout.sentence_of[head]][1]
    if at < end and layout.tags[at] == "A":
        at += 1
    if at >= end:
        return None
    word = layout.lowers[at]
    if frame.kind is FrameKind.OBJECT:
        return _match_object(layout, at, frame)
    if frame.kind is FrameKind.PREPOSITION:
        return _match_preposition(layout, at, frame)
    if frame.kind is FrameKind.INFINITIVE:
        starts = word == "to" or (word == "not" and layout.lowers[at + 1 : at + 2] == ["to"])
        if not starts or layout.tags[at + 1 : at + 2] in tuple("D#NQ"):
            return None  # "agreed to a raise"
        return as_match(read_clause(layout, at), at)
    if frame.kind is FrameKind.THAT:
        return as_match(read_clause(layout, at + 1), at) if word == "that" else None
    if frame.kind is FrameKind.GERUND:
        is_verb = word.endswith("ing") and layout.tags[at] in "wVv"
        starts = is_verb and word not in word_class("thingsdenied")
        return as_match(read_clause(layout, at), at) if starts else None
    if frame.kind is FrameKind.OBJECT_TO:
        return _match_object_to(layout, at, frame)
    return _match_object_of(layout, at, "of" if frame.kind is FrameKind.OBJECT_OF else "for")


def as_match(target: tuple[int, int] | None, cue_after: int) -> Match | None:
    """Return a match for a target, None for none."""
    return Match(target, cue_after) if target else None


def _match_object(layout: Layout, at: int, frame: Frame) -> Match | None:
    target = read_thing(layout, at)
    if target is None or not fits_object(layout, frame, target):
        return None
    if frame.stance is Stance.DEMANDS and layout.tags[target[1] : target[1] + 1] in ("X", "i"):
        # "demanded their schools do more", "demanded Lund to pay"
        clause = read_clause(layout, target[1])
        target = (target[0], clause[1]) if clause else target
    return Match(target, at)


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
    if layout.lowers[at] == "out" and at + 1 < len(layout.words):
        at += 1  # "spoke out against"
    if layout.lowers[at] not in frame.words:
        return None
    target = read_thing(layout, at + 1)
    if target is None or layout.lowers[target[1] - 1] in word_class("services"):
        return None
    return Match(with_infinitive(layout, at, target), at + 1)


def with_infinitive(layout: Layout, at: int, target: tuple[int, int]) -> tuple[int, int]:
    """Read on in "for Lund to pay": the target is what Lund is to do."""
    if layout.lowers[at] != "for" or layout.lowers[target[1] : target[1] + 1] != ["to"]:
        return target
    clause = read_clause(layout, target[1])
    return (target[0], clause[1]) if clause else target


def read_thing(layout: Layout, at: int) -> tuple[int, int] | None:
    """Read a noun phrase, or a gerund with all that belongs to it: "lifting the tax"."""
    word = layout.lowers[at] if at < len(layout.words) else ""
    if word.endswith("ing") and layout.tags[at] in "wVv":
        clause = read_clause(layout, at)
        if clause:
            return clause
    if layout.tags[at : at + 3] == "#-#":
        at += 3  # "rejected 5-4 a plan"
    return read_target(layout, at)


def _match_object_to(layout: Layout, at: int, frame: Frame) -> Match | None:
    """Read "urged Lund to pay" and "called on Lund to pay"; "called Lund to say" is none."""
    if frame.lemma == "call":
        if layout.lowers[at] not in {"on", "upon"}:
            return None
        at += 1
    whom = read_target(layout, at)
    after = whom[1] if whom else at + 1
    if layout.lowers[after : after + 1] == ["not"]:
        after += 1
    if layout.lowers[after : after + 1] != ["to"]:
        return None
    clause = read_clause(layout, after)
    if clause is None:
        return None
    return Match((at, clause[1]), at)


def _match_object_of(layout: Layout, at: int, word: str) -> Match | None:
    """Read "accused Lund of ..." and "blamed Lund for ..."; the accused is the target."""
    whom = _read_accused(layout, at, word)
    if whom is None:
        is_pronoun = layout.tags[at] in "OPD" and layout.lowers[at + 1 : at + 2] == [word]
        return Match(None, at) if is_pronoun else None
    return Match(whom, at) if layout.lowers[whom[1] : whom[1] + 1] == [word] else None


def _read_accused(layout: Layout, at: int, word: str) -> tuple[int, int] | None:
    """Read "the mayor" before "of fraud", and "members of the staff" before "of fraud"."""
    whole = read_target(layout, at)
    if word == "of" and whole and layout.lowers[whole[0] : whole[1] + 1].count("of") > 1:
        last = whole[1] - layout.lowers[whole[0] : whole[1] + 1][::-1].index("of")
        return whole[0], last
    return read_target(layout, at, stop=word)
