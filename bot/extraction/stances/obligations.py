"""Demands that are told as duties: "Berg said that Lund must pay", "“Lund must pay,” said Berg"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import Final

from bot.extraction.phrases import Phrase
from bot.extraction.stances.clauses import read_clause
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import word_class
from bot.extraction.tellings import Told, bearer_before, read_telling
from bot.language.layout import Layout
from bot.records import Stance

_DUTIES: Final = frozenset(
    {"must", "should", "ought", "needs", "need", "has", "have", "mustn", "shouldn"}
)
#: These make a duty only with "to" behind them.
_WITH_TO: Final = _DUTIES - {"must", "should", "mustn", "shouldn"}
_SURE: Final = frozenset({"clear", "obvious", "evident", "plain"})
_OTHERS: Final = frozenset({"he", "she", "they"})
_DUTIES_OF_OTHERS: Final = frozenset({"must", "should", "ought"})
_LIGHT: Final = frozenset({"take", "make", "give", "keep", "bring", "work"})
_PERHAPS: Final = frozenset({"likely", "probably", "presumably", "perhaps"})
_ACTORS: Final = frozenset("NRTK")
#: A time so near behind "should" makes it an expectation.
_TIMES: Final = frozenset("Mm")
_SOON: Final = 6


def read_obligations(layout: Layout, phrases: list[Phrase]) -> Iterator[Reading]:
    """Yield the demands of a text that say what somebody must do, in text order.

    The subject of such a reading is who says so, where the sentence tells; inside quotation marks
    it is whom the duty falls on, and ``is_quoted`` says that the speaker makes the demand.
    """
    lowers = layout.lowers
    for i in compress(range(len(lowers)), map(_DUTIES.__contains__, lowers)):
        if lowers[i] in _WITH_TO and lowers[i + 1 : i + 2] != ["to"]:
            continue
        first = _pronoun_before(layout, i)
        if first is None:
            first = bearer_before(layout, i)
            if first is None or not _is_duty(layout, first, i):
                continue
        target = read_clause(layout, first, least=i)
        if target is None or target[1] <= i + (2 if layout.tags[first] == "P" else 1):
            continue
        reading = read_telling(layout, phrases, Told(Stance.DEMANDS, first, i, target, (i, i + 1)))
        if reading is not None:
            yield reading


def _pronoun_before(layout: Layout, at: int) -> int | None:
    """Return where "we need to build" or, in a quotation, "he should resign" begins."""
    who = layout.lowers[at - 1] if at > 0 else ""
    if who != "we" and (who not in _OTHERS or layout.quote_of[at] < 0):
        return None
    if at > 2 and layout.lowers[at - 2] == "that" and _is_thing(layout, at - 3):
        return None  # "the ships that they need to trade"
    verb = at + 2 if layout.lowers[at] in _WITH_TO else at + 1
    while layout.tag(verb) in "AG":
        verb += 1
    word = layout.lower(verb)
    if word == "accept" and layout.lower(verb + 1) == "that":
        return None  # "we have to accept that it is late"
    is_deed = word in word_class("deeds") or word in word_class("reforms")
    is_deed = is_deed and (who == "we" or word not in _LIGHT)  # "he has to take a rest"
    is_duty = layout.lowers[at] in _DUTIES_OF_OTHERS and word not in word_class("easygoing")
    if word == "have" and layout.lowers[at] not in _WITH_TO:
        return None  # "he must have heard of it"
    return at - 1 if is_deed or (who in _OTHERS and is_duty and word.isalpha()) else None


def _is_thing(layout: Layout, at: int) -> bool:
    return layout.tags[at] in "wNRT" and layout.lowers[at] not in _SURE


def _goes_on(layout: Layout, be: int) -> bool:
    return layout.lower(be + 1).endswith("ing") and layout.tag(be + 1) in "wVv"


def _is_duty(layout: Layout, first: int, at: int) -> bool:
    """Tell whether the words ask something of somebody rather than expect or suppose it."""
    lowers, word = layout.lowers, layout.lowers[at].removesuffix("n")
    after = at + 1
    if word in _WITH_TO:
        after += 1
    while layout.tag(after) in "AG" or layout.lower(after) in {"'t", "’t"}:
        if lowers[after] in _PERHAPS:
            return False  # "should probably share the blame"
        after += 1
    verb = lowers[after] if after < len(lowers) else ""
    if lowers[at - 1] == "longer" or (word == "must" and verb == "be" and _goes_on(layout, after)):
        return False  # "no longer need to fear", "she must be wondering"
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
        is_act = mood.endswith(("ed", "ing")) or mood in {"held", "put", "sent", "given"}
        return bears and is_act and mood not in word_class("moods")
    return bears and verb not in word_class("easygoing")
