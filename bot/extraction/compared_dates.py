"""Dates that are no news themselves: something is counted from them or compared with them."""

from __future__ import annotations

from typing import Final

from bot.language.dates.words import UNITS, WEEKDAYS
from bot.language.layout import Layout

#: Before "since", these count or compare; the date is where the counting began.
_RECORDS: Final = frozenset(
    {"time", "times", "most", "least", "worst", "best", "first", "unseen", "unheard"}
)
_RECORD_REACH: Final = 10
_COMPARED: Final = frozenset({"than", "versus", "vs", "vs."})
_BYGONE: Final = frozenset({"last", "previous", "prior"})
#: How near "from 85%" stands to its date.
_CHANGE_REACH: Final = 4
#: Right behind "than", these begin what is compared with.
_MEASURES: Final = frozenset("it they we he she i you in what there was were did".split())
#: Before "from" and a date these tell when it was to be.
_MOVED: Final = frozenset("postponed moved rescheduled delayed deferred pushed brought".split())
#: Fewer weekdays in a sentence are no timetable.
_LEAST_WEEKDAYS: Final = 2
_EVERY: Final = frozenset({"a", "per", "each", "every"})


def is_counted_from(before: list[str]) -> bool:
    """Tell whether a date is only where something else is counted from.

    "Postponed from January", "the five years up to 2019", "two days before March 4".
    """
    if before[-1] == "from":
        return not _MOVED.isdisjoint(before[-3:-1])
    if before[-2:] == ["up", "to"]:
        return True
    return before[-1] in {"before", "after"} and before[-2:-1] != [] and before[-2] in UNITS


def is_every_week(layout: Layout, first: int) -> bool:
    """Tell whether a weekday is one of every week: "two days a week, Monday and Friday"."""
    if layout.lowers[first] not in WEEKDAYS:
        return False
    begin, end = layout.sentences[layout.sentence_of[first]]
    lowers = layout.lowers[begin:end]
    if "week" not in lowers or sum(word in WEEKDAYS for word in lowers) < _LEAST_WEEKDAYS:
        return False
    at = lowers.index("week")
    return lowers[max(0, at - 1)] in _EVERY and lowers[max(0, at - 2)] in {"day", "days"}


def is_measure(before: list[str], words: list[str]) -> bool:
    """Tell whether a date is what is compared with.

    "Than last year", "up $147 from a year ago", "from 85% in 2018", "compared to the same month
    last year", "more than we sold in all of 2021".
    """
    if before[-1] in _COMPARED:
        return True
    if before[-1] == "from":
        return words[-1] == "ago" or not _BYGONE.isdisjoint(words)
    if "," in before:
        before = before[len(before) - before[::-1].index(",") :]
    if "compared" in before:
        return True
    if "from" in before:
        at = before.index("from")
        is_change = len(before) - at <= _CHANGE_REACH or before[at - 1] in {"up", "down"}
        return is_change and any(map(_counts, before[at:]))
    if "than" not in before:
        return False
    at = len(before) - before[::-1].index("than")
    return not _MEASURES.isdisjoint(before[at : at + 1])


def _counts(word: str) -> bool:
    return word[:1].isdigit() or word[:1] in "$€£"


def is_record(layout: Layout, since: int) -> bool:
    """Tell whether "since" only says how rare it is: "a fifth time since", "the biggest since"."""
    begin = layout.sentences[layout.sentence_of[since]][0]
    before = layout.lowers[max(begin, since - _RECORD_REACH) : since]
    return any(word in _RECORDS or word.endswith("est") for word in before)
