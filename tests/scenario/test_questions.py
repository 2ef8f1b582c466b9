"""Questions put to small made-up archives, through reading, extraction and the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.briefing.requests.query import brief_request
from bot.config import load_settings
from bot.newsroom import Newsroom, make_newsroom
from bot.reading.paths import read_paths
from bot.records import RawDocument, Stance
from bot.results import Answer, PassageLine, PositionLine, QuotationLine, TimelineLine

NOW = datetime(2022, 6, 30, tzinfo=UTC)
EXPANSION = "to any future expansion of NATO"
SUMMIT = """The president of Peru, Marta Quispe, received her counterpart in Chile, Pablo Rojas, in
Lima on Tuesday, and declared that both countries will support each other firmly in “guarding their
fishing grounds”. The leaders expressed opposition “to any further expansion of OPEC”.

Without mentioning Brazil, the countries stated that “some larger neighbours continue to dam rivers
that belong to everybody”. “Peru and Chile oppose attempts by trawlers to empty the southern
waters,” reads a joint statement released by the government in Lima."""
BRIDGE = """Norwegian Prime Minister Kari Vik said on Monday that “the bridge to Denmark must be
finished before 2030”. Sweden opposes the bridge because its ports would lose their ferries. Denmark
supports the plan for the bridge because its lorries wait for hours. Finnish officials said that
“the bridge will cost twice as much as planned”. The toll on the ferries was not discussed."""
STRIKE = """The dockers of Gdansk ended their strike on 3 May 2022 after nine weeks. Poland welcomed
the end of the strike. Union leader Adam Wolski said: “We will be back in autumn if wages stay
where they are.” Nobody asked the shipowners."""


def open_newsroom(folder: Path) -> Newsroom:
    """Return a newsroom on an empty archive in a folder."""
    settings = load_settings(database_url=f"sqlite:///{folder / 'archive.db'}")
    return make_newsroom(settings, now=lambda: NOW)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """Return a newsroom that holds three made-up texts."""
    newsroom = open_newsroom(tmp_path)
    texts = {"summit": SUMMIT, "bridge": BRIDGE, "strike": STRIKE}
    newsroom.add(
        [
            RawDocument(
                external_id=name, text=unwrap(text), outlet="Wire", published=date(2022, 6, 8)
            )
            for name, text in texts.items()
        ]
    )
    yield newsroom
    newsroom.close()


@pytest.fixture
def seeded(tmp_path: Path, project: Path) -> Iterator[Newsroom]:
    """Return a newsroom that holds the documents which ship with it."""
    newsroom = open_newsroom(tmp_path)
    newsroom.add(read_paths([str(project / "seeds")]))
    yield newsroom
    newsroom.close()


def unwrap(text: str) -> str:
    """Return a text with a line for each paragraph, as news comes."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def said(answer: Answer) -> dict[str, str | None]:
    """Return the quoted words of an answer and their speakers."""
    return {line.text: line.speaker for line in answer.lines if isinstance(line, QuotationLine)}


def sides(answer: Answer) -> set[tuple[str, Stance]]:
    """Return who holds what in an answer."""
    return {(line.actor, line.stance) for line in answer.lines if isinstance(line, PositionLine)}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what did Quispe say?", "to any further expansion of OPEC"),
        ("what did Quispe say about OPEC?", "to any further expansion of OPEC"),
        ("what did Rojas say about OPEC?", "to any further expansion of OPEC"),
        ("what did the leaders say about OPEC?", "to any further expansion of OPEC"),
        ("what did Chile say about Brazil?", "some larger neighbours continue to dam rivers"),
        ("what did Peru and Chile say about rivers?", "continue to dam rivers"),
        ("what did Finnish officials say about the bridge?", "the bridge will cost twice as much"),
        ("what did Wolski say about wages?", "We will be back in autumn"),
    ],
)
def test_a_matching_quotation_leads(newsroom: Newsroom, question: str, words: str) -> None:
    """Words of the right speaker on the topic are the answer, also where they are a fragment."""
    answer = newsroom.ask(question)
    found = " ".join(" ".join(text.split()) for text in said(answer))
    assert words in found
    assert not any(isinstance(line, PassageLine) for line in answer.lines)
    assert answer.confidence >= 0.5


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("what did Quispe say?", {"Marta Quispe", "Marta Quispe and Pablo Rojas"}),
        ("what did Rojas say about OPEC?", {"Marta Quispe and Pablo Rojas"}),
        ("what did Vik say about the bridge?", {"Kari Vik"}),
    ],
)
def test_no_wrong_speaker(newsroom: Newsroom, question: str, speakers: set[str]) -> None:
    """Asked what somebody said, nobody else's words are shown."""
    found = said(newsroom.ask(question))
    assert found
    assert {speaker for speaker in found.values() if speaker} <= speakers


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("who opposes the bridge?", ("Sweden", Stance.OPPOSES)),
        ("who supports the bridge?", ("Denmark", Stance.SUPPORTS)),
        ("what is Sweden's position on the bridge?", ("Sweden", Stance.OPPOSES)),
        ("does Denmark oppose the bridge?", ("Denmark", Stance.SUPPORTS)),
    ],
)
def test_sides(newsroom: Newsroom, question: str, side: tuple[str, Stance]) -> None:
    """Asked who holds what, the positions are those of the ones asked for."""
    answer = newsroom.ask(question)
    assert sides(answer) == {side}
    assert answer.confidence >= 0.6


