"""The Web API methods that the stand-in plays: what each one needs, in our own words.

``scopes`` are the bot scopes of which one is enough; ``*:read`` stands for the scope of the
conversation's own kind (``channels:read``, ``groups:read``, ``im:read``). ``tier`` is the rate
tier: t1 to t4 allow 1, 20, 50 and 100 calls a minute, t5 has a rule of its own.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Caller = Literal["bot", "app", "none"]

# The kinds of conversation, and the scope family that opens each.
SCOPE_FAMILY = {"channel": "channels", "group": "groups", "im": "im"}

DEFAULT_SCOPES = frozenset(
    "app_mentions:read assistant:write channels:read chat:write chat:write.public commands"
    " files:read files:write groups:read im:history im:read im:write links:read links:write"
    " reactions:read reactions:write team:read usergroups:read users:read".split()
)
DEFAULT_EVENTS = frozenset(
    "app_context_changed app_home_opened app_mention app_uninstalled file_shared link_shared"
    " member_joined_channel message.im reaction_added tokens_revoked".split()
)


class Method(NamedTuple):
    """What one method needs besides its token."""

    required: tuple[str, ...]
    scopes: tuple[str, ...]
    tier: str
    #: Whose token it takes.
    caller: Caller = "bot"


def _method(required: str, scopes: str, tier: str, caller: Caller = "bot") -> Method:
    return Method(tuple(required.split()), tuple(scopes.split()), tier, caller)


METHODS: dict[str, Method] = {
    "api.test": _method("", "", "t4", "none"),
    "apps.connections.open": _method("", "", "t3", "app"),
    "assistant.threads.setStatus": _method("channel_id thread_ts status", "chat:write", "t5"),
    "assistant.threads.setSuggestedPrompts": _method("channel_id prompts", "assistant:write", "t4"),
    "assistant.threads.setTitle": _method("channel_id thread_ts title", "assistant:write", "t4"),
    "auth.test": _method("", "", "t5"),
    "blocks.validate": _method("", "", "", "none"),
    "bots.info": _method("", "users:read", "t3"),
    "chat.appendStream": _method("channel ts", "chat:write", "t4"),
    "chat.delete": _method("ts channel", "chat:write", "t3"),
    "chat.getPermalink": _method("channel message_ts", "", "t5"),
    "chat.postEphemeral": _method("user channel", "chat:write", "t4"),
    "chat.postMessage": _method("channel", "chat:write", "t5"),
    "chat.startStream": _method("channel", "chat:write", "t2"),
    "chat.stopStream": _method("channel ts", "chat:write", "t2"),
    "chat.unfurl": _method("", "links:write", "t3"),
    "chat.update": _method("ts channel", "chat:write", "t3"),
    "conversations.history": _method("channel", "*:history", "t3"),
    "conversations.info": _method("channel", "*:read", "t3"),
    "conversations.join": _method("channel", "channels:join", "t3"),
    "conversations.list": _method("", "*:read", "t2"),
    "conversations.members": _method("channel", "*:read", "t4"),
    "conversations.open": _method("", "im:write mpim:write channels:manage groups:write", "t3"),
    "conversations.replies": _method("channel ts", "*:history", "t3"),
    "files.completeUploadExternal": _method("files", "files:write", "t4"),
    "files.delete": _method("file", "files:write", "t3"),
    "files.getUploadURLExternal": _method("length filename", "files:write", "t4"),
    "files.info": _method("file", "files:read", "t4"),
    "reactions.add": _method("name timestamp channel", "reactions:write", "t3"),
    "reactions.remove": _method("name", "reactions:write", "t2"),
    "team.info": _method("", "team:read", "t3"),
    "usergroups.users.list": _method("usergroup", "usergroups:read", "t2"),
    "users.conversations": _method("", "*:read", "t3"),
    "users.info": _method("user", "users:read", "t4"),
    "users.list": _method("", "users:read", "t2"),
    "views.open": _method("view", "", "t4"),
    "views.publish": _method("user_id view", "", "t4"),
    "views.push": _method("view", "", "t4"),
    "views.update": _method("view", "", "t4"),
}
