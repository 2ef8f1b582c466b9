"""The real Bolt app, connected to the stand-in while somebody plays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.config import Settings
from handlers.playground.standin import SlackStandIn

if TYPE_CHECKING:
    from bot.newsroom import Newsroom
    from handlers.slack.delivery import Poster
    from handlers.web.site import Site

#: Connects the app to Slack while the block runs.
Service: TypeAlias = Callable[["Settings", "Newsroom"], AbstractAsyncContextManager["Served"]]


@dataclass(frozen=True, kw_only=True)
class Served:
    """An app that is connected.

    Attributes:
        commands: the slash commands it has.
        shortcuts: the callback ids of what it adds to the menu of a message.
        events: the types of events that it listens to; None is all of them.
        busy: tells whether it is at work.
        poster: what it posts with; None where it posts nothing by itself.
        site: what the pages behind its citations work with; None where they lead to the outlets.
    """

    commands: frozenset[str]
    shortcuts: tuple[str, ...] = ()
    events: frozenset[str] | None = None
    busy: Callable[[], bool] = lambda: False
    poster: Poster | None = None
    site: Site | None = None


@asynccontextmanager
async def serve_app(
    settings: Settings, newsroom: Newsroom, *, base: str = ""
) -> AsyncIterator[Served]:
    """Connect the real Bolt app by Socket Mode while the block runs.

    The stand-in's files lie on this machine, where links of people may not lead otherwise.

    Args:
        settings: with tokens and an address that lead to the stand-in.
        newsroom: what the app works with.
        base: where the pages behind citations are served, without a slash at its end; "" where
            none are.
    """
    from bot.wire.desk import open_wire
    from bot.wire.loop import run_wire_forever
    from handlers.app import build_app, let_finish, make_desk
    from handlers.listeners import COMMANDS, EVENTS, SHORTCUTS
    from handlers.slack.clients import make_client
    from handlers.slack.socket_mode import SocketLine
    from handlers.web.site import open_site

    client, stop = make_client(settings), asyncio.Event()
    here = urlsplit(settings.slack_api_url).netloc
    async with open_wire(newsroom, trusted=frozenset({here})) as wire:
        site = await newsroom.call(open_site, newsroom, wire, base) if base else None
        desk = make_desk(settings, newsroom, wire, client, site=site)
        app = build_app(settings, desk, client=client)
        app.logger.setLevel(logging.WARNING)  # what connects and when is no news at a prompt
        token = settings.slack_app_token
        line = SocketLine(app, token.get_secret_value() if token else "")
        await line.open()
        beside = [asyncio.create_task(run_wire_forever(wire, stop))]
        try:
            yield Served(
                commands=frozenset(COMMANDS),
                shortcuts=tuple(SHORTCUTS),
                events=frozenset(EVENTS),
                busy=lambda: bool(desk.running),
                poster=desk.poster,
                site=site,
            )
        finally:
            stop.set()
            await line.close()
            await let_finish(desk, beside)


def standin_settings(settings: Settings, slack: SlackStandIn) -> Settings:
    """Return the settings with tokens and address that lead to the stand-in."""
    return settings.model_copy(
        update={
            "slack_api_url": slack.api_url,
            "slack_bot_token": SecretStr(slack.bot_token),
            "slack_app_token": SecretStr(slack.app_token),
            "slack_signing_secret": SecretStr(slack.signing_secret),
        }
    )
