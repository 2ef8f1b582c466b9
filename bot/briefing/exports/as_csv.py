"""Briefs and boards as CSV, one row a line, for spreadsheets.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and words of
a document may begin so. Such a cell, and one that begins with an apostrophe anyhow, has one
apostrophe put before it. Whoever takes one leading apostrophe away from every cell that has one
has the words verbatim again, in the column ``text`` too; ``start`` and ``end`` tell how many
characters they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from bot.results import Board, Brief, Citation, FactLine, PositionLine, QuotationLine

COLUMNS = (
    "part",
    "date",
    "precision",
    "who",
    "stance",
    "target",
    "kind",
    "text",
    "cue",
    "according_to",
    "outlet",
    "title",
    "published",
    "url",
    "also_in",
    "document",
    "start",
    "end",
)
_MARK = "'"
# The wide forms are formulas where a spreadsheet is set to Japanese or Chinese.
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_FIRST = frozenset(f"{_MARK}\t\r\n\x00")


def brief_as_csv(brief: Brief) -> str:
    """Return a brief as CSV: quotations, then positions, then dates."""
    rows = [
        *(_row("quotation", line) for line in brief.quotations),
        *(_row("position", line) for line in brief.positions),
        *(_row("date", line) for line in brief.timeline),
    ]
    return _write(rows)


def board_as_csv(board: Board) -> str:
    """Return a board as CSV; earlier words and denials follow the row that they belong to.

    ``stance`` is the side under which a row stands.
    """
    rows: list[dict[str, object]] = []
    for row in board.rows:
        rows.append({**_row("position", row.line), "stance": str(row.side)})
        rows += [
            _row(part, line)
            for part, line in (("earlier", row.before), ("denial", row.denial))
            if line is not None
        ]
    return _write(rows)


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    is_formula = cell.lstrip()[:1] in _FORMULA if cell.strip() else False
    return f"{_MARK}{cell}" if is_formula or cell[:1] in _FIRST else cell


def _write(rows: Iterable[dict[str, object]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guard(cell) for name, cell in _cells(row)} for row in rows)
    return file.getvalue()


def _cells(row: dict[str, object]) -> Iterator[tuple[str, str]]:
    return ((name, "" if value is None else str(value)) for name, value in row.items())


def _row(part: str, line: FactLine) -> dict[str, object]:
    return {"part": part, **_about(line), **_place(line.citation, line.also_in)}


def _about(line: FactLine) -> dict[str, object]:
    if isinstance(line, QuotationLine):
        who = line.speaker or line.speaker_as_written
        facts = {"who": who, "kind": line.kind, "cue": line.cue}
        return {"date": line.date, "text": line.text, **facts}
    if isinstance(line, PositionLine):
        return {
            "date": line.date,
            "who": line.actor,
            "stance": line.stance,
            "target": line.target,
            "text": line.text,
            "cue": line.cue,
            "according_to": line.according_to,
        }
    return {
        "date": line.date,
        "precision": line.precision,
        "text": line.text,
        "cue": line.phrase,
    }


def _place(citation: Citation, also_in: Iterable[Citation]) -> dict[str, object]:
    return {
        "outlet": citation.outlet,
        "title": citation.title,
        "published": citation.published,
        "url": citation.url,
        "also_in": "; ".join(each.outlet or each.external_id for each in also_in),
        "document": citation.document,
        "start": citation.start,
        "end": citation.end,
    }
