"""Briefs and boards made to be taken along: longer than what a message holds."""

from __future__ import annotations

from dataclasses import replace

from bot.briefing.briefs.brief import LONGEST_PAGE
from bot.briefing.exports.files import FileFormat, MadeFile, board_as_file, brief_as_file
from bot.newsroom.newsroom import Newsroom
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


def _longer(request: BriefRequest) -> BriefRequest:
    return replace(request, limit=request.limit or LONGEST_PAGE, timeline_order="date")
