"""The archives that have to pass the contract suite; a further engine joins as one parameter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.ports import Archive
from bot.store.archive import open_archive


@pytest.fixture(params=["sqlite"])
def open_one(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Archive]]:
    """Return a function that opens the test's archive; each call is one more user of it."""
    url = {"sqlite": f"sqlite:///{tmp_path / 'archive.db'}"}[request.param]
    opened: list[Archive] = []

    def open_it() -> Archive:
        opened.append(open_archive(url))
        return opened[-1]

    yield open_it
    for each in opened:
        each.close()


@pytest.fixture
def archive(open_one: Callable[[], Archive]) -> Archive:
    """Return an empty archive."""
    return open_one()
