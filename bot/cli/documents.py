"""Commands on documents: ``add``, ``search``, ``show``, ``extract``."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import (
    AsJson,
    Database,
    joined,
    open_newsroom,
    print_json,
    told,
    whoever,
)
from bot.config import load_settings
from bot.errors import InputError
from bot.records import AddReport
from bot.results import SearchHit

if TYPE_CHECKING:
    from bot.newsroom import Newsroom
    from bot.wire.bulk import Brought

#: More documents than this are worth starting worker processes for.
_WORTH_WORKERS_BYTES = 2_000_000
#: So are more links than this.
_WORTH_WORKERS_LINKS = 40


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (add, search, show, extract):
        app.command()(told(command))


def add(
    items: Annotated[
        list[str], typer.Argument(help="Files, folders, links, feeds, lists of feeds, or -.")
    ],
    workers: Annotated[
        int, typer.Option(min=0, max=64, help="Processes for extraction; 0 decides by itself.")
    ] = 0,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Index files, folders, JSON Lines (.jsonl, .jsonl.gz) and links; follow feeds."""
    from bot.cli.printing import make_console, print_failures, report_in_words
    from bot.cli.source_printing import feeds_in_words, source_as_json
    from bot.wire.bulk import Brought, follow_list, sort_given

    given = sort_given(items)
    errors = make_console(stderr=True)
    report, brought = AddReport(), Brought()
    with open_newsroom(database) as newsroom:
        if given.files:
            report = _add_files(newsroom, given.files, workers)
        for path in given.feed_lists:
            brought += follow_list(newsroom, path, added_by=whoever())
        if given.links:
            brought += _bring_in(newsroom, given.links, workers)
    report += brought.report
    print_failures(errors, report.failed)
    if as_json:
        feeds = {"feeds": [source_as_json(each) for each in brought.feeds]}
        print_json({**report_as_json(report), **(feeds if brought.feeds else {})})
    else:
        if report != AddReport() or not brought.feeds:
            errors.print(report_in_words(report))
        if brought.feeds:
            errors.print(feeds_in_words(brought.feeds), markup=False)
    if report.failed:
        raise typer.Exit(1)


def _add_files(newsroom: Newsroom, files: list[str], workers: int) -> AddReport:
    from bot.cli.printing import import_bar, make_console
    from bot.reading.paths import read_paths, total_bytes

    size = total_bytes(files)
    if not workers:
        workers = (os.cpu_count() or 1) if (size or 0) > _WORTH_WORKERS_BYTES else 1
    with import_bar(make_console(stderr=True), size) as on_progress:
        return newsroom.add(
            read_paths(files), on_progress=on_progress, workers=workers, added_by=whoever()
        )


def _bring_in(newsroom: Newsroom, links: list[str], workers: int) -> Brought:
    from bot.cli.printing import make_console
    from bot.cli.source_printing import link_bar
    from bot.wire.bulk import bring_in

    if workers or len(links) > _WORTH_WORKERS_LINKS:
        newsroom.keep_workers(workers or os.cpu_count() or 1)
    with link_bar(make_console(stderr=True), len(links)) as on_progress:
        return asyncio.run(bring_in(newsroom, links, added_by=whoever(), on_progress=on_progress))


def report_as_json(report: AddReport) -> dict[str, object]:
    """Return what became of an import, for machines."""
    return {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "copies": report.copies,
        "failed": [failure._asdict() for failure in report.failed],
    }


def search(
    query: Annotated[list[str] | None, typer.Argument(help="Words to look for.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most documents.")] = 10,
    queries: Annotated[Path | None, typer.Option(help="Batch: JSON Lines of id, query.")] = None,
    out: Annotated[Path | None, typer.Option(help="Batch: where to write the run.")] = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Find documents, best first; or run a file of queries."""
    from bot.cli.printing import make_console, print_hits
    from bot.reading.batch import read_queries, write_run

    if bool(query) == bool(queries) or bool(queries) != bool(out):
        raise InputError("Give words to search for, or both --queries FILE and --out FILE.")
    with open_newsroom(database) as newsroom:
        if queries and out:
            write_run(
                out,
                (
                    (
                        wanted.id,
                        [
                            hit.external_id
                            for hit in newsroom.search(
                                wanted.query, limit=limit, as_of=wanted.date, with_passages=False
                            )
                        ],
                    )
                    for wanted in read_queries(queries)
                ),
            )
            return
        hits = newsroom.search(joined(query or []), limit=limit)
    if as_json:
        print_json([_hit_as_json(hit) for hit in hits])
    else:
        print_hits(make_console(), hits)


def _hit_as_json(hit: SearchHit) -> dict[str, object]:
    return {
        "document": hit.document,
        "external_id": hit.external_id,
        "title": hit.title,
        "outlet": hit.outlet,
        "url": hit.url,
        "published": hit.published.isoformat() if hit.published else None,
        "score": round(hit.score, 4),
        "passage": hit.passage.text if hit.passage else None,
    }


def show(
    document: Annotated[str, typer.Argument(help="Store id or external id.")],
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Print one stored document with what was extracted from it."""
    from bot.cli.printing import make_console, print_document
    from bot.cli.source_printing import print_provenance, provenance_as_json
    from bot.extraction.export import as_contract

    with open_newsroom(database) as newsroom:
        found, extraction = newsroom.show(document)
        provenance, copies = newsroom.trace(found)
    if not as_json:
        console = make_console()
        print_document(console, found, extraction)
        print_provenance(console, found, provenance, copies)
        return
    card = found.card
    print_json(
        {
            "document": card.id,
            "external_id": card.external_id,
            "title": card.title,
            "outlet": card.outlet,
            "url": card.url,
            "published": card.published.isoformat() if card.published else None,
            "language": card.language,
            "origin": found.origin,
            **provenance_as_json(provenance, copies),
            "text": found.text,
            **as_contract(card.external_id, extraction, found.text),
        }
    )


def extract(
    source: Annotated[Path, typer.Argument(help="JSON Lines: id, date, title, text.")],
    out: Annotated[Path, typer.Option("--out", help="Where to write, JSON Lines.")],
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 1,
    extractor: Annotated[str | None, typer.Option(help="exact, fast or rules.")] = None,
) -> None:
    """Extract quotations, positions, dates and actors without a store."""
    from bot.cli.printing import make_console, print_failures
    from bot.reading.batch import extract_file

    settings = load_settings(extractor=extractor)
    failures = extract_file(source, out, workers=workers, extractor=settings.extractor)
    if failures:
        print_failures(make_console(stderr=True), failures)
        raise typer.Exit(1)
