"""A Socket Mode connection that ends, breaks or goes deaf is made anew, and its state is known."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from scenario.slack_bench import Bench, at_work

from handlers.app import build_app
from handlers.slack.link_state import PATIENCE, LinkState
from handlers.slack.socket_mode import pause_after
from handlers.web.app import HEALTH_PATH, WebLine, make_web_app


async def assert_answers(bench: Bench) -> None:
    """Check that a command is answered."""
    await bench.slack.connected(timeout=20)
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
    assert answer.text


async def test_connection_that_slack_ends_is_made_anew(tmp_path: Path) -> None:
    """When Slack asks to reconnect, commands are answered on the new connection."""
    async with at_work(tmp_path) as bench:
        await bench.slack.disconnect()
        await assert_answers(bench)


async def test_dropped_connection_is_found_and_made_anew(tmp_path: Path) -> None:
    """A connection that broke without a word is found by the watch."""
    async with at_work(tmp_path, check_seconds=0.1) as bench:
        bench.slack.drop_connections()
        await asyncio.sleep(0.5)
        await assert_answers(bench)


async def test_silent_connection_is_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A connection that looks open but brings nothing is replaced, the old one closed first."""
    caplog.set_level(logging.WARNING)
    async with at_work(tmp_path, check_seconds=0.1, longest_silence=1.5) as bench:
        for _ in range(100):
            if "silent for 0 minutes) and is made anew" in caplog.text:
                break
            await asyncio.sleep(0.1)
        assert "silent for 0 minutes) and is made anew" in caplog.text
        await assert_answers(bench)


async def test_deaf_connection_is_found_by_its_pings_and_made_anew(tmp_path: Path) -> None:
    """It stays open, and answers no ping: within a few of them there is another one."""
    async with at_work(tmp_path, check_seconds=0.5, ping_seconds=0.4) as bench:
        bench.slack.deafen_connections()
        await assert_answers(bench)


async def test_slack_that_gives_no_ticket_is_asked_again_and_the_log_has_it_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The SDK alone would try for ever with the ticket that it has used."""
    caplog.set_level(logging.INFO, "handlers")
    async with at_work(tmp_path, check_seconds=0.1) as bench:
        bench.slack.refuse("apps.connections.open", "internal_error", times=4)
        bench.slack.drop_connections()
        await assert_answers(bench)
        own = [each.getMessage() for each in caplog.records if each.name.startswith("handlers")]
        assert len([said for said in own if "the connection to Slack is lost" in said]) == 1
        assert len([said for said in own if "connected to Slack again" in said]) == 1


async def test_socket_mode_that_was_switched_off_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Only a person can switch it on again."""
    async with at_work(tmp_path, check_seconds=0.1) as bench:
        await bench.slack.disconnect("link_disabled")
        await assert_answers(bench)
        assert "switched off in the app's settings" in caplog.text


async def test_health_page_tells_of_the_connection(tmp_path: Path) -> None:
    """It is well while the connection is being made anew, and ill where that takes too long."""
    moment = [0.0]
    async with at_work(tmp_path) as bench, aiohttp.ClientSession() as web:
        desk = replace(bench.desk, link=LinkState(now=lambda: moment[0]))
        line = WebLine(make_web_app(build_app(bench.settings, desk), desk), "127.0.0.1", 0)
        await line.open()

        async def health() -> tuple[int, dict[str, Any]]:
            async with web.get(f"http://127.0.0.1:{line.port}{HEALTH_PATH}") as response:
                return response.status, await response.json()

        assert await health() == (200, {"status": "ok"})
        desk.link.found()
        moment[0] = 7.0
        assert (await health())[1]["slack"] == {"connected": True, "for_seconds": 7, "rebuilt": 0}
        desk.link.lost("broken")
        assert (await health())[0] == 200
        moment[0] += PATIENCE + 1
        status, said = await health()
        assert (status, said["status"]) == (503, "not connected to Slack")
        assert said["slack"]["why"] == "broken"
        desk.link.found()
        assert (await health())[0] == 200
        await line.close()


def test_pause_grows_with_every_failure_up_to_a_bound() -> None:
    """A Slack that is down is not asked every few seconds for hours."""
    assert [pause_after(failures, 15) for failures in range(7)] == [15, 15, 30, 60, 120, 120, 120]
    assert pause_after(10_000, 15) == 120
