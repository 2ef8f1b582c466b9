"""The Bolt app: listeners registered, Slack served by Socket Mode or HTTP, an orderly stop."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
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
from handlers.actions import (
    on_board_first,
    on_board_rest,
    on_more,
    on_share,
    on_share_board,
    on_unknown_action,
)
from handlers.boundary import Check, Listener, inside_boundary
from handlers.briefs.exporting import on_export, on_export_chosen
from handlers.briefs.filtering import find_mistakes, on_filter, on_filtered
from handlers.checking import CHECK_QUOTE, on_check_quote
from handlers.commands import on_brief_command
from handlers.conversation.offering import on_add_source, on_ask, on_choose_board, on_retry
from handlers.desk import Desk, Wire
from handlers.digests import (
    check_digest_form,
    on_change_digest,
    on_digest_changed,
    on_pause_digest,
    on_resume_digest,
    on_sample_digest,
)
from handlers.home import on_home_opened
from handlers.homepage import on_home_back
from handlers.lines.correcting import (
    find_name_mistakes,
    on_board_row,
    on_corrections_page,
    on_line_menu,
    on_named,
    on_undo,
    on_undo_listed,
)
from handlers.mentions import on_mention, on_message
from handlers.settings import (
    find_setting_mistakes,
    on_change_channel_settings,
    on_change_workspace_settings,
    on_settings_changed,
)
from handlers.shortcuts import ADD_MESSAGE, on_add_message
from handlers.slack.authorizing import Authorization, without_token
from handlers.slack.delivery import CALL_TIMEOUT, Poster, SlackSender, make_client
from handlers.slack.quickness import quick_to_acknowledge
from handlers.slack.socket_mode import SocketLine
from handlers.slack.stopping import stopped_by_signals
from handlers.slack.tokens import check_tokens, require_tokens, watch_tokens
from handlers.sources.listing import (
    on_home_sources,
    on_pause_source,
    on_remove_source,
    on_resume_source,
    on_sources_page,
)
from handlers.unfurling import on_link_shared
from handlers.views import correcting, home, ordering, standing
from handlers.views.board import (
    EXPORT_BOARD_ACTION,
    FIRST_ACTION,
    REST_ACTION,
    ROW_ACTION,
    SHARE_BOARD_ACTION,
)
from handlers.views.brief import EXPORT_ACTION, FILTER_ACTION, MORE_ACTIONS, SHARE_ACTION
from handlers.views.exporting import EXPORT_FORM
from handlers.views.filtering import FILTER_FORM
from handlers.views.menus import LINE_ACTION
from handlers.views.offers import (
    ADD_SOURCE_ACTION,
    ASK_ACTION,
    CHOOSE_ACTION,
    CHOOSE_BOARD_ACTION,
    CHOOSE_TOPIC_ACTION,
    MOST_ASKED,
    MOST_CHOICES,
    MOST_RETRIES,
    OTHER_BOARDS_ACTION,
    OTHER_TOPICS_ACTION,
    OTHERS_ACTION,
    RETRY_ACTION,
)
from handlers.views.settings import (
    CHANGE_CHANNEL_ACTION,
    CHANGE_WORKSPACE_ACTION,
    SETTINGS_FORM,
)
from handlers.views.sources import (
    BACK_ACTION,
    NEXT_ACTION,
    PAUSE_ACTION,
    REMOVE_ACTION,
    RESUME_ACTION,
)
from handlers.web.app import Line, SeveralLines, WebLine, make_pages_app, make_web_app
from handlers.web.site import Site, open_site

__all__ = ["build_app", "check_tokens", "let_finish", "make_desk", "serve"]

log = logging.getLogger(__name__)

COMMANDS: Mapping[str, Listener] = MappingProxyType({"/brief": on_brief_command})
EVENTS: Mapping[str, Listener] = MappingProxyType(
    {
        "app_mention": on_mention,
        "message": on_message,
        "app_home_opened": on_home_opened,
        "link_shared": on_link_shared,
    }
)


def _numbered(action: str, most: int, listener: Listener) -> dict[str, Listener]:
    """Return the actions of buttons that stand in a row, each with its number."""
    return {f"{action}{number}": listener for number in range(most)}


ACTIONS: Mapping[str, Listener] = MappingProxyType(
    {
        SHARE_ACTION: on_share,
        SHARE_BOARD_ACTION: on_share_board,
        REST_ACTION: on_board_rest,
        FIRST_ACTION: on_board_first,
        ROW_ACTION: on_board_row,
        **dict.fromkeys(MORE_ACTIONS, on_more),
        LINE_ACTION: on_line_menu,
        **_numbered(ASK_ACTION, MOST_ASKED, on_ask),
        **_numbered(CHOOSE_ACTION, MOST_CHOICES, on_ask),
        OTHERS_ACTION: on_ask,
        **_numbered(RETRY_ACTION, MOST_RETRIES, on_retry),
        **_numbered(CHOOSE_TOPIC_ACTION, MOST_CHOICES, on_retry),
        OTHER_TOPICS_ACTION: on_retry,
        **_numbered(CHOOSE_BOARD_ACTION, MOST_CHOICES, on_choose_board),
        OTHER_BOARDS_ACTION: on_choose_board,
        ADD_SOURCE_ACTION: on_add_source,
        FILTER_ACTION: on_filter,
        EXPORT_ACTION: on_export,
        EXPORT_BOARD_ACTION: on_export,
        CHANGE_CHANNEL_ACTION: on_change_channel_settings,
        CHANGE_WORKSPACE_ACTION: on_change_workspace_settings,
        home.SOURCES_ACTION: on_home_sources,
        home.BACK_ACTION: on_home_back,
        correcting.UNDO_ACTION: on_undo,
        correcting.UNDO_LISTED_ACTION: on_undo_listed,
        correcting.NEXT_ACTION: on_corrections_page,
        correcting.BACK_ACTION: on_corrections_page,
        PAUSE_ACTION: on_pause_source,
        RESUME_ACTION: on_resume_source,
        REMOVE_ACTION: on_remove_source,
        NEXT_ACTION: on_sources_page,
        BACK_ACTION: on_sources_page,
        standing.PAUSE_ACTION: on_pause_digest,
        standing.RESUME_ACTION: on_resume_digest,
        standing.CHANGE_ACTION: on_change_digest,
        standing.SAMPLE_ACTION: on_sample_digest,
    }
)
#: Dialogs that are sent, each with the check that may keep it open, where there is one.
FORMS: Mapping[str, tuple[Listener, Check | None]] = MappingProxyType(
    {
        FILTER_FORM: (on_filtered, find_mistakes),
        EXPORT_FORM: (on_export_chosen, None),
        SETTINGS_FORM: (on_settings_changed, find_setting_mistakes),
        ordering.CALLBACK: (on_digest_changed, check_digest_form),
        correcting.NAME_FORM: (on_named, find_name_mistakes),
    }
)
SHORTCUTS: Mapping[str, Listener] = MappingProxyType(
    {ADD_MESSAGE: on_add_message, CHECK_QUOTE: on_check_quote}
)

#: What no listener above is for: buttons of earlier versions, under messages that still stand.
_ANY = re.compile("")

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
    app.action(_ANY)(inside_boundary(desk, on_unknown_action))
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
