"""Between the stand-in's workspace and the page: pure translation, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.playground.api import message_json
from handlers.playground.workspace import SLACKBOT, Change, Channel, Json, Message, View, Workspace

#: What the page is told of a file.
_FILE_KEYS = ("id", "name", "title", "mimetype", "pretty_type", "size", "mode")
#: What of a file's address tells that it can be shown in the page.
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
#: Under which keys Slack puts what was chosen in an element.
_CHOSEN = (
    "value",
    "selected_date",
    "selected_time",
    "selected_date_time",
    "selected_user",
    "selected_channel",
    "selected_conversation",
)
_CHOSEN_MANY = ("selected_users", "selected_channels", "selected_conversations")
#: Changes after which the page asks for nothing but gets everything anew.
_ALL_ANEW = frozenset({"clock", "members"})


# --- from the workspace to the page -------------------------------------------------------
def people_json(workspace: Workspace) -> list[Json]:
    """Return who is there, the bot and Slackbot included."""
    people = [
        {
            "id": user.id,
            "name": user.name.title(),
            "handle": user.name,
            "zone": user.tz,
            "bot": user.is_bot,
        }
        for user in workspace.users.values()
    ]
    return [*people, {"id": SLACKBOT, "name": "Slackbot", "handle": "", "zone": "", "bot": True}]


def rooms_json(workspace: Workspace, viewer: str) -> list[Json]:
    """Return the conversations that a person is in, channels first."""
    rooms = [
        room for room in workspace.channels.values() if viewer in room.members and not room.archived
    ]
    order = {"channel": 0, "group": 1, "im": 2}
    return [_room_json(workspace, room) for room in sorted(rooms, key=lambda r: order[r.kind])]


def _room_json(workspace: Workspace, room: Channel) -> Json:
    return {
        "id": room.id,
        "name": workspace.bot.name.title() if room.kind == "im" else room.name,
        "kind": room.kind,
        "has_app": workspace.bot.id in room.members,
        "members": len(room.members),
    }


def message_for_page(workspace: Workspace, message: Message) -> Json:
    """Return a message as the page shows it."""
    shown = message_json(workspace, message)
    kept: Json = {
        "channel": message.channel,
        "ts": message.ts,
        "author": message.author,
        "text": message.text,
        "blocks": message.blocks,
        "thread": message.thread_ts or "",
        "files": [file_for_page(file) for file in message.files],
        "reactions": shown.get("reactions", []),
        "edited": message.edited and not message.streaming,
        "ephemeral": message.is_ephemeral,
        "app": message.by_app,
    }
    extra = [*message.attachments, *message.unfurls.values()]
    if extra:
        kept["attachments"] = extra
    return kept


def file_for_page(file: Mapping[str, Any]) -> Json:
    """Return a file as the page shows it; its bytes are the playground's to give."""
    shown = {key: file[key] for key in _FILE_KEYS if key in file}
    if file.get("mimetype") in _PICTURES:
        shown["picture"] = True
    return shown


def view_for_page(view: View | None) -> Json | None:
    """Return a modal or home tab as the page shows it."""
    return None if view is None else {"id": view.id, "hash": view.hash, "body": view.body}


def modal_of(workspace: Workspace, viewer: str) -> View | None:
    """Return the modal that a person has before them."""
    stack = workspace.modals.get(viewer) or []
    return stack[-1] if stack else None


def screen_of(workspace: Workspace, viewer: str) -> Json:
    """Return everything that a person sees: conversations, messages, views, prompts, statuses."""
    rooms = rooms_json(workspace, viewer)
    messages = [
        message_for_page(workspace, message)
        for room in rooms
        for message in workspace.visible_to(viewer, room["id"])
    ]
    return {
        "viewer": viewer,
        "team": workspace.team_name,
        "bot": workspace.bot.id,
        "people": people_json(workspace),
        "rooms": rooms,
        "messages": messages,
        "modal": view_for_page(modal_of(workspace, viewer)),
        "home": view_for_page(workspace.homes.get(viewer)),
        **_beside(workspace, viewer),
    }


