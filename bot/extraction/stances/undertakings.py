"""Promises in somebody's own words: "“We will rebuild the port,” said Berg"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import Final

from bot.extraction.clauses import Subject
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stances.clauses import read_clause
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import word_class
from bot.language.layout import Layout
from bot.records import Stance

_AHEAD: Final = frozenset({"will", "'ll", "’ll", "going"})
_CONDITIONS: Final = frozenset({"if", "unless"})
_FIRST_PERSON: Final = frozenset({"i", "we"})
_AM: Final = frozenset({"am", "'m", "’m", "are", "'re", "’re"})


def read_undertakings(layout: Layout) -> Iterator[Reading]:
    """Yield what speakers of quotations say they will do, in text order."""
    lowers = layout.lowers
    for i in compress(range(len(lowers)), map(_AHEAD.__contains__, lowers)):
        if layout.quote_of[i] < 0 or i == 0:
            continue
        verb, who = i + 1, i - 1
        if lowers[i] == "going":
            if layout.lower(verb) != "to" or lowers[who] not in _AM:
                continue
            verb, who = verb + 1, who - 1
        if who < 0 or lowers[who] not in _FIRST_PERSON or not _opens_clause(layout, who):
            continue
        while layout.tag(verb) == "A":
            verb += 1
        word = layout.lower(verb)
        if word not in word_class("deeds") or word in word_class("unpromised"):
            continue
        begin = layout.sentences[layout.sentence_of[who]][0]
        if not _CONDITIONS.isdisjoint(lowers[begin:who]):
            continue  # "if there is more, we'll share it"
        target = read_clause(layout, verb)
        if target is not None:
            subject = Subject(Phrase(who, who + 1, PhraseKind.PRONOUN))
            yield Reading(Stance.COMMITS, subject, (who + 1, verb), target, False)


def _opens_clause(layout: Layout, who: int) -> bool:
    """Tell whether "we" opens its clause: not "they believe that we will"."""
    begin = layout.sentences[layout.sentence_of[who]][0]
    return who == begin or layout.tags[who - 1] in '",;:-CAM.'
