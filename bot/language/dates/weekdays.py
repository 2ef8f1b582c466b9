"""Rules for weekdays and for days counted from the day of writing."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.language.dates.calendar import (
    day_in_nearest_year,
    shift_days,
    weekday_in_week,
    weekday_near,
    weekday_with_day,
)
from bot.language.dates.days import read_month
from bot.language.dates.reader import DASHES, Found, Reader, widen_part
from bot.language.dates.words import (
    BACKWARD,
    FORWARD,
    HERE,
    MONTHS,
    ORDINALS,
    PARTS_OF_DAY,
    PLURAL_WEEKDAYS,
    RELATIVE_DAYS,
    WEEKDAY_NAME_AFTER,
    WEEKDAY_NAME_BEFORE,
    WEEKDAYS,
    YEARS,
)

_COUNTED_FROM: Final = frozenset({"after", "before", "following"})
_WEEK_JOINTS: Final = DASHES | {"through", "thru", "to"}
#: A quoted stretch of so few words that names a weekday is a title.
_LONGEST_TITLE: Final = 3


def read_weekday(reader: Reader, i: int) -> Found | None:
    """Read "Friday", "last Friday night", "this Friday, 4", "Saturday, April 25", "each Monday"."""
    word = reader.low(i)
    weekday = WEEKDAYS[word]
    if not reader.is_capital(i) or _is_weekday_in_name(reader, i):
        return None
    first, before = i, reader.low(i - 1)
    if before in {"every", "each"}:
        return Found(i - 1, i + 1, "SET", f"XXXX-WXX-{weekday + 1}")
    if before == "coming" and reader.low(i - 2) in {"is", "are", "'s", "’s"}:
        before = ""  # "the flood is coming Sunday"
    if before in BACKWARD | FORWARD | HERE:
        first = i - 1
        if reader.low(i - 2) in HERE | {"the"}:
            first = i - 2
    dated = _read_dated_weekday(reader, i, weekday)
    if dated:
        return dated._replace(first=first)
    if reader.published is None:
        return None
    day = _day_of_weekday(reader, i, weekday, reader.published)
    return with_part_of_day(reader, widen_part(reader, first), i + 1, day) if day else None


def _is_weekday_in_name(reader: Reader, i: int) -> bool:
    before, following = reader.low(i - 1), reader.low(i + 1)
    if before in WEEKDAY_NAME_BEFORE and reader.is_capital(i - 1):
        return True
    if before == "any" or before in ORDINALS:
        return True  # "on any Monday", "the first Friday": any such day
    if before == "a" and not _is_event_of_day(reader, i):
        return True
    if following == "in" and reader.low(i + 2) in MONTHS:
        return True  # "one Saturday in June"
    if _is_working_week(reader, i):
        return True
    if before == "the" and reader.low(i).endswith("."):
        return True  # "the Valley of the Sun."
    if before == "the" and following in _COUNTED_FROM:
        return True  # "the Monday after the vote"
    stretch = reader.layout.quote_of[i]
    if stretch >= 0:
        quoted = reader.layout.quoted[stretch]
        if 1 < quoted.after_last - quoted.first <= _LONGEST_TITLE:
            return True
    is_named = following in WEEKDAY_NAME_AFTER or following in PARTS_OF_DAY
    return is_named and reader.is_capital(i + 1) and not reader.words[i].isupper()


def _is_event_of_day(reader: Reader, i: int) -> bool:
    """Tell whether "a Sunday night service" or "in a Monday interview" means the one day.

    "On a Monday", "a Friday in May" and "a Sunday" mean any.
    """
    j = i + 2 if reader.low(i + 1) in PARTS_OF_DAY else i + 1
    is_thing = j < reader.end and reader.layout.tags[j] in "wjRVv" and reader.words[j].islower()
    return is_thing and reader.low(i - 2) not in {"on", "like", "as", "just"}


def _is_working_week(reader: Reader, i: int) -> bool:
    """Tell whether a day is an end of "Monday through Friday", which are the days of every week."""
    word = reader.low(i)
    if word == "monday":
        return reader.low(i + 2) == "friday" and reader.low(i + 1) in _WEEK_JOINTS
    return word == "friday" and reader.low(i - 2) == "monday" and reader.low(i - 1) in _WEEK_JOINTS


def _day_of_weekday(reader: Reader, i: int, weekday: int, published: date) -> date | None:
    before = reader.low(i - 1)
    if before == "last":
        day = weekday_near(published, weekday, -1)
        return day and (shift_days(day, -7) if day == published else day)
    if before in FORWARD:
        day = weekday_near(published, weekday, 1)
        return day and (shift_days(day, 7) if day == published else day)
    direction = reader.direction(i, i + 1)
    if before in HERE:
        return weekday_in_week(published, weekday, 0)
    return weekday_near(published, weekday, direction)


def _read_dated_weekday(reader: Reader, i: int, weekday: int) -> Found | None:
    """Read a weekday with the date beside it; the two check each other."""
    j = i + 1
    if reader.low(j) in {",", "("}:
        j += 1
    if reader.low(j) in {"the", "on"}:
        j += 1
    for k in (j, j + 1, j + 2):
        if reader.low(k) in MONTHS:
            found = read_month(reader, k)
            if found and len(found.value) == 10 and found.first == j:
                return _checked(reader, found, i, weekday)
            return None
    day = reader.day_at(j)
    if day is None or reader.published is None or reader.low(j) in ORDINALS:
        return None
    ends = reader.low(j + 1)
    if j == i + 1 or not (ends in {",", ".", ";", ")", ""} or ends in {"in", "at"}):
        return None
    agreed = weekday_with_day(reader.published, weekday, day)
    return Found(i, j + 1, "DATE", agreed.isoformat()) if agreed else None


def _checked(reader: Reader, found: Found, i: int, weekday: int) -> Found:
    """Let the weekday choose the year where none is written."""
    day = date.fromisoformat(found.value)
    has_year = any(reader.low(k) in YEARS for k in range(found.first, found.after))
    if not has_year and day.weekday() != weekday and reader.published:
        better = day_in_nearest_year(reader.published, day.month, day.day, 0, weekday)
        if better:
            return found._replace(first=i, value=better.isoformat())
    return found._replace(first=i)


def read_plural_weekday(reader: Reader, i: int) -> Found | None:
    """Read "Fridays" and "Tuesday nights": every such day."""
    if not reader.is_capital(i):
        return None
    return Found(i, i + 1, "SET", f"XXXX-WXX-{PLURAL_WEEKDAYS[reader.low(i)] + 1}")


def with_part_of_day(reader: Reader, first: int, after: int, day: date) -> Found:
    """Count in "morning" or "night" after a day."""
    part = PARTS_OF_DAY.get(reader.low(after), "")
    if part and reader.low(after) != "noon":
        return Found(first, after + 1, "TIME", day.isoformat() + part)
    return Found(first, after, "DATE", day.isoformat())


def read_relative_day(reader: Reader, i: int) -> Found | None:
    """Read "today", "late yesterday", "tomorrow morning", "the day before yesterday"."""
    if reader.published is None or _is_title_today(reader, i):
        return None
    shift, first = RELATIVE_DAYS[reader.low(i)], i
    if reader.low(i - 1) in {"before", "after"} and reader.low(i - 2) == "day":
        shift += -1 if reader.low(i - 1) == "before" else 1
        first = i - 3 if reader.low(i - 3) == "the" else i - 2
    if reader.low(i + 1) in {"(", "["} and reader.low(i + 2) in WEEKDAYS:
        shift = _shift_to(WEEKDAYS[reader.low(i + 2)], reader.published, shift)
        day = shift_days(reader.published, shift)
        return Found(first, min(i + 4, reader.end), "DATE", day.isoformat()) if day else None
    day = shift_days(reader.published, shift)
    if day is None:
        return None
    if reader.low(i) == "tonight":
        return Found(first, i + 1, "TIME", day.isoformat() + "TNI")
    return with_part_of_day(reader, widen_part(reader, first), i + 1, day)


def _shift_to(weekday: int, published: date, shift: int) -> int:
    """Return the days to the day that "today (Friday)" names better than the publication does."""
    return shift + (weekday - published.weekday() - shift + 3) % 7 - 3


def _is_title_today(reader: Reader, i: int) -> bool:
    """Tell whether "Today" is a newspaper or a programme: a capital amid the sentence."""
    if not reader.is_capital(i) or reader.low(i - 1) == "":
        return False
    return reader.words[i - 1][0].isalpha() or reader.low(i - 1) in {"'s", "’s"}
