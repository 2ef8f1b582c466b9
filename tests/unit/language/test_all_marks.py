"""Quoted stretches of texts in other languages than English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.all_marks import find_all_stretches
from bot.language.quote_marks import Stretch
from bot.language.wrapping import find_paragraphs


def scan(text: str) -> list[Stretch]:
    """Return the stretches of a text."""
    return list(find_all_stretches(text, find_paragraphs(text)))


def inner(text: str) -> list[str]:
    """Return the words of each stretch."""
    return [text[it.inner_start : it.inner_end] for it in scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sagte: „Wir gehen“ und ging.", ["Wir gehen"]),
        ("Er sagte: „Wir gehen” und ging.", ["Wir gehen"]),
        ('Er sagte: „Wir gehen" und ging.', ["Wir gehen"]),
        ("Er sagte: »Wir gehen« und ging.", ["Wir gehen"]),
        ("Er sagte: ‚Wir gehen‘ und ging.", ["Wir gehen"]),
        ("Er sagte: ›Wir gehen‹ und ging.", ["Wir gehen"]),
        ("Il a dit « nous partons » hier.", ["nous partons"]),
        ("Il a dit «\u00a0nous partons\u00a0» hier.", ["nous partons"]),
        ("Dijo: «Nos vamos» y se fue.", ["Nos vamos"]),
        ("Он сказал: «Мы уходим», — и ушёл.", ["Мы уходим"]),
        ("Він сказав: «Ми йдемо», — і пішов.", ["Ми йдемо"]),
        ("Hon sade ”vi går” och gick.", ["vi går"]),
        ("Hän sanoi: »Me lähdemme» ja lähti.", ["Me lähdemme"]),
        ("Disse “vamos embora” e saiu.", ["vamos embora"]),
        ("Ha detto ‘andiamo via’ ed è uscito.", ["andiamo via"]),
        ("他说：“我们走了。”然后走了。", ["我们走了。"]),
        ("他說：「我們走了。」", ["我們走了。"]),
        ("『我們走了』他說。", ["我們走了"]),
        ("„Aha“ und „Soso“, sagte er.", ["Aha", "Soso"]),
        ("Er sagte ''Wir gehen'' und ging.", ["Wir gehen"]),
        ("„Er rief ‚Halt‘ und ging“, sagte sie.", ["Er rief ‚Halt‘ und ging"]),
        ("« Il a dit “non” hier », dit-elle.", ["Il a dit “non” hier"]),
        ("«Он сказал „нет“ вчера», — сказала она.", ["Он сказал „нет“ вчера"]),
        ("»Er las »Faust« heute«, sagte sie.", ["Er las »Faust« heute"]),
        ("他说：「他喊『停』了。」", ["他喊『停』了。"]),
    ],
)
def test_the_marks_of_every_convention_are_understood(text: str, expected: list[str]) -> None:
    """Each pair quotes, whatever its form; marks inside marks belong to the outer stretch."""
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "L'accord d'hier n'est qu'un début.",
        "Об'єкт і п'ять слів, об’єкт і п’ять слів.",
        "Un po' di tempo e l'Italia c'è.",
        "Hans' Haus und Max' Hund.",
        "《红楼梦》是一部小说。",
        "Ein 5'' langer Nagel",
        "„Ohne Ende geht es weiter und weiter.",
        "Ohne Anfang“ geht es weiter.",
    ],
)
def test_apostrophes_titles_and_lost_marks_quote_nothing(text: str) -> None:
    """What only looks like a quotation mark, or has lost its partner, makes no stretch."""
    assert inner(text) == []


def test_a_lost_mark_costs_its_own_stretch_alone() -> None:
    """What follows an unclosed mark is read as if nothing had happened."""
    text = "Er sagte „Wir gehen und ging. Sie sagte „Wir bleiben“ und blieb."
    assert inner(text) == ["Wir bleiben"]


def test_a_stretch_goes_on_in_the_next_paragraph() -> None:
    """Each paragraph of a long quotation begins with a mark; the last alone closes it."""
    text = "„Erster Absatz.\n\n„Zweiter Absatz“, sagte sie."
    found = scan(text)
    assert [it.continues for it in found] == [False, True]
    assert inner(text) == ["Erster Absatz.", "Zweiter Absatz"]


@settings(deadline=None)
@given(st.text(alphabet="„“”«»\"'‚‘’‹›「」 ab\n.,—", max_size=80))
def test_any_marks_give_stretches_in_order_inside_the_text(text: str) -> None:
    """Stretches lie inside the text, are never empty, and do not overlap."""
    end = 0
    for it in scan(text):
        assert end <= it.start < it.end <= len(text)
        assert it.start <= it.inner_start < it.inner_end <= it.end
        end = it.end
