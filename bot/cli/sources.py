"""Commands on where documents come from: fetched, watched, listed, removed, read anew."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
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
    told,
    whoever,
)
from bot.newsroom import Newsroom
from bot.records import AddReport, Source
from bot.wording import plural

Reference = Annotated[str, typer.Argument(help="Number, address, title, or a part of these.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (fetch, watch, remove, refresh):
        app.command()(told(command))
    add_group(
        app,
        "sources",
        "List where documents come from; pause, resume or remove a source.",
        list_all,
        {
            "pause": pause,
            "resume": resume,
            "remove": remove_one,
        },
    )


def fetch(
    everything: Annotated[
        bool, typer.Option("--all", help="Poll every feed, also those that are not due.")
    ] = False,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Read the feeds that are due and the watched folders, once (`dateline serve` goes on)."""
    from bot.cli.documents import report_as_json
    from bot.cli.printing import make_console, print_failures, report_in_words
    from bot.wire.bulk import fetch_due

    errors = make_console(stderr=True)
    with open_newsroom(database) as newsroom:
        # What the log would say stands in the report.
        logging.getLogger("bot.reading.feeds").setLevel(logging.CRITICAL)
        report = asyncio.run(fetch_due(newsroom, everything=everything))
        found = newsroom.read_unread()
    report += AddReport(failed=found.failed)
    print_failures(errors, report.failed)
    if as_json:
        print_json(report_as_json(report))
    else:
        errors.print(report_in_words(report))
    if report.failed:
        raise typer.Exit(1)


def watch(
    folder: Annotated[Path, typer.Argument(help="A folder, with all that is in it.")],
    database: Database = None,
) -> None:
    """Watch a folder: `dateline serve` reads what is put into it, `dateline fetch` looks once."""
    from bot.wire.folders import watch as watch_folder

    with open_newsroom(database) as newsroom:
        watch_folder(newsroom, folder, added_by=whoever())
    typer.echo(f"Watching {folder}. `dateline fetch` reads what is in it now.")


def list_all(
    context: typer.Context,
    opml: Annotated[bool, typer.Option("--opml", help="Print the feeds as an OPML list.")] = False,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """List where documents come from; pause, resume or remove a source."""
    if context.invoked_subcommand is not None:
        return
    from bot.cli.printing import make_console
    from bot.cli.source_printing import print_sources, source_as_json
    from bot.wire.sources import describe_feeds, feeds_as_opml, list_sources

    with open_newsroom(database) as newsroom:
        sources = list_sources(newsroom)
        statuses = describe_feeds(newsroom)
    if opml:
        typer.echo(feeds_as_opml(sources))
    elif as_json:
        print_json([source_as_json(each, statuses.get(each.id, "")) for each in sources])
    elif sources:
        print_sources(make_console(), sources, statuses)
    else:
        typer.echo("No sources yet. `dateline add FOLDER`, `dateline add LINK` bring documents in.")


def _find(newsroom: Newsroom, reference: str) -> Source:
    from bot.wire.sources import choose_source, list_sources

    return choose_source(list_sources(newsroom), reference)


def pause(source: Reference, database: Database = None) -> None:
    """Look at a feed or folder no more until it is resumed."""
    from bot.wire.sources import pause_source

    with open_newsroom(database) as newsroom:
        found = _find(newsroom, source)
        pause_source(newsroom, found)
    typer.echo(f"Paused: {found.title or found.address}.")


def resume(source: Reference, database: Database = None) -> None:
    """Look at a paused source again."""
    from bot.wire.sources import resume_source

    with open_newsroom(database) as newsroom:
        found = _find(newsroom, source)
        resume_source(newsroom, found)
    typer.echo(f"Active again: {found.title or found.address}.")


def remove_one(
    source: Reference,
    keep_documents: Annotated[
        bool, typer.Option("--keep-documents", help="Remove the source alone.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database: Database = None,
) -> None:
    """Remove a source with its documents and all that was drawn from them."""
    from bot.wire.sources import remove_source

    with open_newsroom(database) as newsroom:
        found = _find(newsroom, source)
        name = found.title or found.address
        if found.documents and not keep_documents and not yes:
            gone = plural(found.documents, "document")
            typer.confirm(f"Remove {name} with {gone} and all drawn from them?", abort=True)
        removed = remove_source(newsroom, found, keep_documents=keep_documents)
    kept = "; its documents stay" if keep_documents else f" with {plural(removed, 'document')}"
    typer.echo(f"Removed: {name}{kept}.")


def remove(document: Words, database: Database = None) -> None:
    """Remove one document, by store id or external id, with all that was drawn from it."""
    with open_newsroom(database) as newsroom:
        gone = newsroom.remove(joined(document))
    typer.echo(f"Removed: {gone.card.title or gone.card.external_id}.")


def refresh(
    workers: Annotated[
        int, typer.Option(min=0, max=64, help="Processes for extraction; 0 decides by itself.")
    ] = 0,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Find the facts anew in documents that another extractor, or an older version, has read."""
    from bot.cli.printing import make_console, print_failures
    from bot.cli.source_printing import reading_bar

    errors = make_console(stderr=True)
    with open_newsroom(database) as newsroom, reading_bar(errors) as on_progress:
        report = newsroom.read_unread(
            all_others=True, workers=workers or os.cpu_count() or 1, on_progress=on_progress
        )
    print_failures(errors, report.failed)
    if as_json:
        print_json(
            {"read": report.read, "failed": [failure._asdict() for failure in report.failed]}
        )
    else:
        errors.print(f"{plural(report.read, 'document')} read anew.")
    if report.failed:
        raise typer.Exit(1)
