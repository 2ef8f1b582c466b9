"""Nearness to a topic, and the dates that matter for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.briefing.briefs.brief import make_brief
from bot.briefing.facts.relevance import (
    BESIDE,
    ELSEWHERE,
    IN_CONTENT,
    IN_SENTENCE,
    NEAR,
    make_matcher,
)
from bot.briefing.facts.relevance import rate_place as rate
from bot.briefing.requests.topics import ActorReading, Topic
from bot.ports import Archive
from bot.records import ActorKind
from bot.results import BriefRequest


@pytest.mark.parametrize(
    ("first", "last", "worth"),
    [(4, 4, IN_SENTENCE), (3, 5, IN_SENTENCE), (5, 6, BESIDE), (3, 3, BESIDE), (6, 6, NEAR),
     (1, 2, NEAR), (9, 9, ELSEWHERE)],
)  # fmt: skip
def test_place(first: int, last: int, worth: float) -> None:
    """A fact counts less with each sentence between it and the topic."""
    assert rate(first, last, {4}, in_content=False) == worth
    assert rate(first, last, {4}, in_content=True) == IN_CONTENT


def reading(name: str, kind: ActorKind) -> ActorReading:
    """Make the reading of an actor."""
    return ActorReading(typed=name.casefold(), name=name, kind=kind, ids=(1,), mentions=9)


@pytest.mark.parametrize(
    ("topic", "text", "is_in"),
    [
        (Topic(typed="ida holm", actors=(reading("Ida Holm", ActorKind.PERSON),)), "Holm’s", True),
        (Topic(typed="norland", actors=(reading("Norland", ActorKind.COUNTRY),)), "norland", True),
        (Topic(typed="norwinia", actors=(reading("Norwinia", ActorKind.COUNTRY),)),
         "Norwinian ships", True),
        (Topic(typed="lund", actors=(reading("Lund", ActorKind.PLACE),)), "Lundqvist", False),
        (Topic(typed="sanctions", words="sanctions"), "They were sanctioned.", True),
        (Topic(typed="gun control", words="gun control"), "a gun-control bill", True),
        (Topic(typed="gun control", words="gun control"), "They control it.", False),
    ],
)  # fmt: skip
def test_matcher(topic: Topic, text: str, is_in: bool) -> None:
    """Surnames, peoples and inflected words count as the topic; parts of other words do not."""
    assert make_matcher(topic).is_in(text) is is_in


def brief_dates(archive: Archive, **limits: Any) -> list[date]:
    """Return the dates of the brief on the canal."""
    request = BriefRequest(topic="canal", workspace="w", **limits)
    return [line.date for line in make_brief(archive, request, date(2022, 7, 1)).timeline]


def opening(day: date, phrase: str) -> str:
    """Return a sentence that says the canal opened on a day."""
    return f"The new canal was opened by the mayor of Lund and two ministers on {phrase}."


@pytest.fixture
def retold(keep: Callable[..., Archive], story: Callable[..., Any]) -> Archive:
    """Return an archive that tells one opening under two dates, and other dates once."""
    stories = []
    for number, (day, phrase) in enumerate(
        [(date(2022, 5, 3), "3 May 2022"), (date(2022, 5, 3), "Tuesday"),
         (date(2022, 5, 10), "Tuesday")]
    ):  # fmt: skip
        sentence = opening(day, phrase)
        made = story(f"{sentence} Nobody spoke.", published=date(2022, 5, 4 + number))
        stories.append(made.dated(day, phrase, sentence))
    for month in (1, 2, 3, 6):
        sentence = f"Storm number {month} broke a lock of the canal on day {month} of that month."
        made = story(f"{sentence} Ships waited.", published=date(2022, month, 9))
        stories.append(made.dated(date(2022, month, 7), f"day {month}", sentence))
    return keep(*stories)


def test_one_event_has_one_date(retold: Archive) -> None:
    """What is told in the same words under two dates stands under the better supported one."""
    days = brief_dates(retold)
    assert date(2022, 5, 3) in days
    assert date(2022, 5, 10) not in days


def test_newest_first(retold: Archive) -> None:
    """Dates run from the newest to the oldest, in either order of choice."""
    by_importance, by_date = brief_dates(retold), brief_dates(retold, timeline_order="date")
    assert by_importance == sorted(by_importance, reverse=True)
    assert by_date == sorted(by_date, reverse=True)


def test_order_decides_what_a_limit_keeps(retold: Archive) -> None:
    """One line by importance is the most reported date; by date it is the newest."""
    assert brief_dates(retold, limit=1) == [date(2022, 5, 3)]
    assert brief_dates(retold, limit=1, timeline_order="date") == [date(2022, 6, 7)]
