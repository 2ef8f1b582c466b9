"""What a newcomer finds on the page is what the archive at hand can answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import NOW

from bot.config import Settings
from bot.newsroom import Newsroom, make_newsroom
from bot.reading.paths import read_paths
from bot.records import RawDocument
from handlers.playground.page.run import find_opening


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """Return a newsroom with an empty archive."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", extractor="rules")
    made = make_newsroom(settings, now=lambda: NOW)
    yield made
    made.close()


def test_seeds_are_opened_on_nato_with_three_things_to_try(
    newsroom: Newsroom, project: Path
) -> None:
    """A question, the board and an order."""
    newsroom.add(read_paths([str(project / "seeds")]))
    first, tried = find_opening(newsroom)
    assert first == "/brief nato"
    assert len(tried) == 3
    assert tried[0].startswith("@Dateline ")
    assert tried[1:] == ("/brief positions nato", "/brief follow nato 08:00")


def test_other_archive_is_opened_on_what_it_holds(newsroom: Newsroom) -> None:
    """Nothing is offered that it cannot answer."""
    text = (
        "“We will leave the union,” Prime Minister Ada Brandt of Sweden said on Monday. Sweden said"
        " it would leave. Sweden waited."
    )
    newsroom.add([RawDocument(external_id="a", title="", text=text, url="")])
    first, tried = find_opening(newsroom)
    assert first == "/brief Sweden"
    assert "/brief follow Sweden 08:00" in tried
    assert "nato" not in " ".join(tried).casefold()


def test_empty_archive_is_opened_on_help(newsroom: Newsroom) -> None:
    """With nothing to try."""
    assert find_opening(newsroom) == ("/brief help", ())
