"""The methods of the stand-in that tell who and what is there: team, users, conversations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from bot.errors import NotFoundError
from handlers.playground.api import (
    Arguments,
    Context,
    Handler,
    Refusal,
    message_json,
    refuse_bad_blocks,
    room_of,
)
from handlers.playground.blockcheck import check_view
from handlers.playground.workspace import Channel, Json, Message, User, Workspace

_Item = TypeVar("_Item")


def auth_test(context: Context, arguments: Arguments) -> Json:
    """Say who the token belongs to."""
    workspace = context.workspace
    return {
        "url": f"https://{workspace.team_domain}.slack.com/",
        "team": workspace.team_name,
        "team_id": workspace.team_id,
        "user": workspace.bot.name,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(context: Context, arguments: Arguments) -> Json:
    """Hand out the address of a Socket Mode connection; it can be used once."""
    address = context.base_url.replace("http://", "ws://")
    return {
        "url": f"{address}/link?ticket={context.new_ticket()}&app_id={context.workspace.app_id}"
    }


def api_test(context: Context, arguments: Arguments) -> Json:
    """Answer, or refuse as told."""
    if arguments.has("error"):
        raise Refusal(arguments.text("error"))
    return {"args": arguments.values}


def bots_info(context: Context, arguments: Arguments) -> Json:
    """Describe the app's bot."""
    workspace = context.workspace
    if arguments.text("bot", workspace.bot_id) != workspace.bot_id:
        raise Refusal("bot_not_found")
    return {
        "bot": {
            "id": workspace.bot_id,
            "deleted": False,
            "name": workspace.bot.name,
            "user_id": workspace.bot.id,
            "app_id": workspace.app_id,
        }
    }


def team_info(context: Context, arguments: Arguments) -> Json:
    """Describe the team."""
    workspace = context.workspace
    return {
        "team": {
            "id": workspace.team_id,
            "name": workspace.team_name,
            "domain": workspace.team_domain,
        }
    }


def validate_blocks(context: Context, arguments: Arguments) -> Json:
    """Check blocks, a message or a view without showing it."""
    view = arguments.read("view")
    if view is not None:
        code, messages = check_view(view)
        if code:
            raise Refusal("invalid_view", messages=messages)
        return {}
    message = arguments.read("message") or {}
    blocks = arguments.read("blocks") or message.get("blocks")
    if blocks is None:
        raise Refusal("invalid_arguments")
    refuse_bad_blocks(blocks)
    return {}


def users_info(context: Context, arguments: Arguments) -> Json:
    """Describe one member, time zone included."""
    user = context.workspace.users.get(arguments.text("user"))
    if user is None:
        raise Refusal("user_not_found")
    return {"user": user_json(context.workspace, user)}


def users_list(context: Context, arguments: Arguments) -> Json:
    """List the members."""
    users, more = _page(list(context.workspace.users.values()), arguments)
    return {"members": [user_json(context.workspace, user) for user in users], **more}


def user_json(workspace: Workspace, user: User) -> Json:
    """Return a member as Slack's API shows them."""
    return {
        "id": user.id,
        "team_id": workspace.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": workspace.utc_offset(user),
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "profile": {"real_name": user.real_name, "display_name": user.name},
    }


def usergroups_users_list(context: Context, arguments: Arguments) -> Json:
    """List who is in a user group."""
    group = context.workspace.groups.get(arguments.text("usergroup"))
    if group is None:
        raise Refusal("no_such_subteam")
    return {"users": sorted(group.members)}


def conversations_list(context: Context, arguments: Arguments) -> Json:
    """List the conversations that the app may know of."""
    return _conversations(context, arguments, member=None)


def users_conversations(context: Context, arguments: Arguments) -> Json:
    """List the conversations that a member (or the bot) is in."""
    return _conversations(
        context, arguments, member=arguments.text("user") or context.workspace.bot.id
    )


def _conversations(context: Context, arguments: Arguments, *, member: str | None) -> Json:
    workspace = context.workspace
    names = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
    wanted = arguments.text("types", "public_channel").replace(" ", "").split(",")
    if not set(wanted) <= names.keys():
        raise Refusal("invalid_types")
    kinds = {names[name] for name in wanted}
    found = [
        room
        for room in workspace.channels.values()
        if room.kind in kinds
        and (room.kind == "channel" or workspace.bot.id in room.members)
        and (member is None or member in room.members)
        and not (arguments.flag("exclude_archived") and room.archived)
    ]
    rooms, more = _page(found, arguments)
    return {"channels": [room_json(workspace, room) for room in rooms], **more}


def room_json(workspace: Workspace, room: Channel) -> Json:
    """Return a conversation as Slack's API shows it."""
    found: Json = {
        "id": room.id,
        "is_channel": room.kind == "channel",
        "is_group": room.kind == "group",
        "is_im": room.kind == "im",
        "is_mpim": False,
        "is_private": room.kind != "channel",
        "is_archived": room.archived,
        "context_team_id": workspace.team_id,
    }
    if room.kind == "im":
        other = next(iter(room.members - {workspace.bot.id}), "")
        return found | {"user": other}
    return found | {
        "name": room.name,
        "is_member": workspace.bot.id in room.members,
        "num_members": len(room.members),
    }


