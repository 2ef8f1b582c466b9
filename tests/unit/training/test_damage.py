"""Spoilt texts keep their annotations."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Span
from training.annotated import AnnotatedText, Attributed, QuotedStretch
from training.damage import (
    Damage,
    Edit,
    apply_edits,
    change_marks,
    drop_closers,
    glue_words,
    join_paragraphs,
    lower_all,
    lower_starts,
    spoil,
    swap_names,
)

TEXT = "Anna Berg said: “We will pay, and soon.”\n\nThe mayor, Berg, denied that it was dear."


def span(words: str) -> Span:
    """Return where some words of the text stand."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


ANNOTATED = AnnotatedText(
    TEXT,
    (
        Attributed(span("Anna Berg"), span("said"), (span("We will pay, and soon."),)),
        Attributed(span("The mayor, Berg,"), span("denied"), (span("that it was dear"),)),
    ),
    (QuotedStretch(span("We will pay, and soon."), is_speech=True, source=span("Anna Berg")),),
)


def letters(text: str) -> str:
    """Return the letters of a text in lower case: what most damage leaves as it was."""
    return "".join(sign for sign in text.lower() if sign.isalpha())


@pytest.mark.parametrize(
    "damage", [change_marks, drop_closers, glue_words, join_paragraphs, lower_all, lower_starts]
)
@pytest.mark.parametrize("seed", range(5))
def test_annotations_move_along(damage: Damage, seed: int) -> None:
    """Sources, cues and contents hold the same letters before and after."""
    spoilt = apply_edits(ANNOTATED, damage(TEXT, random.Random(seed)))  # noqa: S311
    for before, after in zip(ANNOTATED.attributions, spoilt.attributions, strict=True):
        pairs = [
            (before.source, after.source),
            (before.cue, after.cue),
            *zip(before.content, after.content, strict=True),
        ]
        for old, new in pairs:
            assert old is not None
            assert new is not None
            assert letters(old.of(TEXT)) == letters(new.of(spoilt.text))


def test_swapped_names_are_the_same_everywhere() -> None:
    """A name is called by one other name in the whole text, also where it is a source."""
    spoilt = apply_edits(ANNOTATED, swap_names(["Quispe"])(TEXT, random.Random(1)))  # noqa: S311
    assert spoilt.text.count("Quispe") == 2
    first, second = spoilt.attributions
    assert first.source is not None
    assert second.source is not None
    assert first.source.of(spoilt.text) == "Anna Quispe"
    assert second.source.of(spoilt.text) == "The mayor, Quispe,"


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, 6), st.text(max_size=4)), max_size=12
    )
)
def test_edits_leave_every_span_inside_the_text(edits: list[tuple[int, int, str]]) -> None:
    """Whatever is edited, also over each other, no content points outside or at nothing."""
    wanted = [Edit(at, min(len(TEXT), at + size), put) for at, size, put in edits]
    spoilt = apply_edits(ANNOTATED, wanted)
    for attribution in spoilt.attributions:
        for part in attribution.content:
            assert 0 <= part.start < part.end <= len(spoilt.text)


def test_some_texts_stay_as_they_are() -> None:
    """Clean news is learnt from as well as spoilt news."""
    chance = random.Random(3)  # noqa: S311
    kept = sum(spoil(ANNOTATED, chance, ["Quispe"]).text == TEXT for _ in range(200))
    assert 40 < kept < 160
