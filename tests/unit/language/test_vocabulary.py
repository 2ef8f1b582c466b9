"""The word lists of languages: each file is whole, and a language is nothing but its file."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from bot.extraction.listed.people import known_actor
from bot.language.language_files import known_languages
from bot.language.languages import ENGLISH
from bot.language.vocabulary import Vocabulary
from bot.language.vocabulary_files import cut_phrase, read_vocabulary, vocabulary_of

_LANGUAGES = sorted(known_languages())
#: What every file must have, part by part; a list may be empty where a language has no such thing.
_PARTS = {
    "shape": {"particles"},
    "common": {"letters", "words"},
    "abbreviations": {"words"},
    "grammar": {
        "determiners", "oblique", "links", "and", "prepositions", "subordinators", "relatives",
        "auxiliaries", "openers",
    },
    "pronouns": {"male", "female", "plural", "open"},
    "speech": {
        "saying", "reporting", "worded", "tagged", "according", "according_after", "impersonal",
        "opening", "same",
    },
    "roles": {"male", "female", "words", "endings"},
    "given": {"male", "female"},
    "months": set(),
    "weekdays": {"1", "2", "3", "4", "5", "6", "7"},
    "dates": {
        "link", "after_day", "after_year", "in_year", "past", "coming", "future", "slashes", "days",
        "periods", "units", "ago", "numbers", "blocked",
        "datelines",
    },
    "names": {"NATO", "United States", "European Union", "United Nations", "Russia", "China"},
}  # fmt: skip
#: The code that reads texts by word lists; it must know no language.
_READERS = (
    "bot/extraction/listed",
    "bot/language/all_marks.py",
    "bot/language/dates/listed.py",
    "bot/language/language_files.py",
    "bot/language/languages.py",
    "bot/language/listed_layout.py",
    "bot/language/vocabulary.py",
    "bot/language/vocabulary_files.py",
)


@pytest.fixture(params=_LANGUAGES)
def file(request: pytest.FixtureRequest, project: Path) -> Path:
    """Return each language file in turn."""
    return project / "bot/language/data/languages" / f"{request.param}.toml"


def test_the_languages_of_the_news_have_files() -> None:
    """German, French, Spanish, Italian, Portuguese, Dutch, Russian, Ukrainian and Chinese."""
    assert {"de", "fr", "es", "it", "pt", "nl", "ru", "uk", "zh"} <= known_languages()


def test_each_file_is_whole(file: Path) -> None:
    """Every part is there, under the code that the file is named after."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    assert data["code"] == file.stem
    for part, names in _PARTS.items():
        assert names <= data[part].keys(), part


def test_each_file_fills_what_reading_needs(file: Path) -> None:
    """Verbs, sources, pronouns, dates and names are not only named but given."""
    vocabulary = read_vocabulary(file.read_text(encoding="utf-8"))
    dates = vocabulary.dates
    assert {"V", "v", "P", "I", "C", "R", "a"} <= set(vocabulary.tags.values()) | {
        tag for choices in vocabulary.phrases.values() for _, tag in choices
    }
    assert len(vocabulary.common) > 30
    assert set(dates.weekdays.values()) == set(range(7))
    assert set(dates.months.values()) == set(range(1, 13)) or dates.marks
    assert {-1, 0, 1} <= set(dates.days.values())
    assert set(dates.units.values()) == {"day", "week", "month", "year"}
    assert {("W", -1), ("Y", -1), ("Y", 1)} <= set(dates.periods.values())
    assert {"male", "female"} <= {
        gender.split()[0] for gender in vocabulary.genders.values() if gender
    }


def test_each_name_stands_for_an_actor_that_english_texts_have(file: Path) -> None:
    """A name in another language must lead to the same key as the English one."""
    names = tomllib.loads(file.read_text(encoding="utf-8"))["names"]
    assert [english for english in names if known_actor(english) is None] == []


def test_words_are_listed_in_the_case_in_which_they_are_looked_up(file: Path) -> None:
    """Lists of single words are in lower case, or no text would match them."""
    vocabulary = read_vocabulary(file.read_text(encoding="utf-8"))
    words = {*vocabulary.tags, *vocabulary.common, *vocabulary.dates.months, *vocabulary.given}
    assert [word for word in words if word != word.lower()] == []


def test_a_language_without_a_file_has_an_empty_vocabulary() -> None:
    """Nothing is known of it, and nothing goes wrong."""
    assert vocabulary_of("tlh").code == ""
    assert vocabulary_of("") == vocabulary_of("tlh")
    assert not Vocabulary().tags


def test_a_new_language_is_one_text() -> None:
    """A few lines make a vocabulary; what a file leaves out is empty."""
    made = read_vocabulary(
        'code = "xx"\n[speech]\nsaying = "zagit"\n'
        '[months]\n1 = "zan"\n[dates.days]\n-1 = ["zest"]\n'
    )
    assert made.tags["zagit"] == "V"
    assert made.dates.months == {"zan": 1}
    assert made.dates.days == {("zest",): -1}


@pytest.mark.parametrize(
    "source", ["code =", "[shape]\n", 'code = "xx"\n[dates.days]\nx = ["y"]\n']
)
def test_a_broken_file_is_refused(source: str) -> None:
    """A file that cannot be read says so when it is read, not in the middle of a text."""
    with pytest.raises((ValueError, KeyError)):
        read_vocabulary(source)


def test_the_code_names_no_language(project: Path) -> None:
    """No reader compares with a language's code: what differs is data. English alone has rules."""
    codes = known_languages() | {"en"}
    found: list[str] = []
    for reader in _READERS:
        path = project / reader
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            tree = ast.parse(module.read_text(encoding="utf-8"))
            found += [
                f"{module.name}: {node.value}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and node.value in codes
            ]
    assert found == [f"languages.py: {ENGLISH}"]


def test_words_that_hang_on_others_are_tokens_of_their_own() -> None:
    """Elided articles, and pronouns behind a verb, can be looked up by themselves."""
    token = vocabulary_of("fr").token
    assert cut_phrase("L’ONU a-t-elle dit-il", token) == ("l'", "onu", "a", "-t-elle", "dit", "-il")
