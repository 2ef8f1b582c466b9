"""The playground in a browser: the stand-in, the real app, and the page, until Ctrl+C."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace

from aiohttp import web

from bot.config import Settings
from bot.errors import ConfigError
from bot.newsroom import Newsroom
from bot.records import PLAYGROUND_ENDING, Subscription
from bot.results import BriefRequest
from bot.schedule import run_digests_forever
from handlers.playground.keyboard import leaving_on_interrupt
from handlers.playground.page.clock import ChannelClock, forget_orders
from handlers.playground.page.manifest import read_manifest
from handlers.playground.page.playground import Playground
from handlers.playground.page.server import make_page_app
from handlers.playground.serving import serve_app, standin_settings
from handlers.playground.standin import SlackStandIn
from handlers.slack.clients import make_client
from handlers.slack.delivery import Poster
from handlers.slack.sender import SlackSender

#: Where the page is looked for first.
PORT = 3000
#: How many ports are tried from there.
_PORTS_TRIED = 50
_HOST = "127.0.0.1"
#: The topic of the first brief, where the archive holds anything on it.
_TOPIC = "nato"


class PlaygroundSender(SlackSender):
    """Posts the digests of the playground's own conversations, and no others."""

    def takes(self, subscription: Subscription) -> bool:
        """Tell whether the digest was ordered in a playground."""
        return subscription.destination.endswith(PLAYGROUND_ENDING)


async def run_page(
    settings: Settings,
    newsroom: Newsroom,
    clock: ChannelClock,
    *,
    port: int = PORT,
    open_browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the page until Ctrl+C.

    Args:
        settings: Slack's tokens and address in them are replaced by the stand-in's.
        newsroom: what the app works with; its clock is ``clock``.
        clock: what the buttons in the page's head set.
        port: where to listen; the next free one where it is taken.
        open_browser: open the page where there is a browser to open it in.
        say: prints a line for who started it.

    Raises:
        ConfigError: no port is free.
    """
    with leaving_on_interrupt(), open_door(port) as door:
        address = address_of(door)
        async with (
            open_playground(settings, newsroom, clock, base=address) as playground,
            serve_page(make_page_app(playground), door),
        ):
            if not address.endswith(f":{port}"):
                say(f"Port {port} is taken, so the page is at the next free one.")
            say(f"Dateline's playground: {address}/   (Ctrl+C ends it)")
            if open_browser and can_open_browser():
                await asyncio.to_thread(webbrowser.open, f"{address}/")
            await asyncio.Event().wait()


@asynccontextmanager
async def open_playground(
    settings: Settings, newsroom: Newsroom, clock: ChannelClock, *, base: str
) -> AsyncIterator[Playground]:
    """Start a fresh workspace with the app at work and the first brief asked for.

    ``base`` is the page's own address, without a slash at its end: citations lead there.
    """
    await newsroom.call(forget_orders, newsroom)
    slack = SlackStandIn(
        manifest=read_manifest(), clock=clock.seconds, place_ending=PLAYGROUND_ENDING
    )
    slack.workspace.team_name = "Newsdesk"
    async with slack:
        of_standin = standin_settings(settings, slack)
        async with serve_app(of_standin, newsroom, base=base) as served:
            await slack.connected()
            slack.busy = served.busy
            client = make_client(of_standin)
            sender = PlaygroundSender(client, poster=served.poster or Poster(client))
            first, suggestions = await newsroom.call(find_opening, newsroom)
            playground = Playground(
                slack=slack,
                newsroom=newsroom,
                sender=sender,
                clock=clock,
                site=served.site,
                suggestions=suggestions,
            )
            await playground.ask(slack.ada, slack.general.id, first)
            await playground.rest()
            stop = asyncio.Event()
            digests = asyncio.create_task(run_digests_forever(newsroom, sender, stop))
            try:
                yield playground
            finally:
                stop.set()
                digests.cancel()
                with suppress(asyncio.CancelledError):
                    await digests


def find_opening(newsroom: Newsroom) -> tuple[str, tuple[str, ...]]:
    """Return what is asked first, and what may be tried next; the archive answers all of it."""
    prompts = [prompt.message for prompt in newsroom.prompts()]
    briefs = [message.removeprefix("brief ") for message in prompts if message[-1] != "?"]
    request = BriefRequest(topic=_TOPIC, workspace=newsroom.workspace)
    topics = briefs if newsroom.brief(request).is_empty else [_TOPIC]
    if not topics:
        return "/brief help", ()
    topic = topics[0]
    tried = [f"@Dateline {message}" for message in prompts if message[-1] == "?"][:1]
    if not newsroom.board(replace(request, topic=topic)).is_empty:
        tried.append(f"/brief positions {topic}")
    return f"/brief {topic}", (*tried, f"/brief follow {topic} 08:00")


@asynccontextmanager
async def serve_page(app: web.Application, door: socket.socket) -> AsyncIterator[None]:
    """Answer at a door that ``open_door`` has opened while the block runs."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.SockSite(runner, door).start()
        yield
    finally:
        await runner.cleanup()


@contextmanager
def open_door(port: int) -> Iterator[socket.socket]:
    """Take ``port`` of this machine, or the next one that is free; 0 is any.

    Raises:
        ConfigError: none of them is free.
    """
    for each in range(port, min(port + _PORTS_TRIED, 65_536)):
        try:
            door = socket.create_server((_HOST, each), backlog=128)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        with door:
            yield door
        return
    raise ConfigError(f"No port from {port} on is free; choose another with --port.")


def address_of(door: socket.socket) -> str:
    """Return the address of the page behind a door, without a slash at the end."""
    return f"http://{_HOST}:{door.getsockname()[1]}"


def can_open_browser() -> bool:
    """Tell whether there is a browser with windows; one in the terminal would take it over."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
