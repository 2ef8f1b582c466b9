"""Cutting long words honestly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.cut import LONGEST_SENTENCE, MARK, shorten

_FILL = "and the harbour board met again to hear the pilots speak "


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Short words stay.", 100, "Short words stay."),
        ("The toll will rise. The pilots agreed to it in May.", 40, "The toll will rise. […]"),
        (
            "Gen. Hale met J. Orr in the U.S. on Monday. Then he left for Norland.",
            50,
            "Gen. Hale met J. Orr in the U.S. on Monday. […]",
        ),
        ("The toll will rise in every port of the north", 20, "The toll will rise […]"),
        ("Ünsere Häfen bleiben offen! Das ist sicher.", 30, "Ünsere Häfen bleiben offen! […]"),
    ],
)
def test_cut_stands_at_the_end_of_a_sentence_or_word(text: str, limit: int, expected: str) -> None:
    """A cut is marked and never stands inside a word or behind an abbreviation."""
    assert shorten(text, limit) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        f"We support the toll {_FILL}but not under these terms.",
        f"Norland will join the pact {_FILL}unless the toll is dropped.",
        f"Wir tragen die Maut mit {_FILL}jedoch nicht in dieser Höhe.",
        f"The board couldn't agree {_FILL}and it didn't vote.",
    ],
)
def test_sentence_that_turns_after_the_cut_is_kept_whole(sentence: str) -> None:
    """Words that would reverse the sense are not cut away."""
    assert shorten(sentence, 50) == sentence
    assert shorten(f"{sentence} And more was said on Tuesday.", 50) == f"{sentence} {MARK}"


def test_turn_in_a_sentence_too_long_to_keep_is_named() -> None:
    """Where even the sentence is too long, the mark says which word was lost."""
    sentence = f"We support the toll {_FILL * 40}but never under these terms"
    assert len(sentence) > LONGEST_SENTENCE
    cut = shorten(sentence, 60)
    assert cut.endswith("[… cut before “but”]")
    assert len(cut) < 100


def test_what_must_stay_stays() -> None:
    """A cue far into a sentence is still there after the cut."""
    text = f"The board, {_FILL * 8}opposes the toll. The rest is silence."
    end = text.index("opposes") + len("opposes")
    assert "opposes" in shorten(text, 100, keep=end)


@given(st.text(max_size=400), st.integers(min_value=1, max_value=200))
def test_what_is_shown_begins_the_text(text: str, limit: int) -> None:
    """Without its mark, a shortened text is the beginning of the text, character by character."""
    short = shorten(text, limit)
    if short != text:
        kept = short[: short.rindex(" […")]
        assert text.startswith(kept)
        assert len(kept) <= max(limit, LONGEST_SENTENCE)