def _beside(workspace: Workspace, viewer: str) -> Json:
    mine = {room["id"] for room in rooms_json(workspace, viewer)}
    return {
        "statuses": [
            {"channel": room, "thread": thread, "text": text}
            for (room, thread), text in workspace.statuses.items()
            if room in mine and text
        ],
        "prompts": [
            {"channel": room, "thread": thread, "prompts": prompts}
            for (room, thread), prompts in workspace.prompts.items()
            if room in mine
        ],
    }


def update_of(workspace: Workspace, viewer: str, changes: Iterable[Change]) -> Json | None:
    """Return what these changes mean for a person's page; None where it has to begin anew.

    Each message stands in it once, as it is now.
    """
    kinds, touched = set(), {}
    for change in changes:
        mine = change.view is None or change.view.owner == viewer
        if mine:
            kinds.add(change.kind)
        if change.message is not None:
            touched[change.message.channel, change.message.ts] = change.message
    if kinds & _ALL_ANEW:
        return None
    update: Json = {"messages": [], "gone": [], **_beside(workspace, viewer)}
    for message in touched.values():
        if _is_seen(workspace, viewer, message):
            update["messages"].append(message_for_page(workspace, message))
        elif message.deleted:
            update["gone"].append({"channel": message.channel, "ts": message.ts})
    if "view" in kinds:
        update["modal"] = view_for_page(modal_of(workspace, viewer))
    if "home" in kinds:
        update["home"] = view_for_page(workspace.homes.get(viewer))
    return update


def _is_seen(workspace: Workspace, viewer: str, message: Message) -> bool:
    room = workspace.channels[message.channel]
    return viewer in room.members and not message.deleted and message.visible_to in (None, viewer)


def features_of(manifest: Mapping[str, Any]) -> Json:
    """Return what the page offers of an app: commands, shortcuts, prompts, from its manifest."""
    features = manifest.get("features", {})
    return {
        "commands": [
            {
                "name": command["command"],
                "about": command.get("description", ""),
                "hints": [
                    hint.strip()
                    for hint in command.get("usage_hint", "").split("|")
                    if hint.strip()
                ],
            }
            for command in features.get("slash_commands", ())
        ],
        "shortcuts": [
            {"id": shortcut["callback_id"], "name": shortcut["name"]}
            for shortcut in features.get("shortcuts", ())
            if shortcut["type"] == "message"
        ],
        "agent": features.get("agent_view", {}).get("agent_description", ""),
        "app_prompts": features.get("agent_view", {}).get("suggested_prompts", []),
    }


# --- from the page to the workspace -------------------------------------------------------
def choice_of(action: Mapping[str, Any]) -> str | None:
    """Return what was typed, picked or chosen, out of Slack's action or state of an element."""
    if isinstance(option := action.get("selected_option"), Mapping):
        return str(option.get("value", ""))
    if isinstance(options := action.get("selected_options"), list):
        return ",".join(str(each.get("value", "")) for each in options)
    for key in _CHOSEN_MANY:
        if isinstance(many := action.get(key), list):
            return ",".join(map(str, many))
    for key in _CHOSEN:
        if action.get(key) is not None:
            return str(action[key])
    return None


def values_of(view: View, state: Mapping[str, Any]) -> dict[str, str]:
    """Return what a modal's inputs hold, by block id, out of Slack's ``state.values``."""
    values = {}
    for block in view.body["blocks"]:
        held = state.get(block.get("block_id"))
        if block["type"] != "input" or not isinstance(held, Mapping):
            continue
        element = held.get(block["element"].get("action_id"))
        if isinstance(element, Mapping):
            values[block["block_id"]] = choice_of(element) or ""
    return values


def missing_of(view: View, values: Mapping[str, str]) -> dict[str, str]:
    """Return Slack's complaint for every input that must be filled in and is not."""
    return {
        block["block_id"]: "Please complete this required field."
        for block in view.body["blocks"]
        if block["type"] == "input"
        and not block.get("optional")
        and block["block_id"] in values
        and not values[block["block_id"]].strip()
    }
