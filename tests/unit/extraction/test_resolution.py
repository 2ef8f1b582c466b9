"""Phrases stand for actors where one reading stands out, and for nobody otherwise."""

from __future__ import annotations

import pytest
from growth import grows_in_proportion

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
        ("Ivo Lantos praised Juan Mora in Lima. Both men said so.", "Both men",
         {"ivo lantos", "juan mora"}),
        ("Ivo Lantos praised Juan Mora in Lima. Both men condemned Mora's raids.", "Both men",
         set()),
        ("Chile's government said so.", "Chile's government", {"chile"}),
        ("They met Ana Sorel's claim that it was so.", "Ana Sorel's", {"ana sorel"}),
        ("Santiago said so.", "Santiago", set()),
        ("Quito said so.", "Quito", {"ecuador"}),
        ("Quito on Monday said so.", "Quito", {"ecuador"}),
        ("LIMA – President Ana Sorel said so.", "LIMA – President Ana Sorel", {"ana sorel"}),
        ("“So,” Kremlin press secretary Ana Sorel said.", "Kremlin press secretary Ana Sorel",
         {"ana sorel"}),
        ("The “Harrow Wagon” singer Ana Sorel said so.", "The “Harrow Wagon” singer Ana Sorel",
         {"ana sorel"}),
        ("Ana Sorel, mayor of Quito, and Judge Ivo Lantos said so.",
         "Ana Sorel, mayor of Quito, and Judge Ivo Lantos", {"ana sorel", "ivo lantos"}),
        ("Ana Sorel, mayor of Quito and friend of Ivo Lantos, said so.",
         "Ana Sorel, mayor of Quito and friend of Ivo Lantos,", {"ana sorel"}),
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
        ("The rivals to replace Ana Sorel said so.", "The rivals to replace Ana Sorel"),
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
        ("Ana Sorel and Ivo Lantos met. He said so.", "He", {"ivo lantos"}),
        ("Daniel Sorel and Ivo Lantos met. He said so.", "He", set()),
        ("Ivo Lantos left. A witness spoke. He said so.", "He", set()),
        ("A guard for the pair said that Ivo Lantos left. He said so.", "He", set()),
        ("A nun said that Ivo Lantos left. He said so.", "He", {"ivo lantos"}),
        (
            "It fell, said Ana Sorel, manager for conservative think tank Harrow. She said so.",
            "She",
            {"ana sorel"},
        ),
        ("Ivo Lantos, who said so, left.", "who", {"ivo lantos"}),
        ("Ivo Lantos, the mayor of Quito, who said so, left.", "who", {"ivo lantos"}),
        ("A friend of Ivo Lantos who said so left.", "who", set()),
        ("People in Peru who said so left.", "who", set()),
        ("Peru, which said so, left.", "which", {"peru"}),
        ("Doctors NATO spoke to said so.", "Doctors NATO spoke to", set()),
        ("Voters waited. They said so.", "They", set()),
        ("Ana Sorel and Ivo Lantos met. They said so.", "They", {"ana sorel", "ivo lantos"}),
        ("Protesters met Ana Sorel. They said so.", "They", set()),
        (
            "Ana Sorel and Ivo Lantos wed. The couple said so.",
            "The couple",
            {"ana sorel", "ivo lantos"},
        ),
        ("Ana Sorel told Ivo Lantos that. The couple said so.", "The couple", set()),
        # However long a speech is, its speaker was named before it.
        (
            "Ana Sorel spoke.\n“It fell. It burned. It sank. It rose. It is over,” she said.",
            "she",
            {"ana sorel"},
        ),
        # First names and titles rule out who cannot be meant.
        ("Ana Sorel left Quito. He said so.", "He", set()),
        ("Daniel Sorel left Quito. She said so.", "She", set()),
        ("Daniel Sorel and Anna Lantos met. She said so.", "She", {"anna lantos"}),
        ("Mr. Andrea Sorel left. She said so.", "She", set()),
        # Capitals alone make nobody a person.
        ("They drove a Mavik Rowan. He said so.", "He", set()),
        ("Ana Sorel's lawyer said it was over. She said so.", "She", set()),
        ("Ana Sorel left.\n\nContributing: Anna Lantos\n\nShe said so.", "She", {"ana sorel"}),
        # Possessives and objects.
        ("Ana Sorel sold her boat.", "her", {"ana sorel"}),
        ("Daniel Sorel told Ivo Lantos of his plan.", "his", set()),
        ("Ivo Lantos saw him.", "him", set()),
        ("Daniel Sorel read Ivo Lantos's book on how he won.", "he", set()),
        ("Ana Sorel left.\nDaniel Sorel's party lost. He said so.", "He", set()),
        ("Daniel Sorel left. Asked about his plan, Ivo Lantos said no.", "his", set()),
        # A participle that opens the sentence is of the subject to come.
        (
            "Daniel Sorel left. After announcing he would stay, Ivo Lantos said no.",
            "he",
            {"ivo lantos"},
        ),
        ("Daniel Sorel left. Saying he was ill, Ivo Lantos said no.", "he", {"ivo lantos"}),
        ("Ana Sorel left. After saying he was ill, Ana Lantos said no.", "he", set()),
        ("Daniel Sorel left. After saying he was ill, the man left.", "he", {"daniel sorel"}),
        ("Daniel Sorel left. In spring he came, Ivo Lantos said.", "he", {"daniel sorel"}),
        # An apposition is nobody else; a pronoun goes on with the one before.
        ("Ivo Lantos, 42, a member of the board, left. He said so.", "He", {"ivo lantos"}),
        (
            "Ivo Lantos left. He ate. He sat. He slept. He ran.\nThey saw him.",
            "him",
            {"ivo lantos"},
        ),
        ("Kim Rey, a port spokeswoman, met the crew. He left.", "He", set()),
        ("Kim Rey, a port spokesman, met the crew. He left.", "He", {"kim rey"}),
        ("Kim Rey, 40, came. Senator and Mrs. Rey were glad. He left.", "He", {"kim rey"}),
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
        ("The Supreme Court met. The court's ruling came.", "The court's", {"supreme court"}),
        # A text is about the company that it names most.
        ("Ardun Corp. grew. Ardun hired. Ardun Corp. sold shares. The company said so.",
         "The company", {"ardun"}),
        ("Ardun Corp. grew. Ardun sold Zent Corp. The company said so.", "The company", set()),
        # Bare, a role is one beside its bearer only.
        ("Ana Sorel, a student, left. It was about student debt.", "student debt", set()),
        # A counterpart holds the same office elsewhere.
        ("Chilean Foreign Minister Ivo Lantos met Peruvian Foreign Minister Ana Sorel. Lantos left."
         " His Peruvian counterpart said so.", "His Peruvian counterpart", {"ana sorel"}),
        ("Chilean Foreign Minister Ivo Lantos met Peruvian Trade Minister Ana Sorel. Lantos left."
         " His Peruvian counterpart said so.", "His Peruvian counterpart", set()),
        ("Chile's president, Ivo Lantos, met his Peruvian counterpart, Ana Sorel. Lantos left."
         " Lantos's Peruvian counterpart said so.", "Lantos's Peruvian counterpart",
         {"ana sorel"}),
        ("Coach Ana Sorel left. Her coach said so.", "Her coach", set()),
        ("Coach Ana Sorel left. Another coach said so.", "Another coach", set()),
        # What the phrase says of place, party or body must be said of the bearer.
        ("Ohio Gov. Ivo Lantos met Utah Gov. Ana Sorel. The Utah governor said so.",
         "The Utah governor", {"ana sorel"}),
        ("Ohio Gov. Ivo Lantos left. The Republican Utah governor said so.",
         "The Republican Utah governor", set()),
        ("Gov. Ivo Lantos, R-Ohio, left. The Republican governor said so.",
         "The Republican governor", {"ivo lantos"}),
        ("President Ivo Lantos left. The president of a teachers union said so.",
         "The president of a teachers union", set()),
        ("Ana Sorel, president of the teachers union, left. The union president said so.",
         "The union president", {"ana sorel"}),
        ("Former President Ivo Lantos left. The president said so.", "The president", set()),
        ("Former President Ivo Lantos met President Ana Sorel. The former president said so.",
         "The former president", {"ivo lantos"}),
        ("Mayor Ivo Lantos left. The new mayor said so.", "The new mayor", set()),
        ("Queen Maud II left. Princess Ana came. The queen said so.", "The queen", {"maud ii"}),
        ("Queen Ana came. The queen said so.", "The queen", set()),
        ("The Workers Party lost to the Harrow Bank. The party said so.", "The party", set()),
        # A subject behind a comma is no apposition.
        ("After he spoke to Ivo Lantos, the president said so. Later the president left.",
         "the president", set()),
        # Nobody is meant who was not named yet, or long ago and never since.
        ("The mayor said so. Mayor Ivo Lantos left.", "The mayor", set()),
        ("Mayor Ivo Lantos left. " + "Prices rose. Ana Sorel slept. " * 6 + "The mayor said so.",
         "The mayor", set()),
        ("The Lake Foundation met. The Kovel foundation paid. The foundation said so.",
         "The foundation", set()),
        ("Harrow Bank cut its rates on Monday, the bank said.", "the bank", {"harrow bank"}),
        ("Mavik Motors shut its mill, the carmaker said.", "the carmaker", {"mavik motors"}),
        ("Mavik Motors says it won, the carmaker said.", "the carmaker", set()),
        ("Mavik Motors beat Ardun Motors, the carmaker said.", "the carmaker", set()),
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
        ("Ana Sorel met Ivo Lantos. Both candidates said so.", "Both candidates"),
        ("Chile and Peru met, and Kenya and Ghana met. The countries said so.", "The countries"),
    ],
)
def test_groups_without_one_reading_stay_open(text: str, words: str) -> None:
    """A group of the wrong number, with a word of its own, or with two readings is nobody."""
    assert resolve(text, words) == set()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A Virginia Democrat said so.", "A Virginia Democrat", set()),
        ("The top Republican said so.", "The top Republican", set()),
        ("Republicans said so.", "Republicans", {"republican party"}),
        ("Most Chileans said so.", "Most Chileans", set()),
        ("Chileans said so.", "Chileans", set()),
        ("The Chileans said so.", "The Chileans", {"chile"}),
    ],
)
def test_members_are_not_the_whole(text: str, words: str, expected: set[str]) -> None:
    """One Democrat is not the party, and some of a people are not their country."""
    assert resolve(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The president of Peru, Ana Sorel, met allies and left.", "The president of Peru",
         {"ana sorel"}),
        ("“We wait,” said the minister, Ivo Lantos.", "the minister", {"ivo lantos"}),
        ("The minister, Ana Sorel, and Ivo Lantos said so.", "The minister", set()),
        ("The ministers, Ana Sorel, Ivo Lantos, said so.", "The ministers", set()),
    ],
)  # fmt: skip
def test_office_before_its_bearer(text: str, words: str, expected: set[str]) -> None:
    """An office stands for the person named right behind it, unless a list begins there."""
    assert resolve(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "occurrence", "expected"),
    [
        ("Daniel Judge rowed. Later Judge said so.", "Judge", 2, {"daniel judge"}),
        ("Anna May won in May. Then May said so.", "May", 3, {"anna may"}),
        ("Anna May won. Last May was hot.", "May", 2, set()),
        ("Daniel Judge rowed. The Judge said so.", "Judge", 2, set()),
        ("A judge left. Later Judge said so.", "Judge", 1, set()),
    ],
)
def test_a_month_or_title_may_be_a_surname(
    text: str, words: str, occurrence: int, expected: set[str]
) -> None:
    """Where somebody named in full is called so, and the word acts without an article."""
    assert resolve(text, words, occurrence) == expected


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


