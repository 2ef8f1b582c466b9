"""Frames of acts that show a stance: "imposed sanctions on Aros", "sent Marda food and tents"."""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.extraction.stances.clauses import read_clause
from bot.extraction.stances.lexicon import Frame, word_class
from bot.extraction.stances.targets import read_target, skip_time
from bot.language.layout import Layout

#: What may stand between a verb and the noun that tells what it does.
_IN_OBJECT: Final = frozenset('DjwQ#NRTSAvVmMlo"C')
_NOUNS: Final = frozenset("wNRT")
_LONGEST_OBJECT: Final = 10
_SOMEBODY: Final = frozenset("NRTK")
_WHERE: Final = frozenset({"with", "in", "at", "outside", "near", "across", "throughout"})
_OBJECT_PRONOUNS: Final = frozenset({"him", "her", "them"})
_BEHIND_PRONOUN: Final = frozenset({"last", "earlier", "early", "late"})
_ROUGHLY: Final = frozenset({"about", "around", "over", "nearly", "almost", "some"})
_CURRENCIES: Final = frozenset("$€£¥")
_LARGE: Final = frozenset({"million", "billion", "m", "bn", "trillion"})
_TO_WHOM: Final = frozenset({"to", "for"})
_UNDOING: Final = frozenset(
    "loosening easing lifting relaxing relaxation rollback removal repeal suspension".split()
)


class Match(NamedTuple):
    """A filled frame: its target, and the token behind the cue's last word."""

    target: tuple[int, int] | None
    cue_after: int


def as_match(target: tuple[int, int] | None, cue_after: int) -> Match | None:
    """Return a match for a target, None for none."""
    return Match(target, cue_after) if target else None


def read_thing(layout: Layout, at: int) -> tuple[int, int] | None:
    """Read a noun phrase, or a gerund with all that belongs to it: "lifting the tax"."""
    word = layout.lowers[at] if at < len(layout.words) else ""
    if word == "what":
        return read_clause(layout, at, through="as")
    if word.endswith("ing") and layout.tags[at] in "wVv":
        clause = read_clause(layout, at)
        if clause:
            return clause
    if layout.tags[at : at + 3] == "#-#":
        at += 3  # "rejected 5-4 a plan"
    return read_target(layout, at)


def match_onto(layout: Layout, at: int, end: int, frame: Frame) -> Match | None:
    """Read "imposed sanctions on Aros": who or what lies behind the preposition is the target."""
    noun = _find_noun(layout, at, end, frame.nouns)
    if noun is None or not _UNDOING.isdisjoint(layout.lowers[at:noun]):
        return None  # "announced a loosening of restrictions on"
    link = skip_time(layout, noun + 1, end)
    if layout.lowers[link] in _WHERE - frame.words:
        place = read_target(layout, link + 1, frame.words)
        link = skip_time(layout, place[1], end) if place else link
    if layout.lowers[link : link + 2] == ["out", "of"] and "from" in frame.words:
        return as_match(read_thing(layout, link + 2), link + 2)
    if link >= end or layout.lowers[link] not in frame.words:
        return None
    return as_match(read_thing(layout, skip_time(layout, link + 1, end)), link + 1)


def match_gift(layout: Layout, at: int, end: int, frame: Frame) -> Match | None:
    """Read "sent food to Aros" and "sent Aros food": who is given something is the target."""
    noun = _find_noun(layout, at, end, frame.words)
    if noun is None:
        noun = _find_sum(layout, at, end)
    if noun is None:
        return None
    first = _first_object(layout, at, noun)
    if first is not None:
        return Match(first, at)
    link = skip_time(layout, noun + 1, end)
    if layout.lowers[noun] == "credit" and layout.lower(link) == "for":
        return None  # "gave credit for her success to the miners"
    while link < end and layout.lowers[link] in {"of", "worth", "and"}:
        link += layout.lowers[link] == "worth"
        of_what = read_target(layout, link + 1, stops=_TO_WHOM)
        link = skip_time(layout, of_what[1], end) if of_what else end
    if link < end and layout.lowers[link] in _TO_WHOM:
        whom = read_target(layout, link + 1)
        if whom is None or not names_somebody(layout, whom) or not _is_receiver(layout, whom):
            return None
        return Match(whom, link + 1)
    return None


def _find_noun(layout: Layout, at: int, end: int, nouns: frozenset[str]) -> int | None:
    """Return the head of the object that begins at ``at``, if it is one of ``nouns``."""
    for i in range(at, min(at + _LONGEST_OBJECT, end - 1)):
        if layout.lowers[i] in nouns and layout.tags[i + 1] not in _NOUNS:
            return i
        if layout.tags[i] not in _IN_OBJECT:
            return None
    return None


def _find_sum(layout: Layout, at: int, end: int) -> int | None:
    """Return the last token of "$5 million" where the object begins with it."""
    start = at + 1 if layout.lowers[at] in _ROUGHLY else at
    if layout.lower(start)[:1] not in _CURRENCIES:
        return None
    return start + 1 if layout.lower(start + 1) in _LARGE and start + 2 < end else start


def _first_object(layout: Layout, at: int, noun: int) -> tuple[int, int] | None:
    """Return whom in "gave Marda a loan": a name, or a noun before another article."""
    after = at
    while after < noun and layout.tags[after] in "NTK":
        after += 1
    if after == at and layout.tags[at] == "D":
        after = at + 1
        while after < noun and layout.tags[after] in "NRTjw":
            after += 1
    is_first = at < after < noun and layout.tags[after] in "DQ#"
    return (at, after) if is_first and names_somebody(layout, (at, after)) else None


def _is_receiver(layout: Layout, whom: tuple[int, int]) -> bool:
    """Tell whether the noun at the head can be given something: not "the Mardan economy"."""
    if layout.tags[whom[0]] in "wVv" and not layout.lowers[whom[0]].endswith("s"):
        return False  # "gave $5 million to mend the dam"
    return word_class("nobody").isdisjoint(layout.lowers[whom[0] : whom[1]])


def names_somebody(layout: Layout, whom: tuple[int, int]) -> bool:
    """Tell whether a noun phrase holds a name or a noun for people."""
    return not _SOMEBODY.isdisjoint(layout.tags[whom[0] : whom[1]])


def read_somebody(layout: Layout, at: int) -> tuple[int, int] | None:
    """Read "him" and "her" where no noun follows: "criticised her for it"."""
    is_whole = layout.tag(at + 1) not in "wjNRTQ#v" or layout.lower(at + 1) in _BEHIND_PRONOUN
    return (at, at + 1) if layout.lower(at) in _OBJECT_PRONOUNS and is_whole else None
