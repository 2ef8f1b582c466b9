"""Phrases stand for actors where one reading stands out, and for nobody otherwise."""

from __future__ import annotations

import pytest

from bot.extraction.actors import find_actors
from bot.extraction.phrases import find_phrases
from bot.language.layout import lay_out
from bot.records import Span

SUMMIT = (
    "the president of Peru, Ana Sorelreceived, this Monday, in Lima, its counterpart in Chile,"
    " Ivo Lantos, and declared that both countries will cooperate. Lantos thanked her hosts."
    " The leaders praised the plan. “Chile and Peru reject threats,” reads a joint statement"
    " released by the Kremlin. without naming Bolivia, countries stated that talks go on."
    " Peru and Chile also reaffirm the treaty and said they oppose tariffs."
    " Finally, they declared that the two nations are friends."
)


def resolve(text: str, words: str, occurrence: int = 1) -> set[str]:
    """Return whom an occurrence of ``words`` in ``text`` stands for."""
    layout = lay_out(text)
    index = find_actors(layout, find_phrases(layout))
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return set(index.resolve(Span(start, start + len(words))).actors)


@pytest.mark.parametrize(
    ("words", "occurrence", "expected"),
    [
        ("the president of Peru, Ana Sorel", 1, {"ana sorel"}),
        ("both countries", 1, {"peru", "chile"}),
        ("The leaders", 1, {"ana sorel", "ivo lantos"}),
        ("a joint statement released by the Kremlin", 1, {"russia"}),
        ("countries", 2, {"peru", "chile"}),
        ("Peru and Chile", 1, {"peru", "chile"}),
        ("they", 1, {"peru", "chile"}),
        ("they", 2, {"peru", "chile"}),
        ("the two nations", 1, {"peru", "chile"}),
    ],
)
def test_damaged_summit_report(words: str, occurrence: int, expected: set[str]) -> None:
    """Groups, pronouns and an issuer are resolved in a machine-translated report."""
    assert resolve(SUMMIT, words, occurrence) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("U.S. Secretary of State Ana Sorel said so.", "U.S. Secretary of State Ana Sorel",
         {"ana sorel"}),
        ("Kremlin spokesman Ivo Lantos said so.", "Kremlin spokesman Ivo Lantos", {"ivo lantos"}),
        ("Ana Sorel, a spokeswoman for Harrow Bank, said so.",
         "Ana Sorel, a spokeswoman for Harrow Bank", {"ana sorel"}),
        ("Ana Sorel and Ivo Lantos said so.", "Ana Sorel and Ivo Lantos",
         {"ana sorel", "ivo lantos"}),
        ("A spokesman for the Lake Water Authority said so.",
         "A spokesman for the Lake Water Authority", {"lake water authority"}),
        ("Chilean officials said so.", "Chilean officials", {"chile"}),
        ("Chile's government said so.", "Chile's government", {"chile"}),
        ("Santiago said so.", "Santiago", set()),
        ("Quito said so.", "Quito", {"ecuador"}),
    ],
)  # fmt: skip
def test_names_in_a_phrase(text: str, words: str, expected: set[str]) -> None:
    """The head of a phrase decides: a person over the country, a body for its voice."""
    assert resolve(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A spokesman for Ana Sorel said so.", "A spokesman for Ana Sorel"),
        ("Ana Sorel's lawyer said so.", "Ana Sorel's lawyer"),
        ("A friend of Ana Sorel said so.", "A friend of Ana Sorel"),
        ("Teams from Chile and Peru said so.", "Teams from Chile and Peru"),
        ("A company founded by writer Ana Sorel said so.", "A company founded by writer Ana Sorel"),
    ],
)
def test_names_of_others_are_not_the_speaker(text: str, words: str) -> None:
    """Whoever owns, sent or founded the speaker is not the speaker."""
    assert resolve(text, words) == set()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Ana Sorel left on Monday. She said it was over.", "She", {"ana sorel"}),
        ("Mr. Ivo Lantos met Ms. Ana Sorel. She said so.", "She", {"ana sorel"}),
        ("Ana Sorel and Ivo Lantos met. He said so.", "He", set()),
        ("Ivo Lantos left. A witness spoke. He said so.", "He", set()),
        ("Ivo Lantos, who said so, left.", "who", {"ivo lantos"}),
        ("Voters waited. They said so.", "They", set()),
        ("Ana Sorel and Ivo Lantos met. They said so.", "They", {"ana sorel", "ivo lantos"}),
        ("Protesters met Ana Sorel. They said so.", "They", set()),
    ],
)
def test_pronouns(text: str, words: str, expected: set[str]) -> None:
    """A pronoun takes the one antecedent that stands out; two equal ones leave it open."""
    assert resolve(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Chilean President Ivo Lantos left. The president said so.", "The president",
         {"ivo lantos"}),
        ("Ana Sorel, the finance minister of Peru, left. The minister said so.", "The minister",
         {"ana sorel"}),
        ("Chilean President Ivo Lantos met Peruvian President Ana Sorel."
         " The Peruvian president said so.", "The Peruvian president", {"ana sorel"}),
        ("Chilean President Ivo Lantos met Peruvian President Ana Sorel. The president said so.",
         "The president", set()),
        ("Vice President Ana Sorel left. The president said so.", "The president", set()),
        ("The Ministry of Health met. The ministry said so.", "The ministry",
         {"ministry of health"}),
        ("The team's coach, Ana Sorel, left. The team said so.", "The team", set()),
        ("Coach Ana Sorel left. Her coach said so.", "Her coach", set()),
        ("Coach Ana Sorel left. Another coach said so.", "Another coach", set()),
    ],
)  # fmt: skip
def test_roles(text: str, words: str, expected: set[str]) -> None:
    """A role stands for its one bearer in the text; a country or field narrows it down."""
    assert resolve(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chile, Peru and Bolivia met. Both countries said so.", "Both countries"),
        ("Chile met Peru. Western countries said so.", "Western countries"),
        ("Ana Sorel left. The leaders said so.", "The leaders"),
        ("Chile and Peru met, and Kenya and Ghana met. The countries said so.", "The countries"),
    ],
)
def test_groups_without_one_reading_stay_open(text: str, words: str) -> None:
    """A group of the wrong number, with a word of its own, or with two readings is nobody."""
    assert resolve(text, words) == set()


def test_reasons_are_given() -> None:
    """Every answer says why."""
    text = "Chilean President Ivo Lantos left. Lantos said so. The president agreed."
    layout = lay_out(text)
    index = find_actors(layout, find_phrases(layout))
    reasons = [
        index.resolve(Span(start, start + len(words))).reason
        for words in ("Ivo Lantos", "Lantos said"[:6], "The president")
        for start in (text.rindex(words),)
    ]
    assert reasons == ["full name", "surname", "role"]
