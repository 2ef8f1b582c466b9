"""Briefs, boards and digests as files to take along, in four formats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bot.briefing.briefs.digest import fingerprints
from bot.briefing.exports.as_csv import board_as_csv, brief_as_csv
from bot.briefing.exports.as_json import board_as_json, brief_as_json
from bot.briefing.exports.as_markdown import board_as_markdown, brief_as_markdown, cut_in_words
from bot.briefing.exports.as_timelinejs import board_as_timelinejs, brief_as_timelinejs
from bot.errors import InputError
from bot.results import Board, Brief, Digest
from bot.wording import day_in_words, plural

_LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r"[\W_]+")
# Spreadsheets take a file without it for one in the encoding of their own country.
_BYTE_ORDER_MARK = "\ufeff"


class FileFormat(StrEnum):
    """In which form a brief is taken along."""

    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"
    TIMELINEJS = "timelinejs"


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeFile:
    """A file that is ready to be handed over.

    Attributes:
        cut: how much of what was found it holds; "" where it holds all of it.
    """

    name: str
    content: bytes
    topic: str
    cut: str = ""


_ENDINGS: Mapping[FileFormat, str] = MappingProxyType(
    {
        FileFormat.MARKDOWN: ".md",
        FileFormat.CSV: ".csv",
        FileFormat.JSON: ".json",
        FileFormat.TIMELINEJS: "-timeline.json",
    }
)
_BRIEFS: Mapping[FileFormat, Callable[[Brief], str]] = MappingProxyType(
    {
        FileFormat.MARKDOWN: brief_as_markdown,
        FileFormat.CSV: lambda brief: _BYTE_ORDER_MARK + brief_as_csv(brief),
        FileFormat.JSON: lambda brief: _as_text(brief_as_json(brief)),
        FileFormat.TIMELINEJS: lambda brief: _as_text(brief_as_timelinejs(brief)),
    }
)


def brief_as_file(brief: Brief, form: FileFormat, today: date) -> MadeFile:
    """Return a brief as a file named by topic and day.

    Raises:
        InputError: there is nothing in it that this format could hold.
    """
    topic = brief.topic or brief.request.topic
    if brief.is_empty:
        raise InputError(f"There is nothing on “{topic}” to put into a file.")
    if form is FileFormat.TIMELINEJS and not brief.timeline:
        raise InputError("This brief holds no dates for a timeline; choose another format.")
    return MadeFile(
        name=name_file(topic, form, today),
        content=_BRIEFS[form](brief).encode(),
        topic=topic,
        cut="" if form is FileFormat.TIMELINEJS else cut_in_words(brief),
    )


def board_as_file(board: Board, brief: Brief, form: FileFormat, today: date) -> MadeFile:
    """Return a board of positions as a file; ``brief`` is that of the same request, for JSON.

    Raises:
        InputError: there is nothing in it that this format could hold.
    """
    topic = board.topic or board.request.topic
    if board.is_empty:
        raise InputError(f"There are no positions on “{topic}” to put into a file.")
    if form is FileFormat.MARKDOWN:
        text = board_as_markdown(board)
    elif form is FileFormat.CSV:
        text = _BYTE_ORDER_MARK + board_as_csv(board)
    elif form is FileFormat.JSON:
        held = replace(brief, quotations=(), timeline=())
        text = _as_text({**brief_as_json(held), "board": board_as_json(board)})
    else:
        text = _as_text(board_as_timelinejs(board))
    name = name_file(f"{topic} positions", form, today)
    return MadeFile(name=name, content=text.encode(), topic=topic)


def digest_as_file(digest: Digest, form: FileFormat, day: date, sent: int) -> MadeFile:
    """Return a digest that was sent as a file named by topic and day.

    Args:
        day: on which it was due.
        sent: how many lines it had; where fewer are left, the file says so.

    Raises:
        InputError: there is nothing in it that this format could hold.
    """
    topic = f"{digest.topic}, digest of {day_in_words(day)}"
    brief = replace(digest.brief, topic=topic)
    if brief.is_empty:
        raise InputError(
            "The lines of this digest cannot be found any more: what is followed here was changed"
            " since, or the documents are gone."
        )
    if form is FileFormat.TIMELINEJS and not brief.timeline:
        raise InputError("This digest holds no dates for a timeline; choose another format.")
    left = len(set(fingerprints(digest)))
    return MadeFile(
        name=name_file(f"{digest.topic} digest", form, day),
        content=_BRIEFS[form](brief).encode(),
        topic=topic,
        cut=f"Held here: {left:,} of its {plural(sent, 'line')}" if left < sent else "",
    )


def name_file(topic: str, form: FileFormat, today: date) -> str:
    """Return a name that every system takes: ``nato-2026-11-29.md``."""
    words = _NOT_IN_NAMES.sub("-", topic.casefold()).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{words or 'brief'}-{today.isoformat()}{_ENDINGS[form]}"


def _as_text(value: object) -> str:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n"
