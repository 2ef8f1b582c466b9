"""What goes wrong on demand looks to the real client as it does when Slack goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ServerDisconnectedError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from handlers.playground.standin import SlackStandIn


def client_of(slack: SlackStandIn, **more: Any) -> AsyncWebClient:
    """Return the real client without retries, pointed at the stand-in."""
    options: dict[str, Any] = {"token": slack.bot_token, "retry_handlers": [], **more}
    return AsyncWebClient(base_url=slack.api_url, **options)


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    """Return a running stand-in."""
    async with SlackStandIn() as running:
        yield running


async def test_rate_limits_server_errors_and_broken_connections(slack: SlackStandIn) -> None:
    """Faults on demand look to the SDK as Slack's own do, as often as was asked."""
    room: dict[str, Any] = {"channel": slack.general.id, "text": "x"}
    slack.rate_limit("chat.postMessage", times=1, retry_after=0)
    retrying = client_of(slack, retry_handlers=[AsyncRateLimitErrorRetryHandler()])
    assert (await retrying.chat_postMessage(**room))["ok"]
    assert [call.status for call in slack.calls_to("chat.postMessage")] == [429, 200]
    slack.rate_limit("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await client_of(slack).chat_postMessage(**room)
    assert caught.value.response.headers["Retry-After"] == "7"
    slack.fail("*", status=503)
    with pytest.raises(SlackApiError):
        await client_of(slack).chat_postMessage(**room)
    slack.refuse("chat.postMessage", "is_archived")
    with pytest.raises(SlackApiError, match="is_archived"):
        await client_of(slack).chat_postMessage(**room)


@pytest.mark.parametrize(("after", "posted"), [(False, 0), (True, 1)])
async def test_a_connection_breaks_before_or_after_the_work(
    slack: SlackStandIn, after: bool, posted: int
) -> None:
    """A lost answer leaves the message standing: the app cannot know."""
    slack.drop("chat.postMessage", after=after)
    with pytest.raises(ServerDisconnectedError):
        await client_of(slack).chat_postMessage(channel=slack.general.id, text="x")
    assert len(slack.visible_to()) == posted


async def test_one_message_a_second_in_a_channel() -> None:
    """A paced workspace holds each channel to one post a second."""
    now = [1_700_000_000.0]
    async with SlackStandIn(clock=lambda: now[0], paced=True) as slack:
        client, room = client_of(slack), {"channel": slack.general.id, "text": "x"}
        await client.chat_postMessage(**room)
        with pytest.raises(SlackApiError, match="ratelimited"):
            await client.chat_postMessage(**room)
        await client.chat_postMessage(channel=slack.desk.id, text="x")
        now[0] += 1
        await client.chat_postMessage(**room)
