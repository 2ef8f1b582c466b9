"""Names are compared and keyed in one form."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.language.names import (
    LONGEST_KEY,
    name_key,
    normalise_name,
    person_key,
    surname_of,
    surname_with_particles,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kremlin's", "kremlin"),
        ("Moody’s", "moody"),
        ("U.S.", "us"),
        ("  North   Atlantic\nTreaty Organization ", "north atlantic treaty organization"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Lech Wałęsa", "lech walesa"),
        ("Jean-Claude Juncker", "jean claude juncker"),
        ("O’Brien", "obrien"),
        ("AT&T", "att"),
        ("Harrow & Sons", "harrow and sons"),
    ],
)
def test_writing_does_not_matter(text: str, expected: str) -> None:
    """Case, accents, marks, blanks, a possessive and "the" make no difference."""
    assert normalise_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Marlow", "marlow"),
        ("Mr. Marlow", "marlow"),
        ("Prime Minister Anna Berg", "anna berg"),
        ("Prime Minister", "prime minister"),
        ("the President", "president"),
        ("President of Peru", "president of peru"),
        ("Minister of Finance", "minister of finance"),
        ("Justice Department", "justice department"),
        ("General Motors", "general motors"),
        ("King Harald", "king harald"),
    ],
)
def test_titles_are_dropped_from_persons_only(text: str, expected: str) -> None:
    """A title before a person's name goes; an office or a body keeps its words."""
    assert normalise_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("习近平", "习近平"),
        ("김정은", "김정은"),
        ("Зеленський", "зеленськии"),
        ("नरेन्द्र मोदी", "नरेन्द्र मोदी"),
        ("!!!", "!!!"),
    ],
)
def test_other_scripts_keep_their_letters(text: str, expected: str) -> None:
    """A name in another script is not lost, and one made of marks alone stays as it is."""
    assert normalise_name(text) == expected


@pytest.mark.parametrize(
    ("name", "surname", "with_particles"),
    [
        ("Anna Berg", "berg", "berg"),
        ("Berg", "berg", "berg"),
        ("Ursula von der Leyen", "leyen", "von der leyen"),
        ("Mohammed bin Salman", "salman", "bin salman"),
        ("Ed Stone Jr.", "stone", "stone"),
        ("Xi Jinping", "xi", "xi"),
        ("Wang Yi", "wang", "wang"),
        ("Kim Jong-un", "kim", "kim"),
        ("Kim Marlow", "marlow", "marlow"),
        ("Lin-Manuel Miranda", "miranda", "miranda"),
    ],
)
def test_surnames(name: str, surname: str, with_particles: str) -> None:
    """The family name is found in Western and East Asian order, with or without particles."""
    assert surname_of(name) == surname
    assert surname_with_particles(name) == with_particles


@settings(max_examples=150)
@given(st.text(max_size=60))
@example(": ¯:")
def test_normalising_any_text_is_safe_and_keeps_something(text: str) -> None:
    """Any text gets a form without outer blanks; only blank text gets an empty one."""
    normal = normalise_name(text)
    assert normal == " ".join(normal.split())
    assert bool(normal) == bool(text.split())


def test_keys_are_bounded() -> None:
    """A key never outgrows what an index holds."""
    assert len(name_key("Long Name " * 100)) <= LONGEST_KEY


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Marta J. Kovel", "marta kovel"),
        ("Ana Sanz Vega", "ana sanz vega"),
        ("J. Kovel", "j kovel"),
    ],
)
def test_middle_initials_make_no_other_person(name: str, key: str) -> None:
    """A person's key leaves middle initials out and keeps middle names."""
    assert person_key(name) == key
