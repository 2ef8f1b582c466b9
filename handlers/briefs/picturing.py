"""“Full timeline” as a picture: uploaded beside the dates, or to the asker alone."""

from __future__ import annotations

import re
from dataclasses import replace

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import DeliveryError, PermanentDeliveryError
from bot.newsroom import Newsroom
from bot.picture.drawing import TOO_LITTLE, draw_png
from bot.picture.words import describe
from bot.results import BriefRequest
from handlers.briefs.shares import recall_share
from handlers.desk import Desk
from handlers.slack.answering import reply
from handlers.slack.clients import for_posting
from handlers.slack.errors import NOT_THERE
from handlers.slack.uploading import Upload, open_direct, upload_file
from handlers.translating.presses import is_private, thread_of
from handlers.views.budget import Message
from handlers.views.mrkdwn import label
from handlers.views.picture import comment_on, no_picture, picture_is_there

_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")


async def send_picture(desk: Desk, args: AsyncArgs, share: str) -> None:
    """Upload the timeline picture of a brief, once, and say where it is where that is not plain.

    Files are seen by everybody in a conversation, so what only the asker sees goes into the asker's
    own messages with the bot.
    """
    if not await desk.first_sight(f"picture:{share}"):
        return
    kept = await recall_share(desk, share)
    # One after the other: a picture keeps a processor busy for a second.
    async with desk.turn("picture"):
        file = await desk.newsroom.call(
            _draw, desk.newsroom, kept.request, str(args.context.channel_id)
        )
    thread = None if is_private(args) else thread_of(args)
    try:
        told = await _hand_over(args, file, thread) if file else no_picture(TOO_LITTLE)
    except DeliveryError as error:
        told = no_picture(str(error))
    if told is not None:
        await reply(args.respond, told, thread_ts=thread)


def _draw(newsroom: Newsroom, request: BriefRequest, audience: str) -> Upload | None:
    """Draw what may be seen in a channel; None where too little has a date."""
    brief = newsroom.picture_brief(request, audience=audience)
    drawn = draw_png(brief)
    if drawn is None:
        return None
    topic = label(brief.topic or request.topic, 80)
    name = _NOT_IN_NAME.sub("-", topic.casefold()).strip("-") or "topic"
    return Upload(
        name=f"timeline-{name}.png",
        data=drawn,
        title=f"Timeline of {topic}",
        alt=describe(brief),
    )


async def _hand_over(args: AsyncArgs, file: Upload, thread: str | None) -> Message | None:
    """Upload a picture where it belongs; return where it is, where the asker does not see that.

    Raises:
        DeliveryError: Slack did not take it.
    """
    client = for_posting(args.client)
    if thread is not None:
        try:
            await upload_file(client, str(args.context.channel_id), file, thread_ts=thread)
            return None
        except PermanentDeliveryError as error:
            if error.code not in NOT_THERE:
                raise
    direct = await open_direct(client, str(args.context.user_id))
    link = await upload_file(client, direct, replace(file, comment=comment_on(file.title)))
    return picture_is_there(file.title, link)
