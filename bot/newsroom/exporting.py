"""What is made to be taken along: briefs and boards longer than a message, digests as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.briefing.briefs.brief import LONGEST_PAGE
from bot.briefing.exports.files import (
    FileFormat,
    MadeFile,
    board_as_file,
    brief_as_file,
    digest_as_file,
)
from bot.errors import InputError
from bot.newsroom.newsroom import Newsroom
from bot.records import Subscription
from bot.results import BriefRequest


def export_brief(
    newsroom: Newsroom, request: BriefRequest, form: FileFormat, *, audience: str | None = None
) -> MadeFile:
    """Return the brief on a topic as a file, with as many lines as its pages would show.

    Raises:
        InputError: there is nothing to put into it.
    """
    brief = newsroom.brief(_longer(request), audience=audience)
    return brief_as_file(brief, form, newsroom.today(audience))


def export_board(
    newsroom: Newsroom, request: BriefRequest, form: FileFormat, *, audience: str | None = None
) -> MadeFile:
    """Return the board of positions on a topic as a file.

    Raises:
        InputError: there is nothing to put into it.
    """
    board = newsroom.board(request, audience=audience)
    brief = newsroom.brief(_longer(request), audience=audience)
    return board_as_file(board, brief, form, newsroom.today(audience))


def export_digest(
    newsroom: Newsroom, subscription: Subscription, scheduled_for: datetime, form: FileFormat
) -> MadeFile:
    """Return the digest that was due at an instant as a file: the lines that it showed.

    Raises:
        InputError: it is not known what it showed, or there is nothing to put into the file.
    """
    sent = newsroom.archive.list_shown(subscription.id, at=scheduled_for)
    if not sent:
        raise InputError(
            "I have no record of what this digest showed. If it came just now, try again in a"
            " moment."
        )
    digest = newsroom.past_digest(subscription, scheduled_for, sent)
    day = scheduled_for.astimezone(ZoneInfo(subscription.time_zone)).date()
    return digest_as_file(digest, form, day, len(sent))


def _longer(request: BriefRequest) -> BriefRequest:
    return replace(request, limit=request.limit or LONGEST_PAGE, timeline_order="date")
