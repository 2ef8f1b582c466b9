"""The ways in which the address of a page may be stored."""

from __future__ import annotations

import pytest

from handlers.unfurling import addresses_of


@pytest.mark.parametrize(
    "posted",
    [
        "https://lund.example/a",
        "https://lund.example/a/",
        "http://lund.example/a",
        "https://LUND.example:443/a#part",
        "https://lund.example/a?utm_source=x&amp;utm_medium=y",
    ],
)
def test_one_page_is_found_however_it_is_written(posted: str) -> None:
    """Scheme, slash, fragment and what tells where a reader came from make no difference."""
    assert "https://lund.example/a" in addresses_of(posted)


def test_what_is_part_of_the_address_stays() -> None:
    """Another page is never taken for this one."""
    found = addresses_of("https://lund.example/a?id=7&utm_source=x")
    assert "https://lund.example/a?id=7" in found
    assert "https://lund.example/a" not in found


def test_no_address_is_looked_up_as_it_is() -> None:
    """It leads nowhere, and nothing breaks."""
    assert addresses_of("nonsense") == ("nonsense",)
