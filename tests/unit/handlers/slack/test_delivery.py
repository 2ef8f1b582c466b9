"""The pace of posts, and failed calls as errors that say what to do."""

from __future__ import annotations

import pytest
from aiohttp import ServerDisconnectedError
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.config import Settings
from bot.errors import (
    ConfigError,
    DeliveryError,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from handlers.playground.standin import SlackStandIn
from handlers.slack.delivery import Pace, Poster, make_sender, reply
from handlers.slack.errors import USED_UP, as_delivery_error
from handlers.views.blocks import section
from handlers.views.budget import Message


async def test_posts_in_one_channel_are_spaced_and_others_do_not_wait() -> None:
    """Three posts at once in one channel go out one second apart; another channel goes at once."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    moment = [100.0]
    pace = Pace(1.0, now=lambda: moment[0], sleep=sleep)
    for channel in ("C1", "C1", "C2", "C1"):
        await pace.turn(channel)
    assert slept == [1.0, 2.0]
    moment[0] = 110.0
    await pace.turn("C1")
    assert slept == [1.0, 2.0]


async def test_pace_forgets_quiet_channels() -> None:
    """A bot in thousands of channels does not remember them all for ever."""
    moment = [0.0]
    pace = Pace(1.0, now=lambda: moment[0])
    for number in range(5000):
        moment[0] += 1.0
        await pace.turn(f"C{number}")
    assert len(pace._free_at) <= 1002


def refusal(status: int, data: object, headers: dict[str, str] | None = None) -> SlackApiError:
    """Return an error as the SDK raises it."""
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="https://slack.example/api/chat.postMessage",
        req_args={},
        data=data,  # type: ignore[arg-type]
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("failed", response)


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (refusal(200, {"ok": False, "error": "ratelimited"}), TemporaryDeliveryError, None),
        (refusal(503, "<html>down</html>"), TemporaryDeliveryError, "http_503"),
        (refusal(500, ""), UncertainDeliveryError, "http_500"),
        (refusal(502, {}), UncertainDeliveryError, "http_502"),
        (refusal(200, {"ok": False, "error": "fatal_error"}), UncertainDeliveryError, None),
        (refusal(200, {"ok": False, "error": "msg_blocks_too_long"}), PermanentDeliveryError, None),
        (refusal(200, {}), PermanentDeliveryError, "http_200"),
        (ServerDisconnectedError(), UncertainDeliveryError, "ServerDisconnectedError"),
        (TimeoutError(), UncertainDeliveryError, "TimeoutError"),
        (AttributeError("data"), UncertainDeliveryError, "AttributeError"),
    ],
)
def test_failure_says_whether_trying_again_can_help(
    error: Exception, kind: type[DeliveryError], code: str | None
) -> None:
    """Whatever Slack or the network answers, the kind of error is decided, in words."""
    made = as_delivery_error(error, "C1")
    assert type(made) is kind
    assert made.destination == "C1"
    assert str(made).endswith((".", "`"))
    if code:
        assert made.code == code


def test_waiting_time_is_passed_on() -> None:
    """Retry-After in whatever case; nonsense is no waiting time."""
    for value, expected in (("7", 7.0), ("soon", None), ("", None)):
        made = as_delivery_error(refusal(429, {}, {"Retry-After": value}), "C1")
        assert isinstance(made, TemporaryDeliveryError)
        assert made.retry_after == expected


def test_missing_permission_is_named() -> None:
    """Who reads it knows which scope to add."""
    error = refusal(200, {"ok": False, "error": "missing_scope", "needed": "chat:write"})
    assert "chat:write" in str(as_delivery_error(error, "C1"))


async def test_expired_answer_address_is_an_error() -> None:
    """Slack answers 404 where a response address is unknown or used up; that is not silence."""
    async with SlackStandIn() as slack:
        respond = AsyncRespond(response_url=slack.api_url.replace("/api/", "/response/R0GONE"))
        with pytest.raises(PermanentDeliveryError, match="type the command again") as caught:
            await reply(respond, Message(text="late"))
        assert caught.value.code in USED_UP


def test_sender_needs_a_token() -> None:
    """Without a token there is a clear sentence, not a failing call."""
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN"):
        make_sender(Settings())


async def test_edit_that_is_too_long_says_that_there_was_more() -> None:
    """A message that stands holds one part; nothing is posted beside it."""
    manifest = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}
    async with SlackStandIn(manifest=manifest) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        poster = Poster(client, pace=Pace(0))
        channel = slack.general.id
        posted = await poster.post(channel, Message(text="One moment"))
        slack.refuse("chat.update", "msg_blocks_too_long")
        lines = tuple(section(f"line {number}") for number in range(4))
        await poster.edit(channel, posted, Message(text="Four lines", blocks=lines))
        (only,) = slack.visible_to()
        assert "line 0" in str(only.blocks)
        assert "line 3" not in str(only.blocks)
        assert "too long for Slack" in str(only.blocks)
