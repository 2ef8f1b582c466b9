"""Since when news are new: since somebody last asked, else the archive's last week; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.briefing.requests.periods import Period
from bot.wording import day_in_words, period_in_words

#: How much of the archive is new to somebody who asks for the first time.
DAYS_AT_FIRST = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """When somebody last asked what is new on a topic, and how much there was then.

    Attributes:
        document: the highest document id then.
        day: the day.
    """

    document: int
    day: date


def last_days(period: tuple[date, date] | None) -> Period:
    """Return the last week for which an archive has documents; ``period`` is all that it has."""
    if period is None:
        return Period()
    last = period[1]
    return Period(since=last - timedelta(days=DAYS_AT_FIRST - 1), until=last)


def last_days_in_words(days: Period) -> str:
    """Return "in the last 7 days of the archive (8–14 May 2022)"."""
    named = f" ({period_in_words(days.since, days.until)})" if days.since else ""
    return f"in the last {DAYS_AT_FIRST} days of the archive{named}"


def since_look_in_words(look: Look) -> str:
    """Return "since you last asked, on 14 May 2022"."""
    return f"since you last asked, on {day_in_words(look.day)}"
