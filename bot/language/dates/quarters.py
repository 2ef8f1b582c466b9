"""Rules for quarters of a year, fiscal years and seasons."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.language.dates.calendar import quarter_of, year_value
from bot.language.dates.reader import Amount, Found, Reader, widen_part, with_article, with_part
from bot.language.dates.words import (
    BACKWARD,
    FORWARD,
    HERE,
    MONTHS,
    QUARTER_ORDINALS,
    SEASONS,
    Unit,
)

_LAST_MONTHS: Final = {"SP": 5, "SU": 8, "FA": 11, "WI": 2}
_HALVES: Final = {"first": 1, "second": 2, "latter": 2, "last": 2}
#: What may stand right behind a year that belongs to a quarter.
_AFTER_YEAR: Final = frozenset(
    ["'s", "’s", "fiscal", "quarter", "period", *QUARTER_ORDINALS]
    + [f"{word}-quarter" for word in QUARTER_ORDINALS]
)
_MONEY_WORDS: Final = frozenset(
    "net earnings profit profits revenue revenues sales income loss losses results dividend growth"
    " gdp economy shares prices company charge analysts".split()
)


def latest_quarter(reader: Reader) -> str | None:
    """Return the quarter told of last, else the last one that is over."""
    published = reader.published
    if reader.quarter:
        return f"{reader.quarter[0]:04}-Q{reader.quarter[1]}"
    if published is None:
        return None
    year, quarter = published.year, quarter_of(published) - 1
    return f"{year:04}-Q{quarter}" if quarter else f"{year - 1:04}-Q4"


def read_quarter(reader: Reader, first: int, after: int, quarter: int) -> Found | None:
    """Read "the third quarter", "fiscal first quarter of 2022", "the year-ago third quarter".

    Where the month in which it ended stands behind it, that says which quarter of the calendar it
    is: a company's own first one may well be another's third.
    """
    ended = _ended_quarter(reader, after)
    year = ended[0] if ended else _quarter_year(reader, first, after, quarter)
    if year is None:
        return None
    quarter = ended[1] if ended else quarter
    end = after
    j = after + 1 if reader.low(after) == "of" else after
    if reader.year_at(j) is not None:
        end = j + 1
    elif reader.low(j) in {"last", "this"} and reader.low(j + 1) == "year":
        end = j + 2
    elif _is_year_ago(reader, after):
        year, end = year - 1, after + 3
    while reader.low(first - 1) in {"fiscal", "year-ago", "year-earlier"}:
        first -= 1
    first = with_article(reader, first)
    return Found(first, end, "DATE", f"{year:04}-Q{quarter}")


def read_told_quarter(reader: Reader, first: int, after: int) -> Found | None:
    """Read "the latest quarter", "the current quarter", "the quarter a year ago"."""
    ended = _ended_quarter(reader, after)
    value = f"{ended[0]:04}-Q{ended[1]}" if ended else latest_quarter(reader)
    if ended is None and reader.low(first) == "current" and reader.published:
        value = f"{reader.published.year:04}-Q{quarter_of(reader.published)}"
    if value is None:
        return None
    if _is_year_ago(reader, after):
        after, value = after + 3, f"{int(value[:4]) - 1:04}{value[4:]}"
    if reader.low(first) in BACKWARD | FORWARD | {"current", "latest"}:
        first = with_article(reader, first)
    return Found(with_part(reader, first), after, "DATE", value)


def _ended_quarter(reader: Reader, i: int) -> tuple[int, int] | None:
    """Return the year and the quarter that "ended Sept. 30" at token ``i`` tells of."""
    i += reader.low(i) == ","
    i += reader.low(i) in {"that", "which"}
    if reader.low(i) not in {"ended", "ending"}:
        return None
    j = i + 1 + (reader.low(i + 1) in {"in", "on"})
    month = MONTHS.get(reader.low(j))
    if month is None:
        return None
    quarter, j = (month + 2) // 3, j + 1
    j += reader.low(j) == "."
    j += reader.day_at(j) is not None
    j += reader.low(j) == ","
    written, published = reader.year_at(j), reader.published
    if written is not None:
        return written, quarter
    if published is None:
        return None
    if reader.low(i) == "ended":
        return published.year - (month > published.month), quarter
    return published.year + (month < published.month), quarter


def _quarter_year(reader: Reader, first: int, after: int, quarter: int) -> int | None:
    j = after + 1 if reader.low(after) == "of" else after
    written = reader.year_at(j)
    if written is not None:
        return written
    if reader.published is None or not _is_about_money(reader, first):
        return None
    year = reader.published.year
    if reader.low(j + 1) == "year" and reader.low(j) in {"last", "this"}:
        return year - (reader.low(j) == "last")
    if reader.low(first - 1) in {"year-ago", "year-earlier"}:
        return (reader.quarter[0] if reader.quarter else year) - 1
    return year - (quarter > quarter_of(reader.published) and reader.direction(first, after) <= 0)


def _is_year_ago(reader: Reader, i: int) -> bool:
    """Tell whether "a year ago" stands at token ``i``: "the quarter a year ago"."""
    return (
        reader.low(i) in {"a", "one"}
        and reader.low(i + 1) == "year"
        and reader.low(i + 2) in {"ago", "earlier", "before"}
    )


def _is_about_money(reader: Reader, i: int) -> bool:
    """Tell whether a quarter is a company's and not a game's."""
    layout = reader.layout
    number = layout.sentence_of[i]
    first = layout.sentences[max(0, number - 2)][0]
    end = layout.sentences[min(len(layout.sentences) - 1, number + 1)][1]
    nearby = set(layout.lowers[first:end])
    return not nearby.isdisjoint(_MONEY_WORDS)


def read_quarter_compound(reader: Reader, i: int) -> Found | None:
    """Read "third-quarter", "Q3 2022", "Q3"."""
    word = reader.low(i)
    quarter = int(word[1]) if word[0] == "q" else QUARTER_ORDINALS[word.partition("-")[0]]
    return read_quarter(reader, i, i + 1, quarter)


def read_year_ago(reader: Reader, i: int) -> Found | None:
    """Read "year-ago", "the year-earlier quarter"."""
    after = i + 1
    if reader.low(after) in {"quarter", "period", "month"}:
        after += 1
    elif reader.low(after) in QUARTER_ORDINALS:
        return None
    if reader.published is None:
        return None
    if reader.quarter and reader.low(i + 1) != "month":
        value = f"{reader.quarter[0] - 1:04}-Q{reader.quarter[1]}"
    else:
        value = year_value(reader.published.year - 1) or ""
    return Found(with_article(reader, i), after, "DATE", value) if value else None


def read_year_before(
    reader: Reader, first: int, after: int, unit: Unit, amount: Amount
) -> Found | None:
    """Read "a year ago" and "a year earlier" beside figures: the same quarter of last year."""
    if unit.code != "Y" or amount.number != 1 or reader.quarter is None:
        return None
    if not _is_about_money(reader, first):
        return None
    return Found(first, after, "DATE", f"{reader.quarter[0] - 1:04}-Q{reader.quarter[1]}")


def read_quarter_of_year(reader: Reader, first: int, after: int, year: int) -> Found | None:
    """Read "the 1988 third quarter", "last year's quarter", whose year stands in front."""
    if reader.low(after) not in _AFTER_YEAR:
        return None
    j = after + 1 if reader.low(after) in {"'s", "’s"} else after
    if reader.low(j) == "fiscal":
        j += 1
    number = QUARTER_ORDINALS.get(reader.low(j).removesuffix("-quarter"))
    if reader.low(j) == "quarter" or (reader.low(j) == "period" and reader.quarter):
        latest = latest_quarter(reader)
        number, end = int(latest[-1]) if latest else None, j + 1
    else:
        end = j + 1 if reader.low(j).endswith("-quarter") else j + 2
    if number is None or reader.low(end - 1)[-7:] not in {"quarter", "period"}:
        return None
    return Found(with_article(reader, first), end, "DATE", f"{year:04}-Q{number}")


def read_latest_period(reader: Reader, i: int) -> Found | None:
    """Read "the latest period" beside figures: the quarter told of."""
    if reader.low(i - 1) != "latest" or reader.quarter is None:
        return None
    return read_told_quarter(reader, i - 1, i + 1)


def read_season(reader: Reader, i: int) -> Found | None:
    """Read "last fall", "this summer", "the spring of 2022", "winter 2021"."""
    code, before = SEASONS[reader.low(i)], reader.low(i - 1)
    j = i + 2 if reader.low(i + 1) == "of" else i + 1
    year = reader.year_at(j)
    if year is not None:
        return Found(
            with_article(reader, widen_part(reader, i)), j + 1, "DATE", f"{year:04}-{code}"
        )
    if reader.published is None:
        return None
    if before == "the" and reader.low(i - 2) in {"over", "during", "throughout"}:
        direction = reader.direction(i, i + 1)
        year = _year_of_season(reader.published, code, direction) if direction else None
        return Found(i - 1, i + 1, "DATE", f"{year:04}-{code}") if year else None
    if before not in BACKWARD | FORWARD | HERE:
        return None
    number = _season_year(reader.published.year, reader.published.month, code, before)
    if number is None:
        return None
    return Found(with_part(reader, i - 1), i + 1, "DATE", f"{number:04}-{code}")


def _year_of_season(published: date, code: str, direction: int) -> int | None:
    """Return the year of "the summer" as the tense says; winters lie in two years."""
    if code == "WI":
        return None
    last_month = _LAST_MONTHS[code]
    year = published.year
    if direction < 0:
        return year if published.month >= last_month - 2 else year - 1
    return year if published.month <= last_month else year + 1


def _season_year(year: int, month: int, code: str, relation: str) -> int | None:
    last_month = _LAST_MONTHS[code]
    if relation in HERE:
        return year
    if relation in BACKWARD:
        return year if month > last_month and code != "WI" else year - 1
    return year if month < last_month - 2 else year + 1


def read_half(reader: Reader, found: Found) -> Found:
    """Read "the first half of 2022" and "the second half of last year" once the year is known."""
    if reader.low(found.first - 1) != "of" or reader.low(found.first - 2) != "half":
        return found
    half = _HALVES.get(reader.low(found.first - 3))
    if half is None:
        return found
    first = with_article(reader, found.first - 3)
    return Found(first, found.after, "DATE", f"{found.value[:4]}-H{half}")


def read_fiscal(reader: Reader, i: int) -> Found | None:
    """Read "fiscal 1989" and "fiscal year 2022"."""
    j = i + 2 if reader.low(i + 1) == "year" else i + 1
    year = reader.year_at(j)
    return Found(i, j + 1, "DATE", f"{year:04}") if year is not None else None
