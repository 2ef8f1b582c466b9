"""What people do in the stand-in's workspace, as the app is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.errors import InputError
from handlers.playground.modals import place_view
from handlers.playground.standin import SlackStandIn
from handlers.playground.workspace import Message


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    """Return a workspace whose app never answers; what it would be told is looked at."""
    async with SlackStandIn(ack_timeout=0.01, retry_waits=()) as made:
        yield made


def button_of(slack: SlackStandIn) -> Message:
    """Let the bot post a button in #general."""
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    block = {"type": "actions", "block_id": "b1", "elements": [button]}
    return slack.workspace.post(
        Message(
            channel=slack.general.id,
            ts=slack.workspace.new_ts(),
            author=slack.workspace.bot.id,
            text="Go?",
            blocks=[block],
            by_app=True,
        )
    )


async def test_pressed_button_tells_what_the_fields_around_it_hold(slack: SlackStandIn) -> None:
    """In a message beside the action, in a view within the view, too."""
    state = {"b2": {"words": {"type": "plain_text_input", "value": "nato"}}}
    pressed = await slack.press(button_of(slack), "go", state=state)
    assert pressed.payload["state"] == {"values": state}
    body = {"type": "modal", "blocks": button_of(slack).blocks}
    view = place_view(slack.workspace, slack.ada.id, body)
    pressed = await slack.press(view, "go", state=state)
    assert pressed.payload["view"]["state"] == {"values": state}


async def test_mention_is_one_however_the_name_is_written(slack: SlackStandIn) -> None:
    """Slack shows the name with a capital letter, and completes it so."""
    asked = await slack.mention("@Dateline who?")
    assert asked.payload["event"]["text"] == f"<@{slack.workspace.bot.id}> who?"


async def test_mention_carries_its_files(slack: SlackStandIn) -> None:
    """As a message with a file does that names the bot."""
    file = slack.upload("a.txt", b"words")
    asked = await slack.mention("@dateline this", files=[file])
    assert [each["id"] for each in asked.payload["event"]["files"]] == [file["id"]]


async def test_words_for_everybody_can_stand_in_a_thread(slack: SlackStandIn) -> None:
    """They are no reply to the bot."""
    parent = await slack.write("hello")
    answer = await slack.write("hello yourself", user="ben", thread_ts=parent.ts)
    assert slack.workspace.replies(slack.general.id, parent.ts) == [answer]


async def test_bot_is_invited_by_who_is_there(slack: SlackStandIn) -> None:
    """It is a member then; somebody who is none cannot bring it."""
    bot = slack.workspace.bot.id
    assert bot not in slack.random.members
    await slack.invite("random")
    assert bot in slack.random.members
    with pytest.raises(InputError):
        await slack.invite("desk", user="ben")


async def test_field_that_was_emptied_is_sent_as_nothing(slack: SlackStandIn) -> None:
    """What it held at the beginning does not come back."""
    element = {"type": "plain_text_input", "action_id": "typed", "initial_value": "nato"}
    label = {"type": "plain_text", "text": "Topic"}
    block = {"type": "input", "block_id": "topic", "optional": True, "label": label}
    body = {"type": "modal", "blocks": [block | {"element": element}]}
    view = place_view(slack.workspace, slack.ada.id, body)
    sent = await slack.submit(view, {"topic": ""})
    assert sent.payload["view"]["state"]["values"]["topic"]["typed"]["value"] is None
