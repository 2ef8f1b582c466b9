"""A shortened name means one person of the text, somebody else, or stays open."""

from __future__ import annotations

import pytest

from bot.extraction.actors import find_actors
from bot.extraction.phrases import find_phrases
from bot.language.layout import lay_out


def keys_of(text: str, words: str) -> list[str]:
    """Return the actors of all mentions that are written ``words``, in text order."""
    layout = lay_out(text)
    mentions = find_actors(layout, find_phrases(layout)).mentions
    return [mention.actor for mention in mentions if mention.span.of(text) == words]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # The holder of a high office keeps the surname before the family.
        ("President Marta Kovel and her son Ivo Kovel came. Kovel said so. Ivo Kovel left.",
         "Kovel", ["marta kovel"]),
        ("Lena Kovel left. Ivo Kovel stayed. President Marta Kovel spoke. Kovel said so.",
         "Kovel", ["marta kovel"]),
        ("Ivo Kovel spoke. Former President Marta Kovel left. President Kovel said so.",
         "Kovel", ["marta kovel"]),
        # Relatives do not take it where its bearer is never named in full.
        ("President Kovel left. Ivo Kovel, her son, stayed. Kovel said so.",
         "Kovel", ["kovel", "kovel"]),
        ("Ivo Kovel, the president's son, spoke. Kovel said so. President Kovel left.",
         "Kovel", ["kovel", "kovel"]),
        # A relative alone has it.
        ("Lena Brask, wife of a farmer, spoke. Brask said so.", "Brask", ["lena brask"]),
        ("His widow, Lena Brask, spoke. Ms. Brask said so.", "Brask", ["lena brask"]),
        # Who is named in full each time is not meant by the bare surname.
        ("Ivo Brask met Lena Brask. Brask left. Lena Brask stayed. Brask slept.",
         "Brask", ["ivo brask", "ivo brask"]),
        # But it is open where somebody else was called so before.
        ("Lena Brask left. Brask slept. Ivo Brask came. Lena Brask sang. Brask said so.",
         "Brask", ["lena brask"]),
        # Two of equal standing leave it open.
        ("Ivo Brask met Lena Brask. Brask said so.", "Brask", []),
        # So do two of whom one is named to tell whose kin the other is.
        ("Olaf Brask, the father of Ida and Lena Brask, came. Dahl said Brask stood by them.",
         "Brask", []),
        ("Lena Brask, the wife of Senator Ivo Brask, came. Brask said so.", "Brask", []),
        ("Ivo Brask left. Lena Brask, the wife of Ivo Brask, came. Brask said so.",
         "Brask", ["ivo brask"]),
        # A link to another report is read like any text, though it counts for nothing.
        ("His wife, Lena Brask, spoke.\n\nBrask’s words, explained:What she said of the levy",
         "Brask", ["lena brask"]),
        # "Mr" and given names exclude.
        ("Ivo Brask met Lena Brask. Mrs. Brask said so.", "Brask", ["lena brask"]),
        ("Daniel Brask met Anna Brask. Mr. Brask said so.", "Brask", ["daniel brask"]),
        # Junior is no bearer of the bare surname.
        ("Ivo Brask and Ivo Brask Jr. came. Brask said so. Brask Jr. left.",
         "Brask", ["ivo brask"]),
        # A body whose name begins with the surname does not blur it.
        ("The Kovel White House erred. Former President Marta Kovel left. Kovel said so.",
         "Kovel", ["marta kovel"]),
        # Accents do not matter.
        ("President Sauli Mäkelä spoke. Mäkelä said so.", "Mäkelä", ["sauli makela"]),
        ("Sauli Makela spoke. Mäkelä said so.", "Mäkelä", ["sauli makela"]),
    ],
)  # fmt: skip
def test_bare_surnames(text: str, words: str, expected: list[str]) -> None:
    """A surname goes to whoever the text calls by it; equal claims leave it open."""
    assert keys_of(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Prince Carl spoke. Carl said so.\n\nContributing: Carl Trelany, Jenna Roe",
            "Carl",
            ["prince carl", "prince carl"],
        ),
        ("Carl Brask wrote it. Prince Carl spoke.", "Carl", ["prince carl"]),
        ("Queen Maud came. Maud Brask watched. Maud spoke.", "Maud", ["queen maud", "queen maud"]),
        ("Crown Prince Talal bin Hadi came. Prince Talal spoke.", "Talal", ["talal bin hadi"]),
        ("King Carl III came. Prince Carl had said so.", "Carl", ["carl iii"]),
        # Whoever was called so before a prince came up keeps the name.
        (
            "Carl Brask died. Carl was tall. For Carl it was home. His barber called him “Prince"
            " Carl.” Carl laughed.",
            "Carl",
            ["carl brask", "carl brask", "prince carl", "carl brask"],
        ),
        (
            "Carl Brask wrote it. Carl slept. Prince Carl spoke. Carl left.",
            "Carl",
            ["carl brask", "prince carl", "prince carl"],
        ),
        ("Dr. Carl met Carl Brask.", "Carl", ["carl"]),
    ],
)
def test_titles_before_first_names(text: str, words: str, expected: list[str]) -> None:
    """A title and a first name are no other person of that first name."""
    assert keys_of(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Oleksandra Brask spoke. Anna Roe listened. Anna said so.", "Anna", ["anna roe"]),
        ("Anna Brask met Anna Roe. Anna said so.", "Anna", []),
        ("Anna said so. Anna Roe listened.", "Anna", []),
        ("Anna Roe came. Chastened Anna left. Anna said so.", "Anna", ["anna roe"]),
    ],
)
def test_first_names_alone(text: str, words: str, expected: list[str]) -> None:
    """A first name alone is the one person of that name who was named before."""
    assert keys_of(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Juan Luis Sanz Vega won. Sanz Vega said so.", "Sanz Vega", ["juan luis sanz vega"]),
        ("Juan Luis Sanz Vega won. Vega said so.", "Vega", ["juan luis sanz vega"]),
        ("Mary Anna Roe won. Anna Roe said so.", "Anna Roe", ["anna roe"]),
        ("AG Ivo Lantos left. Ivo Lantos said so.", "Ivo Lantos", ["ivo lantos", "ivo lantos"]),
        ("Jackson Mayor Chidi Obi Lund left. Lund said so.", "Lund", ["chidi obi lund"]),
        (
            "Juneau Board of Trade met. Board of Trade rules apply.",
            "Board of Trade",
            ["board of trade"],
        ),
    ],
)
def test_two_last_names(text: str, words: str, expected: list[str]) -> None:
    """The end of a long name stands for it, unless it begins with a first name."""
    assert keys_of(text, words) == expected
