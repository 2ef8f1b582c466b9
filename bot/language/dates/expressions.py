"""Time expressions of a text, resolved against its day of publication.

Every expression has one telling word (a month, a weekday, a unit, a year ...). One pass looks each
token up in a table of telling words, and the word's rule reads what stands round it, so the cost
is one look-up a token and a few more for each expression. Values follow TIMEX3 (ISO-TimeML).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import compress, count

from bot.language.dates.calendar import make_date, quarter_of, shift_days
from bot.language.dates.clock import read_meridiem, read_part_of_day
from bot.language.dates.days import read_month, read_range_end, read_range_start
from bot.language.dates.holidays import holiday_anchors, read_holiday
from bot.language.dates.quarters import (
    read_fiscal,
    read_latest_period,
    read_quarter_compound,
    read_season,
    read_year_ago,
)
from bot.language.dates.reader import Found, Reader, Rule, with_article
from bot.language.dates.running import read_year_end
from bot.language.dates.units import (
    read_compound,
    read_frequency,
    read_reference,
    read_unit,
)
from bot.language.dates.weekdays import read_plural_weekday, read_relative_day, read_weekday
from bot.language.dates.words import (
    DECADES,
    FREQUENCIES,
    MERIDIEMS,
    MONTHS,
    PARTS_OF_DAY,
    PLURAL_WEEKDAYS,
    REFERENCES,
    RELATIVE_DAYS,
    SEASONS,
    SHORT_DECADES,
    UNITS,
    WEEKDAYS,
    YEARS,
    compound_durations,
)
from bot.language.dates.years import read_decade, read_dotted, read_spelled_year, read_year
from bot.language.layout import Layout
from bot.records import Precision, TimeExpression

#: "04.02.2022", the one form that no table of words can hold.
_DOTTED_DATE = re.compile(r"\d\d?\.\d\d?\.\d{4}")
#: Its end; the search for it leaps from full stop to full stop.
_DOTTED_END = re.compile(r"\.\d\d?\.\d{4}")
#: A heading rules so many sentences at most: some pages are one paragraph.
_HEADED_SENTENCES = 5
#: A quarter named by these is the one to compare with, not the one that is told of.
_YEAR_BACK = frozenset({"ago", "earlier", "year-ago", "year-earlier", "last"})


def find_time_expressions(layout: Layout, published: date | None) -> list[TimeExpression]:
    """Return the time expressions of a text in text order, no two of which touch.

    Without ``published`` only expressions that name their own year resolve; relative ones are
    left out. Never raises, whatever the text.
    """
    reader = Reader(layout, published)
    sentences, sentence_of, lowers = layout.sentences, layout.sentence_of, layout.lowers
    found: list[TimeExpression] = []
    done = headed = 0
    rules = _rules()
    for i in _find_telling(layout):
        if i < done:
            continue
        first, reader.end = sentences[sentence_of[i]]
        reader.begin = first if first > done else done
        if i >= headed:
            reader.published = published
        expression = rules.get(lowers[i], read_dotted)(reader, i)
        if expression is None:
            continue
        for part in _parts_of(reader, expression):
            done = part.after
            span = layout.span(part.first, done)
            found.append(TimeExpression(span=span, type=part.type, value=part.value))
            if part.value[0].isdecimal():
                _remember(reader, part)
        if published and done < reader.end and lowers[done] == ":":
            headed = _head(reader, expression, first)
    return found


def _head(reader: Reader, found: Found, first: int) -> int:
    """Let "March 16: The mill shut on Friday" count from its own day; return where that ends."""
    is_day = found.type == "DATE" and read_calendar_value(found.value) and len(found.value) == 10
    if not is_day or found.first != first:
        return 0
    reader.published = date.fromisoformat(found.value)
    layout = reader.layout
    paragraph = layout.paragraphs[layout.paragraph_at(layout.starts[first])]
    last = min(layout.sentence_of[first] + _HEADED_SENTENCES, len(layout.sentences)) - 1
    return min(layout.tokens_in(paragraph)[1], layout.sentences[last][1])


def _find_telling(layout: Layout) -> list[int]:
    """Return the telling tokens, in text order."""
    told = list(compress(count(), map(_telling_words().__contains__, layout.lowers)))
    if _DOTTED_END.search(layout.text):
        dotted = (i for i, word in enumerate(layout.lowers) if _DOTTED_DATE.fullmatch(word))
        return sorted({*told, *dotted})
    return told


def _beside(reader: Reader, found: Found) -> Found:
    """Read "the day before Thanksgiving" and "the day after May 4" as the day they mean."""
    before = reader.low(found.first - 1)
    if before not in {"the", "before", "after"}:
        return found
    j = found.first - (2 if before == "the" else 1)
    if reader.low(j) not in {"before", "after"} or reader.low(j - 1) != "day":
        return found
    day = shift_days(date.fromisoformat(found.value), -1 if reader.low(j) == "before" else 1)
    first = with_article(reader, j - 1)
    return Found(first, found.after, "DATE", day.isoformat()) if day else found


def _parts_of(reader: Reader, found: Found) -> Sequence[Found]:
    """Return an expression as it is, or with the days that stand in range with it."""
    if found.type != "DATE" or len(found.value) != 10 or not found.value[0].isdecimal():
        return (found,)
    found = _beside(reader, found)
    if MONTHS.keys().isdisjoint(reader.lowers[found.first : found.after]):
        return (found,)
    parts = (read_range_start(reader, found), found, read_range_end(reader, found))
    return [part for part in parts if part is not None]


def _remember(reader: Reader, found: Found) -> None:
    """Keep what a later "that year" or "the quarter" would mean."""
    value = found.value[:10]
    if not value[:4].isdecimal() or len(value) < 4:
        return
    if "Q" in value:
        words = reader.lowers[found.first : found.after]
        quarter = (int(value[:4]), int(value[-1]))
        if _YEAR_BACK.isdisjoint(words) and _is_over(reader, quarter):
            reader.quarter = quarter
    elif value[5:].replace("-", "0").isdecimal() or len(value) == 4:
        reader.anchor = (value, reader.layout.sentence_of[found.first])


def _is_over(reader: Reader, quarter: tuple[int, int]) -> bool:
    """Tell whether there can be figures of a quarter: "the quarter" means none that goes on."""
    published = reader.published
    return published is None or quarter < (published.year, quarter_of(published))


@cache
def _rules() -> dict[str, Rule]:
    """Return the rule of every telling word."""
    table: dict[str, Rule] = {}
    table |= dict.fromkeys(compound_durations(), read_compound)
    table |= dict.fromkeys(UNITS, read_unit)
    table |= dict.fromkeys(YEARS, read_year)
    table |= dict.fromkeys([*DECADES, *SHORT_DECADES], read_decade)
    table |= dict.fromkeys(SEASONS, read_season)
    table |= dict.fromkeys(FREQUENCIES, read_frequency)
    table |= dict.fromkeys([*REFERENCES, "recent", "current", "future", "past"], read_reference)
    table |= dict.fromkeys(RELATIVE_DAYS, read_relative_day)
    table |= dict.fromkeys(PARTS_OF_DAY, read_part_of_day)
    table |= dict.fromkeys(WEEKDAYS, read_weekday)
    table |= dict.fromkeys(PLURAL_WEEKDAYS, read_plural_weekday)
    table |= dict.fromkeys(MERIDIEMS, read_meridiem)
    table["year-end"] = read_year_end
    table["period"] = read_latest_period
    table |= dict.fromkeys(["year-ago", "year-earlier"], read_year_ago)
    quarters = [f"{word}-quarter" for word in ("first", "second", "third", "fourth")]
    table |= dict.fromkeys([*quarters, "q1", "q2", "q3", "q4"], read_quarter_compound)
    table |= dict.fromkeys(["nineteen"], read_spelled_year)
    table |= dict.fromkeys(["fiscal"], read_fiscal)
    table |= dict.fromkeys(MONTHS, read_month)
    parts = ("mid", "early", "late")
    table |= dict.fromkeys([f"{part}-{month}" for part in parts for month in MONTHS], read_month)
    return table | dict.fromkeys(holiday_anchors().keys() - {"may", "new"}, read_holiday)


@cache
def _telling_words() -> frozenset[str]:
    """Return the telling words; a set of them alone is searched faster than the table of rules."""
    return frozenset(_rules())


def read_calendar_value(value: str) -> tuple[date, Precision] | None:
    """Return the first day and the precision of a TIMEX3 value, or None where it is no period.

    Days (with or without a time of day), ISO weeks, weekends, months and years count; decades,
    quarters, seasons, durations and references do not.
    """
    year, month_or_week = value[:4], value[5:7]
    if len(value) < 4 or not year.isascii() or not year.isdecimal():
        return None
    if len(value) == 4:
        first = make_date(int(year), 1, 1)
        return (first, Precision.YEAR) if first else None
    if value[4:6] == "-W" and value[6:8].isdecimal():
        return _first_of_week(int(year), int(value[6:8]), weekend=value.endswith("-WE"))
    if not month_or_week.isdecimal():
        return None
    if len(value) == 7:
        first = make_date(int(year), int(month_or_week), 1)
        return (first, Precision.MONTH) if first else None
    if value[8:10].isdecimal() and (len(value) == 10 or value[10] == "T"):
        first = make_date(int(year), int(month_or_week), int(value[8:10]))
        return (first, Precision.DAY) if first else None
    return None


def _first_of_week(year: int, week: int, *, weekend: bool) -> tuple[date, Precision] | None:
    try:
        return date.fromisocalendar(year, week, 6 if weekend else 1), Precision.WEEK
    except ValueError:
        return None
