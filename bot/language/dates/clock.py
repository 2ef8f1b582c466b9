"""Rules for clock times and parts of a day."""

from __future__ import annotations

from datetime import date

from bot.language.dates.calendar import shift_days
from bot.language.dates.days import read_month
from bot.language.dates.reader import ANAPHOR_REACH, Found, Reader, Rule, is_title, widen_part
from bot.language.dates.weekdays import read_relative_day, read_weekday
from bot.language.dates.words import MONTHS, PARTS_OF_DAY, RELATIVE_DAYS, WEEKDAYS, ZONES
from bot.language.dates.years import small_number


def read_part_of_day(reader: Reader, i: int) -> Found | None:
    """Read "this morning" and "last night"."""
    shift = {"this": 0, "last": -1}.get(reader.low(i - 1))
    part = PARTS_OF_DAY[reader.low(i)]
    if reader.low(i) in {"noon", "midday", "midnight"}:
        return read_clock(reader, i, i + 1, part)
    if shift is None and reader.low(i - 1) in {"next", "following", "same"}:
        return _read_told_part(reader, i, part)
    if shift is None or reader.published is None or is_title(reader, i):
        return None
    day = shift_days(reader.published, shift)
    first = widen_part(reader, i - 1)
    return Found(first, i + 1, "TIME", day.isoformat() + part) if day else None


def _read_told_part(reader: Reader, i: int, part: str) -> Found | None:
    """Read "the next morning" and "the same evening", counted from the day told of before."""
    if reader.anchor is None or reader.low(i - 2) != "the" or len(reader.anchor[0]) != 10:
        return None
    value, sentence = reader.anchor
    if reader.layout.sentence_of[i] - sentence > ANAPHOR_REACH:
        return None
    day = shift_days(date.fromisoformat(value), 0 if reader.low(i - 1) == "same" else 1)
    return Found(i - 2, i + 1, "TIME", day.isoformat() + part) if day else None


def read_meridiem(reader: Reader, i: int) -> Found | None:
    """Read "10:35 a.m.", "9 p.m. Tuesday", "5 p.m. EST, Nov. 6"."""
    clock = reader.low(i - 1)
    hour_text, _, minute_text = clock.replace(".", ":").partition(":")
    hour, minute = small_number(hour_text), small_number(minute_text or "0")
    if not (hour_text.isdecimal() and 1 <= hour <= 12 and 0 <= minute < 60):
        return None
    hour = hour % 12 + (12 if reader.low(i).startswith("p") else 0)
    value = f"T{hour:02}:{minute:02}"
    return read_clock(reader, i - 1, i + 1, value)


def read_clock(reader: Reader, first: int, after: int, value: str) -> Found:
    """Give a clock time the day that stands beside it; alone it stays without a day."""
    j = after
    if reader.low(j) == "(" and reader.low(j + 3) == ")" and reader.low(j + 2) in ZONES:
        j += 4  # "10:35 a.m. (0735 GMT) Friday"
    while reader.low(j) in ZONES or (reader.low(j) in {",", "on", "(", ")"} and j < after + 8):
        j += 1
    dated = _read_day(reader, j)
    if dated and dated.first <= j:
        return Found(first, dated.after, "TIME", dated.value[:10] + value)
    return Found(first, after, "TIME", value)


def _read_day(reader: Reader, i: int) -> Found | None:
    rules: tuple[tuple[int, dict[str, int], Rule], ...] = (
        (i, WEEKDAYS, read_weekday),
        (i + 1, WEEKDAYS, read_weekday),
        (i, RELATIVE_DAYS, read_relative_day),
        (i, MONTHS, read_month),
        (i + 1, MONTHS, read_month),
    )
    for at, words, rule in rules:
        if reader.low(at) in words:
            found = rule(reader, at)
            if found and len(found.value) == 10:
                return found
    return None
