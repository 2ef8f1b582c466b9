"""Many people who ask at the same moment, while documents come in."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from scenario.slack_bench import LATER, at_work
from unit.handlers.samples import all_text

MANY = 200


async def test_many_commands_at_once_are_each_acknowledged_and_answered_once(
    tmp_path: Path,
) -> None:
    """Nothing is lost, nothing comes twice, and nobody gets what another asked for."""
    topics = {"nato": "Mara Lindqvist", "ferry fares": "Jonas Berg"}
    documents = [
        replace(LATER, external_id=f"later-{number}", text=f"{LATER.text} It is day {number}.")
        for number in range(20)
    ]
    async with at_work(tmp_path) as bench:
        slack, newsroom = bench.slack, bench.newsroom
        slack.ack_timeout = 60
        importing = asyncio.create_task(newsroom.call(newsroom.add, documents))
        words = [topic for _ in range(MANY // len(topics)) for topic in topics]
        asked = await asyncio.gather(*(slack.command("/brief", topic) for topic in words))
        assert all(each.acked for each in asked)
        assert await slack.workspace.signal.until(
            lambda: all(slack.answers_through(each) for each in asked), 120
        )
        report = await importing
        await slack.settled(timeout=60)
        assert report.added == len(documents)
        for topic, each in zip(words, asked, strict=True):
            (answer,) = slack.answers_through(each)
            assert topics[topic] in all_text(answer.blocks), topic
        assert len(slack.response_posts) == MANY
        assert slack.problems == []
