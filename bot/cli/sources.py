"""Commands on where documents come from: ``sources``, ``remove``, ``refresh``."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from bot.cli.common import AsJson, Database, Words, joined, open_newsroom, print_json, told
from bot.newsroom import Newsroom
from bot.records import Source
from bot.wording import plural

Reference = Annotated[str, typer.Argument(help="Number, address, title, or a part of these.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (remove, refresh):
        app.command()(told(command))
    sources = typer.Typer(
        help="List where documents come from; pause, resume or remove a source.",
        invoke_without_command=True,
    )
    sources.callback()(told(list_all))
    sources.command("pause")(told(pause))
    sources.command("resume")(told(resume))
    sources.command("remove")(told(remove_one))
    app.add_typer(sources, name="sources")


def list_all(context: typer.Context, database: Database = None, as_json: AsJson = False) -> None:
    """List where documents come from; pause, resume or remove a source."""
    if context.invoked_subcommand is not None:
        return
    from bot.cli.printing import make_console
    from bot.cli.source_printing import print_sources, source_as_json
    from bot.wire.sources import list_sources

    with open_newsroom(database) as newsroom:
        sources = list_sources(newsroom)
        now = newsroom.now()
    if as_json:
        print_json([source_as_json(source) for source in sources])
    elif sources:
        print_sources(make_console(), sources, now)
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
