"""The Bolt app: built with its listeners, Slack served by Socket Mode or HTTP, an orderly stop."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.errors import DatelineError
from bot.newsroom import Newsroom
from bot.schedule import run_digests_forever
from bot.wire.desk import open_wire
from bot.wire.loop import run_wire_forever
from handlers.boundary import inside_boundary
from handlers.desk import Desk, Wire
from handlers.listeners import ACTIONS, ANY_OTHER_ACTION, COMMANDS, EVENTS, FORMS, SHORTCUTS
from handlers.slack.authorizing import Authorization, without_token
from handlers.slack.clients import CALL_TIMEOUT, make_client
from handlers.slack.delivery import Poster
from handlers.slack.quickness import quick_to_acknowledge
from handlers.slack.sender import SlackSender
from handlers.slack.socket_mode import SocketLine
from handlers.slack.stopping import stopped_by_signals
from handlers.slack.tokens import check_tokens, require_tokens, watch_tokens
from handlers.web.app import Line, SeveralLines, WebLine, make_pages_app, make_web_app
from handlers.web.site import Site, open_site

__all__ = ["build_app", "check_tokens", "let_finish", "make_desk", "serve"]

log = logging.getLogger(__name__)

#: Seconds that listeners at work have when the program is told to stop.
DRAIN_SECONDS = 10.0
#: Processes that find facts, so that this one stays free to acknowledge.
_EXTRACTORS = 1


def make_desk(
    settings: Settings,
    newsroom: Newsroom,
    wire: Wire,
    client: AsyncWebClient | None = None,
    *,
    site: Site | None = None,
) -> Desk:
    """Return what the listeners work with; ``client`` defaults to one for the settings' token.

    With ``site`` briefs lead to their pages.
    """
    return Desk(
        newsroom=newsroom,
        poster=Poster(client or make_client(settings)),
        wire=wire,
        page_of=site.public.of_topic if site else None,
    )


def build_app(
    settings: Settings,
    desk: Desk,
    *,
    client: AsyncWebClient | None = None,
) -> AsyncApp:
    """Return the Bolt app with every listener inside the boundary.

    Args:
        settings: tokens and secret; nothing is read from the environment.
        desk: what the listeners work with.
        client: the Web API client; by default one for the settings' bot token.
    """
    client = client or make_client(settings)
    secret = settings.slack_signing_secret
    authorization = Authorization(client)
    with _without_slack_environment(), without_token(client):
        app = AsyncApp(
            name="dateline",
            client=client,
            authorize=authorization,
            signing_secret=secret.get_secret_value() if secret else "",
            # The boundary lets listeners work on by themselves; otherwise Bolt would look every
            # 10 ms whether they have acknowledged.
            process_before_response=True,
        )
    for command, listener in COMMANDS.items():
        app.command(command)(inside_boundary(desk, listener))
    for event, listener in EVENTS.items():
        app.event(event)(inside_boundary(desk, listener))
    for action, listener in ACTIONS.items():
        app.action(action)(inside_boundary(desk, listener))
    for shortcut, listener in SHORTCUTS.items():
        app.message_shortcut(shortcut)(inside_boundary(desk, listener))
    for form, (listener, check) in FORMS.items():
        app.view(form)(inside_boundary(desk, listener, find_mistakes=check))
    anything, listener = ANY_OTHER_ACTION
    app.action(anything)(inside_boundary(desk, listener))
    return app


async def serve(
    settings: Settings,
    newsroom: Newsroom,
    *,
    http: bool = False,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve Slack until ``stop`` is set or the process is told to end.

    Beside it digests are sent, feeds polled, folders watched, and facts found for what came in.

    Raises:
        ConfigError: a token is missing or refused, at the start or later, or the address cannot
            be listened on.
        TemporaryDeliveryError: Slack cannot be reached at the start.
    """
    require_tokens(settings, http=http)
    stop = stop or asyncio.Event()
    newsroom.keep_workers(_EXTRACTORS)
    async with (
        ClientSession(timeout=ClientTimeout(total=CALL_TIMEOUT)) as session,
        open_wire(newsroom) as wire,
    ):
        client = make_client(settings, session)
        log.info("%s", await check_tokens(_used(settings, http=http), client))
        site = await newsroom.call(_open_site, settings, newsroom, wire)
        desk = make_desk(settings, newsroom, wire, client, site=site)
        app = build_app(settings, desk, client=client)
        sender = SlackSender(client, poster=desk.poster)
        line = _make_line(settings, app, desk, site, http=http)
        await _warm_up(newsroom)
        with stopped_by_signals(stop), quick_to_acknowledge():
            await line.open()
            log.info("serving Slack by %s", "HTTP" if http else "Socket Mode")
            await _keep_on(
                desk,
                line,
                stop,
                watch_tokens(_used(settings, http=http), client, desk.poster.token_refused),
                run_digests_forever(newsroom, sender, stop),
                run_wire_forever(wire, stop),
            )


async def _keep_on(
    desk: Desk,
    line: Line,
    stop: asyncio.Event,
    watch: Coroutine[Any, Any, None],
    *loops: Coroutine[Any, Any, None],
) -> None:
    """Run what runs beside the line until the stop, or until any of it ends; then end in order."""
    watching, beside = asyncio.create_task(watch), [asyncio.create_task(each) for each in loops]
    try:
        await _first_of(stop, [watching, *beside])
    finally:
        stop.set()
        watching.cancel()
        await line.close()
        await let_finish(desk, beside)
    for task in (watching, *beside):
        if not task.cancelled():
            task.result()


def _open_site(settings: Settings, newsroom: Newsroom, wire: Wire) -> Site | None:
    """Let citations lead to pages of this server, where people can reach it."""
    return open_site(newsroom, wire, settings.public_url) if settings.public_url else None


def _make_line(
    settings: Settings, app: AsyncApp, desk: Desk, site: Site | None, *, http: bool
) -> Line:
    place = settings.http_host, settings.http_port
    if http:
        return WebLine(make_web_app(app, desk, site), *place)
    token = settings.slack_app_token
    slack = SocketLine(
        app,
        token.get_secret_value() if token else "",
        state=desk.link,
        refused=desk.poster.token_refused,
    )
    return SeveralLines([WebLine(make_pages_app(desk, site), *place), slack]) if site else slack


async def _warm_up(newsroom: Newsroom) -> None:
    """Load what briefs need before the first is asked for; an archive in trouble is no reason to
    refuse service."""
    try:
        await newsroom.call(newsroom.warm_up)
    except DatelineError as error:
        log.warning("no brief could be made beforehand: %s", error)


async def _first_of(stop: asyncio.Event, beside: Sequence[asyncio.Task[None]]) -> None:
    """Wait for the stop, or for one of the loops to end before it."""
    waiting = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([waiting, *beside], return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()


async def let_finish(desk: Desk, beside: Sequence[asyncio.Task[None]]) -> None:
    """Give listeners and loops at work their time, then cut them off."""
    late, _ = await asyncio.gather(
        desk.drain(DRAIN_SECONDS), asyncio.wait(beside, timeout=DRAIN_SECONDS)
    )
    if late:
        log.warning("%d listeners were cut off after %s s", late, DRAIN_SECONDS)
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)


def _used(settings: Settings, *, http: bool) -> Settings:
    """Return the settings without the token that HTTP mode does not need."""
    return settings.model_copy(update={"slack_app_token": None}) if http else settings


@contextmanager
def _without_slack_environment() -> Iterator[None]:
    """Hide ``SLACK_*`` while Bolt's constructor runs.

    It would take a token from there, or switch OAuth on; what holds are the settings.
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)
