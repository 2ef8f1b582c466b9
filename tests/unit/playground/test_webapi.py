"""The stand-in's Web API refuses what Slack refuses, in Slack's words, to the real client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.playground.standin import SlackStandIn


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        """Return its time."""
        return self.now


def section(text: str, **more: Any) -> dict[str, Any]:
    """Return a section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a modal."""
    title = {"type": "plain_text", "text": "Filters"}
    return {"type": "modal", "title": title, "blocks": list(blocks), **more}


def client_of(slack: SlackStandIn, **more: Any) -> AsyncWebClient:
    """Return the real client without retries, pointed at the stand-in."""
    options: dict[str, Any] = {"token": slack.bot_token, "retry_handlers": [], **more}
    return AsyncWebClient(base_url=slack.api_url, **options)


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    """Return a running stand-in."""
    async with SlackStandIn() as running:
        yield running


async def refusal(slack: SlackStandIn, method: str, **arguments: Any) -> dict[str, Any]:
    """Return the body of the refusal that a call gets."""
    with pytest.raises(SlackApiError) as caught:
        await client_of(slack).api_call(method, json=arguments)
    assert isinstance(caught.value.response.data, dict)
    return caught.value.response.data


async def test_it_listens_on_loopback_only(slack: SlackStandIn) -> None:
    """Nothing outside this machine can reach it."""
    assert slack.api_url.startswith("http://127.0.0.1:")
    assert slack.api_url.endswith("/api/")


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-other", "invalid_auth"), ("xapp-", "not_allowed_token_type")],
)
async def test_tokens(slack: SlackStandIn, token: str, error: str) -> None:
    """A missing, a wrong and a misplaced token are told apart."""
    token = slack.app_token if token == "xapp-" else token
    with pytest.raises(SlackApiError, match=error):
        await client_of(slack, token=token).auth_test()


async def test_who_the_token_belongs_to(slack: SlackStandIn) -> None:
    """``auth.test`` names the bot; only the app token opens connections."""
    who = await client_of(slack).auth_test()
    assert who["user_id"] == slack.workspace.bot.id
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client_of(slack).apps_connections_open(app_token=slack.bot_token)


async def test_an_unknown_method(slack: SlackStandIn) -> None:
    """A method that does not exist is refused by name."""
    assert (await refusal(slack, "chat.postMesage"))["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("body", "error"), [("{", "invalid_json"), ("[1]", "json_not_object"), ("", "no_text")]
)
async def test_a_body_that_is_no_object(slack: SlackStandIn, body: str, error: str) -> None:
    """JSON that cannot be read has its own refusals; an empty body counts as no arguments."""
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    url = f"{slack.api_url}chat.postMessage?channel={slack.general.id}"
    async with ClientSession() as session, session.post(url, data=body, headers=headers) as reply:
        assert (await reply.json())["error"] == error


async def test_a_missing_argument(slack: SlackStandIn) -> None:
    """A required argument that is missing is named."""
    reply = await refusal(slack, "chat.update", channel=slack.general.id, text="x")
    assert reply["error"] == "invalid_arguments"
    assert reply["response_metadata"]["messages"] == ["[ERROR] missing required field: ts"]


async def test_a_missing_scope() -> None:
    """A call without its scope says which is needed and which are there."""
    async with SlackStandIn(scopes=frozenset({"chat:write", "im:read"})) as slack:
        reply = await refusal(slack, "users.info", user=slack.ada.id)
        assert reply["error"] == "missing_scope"
        assert (reply["needed"], reply["provided"]) == ("users:read", "chat:write,im:read")
        room = await refusal(slack, "conversations.info", channel=slack.general.id)
        assert room["needed"] == "channels:read"
        direct = slack.workspace.direct_with(slack.ada.id).id
        assert (await client_of(slack).conversations_info(channel=direct))["channel"]["is_im"]


async def test_a_manifest_sets_scopes_commands_and_events() -> None:
    """With a manifest, only what it asks for is there."""
    manifest = {
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
        "features": {"slash_commands": [{"command": "/brief"}]},
    }
    async with SlackStandIn(manifest=manifest) as slack:
        assert (await refusal(slack, "users.list"))["error"] == "missing_scope"
        assert slack.bot_events == {"app_mention"}
        with pytest.raises(ValueError, match="/nope is not a valid command"):
            await slack.command("/nope")
        with pytest.raises(ValueError, match="not subscribed to app_home_opened"):
            await slack.open_home()


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C404", "channel_not_found"),
        ("#nowhere", "channel_not_found"),
        ("archive", "is_archived"),
        ("secret", "channel_not_found"),
    ],
)
async def test_where_the_app_may_not_post(slack: SlackStandIn, channel: str, error: str) -> None:
    """A private channel without the bot looks as if it did not exist."""
    slack.workspace.add_channel("secret", private=True, members={slack.ada.id})
    reply = await refusal(slack, "chat.postMessage", channel=channel, text="x")
    assert reply["error"] == error


async def test_a_public_channel_without_the_bot(slack: SlackStandIn) -> None:
    """``chat:write.public`` lets it post there, but not whisper."""
    posted = await client_of(slack).chat_postMessage(channel=slack.random.id, text="x")
    assert posted["ok"]
    slack._context.scopes = frozenset({"chat:write"})
    reply = await refusal(slack, "chat.postMessage", channel=slack.random.id, text="x")
    assert reply["error"] == "not_in_channel"
    whisper = {"channel": slack.random.id, "user": slack.ada.id, "text": "x"}
    assert (await refusal(slack, "chat.postEphemeral", **whisper))["error"] == "not_in_channel"


async def test_an_ephemeral_needs_its_reader_in_the_channel(slack: SlackStandIn) -> None:
    """Whispering to somebody who is elsewhere fails; what is whispered cannot be edited."""
    client = client_of(slack)
    outside = {"channel": slack.desk.id, "user": slack.ben.id, "text": "x"}
    assert (await refusal(slack, "chat.postEphemeral", **outside))["error"] == "user_not_in_channel"
    sent = await client.chat_postEphemeral(channel=slack.general.id, user=slack.ada.id, text="x")
    edit = {"channel": slack.general.id, "ts": sent["message_ts"], "text": "y"}
    assert (await refusal(slack, "chat.update", **edit))["error"] == "message_not_found"
    assert [message.text for message in slack.visible_to("ada")] == ["x"]
    assert slack.visible_to("ben") == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "no_text"),
        ({"text": " "}, "no_text"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"text": "x", "blocks": "not json"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("a" * 2900)] * 4}, "msg_blocks_too_long"),
        ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    ],
)
async def test_what_a_message_must_not_be(
    slack: SlackStandIn, arguments: dict[str, Any], error: str
) -> None:
    """Every kind of bad content has its own refusal."""
    reply = await refusal(slack, "chat.postMessage", channel=slack.general.id, **arguments)
    assert reply["error"] == error
    assert slack.workspace.messages == []


async def test_a_long_text_is_cut_with_a_warning(slack: SlackStandIn) -> None:
    """Slack cuts text at 40,000 characters and says so."""
    reply = await client_of(slack).chat_postMessage(channel=slack.general.id, text="x" * 40_001)
    assert reply["warning"] == "message_truncated"
    assert len(reply["message"]["text"]) == 40_000


async def test_timestamps_are_unique_and_increase() -> None:
    """Two messages in the same microsecond still have two timestamps."""
    async with SlackStandIn(clock=Clock()) as slack:
        client = client_of(slack)
        sent = [await client.chat_postMessage(channel="general", text="x") for _ in range(3)]
        stamps = [str(reply["ts"]) for reply in sent]
        assert stamps == sorted(set(stamps))


async def test_a_reply_to_a_reply_goes_to_the_thread_and_is_noted(slack: SlackStandIn) -> None:
    """A reply's own timestamp is no thread."""
    client = client_of(slack)
    parent = await client.chat_postMessage(channel="general", text="parent")
    room = {"channel": slack.general.id}
    reply = await client.chat_postMessage(**room, text="reply", thread_ts=parent["ts"])
    await client.chat_postMessage(**room, text="again", thread_ts=reply["ts"])
    assert [
        message.text for message in slack.workspace.replies(slack.general.id, parent["ts"])
    ] == [
        "reply",
        "again",
    ]
    assert "is a reply" in slack.problems[0]


