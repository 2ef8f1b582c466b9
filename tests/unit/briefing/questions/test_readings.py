"""Questions read in their thread; what a thread remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.briefing.questions.question import Question, parse_question
from bot.briefing.questions.readings import read_in_thread
from bot.briefing.questions.threads import Thread, thread_as_payload, thread_of_payload
from bot.briefing.requests.periods import Period
from bot.errors import InputError

TODAY = date(2022, 12, 30)
PEOPLE = frozenset({"xi", "norland", "varga"})


def thread_after(question: str, **known: str) -> Thread:
    """Return a thread in which a question was asked."""
    last = parse_question(question, TODAY)
    return Thread(**{"topic": last.topic or last.actor, **known}, last=last)  # type: ignore[arg-type]


def read(text: str, thread: Thread) -> list[tuple[str, str, str]]:
    """Return intent, actor and topic of every reading."""
    found = read_in_thread(text, TODAY, thread, lambda name: name.casefold() in PEOPLE)
    return [(question.intent, question.actor, question.topic) for question in found]


@pytest.mark.parametrize(
    ("before", "text", "readings"),
    [
        ("what did Varga say about oil?", "and Xi?",
         [("said", "Xi", "oil"), ("said", "Varga", "Xi")]),
        ("what is Varga's position on oil?", "what about Norland?",
         [("position", "Norland", "oil"), ("position", "Varga", "Norland")]),
        ("what did Varga say about oil?", "and on grain?", [("said", "Varga", "grain")]),
        ("who opposes the canal?", "and Xi?", [("position", "Xi", "canal")]),
        ("who opposes the canal?", "and the toll?", [("who", "", "toll")]),
        ("what is new on oil?", "and Norland?", [("news", "", "Norland")]),
        ("when did Norland join the League?", "and Xi?", [("news", "", "Xi")]),
        ("who opposes the canal?", "who disagrees?", [("who", "", "canal")]),
        ("what did Varga say about oil?", "who else?", [("said", "", "oil")]),
        ("what did Varga say about oil?", "who disagrees?", [("who", "", "oil")]),
    ],
)  # fmt: skip
def test_follow_ups_go_on_from_the_last_question(
    before: str, text: str, readings: list[tuple[str, str, str]]
) -> None:
    """What the follow-up leaves out is what the last question had."""
    assert read(text, thread_after(before)) == readings


@pytest.mark.parametrize(
    ("before", "text", "verb"),
    [
        ("who opposes the canal?", "who disagrees?", "supports"),
        ("who opposes the canal?", "who agrees?", "opposes"),
        ("what did Varga say about oil?", "who disagrees?", "opposes"),
        ("who supports the canal?", "who agrees?", "supports"),
    ],
)
def test_who_disagrees_takes_the_other_side(before: str, text: str, verb: str) -> None:
    """Whoever disagrees with those who oppose supports."""
    (question,) = read_in_thread(text, TODAY, thread_after(before), lambda name: False)
    assert question.verb == verb


def test_another_period_keeps_the_question() -> None:
    """Only the days change."""
    thread = thread_after("what did Varga say about oil?")
    (question,) = read_in_thread("and since March?", TODAY, thread, lambda name: False)
    assert (question.actor, question.topic) == ("Varga", "oil")
    assert question.period == Period(since=date(2022, 3, 1))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("what did he say?", ("said", "Varga", "oil")),
        ("and what does she want?", ("position", "Varga", "oil")),
        ("what did they say about grain?", ("said", "Varga", "grain")),
        ("what is his position on grain?", ("position", "Varga", "grain")),
        ("her remarks on grain", ("said", "Varga", "grain")),
        ("when did he visit Norland?", ("when", "", "Varga visit Norland")),
        ("who succeeded him?", ("what", "", "who succeeded Varga")),
        ("what did Xi say about him?", ("said", "Xi", "Varga")),
        ("what did Xi say?", ("said", "Xi", "oil")),
        ("who opposes it?", ("who", "", "oil")),
    ],
)
def test_pronouns_stand_for_the_last_speaker(text: str, reading: tuple[str, str, str]) -> None:
    """“He”, “she” and “they” are who spoke last in the thread, “it” is its topic."""
    assert read(text, Thread(topic="oil", speaker="Varga", person="Varga")) == [reading]


@pytest.mark.parametrize("text", ["what did he say?", "what is her position on oil?"])
def test_pronoun_for_nobody(text: str) -> None:
    """Without anybody named before, the asker is asked for the name."""
    with pytest.raises(InputError, match="could stand for"):
        read(text, Thread(topic="oil"))


def test_he_is_no_country() -> None:
    """“They” may be a country; “he” is the person before it."""
    thread = Thread(topic="oil", speaker="Norland", person="Varga")
    assert read("what did he say?", thread) == [("said", "Varga", "oil")]
    assert read("what did they say?", thread) == [("said", "Norland", "oil")]
    with pytest.raises(InputError, match="could stand for"):
        read("what did he say?", Thread(topic="oil", speaker="Norland"))


def test_they_is_anybody_where_nobody_spoke() -> None:
    """“They” may be no one in particular."""
    assert read("what do they say about oil?", Thread()) == [("said", "", "oil")]


def test_thread_is_kept_whole() -> None:
    """What is remembered comes back as it was."""
    last = parse_question("who condemned the raid last week?", TODAY)
    thread = Thread(
        topic="raid", speaker="Norland", person="Varga", last=last, shown=frozenset({"a", "b"})
    )
    kept = thread_of_payload(thread_as_payload(thread))
    assert kept == replace(thread, last=last)
    assert thread_of_payload(None) == Thread()


def test_threads_of_an_earlier_version_hold_their_topic() -> None:
    """What was remembered before there was more to remember still counts."""
    assert thread_of_payload({"topic": "oil"}) == Thread(topic="oil")


def test_question_without_a_thread_is_read_alone() -> None:
    """A few words in a fresh thread are a question about themselves."""
    assert read("and Xi?", Thread()) == [("what", "", "Xi")]
    assert Question(text="x", intent="what").topic == ""
