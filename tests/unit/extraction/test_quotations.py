"""Direct quotations with their speakers."""

from __future__ import annotations

import pytest

from bot.extraction.cues import find_cues
from bot.extraction.phrases import find_phrases
from bot.extraction.quotations import find_quotations
from bot.language.layout import lay_out


def _quotations(text: str) -> list[tuple[str, str | None]]:
    layout = lay_out(text)
    found = find_quotations(layout, find_phrases(layout), find_cues(layout))
    return [
        (item.content.of(text), item.speaker.of(text) if item.speaker else None) for item in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will pay,” Anna Berg said.", [("We will pay,", "Anna Berg")]),
        ("“We will pay,” said Anna Berg.", [("We will pay,", "Anna Berg")]),
        (
            "Saying it was “too late for a deal,” Anna Berg left.",
            [("too late for a deal,", "Anna Berg")],
        ),
        (
            "Tom Dahl spoke. After telling him it was “too late”, Anna Berg left.",
            [("too late", "Anna Berg")],
        ),
        ("Anna Berg said: “We will pay.”", [("We will pay.", "Anna Berg")]),
        ("Anna Berg told reporters, “We will pay.”", [("We will pay.", "Anna Berg")]),
        (
            "“We will pay,” Anna Berg, the minister, told reporters.",
            [("We will pay,", "Anna Berg")],
        ),
        (
            "“We will,” Anna Berg said, “pay all of it.”",
            [("We will,", "Anna Berg"), ("pay all of it.", "Anna Berg")],
        ),
        (
            "“We will pay,” Anna Berg said in Oslo. “All of it.”",
            [("We will pay,", "Anna Berg"), ("All of it.", "Anna Berg")],
        ),
        ("“Will they pay?” Ole Dahl asked.", [("Will they pay?", "Ole Dahl")]),
        ("According to Ole Dahl, it is “a total disaster”.", [("a total disaster", "Ole Dahl")]),
        ("The plan is “a total disaster”, said Ole Dahl.", [("a total disaster", "Ole Dahl")]),
        (
            "“We agree,” reads a joint statement issued by the Elbing Palace.",
            [("We agree,", "a joint statement issued by the Elbing Palace")],
        ),
        (
            "Anna Berg called Ole Dahl “a very weak man” in Oslo.",
            [("a very weak man", "Anna Berg")],
        ),
        (
            "Norway and Velmark vowed to fight “any new war”.",
            [("any new war", "Norway and Velmark")],
        ),
        ("“We will pay,” an angry Dahl rasped.", [("We will pay,", "an angry Dahl")]),
        ("“We will pay,” wrote a reader.", [("We will pay,", "a reader")]),
        ("“Work is half of life.” — Anna Berg", [("Work is half of life.", "Anna Berg")]),
        (
            "It was often described as “lost and hopeless” by Ole Dahl.",
            [("lost and hopeless", "Ole Dahl")],
        ),
    ],
)
def test_speakers_are_read_off_their_sentence(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    """A speaker before, behind, amid or under the words said is found as written."""
    assert _quotations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She appeared on “Good Evening” last week.",
        "Dahl's “Winter Songs” sold well.",
        "The “so-called” expert left.",
        "A so “called expert” left the room.",
        'He read <a href="Some Page">.',
        "No marks at all, said Anna Berg.",
    ],
)
def test_titles_and_scare_quotes_are_no_quotations(text: str) -> None:
    """Titles, single words and short labels nobody is said to have spoken are left out."""
    assert _quotations(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "May 28: “It was a long night for us.”",
        "On Monday, June 3: “It was a long night for us.”",
        "Panda Cam 1 shows “a very long night for us.”",
        "Overnight, “a very long night for us” began.",
    ],
)
def test_dates_and_labels_are_no_speakers(text: str) -> None:
    """What cannot speak is no speaker, and the words stay unattributed."""
    assert {speaker for _, speaker in _quotations(text)} <= {None}


def test_songs_are_no_speech() -> None:
    """What a choir sings is the title of a song where it looks like one."""
    assert _quotations("The choir sang “Winter Comes Again” at noon.") == []


def test_a_speaker_carries_over_paragraphs() -> None:
    """A stretch that goes on, and a paragraph that is all quotation, keep the speaker."""
    text = (
        "“We will pay,” Anna Berg said.\n\n“We always have paid.\n\n“And we always will.”\n\n"
        "“Nobody can doubt that.”"
    )
    assert [speaker for _, speaker in _quotations(text)] == ["Anna Berg"] * 4


def test_a_speaker_is_not_carried_past_another() -> None:
    """In a dialogue each stretch keeps its own speaker."""
    text = "“Will you pay?” Ole Dahl asked.\n\n“Of course,” Anna Berg replied. “All of it.”"
    assert [speaker for _, speaker in _quotations(text)] == ["Ole Dahl", "Anna Berg", "Anna Berg"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It will fall,” said Anna Roe. Tom Berg was less sure. “Perhaps it will.”", "Tom Berg"),
        ("“It will fall,” said Roe. Mr. Berg shook his head. “Perhaps it will.”", "Mr. Berg"),
        ("“It will fall,” said Roe. Lund, who built it, says no. “It is safe.”", "Lund"),
        ("“It will fall,” said Roe. The dam is sound, Tom Berg says. “It is safe.”", "Tom Berg"),
        # Whatever else stands between, the one who spoke may go on.
        ("“It will fall,” said Anna Roe. Lund is a small town. “It is quiet.”", "Anna Roe"),
        ("“It will fall,” said Anna Roe. She says Berg knows it. “He has said so.”", "Anna Roe"),
        ("“It will fall,” said Anna Roe. The news came late. “It hurt us all.”", "Anna Roe"),
    ],
)
def test_a_sentence_about_somebody_leads_to_their_words(text: str, speaker: str) -> None:
    """Between two quotations of a paragraph, it tells whose the second is."""
    assert _quotations(text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the president of Velmark, Mara Ilvenreceived, this Monday, 7, her colleague from"
            " Norway, Ole Dahl, and declared that both will guard “their common coast”.",
            ("their common coast", "Mara Ilven"),
        ),
        ('berg was tired. "we will pay, Berg said.', ("we will pay,", "Berg")),
        ("“we will pay,” said anna berg.", ("we will pay,", "anna berg")),
        (
            'without waiting, officials stated that "nobody will pay',
            ("nobody will pay", "officials"),
        ),
        ("“We will pay, the mayor said. More text.", ("We will pay,", "the mayor")),
    ],
)
def test_damaged_text_keeps_its_quotations(text: str, expected: tuple[str, str]) -> None:
    """Glued words, lost capitals and lost marks do not hide who spoke."""
    assert _quotations(text) == [expected]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The wall drew chants of “build it now” from Ole Venn.", "Ole Venn"),
        ("Dahl spoke of a wall, which drew chants of “build it now” that night.", None),
        ("Dahl heard the cries of “we want bread” all day.", None),
    ],
)
def test_cries_are_whose_they_are_said_to_be(text: str, speaker: str | None) -> None:
    """Whoever drew or heard them did not cry, nor is the verb before them a speaker."""
    ((_, who),) = _quotations(text)
    assert who == speaker


def test_nobody_is_named_where_nobody_speaks() -> None:
    """A stretch without any candidate has no speaker, rather than a guessed one."""
    assert _quotations("“Nothing is known about this at all.”") == [
        ("Nothing is known about this at all.", None)
    ]
