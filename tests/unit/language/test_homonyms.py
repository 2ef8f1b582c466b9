"""Names of two bearers, told apart by the other words of a text."""

from __future__ import annotations

import pytest

from bot.language.homonyms import find_homonym


@pytest.mark.parametrize(
    ("word", "vocabulary", "name"),
    [
        ("georgia", {"atlanta", "senate", "russia"}, "Georgia (U.S. state)"),
        ("georgia", {"tbilisi", "senate"}, None),
        ("georgia", set(), None),
        ("delta", {"omicron", "variant"}, ""),
        ("delta", {"flights", "variant"}, None),
        ("norway", {"atlanta"}, None),
    ],
)
def test_more_telling_words_decide(word: str, vocabulary: set[str], name: str | None) -> None:
    """The other bearer is meant where more words speak for it; a tie leaves the listed one."""
    found = find_homonym(word, vocabulary)
    assert (found.name if found else None) == name
