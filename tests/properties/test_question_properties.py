"""Any words are read as some question; what a thread remembers comes back as it was."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.questions.follow_up_words import Turn, read_follow_up
from bot.briefing.questions.question import parse_question
from bot.briefing.questions.readings import read_in_thread
from bot.briefing.questions.threads import Thread, thread_as_payload, thread_of_payload
from bot.briefing.requests.periods import Period, find_unread_period
from bot.briefing.requests.plain_filters import find_outlet

TODAY = date(2022, 12, 30)
WORDS = st.lists(
    st.sampled_from(
        "and what who why more about on since march Xi the oil he did say opposes it ? last week"
        " changed new is his position in 2021 from Reuters by before".split()
    ),
    max_size=9,
).map(" ".join)
NAMES = st.text(alphabet='abc xyz.é’"\\', max_size=20)


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_follow_up_brings_what_it_says(text: str) -> None:
    """A name or a topic has words, a period has days; and only one of the ways fits."""
    found = read_follow_up(text, TODAY)
    if found is not None and found.turn in (Turn.NAME, Turn.TOPIC):
        assert found.words
        assert found.words.casefold().split()[-1] in text.casefold()
    if found is not None and found.turn is Turn.PERIOD:
        assert found.period != Period()


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_reading_in_a_thread_always_names_something(before: str, text: str) -> None:
    """In a thread with topic and speaker there is a reading of whatever follows."""
    last = parse_question(before, TODAY)
    thread = Thread(topic="oil", speaker="Varga", person="Varga", last=last)
    readings = read_in_thread(text, TODAY, thread, lambda name: name == "Xi")
    assert readings
    assert all(reading.text == text for reading in readings)


@settings(max_examples=100, deadline=None)
@given(WORDS, NAMES, NAMES, st.frozensets(st.text("0123456789abcdef", min_size=4), max_size=5))
def test_thread_comes_back_as_it_was(
    text: str, topic: str, speaker: str, shown: frozenset[str]
) -> None:
    """What is kept as JSON loses nothing that the next question needs."""
    thread = Thread(topic=topic, speaker=speaker, last=parse_question(text, TODAY), shown=shown)
    assert thread_of_payload(thread_as_payload(thread)) == thread


@settings(max_examples=100, deadline=None)
@given(WORDS)
def test_unread_period_stands_at_the_end(text: str) -> None:
    """What is said to be no date is a part of what was typed."""
    assert text.endswith(find_unread_period(text))


@settings(max_examples=100, deadline=None)
@given(NAMES, st.lists(NAMES, max_size=4))
def test_outlet_is_one_that_is_there(typed: str, outlets: list[str]) -> None:
    """A filter is set only by what an outlet's name holds."""
    found = find_outlet(outlets, typed)
    assert not found or any(found.casefold() in outlet.casefold() for outlet in outlets)
