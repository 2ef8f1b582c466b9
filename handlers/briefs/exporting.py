"""“Export” under a brief, a board or a digest: a dialog with four formats, then the file.

What only one person sees becomes a file in that person's own messages with the bot; what stands in
a channel becomes one in its thread.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.web.async_client import AsyncWebClient

from bot.briefing.exports.files import FileFormat, MadeFile
from bot.errors import PermanentDeliveryError
from bot.newsroom.exporting import export_board, export_brief, export_digest
from handlers.boundary import explain
from handlers.briefs.shares import recall_share
from handlers.desk import Desk
from handlers.slack.answering import reply
from handlers.slack.clients import for_posting
from handlers.slack.errors import NOT_THERE
from handlers.slack.uploading import Upload, open_direct, upload_file
from handlers.translating.presses import is_private, thread_of, value_of
from handlers.views.blocks import message_of
from handlers.views.board import EXPORT_BOARD_ACTION
from handlers.views.budget import Message
from handlers.views.exporting import comment_of, export_form, read_format, told_where
from handlers.views.standing import EXPORT_DIGEST_ACTION, read_digest_id

_NO_PERMISSION = (
    "I may not upload files here: the app lacks the permission {scope}. Ask whoever runs me to"
    " reinstall it from app.json; until then `dateline brief --markdown` gives the same on the"
    " command line."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Origin:
    """The message whose button was pressed, and what this carries."""

    action: str
    value: str
    response_url: str
    channel: str
    is_private: bool
    thread_ts: str


async def on_export(desk: Desk, args: AsyncArgs) -> None:
    """Open the dialog with the formats."""
    origin = _Origin(
        action=str((args.action or {}).get("action_id")),
        value=value_of(args),
        response_url=str(args.context.response_url or ""),
        channel=str(args.context.channel_id),
        is_private=is_private(args),
        thread_ts=thread_of(args),
    )
    form = export_form(json.dumps(asdict(origin)), is_private=origin.is_private)
    await desk.poster.open_view(str(args.body["trigger_id"]), form)


async def on_export_chosen(desk: Desk, args: AsyncArgs) -> None:
    """Make the file, upload it, and tell the asker where it is; so too what went wrong."""
    view = args.view or {}
    origin = _Origin(**json.loads(str(view.get("private_metadata", ""))))
    respond = AsyncRespond(response_url=origin.response_url, proxy=None, ssl=None)
    try:
        form = FileFormat(read_format(view))
        file = await _make(desk, origin, form)
        told = await _hand_over(args, origin, file, comment_of(file.topic, form, file.cut))
    except Exception as error:
        told = message_of(explain(error, desk.new_id(), on_export_chosen.__name__))
    if told is not None:
        thread = None if origin.is_private else origin.thread_ts
        await reply(respond, told, thread_ts=thread)


async def _make(desk: Desk, origin: _Origin, form: FileFormat) -> MadeFile:
    """Make the file from what may be seen where the button stands.

    Raises:
        InputError: what was shown is not known any more, or holds nothing for this format.
        NotFoundError: the order of the digest is gone.
    """
    newsroom = desk.newsroom
    if origin.action == EXPORT_DIGEST_ACTION:
        number, moment = read_digest_id(origin.value)
        order = await newsroom.call(newsroom.order_here, number, origin.channel)
        return await newsroom.call_weighty(export_digest, newsroom, order, moment, form)
    kept = await recall_share(desk, origin.value)
    export = export_board if origin.action == EXPORT_BOARD_ACTION else export_brief
    return await newsroom.call_weighty(
        export, newsroom, kept.request, form, audience=origin.channel
    )


async def _hand_over(
    args: AsyncArgs, origin: _Origin, file: MadeFile, comment: str
) -> Message | None:
    """Upload a file where it belongs; return where it is, where the asker does not see that.

    Raises:
        DeliveryError: Slack did not take it.
    """
    client = for_posting(args.client)
    if not origin.is_private:
        try:
            await _upload(client, origin.channel, file, comment, thread_ts=origin.thread_ts)
            return None
        except PermanentDeliveryError as error:
            if error.code not in NOT_THERE:
                raise
    user = str(args.context.user_id)
    direct = await _open_direct(client, user)
    return told_where(file.name, await _upload(client, direct, file, comment))


async def _upload(
    client: AsyncWebClient,
    channel: str,
    file: MadeFile,
    comment: str,
    *,
    thread_ts: str | None = None,
) -> str:
    """Upload a file into a conversation; return its address in Slack, "" where Slack tells none.

    Raises:
        DeliveryError: Slack did not take it.
    """
    sent = Upload(name=file.name, data=file.content, title=file.name, comment=comment)
    try:
        return await upload_file(client, channel, sent, thread_ts=thread_ts)
    except PermanentDeliveryError as error:
        raise _explained(error, "files:write") from error


async def _open_direct(client: AsyncWebClient, user: str) -> str:
    """Return the conversation of a person with the bot."""
    try:
        return await open_direct(client, user)
    except PermanentDeliveryError as error:
        raise _explained(error, "im:write") from error


def _explained(error: PermanentDeliveryError, scope: str) -> PermanentDeliveryError:
    """Return an error with what to do where it is the permission that lacks."""
    if error.code == "missing_scope":
        words = _NO_PERMISSION.format(scope=scope)
        return PermanentDeliveryError(words, destination=error.destination, code=error.code)
    return error
