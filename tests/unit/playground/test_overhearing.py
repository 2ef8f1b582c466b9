"""What people say in channels reaches an app as in Slack: by subscription and by permission."""

from __future__ import annotations

import pytest

from bot.errors import InputError
from handlers.playground.methods import DEFAULT_EVENTS, DEFAULT_SCOPES
from handlers.playground.standin import SlackStandIn

EVENTS = DEFAULT_EVENTS | {"message.channels", "message.groups"}
HISTORY = frozenset({"channels:history", "groups:history"})


@pytest.mark.parametrize(
    ("scopes", "channel", "is_heard"),
    [
        (HISTORY, "general", True),
        (HISTORY, "desk", True),
        ({"channels:history"}, "desk", False),
        ({"groups:history"}, "general", False),
        (frozenset(), "general", False),
    ],
)
async def test_scope_of_the_channels_kind_is_needed(
    scopes: frozenset[str], channel: str, is_heard: bool
) -> None:
    """Public channels and private ones have a permission each."""
    async with SlackStandIn(scopes=DEFAULT_SCOPES | scopes) as slack:
        slack.bot_events = EVENTS
        slack.ack_timeout = 0.05
        started = await slack.write("here", channel=channel)
        if not is_heard:
            with pytest.raises(InputError, match="may not read"):
                await slack.go_on("who?", thread_ts=started.ts, channel=channel)
            return
        heard = await slack.go_on("who?", thread_ts=started.ts, channel=channel)
        event = heard.payload["event"]
        assert (event["type"], event["thread_ts"]) == ("message", started.ts)
        assert event["channel_type"] == ("group" if channel == "desk" else "channel")


async def test_app_that_is_not_subscribed_hears_nothing() -> None:
    """The permission alone brings no events."""
    async with SlackStandIn(scopes=DEFAULT_SCOPES | HISTORY) as slack:
        started = await slack.write("here")
        with pytest.raises(InputError, match="may not read"):
            await slack.go_on("who?", thread_ts=started.ts)
