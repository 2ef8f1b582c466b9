"""A board of positions as a person reads it in a terminal."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.text import Text

from bot.cli.printing import (
    coverage_in_words,
    indented,
    leave_line,
    print_doubt,
    print_heading,
    print_hint,
    print_position,
    print_suggestions,
)
from bot.results import Board, BoardRow
from bot.wording import DENIED_BY, WORDING_DIFFERS, period_in_words

_BESIDE = 6


def print_board(console: Console, board: Board) -> None:
    """Print who stands where, one heading a stance; what belongs to a row stands under it."""
    period = period_in_words(board.coverage.first, board.coverage.last)
    heading = f"{board.topic} · positions{f' · {period}' if period else ''}"
    console.print(Text(heading, style="bold"))
    if not board.is_empty:
        console.print(Text(coverage_in_words(board.coverage), style="dim"))
    if board.read_as:
        console.print(Text(board.read_as, style="dim"))
    for side, group in groupby(board.rows, key=lambda row: row.side):
        rows = list(group)
        print_heading(console, f"{side.capitalize()} ({len(rows)})")
        for number, row in enumerate(rows):
            leave_line(console, number)
            _print_row(console, row)
    if board.is_empty:
        console.print(f"\n{board.empty_because}", markup=False)
        if board.coverage.documents:
            console.print(Text(f"\nWhat else stands there: dateline brief {board.topic}", "dim"))
    else:
        print_hint(console, board.rows[0].line.citation)
    print_doubt(console, board.doubt)
    if board.doubt is None or not board.doubt.is_open:
        print_suggestions(console, board.suggestions)


def _print_row(console: Console, row: BoardRow) -> None:
    print_position(console, row.line)
    for lead, beside in ((WORDING_DIFFERS, row.before), (DENIED_BY, row.denial)):
        if beside is not None:
            console.print(indented(Text(f"{lead}:", style="italic"), _BESIDE))
            print_position(console, beside, _BESIDE)
