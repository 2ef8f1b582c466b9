"""Answers through a ``response_url``."""

from __future__ import annotations

import pytest
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.errors import (
    PermanentDeliveryError,
)
from handlers.playground.standin import SlackStandIn
from handlers.slack.answering import reply
from handlers.slack.errors import USED_UP
from handlers.views.budget import Message


async def test_expired_answer_address_is_an_error() -> None:
    """Slack answers 404 where a response address is unknown or used up; that is not silence."""
    async with SlackStandIn() as slack:
        respond = AsyncRespond(response_url=slack.api_url.replace("/api/", "/response/R0GONE"))
        with pytest.raises(PermanentDeliveryError, match="type the command again") as caught:
            await reply(respond, Message(text="late"))
        assert caught.value.code in USED_UP
