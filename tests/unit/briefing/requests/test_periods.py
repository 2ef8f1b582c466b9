"""Dates and periods as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.briefing.requests.periods import Period, read_since, read_until, take_period
from bot.errors import InputError

TODAY = date(2022, 12, 30)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-03-24", date(2022, 3, 24), date(2022, 3, 24)),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("march", date(2022, 3, 1), date(2022, 3, 31)),
        ("March 2020", date(2020, 3, 1), date(2020, 3, 31)),
        ("24 Feb", date(2022, 2, 24), date(2022, 2, 24)),
        ("february 24th, 2021", date(2021, 2, 24), date(2021, 2, 24)),
        ("31 december", date(2021, 12, 31), date(2021, 12, 31)),
        ("today", TODAY, TODAY),
        ("yesterday", date(2022, 12, 29), date(2022, 12, 29)),
        ("tuesday", date(2022, 12, 27), date(2022, 12, 27)),
        ("last week", date(2022, 12, 23), TODAY),
        ("90 days", date(2022, 10, 1), TODAY),
        ("past two weeks", date(2022, 12, 16), TODAY),
        ("three months ago", date(2022, 9, 30), TODAY),
        ("this month", date(2022, 12, 1), TODAY),
        ("this year", date(2022, 1, 1), TODAY),
    ],
)
def test_named_dates(value: str, first: date, last: date) -> None:
    """A date or period has a first and a last day."""
    assert (read_since(value, TODAY), read_until(value, TODAY)) == (first, last)


@pytest.mark.parametrize("value", ["soon", "31 february", "2022-13", "2022-02-30", "0 apples", ""])
def test_no_date(value: str) -> None:
    """What names no date is refused with a sentence that says how to write one."""
    with pytest.raises(InputError, match="is no date for `since`"):
        read_since(value, TODAY)


@pytest.mark.parametrize(
    ("text", "rest", "period"),
    [
        ("nato last week", "nato", Period(since=date(2022, 12, 23), until=TODAY)),
        ("nato since march", "nato", Period(since=date(2022, 3, 1))),
        (
            "harbour strike in 2021",
            "harbour strike",
            Period(since=date(2021, 1, 1), until=date(2021, 12, 31)),
        ),
        ("the last 90 days inflation", "inflation", Period(since=date(2022, 10, 1), until=TODAY)),
        ("grain deal before may 2022", "grain deal", Period(until=date(2022, 4, 30))),
        ("grain deal after 3 may 2022", "grain deal", Period(since=date(2022, 5, 4))),
        (
            "between january and march sanctions",
            "sanctions",
            Period(since=date(2022, 1, 1), until=date(2022, 3, 31)),
        ),
        ("march for our lives", "march for our lives", Period()),
        ("theresa may", "theresa may", Period()),
        ("on march orders", "on march orders", Period()),
        ("carbon neutral in 2050", "carbon neutral in 2050", Period()),
        ("article 5", "article 5", Period()),
        ("inflation from USA Today", "inflation from USA Today", Period()),
        ("inflation today", "inflation", Period(since=TODAY, until=TODAY)),
    ],
)
def test_periods_in_text(text: str, rest: str, period: Period) -> None:
    """Periods in plain words are cut out of a topic; names that look like dates stay."""
    assert take_period(text, TODAY) == (rest, period)
