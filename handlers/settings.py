"""``/brief settings`` and its forms: what is settled in a channel and in the workspace."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import DatelineError, DeliveryError, InputError
from bot.newsroom.house_rules import OF_CHANNELS, check_value, is_other, read_permission
from bot.records import WORKSPACE_WIDE, SettingName
from handlers.boundary import explain
from handlers.desk import Desk
from handlers.homepage import home_channel, show_home
from handlers.origins import Origin, answer_at
from handlers.permissions import require_admin
from handlers.slack.dialogs import Dialog, open_dialog
from handlers.views.blocks import message_of
from handlers.views.budget import Block, Message
from handlers.views.mrkdwn import escape
from handlers.views.settings import (
    FORM_TITLE,
    NO_DIALOG,
    changed_in_words,
    changed_message,
    channel_form,
    field_of,
    groups_of,
    read_form,
    settings_message,
    workspace_form,
)

log = logging.getLogger(__name__)


async def answer_settings(
    desk: Desk, args: AsyncArgs, name: SettingName | None, value: str
) -> Message | None:
    """Show what is settled, or settle something; return what only the asker sees.

    Raises:
        InputError: there is no such value, or the asker may not settle it.
    """
    channel = str(args.context.channel_id)
    if name is None:
        return await _shown(desk, channel)
    place = channel if name in OF_CHANNELS else WORKSPACE_WIDE
    message = await _settle(desk, args, place, {name: value})
    return await _announce(desk, place, message) if message else message_of("It is so already.")


async def on_change_channel_settings(desk: Desk, args: AsyncArgs) -> None:
    """Open the form of the channel in which the button was pressed."""
    newsroom, channel = desk.newsroom, str(args.context.channel_id)
    dialog = await open_dialog(args, FORM_TITLE)
    here = await newsroom.call(newsroom.rules_at, channel)
    workspace = await newsroom.call(newsroom.rules_at)
    own = {each.name for each in await newsroom.call(newsroom.list_settings, channel)}
    await _fill(dialog, channel_form(here, workspace, own, _metadata(args, place=channel)))


async def on_change_workspace_settings(desk: Desk, args: AsyncArgs) -> None:
    """Open the form of the workspace, for those who may change it."""
    dialog = await open_dialog(args, FORM_TITLE)
    try:
        note = await require_admin(desk, args.client, str(args.context.user_id))
    except InputError as error:
        await dialog.show(message_of(escape(str(error))))
        return
    rules = await desk.newsroom.call(desk.newsroom.rules_at)
    metadata = _metadata(args, place=WORKSPACE_WIDE, groups=groups_of(rules))
    await _fill(dialog, workspace_form(rules, metadata, note))


def find_setting_mistakes(desk: Desk, args: AsyncArgs) -> dict[str, str]:
    """Return what is wrong with a form before it closes, by field."""
    view = args.body["view"]
    place = str(json.loads(view["private_metadata"])["place"])
    mistakes: dict[str, str] = {}
    for name, value in read_form(view).items():
        try:
            check_value(place, name, value)
            if name not in OF_CHANNELS:
                read_permission(value)
        except InputError as error:
            mistakes[field_of(name, value)] = str(error)
    return mistakes


async def on_settings_changed(desk: Desk, args: AsyncArgs) -> None:
    """Settle what the form says, and show what holds then where the form was opened."""
    origin = json.loads(str((args.view or {}).get("private_metadata") or "{}"))
    place, user = str(origin["place"]), str(args.context.user_id)
    try:
        message = await _settle(desk, args, place, read_form(args.view or {}))
        note = message.text if message else "Nothing was changed."
        if message is not None:
            await _announce(desk, place, message)
    except DatelineError as error:
        note = explain(error, desk.new_id(), on_settings_changed.__name__)
    if origin["home"] is not None:
        await show_home(desk, args.client, user, str(origin["home"]), note=note)
        return
    channel, url = str(origin["channel"]), str(origin["response_url"])
    opened_at = Origin(response_url=url, channel=channel, is_private=True)
    await answer_at(desk, args, opened_at, await _shown(desk, channel, note), replace=True)


async def _shown(desk: Desk, channel: str, note: str = "") -> Message:
    """Return what is settled in a channel and in the workspace."""
    newsroom = desk.newsroom
    here = await newsroom.call(newsroom.rules_at, channel)
    workspace = await newsroom.call(newsroom.rules_at)
    return settings_message(here, workspace, channel=channel, note=note, default_zone=_zone(desk))


def _zone(desk: Desk) -> str:
    return desk.newsroom.settings.time_zone


async def _settle(
    desk: Desk, args: AsyncArgs, place: str, values: Mapping[SettingName, str]
) -> Message | None:
    """Settle what differs from what holds; return it in words, None where nothing does.

    Raises:
        InputError: there is no such value, or this person may not settle it.
    """
    newsroom, user = desk.newsroom, str(args.context.user_id)
    is_channel = place != WORKSPACE_WIDE
    beside = "" if is_channel else await require_admin(desk, args.client, user)
    kept = {each.name: each.value for each in await newsroom.call(newsroom.list_settings, place)}
    checked = {name: check_value(place, name, value) for name, value in values.items()}
    changed = {
        name: value
        for name, value in checked.items()
        if is_other(place, name, value, kept.get(name, ""))
    }
    for name, value in changed.items():
        if name not in OF_CHANNELS and value:
            await _require_known_groups(desk, args, value)
    for name, value in changed.items():
        log.info("%s at %s is %r by %s", name, place or "workspace", value, user)
        await newsroom.call(newsroom.change_setting, name, value, place=place, changed_by=user)
    if not changed:
        return None
    rules = await newsroom.call(newsroom.rules_at, place)
    told = [
        changed_in_words(name, rules, is_channel=is_channel, default_zone=_zone(desk))
        for name in changed
    ]
    return changed_message([*told, beside] if beside else told, by=user)


async def _require_known_groups(desk: Desk, args: AsyncArgs, value: str) -> None:
    """Check that it can be told who is in the groups of a permission.

    Raises:
        InputError: it cannot; nobody of the group could do what the setting promises.
    """
    for group, name in read_permission(value).groups:
        try:
            await desk.directory.group(args.client, group)
        except DeliveryError as error:
            raise InputError(
                f"Slack does not tell me who is in the group @{name}; reinstall the app from"
                " app.json with the permission usergroups:read, or name the people."
            ) from error


async def _announce(desk: Desk, place: str, message: Message) -> Message | None:
    """Say what a channel has settled where it holds; return what only the asker is to see."""
    if place == WORKSPACE_WIDE:
        return message
    try:
        await desk.poster.post(place, message)
    except DeliveryError as error:
        log.info("the setting of %s is told to the asker alone: %s", place, error.code)
        return message
    return None


async def _fill(dialog: Dialog, form: Block) -> None:
    """Put the form into the dialog; without one, tell what can be typed instead."""
    if dialog.view_id:
        await dialog.fill(form)
    else:
        await dialog.show(message_of(NO_DIALOG))


def _metadata(args: AsyncArgs, **more: object) -> str:
    where = {
        "response_url": str(args.context.response_url or ""),
        "channel": str(args.context.channel_id or ""),
        "home": home_channel(args),
    }
    return json.dumps({**where, **more})
