"""Names, dates and limits in plain words."""

from __future__ import annotations

import pytest

from bot.briefing.requests.phrasing import listed, possessive, with_article


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("United States", "the United States"),
        ("Federal Reserve", "the Federal Reserve"),
        ("White House", "the White House"),
        ("NATO", "NATO"),
        ("Ida Holm", "Ida Holm"),
        ("The Hague Court", "The Hague Court"),
        ("Norway", "Norway"),
    ],
)
def test_article(name: str, said: str) -> None:
    """A name takes its article in a sentence, none twice."""
    assert with_article(name) == said


def test_possessive_and_lists() -> None:
    """Names ending in s take the mark alone; lists end in "and"."""
    assert [possessive("Ida Holm"), possessive("the United States")] == [
        "Ida Holm’s", "the United States’",
    ]  # fmt: skip
    assert [listed(["a"]), listed(["a", "b", "c"])] == ["a", "a, b and c"]
