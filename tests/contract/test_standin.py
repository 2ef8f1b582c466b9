"""The stand-in is as strict as Slack, towards the real SDK and a real Bolt app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.playground.standin import SlackStandIn

BUTTON = {"type": "button", "action_id": "share", "text": {"type": "plain_text", "text": "Share"}}


def section(text: str, **more: Any) -> dict[str, Any]:
    """Return a section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def client_of(slack: SlackStandIn) -> AsyncWebClient:
    """Return the real client, pointed at the stand-in."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


def register(app: AsyncApp) -> None:
    """Give the app listeners of every kind that the tests need."""

    @app.command("/brief")
    async def brief(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"about {body['text']}", blocks=[section("about"), _actions()])

    @app.event("app_mention")
    async def mention(event: dict[str, Any], say: Any) -> None:
        await say(text="In the archive.", thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("message")
    async def message(event: dict[str, Any], say: Any) -> None:
        await say(text=f"You said: {event['text']}")

    @app.action("share")
    async def share(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="for all", response_type="in_channel", replace_original=False)
        await respond(delete_original=True)


def _actions() -> dict[str, Any]:
    return {"type": "actions", "elements": [BUTTON]}


@asynccontextmanager
async def serving(slack: SlackStandIn) -> AsyncIterator[AsyncApp]:
    """Run the test app against the stand-in over Socket Mode."""
    app = AsyncApp(client=client_of(slack), signing_secret=slack.signing_secret)
    register(app)
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()
    await slack.connected()
    try:
        yield app
    finally:
        await handler.close_async()


async def test_a_command_is_acknowledged_and_answered_to_one_person() -> None:
    """A slash command reaches the app, and its response_url answer is seen by one person only."""
    async with SlackStandIn() as slack, serving(slack):
        asked = await slack.command("/brief", "nato")
        answer = await slack.answer_to(asked)
        assert asked.ack_latency < 1
        assert answer.text == "about nato"
        assert answer in slack.visible_to("ada")
        assert answer not in slack.visible_to("ben")
        assert slack.problems == []


async def test_a_mention_is_answered_in_its_thread() -> None:
    """The app gets the event with the mention as an id, and can answer in the thread."""
    async with SlackStandIn() as slack, serving(slack):
        asked = await slack.mention("@dateline who opposes <it> & why?", user="ben")
        answer = await slack.answer_to(asked)
        assert asked.message is not None
        assert answer.thread_ts == asked.message.ts
        text = asked.payload["event"]["text"]
        assert text == f"<@{slack.workspace.bot.id}> who opposes &lt;it&gt; &amp; why?"


async def test_a_pressed_button_can_share_and_delete_an_ephemeral() -> None:
    """Ephemeral messages change through response_url only, and are not sent back to the app."""
    async with SlackStandIn() as slack, serving(slack):
        answer = await slack.answer_to(await slack.command("/brief", "nato"))
        pressed = await slack.press(answer, "share")
        shared = await slack.wait_for_message(predicate=lambda m: not m.is_ephemeral)
        await slack.settled()
        assert "message" not in pressed.payload
        assert shared in slack.visible_to("ben")
        assert answer not in slack.visible_to("ada")
        assert slack.problems == []
