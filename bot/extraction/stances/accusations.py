"""Frames that name who is accused, and of what: "accused Lund of fraud", "blamed Lund for it"."""

from __future__ import annotations

from typing import Final

from bot.extraction.stances.acts import Match, as_match, names_somebody
from bot.extraction.stances.clauses import read_clause
from bot.extraction.stances.lexicon import Frame, FrameKind
from bot.extraction.stances.targets import read_target
from bot.language.layout import Layout

_LONGEST_RELATIVE: Final = 20
_BEHIND_ACCUSED: Final = {
    FrameKind.OBJECT_OF: "of",
    FrameKind.OBJECT_FOR: "for",
    FrameKind.OBJECT_WITH: "with",
    FrameKind.OBJECT_AGAINST: "against",
}


def match_accused(layout: Layout, at: int, frame: Frame) -> Match | None:
    """Read "accused Lund of ..." and "blamed Lund for ..."; the accused is the target."""
    word = _BEHIND_ACCUSED[frame.kind]
    if word == "for" and frame.lemma == "blame":
        blamed = read_target(layout, at, stops=("on",))
        if blamed and layout.lower(blamed[1]) == "on":
            return as_match(read_target(layout, blamed[1] + 1), at)  # "blamed the delay on Lund"
    whom = _read_accused(layout, at, word)
    if whom is None:
        pronoun, link = layout.lowers[at], layout.lower(at + 1)
        is_pronoun = layout.tags[at] in "OPD" and pronoun != "it" and link == word
        return Match(None, at) if is_pronoun else None
    after = whom[1]
    if layout.tag(after) == "," and layout.tag(after + 1) == "H":
        closing = layout.tags.find(",", after + 1, after + _LONGEST_RELATIVE)
        after = closing + 1 if closing > 0 else after
    is_thing = word == "with" and not names_somebody(layout, whom)
    if layout.lower(after) != word or is_thing:
        return None
    if word == "for" and names_span(layout, after + 1):
        return None  # "pressed the council for years to act"
    clause = read_clause(layout, after) if word == "against" else None
    return Match((whom[0], clause[1]) if clause else whom, at)


def names_span(layout: Layout, at: int) -> bool:
    """Tell whether a stretch of time begins at a token: "years", "two weeks", "a year"."""
    after = at + 1 if layout.tag(at) in "DQ#" else at
    return layout.tag(after) == "m" and layout.tag(after + 1) not in "wNRT"


def _read_accused(layout: Layout, at: int, word: str) -> tuple[int, int] | None:
    """Read "the mayor" before "of fraud", and "members of the staff" before "of fraud"."""
    whom = read_target(layout, at, stops=(word,))
    if word != "of" or whom is None or layout.tags[whom[1] - 1] not in "RT":
        return whom
    of = whom[1]
    member = read_target(layout, of + 1, stops=("of",))
    is_whole = member and layout.lower(member[1]) == "of" and layout.tag(of + 1) in "DN"
    if member and is_whole and layout.lowers[of + 1] not in {"a", "an"}:
        return whom[0], member[1]
    return whom
