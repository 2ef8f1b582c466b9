"""The stand-in's memory: users, channels, messages, views, and who can see what.

Nothing here speaks HTTP. The clock is a parameter, so that a test can let half an hour pass.
"""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.errors import NotFoundError

#: A JSON object as Slack sends or receives it.
Json = dict[str, Any]

ChannelKind = Literal["channel", "group", "im"]
ChangeKind = Literal[
    "posted", "edited", "deleted", "view", "home", "status", "prompts", "members", "clock"
]

SLACKBOT = "USLACKBOT"


@dataclass(kw_only=True, slots=True)
class User:
    """A member of the workspace; ``tz`` is an IANA name."""

    id: str
    name: str
    real_name: str
    tz: str = "UTC"
    is_bot: bool = False
    is_admin: bool = False


@dataclass(kw_only=True, slots=True)
class Group:
    """A user group; ``handle`` is what people type behind the @."""

    id: str
    handle: str
    members: set[str] = field(default_factory=set)


@dataclass(kw_only=True, slots=True)
class Channel:
    """A public channel, a private channel (``group``) or a direct message with the bot (``im``)."""

    id: str
    name: str
    kind: ChannelKind = "channel"
    members: set[str] = field(default_factory=set)
    archived: bool = False


@dataclass(kw_only=True, slots=True)
class Message:
    """A message as the workspace keeps it; ``visible_to`` names the one reader of an ephemeral."""

    channel: str
    ts: str
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    visible_to: str | None = None
    by_app: bool = False
    edited: bool = False
    deleted: bool = False
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    #: Reaction name to the users who added it.
    reactions: dict[str, list[str]] = field(default_factory=dict)
    #: A stream that is still being appended to.
    streaming: bool = False
    unfurls: Json = field(default_factory=dict)

    @property
    def is_ephemeral(self) -> bool:
        """Tell whether only one person sees it."""
        return self.visible_to is not None


@dataclass(kw_only=True, slots=True)
class View:
    """A modal on somebody's stack, or somebody's home tab."""

    id: str
    owner: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that became visible, changed or went, in the order in which it happened."""

    kind: ChangeKind
    message: Message | None = None
    view: View | None = None
    detail: str = ""


class Signal:
    """Wakes everybody who waits for something to happen."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def fire(self) -> None:
        """Wake all."""
        for event in self._waiting:
            event.set()

    async def until(self, ready: Callable[[], bool], within: float) -> bool:
        """Wait until ``ready()`` or ``within`` seconds; return what ``ready()`` says then."""
        deadline = time.monotonic() + within
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            while not ready():
                event.clear()
                left = deadline - time.monotonic()
                if left <= 0:
                    return ready()
                try:
                    await asyncio.wait_for(event.wait(), left)
                except TimeoutError:
                    return ready()
            return True
        finally:
            self._waiting.discard(event)


