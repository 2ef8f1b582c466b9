"""Quoted stretches as ``Layout.quoted`` gives them."""

from __future__ import annotations

import pytest

from bot.language.layout import lay_out


def _inner(text: str) -> list[str]:
    return [stretch.inner.of(text) for stretch in lay_out(text).quoted]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we won” twice.", ["we won"]),
        ('"We won," he said. "We did."', ["We won,", "We did."]),
        ("``We won,'' he said.", ["We won,"]),
        ("''We won,'' he said.", ["We won,"]),
        ("Er sagte: „Wir gehen“ und ging.", ["Wir gehen"]),
        ("Il a dit « nous partons » hier.", ["nous partons"]),
        ("Er sagte »wir gehen« und ging.", ["wir gehen"]),
        ("Hon sade ”vi går” och gick.", ["vi går"]),
        ("‘We won’t wait,’ she said.", ["We won’t wait,"]),
        ("She told them 'we will not wait' and left.", ["we will not wait"]),
        ("“He told me ‘go away’ and left,” she said.", ["He told me ‘go away’ and left,"]),
        ('"He told me "go away" and left," she said.', ['He told me "go away" and left,']),
        ("“A. “B” c,” she said.", ["A. “B” c,"]),
    ],
)
def test_stretches_are_found_in_every_style(text: str, expected: list[str]) -> None:
    """Curly, straight, doubled, German, French and single marks all quote; inner marks do not."""
    assert _inner(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's the leaders' plan, and the bosses' too.", []),
        ("Rock 'n' roll of the '90s didn't die.", ["n"]),
        ('A 6-foot-2" guard and a 12" pizza.', []),
        ("The workers’ rights and the ’90s.", []),
        ("Stray ” mark here.", []),
    ],
)
def test_apostrophes_and_stray_marks_quote_nothing(text: str, expected: list[str]) -> None:
    """Apostrophes, inch marks and closing marks alone open no stretch."""
    assert _inner(text) == expected


def test_a_quotation_over_paragraphs_goes_on() -> None:
    """A stretch left open goes on where the next paragraph opens with a mark."""
    text = "“We begin.\n\n“We go on.\n\n“We end,” she said."
    quoted = lay_out(text).quoted
    assert [stretch.inner.of(text) for stretch in quoted] == ["We begin.", "We go on.", "We end,"]
    assert [stretch.continues for stretch in quoted] == [False, True, True]
    assert [stretch.closed for stretch in quoted] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A lost closing mark costs nothing where the speaker's clause shows the end ...
        ("“We will not wait, she said. “They know it.”", ["We will not wait,", "They know it."]),
        ('"We will not wait, said Mara Velint.\n\nMore text.', ["We will not wait,"]),
        # ... its stretch where nothing shows it, and never what follows.
        ("“We will not wait “They know it.”", ["They know it."]),
        ("“We will not wait\n\nThey “know it” now.", ["We will not wait", "know it"]),
        # A lost opening mark costs its own stretch.
        ('We will not wait," she said. "They know it."', ["They know it."]),
    ],
)
def test_a_lost_mark_costs_one_stretch_at_most(text: str, expected: list[str]) -> None:
    """The damage of a missing mark stays where it is."""
    assert _inner(text) == expected


def test_every_token_knows_its_stretch() -> None:
    """``quote_of`` covers the marks, ``first`` and ``after_last`` only what stands between."""
    layout = lay_out("Ann said “we won” and left.")
    (stretch,) = layout.quoted
    assert layout.words[stretch.first : stretch.after_last] == ["we", "won"]
    assert layout.quote_of == [-1, -1, 0, 0, 0, 0, -1, -1, -1]
