"""The sources of a channel: listed, paused, let go on, and removed with what they gave."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import DatelineError, InputError
from bot.newsroom import Newsroom
from bot.records import Source
from bot.wire.sources import (
    choose_source,
    describe_feeds,
    list_sources,
    pause_source,
    remove_source,
    resume_source,
)
from handlers.boundary import in_words
from handlers.desk import Desk
from handlers.homepage import home_channel
from handlers.permissions import require_removing
from handlers.slack.answering import reply
from handlers.sources.adding import with_patience
from handlers.translating.orders import Change
from handlers.translating.presses import value_of
from handlers.views.adding import WORKING
from handlers.views.budget import Message
from handlers.views.home import home_sources_view
from handlers.views.paging import read_place
from handlers.views.sources import (
    PAUSABLE,
    changed,
    paused_words,
    removal_question,
    removed_words,
    resumed_words,
    sources_message,
)

log = logging.getLogger(__name__)


async def on_pause_source(desk: Desk, args: AsyncArgs) -> None:
    """Pause a source, and show the list as it is then."""
    await _press(desk, args, Change.PAUSE)


async def on_resume_source(desk: Desk, args: AsyncArgs) -> None:
    """Let a source go on, and show the list as it is then."""
    await _press(desk, args, Change.RESUME)


async def on_remove_source(desk: Desk, args: AsyncArgs) -> None:
    """Remove a source after Slack has asked whether that is meant."""
    await _press(desk, args, Change.REMOVE)


async def on_sources_page(desk: Desk, args: AsyncArgs) -> None:
    """Turn the page of the list."""
    _, first = read_place(value_of(args))
    await _show(desk, args, await list_here(desk, _audience_of(args), first=first))


async def on_home_sources(desk: Desk, args: AsyncArgs) -> None:
    """Show the list on the home tab."""
    await on_sources_page(desk, args)


async def list_here(desk: Desk, audience: str, *, first: int = 0, note: str = "") -> Message:
    """Return the list of the sources that may be seen in a channel."""
    found = await desk.newsroom.call(_described, desk.newsroom, audience)
    return sources_message(found, first=first, note=note)


async def change_here(
    desk: Desk, args: AsyncArgs, audience: str, change: Change, which: str
) -> Message:
    """Change the source that somebody named; a removal is asked about first.

    Raises:
        InputError: several sources fit, this one cannot be paused, or this person may not do it.
        NotFoundError: no source that may be seen here fits.
    """
    sources = await desk.newsroom.call(list_sources, desk.newsroom, audience)
    source = choose_source(sources, which)
    await _require_removing(desk, args, source)
    if change is Change.REMOVE:
        return removal_question(source)
    return changed(await _carry_out(desk, source, change))


async def _press(desk: Desk, args: AsyncArgs, change: Change) -> None:
    """Do what a button says, and put the list as it is then in the place of the old one."""
    number, first = read_place(value_of(args))
    try:
        note = await _change(desk, args, number, change)
    except DatelineError as error:
        if home_channel(args) is None:
            raise
        note = in_words(error, desk.new_id(), "change_source")
    await _show(desk, args, await list_here(desk, _audience_of(args), first=first, note=note))


async def _change(desk: Desk, args: AsyncArgs, number: int, change: Change) -> str:
    """Change the source with that number; return what was done, in words."""
    sources = await desk.newsroom.call(list_sources, desk.newsroom, _audience_of(args))
    source = choose_source(sources, f"#{number}")
    await _require_removing(desk, args, source)
    log.info("source %d: %s by %s", source.id, change, args.context.user_id)

    async def say_working() -> None:
        if home_channel(args) is None:
            await reply(args.respond, WORKING)

    return await with_patience(desk, _carry_out(desk, source, change), say_working)


async def _require_removing(desk: Desk, args: AsyncArgs, source: Source) -> None:
    user = str(args.context.user_id)
    await require_removing(desk, args.client, user, added_by=source.added_by)


def _audience_of(args: AsyncArgs) -> str:
    """Return as which conversation the list is read: on the home tab, the person's own."""
    home = home_channel(args)
    return str(args.context.channel_id) if home is None else home


async def _show(desk: Desk, args: AsyncArgs, page: Message) -> None:
    """Put the list in the place of the one whose button was pressed."""
    home = home_channel(args)
    if home is None:
        await reply(args.respond, page, replace=True)
    else:
        view = home_sources_view(page, home)
        await desk.poster.publish_home(str(args.context.user_id), view)


async def _carry_out(desk: Desk, source: Source, change: Change) -> str:
    """Change a source; return what was done, in words."""
    newsroom = desk.newsroom
    if change is Change.REMOVE:
        return removed_words(source, await newsroom.call(remove_source, newsroom, source))
    if source.kind not in PAUSABLE:
        raise InputError(
            f"Only feeds and folders are looked at again; there is nothing to {change} about"
            f" “{source.title or source.address}”."
        )
    if change is Change.PAUSE:
        await newsroom.call(pause_source, newsroom, source)
        return paused_words(source)
    await newsroom.call(resume_source, newsroom, source)
    return resumed_words(source)


def _described(newsroom: Newsroom, audience: str) -> Sequence[tuple[Source, str]]:
    statuses = describe_feeds(newsroom)
    return [(each, statuses.get(each.id, "")) for each in list_sources(newsroom, audience)]