async def test_only_own_messages_change(slack: SlackStandIn) -> None:
    """The app can edit and delete what it said, not what people said."""
    client, room = client_of(slack), slack.general
    theirs = slack._say(slack.ada, room, "mine", None)
    own = await client.chat_postMessage(channel=room.id, text="first")
    edit = {"channel": room.id, "ts": theirs.ts}
    assert (await refusal(slack, "chat.update", **edit, text="x"))["error"] == "cant_update_message"
    assert (await refusal(slack, "chat.delete", **edit))["error"] == "cant_delete_message"
    await client.chat_update(channel=room.id, ts=own["ts"], text="second")
    assert [message.text for message in slack.visible_to()] == ["mine", "second"]
    await client.chat_delete(channel=room.id, ts=own["ts"])
    assert [message.text for message in slack.visible_to()] == ["mine"]
    gone = await refusal(slack, "chat.delete", channel=room.id, ts=own["ts"])
    assert gone["error"] == "message_not_found"


async def test_a_stream_has_a_beginning_and_an_end(slack: SlackStandIn) -> None:
    """Appending works between start and stop only, and channels need a recipient."""
    client = client_of(slack)
    alone = await refusal(slack, "chat.startStream", channel=slack.general.id)
    assert alone["error"] == "missing_recipient_user_id"
    asked = slack._say(slack.ada, slack.general, "a question", None)
    stream = await client.chat_stream(
        channel=slack.general.id,
        thread_ts=asked.ts,
        recipient_user_id=slack.ada.id,
        recipient_team_id=slack.workspace.team_id,
        buffer_size=1,
    )
    await stream.append(markdown_text="one ")
    await stream.append(markdown_text="two")
    await stream.stop(blocks=[section("end")])
    message = slack.visible_to()[-1]
    assert (message.text, message.streaming, len(message.blocks)) == ("one two", False, 1)
    late = {"channel": slack.general.id, "ts": message.ts, "markdown_text": "x"}
    assert (await refusal(slack, "chat.appendStream", **late))["error"] == (
        "message_not_in_streaming_state"
    )


