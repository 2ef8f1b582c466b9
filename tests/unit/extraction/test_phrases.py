"""Names, roles and pronouns as ``find_phrases`` gives them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.extraction.phrases import PhraseKind, find_phrases
from bot.language.layout import lay_out


def _phrases(text: str) -> list[tuple[str, str]]:
    layout = lay_out(text)
    return [
        (layout.span(phrase.first, phrase.after_last).of(text), phrase.kind.value)
        for phrase in find_phrases(layout)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the president of velmark spoke", [("the president of velmark", "role")]),
        ("the leaders met Velmark", [("the leaders", "role"), ("Velmark", "name")]),
        ("Prime Minister Anna Berg left.", [("Prime Minister Anna Berg", "name")]),
        ("Norway's foreign minister left.", [("Norway's foreign minister", "role")]),
        ("They met a joint commission.", [("They", "pronoun"), ("a joint commission", "role")]),
        ("The University of Oslo agreed.", [("The University of Oslo", "name")]),
        ("Anna van der Berg left.", [("Anna van der Berg", "name")]),
        ("The mayor, Ole Dahl, left.", [("The mayor", "role"), ("Ole Dahl", "name")]),
        ("Norway and Velmark left.", [("Norway", "name"), ("Velmark", "name")]),
        ("both countries agreed", [("both countries", "role")]),
        ("", []),
    ],
)
def test_phrases_are_found_with_their_kind(text: str, expected: list[tuple[str, str]]) -> None:
    """Phrases reach over titles, genitives and "of", and hold without capitals."""
    assert _phrases(text) == expected


def test_phrases_neither_overlap_nor_leave_their_sentence() -> None:
    """Phrases come in text order, apart from each other, each within one sentence."""
    layout = lay_out("Anna Berg of Oslo\nMayor Dahl said the head of the bank left. He won.")
    phrases = find_phrases(layout)
    assert len(phrases) > 3
    for one, other in pairwise(phrases):
        assert one.after_last <= other.first
    for phrase in phrases:
        assert layout.sentence_of[phrase.first] == layout.sentence_of[phrase.after_last - 1]
        assert isinstance(phrase.kind, PhraseKind)
