"""Who may add, remove and settle things, and what those hear who may not."""

from __future__ import annotations

import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryError, InputError, PermanentDeliveryError
from bot.records import Circle, Permission, SettingName
from handlers.desk import Desk
from handlers.views.settings import ADMINS_UNKNOWN, names_of

log = logging.getLogger(__name__)

_ADMINS = "a workspace admin"
_NOT_NOW = "Slack does not tell at the moment whether you are an admin; please try again."


async def require_adding(desk: Desk, client: AsyncWebClient, user: str) -> None:
    """Check that somebody may add sources and documents.

    Raises:
        InputError: they may not; says who may, and what to do.
    """
    rules = await desk.newsroom.call(desk.newsroom.rules_at)
    if not await _is_allowed(desk, client, rules.adding, user):
        raise InputError(await _refusal(desk, client, SettingName.ADDING, rules.adding))


async def require_removing(desk: Desk, client: AsyncWebClient, user: str, *, added_by: str) -> None:
    """Check that somebody may pause and remove what ``added_by`` added.

    Raises:
        InputError: they may not; says who may, and what to do.
    """
    rules = await desk.newsroom.call(desk.newsroom.rules_at)
    is_own = rules.removing.circle is Circle.ADMINS and bool(user) and user == added_by
    if not is_own and not await _is_allowed(desk, client, rules.removing, user):
        raise InputError(await _refusal(desk, client, SettingName.REMOVING, rules.removing))


async def require_admin(desk: Desk, client: AsyncWebClient, user: str) -> str:
    """Check that somebody may settle things for the workspace; return what to say beside it.

    Where Slack does not tell this app who is an admin at all, everybody may, and is told so.

    Raises:
        InputError: they may not, or Slack cannot be asked now.
    """
    try:
        person = await desk.directory.person(client, user)
    except PermanentDeliveryError as error:
        log.warning("nobody can be told to be an admin (%s): %s", error.code, error)
        return ADMINS_UNKNOWN
    except DeliveryError as error:
        raise InputError(_NOT_NOW) from error
    if not person.is_admin:
        raise InputError(
            "Only workspace admins settle this for the whole workspace; ask one of them."
        )
    return ""


async def _is_allowed(
    desk: Desk, client: AsyncWebClient, permission: Permission, user: str
) -> bool:
    if permission.circle is Circle.EVERYONE or user in permission.people:
        return True
    for group, name in permission.groups:
        try:
            if user in await desk.directory.group(client, group):
                return True
        except DeliveryError as error:
            log.warning("who is in the group %s cannot be told (%s)", name, error.code)
    try:
        return (await desk.directory.person(client, user)).is_admin
    except PermanentDeliveryError as error:
        log.warning("whether %s is an admin cannot be told (%s)", user, error.code)
        return False
    except DeliveryError as error:
        raise InputError(_NOT_NOW) from error


async def _refusal(
    desk: Desk, client: AsyncWebClient, name: SettingName, permission: Permission
) -> str:
    """Return who may do it, and what to do."""
    known = dict(permission.groups)
    for user in permission.people:
        try:
            known[user] = (await desk.directory.person(client, user)).name
        except DeliveryError:
            continue
    who = names_of(permission, known) or ""
    if name is SettingName.ADDING:
        allowed = f"{who} or {_ADMINS}" if who else "Workspace admins"
        return (
            f"You may not add sources here. {allowed} may: ask them to add it, or an admin to let"
            " you (`/brief settings adding everyone`)."
        )
    allowed = f"{who} or {_ADMINS}" if who else "Whoever added it or a workspace admin"
    return (
        f"You may not pause or remove this source. {allowed} may: ask them, or an admin to let"
        " you (`/brief settings removing everyone`)."
    )
