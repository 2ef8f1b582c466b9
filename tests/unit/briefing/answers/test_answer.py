"""Answers from a real store whose facts were placed by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.briefing.answers.answer import LONGEST_QUESTION, answer_question
from bot.briefing.answers.trust import FLOOR, MOST_TRUST_IN_LOOSE
from bot.errors import InputError
from bot.ports import Archive
from bot.records import ActorKind, QuotationKind, Stance
from bot.results import Answer, PassageLine, PositionLine, QuotationLine, TimelineLine

TODAY = date(2022, 6, 30)
SAID = "The canal must be dredged before winter, or the fleet will leave Lund for good."
HELD = "Norland opposes the toll on the canal because its ships pay most of it."
BACKED = "Jon Berg backs the toll on the canal and wants it doubled."
DATED = "On 3 May 2022 Norland joined the canal treaty after ten years of talks."


def ask(archive: Archive, question: str, topic: str = "") -> Answer:
    """Ask in the test workspace."""
    return answer_question(archive, question, workspace="w", topic=topic, today=TODAY)


@pytest.fixture
def canal(keep: Callable[..., Archive], story: Callable[..., Any]) -> Archive:
    """Return an archive of four documents on a canal and its toll."""
    speech = story(f"“{SAID}” said Ida Holm. Ida Holm is the mayor of Lund.", title="Lund")
    speech.actor("Ida Holm").said(SAID, "Ida Holm", by="Ida Holm")
    sides = story(f"{HELD} {BACKED}", title="The toll on the canal")
    sides.actor("Norland", ActorKind.COUNTRY).actor("Jon Berg")
    sides.holds("Norland", Stance.OPPOSES, "opposes", HELD, by="Norland", target="the toll")
    sides.holds("Jon Berg", Stance.SUPPORTS, "backs", BACKED, by="Jon Berg", target="the toll")
    treaty = story(f"{DATED} The lock gates of the canal weigh ninety tonnes.")
    treaty.actor("Norland", ActorKind.COUNTRY).dated(date(2022, 5, 3), "3 May 2022", DATED)
    return keep(speech, sides, treaty, story("Herons nest in the reeds near the old mill."))


def test_said(canal: Archive) -> None:
    """Asked what somebody said, the lines are that person's words."""
    answer = ask(canal, "What did Ida Holm say about the canal?")
    assert answer.intent == "said"
    assert [line.text for line in answer.lines] == [SAID]
    assert isinstance(answer.lines[0], QuotationLine)
    assert answer.confidence >= 0.6


