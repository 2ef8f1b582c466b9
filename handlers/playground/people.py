"""People in the stand-in's workspace: what they type, share and open, as Slack tells the app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.errors import InputError
from handlers.playground import payloads
from handlers.playground.filestore import add_file, file_json, note_share, pointer_json
from handlers.playground.line import Kind, Retry
from handlers.playground.methods import SCOPE_FAMILY
from handlers.playground.modals import view_json
from handlers.playground.replies import apply_command_ack, tell
from handlers.playground.server import Delivery, Server
from handlers.playground.workspace import Channel, Json, Message, User


class People(Server):
    """The workspace's first people and channels, and what people say.

    Args:
        general_id: the id of #general; by default one like Slack's.
        options: as for ``Server``.
    """

    def __init__(self, *, general_id: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        workspace = self.workspace
        self.ada = workspace.add_user(
            "ada", tz="Europe/Berlin", real_name="Ada Example", is_admin=True
        )
        self.ben = workspace.add_user("ben", tz="America/New_York", real_name="Ben Example")
        everybody = {self.ada.id, self.ben.id}
        with_bot = everybody | {workspace.bot.id}
        self.general = workspace.add_channel("general", members=with_bot, channel_id=general_id)
        self.random = workspace.add_channel("random", members=everybody)
        self.archive = workspace.add_channel("archive", members=with_bot)
        self.archive.archived = True
        self.desk = workspace.add_channel(
            "desk", private=True, members={self.ada.id, workspace.bot.id}
        )
        self._echoing = True
        workspace.on_post = self._echo

    async def command(
        self, command: str, text: str = "", *, user: str = "ada", channel: str = "general"
    ) -> Delivery:
        """Type a slash command.

        Raises:
            InputError: the manifest has no such command, or the person is not in the channel.
        """
        if self.commands is not None and command not in self.commands:
            raise InputError(
                f"{command} is not a valid command; the app has {', '.join(sorted(self.commands))}."
            )
        person, room = self._person_in(user, channel)
        escape = bool((self.commands or {}).get(command, {}).get("should_escape"))
        payload = payloads.command_payload(
            self.workspace,
            command=command,
            text=payloads.typed(self.workspace, text, names=escape, links=escape),
            user=person,
            room=room,
            trigger_id=self._context.triggers.issue(person.id),
            response_url=self._urls.issue(person.id, room.id),
        )
        delivery = await self._interact("slash_commands", payload, person, room.id)
        if delivery.ack is None:
            timed_out = delivery.reason == "http_timeout"
            code = "operation_timeout" if timed_out else "dispatch_failed"
            tell(self._context, person.id, room.id, f"{command} failed with the error “{code}”")
        else:
            apply_command_ack(self._context, command, person.id, room.id, delivery.ack_payload)
        return delivery

    async def mention(
        self,
        text: str,
        *,
        user: str = "ada",
        channel: str = "general",
        thread_ts: str | None = None,
        event_id: str | None = None,
        files: Sequence[Json] = (),
    ) -> Delivery:
        """Write a message that mentions the bot, in a channel that the bot is in."""
        person, room = self._person_in(user, channel)
        if self.workspace.bot.id not in room.members:
            raise InputError(f"The bot is not in #{room.name}; invite it with slack.invite first.")
        bot = f"<@{self.workspace.bot.id}>"
        if room.kind == "im" or bot not in payloads.typed(self.workspace, text):
            raise InputError(f"A mention is @{self.workspace.bot.name} in a channel: {text!r}")
        message = self._say(person, room, text, thread_ts, files=files)
        event = payloads.mention_event(self.workspace, message)
        return await self._said(event, message, event_id)

    async def direct_message(
        self,
        text: str,
        *,
        user: str = "ada",
        thread_ts: str | None = None,
        event_id: str | None = None,
        files: Sequence[Json] = (),
    ) -> Delivery:
        """Write to the bot directly, with files from ``upload`` where there are any."""
        person = self.workspace.user_of(user)
        room = self.workspace.direct_with(person.id)
        self._echoing = False
        try:
            message = self._say(person, room, text, thread_ts, files=files)
        finally:
            self._echoing = True
        event = payloads.message_event(self.workspace, message)
        return await self._said(event, message, event_id)

    async def draft_link(self, url: str, *, user: str = "ada") -> Delivery:
        """Paste a link into a message that is not posted yet; the app does not learn where."""
        draft = self.workspace.new_id(f"{self.workspace.user_of(user).id}-")
        event = {
            "type": "link_shared",
            "channel": "COMPOSER",
            "user": self.workspace.user_of(user).id,
            "message_ts": draft,
            "links": [{"url": url, "domain": urlsplit(url).hostname or ""}],
            "source": "composer",
            "unfurl_id": draft,
            "event_ts": self.workspace.new_ts(),
        }
        return await self.send_event(event)

    async def share_link(
        self, url: str, *, user: str = "ada", channel: str = "general"
    ) -> Delivery:
        """Post a link whose domain the app has registered for previews."""
        person, room = self._person_in(user, channel)
        domain = urlsplit(url).hostname or ""
        if domain not in self.unfurl_domains:
            raise InputError(f"{domain} is not among the manifest's unfurl_domains.")
        message = self._say(person, room, url, None)
        event = {
            "type": "link_shared",
            "channel": room.id,
            "user": person.id,
            "message_ts": message.ts,
            "links": [{"url": url, "domain": domain}],
            "source": "conversations_history",
            "unfurl_id": f"{room.id}.{message.ts}",
            "event_ts": message.ts,
        }
        return await self._said(event, message, None)

    def upload(
        self,
        name: str,
        content: bytes,
        *,
        user: str = "ada",
        is_pointer: bool = False,
        **changes: object,
    ) -> Json:
        """Upload a file and return it as a message holds it; nothing is shared yet.

        Args:
            is_pointer: the message holds the id only, and ``files.info`` has to be asked.
            changes: fields of Slack's description that differ, such as ``mode``.
        """
        person = self.workspace.user_of(user)
        stored = add_file(self.workspace, name, content, person.id, **changes)
        return pointer_json(stored) if is_pointer else file_json(stored, self._context.base_url)

    async def write(
        self,
        text: str,
        *,
        user: str = "ada",
        channel: str = "general",
        thread_ts: str | None = None,
        files: Sequence[Json] = (),
        attachments: Sequence[Json] = (),
        blocks: Sequence[Json] = (),
    ) -> Message:
        """Write a message that is not for the app, which hears of it where it is subscribed."""
        person, room = self._person_in(user, channel)
        message = self._say(person, room, text, thread_ts, files=files)
        message.attachments, message.blocks = list(attachments), list(blocks)
        for file in files:
            event: Json = {
                "type": "file_shared",
                "file_id": file["id"],
                "file": {"id": file["id"]},
                "user_id": person.id,
                "channel_id": room.id,
                "event_ts": message.ts,
            }
            if "file_shared" in self.bot_events and self.workspace.bot.id in room.members:
                await self._said(event, message, None)
        return message

    async def go_on(
        self, text: str, *, thread_ts: str, user: str = "ada", channel: str = "general"
    ) -> Delivery:
        """Write in a thread without a mention, and wait until the app has heard of it.

        Raises:
            InputError: the app does not hear what is said there.
        """
        person, room = self._person_in(user, channel)
        self._echoing = False
        try:
            message = self._say(person, room, text, thread_ts)
        finally:
            self._echoing = True
        event = payloads.message_event(self.workspace, message)
        if not self._hears(event):
            raise InputError(f"The app may not read what is said in #{room.name}.")
        return await self._said(event, message, None)

    async def open_home(self, user: str = "ada", *, tab: str = "home") -> Delivery:
        """Open the app's home (``home`` or ``messages``)."""
        person = self.workspace.user_of(user)
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.workspace.direct_with(person.id).id,
            "tab": tab,
            "event_ts": self.workspace.new_ts(),
        }
        if person.id in self.workspace.homes:
            event["view"] = view_json(self.workspace, self.workspace.homes[person.id])
        delivery = await self.send_event(event)
        delivery.user = person.id
        return delivery

    async def react(self, message: Message, name: str, *, user: str = "ada") -> Delivery:
        """Add a reaction to a message."""
        person = self.workspace.user_of(user)
        message.reactions.setdefault(name, []).append(person.id)
        return await self.send_event(
            {
                "type": "reaction_added",
                "user": person.id,
                "reaction": name,
                "item_user": message.author,
                "item": {"type": "message", "channel": message.channel, "ts": message.ts},
                "event_ts": self.workspace.new_ts(),
            }
        )

    async def invite(self, channel: str, *, user: str = "ada") -> Delivery | None:
        """Bring the bot into a channel, which it hears of where it is subscribed."""
        person, room = self._person_in(user, channel)
        room.members.add(self.workspace.bot.id)
        self.workspace.note("members")
        event: Json = {
            "type": "member_joined_channel",
            "user": self.workspace.bot.id,
            "channel": room.id,
            "channel_type": room.id[0],
            "team": self.workspace.team_id,
            "inviter": person.id,
            "event_ts": self.workspace.new_ts(),
        }
        return await self.send_event(event) if event["type"] in self.bot_events else None

    def _person_in(self, user: str, channel: str) -> tuple[User, Channel]:
        person, room = self.workspace.user_of(user), self.workspace.channel_of(channel)
        if person.id not in room.members:
            raise InputError(f"{person.name} is not in #{room.name}.")
        return person, room

    def _say(
        self,
        person: User,
        room: Channel,
        text: str,
        thread_ts: str | None,
        *,
        files: Sequence[Json] = (),
    ) -> Message:
        message = Message(
            channel=room.id,
            ts=self.workspace.new_ts(),
            author=person.id,
            text=payloads.typed(self.workspace, text),
            thread_ts=thread_ts,
            files=list(files),
        )
        note_share(self.workspace, message)
        return self.workspace.post(message)

    async def _said(self, event: Json, message: Message, event_id: str | None) -> Delivery:
        delivery = await self.send_event(event, event_id=event_id, message=message)
        delivery.user, delivery.channel = message.author, message.channel
        return delivery

    async def _interact(self, kind: Kind, payload: Json, person: User, channel: str) -> Delivery:
        delivery = self._delivery(kind, payload)
        delivery.user, delivery.channel = person.id, channel
        await self._attempt(delivery, Retry())
        return delivery

    def _echo(self, message: Message) -> None:
        """Tell the app of messages that it is subscribed to, its own included."""
        room = self.workspace.channels[message.channel]
        if not self._echoing or self.workspace.bot.id not in room.members:
            return
        event = payloads.message_event(self.workspace, message)
        if self._hears(event):
            self._spawn(self._echo_event(event))

    def _hears(self, event: Json) -> bool:
        """Tell whether the app is subscribed to such messages and has the scope for them."""
        scope = f"{SCOPE_FAMILY[event['channel_type']]}:history"
        return self._subscription(event) in self.bot_events and scope in self._context.scopes

    async def _echo_event(self, event: Json) -> None:
        await self.send_event(event)
