"""Whose bot this is, for Bolt, which has to know before a listener runs.

Bolt's own way asks Slack before the first event is acknowledged, and leaves events unanswered for
as long as that fails.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

#: Seconds that an event waits for the answer: it has to be acknowledged within three.
PATIENCE = 1.0


class Authorization(AsyncAuthorize):
    """Asks Slack once whose token the client has; an event that cannot wait goes on without."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._token = client.token
        self._known: AuthorizeResult | None = None
        self._asking = asyncio.Lock()

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult:
        """Return who the bot is, where that is known, and its token."""
        if self._known is None:
            try:
                async with asyncio.timeout(PATIENCE), self._asking:
                    await self._ask()
            except Exception as error:
                log.warning("an event goes on while Slack does not say who I am: %r", error)
        known = self._known
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            team=known.team if known else None,
            url=known.url if known else None,
            bot_user_id=known.bot_user_id if known else None,
            bot_id=known.bot_id if known else None,
            bot_token=self._token,
            user_id=user_id,
        )

    async def _ask(self) -> None:
        if self._known is None:
            said = await self._client.auth_test()
            self._known = AuthorizeResult.from_auth_test_response(
                bot_token=self._token, auth_test_response=said
            )


@contextmanager
def without_token(client: AsyncWebClient) -> Iterator[None]:
    """Hide the token of a client while Bolt is given it: it would warn that it has two ways."""
    token, client.token = client.token, None
    try:
        yield
    finally:
        client.token = token
