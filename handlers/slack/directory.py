"""What Slack tells of people, groups and channels, remembered for a short while."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.errors import as_delivery_error

T = TypeVar("T")

#: Seconds for which an answer holds.
REMEMBERED_SECONDS = 60.0
_MOST_REMEMBERED = 2000
_MOST_PAGES, _ON_A_PAGE = 10, 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A member of the workspace.

    Attributes:
        name: what others call them.
        is_admin: an admin or owner of the workspace.
    """

    id: str
    name: str
    is_admin: bool = False


@dataclass(slots=True)
class Directory:
    """Asks Slack, and remembers the answers; a failure is a ``DeliveryError``.

    Attributes:
        now: seconds of any clock that only goes forward.
    """

    now: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, Any]] = field(default_factory=dict)

    async def person(self, client: AsyncWebClient, user: str) -> Person:
        """Return a member.

        Raises:
            DeliveryError: Slack does not tell.
        """

        async def ask() -> Person:
            found = (await client.users_info(user=user))["user"]
            profile = found.get("profile") or {}
            name = profile.get("display_name") or found.get("real_name") or found.get("name")
            is_admin = bool(found.get("is_admin") or found.get("is_owner"))
            return Person(id=user, name=str(name or user), is_admin=is_admin)

        return await self._remembered(f"person {user}", ask)

    async def group(self, client: AsyncWebClient, group: str) -> frozenset[str]:
        """Return the ids of the members of a group.

        Raises:
            DeliveryError: Slack does not tell.
        """

        async def ask() -> frozenset[str]:
            found = await client.usergroups_users_list(usergroup=group)
            return frozenset(map(str, found["users"]))

        return await self._remembered(f"group {group}", ask)

    async def public_channels(self, client: AsyncWebClient) -> frozenset[str]:
        """Return the ids of the public channels in which the bot is.

        Raises:
            DeliveryError: Slack does not tell.
        """

        async def ask() -> frozenset[str]:
            ids: set[str] = set()
            cursor = ""
            for _ in range(_MOST_PAGES):
                page = await client.users_conversations(
                    types="public_channel", limit=_ON_A_PAGE, cursor=cursor
                )
                ids |= {str(each["id"]) for each in page["channels"]}
                cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
                if not cursor:
                    break
            return frozenset(ids)

        return await self._remembered("public channels", ask)

    async def _remembered(self, key: str, ask: Callable[[], Awaitable[T]]) -> T:
        now = self.now()
        if key in self._known and now < self._known[key][0]:
            known: T = self._known[key][1]
            return known
        try:
            answer = await ask()
        except Exception as error:
            raise as_delivery_error(error, key) from error
        if len(self._known) >= _MOST_REMEMBERED:
            self._known = {each: kept for each, kept in self._known.items() if now < kept[0]}
        self._known[key] = (now + REMEMBERED_SECONDS, answer)
        return answer
