"""Publication dates as sources write them."""

from datetime import date

import pytest

from bot.errors import InputError
from bot.reading.published import parse_published

DAY = date(2022, 2, 5)


@pytest.mark.parametrize(
    "value",
    [
        "2022-02-05",
        " 2022-2-5 ",
        "2022/02/05",
        "2022-02-05T23:30:00",
        "2022-02-05T23:30:00Z",
        "2022-02-05 23:30 +0100",
        "20220205",
        "05.02.2022",
        "5.2.2022, 14:30 Uhr",
        "5 February 2022",
        "5th of February, 2022",
        "Feb. 5, 2022",
        "February 5th 2022",
        "Saturday, February 5, 2022 at 10:15",
        "Sat, 05 Feb 2022 10:15:00 GMT",
        "5. Februar 2022",
        "Samstag, den 5. Februar 2022",
        "5 février 2022",
        "5 de febrero de 2022",
        "5 февраля 2022",
    ],
)
def test_common_ways_to_write_a_day_are_read(value: str) -> None:
    """The day counts; a time of day and a weekday beside it do not."""
    assert parse_published(value) == DAY


@pytest.mark.parametrize("value", ["25/12/2021", "12/25/2021", "25-12-2021"])
def test_slashes_are_read_where_only_one_reading_exists(value: str) -> None:
    """A number above twelve is no month, so the other one is."""
    assert parse_published(value) == date(2021, 12, 25)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2022-02-31", "its date “2022-02-31” does not exist"),
        ("2022-13-01", "its date “2022-13-01” does not exist"),
        ("31 June 2022", "its date “31 June 2022” does not exist"),
        (
            "05/02/2022",
            "its date “05/02/2022” can be read two ways; write it as 2022-02-05",
        ),
        ("yesterday", "its date “yesterday” is not one; write it as 2022-02-05"),
        ("2022-02", "its date “2022-02” is not one; write it as 2022-02-05"),
        ("5 Smarch 2022", "its date “5 Smarch 2022” is not one; write it as 2022-02-05"),
        ("0022-02-05", "its date “0022-02-05” lies outside the years 1500 to 2100"),
        ("9999-12-31", "its date “9999-12-31” lies outside the years 1500 to 2100"),
    ],
)
def test_a_wrong_date_is_named(value: str, why: str) -> None:
    """Impossible, ambiguous and implausible dates are refused with the value."""
    with pytest.raises(InputError) as refused:
        parse_published(value)
    assert str(refused.value) == why


def test_a_far_future_day_within_reason_is_kept() -> None:
    """An embargoed text may carry a date to come."""
    assert parse_published("2031-01-01") == date(2031, 1, 1)
