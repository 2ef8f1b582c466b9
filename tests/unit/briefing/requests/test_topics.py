"""What a topic's words stand for in an archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.briefing.requests.topics import describe_doubts, describe_topic, resolve_topic
from bot.ports import Archive
from bot.records import ActorKind


@pytest.fixture
def coast(keep: Callable[..., Archive], story: Callable[..., Any]) -> Archive:
    """Return an archive about a league of harbour towns."""
    league = story(
        "The Norda League met in Lund on Monday. The League will grow. Norland wants the League"
        " to grow. The expansion of the League worries Ida Holm. Holm spoke of interest rates."
        " Interest rates rose. Holm left. Holm, Holm!"
    )
    league.actor("Norda League", ActorKind.ORGANISATION, ["League"])
    league.actor("Norland", ActorKind.COUNTRY).actor("Ida Holm", aliases=["Holm"])
    cousin = story("Jon Holm sells fish. Holm owns two boats. Holm rests.").actor(
        "Jon Holm", aliases=["Holm"]
    )
    bare = story("Holm was not amused, said the paper.").actor("Holm", ActorKind.ORGANISATION)
    spelled = story("Volodar Marensky spoke. Volodar Marenskyy agreed.")
    spelled.actor("Volodar Marensky").actor("Volodar Marenskyy")
    return keep(league, cousin, bare, spelled)


@pytest.mark.parametrize(
    ("typed", "actors", "words"),
    [
        ("norland", ["Norland"], ""),
        ("the League", ["Norda League"], ""),
        ("norda league", ["Norda League"], ""),
        ("league expansion", ["Norda League"], "expansion"),
        ("norland and the league", ["Norland", "Norda League"], ""),
        ("interest rates", [], "interest rates"),
        ("norlnd", ["Norland"], ""),
        ("noralnd", ["Norland"], ""),
        ("ida holmm", ["Ida Holm"], ""),
        ("norlnd expansion", ["Norland"], "expansion"),
    ],
)
def test_reading(coast: Archive, typed: str, actors: list[str], words: str) -> None:
    """Names become actors, also misspelt ones; what is left are words."""
    topic = resolve_topic(coast, "w", typed)
    assert ([a.name for a in topic.actors], topic.words, topic.known) == (actors, words, True)


def test_text_beats_a_near_name(keep: Callable[..., Archive], story: Callable[..., Any]) -> None:
    """A word that stands in the archive is not read as a misspelt name."""
    archive = keep(story("Herons nest in the reeds. Heron met Mayor Herin.").actor("Herin"))
    topic = resolve_topic(archive, "w", "heron")
    assert (topic.actors, topic.words) == ((), "heron")


@pytest.mark.parametrize("typed", ["xqzvtk", "zz", "norland xqzvtk"])
def test_unknown(coast: Archive, typed: str) -> None:
    """What stands nowhere and is near to nothing stays unknown."""
    assert not resolve_topic(coast, "w", typed).known


def test_rivals_stay_unresolved(keep: Callable[..., Archive], story: Callable[..., Any]) -> None:
    """A slip between two equally common names is not guessed; both are offered."""
    archive = keep(story("Marlow met Barlow.").actor("Marlow").actor("Barlow"))
    topic = resolve_topic(archive, "w", "arlow")
    assert topic.actors == ()
    assert set(topic.nearest) == {"Marlow", "Barlow"}


def test_correction_is_said(coast: Archive) -> None:
    """A correction shows what was typed."""
    topic = resolve_topic(coast, "w", "norlnd")
    assert describe_topic(topic) == "Norland (country)"
    assert describe_doubts(topic) == ["no exact match for “norlnd”"]
    assert topic.name == "Norland"


def test_surname(coast: Archive) -> None:
    """A surname is read as its commonest bearer, and the others are named."""
    topic = resolve_topic(coast, "w", "holm")
    assert topic.actors[0].name == "Ida Holm"
    assert [other.name for other in topic.actors[0].others] == ["Jon Holm"]
    assert "can also be Jon Holm" in describe_doubts(topic)[0]


def test_spellings_are_one(coast: Archive) -> None:
    """Two spellings of a long name are one person."""
    first = resolve_topic(coast, "w", "Volodar Marensky")
    second = resolve_topic(coast, "w", "volodar marenskyy")
    assert first.actor_ids == second.actor_ids
    assert len(first.actor_ids) == 2
