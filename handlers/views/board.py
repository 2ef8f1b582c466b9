"""A board of positions as one Slack message: a heading a stance, one sentence an actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.records import Stance
from bot.results import Board, BoardRow
from bot.wording import DENIED_BY, WORDING_DIFFERS, plural
from handlers.views.blocks import buttons, context, header, section, suggestions
from handlers.views.brief import about, period_of
from handlers.views.budget import Block, Item, Message, Part, fit
from handlers.views.lines import position_elements, slanted
from handlers.views.mrkdwn import escape, label
from handlers.views.offers import CHOOSE_BOARD_ACTION, OTHER_BOARDS_ACTION, choice_blocks

#: The button that posts a private board in its channel, and those that turn its page in place.
SHARE_BOARD_ACTION = "share_board"
REST_ACTION = "board_rest"
FIRST_ACTION = "board_first"

#: Rows in all and, where there are many stances, at least of each: about twenty blocks.
_ROWS, _LEAST_OF_EACH = 14, 2
#: Longest sentence that stands under a row, in characters.
_LONGEST_BESIDE = 250


def board_message(
    board: Board, *, share: str = "", shared_by: str = "", rest: bool = False
) -> Message:
    """Return the message for a board.

    Args:
        board: what was found.
        share: the id behind the buttons; none without one.
        shared_by: the Slack user who made it public.
        rest: show the rows that have no room beside the first ones of each stance.
    """
    head = [header(_title(board)), *about(board)]
    doubt = board.doubt
    choices = choice_blocks(doubt, CHOOSE_BOARD_ACTION, OTHER_BOARDS_ACTION) if doubt else []
    tried = () if doubt is not None and doubt.is_open else board.suggestions
    tips = [f"/brief positions {tip}" for tip in tried if tip.strip()]
    if board.is_empty and not tips and board.coverage.documents:
        tips = [f"/brief {board.topic}"]
    tail = [*choices, *suggestions(tips)]
    if shared_by:
        tail.append(context(f"Shared by <@{shared_by}>"))
    if board.is_empty:
        why = escape(label(board.empty_because, limit=600))
        return Message(text=summary(board), blocks=(*head, section(why), *tail))
    first, others = _split(board)
    if share:
        turn = [(FIRST_ACTION, "Back")] if rest else [(REST_ACTION, "Show the rest")] * bool(others)
        tail.append(buttons(share, *turn, (SHARE_BOARD_ACTION, "Share here")))
    parts = _parts(others, {}) if rest and others else _parts(first, _count_sides(board.rows))
    return Message(text=summary(board), blocks=fit(head, parts, tail))


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


def _split(board: Board) -> tuple[list[BoardRow], list[BoardRow]]:
    """Return the first rows of each stance, and the rest."""
    counts = _count_sides(board.rows)
    most = max(_LEAST_OF_EACH, _ROWS // max(1, len(counts)))
    first: list[BoardRow] = []
    others: list[BoardRow] = []
    for _, rows in groupby(board.rows, key=lambda row: row.side):
        each = list(rows)
        first += each[:most]
        others += each[most:]
    return first, others


def _count_sides(rows: Sequence[BoardRow]) -> Mapping[Stance, int]:
    return Counter(row.side for row in rows)


def _parts(rows: Sequence[BoardRow], found: Mapping[Stance, int]) -> list[Part]:
    """Return a part for each stance; ``found`` tells of how many rows these are the first."""
    return [
        Part(
            heading=section(f"*{side.capitalize()}*"),
            items=[Item(block=_row_block(row)) for row in group],
            found=found.get(side, 0),
        )
        for side, group in groupby(rows, key=lambda row: row.side)
    ]


def _row_block(row: BoardRow) -> Block:
    elements = position_elements(row.line)
    for lead, beside in ((WORDING_DIFFERS, row.before), (DENIED_BY, row.denial)):
        if beside is not None:
            told = {"type": "rich_text_section", "elements": [slanted(f"{lead}:")]}
            elements += [told, *position_elements(beside, _LONGEST_BESIDE)]
    return {"type": "rich_text", "elements": elements}
