"""The real app with a real archive, at work against the Slack stand-in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr
from scenario.slack_wire import PaperWire
from web_server import WebServer

from bot.config import Settings
from bot.newsroom import Newsroom
from bot.records import RawDocument
from bot.store.archive import open_archive
from bot.wire.desk import WireDesk, open_wire
from bot.wire.loop import run_wire_forever
from handlers.app import build_app
from handlers.desk import PATIENCE, Desk
from handlers.playground.standin import SlackStandIn
from handlers.playground.workspace import Message
from handlers.slack.clients import make_client
from handlers.slack.delivery import Poster
from handlers.slack.pace import Pace
from handlers.slack.socket_mode import SocketLine
from handlers.views.brief import SHARE_ACTION

PROJECT = Path(__file__).resolve().parents[2]

DOCUMENTS = (
    RawDocument(
        external_id="harbour-1",
        title="Norland rejects NATO expansion",
        outlet="Harbour Post",
        url="https://harbour.example/news/1",
        published=date(2022, 5, 12),
        text=(
            "Norland opposes the expansion of NATO, its foreign minister said on Thursday. "
            "“We will not accept new NATO bases on the northern coast,” said Mara Lindqvist, the"
            " foreign minister of Norland. "
            "Finland supports the expansion of NATO, President Sauli Niinisto said in Helsinki. "
            "“The door of NATO stays open to every neighbour,” Niinisto said. "
            "The ministers met in Port Hale on 4 May 2022 to discuss the future of NATO."
        ),
    ),
    RawDocument(
        external_id="ferry-1",
        title="Ferry fares rise",
        outlet="Island Wire",
        published=date(2022, 5, 13),
        text=(
            "Ferry fares will rise in June. “Nobody likes a dearer ticket,” said Jonas Berg, who"
            " runs the Island Line."
        ),
    ),
)
LATER = RawDocument(
    external_id="harbour-2",
    title="Norland speaks again",
    outlet="Harbour Post",
    url="https://harbour.example/news/2",
    published=date(2022, 5, 14),
    text=(
        "“Our answer to NATO has not changed since the spring,” said Mara Lindqvist, the foreign"
        " minister of Norland. Norland again opposes the expansion of NATO."
    ),
)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = datetime(2022, 5, 14, 5, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.moment

    def forward(self, **by: float) -> None:
        """Move on by a ``timedelta``."""
        self.moment += timedelta(**by)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Everything that a scenario looks at."""

    slack: SlackStandIn
    settings: Settings
    newsroom: Newsroom
    desk: Desk
    clock: Clock
    wire: PaperWire


def manifest() -> dict[str, Any]:
    """Return the app's manifest."""
    read: dict[str, Any] = json.loads((PROJECT / "app.json").read_text(encoding="utf-8"))
    return read


def settings_for(slack: SlackStandIn, folder: Path, **changes: object) -> Settings:
    """Return settings that lead to the stand-in and to an archive in ``folder``."""
    values: dict[str, object] = {
        "database_url": f"sqlite:///{folder / 'dateline.db'}",
        "slack_bot_token": SecretStr(slack.bot_token),
        "slack_app_token": SecretStr(slack.app_token),
        "slack_signing_secret": SecretStr(slack.signing_secret),
        "slack_api_url": slack.api_url,
        **changes,
    }
    return Settings(**values)  # type: ignore[arg-type]


def open_newsroom(
    settings: Settings,
    clock: Clock,
    documents: Sequence[RawDocument] = DOCUMENTS,
    kind: type[Newsroom] = Newsroom,
) -> Newsroom:
    """Return a newsroom whose archive holds ``documents``."""
    archive = open_archive(settings.database_url)
    newsroom = kind(settings, archive=archive, now=clock, workspace="local")
    newsroom.add(documents)
    return newsroom


@asynccontextmanager
async def _real_wire(
    newsroom: Newsroom, slack: SlackStandIn, web: WebServer
) -> AsyncIterator[WireDesk]:
    """Open the real way in to these pages and the stand-in's files, with all that runs beside."""
    trusted = web.trusted("127.0.0.1") | {urlsplit(slack.api_url).netloc}
    stop = asyncio.Event()
    async with open_wire(newsroom, trusted=trusted) as wire:
        beside = asyncio.create_task(run_wire_forever(wire, stop))
        try:
            yield wire
        finally:
            stop.set()
            await beside


@asynccontextmanager
async def at_work(
    folder: Path,
    *,
    kind: type[Newsroom] = Newsroom,
    patience: float = PATIENCE,
    scopes_left_out: Collection[str] = (),
    web: WebServer | None = None,
    **options: float,
) -> AsyncIterator[Bench]:
    """Run the app by Socket Mode until the end of the block.

    Args:
        folder: for the archive.
        kind: of newsroom.
        patience: the desk's, in seconds.
        scopes_left_out: those that the installed app lacks, since the manifest has them.
        web: the pages that the real way in may visit; without it, links stand on paper.
        options: the socket's.
    """
    scopes = frozenset(manifest()["oauth_config"]["scopes"]["bot"]) - set(scopes_left_out)
    async with SlackStandIn(manifest=manifest(), scopes=scopes) as slack, AsyncExitStack() as stack:
        clock = Clock()
        settings = settings_for(slack, folder)
        newsroom = open_newsroom(settings, clock, kind=kind)
        client = make_client(settings)
        wire = PaperWire(newsroom)
        desk = Desk(
            newsroom=newsroom,
            poster=Poster(client, pace=Pace(0)),
            wire=await stack.enter_async_context(_real_wire(newsroom, slack, web)) if web else wire,
            patience=patience,
        )
        app = build_app(settings, desk, client=client)
        line = SocketLine(app, slack.app_token, state=desk.link, **options)
        slack.busy = lambda: bool(desk.running)
        await line.open()
        await slack.connected()
        try:
            yield Bench(
                slack=slack,
                settings=settings,
                newsroom=newsroom,
                desk=desk,
                clock=clock,
                wire=wire,
            )
        finally:
            await line.close()
            await desk.drain(5)
            newsroom.close()


async def typed(bench: Bench, text: str, **where: str) -> Message:
    """Type ``/brief`` and return the answer."""
    return await bench.slack.answer_to(await bench.slack.command("/brief", text, **where))


async def ask(
    bench: Bench, words: str = "nato", channel: str = "general", user: str = "ada"
) -> Message:
    """Return the private brief on a topic."""
    return await typed(bench, words, channel=channel, user=user)


async def share(bench: Bench, channel: str = "general") -> Message:
    """Return the brief as everybody in a channel sees it, after Ada has shared it."""
    await bench.slack.press(await ask(bench, channel=channel), SHARE_ACTION)
    shared = await bench.slack.wait_for_message(channel, lambda each: not each.is_ephemeral)
    await bench.slack.settled()
    return shared
