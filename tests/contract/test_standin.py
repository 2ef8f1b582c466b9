"""The stand-in treats a real Bolt app as Slack does, over Socket Mode and over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import InputError
from handlers.playground.line import signed
from handlers.playground.standin import SlackStandIn


def section(text: str, **more: Any) -> dict[str, Any]:
    """Return a section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action: str, **more: Any) -> dict[str, Any]:
    """Return a button."""
    label = {"type": "plain_text", "text": action.title()}
    return {"type": "button", "action_id": action, "text": label, **more}


def field(block_id: str, **element: Any) -> dict[str, Any]:
    """Return an input block."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": block_id.title()},
        "element": {"action_id": f"{block_id}_field", **element},
    }


def plain(text: str) -> dict[str, Any]:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


DIALOG = {
    "type": "modal",
    "callback_id": "follow",
    "title": plain("Follow"),
    "submit": plain("Follow"),
    "notify_on_close": True,
    "blocks": [
        field("topic", type="plain_text_input"),
        field("actor", type="external_select", min_query_length=1),
    ],
}


def register(app: AsyncApp, heard: list[str]) -> None:
    """Give the app listeners of every kind that these tests need."""

    @app.command("/brief")
    async def brief(ack: Any, respond: Any, command: dict[str, Any]) -> None:
        await ack()
        await respond(
            text=f"about {command['text']}",
            blocks=[section("about"), {"type": "actions", "elements": [button("share")]}],
        )

    @app.command("/loud")
    async def loud(ack: Any) -> None:
        await ack(text="for all", response_type="in_channel")

    @app.command("/broken")
    async def broken(ack: Any) -> None:
        await ack(text="x", blocks=[{"type": "section"}])

    @app.command("/late")
    async def late(ack: Any) -> None:
        await asyncio.sleep(0.4)
        await ack()

    @app.event("app_mention")
    async def mention(event: dict[str, Any], say: Any, body: dict[str, Any]) -> None:
        heard.append(body["event_id"])
        await say(text="In the archive.", thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("message")
    async def message(event: dict[str, Any], say: Any) -> None:
        await say(text=f"You said: {event['text']}")

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        blocks = [section("home"), {"type": "actions", "elements": [button("dialog")]}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("share")
    async def share(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="for all", response_type="in_channel", replace_original=False)
        await respond(delete_original=True)

    @app.action("dialog")
    async def dialog(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=DIALOG)

    @app.options("actor_field")
    async def options(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[{"text": plain(payload["value"]), "value": "one"}])

    @app.view("follow")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        topic = view["state"]["values"]["topic"]["topic_field"]["value"]
        heard.append(f"submitted {topic}")
        if topic == "bad":
            await ack(response_action="errors", errors={"topic": "No such topic."})
        else:
            await ack()

    @app.view_closed("follow")
    async def closed(ack: Any) -> None:
        await ack()
        heard.append("closed")


@asynccontextmanager
async def serving(slack: SlackStandIn) -> AsyncIterator[list[str]]:
    """Run the test app against the stand-in over Socket Mode; yield what it heard."""
    heard: list[str] = []
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    register(app, heard)
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=0.5)
    await handler.connect_async()
    await slack.connected()
    try:
        yield heard
    finally:
        await handler.close_async()


@asynccontextmanager
async def serving_http(**options: Any) -> AsyncIterator[SlackStandIn]:
    """Run the test app as an HTTP server, and a stand-in that delivers to it."""
    async with SlackStandIn() as tokens:
        secret = tokens.signing_secret
    app = AsyncApp(
        client=AsyncWebClient(token=tokens.bot_token, base_url=tokens.api_url),
        signing_secret=secret,
    )
    register(app, [])
    runner = web.AppRunner(app.web_app(path="/slack/events"), shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    target = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        async with SlackStandIn(http_target=target, **options) as slack:
            app.client.base_url = slack.api_url
            yield slack
    finally:
        await runner.cleanup()


async def test_a_command_is_acknowledged_and_answered_to_one_person() -> None:
    """A slash command reaches the app, and its response_url answer is seen by one person only."""
    async with SlackStandIn() as slack, serving(slack):
        asked = await slack.command("/brief", "nato & <co>")
        answer = await slack.answer_to(asked)
        assert asked.ack_latency < 1
        assert answer.text == "about nato &amp; &lt;co&gt;"
        assert answer in slack.visible_to("ada")
        assert answer not in slack.visible_to("ben")
        assert slack.problems == []


async def test_an_acknowledgement_can_answer_and_is_checked() -> None:
    """What ``ack`` carries is shown; blocks that Slack refuses become Slackbot's complaint."""
    async with SlackStandIn() as slack, serving(slack):
        loud = await slack.command("/loud")
        assert loud.ack_payload["text"] == "for all"
        assert [message.text for message in slack.visible_to("ben")] == ["for all"]
        await slack.command("/broken")
        assert "invalid_command_response" in slack.visible_to("ada")[-1].text
        assert "invalid_blocks" in slack.problems[0]


