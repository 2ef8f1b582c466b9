"""Calendar arithmetic for time expressions: never raises, gives None outside years 1 to 9999."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

#: A month-and-day without a year is taken in the nearest year as long as it lies this near,
#: whatever the tense: farther off, tense decides.
_NEAR_DAYS = 60
#: So many months back, a bare month is the one just gone: the coming one would be "next April".
_NEAR_MONTHS = 1


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where there is none such."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shift_days(day: date, days: int) -> date | None:
    """Return ``day`` moved by a number of days."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: date, months: int) -> tuple[int, int] | None:
    """Return year and month of ``day`` moved by a number of months."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return (year, month + 1) if 1 <= year <= 9999 else None


def week_value(day: date | None, *, suffix: str = "") -> str | None:
    """Return the ISO week of a day: ``2022-W05``."""
    if day is None:
        return None
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}{suffix}"


def year_value(year: int) -> str | None:
    """Return a year as a TIMEX3 value."""
    return f"{year:04}" if 1 <= year <= 9999 else None


def month_value(year: int, month: int) -> str | None:
    """Return a month as a TIMEX3 value."""
    return f"{year:04}-{month:02}" if 1 <= year <= 9999 else None


def quarter_of(day: date) -> int:
    """Return 1 ... 4."""
    return (day.month - 1) // 3 + 1


def weekday_near(published: date, weekday: int, direction: int) -> date | None:
    """Return the nearest such weekday, the day of publication included.

    ``direction`` is -1 for the past, +1 for the future, 0 where the text does not say: then the
    past, since news tells what happened.
    """
    ahead = (weekday - published.weekday()) % 7
    if direction > 0 or ahead == 0:
        return shift_days(published, ahead)
    return shift_days(published, ahead - 7)


def weekday_in_week(published: date, weekday: int, weeks: int) -> date | None:
    """Return a weekday of the week ``weeks`` weeks from that of publication."""
    return shift_days(published, weekday - published.weekday() + 7 * weeks)


def weekday_with_day(published: date, weekday: int, day: int) -> date | None:
    """Return the nearest date that is both such a weekday and such a day of the month."""
    for distance in range(190):
        for sign in (-1, 1):
            candidate = shift_days(published, sign * distance)
            if candidate and candidate.day == day and candidate.weekday() == weekday:
                return candidate
    return None


def day_in_nearest_year(
    published: date, month: int, day: int, direction: int, weekday: int | None = None
) -> date | None:
    """Return the month-and-day in the year that fits best.

    A weekday that stands beside decides; else nearness; farther off than two months, tense.
    """
    found = [
        candidate
        for year in (published.year, published.year - 1, published.year + 1)
        if (candidate := make_date(year, month, day))
    ]
    found.sort(key=lambda candidate: abs((candidate - published).days))
    if weekday is not None:
        found = [candidate for candidate in found if candidate.weekday() == weekday] or found
    if not found:
        return None
    if abs((found[0] - published).days) > _NEAR_DAYS and direction:
        for candidate in found:
            if (candidate > published) == (direction > 0):
                return candidate
    return found[0]


def month_in_nearest_year(
    published: date, month: int, direction: int, near: int = _NEAR_MONTHS
) -> int | None:
    """Return the year of a month named without one; up to ``near`` months back it is just gone."""
    ahead = (month - published.month) % 12
    if ahead >= 12 - near:
        direction = -1
    if direction == 0:
        direction = 1 if ahead <= 2 else -1
    if direction > 0 or ahead == 0:
        moved = shift_months(published, ahead)
    else:
        moved = shift_months(published, ahead - 12)
    return moved[0] if moved else None


def last_day_of_month(year: int, month: int) -> int:
    """Return 28 ... 31."""
    return calendar.monthrange(year, month)[1]
