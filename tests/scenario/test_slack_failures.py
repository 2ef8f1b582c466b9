"""What people see when something goes wrong, and that the app goes on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scenario.slack_bench import at_work
from unit.handlers.samples import all_text

from bot.errors import StoreBusyError
from bot.newsroom import Newsroom
from bot.results import Answer, Brief, BriefRequest


class BrokenNewsroom(Newsroom):
    """A newsroom with a fault that nobody foresaw."""

    def brief(self, request: BriefRequest, *, audience: str | None = None) -> Brief:
        """Fail at once."""
        raise RuntimeError("no such table: secret_plans")

    def converse(
        self, question: str, *, thread: str, asker: str = "", audience: str | None = None
    ) -> Answer:
        """Fail at once."""
        raise ZeroDivisionError


class BusyNewsroom(Newsroom):
    """A newsroom whose archive is locked by another writer."""

    def brief(self, request: BriefRequest, *, audience: str | None = None) -> Brief:
        """Fail as a locked archive does."""
        raise StoreBusyError("database is locked")


async def test_fault_is_acknowledged_told_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The asker alone reads one sentence with a number; the log has that number and the trace."""
    async with at_work(tmp_path, kind=BrokenNewsroom) as bench:
        asked = await bench.slack.command("/brief", "nato")
        told = await bench.slack.answer_to(asked)
        assert asked.ack_latency < 1
        assert told.visible_to == bench.slack.ada.id
        assert "secret_plans" not in told.text + all_text(told.blocks)
        found = re.search(r"incident (\S+)\.", told.text)
        assert found
        logged = [each for each in caplog.records if found[1] in each.getMessage()]
        assert len(logged) == 1
        assert logged[0].exc_info
        assert bench.slack.problems == []


async def test_fault_in_an_event_is_told_to_the_asker_alone(tmp_path: Path) -> None:
    """A mention that fails does not leave its writer in silence, nor the channel with the error."""
    async with at_work(tmp_path, kind=BrokenNewsroom) as bench:
        asked = await bench.slack.mention("@dateline who opposes it?", user="ben")
        told = await bench.slack.answer_to(asked)
        assert told.visible_to == bench.slack.ben.id
        direct = await bench.slack.direct_message("who opposes it?")
        assert "incident" in (await bench.slack.answer_to(direct)).text
        assert bench.slack.problems == []


async def test_fault_without_any_wait_is_still_acknowledged(tmp_path: Path) -> None:
    """Bolt loses the acknowledgement of a listener that raises at once; the boundary keeps it."""
    async with at_work(tmp_path) as bench:
        asked = await bench.slack.command("/brief", "follow")
        assert asked.acked
        assert "Say what to follow" in (await bench.slack.answer_to(asked)).text


async def test_busy_archive_asks_to_try_again(tmp_path: Path) -> None:
    """A lock is no incident."""
    async with at_work(tmp_path, kind=BusyNewsroom) as bench:
        told = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
        assert "try again in a few seconds" in told.text
        assert "incident" not in told.text


async def test_failure_to_tell_is_logged_and_ends_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """When Slack takes no answer at all, the next command works as ever."""
    async with at_work(tmp_path) as bench:
        bench.slack.refuse("chat.postMessage", "channel_not_found", times=2)
        bench.slack.refuse("chat.postEphemeral", "channel_not_found")
        await bench.slack.mention("@dateline who opposes NATO expansion?")
        await bench.slack.settled()
        assert "could not tell the asker" in caplog.text
        asked = await bench.slack.command("/brief", "nato")
        assert (await bench.slack.answer_to(asked)).is_ephemeral


async def test_rate_limited_answer_is_posted_later(tmp_path: Path) -> None:
    """A 429 delays the answer and does not lose it."""
    async with at_work(tmp_path) as bench:
        bench.slack.rate_limit("chat.postMessage", retry_after=0)
        asked = await bench.slack.mention("@dateline who opposes NATO expansion?")
        assert (await bench.slack.answer_to(asked)).thread_ts
        await bench.slack.settled()
        assert len(bench.slack.calls_to("chat.postMessage")) == 2
