"""Whose word a clause is: "Berg said that Lund must pay", "“Lund must pay,” said Berg"."""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.extraction.clauses import Subject, find_certain_subject
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import verb_class, word_class
from bot.extraction.stances.subjects import guess_form
from bot.extraction.verb_groups import VerbGroup, read_verb_group
from bot.language.layout import Layout
from bot.records import Stance

#: Whom a duty or a verdict can fall on: names, roles and nouns with what hangs on them.
_BEARER: Final = frozenset("DQ#jwNRTKSoI&lCm")
_LONGEST_BEARER: Final = 14
#: Between the verb of saying and its clause: "said here on Tuesday that".
_BETWEEN: Final = frozenset("AM#")


class Told(NamedTuple):
    """A stance in a clause: ``first`` is where the clause begins, ``at`` its telling word."""

    stance: Stance
    first: int
    at: int
    target: tuple[int, int]
    cue: tuple[int, int]


def read_telling(layout: Layout, phrases: list[Phrase], told: Told) -> Reading | None:
    """Return the stance of who says the clause, where the sentence or its quotation tells.

    Inside quotation marks the subject of such a reading is whom the clause is about, and
    ``is_quoted`` says that the speaker takes the stance.
    """
    return _read_told(layout, phrases, told) or _read_quoted(layout, told)


def bearer_before(layout: Layout, at: int) -> int | None:
    """Return where the noun phrase before a telling word begins, which must open its clause."""
    begin = layout.sentences[layout.sentence_of[at]][0]
    first = at
    while first > begin and layout.tags[first - 1] == "A":
        first -= 1
    if "longer" in layout.lowers[first:at]:
        return None  # "people no longer need to"
    end = first
    while first > begin and layout.tags[first - 1] in _BEARER and end - first < _LONGEST_BEARER:
        first -= 1
    while first < end and layout.tags[first] in "IC":
        first += 1
    words = layout.lowers[first:end]
    if not words or words[0] in word_class("notthings") or words[-1] in word_class("notthings"):
        return None
    if not word_class("storms").isdisjoint(words):
        return None
    return first if layout.tags[end - 1] in "NRTKw" else None


def _read_told(layout: Layout, phrases: list[Phrase], told: Told) -> Reading | None:
    """Read "Berg said on Tuesday that Lund must pay": the sayer demands."""
    begin = layout.sentences[layout.sentence_of[told.first]][0]
    at = told.first - 1
    if at > begin and layout.lowers[at] == "that":
        at -= 1
        while at > begin and (layout.tags[at] in _BETWEEN or layout.lowers[at] in {"on", "here"}):
            at -= 1
    if at <= begin or layout.lowers[at] not in verb_class("obliging"):
        return None
    group = read_verb_group(layout, at, guess_form(layout.lowers[at]))
    if group is None or not _tells(group) or layout.quote_of[at] != layout.quote_of[told.first]:
        return None
    subject = find_certain_subject(layout, phrases, group.first)
    if subject is None or subject.is_plain:
        return None
    cue = told.cue if told.stance is not Stance.DEMANDS else (group.first, at + 1)
    return Reading(told.stance, subject, cue, told.target, False)


def _tells(group: VerbGroup) -> bool:
    return not (group.is_negated or group.is_passive or group.modal or group.is_infinitive)


def _read_quoted(layout: Layout, told: Told) -> Reading | None:
    """Read "“Lund must pay,” said Berg": the clause opens its quotation or a sentence of it."""
    quote, first = layout.quote_of[told.first], told.first
    begin = layout.sentences[layout.sentence_of[first]][0]
    if quote < 0 or quote != layout.quote_of[told.at]:
        return None
    if first > begin and layout.tags[first - 1] not in '"-' and layout.lowers[first - 1] != "that":
        return None
    bearer = Subject(Phrase(first, told.at, PhraseKind.ROLE))
    return Reading(told.stance, bearer, told.cue, told.target, False, is_quoted=True)
