"""What Slack sends to an app, built from the stand-in's state. Pure: state in, JSON out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bot.errors import InputError, NotFoundError
from handlers.playground.api import message_json
from handlers.playground.blockcheck import elements_of
from handlers.playground.modals import view_json
from handlers.playground.workspace import Channel, Json, Message, User, View, Workspace

_NAME = re.compile(r"(?<![\w<])([@#])([\w.-]*\w)")
# The stop or comma behind an address is none of it.
_LINK = re.compile(r"(?<![<|])\bhttps?://[^\s<>|]*[^\s<>|.,;:!?)\]]")


def typed(workspace: Workspace, text: str, *, names: bool = True, links: bool = True) -> str:
    """Turn what a person types into what Slack hands on: escaped, names and links as ids.

    Args:
        names: turn ``@ada`` and ``#news`` into ``<@U...>`` and ``<#C...|news>``.
        links: put addresses into angle brackets.
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if links:
        escaped = _LINK.sub(lambda match: f"<{match.group()}>", escaped)
    return _NAME.sub(lambda match: _named(workspace, match), escaped) if names else escaped


def _named(workspace: Workspace, match: re.Match[str]) -> str:
    sign, name = match.groups()
    try:
        if sign == "@":
            return f"<@{workspace.user_of(name).id}>"
        return f"<#{workspace.channel_of(name).id}|{name}>"
    except NotFoundError:
        groups = [each for each in workspace.groups.values() if sign == "@" and each.handle == name]
        return f"<!subteam^{groups[0].id}|@{name}>" if groups else match.group()


