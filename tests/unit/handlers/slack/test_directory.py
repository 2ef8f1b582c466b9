"""What Slack tells is remembered for a short while, and what it refuses is not."""

from __future__ import annotations

from typing import Any, cast

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import PermanentDeliveryError
from handlers.slack.directory import REMEMBERED_SECONDS, Directory


class Asked:
    """A client that counts what it is asked, and refuses until it is told not to."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.count = 0
        self.refuses = refuses

    async def users_info(self, user: str) -> dict[str, Any]:
        """Describe a member."""
        self.count += 1
        if self.refuses:
            raise SlackApiError("no", {"ok": False, "error": "missing_scope"})
        return {"user": {"real_name": "Ada Example", "is_owner": True, "profile": {}}}

    async def users_conversations(self, *, types: str, limit: int, cursor: str) -> dict[str, Any]:
        """Return two pages of public channels."""
        self.count += 1
        following = "2" if not cursor else ""
        found = [{"id": f"C{cursor or 1}"}]
        return {"channels": found, "response_metadata": {"next_cursor": following}}


def client(asked: Asked) -> AsyncWebClient:
    """Return it as the type that the directory takes."""
    return cast(AsyncWebClient, asked)


async def test_owner_counts_as_admin_and_is_asked_for_once() -> None:
    """For a while; then Slack is asked again."""
    moment = [0.0]
    directory, asked = Directory(now=lambda: moment[0]), Asked()
    for _ in range(3):
        person = await directory.person(client(asked), "U1")
    assert (person.name, person.is_admin, asked.count) == ("Ada Example", True, 1)
    moment[0] = REMEMBERED_SECONDS
    await directory.person(client(asked), "U1")
    assert asked.count == 2


async def test_refusal_is_not_remembered() -> None:
    """A permission that was granted meanwhile works at once."""
    directory, asked = Directory(), Asked(refuses=True)
    with pytest.raises(PermanentDeliveryError):
        await directory.person(client(asked), "U1")
    asked.refuses = False
    assert (await directory.person(client(asked), "U1")).is_admin


async def test_all_pages_of_channels_are_read() -> None:
    """Many channels come in several pages."""
    assert await Directory().public_channels(client(Asked())) == {"C1", "C2"}