async def test_a_late_acknowledgement_is_none() -> None:
    """The person hears of it from Slackbot, and the late one is noted."""
    async with SlackStandIn(ack_timeout=0.1) as slack, serving(slack):
        late = await slack.command("/late")
        assert (late.acked, late.ack_latency) == (False, float("inf"))
        assert "operation_timeout" in slack.visible_to("ada")[-1].text
        done = await slack.workspace.signal.until(lambda: len(slack.problems) > 1, 0.5)
        assert done
        assert "late or twice" in slack.problems[1]


async def test_a_mention_is_answered_in_its_thread() -> None:
    """The app gets the event with names as ids, and can answer in the thread."""
    async with SlackStandIn() as slack, serving(slack):
        asked = await slack.mention("@dateline who opposes <it> & why, @ben?", user="ben")
        answer = await slack.answer_to(asked)
        assert asked.message is not None
        assert answer.thread_ts == asked.message.ts
        bot, ben = slack.workspace.bot.id, slack.ben.id
        said = f"<@{bot}> who opposes &lt;it&gt; &amp; why, <@{ben}>?"
        assert asked.payload["event"]["text"] == said
        with pytest.raises(InputError, match="not in #random"):
            await slack.mention("@dateline hello", channel="random")


async def test_a_direct_message_is_answered_but_not_by_the_bot_to_itself() -> None:
    """The bot hears its own messages as Slack sends them, and Bolt drops them."""
    async with SlackStandIn() as slack, serving(slack):
        asked = await slack.direct_message("hello", user="ben")
        answer = await slack.answer_to(asked)
        await slack.settled()
        assert answer.text == "You said: hello"
        assert asked.payload["event"]["channel_type"] == "im"
        direct = slack.workspace.direct_with(slack.ben.id).id
        assert len(slack.workspace.visible_to(slack.ben.id, direct)) == 2
        assert slack.workspace.visible_to(slack.ada.id, direct) == []


async def test_a_pressed_button_can_share_and_delete_an_ephemeral() -> None:
    """Ephemeral messages change through response_url only, and are not sent back to the app."""
    async with SlackStandIn() as slack, serving(slack):
        answer = await slack.answer_to(await slack.command("/brief", "nato"))
        with pytest.raises(InputError, match="ben does not see that"):
            await slack.press(answer, "share", user="ben")
        with pytest.raises(InputError, match="no element with the action id open"):
            await slack.press(answer, "open")
        pressed = await slack.press(answer, "share")
        shared = await slack.wait_for_message(predicate=lambda m: not m.is_ephemeral)
        await slack.settled()
        assert "message" not in pressed.payload
        assert pressed.payload["container"]["is_ephemeral"]
        assert shared in slack.visible_to("ben")
        assert answer not in slack.visible_to("ada")
        assert slack.problems == []


async def test_home_dialog_options_and_submission() -> None:
    """Home tab, modal, external options, errors and closing go through the app and back."""
    async with SlackStandIn() as slack, serving(slack) as heard:
        await slack.open_home()
        await slack.settled()
        home = slack.home_of("ada")
        assert home is not None
        await slack.press(home, "dialog")
        await slack.settled()
        dialog = slack.modal_of("ada")
        assert dialog is not None
        offered = await slack.suggest(dialog, "actor_field", "na")
        assert offered.ack_payload["options"][0]["text"]["text"] == "na"
        with pytest.raises(InputError, match="topic must be filled in"):
            await slack.submit(dialog, {"actor": "one"})
        refused = await slack.submit(dialog, {"topic": "bad", "actor": "one"})
        assert refused.errors == {"topic": "No such topic."}
        assert slack.modal_of("ada") is dialog
        await slack.submit(dialog, {"topic": "nato", "actor": "one"})
        assert slack.modal_of("ada") is None
        await slack.press(home, "dialog")
        await slack.settled()
        again = slack.modal_of("ada")
        assert again is not None
        await slack.close(again)
        assert heard == ["submitted bad", "submitted nato", "closed"]
        assert slack.problems == []


async def test_an_event_is_repeated_until_it_is_acknowledged() -> None:
    """Slack sends an event again where nobody took it, with the same id and a count."""
    async with SlackStandIn(ack_timeout=0.05, retry_waits=(0, 0.3)) as slack:
        asked = await slack.mention("@dateline hello")
        assert not asked.acked
        async with serving(slack) as heard:
            await slack.answer_to(asked)
            assert asked.acked
            assert asked.attempts >= 2
            assert heard == [asked.payload["event_id"]]


async def test_the_same_event_can_come_twice() -> None:
    """Bolt does not tell duplicates apart: an app must do so itself."""
    async with SlackStandIn() as slack, serving(slack) as heard:
        for _ in range(2):
            await slack.mention("@dateline hello", event_id="Ev1")
        await slack.settled()
        assert heard == ["Ev1", "Ev1"]


