"""``dateline serve`` as a process of its own: told to end, it finishes what it has begun."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scenario.slack_bench import PROJECT, Clock, manifest, open_newsroom, settings_for
from unit.handlers.samples import all_text

from bot.newsroom import Newsroom
from bot.records import RunState
from handlers.playground.standin import SlackStandIn

#: Seconds until a hanging process fails the test; how long it takes is not what is tested.
LONGEST = 60


@asynccontextmanager
async def served(slack: SlackStandIn, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the program against the stand-in until the end of the block."""
    names = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve", "--database", str(folder / "dateline.db")),
        env={
            **os.environ,
            **names,
            "PYTHONPATH": str(PROJECT),
            "DATELINE_SLACK_API_URL": slack.api_url,
            "DATELINE_EXTRACTOR": "rules",
        },
        cwd=folder,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        await slack.connected(timeout=LONGEST)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def archive_in(slack: SlackStandIn, folder: Path, clock: Clock | None = None) -> Newsroom:
    """Return the newsroom whose archive the process serves."""
    return open_newsroom(settings_for(slack, folder), clock or Clock())


async def until_called(slack: SlackStandIn, method: str) -> None:
    """Wait until the app has begun a call."""
    assert await slack.workspace.signal.until(lambda: bool(slack.calls_to(method)), LONGEST)


async def test_command_in_flight_is_answered_and_nothing_new_is_taken(tmp_path: Path) -> None:
    """The exit status is that of a program that did what it was told."""
    async with SlackStandIn(manifest=manifest()) as slack:
        archive_in(slack, tmp_path).close()
        async with served(slack, tmp_path) as process:
            slack.delay("response_url", 2)
            asked = await slack.command("/brief", "nato")
            assert asked.acked
            process.send_signal(signal.SIGTERM)
            answer = await slack.answer_to(asked, timeout=LONGEST)
            assert "Mara Lindqvist" in all_text(answer.blocks)
            slack.ack_timeout = 0.5
            assert not (await slack.command("/brief", "nato")).acked
            assert await asyncio.wait_for(process.wait(), LONGEST) == 0
        assert len(slack.response_posts) == 1


async def test_digest_in_flight_is_posted_and_recorded(tmp_path: Path) -> None:
    """The next process does not wonder whether it was posted."""
    clock = Clock()
    async with SlackStandIn(manifest=manifest()) as slack:
        clock.moment = datetime.now(UTC) - timedelta(days=1)
        newsroom = archive_in(slack, tmp_path, clock)
        due = datetime.now(UTC) - timedelta(minutes=2)
        newsroom.follow(
            workspace=newsroom.workspace,
            destination=slack.general.id,
            topic="nato",
            at=due.time().replace(second=0, microsecond=0),
            time_zone="UTC",
            says_quiet=True,
        )
        slack.delay("chat.postMessage", 2)
        async with served(slack, tmp_path) as process:
            await until_called(slack, "chat.postMessage")
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), LONGEST) == 0
        runs = newsroom.archive.find_runs()
        newsroom.close()
        assert runs[-1].state is RunState.DELIVERED
        assert runs[-1].message.startswith(slack.general.id)


async def test_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    """Whoever cannot wait for an answer that takes long does not have to."""
    async with SlackStandIn(manifest=manifest()) as slack:
        archive_in(slack, tmp_path).close()
        async with served(slack, tmp_path) as process:
            slack.delay("response_url", 25)
            await slack.command("/brief", "nato")
            process.send_signal(signal.SIGTERM)
            assert process.stderr is not None
            async with asyncio.timeout(LONGEST):
                while b"told to stop" not in await process.stderr.readline():
                    continue
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), LONGEST) == -signal.SIGTERM
        assert slack.response_posts == []
