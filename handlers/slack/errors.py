"""Slack's refusals and broken connections as our own errors: what to do, and whether to try again.

A failure after which the message may stand is uncertain, and never tried again: a digest that is
missing can be sent by hand, one posted twice cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import ClientConnectorError, ConnectionTimeoutError
from slack_sdk.errors import SlackApiError

from bot.errors import (
    DeliveryError,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)

_REINSTALL = (
    "Slack does not accept the bot token any more; reinstall the app and set SLACK_BOT_TOKEN."
)
_INVITE = "I am not in this channel; invite me with `/invite @Dateline`."
_PRESS_AGAIN = "That took too long for Slack; please press the button again."
_TYPE_AGAIN = "Slack no longer takes answers to this; please type the command again."
_NO_MESSAGES = "I cannot send messages to this account."
_TOO_LONG = "My answer is too long for Slack; ask for less, with `since:`, `by:` or `outlet:`."
#: What the asker can mend: what to tell them.
_ASKERS = {
    "not_in_channel": _INVITE,
    "channel_not_found": (
        "I cannot find this channel, or it is private and I am not in it;"
        " invite me with `/invite @Dateline`."
    ),
    "is_archived": "This channel is archived; unarchive it or choose another one.",
    "expired_trigger_id": _PRESS_AGAIN,
    "exchanged_trigger_id": _PRESS_AGAIN,
    "invalid_trigger_id": _PRESS_AGAIN,
    "trigger_expired": _PRESS_AGAIN,
    "trigger_exchanged": _PRESS_AGAIN,
    "expired_url": _TYPE_AGAIN,
    "used_url": _TYPE_AGAIN,
    "restricted_action": "Apps may not post in this channel; ask an admin to allow it.",
    "thread_not_found": "The thread is gone; please ask again in the channel.",
    "user_is_bot": _NO_MESSAGES,
    "cannot_dm_bot": _NO_MESSAGES,
    "user_disabled": _NO_MESSAGES,
    "user_not_found": _NO_MESSAGES,
    "user_not_in_channel": "You are not in this channel, so that I cannot show it to you there.",
    "msg_too_long": _TOO_LONG,
    "msg_blocks_too_long": _TOO_LONG,
    "view_too_large": _TOO_LONG,
}
#: What only whoever runs the bot can mend.
_OPERATORS = {
    "token_revoked": _REINSTALL,
    "token_expired": _REINSTALL,
    "account_inactive": _REINSTALL,
    "invalid_auth": _REINSTALL,
    "not_authed": _REINSTALL,
    "messages_tab_disabled": "My messages tab is switched off; reinstall the app from app.json.",
}
_ADVICE = {**_ASKERS, **_OPERATORS}
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "service_unavailable", "team_added_to_org", "accesslimited"}
)
_UNSURE = frozenset({"internal_error", "fatal_error", "request_timeout"})
#: Codes that mean: I may not post there, but the asker can be answered through ``response_url``.
NOT_THERE = frozenset({"not_in_channel", "channel_not_found"})
#: Codes that mean: the ``response_url`` has been used five times, or is older than half an hour.
USED_UP = frozenset({"expired_url", "used_url"})
#: Codes that mean: the token is no good any more.
TOKEN_REFUSED = frozenset(code for code, advice in _OPERATORS.items() if advice is _REINSTALL)


def asker_can_mend(error: DeliveryError) -> bool:
    """Tell whether what went wrong is no fault of whoever runs the bot."""
    return error.code in _ASKERS


def as_delivery_error(error: Exception, destination: str) -> DeliveryError:
    """Return a failed call as an error that says what to do and whether trying again can help."""
    if isinstance(error, DeliveryError):
        return error
    if isinstance(error, SlackApiError):
        return _refusal(error, destination)
    if isinstance(error, ClientConnectorError | ConnectionTimeoutError):
        return TemporaryDeliveryError(
            "Slack cannot be reached; it is tried again.",
            destination=destination,
            code=type(error).__name__,
        )
    return UncertainDeliveryError(
        "The connection to Slack broke; nobody knows whether the message was posted.",
        destination=destination,
        code=type(error).__name__,
    )


def _refusal(error: SlackApiError, destination: str) -> DeliveryError:
    status, headers, data = _response(error)
    return refusal(status, headers, data, destination)


def refusal(
    status: int, headers: Mapping[str, str], data: Mapping[str, Any], destination: str
) -> DeliveryError:
    """Return an answer of Slack's that is no yes as an error.

    Args:
        status: of HTTP.
        headers: their names in lower case.
        data: the body as JSON; empty where it was none.
        destination: where the message should have gone.
    """
    code = str(data.get("error") or f"http_{status}")
    if status in (429, 503) or code in _PASSING:
        return TemporaryDeliveryError(
            "Slack is too busy for this message; it is tried again.",
            destination=destination,
            code=code,
            retry_after=_seconds(headers),
        )
    if status >= 500 or code in _UNSURE:
        return UncertainDeliveryError(
            f"Slack failed ({code}); nobody knows whether the message was posted.",
            destination=destination,
            code=code,
        )
    advice = _ADVICE.get(code, f"Slack refused the message ({code}).")
    if code == "missing_scope":
        advice = f"The app lacks the permission {data.get('needed')}; reinstall it from app.json."
    return PermanentDeliveryError(
        advice, destination=destination, code=code, details=_details(data)
    )


def _details(data: Mapping[str, Any]) -> tuple[str, ...]:
    about = data.get("response_metadata")
    lines = about.get("messages") if isinstance(about, dict) else None
    return tuple(map(str, lines)) if isinstance(lines, list) else ()


def _response(error: SlackApiError) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Return status, headers (lower case) and body; what is no JSON object is an empty body."""
    response = error.response
    data = getattr(response, "data", response)
    headers = {key.lower(): value for key, value in getattr(response, "headers", {}).items()}
    status = getattr(response, "status_code", None) or getattr(response, "status", None) or 200
    return int(status), headers, data if isinstance(data, dict) else {}


def _seconds(headers: Mapping[str, str]) -> float | None:
    value = headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None
