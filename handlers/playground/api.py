"""What every Web API method of the stand-in shares: arguments, refusals, context, posting rules."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from bot.errors import NotFoundError
from handlers.playground.blockcheck import check_message, with_ids
from handlers.playground.workspace import Channel, Json, Message, Workspace

LONGEST_TEXT = 40_000
LONGEST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100


class Refusal(Exception):
    """Slack says no: ``{"ok": false, "error": code, ...}``."""

    def __init__(self, code: str, *, messages: list[str] | None = None, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.reply: Json = {"ok": False, "error": code, **extra}
        if messages:
            bare = [message.removeprefix("[ERROR] ") for message in messages]
            self.reply |= {"errors": bare, "response_metadata": {"messages": messages}}


class Arguments:
    """The arguments of one call, from query, form and JSON; JSON in strings is read on demand."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def has(self, name: str) -> bool:
        """Tell whether the argument was given and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """Return the argument as text."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a yes or no; the SDK writes ``1`` and ``0``."""
        value = self.values.get(name, default)
        return value in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        try:
            return int(self.values.get(name) or default)
        except (TypeError, ValueError):
            raise Refusal("invalid_arguments", messages=[f"[ERROR] {name} is no number"]) from None

    def read(self, name: str, code: str = "invalid_arguments") -> Any:
        """Return the argument, read as JSON where it is a string; ``code`` is said if it is not."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal(code) from None


@dataclass(kw_only=True)
class Call:
    """One call that the app made, and what it was told."""

    method: str
    arguments: Json
    at: float = field(default_factory=time.monotonic)
    status: int = 0
    reply: Json = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Tell whether Slack said yes."""
        return self.status == 200 and self.reply.get("ok") is True

    @property
    def error(self) -> str:
        """Return Slack's error code, or an empty string."""
        return str(self.reply.get("error", ""))


@dataclass(kw_only=True)
class Trigger:
    """The right to open one modal within three seconds of what somebody did."""

    user: str
    issued_at: float
    used: bool = False
    #: The modal it was issued from, where it was.
    view: str | None = None


class Triggers:
    """Issues trigger ids and takes each once."""

    lifetime = 3.0

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, *, view: str | None = None) -> str:
        """Return a fresh trigger id for something that ``user`` did."""
        name = f"{len(self._issued) + 1}.{self._workspace.new_id('')}.standin"
        self._issued[name] = Trigger(user=user, issued_at=self._workspace.clock(), view=view)
        return name

    def take(self, name: str) -> Trigger:
        """Use a trigger up, or refuse as Slack does."""
        trigger = self._issued.get(name)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._workspace.clock() - trigger.issued_at > self.lifetime:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass(kw_only=True)
class Context:
    """What a method may look at and change."""

    workspace: Workspace
    triggers: Triggers
    scopes: frozenset[str]
    #: What the app did that Slack would swallow in silence.
    problems: list[str]
    #: Where the stand-in listens, without a slash at the end.
    base_url: str = ""
    #: A one-time Socket Mode ticket.
    new_ticket: Callable[[], str] = lambda: ""


Handler = Callable[[Context, Arguments], Json]


def room_of(context: Context, name: str) -> Channel:
    """Return the conversation that an app names by id, ``#name`` or user id."""
    workspace = context.workspace
    try:
        if name in workspace.users:
            return workspace.direct_with(name)
        room = workspace.channel_of(name)
    except NotFoundError:
        raise Refusal("channel_not_found") from None
    if room.kind != "channel" and workspace.bot.id not in room.members:
        raise Refusal("channel_not_found")
    return room


def room_to_post_in(context: Context, name: str, *, public: bool = True) -> Channel:
    """Return the conversation if the app may post there.

    Args:
        public: whether ``chat:write.public`` lets it post without being a member.
    """
    room = room_of(context, name)
    if room.archived:
        raise Refusal("is_archived")
    is_member = context.workspace.bot.id in room.members
    if not is_member and not (public and "chat:write.public" in context.scopes):
        raise Refusal("not_in_channel")
    return room


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a message says, checked."""

    text: str
    blocks: list[Json]
    attachments: list[Json]
    warnings: list[str]


def content_of(context: Context, arguments: Arguments) -> Content:
    """Check text, blocks, attachments and ``markdown_text`` as ``chat.postMessage`` does."""
    text = arguments.text("text")
    markdown = arguments.text("markdown_text")
    blocks = arguments.read("blocks", "invalid_blocks_format") or []
    attachments = arguments.read("attachments", "invalid_attachments") or []
    if markdown and (text or blocks):
        raise Refusal("markdown_text_conflict")
    if len(markdown) > LONGEST_MARKDOWN:
        raise Refusal("msg_too_long")
    if not (text.strip() or markdown.strip() or blocks or attachments):
        raise Refusal("no_text")
    refuse_bad_blocks(blocks)
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refusal("too_many_attachments")
    for attachment in attachments:
        refuse_bad_blocks(attachment.get("blocks") or [])
    warnings = ["message_truncated"] if len(text) > LONGEST_TEXT else []
    return Content(
        text=(text or markdown)[:LONGEST_TEXT],
        blocks=with_ids(blocks, context.workspace.new_id),
        attachments=attachments,
        warnings=warnings,
    )


def refuse_bad_blocks(blocks: object) -> None:
    """Raise Slack's refusal of these blocks, if it would refuse them."""
    code, messages = check_message(blocks)
    if code:
        raise Refusal(code, messages=messages)


def thread_of(context: Context, channel: str, arguments: Arguments) -> str | None:
    """Return the thread to answer in; a reply's timestamp leads to its thread, and is noted."""
    if not arguments.has("thread_ts"):
        return None
    wanted = arguments.text("thread_ts")
    parent = context.workspace.find(channel, wanted)
    if parent is None:
        raise Refusal("thread_not_found")
    if parent.thread_ts:
        context.problems.append(f"thread_ts {wanted} is a reply; a thread has its parent's ts")
        return parent.thread_ts
    return wanted


def metadata_of(arguments: Arguments) -> Json | None:
    """Return checked message metadata."""
    metadata = arguments.read("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise Refusal("invalid_metadata_format")
    if "entities" not in metadata and not {"event_type", "event_payload"} <= metadata.keys():
        raise Refusal("invalid_metadata_schema")
    return cast("Json", metadata)


def message_json(workspace: Workspace, message: Message) -> Json:
    """Return a message as Slack's API shows it."""
    found: Json = {
        "type": "message",
        "user": message.author,
        "ts": message.ts,
        "text": message.text,
        "team": workspace.team_id,
    }
    if message.by_app:
        found |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id}
    for key in ("blocks", "attachments", "files", "metadata"):
        if getattr(message, key):
            found[key] = getattr(message, key)
    if message.thread_ts:
        found["thread_ts"] = message.thread_ts
    elif replies := workspace.replies(message.channel, message.ts):
        found |= {"thread_ts": message.ts, "reply_count": len(replies)}
    if message.edited:
        found["edited"] = {"user": message.author, "ts": message.ts}
    if message.reactions:
        found["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    return found