class Workspace:
    """One Slack team with one installed app.

    Args:
        clock: seconds since 1970; message timestamps, triggers and response URLs follow it.
        place_ending: what the ids of its conversations end in, so that they are told from Slack's.
    """

    team_id = "T0STANDIN"
    team_name = "Stand-in"
    team_domain = "stand-in"
    app_id = "A0DATELINE"
    bot_id = "B0DATELINE"

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        bot_name: str = "dateline",
        place_ending: str = "",
    ) -> None:
        self.clock = clock
        self._place_ending = place_ending
        self.signal = Signal()
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, Group] = {}
        self.messages: list[Message] = []
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, Json] = {}
        #: (channel, thread) to the status shown there, and to the prompts offered there.
        self.statuses: dict[tuple[str, str], str] = {}
        self.prompts: dict[tuple[str, str], list[Json]] = {}
        self.titles: dict[tuple[str, str], str] = {}
        #: Previews of links in messages that are being written, by unfurl id.
        self.drafts: dict[str, Json] = {}
        self.changes: list[Change] = []
        #: Called with every posted message that is not ephemeral.
        self.on_post: Callable[[Message], None] = lambda message: None
        self._counter = itertools.count(1)
        self._last_ts = 0
        self.bot = self.add_user(bot_name, is_bot=True)

    def new_id(self, prefix: str) -> str:
        """Return an id that nothing else in this workspace has; the same in every run."""
        return f"{prefix}{next(self._counter):07d}"

    def new_event_id(self) -> str:
        """Return an event id that no other run has either: apps remember those they have seen."""
        return f"Ev{uuid.uuid4().hex[:12].upper()}"

    def new_ts(self) -> str:
        """Return a message timestamp: the clock's, and later than every one before."""
        self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add_user(
        self,
        name: str,
        *,
        tz: str = "UTC",
        real_name: str = "",
        is_bot: bool = False,
        is_admin: bool = False,
    ) -> User:
        """Add a member and open the direct message that Slack keeps between them and the bot."""
        user = User(
            id=self.new_id("U0"),
            name=name,
            real_name=real_name or name.title(),
            tz=tz,
            is_bot=is_bot,
            is_admin=is_admin,
        )
        self.users[user.id] = user
        if not is_bot:
            members = {user.id, self.bot.id}
            direct = Channel(id=self._place_id("D0"), name=name, kind="im", members=members)
            self.channels[direct.id] = direct
        return user

    def add_channel(
        self,
        name: str,
        *,
        private: bool = False,
        members: set[str] | None = None,
        channel_id: str | None = None,
    ) -> Channel:
        """Add a channel with ``members`` (user ids); the bot is in it only if it is among them."""
        kind: ChannelKind = "group" if private else "channel"
        prefix = "G0" if private else "C0"
        identifier = channel_id or self._place_id(prefix)
        channel = Channel(id=identifier, name=name, kind=kind, members=set(members or ()))
        self.channels[channel.id] = channel
        return channel

    def add_group(self, handle: str, *, members: set[str]) -> Group:
        """Add a user group with ``members`` (user ids)."""
        group = Group(id=self.new_id("S0"), handle=handle, members=set(members))
        self.groups[group.id] = group
        return group

    def _place_id(self, prefix: str) -> str:
        return self.new_id(prefix) + self._place_ending

    def direct_with(self, user: str) -> Channel:
        """Return the direct message between ``user`` (an id) and the bot."""
        for channel in self.channels.values():
            if channel.kind == "im" and user in channel.members:
                return channel
        raise NotFoundError(f"There is no direct message with {user}; add the user first.")

    def user_of(self, name: str) -> User:
        """Return a user by id, or by name, whether capital or small."""
        wanted = name.removeprefix("@")
        for user in self.users.values():
            if wanted == user.id or wanted.casefold() == user.name:
                return user
        raise NotFoundError(f"There is no user {name} in the stand-in; add_user adds one.")

    def channel_of(self, name: str) -> Channel:
        """Return a channel by id or name."""
        wanted = name.removeprefix("#")
        if wanted in self.channels:
            return self.channels[wanted]
        for channel in self.channels.values():
            if channel.kind != "im" and channel.name == wanted:
                return channel
        raise NotFoundError(f"There is no channel {name} in the stand-in; add_channel adds one.")

    def utc_offset(self, user: User) -> int:
        """Return the user's distance from UTC in seconds, at the clock's now."""
        now = datetime.fromtimestamp(self.clock(), UTC).astimezone(ZoneInfo(user.tz))
        offset = now.utcoffset()
        return int(offset.total_seconds()) if offset is not None else 0

    def note(
        self,
        kind: ChangeKind,
        *,
        message: Message | None = None,
        view: View | None = None,
        detail: str = "",
    ) -> None:
        """Record that something changed, and wake whoever waits for it."""
        self.changes.append(Change(kind=kind, message=message, view=view, detail=detail))
        self.signal.fire()

    def post(self, message: Message) -> Message:
        """Keep a new message."""
        self.messages.append(message)
        self.statuses.pop((message.channel, message.thread_ts or ""), None)
        self.note("posted", message=message)
        if not message.is_ephemeral:
            self.on_post(message)
        return message

    def edit(self, message: Message, *, text: str, blocks: list[Json]) -> None:
        """Give a message other words."""
        message.text, message.blocks, message.edited = text, blocks, True
        self.note("edited", message=message)

    def delete(self, message: Message) -> None:
        """Take a message away."""
        message.deleted = True
        self.note("deleted", message=message)

    def rewind(self) -> None:
        """Forget what was said after the clock's now: it has not happened yet."""
        now = self.clock()
        self.messages = [message for message in self.messages if float(message.ts) <= now]
        self._last_ts = max((int(m.ts.replace(".", "")) for m in self.messages), default=0)
        self.note("clock")

    def find(self, channel: str, ts: str) -> Message | None:
        """Return the message with that timestamp, unless it was deleted."""
        for message in reversed(self.messages):
            if message.channel == channel and message.ts == ts and not message.deleted:
                return message
        return None

    def replies(self, channel: str, ts: str) -> list[Message]:
        """Return what was answered in a thread, oldest first, without ephemerals."""
        return [
            message
            for message in self.messages
            if message.channel == channel
            and message.thread_ts == ts
            and not message.deleted
            and not message.is_ephemeral
        ]

    def visible_to(self, user: str, channel: str) -> list[Message]:
        """Return what ``user`` sees in ``channel`` (ids), oldest first; nothing where not a member.

        A public channel can be read by everybody.
        """
        room = self.channels[channel]
        if room.kind != "channel" and user not in room.members:
            return []
        return [
            message
            for message in self.messages
            if message.channel == channel
            and not message.deleted
            and message.visible_to in (None, user)
        ]
