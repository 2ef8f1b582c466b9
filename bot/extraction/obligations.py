"""Demands that are told as duties: "Berg said that Lund must pay", "“Lund must pay,” said Berg"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import Final

from bot.extraction.clauses import (
    Subject,
    VerbGroup,
    find_certain_subject,
    read_verb_group,
)
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stance_frames import Reading
from bot.extraction.stance_subjects import guess_form
from bot.extraction.stances import verb_class, word_class
from bot.extraction.targets import read_clause
from bot.language.layout import Layout
from bot.records import Stance

_DUTIES: Final = frozenset({"must", "should", "ought", "needs", "need", "has", "have"})
#: These make a duty only with "to" behind them.
_WITH_TO: Final = _DUTIES - {"must", "should"}
#: Whom a duty can fall on: names, roles and nouns with what hangs on them.
_BEARER: Final = frozenset("DQ#jwNRTKSoI&lCm")
_ACTORS: Final = frozenset("NRTK")
_LONGEST_BEARER: Final = 14
#: A time so near behind "should" makes it an expectation.
_TIMES: Final = frozenset("Mm")
_SOON: Final = 6
#: Between the verb of saying and its clause: "said here on Tuesday that".
_BETWEEN: Final = frozenset("AM#")


def read_obligations(layout: Layout, phrases: list[Phrase]) -> Iterator[Reading]:
    """Yield the demands of a text that say what somebody must do, in text order.

    The subject of such a reading is who says so, where the sentence tells; inside quotation marks
    it is whom the duty falls on, and ``is_quoted`` says that the speaker makes the demand.
    """
    lowers = layout.lowers
    for i in compress(range(len(lowers)), map(_DUTIES.__contains__, lowers)):
        if lowers[i] in _WITH_TO and lowers[i + 1 : i + 2] != ["to"]:
            continue
        first = _bearer_before(layout, i)
        if first is None or not _is_duty(layout, first, i):
            continue
        target = read_clause(layout, first, least=i)
        if target is None or target[1] <= i + 1:
            continue
        reading = _read_told(layout, phrases, first, target) or _read_quoted(
            layout, first, i, target
        )
        if reading is not None:
            yield reading


def _bearer_before(layout: Layout, at: int) -> int | None:
    """Return where the noun phrase before a duty begins, which must open its clause."""
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
    return first if layout.tags[end - 1] in "NRTKw" else None


def _is_duty(layout: Layout, first: int, at: int) -> bool:
    """Tell whether the words ask something of somebody rather than expect or suppose it."""
    lowers, word = layout.lowers, layout.lowers[at]
    after = at + 1
    if word in _WITH_TO:
        after += 1
    while lowers[after : after + 1] == ["not"] or layout.tags[after : after + 1] == "A":
        after += 1
    verb = lowers[after] if after < len(lowers) else ""
    if not verb.isalpha() or verb == "have" or (word in {"has", "have"} and verb != "be"):
        return False
    bears = not _ACTORS.isdisjoint(layout.tags[first:at])
    if word == "must":
        return verb != "be" or bears
    end = layout.sentences[layout.sentence_of[at]][1]
    if word == "should" and not _TIMES.isdisjoint(layout.tags[after : min(after + _SOON, end)]):
        return False  # "the mayor should be back early next week"
    if verb == "be":
        mood = layout.lower(after + 1)
        return bears and mood.endswith("ed") and mood not in word_class("moods")
    return bears and verb not in word_class("easygoing")


def _read_told(
    layout: Layout, phrases: list[Phrase], first: int, target: tuple[int, int]
) -> Reading | None:
    """Read "Berg said on Tuesday that Lund must pay": the sayer demands."""
    begin = layout.sentences[layout.sentence_of[first]][0]
    at = first - 1
    if at > begin and layout.lowers[at] == "that":
        at -= 1
        while at > begin and (layout.tags[at] in _BETWEEN or layout.lowers[at] in {"on", "here"}):
            at -= 1
    if at <= begin or layout.lowers[at] not in verb_class("obliging"):
        return None
    group = read_verb_group(layout, at, guess_form(layout.lowers[at]))
    if group is None or not _tells(group) or layout.quote_of[at] != layout.quote_of[first]:
        return None
    subject = find_certain_subject(layout, phrases, group.first)
    if subject is None or subject.is_plain:
        return None
    return Reading(Stance.DEMANDS, subject, (group.first, at + 1), target, False)


def _tells(group: VerbGroup) -> bool:
    return not (group.is_negated or group.is_passive or group.modal or group.is_infinitive)


def _read_quoted(layout: Layout, first: int, at: int, target: tuple[int, int]) -> Reading | None:
    """Read "“Lund must pay,” said Berg": the clause opens its quotation or a sentence of it."""
    quote = layout.quote_of[first]
    begin = layout.sentences[layout.sentence_of[first]][0]
    if quote < 0 or quote != layout.quote_of[at] or layout.lowers[at] in {"has", "have"}:
        return None
    if first > begin and layout.tags[first - 1] not in '"-':
        return None
    bearer = Phrase(first, at, PhraseKind.ROLE)
    return Reading(Stance.DEMANDS, Subject(bearer), (at, at + 1), target, False, is_quoted=True)
