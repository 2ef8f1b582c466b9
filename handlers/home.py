"""The home tab, and the prompts of the bot's messages pane."""

from __future__ import annotations

import logging

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from handlers.desk import Desk
from handlers.homepage import home_channel, show_home
from handlers.views.help import prompts_with

log = logging.getLogger(__name__)


async def on_home_opened(desk: Desk, args: AsyncArgs) -> None:
    """Show the home tab, or offer prompts where somebody opened the messages pane."""
    event = args.event or {}
    if not await desk.first_sight(str(args.body.get("event_id", ""))):
        return
    if event.get("tab") == "messages":
        await _offer_prompts(desk, args)
    else:
        channel = str(event.get("channel", ""))
        await show_home(desk, args.client, str(event["user"]), channel)


async def on_home_back(desk: Desk, args: AsyncArgs) -> None:
    """Show the overview again."""
    await show_home(desk, args.client, str(args.context.user_id), home_channel(args) or "")


async def _offer_prompts(desk: Desk, args: AsyncArgs) -> None:
    """Offer ready questions; an app installed without the agent pane goes without them."""
    if args.set_suggested_prompts is None:
        return
    channel = str((args.event or {}).get("channel", ""))
    found = await desk.newsroom.call(desk.newsroom.prompts, audience=channel)
    prompts = prompts_with([(each.title, each.message) for each in found])
    try:
        await args.set_suggested_prompts(prompts=[dict(prompt) for prompt in prompts])
    except SlackApiError as error:
        log.warning("no prompts offered: %s", error)
