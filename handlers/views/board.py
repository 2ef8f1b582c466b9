"""A board of positions as one Slack message: a heading a stance, one sentence an actor."""

from __future__ import annotations

from itertools import groupby

from bot.results import Board, BoardRow
from bot.wording import DENIED_BY, WORDING_DIFFERS, plural
from handlers.views.blocks import buttons, context, header, section, suggestions
from handlers.views.brief import about, period_of
from handlers.views.budget import Block, Item, Message, Part, fit
from handlers.views.lines import position_elements, slanted
from handlers.views.mrkdwn import escape, label

#: The button that posts a private board in its channel.
SHARE_BOARD_ACTION = "share_board"

#: Rows in all and, where there are many stances, at least of each: about twenty blocks.
_ROWS, _LEAST_OF_EACH = 14, 2
#: Longest sentence that stands under a row, in characters.
_LONGEST_BESIDE = 250


def board_message(board: Board, *, share: str = "", shared_by: str = "") -> Message:
    """Return the message for a board.

    Args:
        board: what was found.
        share: the id behind the button; none without one.
        shared_by: the Slack user who made it public.
    """
    head = [header(_title(board)), *about(board)]
    tips = [f"/brief positions {tip}" for tip in board.suggestions if tip.strip()]
    if board.is_empty and not tips and board.coverage.documents:
        tips = [f"/brief {board.topic}"]
    tail = suggestions(tips)
    if shared_by:
        tail.append(context(f"Shared by <@{shared_by}>"))
    if board.is_empty:
        why = escape(label(board.empty_because, limit=600))
        return Message(text=summary(board), blocks=(*head, section(why), *tail))
    if share:
        tail.append(buttons(share, (SHARE_BOARD_ACTION, "Share here")))
    return Message(text=summary(board), blocks=fit(head, _parts(board), tail))


def summary(board: Board) -> str:
    """Return the sentence that a notification shows: ``NATO: 12 positions of 9 actors.``"""
    topic = escape(label(board.topic or board.request.topic))
    if board.is_empty:
        return f"{topic}: no positions found. {escape(board.empty_because)}".strip()
    actors = len({row.line.actor for row in board.rows})
    counts = f"{plural(len(board.rows), 'position')} of {plural(actors, 'actor')}"
    return f"{topic}: {counts} from {plural(board.coverage.documents, 'document')}."


def _title(board: Board) -> str:
    period = period_of(board)
    topic = label(board.topic or board.request.topic)
    return f"{topic} · positions{f' · {period}' if period else ''}"


def _parts(board: Board) -> list[Part]:
    sides = [(side, list(rows)) for side, rows in groupby(board.rows, key=lambda row: row.side)]
    most = max(_LEAST_OF_EACH, _ROWS // len(sides))
    return [
        Part(
            heading=section(f"*{side.capitalize()}*"),
            items=[Item(block=_row_block(row)) for row in rows],
            most=most,
            found=len(rows),
        )
        for side, rows in sides
    ]


def _row_block(row: BoardRow) -> Block:
    elements = position_elements(row.line)
    for lead, beside in ((WORDING_DIFFERS, row.before), (DENIED_BY, row.denial)):
        if beside is not None:
            told = {"type": "rich_text_section", "elements": [slanted(f"{lead}:")]}
            elements += [told, *position_elements(beside, _LONGEST_BESIDE)]
    return {"type": "rich_text", "elements": elements}
