"""Where an actor begins and ends: datelines, wires, days and other noun phrases beside it."""

from __future__ import annotations

from typing import Final

from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stances.lexicon import word_class
from bot.language.dates.tense import is_past
from bot.language.dates.words import WEEKDAYS
from bot.language.layout import Layout

_MEANWHILE: Final = frozenset({"meantime", "meanwhile", "separately", "elsewhere", "overnight"})
_LATE: Final = frozenset({"late", "early"})
_WIRES: Final = frozenset({"cnn", "reuters", "ap", "afp"})
#: What shows something: "polls show | voters".
_FINDINGS: Final = frozenset(
    "polls results records documents data figures surveys studies emails filings statistics numbers"
    " returns reports tests files images videos photos messages texts letters transcripts".split()
)


def without_edges(layout: Layout, phrase: Phrase) -> Phrase:
    """Return an actor without what only leads to it, or a day behind it: "LUND — Anna Berg"."""
    first, after = phrase.first, phrase.after_last
    if layout.lowers[first] in _MEANWHILE and layout.tags[first + 1] == ",":
        first += 2
    if layout.tags[first] == "S":
        first += 1  # "'s video Berg"
    if layout.lowers[first] == "no." and layout.tags[first + 1] != "#":
        first += 1  # "No. Berg"
    if layout.tags[first] in "wVvj" and layout.tags[first + 1] == "D":
        first += 1  # "prove | the government"
    if phrase.kind is PhraseKind.ROLE and _lacks_noun(layout, after):
        after += 1
    while layout.lowers[first] in word_class("messages") and layout.tags[first + 1] == "N":
        first += 1  # "in Friday's video | Berg"
    first = _behind_others(layout, phrase._replace(first=first, after_last=after))
    if after - first > 1 and layout.lowers[after - 1] in WEEKDAYS:
        after -= 1
        if after - first > 1 and layout.lowers[after - 1] in _LATE:
            after -= 1
    return phrase._replace(first=first, after_last=after)


def _behind_others(layout: Layout, phrase: Phrase) -> int:
    """Return where an actor begins behind a dash, a wire, "polls show" and other noun phrases."""
    first = phrase.first
    for i in range(first + 1, phrase.after_last - 1):
        is_dash = layout.tags[i] == "-" and layout.ends[i - 1] != layout.starts[i]
        is_shown = layout.lowers[i] == "show" and layout.lowers[i - 1] in _FINDINGS
        is_wire = layout.tags[i] == ")" and not _WIRES.isdisjoint(layout.lowers[first:i])
        if is_dash or is_shown or is_wire:
            first = i + 1
        elif layout.tags[i : i + 2] == ",C" and layout.tags[first - 1] in "Vv":
            first = i + 2  # "said Berg, and | Dahl urged"
        elif phrase.kind is PhraseKind.ROLE and _begins_anew(layout, i):
            first = i  # "a place | the mayor"
    return first


def _begins_anew(layout: Layout, i: int) -> bool:
    """Tell whether an article right behind a noun begins another noun phrase."""
    return layout.tags[i - 1 : i + 1] == "wD" and not layout.lowers[i - 1].endswith("ing")


def _lacks_noun(layout: Layout, after: int) -> bool:
    """Tell whether a noun that no list knows ends an actor: "the Lund school | system closed"."""
    word, verb = layout.lower(after), layout.lower(after + 1)
    if layout.tag(after) != "w" or is_past(word) or word.endswith(("s", "ing")) or word == "long":
        return False
    return layout.tag(after + 1) in "XVv" or is_past(verb)