def conversations_info(context: Context, arguments: Arguments) -> Json:
    """Describe one conversation."""
    room = room_of(context, arguments.text("channel"))
    return {"channel": room_json(context.workspace, room)}


def conversations_members(context: Context, arguments: Arguments) -> Json:
    """List who is in a conversation."""
    room = room_of(context, arguments.text("channel"))
    members, more = _page(sorted(room.members), arguments)
    return {"members": list(members), **more}


def conversations_open(context: Context, arguments: Arguments) -> Json:
    """Open the direct message with one member."""
    workspace = context.workspace
    if arguments.has("channel"):
        return {"channel": {"id": room_of(context, arguments.text("channel")).id}}
    users = [user for user in arguments.text("users").split(",") if user]
    if not users:
        raise Refusal("users_list_not_supplied")
    if len(users) > 1:
        raise Refusal("invalid_user_combination")
    try:
        room = workspace.direct_with(users[0])
    except NotFoundError:
        raise Refusal("user_not_found") from None
    full = {"channel": room_json(workspace, room)}
    return full if arguments.flag("return_im") else {"channel": {"id": room.id}}


def conversations_join(context: Context, arguments: Arguments) -> Json:
    """Let the bot enter a public channel."""
    room = room_of(context, arguments.text("channel"))
    if room.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type")
    if room.archived:
        raise Refusal("is_archived")
    room.members.add(context.workspace.bot.id)
    return {"channel": room_json(context.workspace, room)}


def conversations_history(context: Context, arguments: Arguments) -> Json:
    """List what was said in a conversation, newest first, without threads and ephemerals."""
    room = room_of(context, arguments.text("channel"))
    if context.workspace.bot.id not in room.members:
        raise Refusal("not_in_channel")
    said = [
        message
        for message in reversed(context.workspace.messages)
        if message.channel == room.id
        and not (message.deleted or message.is_ephemeral or message.thread_ts)
    ]
    return _messages(context, said, arguments)


def conversations_replies(context: Context, arguments: Arguments) -> Json:
    """List a thread: its parent first, then the answers."""
    room = room_of(context, arguments.text("channel"))
    parent = context.workspace.find(room.id, arguments.text("ts"))
    if parent is None:
        raise Refusal("thread_not_found")
    start = parent.thread_ts or parent.ts
    root = context.workspace.find(room.id, start)
    thread = [root] if root else []
    return _messages(context, thread + context.workspace.replies(room.id, start), arguments)


def _messages(context: Context, messages: list[Message], arguments: Arguments) -> Json:
    shown, more = _page(_in_period(messages, arguments), arguments)
    has_more = bool(more["response_metadata"]["next_cursor"])
    told = [message_json(context.workspace, message) for message in shown]
    if not arguments.flag("include_all_metadata"):
        for message in told:
            message.pop("metadata", None)
    return {
        "messages": told,
        "has_more": has_more,
        **more,
    }


def _in_period(messages: list[Message], arguments: Arguments) -> list[Message]:
    """Leave out what lies before ``oldest`` or after ``latest``; the ends are ``inclusive``."""
    try:
        oldest = Decimal(arguments.text("oldest") or 0)
        latest = Decimal(arguments.text("latest") or "Infinity")
    except InvalidOperation:
        raise Refusal("invalid_ts_oldest") from None
    inclusive = arguments.flag("inclusive")
    return [
        message
        for message in messages
        if oldest < Decimal(message.ts) < latest
        or (inclusive and Decimal(message.ts) in (oldest, latest))
    ]


def _page(found: Sequence[_Item], arguments: Arguments) -> tuple[Sequence[_Item], Json]:
    """Cut one page out of a list, with Slack's cursor for the next."""
    limit = arguments.number("limit", 100)
    if not 1 <= limit <= 1000:
        raise Refusal("invalid_limit")
    cursor = arguments.text("cursor") or "0"
    if not cursor.isdecimal():
        raise Refusal("invalid_cursor")
    start = int(cursor)
    after = start + limit
    following = str(after) if after < len(found) else ""
    return found[start:after], {"response_metadata": {"next_cursor": following}}


DIRECTORY: dict[str, Handler] = {
    "api.test": api_test,
    "apps.connections.open": open_connection,
    "auth.test": auth_test,
    "blocks.validate": validate_blocks,
    "bots.info": bots_info,
    "conversations.history": conversations_history,
    "conversations.info": conversations_info,
    "conversations.join": conversations_join,
    "conversations.list": conversations_list,
    "conversations.members": conversations_members,
    "conversations.open": conversations_open,
    "conversations.replies": conversations_replies,
    "team.info": team_info,
    "usergroups.users.list": usergroups_users_list,
    "users.conversations": users_conversations,
    "users.info": users_info,
    "users.list": users_list,
}
