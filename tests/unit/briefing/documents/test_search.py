"""Ranked documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.briefing.documents.search import rate_date, search
from bot.ports import Archive


@pytest.fixture
def herons(keep: Callable[..., Archive], story: Callable[..., Any]) -> Archive:
    """Return an archive of three documents that mention herons."""
    return keep(
        story("Herons nest here. The reeds are high.", published=date(2022, 1, 5)),
        story("Herons nest here. The reeds are cut.", published=date(2022, 5, 30)),
        story("Herons nest here. The reeds are back.", published=date(2022, 9, 1)),
        story("Boats pass. The reeds bend.", published=date(2022, 5, 30)),
    )


def test_dates(herons: Archive) -> None:
    """A question with a date prefers what was published shortly before it."""
    found = search(herons, "where do herons nest?", workspace="w", as_of=date(2022, 6, 1))
    assert found[0].published == date(2022, 5, 30)
    undated = search(herons, "where do herons nest?", workspace="w")
    assert {hit.document for hit in found} == {hit.document for hit in undated}


def test_passages(herons: Archive) -> None:
    """A hit carries its best sentence, verbatim and cited, where that is asked for."""
    hit = search(herons, "herons nest", workspace="w", limit=1)[0]
    assert hit.passage is not None
    assert hit.passage.text == "Herons nest here."
    assert search(herons, "herons", workspace="w", limit=1, with_passages=False)[0].passage is None


@pytest.mark.parametrize("words", ["", "???", "xqzvtk"])
def test_nothing(herons: Archive, words: str) -> None:
    """Words that stand nowhere find nothing."""
    assert search(herons, words, workspace="w") == []


@pytest.mark.parametrize(
    ("published", "as_of", "low", "high"),
    [
        (date(2022, 6, 1), date(2022, 6, 1), 1.0, 1.0),
        (date(2022, 5, 22), date(2022, 6, 1), 0.69, 0.71),
        (date(2020, 6, 1), date(2022, 6, 1), 0.4, 0.41),
        (date(2022, 6, 9), date(2022, 6, 1), 0.25, 0.25),
        (None, date(2022, 6, 1), 0.4, 0.4),
        (date(1990, 1, 1), None, 1.0, 1.0),
    ],
)
def test_rate_date(published: date | None, as_of: date | None, low: float, high: float) -> None:
    """The prior falls with the age and for later documents; without a date there is none."""
    assert low <= rate_date(published, as_of) <= high
