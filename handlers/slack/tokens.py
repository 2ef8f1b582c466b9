"""Are the tokens there, of the right kind, and does Slack accept them? Asked before serving.

Socket Mode's own client tries for ever with a bad token; a person should hear at once.
"""

from __future__ import annotations

import asyncio
import logging

from aiohttp import ClientError
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.errors import ConfigError, TemporaryDeliveryError
from handlers.slack.clients import make_client
from handlers.slack.errors import as_delivery_error

log = logging.getLogger(__name__)

#: Permissions that an admin may leave out. Without those to read history Slack sends no messages of
#: channels, so that follow-ups in a thread need a mention, and the first answer does not promise
#: otherwise; an interrupted digest is reported and not found again. Without ``channels:read`` the
#: home tab shows a person's own orders only, without ``usergroups:read`` no group can be named in
#: the settings, and without those for links nothing hangs below them.
OPTIONAL_SCOPES = frozenset(
    "channels:history channels:read groups:history links:read links:write usergroups:read".split()
)
#: The permissions in the manifest that are needed; an app installed from an older one lacks some.
SCOPES = frozenset(
    "app_mentions:read assistant:write chat:write commands files:read files:write im:history"
    " im:write users:read".split()
)
_BOT = ("SLACK_BOT_TOKEN", "xoxb-", "“OAuth & Permissions”")
_APP = ("SLACK_APP_TOKEN", "xapp-", "“Basic Information”, “App-Level Tokens”")


def require_tokens(settings: Settings, *, http: bool) -> None:
    """Check that every token needed is set and looks right.

    Raises:
        ConfigError: names everything that is missing or mixed up.
    """
    problems = [_problem(settings.slack_bot_token, *_BOT)]
    if http:
        if settings.slack_signing_secret is None:
            problems.append("SLACK_SIGNING_SECRET is not set; see “Basic Information”")
    else:
        problems.append(_problem(settings.slack_app_token, *_APP))
    found = [problem for problem in problems if problem]
    if found:
        raise ConfigError(f"{'; '.join(found)}.")


async def check_tokens(settings: Settings, client: AsyncWebClient | None = None) -> str:
    """Ask Slack about the tokens that are set; return whose bot it is, and what it lacks, in words.

    Raises:
        ConfigError: Slack refuses a token; says which, and where to find the right one.
        TemporaryDeliveryError: Slack cannot be reached.
    """
    client = client or make_client(settings)
    who, granted = await _asked(client.auth_test(), *_BOT)
    if settings.slack_app_token is not None:
        token = settings.slack_app_token.get_secret_value()
        await _asked(client.apps_connections_open(app_token=token), *_APP)
    return f"connected as @{who.get('user')} in {who.get('team')}{_lacking(granted)}"


async def watch_tokens(settings: Settings, client: AsyncWebClient, refused: asyncio.Event) -> None:
    """Ask Slack about the tokens whenever one was ``refused``; come back only where one stays so.

    A refusal can pass, as Slack has been seen to refuse good tokens while it was in trouble: then
    serving goes on.

    Raises:
        ConfigError: Slack refuses a token for good; says which, and where to find the right one.
    """
    while True:
        await refused.wait()
        refused.clear()
        try:
            await check_tokens(settings, client)
        except TemporaryDeliveryError as error:
            log.warning("whether the tokens still hold cannot be asked now: %s", error)
        else:
            log.warning("Slack refused a token that it takes again")


def _lacking(granted: str) -> str:
    """Return which permissions are missing of those that Slack says were granted."""
    missing = sorted(SCOPES - {each.strip() for each in granted.split(",")}) if granted else []
    if not missing:
        return ""
    names = ", ".join(missing)
    return f"; it lacks the permission {names}: reinstall the app from app.json"


def _problem(token: SecretStr | None, name: str, prefix: str, place: str) -> str:
    if token is None or not token.get_secret_value():
        return f"{name} is not set; it starts with {prefix}, see {place} of the app's settings"
    if not token.get_secret_value().startswith(prefix):
        return f"{name} does not start with {prefix}; see {place} of the app's settings"
    return ""


async def _asked(call: object, name: str, prefix: str, place: str) -> tuple[dict[str, object], str]:
    """Return what Slack answered, and which permissions it says that the token has."""
    try:
        response = await call  # type: ignore[misc]
    except SlackApiError as error:
        failure = as_delivery_error(error, name)
        if isinstance(failure, TemporaryDeliveryError):
            raise failure from error
        raise ConfigError(
            f"Slack refuses {name} ({failure.code}); copy the token that starts with {prefix}"
            f" from {place} of the app's settings."
        ) from error
    except (ClientError, OSError, TimeoutError) as error:
        raise TemporaryDeliveryError(
            f"Slack cannot be reached ({type(error).__name__}); check the network.", code=name
        ) from error
    headers = {key.lower(): str(value) for key, value in response.headers.items()}
    return dict(response.data), headers.get("x-oauth-scopes", "")
