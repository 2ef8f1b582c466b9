"""The app at work, for everything that is tried in Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from scenario.slack_bench import Bench, at_work


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """Return the app at work; at the end Slack has no complaint, and no channel was pinged."""
    async with at_work(tmp_path) as made:
        yield made
        await made.slack.settled()
        assert made.slack.problems == []
        assert not [each for each in made.slack.pings() if "!" in each]
