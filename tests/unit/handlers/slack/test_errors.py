"""Failed calls as errors that say what to do."""

from __future__ import annotations

import pytest
from aiohttp import ServerDisconnectedError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import (
    DeliveryError,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from handlers.slack.errors import as_delivery_error


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
