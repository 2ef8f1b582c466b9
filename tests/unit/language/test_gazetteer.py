"""Known names are found under every form that stands for them."""

from __future__ import annotations

import pytest

from bot.language.gazetteer import Form, gazetteer, given_names, name_words, ordinary_words
from bot.language.layout import lay_out


@pytest.mark.parametrize(
    ("name", "key", "form"),
    [
        ("Peru", "peru", Form.NAME),
        ("the Kremlin", "russia", Form.HOUSE),
        ("Downing Street", "united kingdom", Form.HOUSE),
        ("Lima", "peru", Form.CAPITAL),
        ("Brussels", "european union", Form.CAPITAL),
        ("U.K.", "united kingdom", Form.NAME),
        ("Peruvian", "peru", Form.ADJECTIVE),
        ("Peruvians", "peru", Form.PEOPLE),
        ("Germans", "germany", Form.PEOPLE),
        ("NATO", "nato", Form.NAME),
        ("Nato", "nato", Form.NAME),
        ("North Atlantic Treaty Organization", "nato", Form.NAME),
        ("World Health Organisation", "world health organization", Form.NAME),
        ("Côte d'Ivoire", "ivory coast", Form.NAME),
    ],
)
def test_whole_names_are_found(name: str, key: str, form: Form) -> None:
    """Names, acronyms, capitals, houses, adjectives and inhabitants lead to their actor."""
    entry = gazetteer().find(name)
    assert entry is not None
    assert (entry.key, entry.form) == (key, form)


def test_unknown_name_is_not_found() -> None:
    """A name that no list holds is nobody's."""
    assert gazetteer().find("Republic of Marlowia") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who said WHO said", ["World Health Organization"]),
        ("tell us and the US", ["United States"]),
        ("a turkey in Turkey", ["Turkey"]),
        ("ships of nato and russia", ["NATO", "Russia"]),
        ("South Korea's envoy", ["South Korea"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
        ("in Côte d’Ivoire", ["Ivory Coast"]),
    ],
)
def test_matching_minds_case_and_takes_the_longest(text: str, expected: list[str]) -> None:
    """Acronyms that are words need their capitals; the longest name that fits is taken."""
    layout = lay_out(text)
    found: list[str] = []
    at = 0
    while at < len(layout.words):
        match = gazetteer().match(layout.words, layout.lowers, at)
        if match is not None:
            found.append(match[1].name)
        at += match[0] if match is not None else 1
    assert found == expected


def test_every_country_is_known_by_its_name_and_adjective() -> None:
    """Keys are the normalised names, and adjectives lead back to them."""
    for name in ("Kenya", "New Zealand", "United Arab Emirates", "Chile", "Vietnam"):
        entry = gazetteer().find(name)
        assert entry is not None
        assert entry.name == name
        adjective = gazetteer().find(gazetteer().adjective_of(entry.key))
        assert adjective is not None
        assert adjective.key == entry.key


def test_word_lists_are_in_lower_case() -> None:
    """The lists are compared with words in lower case."""
    for words in (given_names(), ordinary_words(), name_words("title"), name_words("organisation")):
        assert words
        assert all(word == word.lower() for word in words)
