"""Answers that keep a processor busy take turns, and what is light does not wait for them."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from scenario.slack_bench import Clock, open_newsroom

from bot.config import Settings
from bot.newsroom import Newsroom
from bot.results import Brief, BriefRequest


class HeldNewsroom(Newsroom):
    """A newsroom whose briefs wait until they are let go."""

    let_go: threading.Event
    begun: list[str]
    arrived: threading.Semaphore

    def brief(
        self,
        request: BriefRequest,
        *,
        audience: str | None = None,
        shown: frozenset[str] = frozenset(),
    ) -> Brief:
        """Note that it has begun, and wait."""
        self.begun.append(request.topic)
        self.arrived.release()
        self.let_go.wait(60)
        return super().brief(request, audience=audience, shown=shown)


async def test_two_briefs_are_at_work_and_the_others_wait_their_turn(tmp_path: Path) -> None:
    """More at once would not be ready sooner, and would keep acknowledgements waiting."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'dateline.db'}")
    newsroom = open_newsroom(settings, Clock(), kind=HeldNewsroom)
    assert isinstance(newsroom, HeldNewsroom)
    newsroom.let_go, newsroom.begun = threading.Event(), []
    newsroom.arrived = threading.Semaphore(0)
    requests = [BriefRequest(topic=f"nato {n}", workspace="local") for n in range(5)]
    asked = [asyncio.create_task(newsroom.call(newsroom.brief, each)) for each in requests]
    for _ in range(2):
        assert await asyncio.to_thread(newsroom.arrived.acquire, timeout=60)
    for number in range(20):
        assert await newsroom.call(newsroom.first_sight, f"event {number}")
    assert len(newsroom.begun) == 2
    newsroom.let_go.set()
    await asyncio.gather(*asked)
    assert sorted(newsroom.begun) == [each.topic for each in requests]
    newsroom.close()
