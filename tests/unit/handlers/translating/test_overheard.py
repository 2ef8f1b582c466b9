"""What is said in a thread without a mention: meant for the bot, or for one another."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.translating.orders import Verb, read_mention
from handlers.translating.overheard import read_overheard

TODAY = date(2022, 12, 30)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("and who supports it?", Verb.ASK),
        ("who supports it", Verb.ASK),
        ("what did Niinisto say about NATO?", Verb.ASK),
        ("and China?", Verb.ASK),
        ("what about the ferries?", Verb.ASK),
        ("and since March?", Verb.ASK),
        ("what changed since Monday?", Verb.ASK),
        ("what is new on NATO", Verb.ASK),
        ("who disagrees?", Verb.ASK),
        ("tell me who opposes NATO", Verb.ASK),
        ("can you tell us what Niinisto said about NATO?", Verb.ASK),
        ("more", Verb.ASK),
        ("show me more please", Verb.ASK),
        ("brief me on ferries", Verb.BRIEF),
        ("check this quote: “The door of NATO stays open”", Verb.CHECK),
        ("stop", Verb.STOP),
        ("thanks, stop", Verb.STOP),
        ("OK, please stop now.", Verb.STOP),
    ],
)
def test_meant_for_the_bot(text: str, verb: Verb) -> None:
    """A question to an archive, or an order, is taken as one."""
    order = read_overheard(text, TODAY)
    assert order is not None
    assert order.verb is verb


@pytest.mark.parametrize(
    "text",
    [
        "<@U0BEN> who supports it?",
        "<!here> who opposes NATO?",
        "what do you think?",
        "did you read what Niinisto said?",
        "who is going to write our note?",
        "when do we publish?",
        "what should I write?",
        "thanks!",
        "nice",
        "lol what a quote",
        "what a day",
        "that is what Niinisto said last week",
        "why?",
        "lunch?",
        "Really?",
        "and then?",
        "so what?",
        "hello",
        "help",
        "please stop the presses",
        "stop making the minister look good",
        "more than enough for the piece",
        "https://example.org/news",
        "brief chat later",
        "I asked it who opposes NATO",
        "who knows",
        "",
    ],
)
def test_people_among_themselves(text: str) -> None:
    """Where it is in doubt, the bot keeps quiet."""
    assert read_overheard(text, TODAY) is None


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="who what<@U1> stop more and you ?!“”é\n", max_size=60))
def test_any_text_can_be_overheard(text: str) -> None:
    """No text is too odd; whoever is spoken to by a mention is left alone."""
    order = read_overheard(text, TODAY)
    assert order is None or "<@" not in text


@pytest.mark.parametrize("text", ["stop", "<@U0BOT> stop", "Thanks, stop!", "be quiet please"])
def test_stop_is_an_order(text: str) -> None:
    """Said with a mention or without."""
    assert read_mention(text).verb is Verb.STOP


@pytest.mark.parametrize("text", ["stop the war", "who wants to stop the war?", "full stop ahead"])
def test_stop_may_be_part_of_a_topic(text: str) -> None:
    """Only the word alone is the order."""
    assert read_mention(text).verb is Verb.ASK
