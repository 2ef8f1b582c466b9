"""Verdicts as stances: "Berg said the plan was a mistake", "“Lund has lied to us,” said Berg"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import compress
from typing import Final

from bot.extraction.phrases import Phrase
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import verb_class, word_class
from bot.extraction.tellings import Told, bearer_before, read_telling
from bot.language.layout import Layout
from bot.records import Stance

_BE: Final = frozenset("is are was were be been 's ’s 're ’re".split())
_GENITIVES: Final = frozenset({"'s", "’s"})
_HELPING: Final = frozenset("has have had would will 'd ’d".split())
#: Through these a verdict reaches back to its "is".
_IN_VERDICT: Final = frozenset('DjwAvo"C')
_LONGEST_VERDICT: Final = 7
_LIED_TO: Final = frozenset({"to", "about", "for", "when", "over", "because"})
_PLACES: Final = frozenset("in with on at ahead behind between within beneath beyond off".split())
_NAMES: Final = frozenset("NTK")
_SOMEBODY: Final = frozenset("NTKR")


@cache
def _judging() -> dict[str, Stance]:
    """Return the words that judge, with what they make of who is judged."""
    words = dict.fromkeys(word_class("good"), Stance.SUPPORTS)
    words.update(dict.fromkeys(word_class("bad"), Stance.OPPOSES))
    words.update(dict.fromkeys(verb_class("misdeeds"), Stance.ACCUSES))
    words["question"] = Stance.OPPOSES
    return words


def read_verdicts(layout: Layout, phrases: list[Phrase]) -> Iterator[Reading]:
    """Yield what somebody says about somebody or about a plan, good or bad, in text order."""
    judging, lowers = _judging(), layout.lowers
    for i in compress(range(len(lowers)), map(judging.__contains__, lowers)):
        stance = judging[lowers[i]]
        if lowers[i] == "question" and lowers[i - 3 : i] != ["out", "of", "the"]:
            continue
        verb = i if stance is Stance.ACCUSES else _copula_before(layout, i)
        is_genitive = verb is not None and lowers[verb] in _GENITIVES
        is_more = layout.tag(i + 1) == "j" or layout.lower(i + 1) in {"good", "great"}
        if is_more and stance is Stance.OPPOSES:
            continue  # "crazy good"
        if is_genitive and layout.tag(i + 1) not in '.;?!"CIoiBt:':
            continue  # "Berg's foolish plan"
        if verb is None or (lowers[i] in verb_class("lie") and _only_lies(layout, i)):
            continue
        verb = _first_of(layout, verb)
        first = bearer_before(layout, verb) if verb > 0 else None
        if first is None or not _can_be_judged(layout, first, verb, stance):
            continue
        told = Told(stance, first, verb, (first, verb), (verb, i + 1))
        reading = read_telling(layout, phrases, told)
        if reading is not None:
            yield reading


def _only_lies(layout: Layout, at: int) -> bool:
    """Tell whether something lies somewhere: "the cause lies wholly in", "talks lie ahead"."""
    word, after = layout.lowers[at], at + 1
    is_verb = layout.lowers[at - 1].endswith("s") or layout.tags[at - 1] in "AXP"
    if word == "lie" and not is_verb:
        return True  # "the Big Lie"
    while layout.tag(after) == "A" and layout.lower(after) not in _PLACES:
        after += 1
    is_told = layout.tag(after) in '.,;:?!"C' or layout.lower(after) in _LIED_TO
    return word != "lied" and not is_told


def _copula_before(layout: Layout, at: int) -> int | None:
    """Return the "is" of "is a very bad idea", not of "is not a bad idea"."""
    begin = layout.sentences[layout.sentence_of[at]][0]
    for i in range(at - 1, max(begin, at - _LONGEST_VERDICT) - 1, -1):
        if layout.lowers[i] in _BE:
            return i
        is_open = layout.tags[i] in _IN_VERDICT or layout.lowers[i] == "out"
        if not is_open or layout.lowers[i] in word_class("no"):
            return None
    return None


def _first_of(layout: Layout, verb: int) -> int:
    """Return where the helpers of a verb begin: "would be", "has repeatedly lied"."""
    while verb > 0 and (layout.lowers[verb - 1] in _HELPING or layout.tags[verb - 1] == "A"):
        verb -= 1
    return verb


def _can_be_judged(layout: Layout, first: int, after: int, stance: Stance) -> bool:
    """Tell whether a noun phrase names somebody or a plan rather than the weather."""
    tags = layout.tags[first:after]
    if layout.lowers[first] in {"my", "our"}:
        return False
    if stance is Stance.SUPPORTS:
        return tags[-1] in _NAMES
    if not _SOMEBODY.isdisjoint(tags):
        return True
    words = layout.lowers[first:after]
    is_plan = not word_class("policies").isdisjoint(words)
    return stance is Stance.OPPOSES and (is_plan or words[0].endswith("ing"))