def command_payload(
    workspace: Workspace,
    *,
    command: str,
    text: str,
    user: User,
    room: Channel,
    trigger_id: str,
    response_url: str,
) -> Json:
    """Return the fields of a slash command; all of them text."""
    names = {"im": "directmessage", "group": "privategroup"}
    return {
        "token": "verification-token",
        "team_id": workspace.team_id,
        "team_domain": workspace.team_domain,
        "channel_id": room.id,
        "channel_name": names.get(room.kind, room.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def event_payload(workspace: Workspace, event: Json, event_id: str) -> Json:
    """Wrap an event as the Events API does."""
    return {
        "token": "verification-token",
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "type": "event_callback",
        "event": event,
        "event_id": event_id,
        "event_time": int(workspace.clock()),
        "is_ext_shared_channel": False,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }


def message_event(workspace: Workspace, message: Message) -> Json:
    """Return the ``message`` event of a message."""
    room = workspace.channels[message.channel]
    return message_json(workspace, message) | {
        "channel": message.channel,
        "channel_type": room.kind,
        "event_ts": message.ts,
        **({"subtype": "file_share"} if message.files and not message.by_app else {}),
    }


def mention_event(workspace: Workspace, message: Message) -> Json:
    """Return the ``app_mention`` event of a message."""
    shown = message_json(workspace, message)
    return shown | {"type": "app_mention", "channel": message.channel, "event_ts": message.ts}


def interaction(workspace: Workspace, kind: str, user: User, trigger_id: str) -> Json:
    """Return what every interactive payload carries."""
    return {
        "type": kind,
        "team": {"id": workspace.team_id, "domain": workspace.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": workspace.team_id,
        },
        "api_app_id": workspace.app_id,
        "token": "verification-token",
        "trigger_id": trigger_id,
    }


def source_of_action(
    workspace: Workspace, source: Message | View, state: Json | None = None
) -> Json:
    """Return the part of ``block_actions`` that says where the pressed element stands.

    An ephemeral message is only pointed at: Slack does not send its content back.
    """
    if isinstance(source, View):
        return {
            "container": {"type": "view", "view_id": source.id},
            "view": view_json(workspace, source, state),
        }
    room = workspace.channels[source.channel]
    name = room.name if room.kind == "channel" else "directmessage"
    container = {
        "type": "message",
        "message_ts": source.ts,
        "channel_id": source.channel,
        "is_ephemeral": source.is_ephemeral,
    }
    if source.thread_ts:
        container["thread_ts"] = source.thread_ts
    found: Json = {
        "container": container,
        "channel": {"id": source.channel, "name": "privategroup" if room.kind == "group" else name},
    }
    if not source.is_ephemeral:
        found["message"] = message_json(workspace, source)
    return found


def find_element(
    source: Message | View,
    action_id: str,
    *,
    block_id: str | None = None,
    value: str | None = None,
) -> tuple[Json, Json]:
    """Return (block, element) of the interactive element that a person means.

    Args:
        block_id, value: tell elements with the same action id in different blocks apart.

    Raises:
        InputError: there is none, or there are several.
    """
    found = [
        (block, element)
        for block, element in interactive(source)
        if element.get("action_id") == action_id and block_id in (None, block["block_id"])
    ]
    if len(found) > 1 and value is not None:
        found = [pair for pair in found if _offers(pair[1], value)]
    if len(found) == 1:
        return found[0]
    there = sorted({str(element.get("action_id")) for _, element in interactive(source)})
    many = "more than one element" if found else "no element"
    raise InputError(f"There is {many} with the action id {action_id}; there are {there}.")


def _offers(element: Json, value: str) -> bool:
    """Tell whether a button has a value, or a menu an option with it."""
    options = element.get("options") or []
    return element.get("value") == value or any(each.get("value") == value for each in options)


def interactive(source: Message | View) -> Iterator[tuple[Json, Json]]:
    """Yield (block, element) of everything a person can press or choose, in order."""
    blocks = source.body["blocks"] if isinstance(source, View) else source.blocks
    for block in blocks:
        for element in elements_of(block):
            if "action_id" in element:
                yield block, element


def action(block: Json, element: Json, choice: str | None, ts: str) -> Json:
    """Return one entry of ``actions``: what was pressed, and what was chosen.

    Args:
        choice: the value of the option chosen, or what was typed or picked.
    """
    done: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": ts,
    }
    if element["type"] in ("button", "icon_button", "workflow_button"):
        return done | {key: element[key] for key in ("text", "value", "url") if key in element}
    if element["type"] == "feedback_buttons":
        return done | {"value": choice}
    return done | state_of(element, choice)


def state_of(element: Json, choice: str | None) -> Json:
    """Return the state of an element in which ``choice`` was typed, picked or chosen.

    Raises:
        InputError: the element offers no such option.
    """
    kind = str(element["type"])
    if kind in ("static_select", "overflow", "radio_buttons", "external_select"):
        return {"type": kind, "selected_option": _option(element, choice)}
    if kind in ("checkboxes", "multi_static_select", "multi_external_select"):
        wanted = [part for part in (choice or "").split(",") if part]
        return {"type": kind, "selected_options": [_option(element, part) for part in wanted]}
    single = {
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "datetimepicker": "selected_date_time",
        "users_select": "selected_user",
        "channels_select": "selected_channel",
        "conversations_select": "selected_conversation",
    }
    if kind == "datepicker" and choice and not _is_day(choice):
        raise InputError(f"{choice} is no day; write it as 2022-05-14.")
    if kind in single:
        return {"type": kind, single[kind]: choice}
    if kind.startswith("multi_"):
        key = "selected_" + kind.removeprefix("multi_").removesuffix("_select")
        return {"type": kind, key: [part for part in (choice or "").split(",") if part]}
    return {"type": kind, "value": choice}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _option(element: Json, choice: str | None) -> Json | None:
    if choice is None:
        return None
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    options: list[Json] = [option for group in groups for option in group["options"]]
    for option in options:
        if option.get("value") == choice:
            return option
    if str(element["type"]).endswith("external_select"):
        return {"text": {"type": "plain_text", "text": choice}, "value": choice}
    values = [option.get("value") for option in options]
    raise InputError(f"{element['action_id']} has no option {choice}; it has {values}.")


def filled(view: View, values: Mapping[str, str]) -> Json:
    """Return the state of a modal whose inputs hold ``values`` (by block id or action id).

    Raises:
        InputError: a required input is empty, or a value has no input.
    """
    state: Json = {}
    known: set[str] = set()
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        known |= {block["block_id"], element["action_id"]}
        choice = values.get(block["block_id"], values.get(element["action_id"]))
        if choice is None:
            choice = _initial(element)
        if not choice and not block.get("optional"):
            raise InputError(f"The input {block['block_id']} must be filled in.")
        state[block["block_id"]] = {element["action_id"]: state_of(element, choice or None)}
    if unknown := sorted(values.keys() - known):
        raise InputError(f"The view has no input {unknown}; it has {sorted(known)}.")
    return state


def _initial(element: Json) -> str | None:
    for key, value in element.items():
        if key == "initial_option":
            return str(value["value"])
        if key == "initial_options":
            return ",".join(option["value"] for option in value)
        if key.startswith("initial_"):
            return ",".join(value) if isinstance(value, list) else str(value)
    return None
