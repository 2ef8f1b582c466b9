"""Briefs as messages, with the state behind their buttons; and further pages of their parts."""

from __future__ import annotations

from dataclasses import replace

from bot.briefing.briefs.brief import LONGEST_PAGE
from bot.briefing.briefs.page_keys import page_keys
from bot.briefing.requests.query import brief_request
from bot.results import Brief, BriefRequest
from handlers.briefs.shares import Share, keep_share, recall_share
from handlers.desk import Desk
from handlers.views.brief import (
    LINES_OF_EACH,
    PartName,
    lay_out_brief,
    lay_out_page,
)
from handlers.views.budget import Message


async def read_request(desk: Desk, words: str, channel: str) -> BriefRequest:
    """Return what typed words ask for: a topic with its filters, by the day in the channel.

    Raises:
        InputError: they name no topic, or a filter that cannot be read.
    """
    newsroom = desk.newsroom
    today = await newsroom.call(newsroom.today, channel)
    return brief_request(words, workspace=newsroom.workspace, today=today)


async def make_brief_message(
    desk: Desk,
    request: BriefRequest,
    *,
    channel: str,
    is_private: bool = True,
    shared_by: str = "",
    asked_by: str = "",
) -> tuple[Message, Brief]:
    """Return the message for a brief, and the brief.

    Args:
        desk: keeps what its buttons need.
        request: what was asked for.
        channel: where it will be seen.
        is_private: only the asker sees it.
        shared_by: the Slack user who makes it public.
        asked_by: the Slack user who asked for it where everybody sees it; "" for a private one.
    """
    newsroom, share = desk.newsroom, desk.new_id()
    page = desk.page_of(request, channel) if desk.page_of else ""

    def make() -> tuple[Message, Brief]:
        short = replace(request, limit=request.limit or LINES_OF_EACH)
        brief = newsroom.brief(short, audience=channel)
        laid = lay_out_brief(
            brief,
            share=share,
            is_private=is_private,
            shared_by=shared_by,
            asked_by=asked_by,
            page=page,
        )
        # As it was read: filters in plain words stand in the dialog in their own fields.
        read = replace(brief.request, limit=request.limit)
        keep_share(newsroom, share, Share(request=read, shown=page_keys(laid.lines)))
        return laid.message, brief

    return await newsroom.call_weighty(make)


async def make_next_page(desk: Desk, share: str, part: PartName, *, channel: str) -> Message:
    """Return the next lines of a part of the brief behind a button, none of them shown before.

    The buttons under the brief and under its pages carry the same id, so that each goes on where
    the last one stopped.

    Raises:
        InputError: the brief is not known any more.
    """
    newsroom = desk.newsroom
    kept = await recall_share(desk, share)
    order = "date" if part is PartName.DATES else "importance"
    request = replace(kept.request, limit=LONGEST_PAGE, timeline_order=order)

    def make() -> Message:
        brief = newsroom.brief(request, audience=channel, shown=kept.shown)
        laid = lay_out_page(brief, part, share=share)
        shown = kept.shown | page_keys(laid.lines)
        keep_share(newsroom, share, replace(kept, shown=shown))
        return laid.message

    return await newsroom.call_weighty(make)
