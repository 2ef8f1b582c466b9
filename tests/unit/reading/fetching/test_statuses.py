"""What the headers of an answer mean."""

from __future__ import annotations

import pytest

from bot.reading.fetching.statuses import read_max_age


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("max-age=300", 300),
        ('public, Max-Age = "60" , must-revalidate', 60),
        ("s-maxage=900", 0),
        ("no-cache", 0),
        ("max-age=-1", 0),
        ("max-age=", 0),
        ("max-age=" + "9" * 5000, 999_999_999),
        ("", 0),
    ],
)
def test_how_long_an_answer_is_fresh(header: str, seconds: float) -> None:
    """As the server states it; nothing where that makes no sense."""
    assert read_max_age(header) == seconds
