"""Rules for the year, the month and the week that run: "later in the year", "by year-end"."""

from __future__ import annotations

from typing import Final

from bot.language.dates.calendar import month_value, week_value, year_value
from bot.language.dates.quarters import read_half
from bot.language.dates.reader import ANAPHOR_REACH, Found, Reader, with_article, with_part
from bot.language.dates.words import Unit

#: Behind "the year", these tell of a year of business, named by its last day.
_CLOSING: Final = frozenset({"ended", "ending"})
_ENDS: Final = frozenset({"end", "'s", "’s"})
#: Until this month, what happened "at year-end" did so at the end of last year.
_LOOKING_BACK: Final = 3
_BEFORE_ENDS: Final = frozenset(
    {"by", "at", "before", "until", "since", "through", "to", "from", "around"}
)
#: Before "the year", by the preposition between: what makes it the one that runs.
_PARTS: Final = {
    "of": frozenset(
        {"end", "rest", "beginning", "start", "half", "remainder", "middle", "close", "months"}
    ),
    "in": frozenset({"earlier", "later", "early", "late"}),
    "for": frozenset({"high", "low", "far", "up", "down"}),
}


def read_running(reader: Reader, i: int, unit: Unit) -> Found | None:
    """Read "later in the year", "the end of the month", "year's end", "the year two thousand"."""
    following = reader.low(i + 1) if unit.code == "Y" else ""
    if following == "two" and reader.low(i + 2) == "thousand":
        return Found(with_article(reader, i), i + 3, "DATE", "2000")
    if following in _CLOSING:
        return _read_closing_year(reader, i)
    if following in _ENDS:
        ending = read_year_end(reader, i)
        if ending:
            return ending
    if reader.low(i - 1) != "the" or reader.is_capital(i):
        return None
    # What stands before may be taken already: "the first nine months of the year".
    if reader.lowers[max(0, i - 3)] not in _PARTS.get(reader.low(i - 2), ()):
        return None
    value = _running_value(reader, i, unit)
    if value is None:
        return None
    return read_half(reader, Found(with_part(reader, i - 1), i + 1, "DATE", value))


def _running_value(reader: Reader, i: int, unit: Unit) -> str | None:
    published = reader.published
    if published is None or reader.low(i + 1) in {"before", "after"}:
        return None
    if unit.code == "Y":
        told = reader.told_year(i) if reader.direction(i, i + 1) < 0 else None
        return year_value(told or published.year)
    if unit.code == "M" and not unit.is_clock:
        return _told_month(reader, i) or month_value(published.year, published.month)
    if unit.code == "D" and reader.lowers[i - 3] in {"earlier", "later"}:  # not "at the end of"
        return _told_day(reader, i) or published.isoformat()
    return week_value(published) if unit.code == "W" else None


def _told_day(reader: Reader, i: int) -> str | None:
    """Return the day told of just before: "later in the day" is later on that day."""
    if reader.anchor is None:
        return None
    value, sentence = reader.anchor
    is_near = reader.layout.sentence_of[i] - sentence <= ANAPHOR_REACH
    return value if len(value) == 10 and is_near else None


def _told_month(reader: Reader, i: int) -> str | None:
    """Return the month of the date that the same sentence tells of as past."""
    if reader.anchor is None or reader.direction(i, i + 1) >= 0:
        return None
    value, sentence = reader.anchor
    is_here = sentence == reader.layout.sentence_of[i] and len(value) >= 7 and "W" not in value
    return value[:7] if is_here else None


def _read_closing_year(reader: Reader, i: int) -> Found | None:
    """Read "the fiscal year ended", a stretch that names no year of the calendar."""
    first = i - 1 if reader.low(i - 1) == "fiscal" else i
    return Found(with_article(reader, first), i + 1, "DURATION", "P1Y")


def read_year_end(reader: Reader, i: int) -> Found | None:
    """Read "year-end", "year end" and "year's end": the end that is nearest, as the tense says."""
    after = i + 1
    if reader.low(i) == "year":
        after += 1 if reader.low(after) in {"'s", "’s"} else 0
        if reader.low(after) != "end":
            return None
        after += 1
    before = reader.low(i - 2) if reader.low(i - 1) == "the" else reader.low(i - 1)
    if reader.published is None or before not in _BEFORE_ENDS:
        return None  # "its year-end list", "year-end charts"
    looks_back = before != "by" and reader.published.month <= _LOOKING_BACK
    is_last = looks_back and reader.direction(i, after) < 0
    value = year_value(reader.published.year - is_last)
    return Found(with_article(reader, i), after, "DATE", value) if value else None
