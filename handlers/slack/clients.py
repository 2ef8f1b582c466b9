"""Clients of Slack's Web API: how long a call may take, and what is tried again."""

from __future__ import annotations

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.errors import ConfigError
from handlers.slack.retries import retries_of_posts, retries_of_questions

#: How long one call may take, in seconds.
CALL_TIMEOUT = 30


def make_client(settings: Settings, session: ClientSession | None = None) -> AsyncWebClient:
    """Return a Web API client for the settings' bot token.

    Raises:
        ConfigError: SLACK_BOT_TOKEN is not set.
    """
    if settings.slack_bot_token is None:
        raise ConfigError("SLACK_BOT_TOKEN is not set; it starts with xoxb-.")
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=CALL_TIMEOUT,
        session=session,
        retry_handlers=retries_of_questions(),
    )


def for_posting(client: AsyncWebClient) -> AsyncWebClient:
    """Return the same client with retries that cannot post a message twice."""
    return AsyncWebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        session=client.session,
        trust_env_in_session=client.trust_env_in_session,
        retry_handlers=retries_of_posts(),
    )
