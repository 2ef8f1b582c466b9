"""Files and the menus of messages in the stand-in behave as in Slack."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import InputError
from handlers.playground.filestore import SIGN_IN_PAGE
from handlers.playground.methods import DEFAULT_SCOPES
from handlers.playground.standin import SlackStandIn

MANIFEST = {
    "features": {"shortcuts": [{"callback_id": "keep", "type": "message", "name": "Keep"}]},
    "oauth_config": {"scopes": {"bot": ["files:read"]}},
}


async def fetch(url: str, token: str) -> bytes:
    """Return what is at an address for whoever holds the token."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as web, web.get(url, headers=headers) as response:
        assert response.status == 200
        return await response.read()


async def test_files_are_for_the_token_where_the_bot_is_a_member() -> None:
    """Everybody else gets the page to sign in, with no error."""
    async with SlackStandIn() as slack:
        here, there = slack.upload("a/b <c>.txt", b"here"), slack.upload("b.txt", b"there")
        unshared = slack.upload("c.txt", b"unshared")
        await slack.write("", files=[here])
        await slack.write("", channel="random", files=[there])
        assert await fetch(here["url_private_download"], slack.bot_token) == b"here"
        for file, token in (
            (here, ""),
            (here, "xoxb-other"),
            (there, slack.bot_token),
            (unshared, slack.bot_token),
        ):
            assert await fetch(file["url_private"], token) == SIGN_IN_PAGE.encode()


async def test_files_need_their_scope() -> None:
    """Without ``files:read`` the token opens nothing, and ``files.info`` names what is missing."""
    async with SlackStandIn(scopes=DEFAULT_SCOPES - {"files:read"}) as slack:
        file = slack.upload("a.txt", b"words")
        await slack.write("", files=[file])
        assert await fetch(file["url_private"], slack.bot_token) == SIGN_IN_PAGE.encode()
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError, match="missing_scope"):
            await client.files_info(file=file["id"])


async def test_files_info_tells_what_a_pointer_leaves_out() -> None:
    """A deleted file and one that the bot may not see are refused."""
    async with SlackStandIn() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        pointer = slack.upload("a.pdf", b"%PDF", is_pointer=True)
        gone = slack.upload("b.pdf", b"%PDF", mode="tombstone")
        hidden = slack.upload("c.pdf", b"%PDF")
        await slack.write("", files=[pointer, gone])
        assert "name" not in pointer
        assert gone == {"id": gone["id"], "mode": "tombstone"}
        told = (await client.files_info(file=pointer["id"]))["file"]
        assert (told["name"], told["filetype"], told["size"]) == ("a.pdf", "pdf", 4)
        with pytest.raises(SlackApiError, match="file_deleted"):
            await client.files_info(file=gone["id"])
        with pytest.raises(SlackApiError, match="file_not_found"):
            await client.files_info(file=hidden["id"])


async def test_shared_files_are_announced_where_the_app_listens() -> None:
    """Only where it is subscribed, and a member."""
    heard: list[str] = []
    async with SlackStandIn() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        app = AsyncApp(client=client, signing_secret="secret")

        @app.event("file_shared")
        async def shared(event: dict[str, Any]) -> None:
            heard.append(event["channel_id"])

        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()
        await slack.connected()
        file = slack.upload("a.txt", b"words")
        await slack.write("", files=[file])
        await slack.write("", channel="random", files=[file])
        slack.bot_events = frozenset()
        await slack.write("", files=[file])
        await slack.settled()
        await handler.close_async()
        assert heard == [slack.general.id]


async def test_menus_have_what_the_manifest_says_on_messages_that_all_see() -> None:
    """No other entry, none on what only one person sees, none where the person is not."""
    async with SlackStandIn(manifest=MANIFEST) as slack:
        message = await slack.write("hello", channel="desk")
        with pytest.raises(InputError, match="no message shortcut other"):
            await slack.shortcut("other", message=message)
        with pytest.raises(InputError, match="no global shortcut keep"):
            await slack.shortcut("keep")
        with pytest.raises(InputError, match="ben cannot use a shortcut"):
            await slack.shortcut("keep", user="ben", message=message)
        message.visible_to = slack.ada.id
        with pytest.raises(InputError, match="ada cannot use a shortcut"):
            await slack.shortcut("keep", message=message)


async def test_answer_to_a_command_replaces_nothing() -> None:
    """Slack posts it besides; the stand-in complains, since the app means something else."""
    async with SlackStandIn() as slack:
        url = AsyncWebhookClient(slack._urls.issue(slack.ada.id, slack.general.id))
        await url.send(text="first")
        await url.send(text="second", replace_original=True)
        assert [message.text for message in slack.visible_to()] == ["first", "second"]
        assert len(slack.problems) == 1
