"""Days with names of their own: "Thanksgiving", "Christmas Eve", "Election Day"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final

from bot.language.dates.calendar import last_day_of_month, make_date, shift_days
from bot.language.dates.reader import Found, Reader
from bot.language.dates.words import BACKWARD, FORWARD, HERE, ORDINALS
from bot.language.dates.years import day_found


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    first = make_date(year, month, 1)
    if first is None:
        return None
    if nth > 0:
        return shift_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = make_date(year, month, last_day_of_month(year, month))
    return last and shift_days(last, -((last.weekday() - weekday) % 7))


def easter_sunday(year: int) -> date | None:
    """Return the Gregorian Easter Sunday (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, remainder = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    weekday = (32 + 2 * remainder + 2 * (rest // 4) - epact - rest % 4) % 7
    offset = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * offset + 114, 31)
    return make_date(year, month, day + 1)


def _from_easter(days: int) -> Callable[[int], date | None]:
    def find(year: int) -> date | None:
        sunday = easter_sunday(year)
        return sunday and shift_days(sunday, days)

    return find


def _thanksgiving(days: int) -> Callable[[int], date | None]:
    def find(year: int) -> date | None:
        thursday = _nth_weekday(year, 11, 3, 4)
        return thursday and shift_days(thursday, days)

    return find


def _fixed(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: make_date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], date | None]:
    return lambda year: _nth_weekday(year, month, weekday, nth)


#: Days with names of their own, as tuples of lower-case tokens, to the date in a year.
HOLIDAYS: Final[dict[tuple[str, ...], Callable[[int], date | None]]] = {
    ("christmas",): _fixed(12, 25),
    ("christmas", "day"): _fixed(12, 25),
    ("christmas", "eve"): _fixed(12, 24),
    ("boxing", "day"): _fixed(12, 26),
    ("new", "year", "'s", "eve"): _fixed(12, 31),
    ("new", "year", "’s", "eve"): _fixed(12, 31),
    ("new", "year", "'s", "day"): _fixed(1, 1),
    ("new", "year", "’s", "day"): _fixed(1, 1),
    ("valentine", "'s", "day"): _fixed(2, 14),
    ("valentine", "’s", "day"): _fixed(2, 14),
    ("halloween",): _fixed(10, 31),
    ("thanksgiving",): _thanksgiving(0),
    ("thanksgiving", "day"): _thanksgiving(0),
    ("black", "friday"): _thanksgiving(1),
    ("cyber", "monday"): _thanksgiving(4),
    ("independence", "day"): _fixed(7, 4),
    ("bastille", "day"): _fixed(7, 14),
    ("labor", "day"): _nth(9, 0, 1),
    ("memorial", "day"): _nth(5, 0, -1),
    ("veterans", "day"): _fixed(11, 11),
    ("presidents", "day"): _nth(2, 0, 3),
    ("juneteenth",): _fixed(6, 19),
    ("easter",): _from_easter(0),
    ("easter", "sunday"): _from_easter(0),
    ("easter", "monday"): _from_easter(1),
    ("good", "friday"): _from_easter(-2),
    ("ash", "wednesday"): _from_easter(-46),
    ("palm", "sunday"): _from_easter(-7),
    ("election", "day"): lambda year: shift_days(_nth_weekday(year, 11, 0, 1) or date.max, 1),
    ("may", "day"): _fixed(5, 1),
}


#: Days that other countries keep as well, on days of their own.
_NATIONAL: Final = frozenset({("independence", "day"), ("memorial", "day"), ("labor", "day")})
_AMERICAN: Final = frozenset(
    {"u.s.", "us", "u.s", "america", "american", "americans", "washington", "fourth", "nation"}
)
#: How many tokens round a holiday tell whose it is.
_CONTEXT: Final = 120


@cache
def holiday_anchors() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the holidays by their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(HOLIDAYS, key=len, reverse=True):
        table.setdefault(name[0], []).append(name)
    return {word: tuple(names) for word, names in table.items()}


def read_holiday(reader: Reader, i: int) -> Found | None:
    """Read "Thanksgiving Day", "Christmas Eve 2021", "last Easter"."""
    if not reader.is_capital(i):
        return None
    for name in holiday_anchors()[reader.low(i)]:
        after = i + len(name)
        if all(reader.low(i + k) == word for k, word in enumerate(name)):
            break
    else:
        return None
    if reader.low(after) == "," and reader.year_at(after + 1) is not None:
        after += 1  # "Christmas Day, 1954"
    year = reader.year_at(after)
    if year is not None:
        return day_found(i, after + 1, HOLIDAYS[name](year))
    if reader.published is None or (len(name) == 1 and _starts_name(reader, after)):
        return None
    if not _is_that_country_s(reader, i, name):
        return None
    day = _nearest_holiday(reader, reader.published, (i, after), name)
    first = i - 1 if reader.low(i - 1) in BACKWARD | FORWARD | HERE else i
    return day_found(first, after, day)


def _is_that_country_s(reader: Reader, i: int, name: tuple[str, ...]) -> bool:
    """Tell whether a day that many countries keep on days of their own is the one known here."""
    if name not in _NATIONAL or name[-1] != "day":
        return True
    before = i - 1
    while reader.low(before) in ORDINALS or reader.low(before)[:1].isdigit():
        before -= 1
    whose = reader.low(before - 1) if reader.low(before) in {"'s", "’s"} else reader.low(before)
    if whose in _AMERICAN:
        return True
    if reader.low(before) in {"'s", "’s", "his", "her", "its", "their"}:
        return False
    if reader.low(before) and reader.is_capital(before) and before > reader.begin:
        return False
    if name != ("independence", "day"):
        return True
    lowers = reader.lowers
    return not _AMERICAN.isdisjoint(lowers[max(0, i - _CONTEXT) : i + _CONTEXT])


def _starts_name(reader: Reader, i: int) -> bool:
    """Tell whether a holiday is the start of something else: "Easter Island", "Christmas tree"."""
    return (
        i < reader.end
        and reader.low(i)[0].isalpha()
        and (reader.is_capital(i) or not reader.low(i).endswith(("ed", "ing")))
        and reader.low(i) not in {"in", "and", "on", "to", "at", "is", "was", "but", "when", "as"}
    )


def _nearest_holiday(
    reader: Reader, published: date, where: tuple[int, int], name: tuple[str, ...]
) -> date | None:
    found = [
        day
        for year in (published.year - 1, published.year, published.year + 1)
        if 1 <= year <= 9999 and (day := HOLIDAYS[name](year))
    ]
    found.sort(key=lambda day: abs((day - published).days))
    before = reader.low(where[0] - 1)
    direction = reader.direction(*where)
    if before in BACKWARD:
        direction = -1
    elif before in FORWARD:
        direction = 1
    elif abs((found[0] - published).days) <= 21:
        direction = 0
    for day in found:
        if not direction or (day > published) == (direction > 0):
            return day
    return found[0] if found else None