@pytest.mark.parametrize("broken", [False, True])
async def test_the_app_comes_back_after_a_lost_connection(broken: bool) -> None:
    """A request to reconnect and a broken socket both end in a new connection that works."""
    async with SlackStandIn() as slack, serving(slack):
        if broken:
            slack.drop_connections()
        else:
            await slack.disconnect()
        await slack.connected()
        assert (await slack.command("/brief", "nato")).acked
        assert len(slack.calls_to("apps.connections.open")) == 2


async def test_several_connections_share_the_work() -> None:
    """Deliveries go to any one of the app's connections, never to two."""
    async with SlackStandIn() as slack, serving(slack) as first, serving(slack) as second:
        await slack.connected(2)
        for _ in range(4):
            await slack.mention("@dateline hello")
        await slack.settled()
        assert (len(first), len(second)) == (2, 2)


async def test_a_socket_ticket_opens_one_connection() -> None:
    """A made-up or used ticket is turned away."""
    async with SlackStandIn() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        opened = await client.apps_connections_open(app_token=slack.app_token)
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(str(opened["url"])) as socket:
                assert (await socket.receive_json())["type"] == "hello"
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(str(opened["url"]))


async def test_http_mode_sends_signed_requests() -> None:
    """Commands, events and buttons arrive at a URL, and their answers are acknowledgements."""
    async with serving_http() as slack:
        loud = await slack.command("/loud")
        assert loud.ack_payload["text"] == "for all"
        answer = await slack.answer_to(await slack.command("/brief", "nato"))
        await slack.press(answer, "share")
        await slack.wait_for_message(predicate=lambda m: m.text == "for all")
        asked = await slack.mention("@dateline hello")
        assert (await slack.answer_to(asked)).text == "In the archive."
        unhandled = await slack.command("/nobody")
        assert unhandled.reason == "http_error"
        assert "dispatch_failed" in slack.visible_to()[-1].text


async def test_http_mode_is_refused_with_a_wrong_signature() -> None:
    """The signature is one that Bolt checks: with another secret it answers 401."""
    async with serving_http() as slack, aiohttp.ClientSession() as session:
        target = slack._line.target  # type: ignore[union-attr]
        for secret, status in (("other", 401), (slack.signing_secret, 404)):
            headers = signed("{}", secret) | {"Content-Type": "application/json"}
            async with session.post(target, data="{}", headers=headers) as response:
                assert response.status == status


async def test_pings_are_counted_wherever_they_hide() -> None:
    """A mention in text, mrkdwn or rich_text is a ping; one in plain or literal text is none."""
    async with SlackStandIn() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        words = [{"type": "text", "text": "<!channel>"}, {"type": "broadcast", "range": "here"}]
        blocks = [
            {"type": "header", "text": plain("<!here>")},
            section("<!channel> and <@U0000001>"),
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": words}],
            },
        ]
        await client.chat_postMessage(channel="general", text="<!everyone>", blocks=blocks)
        assert slack.pings() == ["<!everyone>", "<!channel>", "<@U0000001>", "broadcast here"]


async def test_waiting_in_vain_says_what_there_was() -> None:
    """A test that waits for the wrong thing reads why."""
    async with SlackStandIn() as slack, serving(slack):
        await slack.answer_to(await slack.command("/brief", "nato"))
        with pytest.raises(TimeoutError, match="about nato"):
            await slack.wait_for_message(predicate=lambda m: m.text == "never", timeout=0.05)


async def test_metadata_is_kept_and_told_only_to_those_who_ask() -> None:
    """History leaves it out unless it is asked for; without a payload it is refused."""
    metadata = {"event_type": "made", "event_payload": {"number": "7"}}
    async with SlackStandIn(scopes=frozenset({"chat:write", "channels:history"})) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        room = slack.general.id
        await client.chat_postMessage(channel=room, text="hello", metadata=metadata)
        plainly = await client.conversations_history(channel=room)
        assert "metadata" not in plainly["messages"][0]
        whole = await client.conversations_history(channel=room, include_all_metadata=True)
        assert whole["messages"][0]["metadata"] == metadata
        with pytest.raises(SlackApiError, match="invalid_metadata_schema"):
            await client.chat_postMessage(channel=room, text="x", metadata={"event_type": "made"})


async def test_history_is_of_the_period_asked_for() -> None:
    """Its ends count only where that is said; each kind of room has a permission of its own."""
    async with SlackStandIn(scopes=frozenset({"chat:write", "channels:history"})) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        room = slack.general.id
        ts = [(await client.chat_postMessage(channel=room, text=str(n)))["ts"] for n in range(4)]
        ends = {"oldest": ts[0], "latest": ts[2]}
        inner = await client.conversations_history(channel=room, **ends)
        assert [each["text"] for each in inner["messages"]] == ["1"]
        outer = await client.conversations_history(channel=room, inclusive=True, **ends)
        assert [each["text"] for each in outer["messages"]] == ["2", "1", "0"]
        with pytest.raises(SlackApiError, match="missing_scope"):
            await client.conversations_history(channel=slack.desk.id)
