"""What the app sends back outside the Web API: ``response_url`` posts and acknowledgements."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import cast

from aiohttp import web

from handlers.playground.api import Arguments, Context, Refusal, content_of
from handlers.playground.faults import Faults, cut, failed
from handlers.playground.modals import checked_view, close_view, push_view, replace_view
from handlers.playground.workspace import SLACKBOT, Json, Message, View


@dataclass(kw_only=True)
class ResponseUrl:
    """The right to answer one interaction five times within half an hour."""

    user: str
    channel: str
    issued_at: float
    uses: int = 0
    #: What it was answered with, in order.
    answers: list[Message] = field(default_factory=list)
    #: The message whose button was pressed; None for a slash command.
    source: Message | None = None


class ResponseUrls:
    """Issues response URLs and serves them."""

    most_uses = 5
    lifetime = 30 * 60.0

    def __init__(self, context: Context, faults: Faults) -> None:
        self._context = context
        self._faults = faults
        self._issued: dict[str, ResponseUrl] = {}
        #: What the app posted, in order.
        self.posts: list[Json] = []

    def issue(self, user: str, channel: str, source: Message | None = None) -> str:
        """Return a fresh address."""
        name = self._context.workspace.new_id("R0")
        self._issued[name] = ResponseUrl(
            user=user,
            channel=channel,
            source=source,
            issued_at=self._context.workspace.clock(),
        )
        return f"{self._context.base_url}/response/{name}"

    def answers_through(self, url: str) -> list[Message]:
        """Return what came through an address, in order."""
        given = self._issued.get(url.rpartition("/")[2])
        return list(given.answers) if given else []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one post of the app."""
        fault = await self._faults.next("response_url")
        if fault is not None and fault.kind != "lose":
            return failed(request, fault)[1]
        response = await self._take(request)
        return response if fault is None else cut(request)

    async def _take(self, request: web.Request) -> web.StreamResponse:
        given = self._issued.get(request.match_info["name"])
        refusal = self._refusal(given)
        if refusal or given is None:
            self._context.problems.append(f"response_url: {refusal}")
            return web.Response(status=404, text=refusal)
        try:
            body = json.loads(await request.text())
            if not isinstance(body, dict):
                raise ValueError
        except ValueError:
            self._context.problems.append("response_url: the body is no JSON object")
            return web.Response(status=400, text="invalid_payload")
        given.uses += 1
        self.posts.append(body)
        try:
            self._apply(given, body)
        except Refusal as refused:
            self._context.problems.append(f"response_url: {json.dumps(refused.reply)}")
            return web.Response(status=400, text=refused.code)
        return web.Response(text="ok")

    def _refusal(self, given: ResponseUrl | None) -> str:
        if given is None:
            return "no_such_url"
        if self._context.workspace.clock() - given.issued_at > self.lifetime:
            return "expired_url"
        return "used_url" if given.uses >= self.most_uses else ""

    def _apply(self, given: ResponseUrl, body: Json) -> None:
        arguments = Arguments(body)
        workspace = self._context.workspace
        source = given.source
        if arguments.flag("delete_original"):
            if source is None or source.deleted:
                raise Refusal("message_not_found")
            workspace.delete(source)
            return
        if source is not None and "replace_original" not in body:
            self._context.problems.append(
                "response_url of an action without replace_original: Slack's documents disagree"
                " whether that replaces the message; say which"
            )
        if source is None and arguments.flag("replace_original"):
            self._context.problems.append(
                "replace_original replaces nothing where no button of the app's own message was"
                " pressed: what was answered before stays (bolt-js issue 2287)"
            )
        content = content_of(self._context, arguments)
        if source is not None and arguments.flag("replace_original"):
            if source.deleted:
                raise Refusal("message_not_found")
            workspace.edit(source, text=content.text, blocks=content.blocks)
            given.answers.append(source)
            return
        given.answers.append(post_reply(self._context, given.user, given.channel, arguments))


def post_reply(context: Context, user: str, channel: str, arguments: Arguments) -> Message:
    """Post what answers a command or an action: ephemeral unless it says ``in_channel``."""
    content = content_of(context, arguments)
    public = arguments.text("response_type") == "in_channel"
    return context.workspace.post(
        Message(
            channel=channel,
            ts=context.workspace.new_ts(),
            author=context.workspace.bot.id,
            text=content.text,
            blocks=content.blocks,
            attachments=content.attachments,
            thread_ts=arguments.text("thread_ts") or None,
            visible_to=None if public else user,
            by_app=True,
        )
    )


def tell(context: Context, user: str, channel: str, text: str) -> None:
    """Let Slackbot tell one person something, as Slack does when an app fails them."""
    context.workspace.post(
        Message(
            channel=channel,
            ts=context.workspace.new_ts(),
            author=SLACKBOT,
            text=text,
            visible_to=user,
        )
    )


def apply_command_ack(
    context: Context, command: str, user: str, channel: str, payload: Json
) -> None:
    """Show what a slash command's acknowledgement carried."""
    if not payload:
        return
    try:
        post_reply(context, user, channel, Arguments(payload))
    except Refusal as refusal:
        context.problems.append(f"acknowledgement of {command}: {json.dumps(refusal.reply)}")
        tell(context, user, channel, f"{command} failed with the error “invalid_command_response”")


def apply_submission_ack(context: Context, view: View, payload: Json) -> Json:
    """Do what the acknowledgement of a submission says; return the errors it shows, by block."""
    action = payload.get("response_action")
    try:
        if action == "errors":
            return _checked_errors(view, payload)
        if action == "update":
            replace_view(context.workspace, view, checked_view(payload.get("view")))
        elif action == "push":
            push_view(context.workspace, view.owner, checked_view(payload.get("view")))
        elif action in (None, "clear"):
            close_view(context.workspace, view, all_of_them=action == "clear")
        else:
            raise Refusal("invalid_response_action")
    except Refusal as refusal:
        context.problems.append(f"acknowledgement of a submission: {json.dumps(refusal.reply)}")
    return {}


def _checked_errors(view: View, payload: Json) -> Json:
    errors = payload.get("errors")
    inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise Refusal("invalid_errors", messages=["[ERROR] errors name the view's input blocks"])
    return cast("Json", errors)
