"""Response URLs are as short-lived and as strict as Slack's."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.playground.standin import SlackStandIn
from handlers.playground.workspace import Message

SHARE: dict[str, Any] = {
    "type": "button",
    "action_id": "share",
    "text": {"type": "plain_text", "text": "Share"},
}


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        """Return its time."""
        return self.now


async def source_message(slack: SlackStandIn) -> Message:
    """Post a message with a button."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    blocks = [{"type": "actions", "elements": [SHARE]}]
    await client.chat_postMessage(channel=slack.general.id, text="source", blocks=blocks)
    return slack.visible_to()[-1]


async def test_a_response_url_has_five_uses_and_half_an_hour() -> None:
    """The sixth use and the thirty-first minute are refused."""
    clock = Clock()
    async with SlackStandIn(clock=clock) as slack:
        used = AsyncWebhookClient(slack._urls.issue(slack.ada.id, slack.general.id))
        answers = [await used.send(text=str(number)) for number in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [404]
        assert answers[-1].body == "used_url"
        old = AsyncWebhookClient(slack._urls.issue(slack.ada.id, slack.general.id))
        clock.now += 30 * 60 + 1
        assert (await old.send(text="late")).body == "expired_url"
        assert [message.text for message in slack.visible_to()] == ["0", "1", "2", "3", "4"]
        assert len(slack.problems) == 2


async def test_a_response_url_can_replace_and_delete_its_message() -> None:
    """``replace_original`` edits, ``delete_original`` removes, anything else is a new message."""
    async with SlackStandIn() as slack:
        source = await source_message(slack)
        url = AsyncWebhookClient(slack._urls.issue(slack.ada.id, source.channel, source))
        await url.send(text="other words", replace_original=True)
        assert (source.text, source.edited) == ("other words", True)
        await url.send(text="new", replace_original=False)
        assert [message.text for message in slack.visible_to("ben")] == ["other words"]
        await url.send(delete_original=True)
        assert [message.text for message in slack.visible_to("ada")] == ["new"]
        assert (await url.send(text="x", replace_original=True)).status_code == 400


async def test_what_a_response_url_does_not_take() -> None:
    """Bad blocks are refused, and silence about the original is noted."""
    async with SlackStandIn() as slack:
        source = await source_message(slack)
        url = AsyncWebhookClient(slack._urls.issue(slack.ada.id, source.channel, source))
        bad = await url.send(text="x", blocks=[{"type": "section"}], replace_original=False)
        assert (bad.status_code, bad.body) == (400, "invalid_blocks")
        await url.send(text="x")
        assert "replace_original" in slack.problems[-1]
