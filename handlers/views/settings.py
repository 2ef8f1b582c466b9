"""What a workspace and a channel have settled, and the forms in which it is changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.records import (
    Answers,
    Circle,
    HouseRules,
    Permission,
    SettingName,
)
from handlers.views.blocks import button, context, plain, section
from handlers.views.budget import Block, Message
from handlers.views.mrkdwn import escape, label

#: The buttons that open the forms; the value of the first is the channel.
CHANGE_CHANNEL_ACTION = "change_channel_settings"
CHANGE_WORKSPACE_ACTION = "change_workspace_settings"
#: The callback id of both forms.
SETTINGS_FORM = "settings_form"
FORM_TITLE = "Settings"
#: Told where Slack opens no form.
NO_DIALOG = (
    "Slack opened no form this time; press Change again, or type `/brief settings` with what is to"
    " be: `/brief settings answers public`."
)

ADMINS_UNKNOWN = (
    "Slack does not tell me who is a workspace admin, so everyone may change this; reinstall the"
    " app from app.json with the permission users:read."
)
#: Fields of a form beside those that are named like a setting: who is named.
_PEOPLE = {SettingName.ADDING: "adding_people", SettingName.REMOVING: "removing_people"}
_CIRCLES = {
    Circle.EVERYONE: "Everyone",
    Circle.ADMINS: "Workspace admins",
    Circle.NAMED: "Only the people below, and admins",
}
_TITLES = {
    SettingName.ANSWERS: "Answers to /brief",
    SettingName.TIME_ZONE: "Time zone",
    SettingName.ADDING: "Who may add sources and documents",
    SettingName.REMOVING: "Who may pause and remove them",
}
_ANSWERS = {
    Answers.PRIVATE: "Private: seen and shared by whoever asked",
    Answers.PUBLIC: "Public: posted with the name of whoever asked",
}
_AS_WORKSPACE = "default"
_MOST_NAMED, _MOST_GROUPS = 10, 5
# Slack takes 21 characters.
_LONGEST_HANDLE = 30
_HOW = (
    "By command: `/brief settings answers public`, `/brief settings timezone Europe/Berlin`,"
    " `/brief settings adding admins`, `/brief settings removing @ana @ben`; `default` takes a"
    " setting back."
)


def settings_message(
    here: HouseRules, workspace: HouseRules, *, channel: str, default_zone: str, note: str = ""
) -> Message:
    """Return what is settled, with the buttons that change it.

    Args:
        here: what holds in the channel.
        workspace: what holds where a channel has settled nothing.
        channel: its id.
        default_zone: the operator's time zone.
        note: what was just done, for the top; already escaped.
    """
    own = "\n".join(_of_channel(here, workspace, default_zone))
    text = note or "The settings of this channel and of the workspace."
    change = button(CHANGE_CHANNEL_ACTION, "Change", channel)
    blocks = (
        *([section(note)] if note else []),
        {**section(f"*This channel*\n{own}"), "accessory": change},
        {
            **section(f"*The workspace*\n{workspace_in_words(workspace, default_zone)}"),
            "accessory": button(CHANGE_WORKSPACE_ACTION, "Change", channel),
        },
        context(_HOW),
    )
    return Message(text=text, blocks=blocks)


def workspace_in_words(rules: HouseRules, default_zone: str) -> str:
    """Return what holds in a workspace, one line a setting, as mrkdwn."""
    lines = (
        f"Answers to `/brief`: {answers_in_words(rules.answers)}",
        f"Time zone: {_zone(rules.time_zone, default_zone)}",
        f"Sources and documents are added by {who_in_words(rules.adding)}",
        f"They are paused and removed by {who_in_words(rules.removing, of_removing=True)}",
    )
    return "\n".join(lines)


def changed_in_words(
    name: SettingName, rules: HouseRules, *, is_channel: bool, default_zone: str
) -> str:
    """Return what was settled, as mrkdwn."""
    where = "in this channel" if is_channel else "in the workspace"
    if name is SettingName.ANSWERS:
        return f"Answers to `/brief` {where} are now {answers_in_words(rules.answers)}."
    if name is SettingName.TIME_ZONE:
        state = "is now" if rules.time_zone else "is no longer settled:"
        return f"The time zone {where} {state} {_zone(rules.time_zone, default_zone)}."
    if name is SettingName.ADDING:
        return f"Sources and documents are now added by {who_in_words(rules.adding)}."
    who = who_in_words(rules.removing, of_removing=True)
    return f"Sources and documents are now paused and removed by {who}."


def changed_message(told: Sequence[str], *, by: str) -> Message:
    """Return what the Slack user ``by`` has settled."""
    text = "\n".join([*told, f"<@{escape(by)}> changed this."])
    return Message(text=text, blocks=(section(text),))


def answers_in_words(answers: Answers) -> str:
    """Return who sees an answer."""
    if answers is Answers.PUBLIC:
        return "public, posted with the name of whoever asked"
    return "private, seen and shared by whoever asked"


def who_in_words(permission: Permission, *, of_removing: bool = False) -> str:
    """Return who may do something, as mrkdwn."""
    if permission.circle is Circle.EVERYONE:
        return "everyone"
    if permission.circle is Circle.ADMINS:
        return f"workspace admins{' and whoever added them' if of_removing else ''}"
    people = [f"<@{escape(each)}>" for each in permission.people[:_MOST_NAMED]]
    groups = [f"the group {escape(_at(name))}" for _, name in permission.groups[:_MOST_GROUPS]]
    left_out = len(permission.people) + len(permission.groups) - len(people) - len(groups)
    more = [f"{left_out} more"] if left_out else []
    return ", ".join([*people, *groups, *more, "and workspace admins"])


def names_of(permission: Permission, known: Mapping[str, str]) -> str:
    """Return those who are named, as plain text; "" where nobody is, or no name is known."""
    people = [_at(known[each]) for each in permission.people if each in known]
    groups = [f"the group {_at(name)}" for _, name in permission.groups]
    return ", ".join([*people, *groups][:_MOST_NAMED])


def channel_form(
    here: HouseRules, workspace: HouseRules, own: set[SettingName], metadata: str
) -> Block:
    """Return the form for one channel; ``own`` is what it has settled itself."""
    head = context("What holds in this channel; everybody in it may change it.")
    answers = str(here.answers) if SettingName.ANSWERS in own else _AS_WORKSPACE
    options: dict[Any, str] = {_AS_WORKSPACE: f"As the workspace: {workspace.answers}", **_ANSWERS}
    zone = here.time_zone if SettingName.TIME_ZONE in own else ""
    blocks = [head, _choice(SettingName.ANSWERS, options, answers), _zone_field(zone)]
    return _form(blocks, metadata)


def workspace_form(rules: HouseRules, metadata: str, note: str = "") -> Block:
    """Return the form for the whole workspace; ``note`` is told at its top."""
    blocks = [
        context(escape(note or "What holds in the whole workspace; admins may change it.")),
        _choice(SettingName.ANSWERS, _ANSWERS, rules.answers),
        _zone_field(rules.time_zone),
        *_permission_fields(SettingName.ADDING, rules.adding),
        *_permission_fields(SettingName.REMOVING, rules.removing),
    ]
    return _form(blocks, metadata)


def read_form(view: Mapping[str, Any]) -> dict[SettingName, str]:
    """Return what somebody filled in, by setting, as it is typed; "" takes a setting back."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    groups = json.loads(str(view.get("private_metadata") or "{}")).get("groups") or {}
    found: dict[SettingName, str] = {}
    for name in SettingName:
        field = (values.get(name) or {}).get(name)
        if field is None:
            continue
        chosen = str((field.get("selected_option") or field).get("value") or "").strip()
        if chosen == Circle.NAMED:
            picked = (values.get(_PEOPLE[name]) or {}).get(_PEOPLE[name]) or {}
            people = [f"person:{each}" for each in picked.get("selected_users") or ()]
            chosen = " ".join([*people, *(groups.get(name) or ())])
        found[name] = chosen
    return found


