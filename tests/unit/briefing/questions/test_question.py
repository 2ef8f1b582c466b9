"""Questions read into intents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.questions.question import parse_question, points_back
from bot.records import Stance

TODAY = date(2022, 12, 30)


@pytest.mark.parametrize(
    ("text", "intent", "actor", "topic"),
    [
        ("what did Varga say about the canal?", "said", "Varga", "canal"),
        ("What has the mayor of Lund said on rents", "said", "mayor of Lund", "rents"),
        ("what did Varga say?", "said", "Varga", ""),
        ("quotes by Ida Holm about fishing", "said", "Ida Holm", "fishing"),
        ("Ida Holm's comments on fishing", "said", "Ida Holm", "fishing"),
        ("How did Norland respond to the tariffs?", "said", "Norland", "tariffs"),
        ("who said that rents will fall?", "said", "", "rents will fall"),
        ("what are people saying about rents", "said", "", "rents"),
        ("what is Norland's position on whaling?", "position", "Norland", "whaling"),
        ("what is the stance of Norland on whaling", "position", "Norland", "whaling"),
        ("where does Varga stand on whaling?", "position", "Varga", "whaling"),
        ("does Norland support the canal?", "position", "Norland", "canal"),
        ("why does Varga oppose the canal", "position", "Varga", "canal"),
        ("is Norland against whaling", "position", "Norland", "whaling"),
        ("what does Norland want?", "position", "Norland", ""),
        ("what does Norland want from the League?", "position", "Norland", "League"),
        ("what did Varga promise on rents", "position", "Varga", "rents"),
        ("who opposes the canal?", "who", "", "canal"),
        ("Which countries have condemned the raid?", "who", "", "raid"),
        ("and who supports it?", "who", "", "it"),
        ("when did Norland join the League?", "when", "", "Norland join the League"),
        ("on what date was the canal opened", "when", "", "canal opened"),
        ("what happened in Lund?", "news", "", "Lund"),
        ("what's new on whaling", "news", "", "whaling"),
        ("latest on whaling", "news", "", "whaling"),
        ("hey @dateline, what about whaling?", "news", "", "whaling"),
        ("who is Ida Holm?", "what", "", "Ida Holm"),
        ("which harbour was closed by the storm?", "what", "",
         "which harbour was closed by the storm"),
    ],
)  # fmt: skip
def test_intent(text: str, intent: str, actor: str, topic: str) -> None:
    """The wording of a question tells what is asked, of whom and about what."""
    question = parse_question(text, TODAY)
    assert (question.intent, question.actor, question.topic) == (intent, actor, topic)


@pytest.mark.parametrize(
    ("verb", "stances"),
    [
        ("supports", {Stance.SUPPORTS}),
        ("opposed", {Stance.OPPOSES}),
        ("condemned", {Stance.OPPOSES, Stance.ACCUSES}),
        ("denies", {Stance.DENIES}),
        ("called for", {Stance.DEMANDS}),
        ("blamed", {Stance.ACCUSES}),
        ("promised", {Stance.COMMITS}),
        ("threatened", {Stance.THREATENS}),
    ],
)
def test_stances(verb: str, stances: set[Stance]) -> None:
    """A verb asks for the stances that it expresses."""
    assert parse_question(f"who {verb} the canal?", TODAY).stances == stances


def test_period() -> None:
    """A period in plain words is no part of the topic."""
    question = parse_question("who opposed the canal last week?", TODAY)
    assert (question.topic, question.period.since) == ("canal", date(2022, 12, 23))


def test_points_back() -> None:
    """Pronouns point back to the thread, names do not; so does saying nothing."""
    assert [points_back(words) for words in ("it", "them", "", "the canal")] == [
        True, True, True, False,
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="who what did say about it's on ?'’", max_size=80))
def test_any_question(text: str) -> None:
    """Any text is read as some question."""
    assert parse_question(text, TODAY).intent in {
        "said", "position", "who", "when", "news", "what",
    }  # fmt: skip