async def test_triggers_are_used_once_within_three_seconds() -> None:
    """A modal opens with a fresh trigger only."""
    clock = Clock()
    async with SlackStandIn(clock=clock) as slack:
        issue, view = slack._context.triggers.issue, modal(section("x"))
        fresh, old = issue(slack.ada.id), issue(slack.ada.id)
        opened = await client_of(slack).views_open(trigger_id=fresh, view=view)
        assert slack.modal_of("ada") is not None
        again = await refusal(slack, "views.open", trigger_id=fresh, view=view)
        assert again["error"] == "exchanged_trigger_id"
        clock.now += 3.1
        late = await refusal(slack, "views.open", trigger_id=old, view=view)
        assert late["error"] == "expired_trigger_id"
        made_up = await refusal(slack, "views.open", trigger_id="1.2.3", view=view)
        assert made_up["error"] == "invalid_trigger_id"
        assert opened["view"]["id"] == slack.modal_of("ada").id  # type: ignore[union-attr]


async def test_modals_stack_three_deep_and_have_hashes(slack: SlackStandIn) -> None:
    """A fourth modal is refused, and an update with an old hash, too."""
    client, issue = client_of(slack), slack._context.triggers.issue
    view = modal(section("x"))
    opened = await client.views_open(trigger_id=issue(slack.ada.id), view=view)
    for _ in range(2):
        await client.views_push(trigger_id=issue(slack.ada.id), view=view)
    fourth = await refusal(slack, "views.push", trigger_id=issue(slack.ada.id), view=view)
    assert fourth["error"] == "push_limit_reached"
    change = {"view_id": opened["view"]["id"], "hash": opened["view"]["hash"], "view": view}
    await client.views_update(**change)
    assert (await refusal(slack, "views.update", **change))["error"] == "hash_conflict"
    unknown = await refusal(slack, "views.update", view_id="V404", view=view)
    assert unknown["error"] == "not_found"


async def test_views_are_checked(slack: SlackStandIn) -> None:
    """A modal with an input needs a submit button; a home tab is no modal."""
    field = {
        "type": "input",
        "label": {"type": "plain_text", "text": "Topic"},
        "element": {"type": "plain_text_input", "action_id": "topic"},
    }
    trigger = slack._context.triggers.issue(slack.ada.id)
    reply = await refusal(slack, "views.open", trigger_id=trigger, view=modal(field))
    assert reply["error"] == "invalid_arguments"
    assert "submit is required" in reply["response_metadata"]["messages"][0]
    home = {"type": "home", "blocks": [section("hello")]}
    await client_of(slack).views_publish(user_id=slack.ada.id, view=home)
    assert slack.home_of("ada") is not None
    assert slack.home_of("ben") is None