def field_of(name: SettingName, value: str) -> str:
    """Return the field of a form that a complaint about a value belongs to."""
    return _PEOPLE[name] if name in _PEOPLE and not value else str(name)


def groups_of(rules: HouseRules) -> dict[str, list[str]]:
    """Return the groups that are named, as a form keeps them: it offers people only."""
    return {
        str(name): [f"group:{number}={handle}" for number, handle in permission.groups]
        for name, permission in (
            (SettingName.ADDING, rules.adding),
            (SettingName.REMOVING, rules.removing),
        )
    }


def _of_channel(here: HouseRules, workspace: HouseRules, default_zone: str) -> list[str]:
    same = "" if here.answers != workspace.answers else " (as in the workspace)"
    return [
        f"Answers to `/brief`: {answers_in_words(here.answers)}{same}",
        f"Time zone: {_zone(here.time_zone, default_zone)}",
    ]


def _zone(time_zone: str, default_zone: str) -> str:
    if time_zone:
        return escape(time_zone)
    return f"a digest takes that of whoever orders it, and “today” is in {escape(default_zone)}"


def _permission_fields(name: SettingName, permission: Permission) -> list[Block]:
    circles = {**_CIRCLES}
    if name is SettingName.REMOVING:
        circles[Circle.ADMINS] = "Workspace admins and whoever added them"
    people: Block = {"type": "multi_users_select", "action_id": _PEOPLE[name]}
    if permission.people:
        people["initial_users"] = list(permission.people)
    named = _input(_PEOPLE[name], "The people", people, optional=True)
    fields = [_choice(name, circles, permission.circle), named]
    if permission.groups:
        groups = ", ".join(escape(_at(handle)) for _, handle in permission.groups)
        fields.append(context(f"And the group {groups}; `/brief settings {name}` changes groups."))
    return fields


def _zone_field(zone: str) -> Block:
    field: Block = {
        "type": "plain_text_input",
        "action_id": str(SettingName.TIME_ZONE),
        "placeholder": plain("Europe/Berlin"),
        "max_length": 60,
    }
    if zone:
        field["initial_value"] = zone
    return _input(str(SettingName.TIME_ZONE), _TITLES[SettingName.TIME_ZONE], field, optional=True)


def _choice(name: SettingName, options: Mapping[Any, str], chosen: str) -> Block:
    offered = {
        str(value): {"text": plain(words), "value": str(value)} for value, words in options.items()
    }
    element = {
        "type": "static_select",
        "action_id": str(name),
        "options": list(offered.values()),
        "initial_option": offered[str(chosen)],
    }
    return _input(str(name), _TITLES[name], element)


def _input(name: str, title: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain(title),
        "element": element,
    }


def _form(blocks: Sequence[Block], metadata: str) -> Block:
    return {
        "type": "modal",
        "callback_id": SETTINGS_FORM,
        "private_metadata": metadata,
        "title": plain(FORM_TITLE),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
    }


def _at(name: str) -> str:
    bare = label(name, _LONGEST_HANDLE).removeprefix("@")
    return f"@{bare}"
