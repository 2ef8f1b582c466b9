"""Commands on what people set right: made, listed, undone, and exported as test cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.cli.common import (
    AsJson,
    Database,
    Words,
    add_group,
    joined,
    open_newsroom,
    print_json,
    whoever,
)
from bot.newsroom import Newsroom
from bot.records import Correction, CorrectionKind, LinePlace, Span
from bot.wording import correction_in_words

Reference = Annotated[str, typer.Argument(help="Store id or external id of the document.")]
Start = Annotated[int, typer.Argument(help="Where the line begins, as a brief prints it.")]
End = Annotated[int, typer.Argument(help="Where it ends.")]
Author = Annotated[
    str | None, typer.Option("--author", help="Who corrects; by default the system's user.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    add_group(
        app,
        "corrections",
        "List what was set right; correct a line, join two names, undo.",
        list_all,
        {
            "undo": undo,
            "same": same,
            "speaker": speaker,
            "actor": actor,
            "not-position": not_position,
            "not-relevant": not_relevant,
        },
    )


def list_all(
    context: typer.Context,
    undone: Annotated[bool, typer.Option("--all", help="Also those that were undone.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print those that hold as test cases, one a line.")
    ] = False,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """List what was set right; correct a line, join two names, undo."""
    if context.invoked_subcommand is not None:
        return
    from bot.briefing.corrections.export import correction_as_case, correction_as_json
    from bot.cli.correction_printing import print_corrections
    from bot.cli.printing import make_console

    with open_newsroom(database) as newsroom:
        entries = newsroom.list_corrections(undone=undone and not jsonl)
    if jsonl:
        for entry in reversed(entries):
            if (case := correction_as_case(entry)) is not None:
                typer.echo(json.dumps(case, ensure_ascii=False))
    elif as_json:
        print_json([correction_as_json(entry) for entry in entries])
    elif entries:
        print_corrections(make_console(), entries)
    else:
        typer.echo(
            "Nothing has been corrected yet. `dateline corrections speaker DOCUMENT START END NAME`"
            " takes the figures behind a line: [document:start-end]."
        )


def undo(
    number: Annotated[int, typer.Argument(help="Number of the correction.")],
    author: Author = None,
    database: Database = None,
) -> None:
    """Take a correction back; what held before holds again."""
    with open_newsroom(database) as newsroom:
        undone = newsroom.undo_correction(number, by=_by(author))
    typer.echo(f"Undone. This no longer holds: {correction_in_words(undone)}.")


def same(
    first: Annotated[str, typer.Argument(help="A name.")],
    second: Annotated[str, typer.Argument(help="Another name of the same actor.")],
    author: Author = None,
    database: Database = None,
) -> None:
    """Make two names one actor in briefs, boards, answers and digests."""
    with open_newsroom(database) as newsroom:
        _tell(newsroom.join_actors(first, second, author=_by(author)))


def speaker(
    document: Reference, start: Start, end: End, name: Words, author: Author = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Say who says the words at a place; "unknown" is nobody known."""
    named = joined(name)
    named = "" if named.casefold() == "unknown" else named
    with _opened_at(database, document, start, end) as (newsroom, place):
        _tell(newsroom.correct_name(place, named, author=_by(author)))


def actor(
    document: Reference, start: Start, end: End, name: Words, author: Author = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Say whose position the sentence at a place shows."""
    with _opened_at(database, document, start, end) as (newsroom, place):
        kind = CorrectionKind.ACTOR
        _tell(newsroom.correct_name(place, joined(name), author=_by(author), kind=kind))


def not_position(
    document: Reference, start: Start, end: End, author: Author = None, database: Database = None
) -> None:
    """Say that the sentence at a place shows no position."""
    with _opened_at(database, document, start, end) as (newsroom, place):
        _tell(newsroom.reject_position(place, author=_by(author)))


def not_relevant(
    document: Reference,
    start: Start,
    end: End,
    topic: Annotated[str, typer.Option("--topic", help="For which it is shown no more.")],
    author: Author = None,
    database: Database = None,
) -> None:
    """Say that the line at a place is not relevant for a topic."""
    with _opened_at(database, document, start, end) as (newsroom, place):
        _tell(newsroom.hide_line(place, topic, author=_by(author)))


@contextmanager
def _opened_at(
    database: str | None, document: str, start: int, end: int
) -> Iterator[tuple[Newsroom, LinePlace]]:
    """Open the newsroom at a place of one of its documents."""
    with open_newsroom(database) as newsroom:
        found, _ = newsroom.show(document)
        yield newsroom, LinePlace(found.card.id, Span(start, end))


def _by(author: str | None) -> str:
    return whoever() if author is None else author


def _tell(made: Correction) -> None:
    typer.echo(f"Corrected (#{made.id}): {correction_in_words(made)}.")
