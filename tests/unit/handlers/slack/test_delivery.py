"""Messages that are posted, and put in the place of posted ones."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from handlers.playground.standin import SlackStandIn
from handlers.slack.delivery import Poster
from handlers.slack.pace import Pace
from handlers.views.blocks import section
from handlers.views.budget import Message


async def test_edit_that_is_too_long_says_that_there_was_more() -> None:
    """A message that stands holds one part; nothing is posted beside it."""
    manifest = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}
    async with SlackStandIn(manifest=manifest) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        poster = Poster(client, pace=Pace(0))
        channel = slack.general.id
        posted = await poster.post(channel, Message(text="One moment"))
        slack.refuse("chat.update", "msg_blocks_too_long")
        lines = tuple(section(f"line {number}") for number in range(4))
        await poster.edit(channel, posted, Message(text="Four lines", blocks=lines))
        (only,) = slack.visible_to()
        assert "line 0" in str(only.blocks)
        assert "line 3" not in str(only.blocks)
        assert "too long for Slack" in str(only.blocks)
