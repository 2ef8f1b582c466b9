"""Who speaks for a country or body in the texts at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.briefing.answers.representatives import find_representatives
from bot.briefing.facts.evidence import gather_evidence
from bot.briefing.resolving.scopes import read_scope
from bot.ports import Archive
from bot.records import ActorKind
from bot.results import BriefRequest

WORDS = "The canal must be dredged before winter comes."


@pytest.mark.parametrize(
    ("introduction", "speaks"),
    [
        ("Norwegian Prime Minister Ida Holm was there.", True),
        ("Norway's foreign minister, Ida Holm, was there.", True),
        ("The president of Norway, Ida Holm, was there.", True),
        ("Ida Holm, the Norwegian president, was there.", True),
        ("Its counterpart in Norway, Ida Holm, was there.", True),
        ("The president of Norway, Ida Holmvisited the lock.", True),
        ("Former Norwegian President Ida Holm was there.", False),
        ("Norwegian President Jon Holm met Ida Holm there.", False),
        ("Norwegian singer Ida Holm was there.", False),
        ("Ida Holm went to Norway.", False),
    ],
)
def test_who_speaks_for_a_country(
    keep: Callable[..., Archive], story: Callable[..., Any], introduction: str, speaks: bool
) -> None:
    """Only whom a text gives an office of the country speaks for it, and no namesake."""
    told = story(f"{introduction} “{WORDS}” said Ida Holm. Norway waits.", title="The canal")
    told.actor("Ida Holm").actor("Norway", ActorKind.COUNTRY).said(WORDS, by="Ida Holm")
    archive = keep(told)
    scope = read_scope(archive, BriefRequest(topic="canal", workspace="w", by="Norway"))
    assert scope.by is not None
    everybody = read_scope(archive, BriefRequest(topic="canal", workspace="w"))
    found = find_representatives(gather_evidence(archive, everybody), scope.by.actors[0])
    assert bool(found) is speaks
