"""A board of positions as one Slack message: a heading a stance, one sentence an actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import groupby

from bot.records import Stance
from bot.results import Board, BoardRow, PositionLine
from bot.wording import DENIED_BY, WORDING_DIFFERS, plural
from handlers.views.blocks import buttons, context, header, plain, section, suggestions
from handlers.views.brief import about, period_of
from handlers.views.budget import Block, Item, Message, Part, fit_and_count
from handlers.views.line_ids import write_line_id
from handlers.views.lines import position_elements, rich, slanted
from handlers.views.menus import line_item, source_with_menu, told_position
from handlers.views.mrkdwn import bold, escape, label
from handlers.views.offers import CHOOSE_BOARD_ACTION, OTHER_BOARDS_ACTION, choice_blocks

#: The button that posts a private board in its channel, and those that turn its page in place.
SHARE_BOARD_ACTION = "share_board"
REST_ACTION = "board_rest"
FIRST_ACTION = "board_first"
#: The button that offers it as a file.
EXPORT_BOARD_ACTION = "export_board"
#: The list under a board without menus, from which a row is chosen.
ROW_ACTION = "board_row"

#: Rows in all and, where there are many stances, at least of each: about twenty blocks.
_ROWS, _LEAST_OF_EACH = 14, 2
#: Longest sentence that stands under a row, in characters.
_LONGEST_BESIDE = 250
#: ... and of what names a row in the list.
_LONGEST_CHOICE = 45
#: ... and of its id there, which has room for the place of the row and no more.
_LONGEST_NAME = 65


class _Menu(Enum):
    """What stands beside the rows of a page."""

    WHOLE = "whole"
    SHORT = "short"
    NONE = "none"


def board_message(
    board: Board,
    *,
    share: str = "",
    shared_by: str = "",
    asked_by: str = "",
    rest: bool = False,
) -> Message:
    """Return the message for a board.

    Args:
        board: what was found.
        share: the id behind the buttons; none without one.
        shared_by: the Slack user who made it public.
        asked_by: the Slack user who asked for it where everybody sees the answer.
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
    for who, did in ((shared_by, "Shared"), (asked_by, "Asked")):
        tail += [context(f"{did} by <@{who}>")] if who else []
    if board.is_empty:
        why = escape(label(board.empty_because, limit=600))
        return Message(text=summary(board), blocks=(*head, section(why), *tail))
    first, others = _split(board)
    if share:
        turn = [(FIRST_ACTION, "Back")] if rest else [(REST_ACTION, "Show the rest")] * bool(others)
        export, to_share = (EXPORT_BOARD_ACTION, "Export"), (SHARE_BOARD_ACTION, "Share here")
        is_public = bool(shared_by or asked_by)
        tail.append(buttons(share, *([export] if is_public else [*turn, export, to_share])))
    shown, found = (others, {}) if rest and others else (first, _count_sides(board.rows))
    blocks = _fit_rows(head, shown, found, board.topic, tail, share)
    return Message(text=summary(board), blocks=blocks)


def choose_row(board: Board, value: str) -> PositionLine | None:
    """Return the line that was chosen under a board; None where it stands there no more."""
    return next((row.line for row in board.rows if _value_of(row.line) == value), None)


def row_message(line: PositionLine, topic: str) -> Message:
    """Return a line of a board alone, with its menu."""
    item = line_item(line, topic)
    return Message(text=f"{escape(label(line.actor))} {line.stance}.", blocks=item.blocks)


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


def _fit_rows(
    head: Sequence[Block],
    rows: Sequence[BoardRow],
    found: Mapping[Stance, int],
    topic: str,
    tail: Sequence[Block],
    share: str,
) -> tuple[Block, ...]:
    """Return the blocks of a page; so many rows that menus would push some out have shorter ones.

    Where even these take too much room, the rows stand alone, and one of them can be chosen below.
    """
    for menu in (_Menu.WHOLE, _Menu.SHORT):
        parts = _parts(rows, found, topic, menu)
        blocks, taken = fit_and_count(head, parts, tail)
        if sum(taken) == len(rows):
            return blocks
    parts = _parts(rows, found, topic, _Menu.NONE)
    blocks, taken = fit_and_count(head, parts, tail)
    if not share:
        return blocks
    with_list = [*tail[:-1], _chooser(rows, share), *tail[-1:]]
    listed, shown = fit_and_count(head, parts, with_list)
    return listed if shown == taken else blocks


def _chooser(rows: Sequence[BoardRow], share: str) -> Block:
    """Return the list from which a row is chosen to be checked or corrected."""
    values = {_value_of(row.line): row.line for row in rows}
    options = [
        {
            "text": {
                "type": "plain_text",
                "text": label(f"{line.actor} {line.stance} {line.target or ''}", _LONGEST_CHOICE),
            },
            "value": value,
        }
        for value, line in values.items()
    ]
    menu = {
        "type": "static_select",
        "action_id": ROW_ACTION,
        "placeholder": plain("a row"),
        "options": options,
    }
    return {**section("To check or correct one of these:"), "block_id": share, "accessory": menu}


def _value_of(line: PositionLine) -> str:
    return write_line_id(line, "", longest=_LONGEST_NAME)


def _parts(
    rows: Sequence[BoardRow], found: Mapping[Stance, int], topic: str, menu: _Menu
) -> list[Part]:
    """Return a part for each stance; ``found`` tells of how many rows these are the first."""
    return [
        Part(
            heading=section(f"*{side.capitalize()}*"),
            items=[_row_item(row, topic, menu) for row in group],
            found=found.get(side, 0),
        )
        for side, group in groupby(rows, key=lambda row: row.side)
    ]


def _row_item(row: BoardRow, topic: str, menu: _Menu) -> Item:
    """Return a row with the menu of its own line beside where that stands."""
    bare = menu is _Menu.NONE
    elements = position_elements(row.line) if bare else told_position(row.line)
    for lead, beside in ((WORDING_DIFFERS, row.before), (DENIED_BY, row.denial)):
        if beside is not None:
            told = {"type": "rich_text_section", "elements": [slanted(f"{lead}:")]}
            elements += [told, *position_elements(beside, _LONGEST_BESIDE)]
    if bare:
        return Item(block=rich(*elements))
    has_more = row.before is not None or row.denial is not None
    lead = f"{bold(row.line.actor)}: " if has_more else ""
    below = source_with_menu(row.line, topic, lead=lead, is_short=menu is _Menu.SHORT)
    return Item(block=rich(*elements), below=below)
