"""Whether a stance on a target is one on the topic within it."""

from __future__ import annotations

import pytest

from bot.briefing.facts.bearing import Bearing, find_bearing
from bot.briefing.facts.relevance import make_matcher
from bot.briefing.requests.topics import ActorReading, Topic
from bot.records import ActorKind

NORLAND = Topic(
    typed="norland",
    actors=(
        ActorReading(typed="norland", name="Norland", kind=ActorKind.COUNTRY, ids=(1,), mentions=9),
    ),
)
TOLL = Topic(typed="toll", words="toll")
JOINED = Topic(typed="norland toll", actors=NORLAND.actors, words="toll")


@pytest.mark.parametrize(
    ("topic", "target"),
    [
        (NORLAND, "Norland"),
        (NORLAND, "a free Norland"),
        (NORLAND, "Norland’s right to defend itself against attacks"),
        (NORLAND, "Norland in its war effort"),
        (NORLAND, "the government of Norland, which fell"),
        (NORLAND, "military aid to Norland"),
        (NORLAND, "closer ties with Norland"),
        (NORLAND, "Norland's invasion of Wend"),
        (NORLAND, "Norland using the canal"),
        (TOLL, "the new toll on the canal"),
        (TOLL, "plans to introduce a toll"),
        (TOLL, "the toll plan"),
        (JOINED, "Norland’s toll"),
    ],
)
def test_on_the_topic(topic: Topic, target: str) -> None:
    """The topic itself, its own and what does it good count as the topic."""
    assert find_bearing(target, make_matcher(topic)) is Bearing.ON


@pytest.mark.parametrize(
    ("topic", "target"),
    [
        (NORLAND, "sanctions on Norland"),
        (NORLAND, "several resolutions condemning Norland’s invasion"),
        (NORLAND, "the lawsuit against Norland"),
        (NORLAND, "lawmakers concerned about the cost of helping Norland"),
        (TOLL, "a ban on the toll"),
        (TOLL, "the toll ban"),
        (TOLL, "to abolish the toll"),
        (TOLL, "critics of the toll"),
        (TOLL, "a bill that would close the toll booths"),
        (NORLAND, "a tougher line against Norland"),
        (NORLAND, "Norland’s quick expulsion from the League"),
    ],
)
def test_against_the_topic(topic: Topic, target: str) -> None:
    """What works against the topic says the opposite of a stance on it."""
    assert find_bearing(target, make_matcher(topic)) is Bearing.AGAINST


@pytest.mark.parametrize(
    ("topic", "target"),
    [
        (NORLAND, "ships that anchor in Norland"),
        (NORLAND, "the report by a committee from Norland"),
        (TOLL, "the mayor’s views about the toll"),
        (TOLL, "toll collectors"),
        (NORLAND, "calling out Norland in so direct a way"),
        (TOLL, "the bridge"),
    ],
)
def test_beside_the_topic(topic: Topic, target: str) -> None:
    """What only has to do with the topic is neither."""
    assert find_bearing(target, make_matcher(topic)) is Bearing.BESIDE


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the toll that Norland takes", "toll that Norland"),
        ("Norland’s tolls", "Norland’s tolls"),
        ("the toll", None),
        ("Norland", None),
    ],
)
def test_place_of_a_topic(text: str, place: str | None) -> None:
    """A topic of several parts stands where all of them are, from the first to the last."""
    found = make_matcher(JOINED).place_in(text)
    assert (text[slice(*found)] if found else None) == place
