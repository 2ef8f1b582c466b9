"""What every rule for time expressions shares: the text, bounded access to it, and its memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bot.language.dates.tense import find_direction
from bot.language.dates.words import (
    APPROXIMATIONS,
    DAY_NUMBERS,
    NUMBERS,
    PART_WORDS,
    TENS,
    TURNS,
    UNIT_ADJECTIVES,
    VAGUE_NUMBERS,
    YEARS,
)
from bot.language.layout import Layout

#: A number longer than this is no amount of time that anybody can date.
_LONGEST_NUMBER = 6
#: How many sentences a "that year" may stand away from the year it means.
ANAPHOR_REACH = 2
DASHES = frozenset({"-", "–", "—"})


class Found(NamedTuple):
    """A time expression over the tokens ``[first, after)``."""

    first: int
    after: int
    type: str
    value: str


class Amount(NamedTuple):
    """A number of units that starts at token ``first``; ``number`` is None for "several"."""

    first: int
    number: float | None


class Reader:
    """One pass over one text.

    Attributes:
        published: day of publication, or None: then only absolute dates resolve.
        begin, end: tokens that a rule may look at: the sentence, less what is already taken.
        anchor: the last day, month or year found, as (value, sentence): what "that year" means.
        quarter: the last quarter found, as (year, quarter).
        full_day: the last day found with its year written, and its sentence.
        told_events: days of the year that stand in this text for an event, as (month, day).
    """

    __slots__ = (
        "anchor",
        "begin",
        "end",
        "full_day",
        "layout",
        "lowers",
        "published",
        "quarter",
        "told_events",
        "words",
    )

    def __init__(self, layout: Layout, published: date | None) -> None:
        self.layout = layout
        self.words = layout.words
        self.lowers = layout.lowers
        self.published = published
        self.begin = 0
        self.end = 0
        self.anchor: tuple[str, int] | None = None
        self.quarter: tuple[int, int] | None = None
        self.full_day: tuple[date, int] | None = None
        self.told_events: set[tuple[int, int]] = set()

    def low(self, i: int) -> str:
        """Return token ``i`` in lower case; the empty string where a rule may not look."""
        return self.lowers[i] if self.begin <= i < self.end else ""

    def is_capital(self, i: int) -> bool:
        """Tell whether token ``i`` starts with a capital."""
        return self.words[i][0].isupper()

    def direction(self, first: int, after: int) -> int:
        """Tell where the time named by ``[first, after)`` lies: -1 past, +1 future, 0 unsaid."""
        return find_direction(self.layout, first, after)

    def touch(self, i: int) -> bool:
        """Tell whether token ``i`` follows the one before it without a blank."""
        return self.begin < i < self.end and self.layout.ends[i - 1] == self.layout.starts[i]

    def day_at(self, i: int) -> int | None:
        """Return the day of the month that token ``i`` writes."""
        return DAY_NUMBERS.get(self.low(i))

    def year_at(self, i: int) -> int | None:
        """Return the year that token ``i`` writes."""
        word = self.low(i)
        return int(word) if word in YEARS else None

    def told_year(self, i: int) -> int | None:
        """Return the year that "that year" at token ``i`` means, if one stands shortly before."""
        if self.anchor is None:
            return None
        value, sentence = self.anchor
        is_near = self.layout.sentence_of[i] - sentence <= ANAPHOR_REACH
        return int(value[:4]) if is_near else None

    def count_before(self, i: int) -> Amount | None:
        """Read the number that ends before token ``i``: "two more", "a few", "twenty four"."""
        j = i - 1
        while self.low(j) in UNIT_ADJECTIVES and j > i - 3:
            j -= 1
        word = self.low(j)
        if not word:
            return None
        if word in {"of", "or"} and self.low(j - 1) in {"couple", "dozens", "hundreds"}:
            number = 2.0 if self.low(j - 1) == "couple" else None
            return self._with_article(j - 1, number)
        if word in VAGUE_NUMBERS or word == "couple":
            return self._with_article(j, 2 if word == "couple" else None)
        if word in NUMBERS:
            return self._words_before(j)
        if word in {"hundred", "thousand"} and self.low(j - 1) in NUMBERS:
            scale = 100 if word == "hundred" else 1000
            return self._approximated(j - 1, float(NUMBERS[self.low(j - 1)] * scale))
        if self.low(j - 1) == "/" and word.isdecimal():
            return self._fraction_before(j)
        number = parse_number(word)
        return None if number is None else self._approximated(j, number)

    def _fraction_before(self, j: int) -> Amount | None:
        """Read "1/2" and "5 1/2", whose last token is ``j``."""
        above, below = parse_number(self.low(j - 2)), parse_number(self.low(j))
        if not above or not below:
            return None
        whole = parse_number(self.low(j - 3))
        return Amount(j - 2, None) if whole is None else Amount(j - 3, whole + above / below)

    def _words_before(self, j: int) -> Amount:
        if self.low(j - 1) in {"to", "or"} and self.low(j - 2) in NUMBERS:
            j -= 2  # "two to three weeks" are two at least
        number = NUMBERS[self.low(j)]
        if number < 10 and self.low(j - 1) in TENS:
            number += NUMBERS[self.low(j - 1)]
            j -= 1
        return self._approximated(j, float(number))

    def _with_article(self, j: int, number: float | None) -> Amount:
        first = j - 1 if self.low(j - 1) in {"a", "the", "these", "those"} else j
        return self._approximated(first, number)

    def _approximated(self, first: int, number: float | None) -> Amount:
        before = self.low(first - 1)
        if before in APPROXIMATIONS:
            return Amount(first - 1, number)
        if before == "than" and self.low(first - 2) in {"more", "less", "fewer"}:
            return Amount(first - 2, number)
        if before in {"least", "most"} and self.low(first - 2) == "at":
            return Amount(first - 2, number)
        if before == "to" and self.low(first - 2) == "up":
            return Amount(first - 2, number)
        return Amount(first, number)


#: A rule reads the expression whose telling word stands at a token.
Rule = Callable[[Reader, int], Found | None]


def parse_number(word: str) -> float | None:
    """Return the number that a token of digits writes, or None."""
    plain = word.replace(",", "")
    if len(plain) > _LONGEST_NUMBER or not plain.replace(".", "", 1).isdecimal():
        return None
    return float(plain)


def write_number(number: float) -> str:
    """Write a number as TIMEX3 does: whole numbers without a point."""
    return str(int(number)) if number == int(number) else str(number)


def widen_part(reader: Reader, first: int) -> int:
    """Return where the phrase starts once "early", "the end of" and the like are counted in."""
    before = reader.low(first - 1)
    if before in DASHES and reader.low(first - 2) in PART_WORDS:
        return first - 2
    if before in PART_WORDS:
        return first - 1
    if before == "of" and reader.low(first - 2) in TURNS:
        return first - 3 if reader.low(first - 3) == "the" else first - 2
    return first


def is_title(reader: Reader, i: int) -> bool:
    """Tell whether "This Week" or "Last Night" at token ``i`` is a programme, by its capitals."""
    if not reader.is_capital(i) or not reader.is_capital(i - 1):
        return False
    return not (reader.words[i].isupper() and reader.words[i - 1].isupper())


def with_article(reader: Reader, first: int) -> int:
    """Count in a "the" before the phrase."""
    return first - 1 if reader.low(first - 1) == "the" else first


def with_part(reader: Reader, first: int) -> int:
    """Count in "earlier", "late", "the end of" and "earlier in the" before a period."""
    if reader.low(first - 1) in {"in", "of"} and reader.low(first - 2) in {
        "earlier",
        "later",
        "late",
    }:
        return first - 2
    return widen_part(reader, first)
