"""Time expressions by the word lists of a language: dates, weekdays, "yesterday", "three days ago".

Only what is certain is read; the counterpart for English is ``expressions``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from bot.language.dates.calendar import (
    day_in_nearest_year,
    make_date,
    month_in_nearest_year,
    month_value,
    shift_days,
    shift_months,
    week_value,
    weekday_near,
    year_value,
)
from bot.language.layout import Layout
from bot.language.vocabulary import PREPOSITION, DateWords, Phrase, Vocabulary
from bot.records import Span, TimeExpression

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_DOTTED = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})", re.ASCII)
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.ASCII)
_DAY = re.compile(r"([1-9]|[12][0-9]|3[01])(?![\d.,:/])\D{0,3}")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_BEFORE_DATE = frozenset("DO,")
_MOST_COUNTED = 400


class _Found(NamedTuple):
    first: int
    after: int
    value: str


class _Reader:
    """Reads the expressions of one text at the tokens that tell them."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, published: date | None) -> None:
        self.layout = layout
        self.lowers = layout.lowers
        self.dates: DateWords = vocabulary.dates
        self.published = published
        self.spaced = vocabulary.shape.spaced
        counting = [*self.dates.before, *self.dates.ahead]
        self._by_first = _group([*self.dates.days, *self.dates.periods, *self.dates.blocked])
        self._counting = _group(counting)
        self._in_year = _group(self.dates.in_year)
        self._weekdays = _group(self.dates.weekdays)

    def read(self, at: int) -> _Found | None:
        """Return the expression whose telling token is ``at``; a value of "" blocks its words."""
        lower = self.lowers[at]
        if lower[0].isdigit():
            return self._read_figures(at)
        if lower in self.dates.months:
            return self._read_month(at)
        found = self._read_phrase(at) or self._read_counted(at) or self._read_year_phrase(at)
        found = found or self._read_ago(at)
        return found or self._read_weekday(at)

    def _match(self, phrases: dict[str, list[Phrase]], at: int) -> Phrase | None:
        for phrase in phrases.get(self.lowers[at], ()):
            if tuple(self.lowers[at : at + len(phrase)]) == phrase:
                return phrase
        return None

    def _word(self, at: int) -> str:
        return self.lowers[at] if 0 <= at < len(self.lowers) else ""

    def _read_phrase(self, at: int) -> _Found | None:
        phrase = self._match(self._by_first, at)
        if phrase is None:
            return None
        after = at + len(phrase)
        if phrase in self.dates.blocked:
            return _Found(at, after, "")
        if self.published is None:
            return None
        if phrase in self.dates.days:
            # "Morgen" with a capital is another word than "morgen", unless it opens the sentence.
            if self._is_other_noun(at):
                return None
            day = shift_days(self.published, self.dates.days[phrase])
            return _Found(at, after, day.isoformat()) if day else None
        return self._shifted(at, after, *self.dates.periods[phrase])

    def _is_other_noun(self, at: int) -> bool:
        opens = at == self.layout.sentences[self.layout.sentence_of[at]][0]
        before = self.layout.tags[at - 1] if at else '"'
        return self.layout.words[at][0].isupper() and not opens and before not in '":'

    def _shifted(self, first: int, after: int, unit: str, count: int) -> _Found | None:
        """Return the day, week, month or year ``count`` units from the day of publication."""
        published = self.published
        if published is None:
            return None
        value: str | None = None
        if unit == "D":
            day = shift_days(published, count)
            value = day.isoformat() if day else None
        elif unit == "W":
            value = week_value(shift_days(published, 7 * count))
        elif unit == "M":
            month = shift_months(published, count)
            value = month_value(*month) if month else None
        else:
            value = year_value(published.year + count)
        return _Found(first, after, value) if value else None

    def _read_counted(self, at: int) -> _Found | None:
        """Read "vor drei Tagen", "dans deux semaines"."""
        phrase = self._match(self._counting, at)
        if phrase is None:
            return None
        counted = self._count(at + len(phrase))
        if counted is None:
            return None
        count, unit, after = counted
        sign = -1 if phrase in self.dates.before else 1
        return self._shifted(at, after, unit, sign * count)

    def _count(self, at: int) -> tuple[int, str, int] | None:
        """Return number, unit and end of "three days" at token ``at``."""
        word = self._word(at)
        is_figure = word.isascii() and word.isdecimal() and len(word) <= len(str(_MOST_COUNTED))
        count = int(word) if is_figure else self.dates.numbers.get(word, 0)
        unit = self.dates.units.get(self._word(at + 1), "")
        if not unit or not 0 < count <= _MOST_COUNTED:
            return None
        return count, unit[0].upper(), at + 2

    def _read_year_phrase(self, at: int) -> _Found | None:
        phrase = self._match(self._in_year, at)
        if phrase is None:
            return None
        year = at + len(phrase)
        if not self._is_year(year):
            return None
        return _Found(year, self._after_year(year + 1), self._word(year))

    def _is_year(self, at: int) -> bool:
        return bool(_YEAR.fullmatch(self._word(at)))

    def _after_year(self, at: int) -> int:
        return at + (self._word(at) in self.dates.after_year)

    def _read_figures(self, at: int) -> _Found | None:
        word = self.lowers[at]
        if match := _ISO.fullmatch(word):
            return self._day(at, at + 1, *map(int, match.groups()))
        if match := _DOTTED.fullmatch(word):
            day, month, year = map(int, match.groups())
            return self._day(at, at + 1, year, month, day)
        if self.dates.day_first is not None and (match := _SLASHED.fullmatch(word)):
            first, second, year = map(int, match.groups())
            day, month = (first, second) if self.dates.day_first else (second, first)
            return self._day(at, at + 1, year, month, day)
        if self.dates.marks:
            return self._read_marked(at)
        if found := self._read_day_and_month(at):
            return found
        if found := self._read_ago(at):
            return found
        if self._is_year(at) and self._word(at + 1) in self.dates.after_year:
            return _Found(at, at + 2, word)
        return None

    def _read_ago(self, at: int) -> _Found | None:
        """Read "three days ago" where what makes it past stands behind: "tre giorni fa"."""
        counted = self._count(at)
        behind = self._behind(counted[2]) if counted else 0
        return self._shifted(at, behind, counted[1], -counted[0]) if counted and behind else None

    def _behind(self, at: int) -> int:
        """Return the end of "ago" at token ``at``, or 0."""
        for phrase in self.dates.after:
            if tuple(self.lowers[at : at + len(phrase)]) == phrase:
                return at + len(phrase)
        return 0

    def _day(self, first: int, after: int, year: int, month: int, day: int) -> _Found | None:
        found = make_date(year, month, day)
        return _Found(first, after, found.isoformat()) if found else None

    def _read_marked(self, at: int) -> _Found | None:
        """Read figures each of which has its mark: year, month, day."""
        parts: dict[str, int] = {}
        i = at
        for name in ("year", "month", "day"):
            if self._word(i).isdecimal() and self._word(i + 1) in self.dates.marks.get(name, ()):
                parts[name] = int(self._word(i)[:4])
                i += 2
        if "year" not in parts and "month" not in parts:
            return self._read_ago(at)
        if "year" in parts and not self._is_year(at):
            return None
        return self._dated(at, i, parts.get("year"), parts.get("month"), parts.get("day"))

    def _dated(
        self, first: int, after: int, year: int | None, month: int | None, day: int | None
    ) -> _Found | None:
        """Return an expression of these parts; a missing year is the nearest that fits."""
        if month is None:
            return _Found(first, after, f"{year:04}") if year else None
        if not 1 <= month <= 12:
            return None
        if year is None:
            return self._in_nearest_year(first, after, month, day)
        if day is None:
            value = month_value(year, month)
            return _Found(first, after, value) if value else None
        return self._day(first, after, year, month, day)

    def _in_nearest_year(
        self, first: int, after: int, month: int, day: int | None
    ) -> _Found | None:
        if self.published is None:
            return None
        direction = self._direction(first)
        if day is None:
            year = month_in_nearest_year(self.published, month, direction)
            value = month_value(year, month) if year else None
            return _Found(first, after, value) if value else None
        found = day_in_nearest_year(self.published, month, day, direction)
        return _Found(first, after, found.isoformat()) if found else None

    def _direction(self, at: int) -> int:
        """Return -1 for what has been, 1 for what will be, as words of the sentence tell."""
        near = self.lowers[max(0, at - 2) : at + 3]
        if not self.dates.coming.isdisjoint(near):
            return 1
        if not self.dates.past.isdisjoint(near):
            return -1
        begin, end = self.layout.sentences[self.layout.sentence_of[at]]
        quoted = self.layout.quote_of
        told = any(
            self.lowers[i] in self.dates.future and quoted[i] == quoted[at]
            for i in range(begin, end)
        )
        return 1 if told else 0

    def _read_day_and_month(self, at: int) -> _Found | None:
        """Read "5. Februar 2022", "5 de febrero de 2022" from its day."""
        match = _DAY.fullmatch(self.lowers[at])
        if match is None:
            return None
        i = at + 1
        i += self._word(i) in self.dates.after_day
        month_at = self._after_link(i, self._is_month)
        if month_at is None:
            return None
        month = self.dates.months[self._word(month_at)]
        first = self._with_weekday(at)
        return self._with_year(first, month_at, month, int(match.group(1)))

    def _is_month(self, at: int) -> bool:
        return self._word(at) in self.dates.months

    def _after_link(self, at: int, is_wanted: Callable[[int], bool]) -> int | None:
        """Return where a wanted token stands: at ``at``, or behind a linking phrase there."""
        if is_wanted(at):
            return at
        for phrase in self.dates.links:
            if tuple(self.lowers[at : at + len(phrase)]) == phrase and is_wanted(at + len(phrase)):
                return at + len(phrase)
        return None

    def _with_year(self, first: int, month_at: int, month: int, day: int | None) -> _Found | None:
        after = month_at + 1
        after += self._word(after) == "." and self._is_year(after + 1)
        year_at = self._after_link(after, self._is_year)
        if year_at is None and self._word(after) == "," and self._is_year(after + 1):
            year_at = after + 1
        if year_at is None:
            return self._dated(first, month_at + 1, None, month, day)
        end = self._after_year(year_at + 1)
        return self._dated(first, end, int(self._word(year_at)), month, day)

    def _with_weekday(self, at: int) -> int:
        """Return where a date begins, its weekday included: "Montag, den 5. Februar"."""
        i = at - 1
        while i >= 0 and at - i <= 2 and self.layout.tags[i] in _BEFORE_DATE:
            i -= 1
        return i if i >= 0 and (self._word(i),) in self.dates.weekdays else at

    def _read_month(self, at: int) -> _Found | None:
        """Read a month without a day: with its year, or behind a preposition."""
        month = self.dates.months[self.lowers[at]]
        found = self._with_year(at, at, month, None)
        if found is None or found.after > at + 1:
            return found
        before = self._word(at - 1)
        told = (before,) in self.dates.in_year or before in self.dates.past | self.dates.coming
        is_governed = at > 0 and self.layout.tags[at - 1] == PREPOSITION
        return found if is_governed or told else None

    def _read_weekday(self, at: int) -> _Found | None:
        phrase = self._match(self._weekdays, at)
        if phrase is None or self.published is None or self._leads_date(at):
            return None
        weekday = self.dates.weekdays[phrase]
        day = weekday_near(self.published, weekday, self._direction(at))
        near = self.lowers[max(0, at - 1) : at + 2]
        if day == self.published and not self.dates.coming.isdisjoint(near):
            day = shift_days(day, 7)
        elif day == self.published and not self.dates.past.isdisjoint(near):
            day = shift_days(day, -7)
        return _Found(at, at + len(phrase), day.isoformat()) if day else None

    def _leads_date(self, at: int) -> bool:
        """Tell whether a weekday only opens a date: "Montag, den 5. Februar"."""
        i = at + 1
        while i < at + 3 and i < len(self.lowers) and self.layout.tags[i] in _BEFORE_DATE:
            i += 1
        return i < len(self.lowers) and self._read_day_and_month(i) is not None


def _group(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    """Return phrases by their first word, the longest first."""
    groups: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        if phrase:
            groups.setdefault(phrase[0], []).append(phrase)
    return groups


def find_listed_expressions(
    layout: Layout, vocabulary: Vocabulary, published: date | None
) -> list[TimeExpression]:
    """Return the dates of a text in text order, no two of which touch.

    Without ``published`` only those that name their own year are found.
    """
    reader = _Reader(layout, vocabulary, published)
    found: list[TimeExpression] = []
    done = 0
    for at in range(len(layout.words)):
        if at < done:
            continue
        expression = reader.read(at)
        if expression is None:
            continue
        done = expression.after
        span = Span(layout.starts[expression.first], layout.ends[done - 1])
        if expression.value and (not found or span.start >= found[-1].span.end):
            found.append(TimeExpression(span=span, type="DATE", value=expression.value))
    return found
