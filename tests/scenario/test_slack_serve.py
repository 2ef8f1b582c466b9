"""Serving: tokens are checked first, both ways in work, and a stop is orderly."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr
from scenario.slack_bench import Clock, manifest, open_newsroom, settings_for
from scenario.slack_wire import PaperWire
from unit.handlers.samples import all_text

from bot.config import Settings
from bot.errors import ConfigError, TemporaryDeliveryError
from bot.newsroom import Newsroom
from bot.results import Brief, BriefRequest
from handlers.app import build_app, check_tokens, make_desk, serve
from handlers.playground.standin import SlackStandIn


class SlowNewsroom(Newsroom):
    """A newsroom that takes its time."""

    def brief(self, request: BriefRequest, *, audience: str | None = None) -> Brief:
        """Answer after half a second."""
        time.sleep(0.5)
        return super().brief(request, audience=audience)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def serving(
    slack: SlackStandIn,
    folder: Path,
    *,
    kind: type[Newsroom] = Newsroom,
    http: bool | None = None,
    **changes: object,
) -> AsyncIterator[asyncio.Task[None]]:
    """Run ``serve`` until the end of the block, or until it ends by itself.

    ``http`` is whether Slack comes by HTTP; where it is not said, a port says so.
    """
    settings = settings_for(slack, folder, **changes)
    newsroom = open_newsroom(settings, Clock(), kind=kind)
    stop = asyncio.Event()
    http = "http_port" in changes if http is None else http
    task = asyncio.create_task(serve(settings, newsroom, http=http, stop=stop))
    try:
        if not http:
            await slack.connected()
        yield task
    finally:
        stop.set()
        await task
        newsroom.close()


async def test_serve_answers_by_socket_mode_until_it_is_stopped(tmp_path: Path) -> None:
    """After the stop nothing is connected any more."""
    async with SlackStandIn(manifest=manifest()) as slack:
        async with serving(slack, tmp_path):
            answer = await slack.answer_to(await slack.command("/brief", "nato"))
            assert "Mara Lindqvist" in all_text(answer.blocks)
        slack.ack_timeout = 0.2
        assert not (await slack.command("/brief", "nato")).acked


async def test_termination_lets_listeners_finish(tmp_path: Path) -> None:
    """A question under way when SIGTERM comes is still answered."""
    async with (
        SlackStandIn(manifest=manifest()) as slack,
        serving(slack, tmp_path, kind=SlowNewsroom) as task,
    ):
        asked = await slack.command("/brief", "nato")
        os.kill(os.getpid(), signal.SIGTERM)
        answer = await slack.answer_to(asked)
        assert "Mara Lindqvist" in all_text(answer.blocks)
        await asyncio.wait_for(task, 5)


async def test_serve_answers_signed_requests_by_http(tmp_path: Path) -> None:
    """The same app over HTTP; the health page says that the archive answers."""
    port = free_port()
    target = f"http://127.0.0.1:{port}/slack/events"
    async with (
        SlackStandIn(manifest=manifest(), http_target=target) as slack,
        serving(slack, tmp_path, http_port=port, slack_app_token=None),
        aiohttp.ClientSession() as web,
    ):
        health = await until_listening(web, port)
        assert health == {"status": "ok"}
        answer = await slack.answer_to(await slack.command("/brief", "nato"))
        assert "Mara Lindqvist" in all_text(answer.blocks)
        mentioned = await slack.mention("@dateline who opposes NATO expansion?")
        assert (await slack.answer_to(mentioned)).thread_ts
        for stamp in ("", "yesterday", "12x", "9" * 40, "1652500000"):
            headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=00"}
            async with web.post(target, data="{}", headers=headers) as refused:
                assert refused.status == 401, stamp


async def until_listening(web: aiohttp.ClientSession, port: int) -> object:
    """Return the health page as soon as there is one."""
    for _ in range(100):
        try:
            async with web.get(f"http://127.0.0.1:{port}/healthz") as response:
                return await response.json()
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.02)
    raise TimeoutError


@pytest.mark.parametrize(
    ("changes", "http", "named"),
    [
        ({"slack_bot_token": None}, False, ["SLACK_BOT_TOKEN is not set"]),
        (
            {"slack_bot_token": None, "slack_app_token": None},
            False,
            ["SLACK_BOT_TOKEN is not set", "SLACK_APP_TOKEN is not set"],
        ),
        (
            {"slack_bot_token": SecretStr("xapp-1"), "slack_app_token": SecretStr("xoxb-1")},
            False,
            ["SLACK_BOT_TOKEN does not start with xoxb-", "SLACK_APP_TOKEN does not start"],
        ),
        ({"slack_signing_secret": None}, True, ["SLACK_SIGNING_SECRET is not set"]),
        ({"slack_bot_token": SecretStr("xoxb-wrong")}, False, ["SLACK_BOT_TOKEN (invalid_auth)"]),
        ({"slack_app_token": SecretStr("xapp-wrong")}, False, ["SLACK_APP_TOKEN"]),
    ],
)
async def test_wrong_tokens_end_it_at_once(
    tmp_path: Path, changes: dict[str, object], http: bool, named: list[str]
) -> None:
    """Every problem is named, with where to find the right token, and nothing retries for ever."""
    async with SlackStandIn(manifest=manifest()) as slack:
        settings = settings_for(slack, tmp_path, **changes)
        newsroom = open_newsroom(settings, Clock(), documents=())
        with pytest.raises(ConfigError) as caught:
            await asyncio.wait_for(serve(settings, newsroom, http=http), 5)
        for words in named:
            assert words in str(caught.value)
        newsroom.close()


async def test_tokens_are_checked_in_words(tmp_path: Path) -> None:
    """``doctor`` says whose bot it is; an unreachable Slack is not called a wrong token."""
    async with SlackStandIn(manifest=manifest()) as slack:
        settings = settings_for(slack, tmp_path)
        assert await check_tokens(settings) == "connected as @dateline in Stand-in"
        slack.refuse("auth.test", "ratelimited")
        with pytest.raises(TemporaryDeliveryError):
            await check_tokens(settings)
    with pytest.raises(TemporaryDeliveryError, match="network"):
        await check_tokens(settings)


async def test_missing_permissions_are_named(tmp_path: Path) -> None:
    """An app that was installed from an older manifest is told to be installed again."""
    granted = frozenset(manifest()["oauth_config"]["scopes"]["bot"]) - {"files:read"}
    async with SlackStandIn(manifest=manifest(), scopes=granted) as slack:
        said = await check_tokens(settings_for(slack, tmp_path))
        assert said.endswith(
            "; it lacks the permission files:read: reinstall the app from app.json"
        )


async def test_taken_port_is_named(tmp_path: Path) -> None:
    """A second bot on the same port hears which settings to change."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with SlackStandIn(manifest=manifest()) as slack:
            settings = settings_for(slack, tmp_path, http_port=taken.getsockname()[1])
            newsroom = open_newsroom(settings, Clock(), documents=())
            with pytest.raises(ConfigError, match="DATELINE_HTTP_PORT"):
                await serve(settings, newsroom, http=True)
            newsroom.close()


async def test_app_reads_nothing_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another app's variables neither replace the token nor switch OAuth on."""
    values = {
        "SLACK_BOT_TOKEN": "xoxb-other",
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "s",
        "SLACK_SIGNING_SECRET": "other",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    async with SlackStandIn(manifest=manifest()) as slack:
        settings: Settings = settings_for(slack, tmp_path)
        newsroom = open_newsroom(settings, Clock(), documents=())
        app = build_app(settings, make_desk(settings, newsroom, PaperWire(newsroom)))
        assert app.client.token == slack.bot_token
        assert app.oauth_flow is None
        assert {name: os.environ[name] for name in values} == values
        newsroom.close()
