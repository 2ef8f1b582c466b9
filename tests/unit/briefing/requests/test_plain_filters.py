"""Filters in plain words, and words that only look like filters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.briefing.briefs.brief import make_brief
from bot.briefing.requests.periods import find_unread_period
from bot.briefing.requests.plain_filters import find_outlet, take_plain_filters
from bot.briefing.requests.query import brief_request
from bot.ports import Archive
from bot.records import ActorKind, Stance

TODAY = date(2022, 6, 30)
OUTLETS = ["cnn.com", "usatoday.com", "The Guardian", "Newsweek", "theweek.com"]


@pytest.fixture
def wire(keep: Callable[..., Archive], story: Callable[..., Any]) -> Archive:
    """Return an archive with two outlets, a person, a country and a body."""
    text = "Ida Holm spoke in Norland. Norland mines coal. The police closed the canal."
    told = story(text, outlet="Reuters", title="The canal")
    told.actor("Ida Holm").actor("Norland", ActorKind.COUNTRY)
    told.actor("police", ActorKind.GROUP)
    return keep(told, story("The canal is deep.", outlet="BBC News"), story("x", outlet="Norland"))


@pytest.mark.parametrize(
    ("typed", "topic", "filters"),
    [
        ("canal from Reuters", "canal", {"outlet": "Reuters"}),
        ("canal from the BBC", "canal", {"outlet": "BBC"}),
        ("canal from bbc", "canal", {"outlet": "bbc"}),
        ("canal by Ida Holm", "canal", {"by": "Ida Holm"}),
        ("statements by Ida Holm", "", {"by": "Ida Holm"}),
        ("canal in German", "canal", {"language": "de"}),
        ("canal by Ida Holm from Reuters in english", "canal",
         {"by": "Ida Holm", "outlet": "Reuters", "language": "en"}),
        ("canal from Reuters since march", "canal",
         {"outlet": "Reuters", "since": date(2022, 3, 1)}),
        ("the Reuters Institute", "the Reuters Institute", {}),
        ("coal from Norland", "coal from Norland", {}),
        ("water from the canal", "water from the canal", {}),
        ("in German politics", "in German politics", {}),
        ("canal closed by police", "canal closed by police", {}),
        ("killed by Ida Holm", "killed by Ida Holm", {}),
        ("a book by Ida Holm", "a book by Ida Holm", {}),
        ("March for life", "March for life", {}),
        ("in German", "in German", {}),
        ("from Reuters", "from Reuters", {}),
        ("canal from Nowhere Post", "canal from Nowhere Post", {}),
    ],
)  # fmt: skip
def test_filters_at_the_end(
    wire: Archive, typed: str, topic: str, filters: dict[str, object]
) -> None:
    """What names an outlet, a speaker or a language is a filter; other words stay the topic."""
    read = take_plain_filters(wire, brief_request(typed, workspace="w", today=TODAY))
    found = {
        name: value
        for name in ("by", "outlet", "language", "since", "until")
        if (value := getattr(read, name))
    }
    assert (read.topic, found) == (topic, filters)


def test_typed_filters_win(wire: Archive) -> None:
    """What was set by its key is not set again by the words."""
    asked = brief_request("canal from Reuters outlet:bbc", workspace="w", today=TODAY)
    assert take_plain_filters(wire, asked) == asked


def test_reading_is_stated(wire: Archive) -> None:
    """Whoever types a filter in plain words sees how it was read."""
    asked = brief_request("canal from Reuters in English", workspace="w", today=TODAY)
    brief = make_brief(wire, asked, TODAY)
    assert "from outlets named “Reuters”" in brief.read_as
    assert "in English" in brief.read_as


@pytest.mark.parametrize(
    ("topic", "unread"),
    [
        ("canal before the election", "before the election"),
        ("canal since his first speech", "since his first speech"),
        ("before the election", ""),
        ("canal", ""),
    ],
)
def test_periods_that_no_calendar_tells(topic: str, unread: str) -> None:
    """Words that sound like a period are found, so that the reader can be told."""
    assert find_unread_period(topic) == unread


def test_unread_period_is_said(wire: Archive) -> None:
    """A period without a date stays words, and the reading says so."""
    asked = brief_request("canal before the election", workspace="w", today=TODAY)
    read_as = make_brief(wire, asked, TODAY).read_as
    assert "“before the election” names no date, so it was read as words" in read_as


@pytest.mark.parametrize(
    ("typed", "outlet"),
    [
        ("CNN", "CNN"),
        ("USA Today", "usatoday.com"),
        ("the guardian", "guardian"),
        ("guardian", "guardian"),
        ("the week", "theweek.com"),
        ("new", ""),
        ("the", ""),
        ("", ""),
    ],
)
def test_outlets(typed: str, outlet: str) -> None:
    """An outlet is known by its name, its first words or its domain."""
    assert find_outlet(OUTLETS, typed) == outlet


def test_outlet_that_is_not_there(keep: Callable[..., Archive], story: Callable[..., Any]) -> None:
    """“From” an unknown outlet is words that stand nowhere; the topic without them is offered."""
    held = "Norland opposes the toll on the canal because its ships pay most of it."
    told = story(held).actor("Norland", ActorKind.COUNTRY)
    told.holds("Norland", Stance.OPPOSES, "opposes", held, by="Norland", target="the toll")
    archive = keep(told)
    asked = brief_request("Norland from Reuters", workspace="w", today=TODAY)
    brief = make_brief(archive, asked, TODAY)
    assert brief.empty_because.startswith("Nothing here contains “reuters”")
    assert next(retry.text for retry in brief.retries) == "Norland"