def test_nearest_sentences(newsroom: Newsroom) -> None:
    """A sentence with the verb that was asked for stands in for a fact, and it is said."""
    answer = newsroom.ask("who welcomed the end of the strike?")
    assert answer.lines[0].text == "Poland welcomed the end of the strike."
    if isinstance(answer.lines[0], PassageLine):
        assert "these sentences come nearest" in answer.read_as
        assert answer.confidence <= 0.5


def test_each_other(newsroom: Newsroom) -> None:
    """Those who support each other support each of them."""
    for question in ("who supports Chile?", "who supports Peru?"):
        actors = {actor for actor, stance in sides(newsroom.ask(question))}
        assert any("Peru" in actor and "Chile" in actor for actor in actors), question


def test_leaders_speak_for_their_country(newsroom: Newsroom) -> None:
    """A country's position is also what its leaders say, under their own names."""
    answer = newsroom.ask("what is Chile's position on OPEC?")
    assert set(said(answer).values()) == {"Marta Quispe and Pablo Rojas"}
    assert "those who speak for Chile" in answer.read_as
    answer = newsroom.ask("what did Norway say about the bridge?")
    assert set(said(answer).values()) == {"Kari Vik"}


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("when did the strike end?", date(2022, 5, 3)),
        ("when did the dockers finish their strike?", date(2022, 5, 3)),
        ("when did Quispe and Rojas meet?", date(2022, 6, 7)),
    ],
)
def test_dates(newsroom: Newsroom, question: str, day: date) -> None:
    """Asked when, the first line is the dated sentence, also where its verb is another."""
    line = newsroom.ask(question).lines[0]
    assert isinstance(line, TimelineLine)
    assert line.date == day


@pytest.mark.parametrize(
    "question",
    [
        "what did Wolski say about OPEC?",
        "who opposes Kari Vik?",
        "what did Zbigniew say about the bridge?",
        "what did Vik say about the strike?",
    ],
)
def test_nothing_fits(newsroom: Newsroom, question: str) -> None:
    """What nobody said is not answered with sentences that merely share its names."""
    answer = newsroom.ask(question)
    assert answer.lines == ()
    assert answer.suggestions


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("what did Xi say", {EXPANSION, "safeguarding their main interests"}),
        ("what did Xi say about NATO?", {EXPANSION}),
        ("what did Putin say about NATO?", {EXPANSION}),
        ("what is Russia's position on NATO?", {EXPANSION}),
    ],
)
def test_the_seed_is_quoted(seeded: Newsroom, question: str, wanted: set[str]) -> None:
    """Asked for the two presidents' words, the quotations whose speakers they are come."""
    answer = seeded.ask(question)
    assert all(any(words in text for text in said(answer)) for words in wanted)
    assert not any(isinstance(line, PassageLine) for line in answer.lines)


def test_the_seed_on_more(seeded: Newsroom) -> None:
    """Joint actors and other verbs are found on the seed too."""
    about = said(seeded.ask("what did China say about the United States"))
    assert any("some minority actors" in text for text in about)
    assert ("China and Russia", Stance.SUPPORTS) in sides(seeded.ask("who supports Russia?"))
    line = seeded.ask("when did Xi and Putin meet?").lines[0]
    assert isinstance(line, TimelineLine)
    assert line.date == date(2022, 2, 4)


@pytest.mark.parametrize(
    "question",
    [
        "what did Quispe say?",
        "who opposes the bridge?",
        "what is Chile's position on OPEC?",
        "when did the strike end?",
        "what is new on the bridge?",
        "who is Adam Wolski?",
        "what did Vik say about the strike?",
        "what did Zbigniew say about the bridge?",
    ],
)
def test_suggested_questions_have_answers(newsroom: Newsroom, question: str) -> None:
    """Every question that an answer offers is a question with an answer."""
    for suggestion in newsroom.ask(question).suggestions:
        assert suggestion.endswith("?")
        assert newsroom.ask(suggestion).lines, suggestion


@pytest.mark.parametrize(
    "typed",
    ["bridge", "peru", "by:zbigniew", "bridge by:wolski", "strike since:2023", "xqzvt", "quspe",
     "bridge opec", "bridge outlet:times", "by:rojas about:bridge", "bridge lang:de"],
)  # fmt: skip
def test_suggested_topics_give_lines(newsroom: Newsroom, typed: str) -> None:
    """Every topic that a brief offers is one with lines, and no sentence stammers."""
    brief = newsroom.brief(
        brief_request(typed, workspace=newsroom.workspace, today=newsroom.today())
    )
    for suggestion in brief.suggestions:
        again = brief_request(suggestion, workspace=newsroom.workspace, today=newsroom.today())
        assert not newsroom.brief(again).is_empty, suggestion
    words = f"{brief.read_as} {brief.empty_because}".casefold().split()
    assert all(first != second for first, second in pairwise(words))
