"""Rules for years, decades and dates in figures."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.language.dates.calendar import make_date
from bot.language.dates.quarters import read_half, read_quarter_of_year
from bot.language.dates.reader import DASHES, Found, Reader, widen_part
from bot.language.dates.words import (
    COUNTED,
    DECADES,
    LABELS,
    NUMBERS,
    PART_WORDS,
    SHORT_DECADES,
    TENS,
    YEAR_PREPOSITIONS,
    YEARS,
)

_PLURAL_VERBS: Final = frozenset(
    {"was", "is", "has", "as", "does", "'s", "’s", "this", "his", "its"}
)


_MARKS: Final = frozenset({"“", "”", '"', "``", "''"})
_NUMERIC_SEPARATORS: Final = frozenset({"/", "-", "."})


def read_year(reader: Reader, i: int) -> Found | None:
    """Read "2022", "mid-1996", "2022-02-04", "4/2/2022"."""
    numeric = _read_numeric(reader, i)
    if numeric:
        return numeric
    word, before, following = reader.low(i), reader.low(i - 1), reader.low(i + 1)
    if before in _MARKS and following in _MARKS | {","} and reader.layout.quote_of[i] >= 0:
        return None  # a song or a book: “1989”
    if following in COUNTED or before in LABELS or following in {"/", ":"}:
        return None
    if following and following[0] in "%$€£°":
        return None
    first = i
    if before in DASHES and reader.touch(i):
        prefix = reader.low(i - 2)
        if prefix not in PART_WORDS | {"post", "pre"} and prefix not in YEARS:
            return None
        first = i - 2 if prefix not in YEARS else i
    elif not _is_year(reader, i, word):
        return None
    if before == "year" and reader.low(i - 2) == "the":
        first = i - 2
    quarter = read_quarter_of_year(reader, first, i + 1, int(word))
    return quarter or read_half(reader, Found(widen_part(reader, first), i + 1, "DATE", word))


def _is_year(reader: Reader, i: int, word: str) -> bool:
    before, following = reader.low(i - 1), reader.low(i + 1)
    if before in YEAR_PREPOSITIONS:
        # "of 2000 troops" counts, "of 2000" and "of 2000 and" date.
        return not _is_plural(following) or word[-1] != "0"
    if not "1900" <= word <= "2099":
        return word >= "1600" and before in {"(", "–", "-"} and following in {")", "–", "-"}
    if before in {"the", "a", "'s", "’s", "its", "his", "her", "their"} or word[-1] != "0":
        return not (_is_plural(following) and before not in {"the", "'s", "’s"} and word < "1950")
    return not _is_plural(following)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and word.isalpha() and word not in _PLURAL_VERBS


def _read_numeric(reader: Reader, i: int) -> Found | None:
    year = int(reader.low(i))
    separator = reader.low(i + 1)
    if separator in {"-", "/"} and reader.low(i + 3) == separator and reader.touch(i + 4):
        month, day = small_number(reader.low(i + 2)), small_number(reader.low(i + 4))
        return day_found(i, i + 5, make_date(year, month, day))
    separator = reader.low(i - 1)
    if separator in _NUMERIC_SEPARATORS and reader.low(i - 3) == separator and reader.touch(i):
        first, second = small_number(reader.low(i - 4)), small_number(reader.low(i - 2))
        return day_found(i - 4, i + 1, _choose_order(reader, year, first, second))
    return None


def small_number(word: str) -> int:
    """Return a number of one or two digits, 0 for anything else."""
    return int(word) if word.isdecimal() and len(word) <= 2 else 0


def day_found(first: int, after: int, day: date | None) -> Found | None:
    """Return the expression for a day, None for none."""
    return Found(first, after, "DATE", day.isoformat()) if day else None


def _choose_order(reader: Reader, year: int, first: int, second: int) -> date | None:
    """Decide between day/month and month/day; where both could be, by nearness, else not at all."""
    day_first, month_first = make_date(year, second, first), make_date(year, first, second)
    if not (day_first and month_first) or day_first == month_first:
        return day_first or month_first
    if reader.published is None:
        return None
    published = reader.published
    near, far = sorted((day_first, month_first), key=lambda day: abs((day - published).days))
    return near if abs((near - published).days) <= 31 < abs((far - published).days) else None


def read_dotted(reader: Reader, i: int) -> Found | None:
    """Read "04.02.2022", which is day first wherever it is written with points."""
    parts = reader.low(i).split(".")
    if len(parts) != 3 or len(parts[2]) != 4 or not all(part.isdecimal() for part in parts):
        return None
    return day_found(
        i, i + 1, make_date(int(parts[2]), small_number(parts[1]), small_number(parts[0]))
    )


def read_decade(reader: Reader, i: int) -> Found | None:
    """Read "the late 1970s", "the '90s", "the nineties"."""
    word = reader.low(i)
    first = i
    if word in DECADES:
        value = DECADES[word]
    elif word in SHORT_DECADES and reader.low(i - 1) in {
        "'",
        "’",
        "‘",
        "the",
        "mid",
        "early",
        "late",
    }:
        if word[0].isdigit() and reader.low(i - 1) not in {"'", "’", "‘"}:
            return None
        if reader.low(i - 1) in {"'", "’", "‘"}:
            first = i - 1
        value = f"{'20' if SHORT_DECADES[word] < 2 else '19'}{SHORT_DECADES[word]}"
    else:
        return None
    first = widen_part(reader, first)
    if reader.low(first - 1) == "the":
        first -= 1
    return Found(first, i + 1, "DATE", value)


def read_spelled_year(reader: Reader, i: int) -> Found | None:
    """Read "nineteen ninety-six" and "two thousand" after "year", as broadcasts write them."""

    word, following = reader.low(i), reader.low(i + 1)
    if word not in {"nineteen", "twenty"} or following not in NUMBERS:
        return None
    number = NUMBERS[following]
    after = i + 2
    if following in TENS and 0 < NUMBERS.get(reader.low(after), 0) < 10:
        number += NUMBERS[reader.low(after)]
        after += 1
    if not 10 <= number <= 99 or reader.low(after) in COUNTED:
        return None
    return Found(i, after, "DATE", f"{19 if word == 'nineteen' else 20}{number}")
