"""A stand-in for Slack: a loopback server that the real Bolt app talks to, and people to drive it.

    async with SlackStandIn() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        app = AsyncApp(client=client, signing_secret=slack.signing_secret)
        ...                                     # register listeners
        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()
        await slack.connected()

        asked = await slack.command("/brief", "nato")       # as Ada, in #general
        assert asked.ack_latency < 1
        answer = await slack.answer_to(asked)               # the first message that it led to
        assert answer.is_ephemeral
        await slack.press(answer, "share")
        shared = await slack.wait_for_message("general", lambda m: not m.is_ephemeral)

        asked = await slack.mention("@dateline who opposes it?", user="ben")
        answer = await slack.answer_to(asked)
        assert answer.thread_ts == asked.message.ts

        assert slack.problems == []                         # nothing that Slack would swallow
        await handler.close_async()

It is strict where Slack is: tokens, scopes, required arguments, block shapes and sums, membership,
triggers used once within three seconds, response URLs five times within half an hour, events
repeated until they are acknowledged. ``rate_limit``, ``fail``, ``refuse``, ``drop`` and ``delay``
let calls go wrong; ``disconnect`` and ``drop_connections`` do it to Socket Mode. With
``http_target=`` the same things are sent as signed requests.

Ada (an admin, Europe/Berlin) and Ben (America/New_York) are there, with #general (the bot is in
it), #random (it is not), #archive (archived) and the private #desk (Ada and the bot).
``workspace.add_user`` and ``workspace.add_channel`` add more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.errors import InputError
from handlers.playground import payloads
from handlers.playground.modals import close_view, find_view, view_json
from handlers.playground.people import People
from handlers.playground.pings import pings_of
from handlers.playground.replies import apply_submission_ack
from handlers.playground.server import Delivery
from handlers.playground.workspace import Json, Message, User, View

MOST_SUGGESTIONS = 100


class SlackStandIn(People):
    """A Slack workspace with people in it; arguments as for ``Server``.

    People and channels are named by id or by name; where none is named it is Ada, in #general.
    """

    async def press(
        self,
        source: Message | View,
        action_id: str,
        *,
        user: str | None = None,
        block_id: str | None = None,
        value: str | None = None,
        state: Json | None = None,
    ) -> Delivery:
        """Press a button, or choose ``value`` in a menu, of a message, a modal or a home tab.

        Args:
            block_id: where the same action id stands in several blocks.
            state: what its fields and menus hold, as in Slack's ``state.values``.

        Raises:
            InputError: the person cannot see it, or it has no such element.
        """
        person = self._viewer(source, user)
        block, element = payloads.find_element(source, action_id, block_id=block_id, value=value)
        payload = payloads.interaction(
            self.workspace, "block_actions", person, self._trigger(person, source)
        )
        payload |= payloads.source_of_action(self.workspace, source, state)
        payload |= {
            "state": {"values": state or {}},
            "actions": [payloads.action(block, element, value, self.workspace.new_ts())],
        }
        channel = source.channel if isinstance(source, Message) else ""
        if isinstance(source, Message):
            payload["response_url"] = self._urls.issue(person.id, channel, source)
        return await self._interact("interactive", payload, person, channel)

    async def suggest(self, source: Message | View, action_id: str, typed: str) -> Delivery:
        """Type into a menu whose options the app supplies; they stand in ``ack_payload``."""
        person = self._viewer(source, None)
        block, element = payloads.find_element(source, action_id)
        payload = payloads.interaction(self.workspace, "block_suggestion", person, "")
        payload |= payloads.source_of_action(self.workspace, source)
        payload |= {
            "value": typed,
            "action_id": element["action_id"],
            "block_id": block["block_id"],
        }
        del payload["trigger_id"]
        delivery = await self._interact("interactive", payload, person, "")
        options = delivery.ack_payload.get("options", [])
        if delivery.acked and not options and "option_groups" not in delivery.ack_payload:
            self.problems.append(f"{action_id}: the acknowledgement carries no options")
        if len(options) > MOST_SUGGESTIONS:
            self.problems.append(f"{action_id}: {len(options)} options, Slack takes 100")
        return delivery

    async def submit(self, view: View, values: Mapping[str, str] | None = None) -> Delivery:
        """Fill a modal's inputs (by block id or action id) and submit it.

        Raises:
            InputError: a required input is empty, as Slack would say before it asks the app.
        """
        person = self._viewer(view, None)
        state = payloads.filled(view, values or {})
        payload = payloads.interaction(
            self.workspace, "view_submission", person, self._trigger(person, view)
        )
        payload |= {"view": view_json(self.workspace, view, state), "response_urls": []}
        delivery = await self._interact("interactive", payload, person, "")
        if delivery.ack is not None:
            delivery.errors = apply_submission_ack(self._context, view, delivery.ack_payload)
        return delivery

    async def close(self, view: View) -> Delivery | None:
        """Cancel a modal; the app hears of it only where the view asks for that."""
        person = self._viewer(view, None)
        close_view(self.workspace, view)
        if not view.body.get("notify_on_close"):
            return None
        payload = payloads.interaction(self.workspace, "view_closed", person, "")
        del payload["trigger_id"]
        payload |= {"view": view_json(self.workspace, view), "is_cleared": False}
        return await self._interact("interactive", payload, person, "")

    async def shortcut(
        self, callback_id: str, *, user: str = "ada", message: Message | None = None
    ) -> Delivery:
        """Use a shortcut: a global one, or one on a message.

        Raises:
            InputError: the manifest has no such shortcut, or the person does not see the message.
        """
        person = self.workspace.user_of(user)
        self._check_shortcut(callback_id, message)
        if message is not None and not self._may_act_on(person, message):
            raise InputError(f"{person.name} cannot use a shortcut on that message.")
        kind = "message_action" if message else "shortcut"
        payload = payloads.interaction(
            self.workspace, kind, person, self._context.triggers.issue(person.id)
        )
        payload |= {"callback_id": callback_id, "action_ts": self.workspace.new_ts()}
        if message is not None:
            source = payloads.source_of_action(self.workspace, message)
            payload |= {"message": source.get("message"), "channel": source["channel"]}
            payload["message_ts"] = message.ts
            payload["response_url"] = self._urls.issue(person.id, message.channel)
        channel = message.channel if message else ""
        return await self._interact("interactive", payload, person, channel)

    async def wait_for_message(
        self,
        channel: str = "general",
        predicate: Callable[[Message], bool] = lambda message: True,
        timeout: float = 5,  # noqa: ASYNC109 - how long it waits is the caller's wish
        *,
        since: Delivery | None = None,
    ) -> Message:
        """Return the first message of the app in ``channel`` that fits, posted or edited.

        Args:
            since: look only at what happened after this was sent.
        """
        room = self.workspace.channel_of(channel)
        mark = since.mark if since else 0

        def found() -> Message | None:
            for change in self.workspace.changes[mark:]:
                message = change.message
                if message is None or change.kind not in ("posted", "edited"):
                    continue
                there = message.by_app and message.channel == room.id and not message.deleted
                if there and predicate(message):
                    return message
            return None

        if not await self.workspace.signal.until(lambda: found() is not None, timeout):
            said = [change.message.text[:80] for change in self.workspace.changes if change.message]
            raise TimeoutError(
                f"No such message in {channel} within {timeout} s; there was {said};"
                f" problems: {self.problems}; refused: {self._refusals()}"
            )
        message = found()
        assert message is not None  # noqa: S101 - until() has just seen it
        return message

    async def answer_to(self, delivery: Delivery, timeout: float = 5) -> Message:  # noqa: ASYNC109
        """Return the first message that ``delivery`` led to where it was sent."""
        return await self.wait_for_message(delivery.channel, timeout=timeout, since=delivery)

    def visible_to(self, user: str = "ada", channel: str = "general") -> list[Message]:
        """Return what a person sees in a channel, oldest first, threads included."""
        person = self.workspace.user_of(user)
        return self.workspace.visible_to(person.id, self.workspace.channel_of(channel).id)

    def pings(self) -> list[str]:
        """Return whom the app's messages notified, in order."""
        said = (message for message in self.workspace.messages if message.by_app)
        return [ping for message in said for ping in pings_of(message)]

    def home_of(self, user: str = "ada") -> View | None:
        """Return a person's home tab."""
        return self.workspace.homes.get(self.workspace.user_of(user).id)

    def modal_of(self, user: str = "ada") -> View | None:
        """Return the modal that a person has before them."""
        stack = self.workspace.modals.get(self.workspace.user_of(user).id)
        return stack[-1] if stack else None

    def _check_shortcut(self, callback_id: str, message: Message | None) -> None:
        wanted = "message" if message else "global"
        if self.shortcuts is not None and self.shortcuts.get(callback_id) != wanted:
            raise InputError(
                f"The app has no {wanted} shortcut {callback_id}; it has {self.shortcuts}."
            )

    def _may_act_on(self, person: User, message: Message) -> bool:
        """Tell whether the menu of a message has shortcuts; what one person sees has none."""
        there = message in self.workspace.visible_to(person.id, message.channel)
        return there and not message.is_ephemeral

    def _viewer(self, source: Message | View, user: str | None) -> User:
        """Return who acts on ``source``, after checking that it is on their screen."""
        if isinstance(source, View):
            person = self.workspace.user_of(user or source.owner)
            there = find_view(self.workspace, source.id) is source and source.owner == person.id
        else:
            person = self.workspace.user_of(user or source.visible_to or "ada")
            there = source in self.workspace.visible_to(person.id, source.channel)
        if not there:
            raise InputError(f"{person.name} does not see that.")
        return person

    def _trigger(self, person: User, source: Message | View) -> str:
        view = source.id if isinstance(source, View) else None
        return self._context.triggers.issue(person.id, view=view)

    def _refusals(self) -> list[Json]:
        return [call.reply for call in self.calls if not call.ok][-3:]
