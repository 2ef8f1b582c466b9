"""Words in the form under which they are compared, and words for the same deed."""

from __future__ import annotations

import pytest

from bot.briefing.answers.related import related_roots
from bot.briefing.words import root, roots_of, words_of


@pytest.mark.parametrize(
    ("first", "second"),
    [("met", "meeting"), ("applied", "application"), ("died", "dies"), ("took", "taken"),
     ("withdrew", "withdraw"), ("expansion", "expand")],
)  # fmt: skip
def test_forms_share_a_root(first: str, second: str) -> None:
    """Forms of one verb, irregular ones too, are compared as the same word."""
    assert root(first) == root(second)


@pytest.mark.parametrize(
    ("asked", "told"),
    [("meet", "received"), ("apply", "submitted"), ("die", "death"), ("resign", "quit")],
)
def test_words_for_the_same_deed(asked: str, told: str) -> None:
    """A deed is known by other words, and a word is no relative of itself."""
    assert root(told) in related_roots(asked)
    assert root(asked) not in related_roots(asked)


def test_words() -> None:
    """Possessives and case are dropped; words without meaning are no roots."""
    assert words_of("NATO's members, the U.S. and Ida’s") == [
        "nato", "members", "the", "u.s", "and", "ida",
    ]  # fmt: skip
    assert roots_of("the and of what happened") == frozenset()
