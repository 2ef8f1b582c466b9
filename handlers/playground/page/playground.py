"""What a person does on the page, done in the stand-in: the page's wishes, one method each."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import InputError
from bot.newsroom import Newsroom
from bot.ports import Sender
from handlers.playground import payloads
from handlers.playground.filestore import file_json
from handlers.playground.modals import find_view
from handlers.playground.page.clock import (
    ChannelClock,
    pass_time,
    take_back_orders,
    target_of,
)
from handlers.playground.page.translation import (
    choice_of,
    features_of,
    missing_of,
    screen_of,
    values_of,
)
from handlers.playground.server import Delivery
from handlers.playground.standin import SlackStandIn
from handlers.playground.workspace import Json, Message, User, View
from handlers.web.site import Site

#: Seconds after which nobody waits for the app to come to rest any more.
_PATIENCE = 30.0
_QUIET = 0.15
_REASONS = {
    "http_timeout": "Dateline did not answer within three seconds.",
    "connection_failed": "Dateline is not connected.",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A slash command that somebody typed; Slack shows it to nobody, the page to who typed it."""

    channel: str
    ts: str
    user: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Playground:
    """A workspace with the app at work in it, and people who play.

    Attributes:
        slack: the stand-in.
        newsroom: what the app works with.
        sender: posts digests in the workspace.
        clock: that of workspace and newsroom.
        site: what the pages behind citations work with; None where there are none.
        suggestions: what a newcomer may try next, each by one tap.
        asked: the slash commands typed so far.
    """

    slack: SlackStandIn
    newsroom: Newsroom
    sender: Sender
    clock: ChannelClock
    site: Site | None = None
    suggestions: tuple[str, ...] = ()
    asked: list[Asked] = field(default_factory=list)
    _passing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def person(self, name: str) -> User:
        """Return who plays; the first person where nobody is named."""
        return self.slack.workspace.user_of(name or self.slack.ada.id)

    def screen(self, viewer: str) -> Json:
        """Return everything that a person's page shows."""
        return {
            "kind": "state",
            **screen_of(self.slack.workspace, viewer),
            **features_of(self.slack.manifest),
            "asked": [asked_json(each) for each in self.asked if each.user == viewer],
            "suggestions": list(self.suggestions),
            "clock": self.clock_json(),
        }

    def clock_json(self) -> Json:
        """Return what the clock shows, in milliseconds, and whether it was set forward."""
        return {"now": round(self.clock.seconds() * 1000), "ahead": self.clock.is_ahead}

    async def obey(self, user: User, wish: Mapping[str, Any]) -> Json:
        """Do what a person did on the page; return what the page is told besides the changes.

        Raises:
            DatelineError: it cannot be done; the message says why.
        """
        doing = _DOINGS.get(str(wish.get("do")))
        if doing is None:
            raise InputError("The page asks for something that the playground does not know.")
        return await doing(self, user, wish)

    async def rest(self) -> None:
        """Wait until the app has come to rest, or for half a minute."""
        try:
            await self.slack.settled(_QUIET, _PATIENCE)
        except TimeoutError:
            return

    async def say(self, user: User, wish: Mapping[str, Any]) -> Json:
        """Type something and press Enter: a command, a question, or words for everybody."""
        slack, words = self.slack, str(wish.get("text", "")).strip()
        room = slack.workspace.channel_of(str(wish.get("channel", "")))
        thread, files = str(wish.get("thread", "")) or None, self._files(wish)
        if words.startswith("/") and not files:
            return await self._command(user, room.id, words, in_thread=thread is not None)
        if not (words or files):
            raise InputError("There is nothing to send.")
        if room.kind == "im":
            sent = await slack.direct_message(words, user=user.id, thread_ts=thread, files=files)
        elif f"<@{slack.workspace.bot.id}>" in payloads.typed(slack.workspace, words):
            if slack.workspace.bot.id not in room.members:
                raise InputError(f"Dateline is not in #{room.name}; type /invite @Dateline first.")
            sent = await slack.mention(
                words, user=user.id, channel=room.id, thread_ts=thread, files=files
            )
        else:
            written = await slack.write(
                words, user=user.id, channel=room.id, thread_ts=thread, files=files
            )
            return {"ts": written.ts}
        return {"ts": sent.message.ts if sent.message else "", **_why_not(sent)}

    async def ask(self, user: User, channel: str, words: str) -> Json:
        """Type a slash command, and keep that it was typed."""
        name, _, text = words.partition(" ")
        ts = self.slack.workspace.new_ts()
        sent = await self.slack.command(name, text.strip(), user=user.id, channel=channel)
        asked = Asked(channel=channel, ts=ts, user=user.id, text=words)
        self.asked.append(asked)
        return {"asked": asked_json(asked), **_why_not(sent)}

    async def _command(self, user: User, channel: str, words: str, *, in_thread: bool) -> Json:
        if in_thread:
            raise InputError("Slack takes slash commands in channels, not in threads.")
        if words.split()[:1] == ["/invite"]:
            await self.slack.invite(channel, user=user.id)
            return {}
        return await self.ask(user, channel, words)

    async def press(self, user: User, wish: Mapping[str, Any]) -> Json:
        """Press a button, or choose in a menu."""
        action, state = _mapping(wish, "action"), wish.get("state")
        sent = await self.slack.press(
            self._source(wish),
            str(action.get("action_id", "")),
            user=user.id,
            block_id=str(action["block_id"]) if action.get("block_id") else None,
            value=choice_of(action),
            state=state if isinstance(state, dict) else None,
        )
        return _why_not(sent)

    async def submit(self, user: User, wish: Mapping[str, Any]) -> Json:
        """Send a modal."""
        view = self._view(wish)
        values = values_of(view, _mapping(wish, "state"))
        if missing := missing_of(view, values):
            return {"errors": missing}
        sent = await self.slack.submit(view, values)
        return {"errors": sent.errors, **_why_not(sent)}

    async def close(self, user: User, wish: Mapping[str, Any]) -> Json:
        """Close a modal without sending it."""
        await self.slack.close(self._view(wish))
        return {}

    async def open_tab(self, user: User, wish: Mapping[str, Any]) -> Json:
        """Open the app's home tab, or its messages."""
        tab = "messages" if wish.get("tab") == "messages" else "home"
        return _why_not(await self.slack.open_home(user.id, tab=tab))

    async def use_shortcut(self, user: User, wish: Mapping[str, Any]) -> Json:
        """Choose one of the app's entries in the menu of a message."""
        message, name = self._message(wish), str(wish.get("shortcut", ""))
        return _why_not(await self.slack.shortcut(name, user=user.id, message=message))

    async def set_clock(self, user: User, wish: Mapping[str, Any]) -> Json:
        """Let time pass, or go back to the present: what has not happened yet is taken back."""
        workspace, step = self.slack.workspace, str(wish.get("step", ""))
        async with self._passing:
            if step == "back":
                self.clock.put_back()
                await self.newsroom.call(take_back_orders, self.newsroom)
                now = self.clock.seconds()
                self.asked[:] = [each for each in self.asked if float(each.ts) <= now]
                workspace.rewind()
            else:
                until = target_of(step, self.clock(), ZoneInfo(user.tz))
                await pass_time(self.newsroom, self.sender, self.clock, until)
                workspace.note("clock")
        return {}

    def _files(self, wish: Mapping[str, Any]) -> list[Json]:
        names = wish.get("files")
        stored = [self.slack.workspace.files.get(str(name)) for name in names or ()]
        if None in stored:
            raise InputError("That file is gone; choose it again.")
        return [file_json(each, self.slack.base_url) for each in stored if each is not None]

    def _source(self, wish: Mapping[str, Any]) -> Message | View:
        return self._view(wish) if wish.get("view") else self._message(wish)

    def _view(self, wish: Mapping[str, Any]) -> View:
        view = find_view(self.slack.workspace, str(wish.get("view", "")))
        if view is None:
            raise InputError("This window is closed.")
        return view

    def _message(self, wish: Mapping[str, Any]) -> Message:
        workspace = self.slack.workspace
        message = workspace.find(str(wish.get("channel", "")), str(wish.get("ts", "")))
        if message is None:
            raise InputError("This message is gone.")
        return message


def asked_json(asked: Asked) -> Json:
    """Return a typed command as the page shows it."""
    return {"channel": asked.channel, "ts": asked.ts, "author": asked.user, "text": asked.text}


def _why_not(sent: Delivery) -> Json:
    """Return why the app did not take it; nothing where it did."""
    if sent.acked:
        return {}
    return {"why": _REASONS.get(sent.reason, "Dateline did not take it.")}


def _mapping(wish: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = wish.get(key)
    if not isinstance(found, Mapping):
        raise InputError(f"The page did not say the {key}.")
    return found


_DOINGS = {
    "say": Playground.say,
    "press": Playground.press,
    "submit": Playground.submit,
    "close": Playground.close,
    "open": Playground.open_tab,
    "shortcut": Playground.use_shortcut,
    "clock": Playground.set_clock,
}