def test_said_in_words_that_need_their_sentence(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """What is reported in no words that read alone is answered with the whole sentence."""
    content = "the canal a danger to every child of the town"
    sentence = f"Ida Holm has called {content}."
    told = story(f"{sentence} It rained.").actor("Ida Holm")
    told.said(content, "Ida Holm", by="Ida Holm", kind=QuotationKind.INDIRECT, cue="has called")
    answer = ask(keep(told), "What did Ida Holm say about the canal?")
    assert [line.text for line in answer.lines] == [sentence]
    assert isinstance(answer.lines[0], PassageLine)
    assert 0.5 < answer.confidence < 0.8


def test_reported_speech_is_trusted_less(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """An answer in reported speech is a little less sure than one in quoted words."""
    facts = (
        ("Ida Holm", QuotationKind.DIRECT, "the canal will be closed to ships before winter"),
        ("Jon Berg", QuotationKind.INDIRECT, "the toll on the canal has ruined every fisherman"),
    )
    trust = {}
    for name, kind, words in facts:
        told = story(f"{name} has said {words}.").actor(name)
        told.said(words, name, by=name, kind=kind, cue="has said")
        trust[kind] = ask(keep(told), f"What did {name} say about the canal?").confidence
    assert trust[QuotationKind.DIRECT] > trust[QuotationKind.INDIRECT] > FLOOR


@pytest.mark.parametrize(
    ("question", "actors"),
    [
        ("who opposes the toll?", ["Norland"]),
        ("who supports the toll?", ["Jon Berg"]),
    ],
)
def test_who(canal: Archive, question: str, actors: list[str]) -> None:
    """Asked who takes a side, the lines are the positions of that side only."""
    answer = ask(canal, question)
    assert answer.intent == "who"
    assert [line.actor for line in answer.lines if isinstance(line, PositionLine)] == actors


def test_who_takes_no_side_by_working_against_it(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Who backs a ban on something does not back the thing; what comes near is said to."""
    banned, near = "Eva Dahl backs a ban on herring nets.", "Jon Berg backs the herring report."
    sides = story(f"{banned} {near}").actor("Eva Dahl").actor("Jon Berg")
    sides.holds(
        "Eva Dahl", Stance.SUPPORTS, "backs", banned, by="Eva Dahl", target="a ban on herring nets"
    )
    sides.holds(
        "Jon Berg", Stance.SUPPORTS, "backs", near, by="Jon Berg", target="the herring report"
    )
    answer = ask(keep(sides), "who supports herring?")
    assert [line.text for line in answer.lines] == [near]
    assert "nothing here is held on herring itself" in answer.read_as
    assert answer.confidence <= MOST_TRUST_IN_LOOSE


def test_position(canal: Archive) -> None:
    """Asked for a position, the lines are the actor's, whatever its side."""
    answer = ask(canal, "Does Norland support the toll?")
    assert answer.intent == "position"
    assert [line.text for line in answer.lines] == [HELD]


def test_when(canal: Archive) -> None:
    """Asked when, the first line is the dated sentence."""
    answer = ask(canal, "when did Norland join the canal treaty?")
    line = answer.lines[0]
    assert isinstance(line, TimelineLine)
    assert (line.date, line.text) == (date(2022, 5, 3), DATED)


def test_what(canal: Archive) -> None:
    """Any other question is answered by the sentence that fits its words."""
    answer = ask(canal, "How many tonnes do the lock gates weigh?")
    assert answer.intent == "what"
    assert isinstance(answer.lines[0], PassageLine)
    assert answer.lines[0].text == "The lock gates of the canal weigh ninety tonnes."


def test_definition(canal: Archive) -> None:
    """Asked who somebody is, the sentence that says so comes first."""
    assert ask(canal, "who is Ida Holm?").lines[0].text == "Ida Holm is the mayor of Lund."


def test_thread(canal: Archive) -> None:
    """A question that names nothing takes the thread's topic."""
    answer = ask(canal, "and who opposes it?", topic="the toll on the canal")
    assert answer.topic == "the toll on the canal"
    assert [line.text for line in answer.lines] == [HELD]


@pytest.mark.parametrize(
    "question",
    [
        "Which planet is ruled by purple accordion players?",
        "what did Xqzvtk say about the canal?",
        "who denies vmbrx?",
    ],
)
def test_not_in_the_archive(canal: Archive, question: str) -> None:
    """What the archive does not hold is not answered, and the answer says so."""
    answer = ask(canal, question)
    assert answer.confidence < FLOOR or not answer.lines
    assert answer.lines == ()
    assert answer.empty_because.startswith("The archive does not seem to hold the answer.")


def test_follow_ups(canal: Archive) -> None:
    """An answer offers at most two questions, none of them the one just asked."""
    answer = ask(canal, "who opposes the toll?")
    assert 1 <= len(answer.suggestions) <= 2
    assert all(s.endswith("?") and s != answer.question for s in answer.suggestions)


@pytest.mark.parametrize("question", ["", " ?! ", "news", "why " * LONGEST_QUESTION])
def test_refused(canal: Archive, question: str) -> None:
    """No question, a question about nothing and a pasted page are refused."""
    with pytest.raises(InputError):
        ask(canal, question)


def test_same_answer_twice(canal: Archive) -> None:
    """The same archive and question give the same answer."""
    assert ask(canal, "who opposes the toll?") == ask(canal, "who opposes the toll?")