async def test_people_and_channels_can_be_looked_up(slack: SlackStandIn) -> None:
    """Users have time zones, channels have members, and lists come in pages."""
    client = client_of(slack)
    ada = (await client.users_info(user=slack.ada.id))["user"]
    assert ada["tz"] == "Europe/Berlin"
    assert ada["tz_offset"] in (3600, 7200)
    first = await client.conversations_list(limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_list(limit=2, cursor=cursor)
    names = [room["name"] for reply in (first, rest) for room in reply["channels"]]
    assert names == ["general", "random", "archive"]
    members = (await client.conversations_members(channel=slack.desk.id))["members"]
    assert set(members) == {slack.ada.id, slack.workspace.bot.id}
    opened = await client.conversations_open(users=[slack.ben.id])
    assert opened["channel"]["id"] == slack.workspace.direct_with(slack.ben.id).id
    mine = await client.users_conversations(types="public_channel,private_channel")
    assert {room["name"] for room in mine["channels"]} == {"general", "archive", "desk"}


async def test_history_leaves_out_threads_and_ephemerals(slack: SlackStandIn) -> None:
    """The app reads what everybody can read, newest first."""
    slack._context.scopes |= {"channels:history"}
    client, room = client_of(slack), {"channel": slack.general.id}
    parent = await client.chat_postMessage(**room, text="parent")
    await client.chat_postMessage(**room, text="reply", thread_ts=parent["ts"])
    await client.chat_postEphemeral(**room, user=slack.ada.id, text="secret")
    await client.chat_postMessage(**room, text="newest")
    history = (await client.conversations_history(**room))["messages"]
    assert [message["text"] for message in history] == ["newest", "parent"]
    thread = (await client.conversations_replies(**room, ts=parent["ts"]))["messages"]
    assert [message["text"] for message in thread] == ["parent", "reply"]


async def test_an_upload_is_shared_as_a_message(slack: SlackStandIn) -> None:
    """The SDK's three-step upload works, and only the app's token reads the file back."""
    await client_of(slack).files_upload_v2(
        channel=slack.general.id, filename="brief.md", content="# NATO", initial_comment="Here"
    )
    message = slack.visible_to("ben")[-1]
    assert (message.text, message.files[0]["name"]) == ("Here", "brief.md")
    stored = slack.workspace.files[message.files[0]["id"]]
    assert stored["content"] == b"# NATO"


async def test_an_uploaded_picture_is_known_as_one(slack: SlackStandIn) -> None:
    """Its type is told by the ending of its name, so that it is shown and not only offered."""
    await client_of(slack).files_upload_v2(
        channel=slack.general.id, filename="timeline.png", content=b"\x89PNG", initial_comment=""
    )
    (file,) = slack.visible_to("ben")[-1].files
    assert (file["mimetype"], file["pretty_type"]) == ("image/png", "PNG")


async def test_links_are_unfurled_only_where_they_stand(slack: SlackStandIn) -> None:
    """A preview needs its link in the message."""
    message = slack._say(slack.ada, slack.general, "see https://dateline.example/d/1", None)
    where = {"channel": slack.general.id, "ts": message.ts}
    preview = {"blocks": [section("Line")]}
    url = "https://dateline.example/d/1"
    await client_of(slack).chat_unfurl(**where, unfurls={url: preview})
    assert url in message.unfurls
    wrong = await refusal(slack, "chat.unfurl", **where, unfurls={"https://x.example": preview})
    assert wrong["error"] == "cannot_unfurl_url"


async def test_reactions_prompts_and_status(slack: SlackStandIn) -> None:
    """A reaction counts once; a status goes when something is posted in its thread."""
    client = client_of(slack)
    asked = slack._say(slack.ada, slack.general, "a question", None)
    where = {"channel": slack.general.id, "timestamp": asked.ts, "name": "eyes"}
    slack._context.scopes |= {"reactions:write"}
    await client.reactions_add(**where)
    assert (await refusal(slack, "reactions.add", **where))["error"] == "already_reacted"
    thread = {"channel_id": slack.general.id, "thread_ts": asked.ts}
    await client.assistant_threads_setStatus(**thread, status="is reading")
    assert slack.workspace.statuses[slack.general.id, asked.ts] == "is reading"
    await client.chat_postMessage(channel=slack.general.id, text="x", thread_ts=asked.ts)
    assert slack.workspace.statuses == {}
    prompts = [{"title": "NATO", "message": "brief me on nato"}]
    await client.assistant_threads_setSuggestedPrompts(**thread, prompts=prompts)
    assert slack.workspace.prompts[slack.general.id, asked.ts] == prompts