@pytest.mark.parametrize(
    "piece",
    [
        "Mayor Ann Berg left. The mayor said so. ",
        "Ann Berg met Ole Berg. Berg said so. ",
        "Prince Carl left. Carl said so. ",
        "Lund Ministry. The ministry said so. ",
    ],
)
def test_time_grows_with_length_alone(piece: str) -> None:
    """Four times as many names and roles take about four times as long."""

    def resolve_all(count: int) -> None:
        layout = lay_out(piece * count)
        index = find_actors(layout, find_phrases(layout))
        for first, after_last in layout.sentences:
            index.resolve(layout.span(first, min(first + 2, after_last)))

    assert grows_in_proportion(resolve_all, 500)


@pytest.mark.parametrize("occurrence", [2, 4])
def test_relative_whom_the_text_is_about(occurrence: int) -> None:
    """A relative who comes first and goes by the surname keeps it when the family is mentioned."""
    text = (
        "First lady Ann Sorel flew to Lund. “I wanted to come,” Sorel said, and Sorel stayed. No"
        " other member of the family of President Carl Sorel has been there. Sorel left on Friday."
    )
    places = [index for index in range(len(text)) if text.startswith("Sorel", index)]
    layout = lay_out(text)
    index = find_actors(layout, find_phrases(layout))
    at = places[occurrence]
    assert index.resolve(Span(at, at + 5)).actors == ("ann sorel",)
