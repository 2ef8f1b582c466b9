"""Names that can mean several actors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.briefing.answers.answer import answer_question
from bot.briefing.briefs.brief import make_brief
from bot.briefing.resolving.choices import role_in
from bot.ports import Archive
from bot.results import BriefRequest

TODAY = date(2022, 6, 30)
WORDS = "The canal must be dredged before the winter comes to Lund"
OTHER = "The ferry will sail every morning until the ice is thick"


@pytest.fixture
def holms(keep: Callable[..., Archive], story: Callable[..., Any]) -> Callable[[int], Archive]:
    """Return a function that makes an archive of two people called Holm."""

    def make(mentions: int) -> Archive:
        mayor = story(
            f"“{WORDS},” said Ida Holm, the mayor of Lund." + " Ida Holm spoke." * mentions
        )
        mayor.actor("Ida Holm", aliases=["Holm"]).said(WORDS, "Ida Holm", by="Ida Holm")
        captain = story(f"“{OTHER},” said Captain Nils Holm. Holm waved. Holm left.")
        captain.actor("Nils Holm", aliases=["Holm"]).said(OTHER, "Nils Holm", by="Nils Holm")
        told = story("Holm spoke. Holm sang. Holm left.").actor("Ida Holm", aliases=["Holm"])
        return keep(mayor, captain, told)

    return make


def test_two_people_of_one_name_are_offered(holms: Callable[[int], Archive]) -> None:
    """Nobody is guessed: both are named with office and number of quotations."""
    request = BriefRequest(topic="holm canal", workspace="w")
    brief = make_brief(holms(0), request, TODAY)
    assert brief.doubt is not None
    assert brief.doubt.is_open
    assert brief.is_empty
    offered = {(choice.name, choice.role, choice.quotations) for choice in brief.doubt.choices}
    assert offered == {("Ida Holm", "mayor of Lund", 1), ("Nils Holm", "Captain", 1)}
    assert set(brief.suggestions) == {"Ida Holm canal", "Nils Holm canal"}


def test_who_leads_by_far_is_answered_for(holms: Callable[[int], Archive]) -> None:
    """The other one is offered beside the answer, with the question to ask."""
    answer = answer_question(holms(20), "What did Holm say?", workspace="w", today=TODAY)
    assert [line.text for line in answer.lines] == [WORDS]
    assert answer.doubt is not None
    assert answer.doubt.read_as == "Ida Holm"
    assert [choice.text for choice in answer.doubt.choices] == ["What did Nils Holm say?"]


def test_full_name_is_no_doubt(holms: Callable[[int], Archive]) -> None:
    """Who types the whole name is asked nothing."""
    archive = holms(0)
    answer = answer_question(archive, "What did Nils Holm say?", workspace="w", today=TODAY)
    assert answer.doubt is None
    assert [line.text for line in answer.lines] == [OTHER]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Ida Holm, the mayor of Lund, spoke.", "mayor of Lund"),
        ("Then Prime Minister Ida Holm spoke.", "Prime Minister"),
        ("They met Sen. Ida Holm there.", "senator"),
        ("The actor Ida Holm spoke.", "actor"),
        ("Ida Holm, who now becomes king, spoke.", ""),
        ("His wife Ida Holm spoke.", ""),
        ("Ida Holm spoke.", ""),
    ],
)
def test_roles(sentence: str, role: str) -> None:
    """An office beside the name tells namesakes apart; what is no office is not shown as one."""
    assert role_in(sentence, "Ida Holm") == role
