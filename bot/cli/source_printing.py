"""Sources and provenance as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.records import Document, DocumentCopy, Provenance, Source, SourceKind, SourceState
from bot.wording import day_in_words, plural

#: Feeds named in a message.
_MOST_NAMED = 5
_WORTH_A_BAR = 3
_KINDS = {
    SourceKind.FEED: "feed",
    SourceKind.FOLDER: "watched folder",
    SourceKind.PATH: "added once",
    SourceKind.LINK: "links",
    SourceKind.SLACK: "shared in Slack",
}


def print_sources(console: Console, sources: Sequence[Source], statuses: Mapping[int, str]) -> None:
    """Print each source in two or three lines: what it is, what it gave, and how a feed does."""
    for source in sources:
        name = Text(f"#{source.id} ", style="dim")
        name.append(source.title or source.address, style="bold")
        if source.title and source.title != source.address:
            name.append(f"  {source.address}", style="dim")
        if source.state is SourceState.PAUSED and source.id not in statuses:
            name.append("  paused", style="yellow")
        console.print(name)
        console.print(Text(f"   {_source_in_words(source)}"))
        if source.id in statuses:
            console.print(Text(f"   {statuses[source.id]}", style="dim"))


def _source_in_words(source: Source) -> str:
    parts = [_KINDS[source.kind], plural(source.documents, "document")]
    if source.last_added_at:
        parts.append(f"newest came on {day_in_words(source.last_added_at.date())}")
    if source.audience:
        parts.append(f"seen only in {source.audience}")
    if source.added_by:
        parts.append(f"added by {source.added_by}")
    return " · ".join(parts)


def source_as_json(source: Source, status: str = "") -> dict[str, object]:
    """Return a source for machines; ``status`` says how a feed does."""
    last = source.last_added_at
    return {
        "id": source.id,
        "kind": source.kind.value,
        "address": source.address,
        "title": source.title,
        "state": source.state.value,
        "documents": source.documents,
        "last_added_at": last.isoformat() if last else None,
        "added_by": source.added_by,
        "added_at": source.added_at.isoformat(),
        "audience": source.audience,
        "status": status,
    }


def provenance_in_words(
    origin: str, added_at: datetime, provenance: Provenance | None
) -> list[str]:
    """Return lines that say where a document came from."""
    by = f" by {provenance.added_by}" if provenance and provenance.added_by else ""
    lines = [f"added {added_at:%Y-%m-%d %H:%M} UTC{by}, from {origin or 'nowhere named'}"]
    if provenance is None:
        return lines
    if provenance.fetched_at:
        lines.append(f"fetched {provenance.fetched_at:%Y-%m-%d %H:%M} UTC")
    if provenance.fetched_hash:
        lines.append(f"SHA-256 of what was read: {provenance.fetched_hash}")
    if provenance.author:
        lines.append(f"by {provenance.author}")
    if provenance.licence:
        lines.append(f"licence or terms: {provenance.licence}")
    if not provenance.extracted_with:
        lines.append("facts are still to be found")
    if provenance.audiences:
        lines.append(f"seen only in {', '.join(provenance.audiences)}")
    return lines


def print_provenance(
    console: Console,
    document: Document,
    provenance: Provenance | None,
    copies: Sequence[DocumentCopy],
) -> None:
    """Print where a document came from and where else its words stand."""
    console.print()
    console.print(Text("Where it came from", style="bold cyan"))
    for line in provenance_in_words(document.origin, document.card.added_at, provenance):
        console.print(Text(f"  {line}"))
    for copy in copies:
        day = f", {day_in_words(copy.published)}" if copy.published else ""
        console.print(Text(f"  the same words: {copy.outlet or copy.external_id}{day}"))


def provenance_as_json(
    provenance: Provenance | None, copies: Sequence[DocumentCopy]
) -> dict[str, object]:
    """Return where a document came from, and its copies, for machines."""
    if provenance is None:
        return {"provenance": None, "copies": []}
    source, fetched = provenance.source, provenance.fetched_at
    return {
        "provenance": {
            "added_by": provenance.added_by,
            "source": source._asdict() if source else None,
            "author": provenance.author,
            "licence": provenance.licence,
            "fetched_at": fetched.isoformat() if fetched else None,
            "fetched_hash": provenance.fetched_hash,
            "extracted_with": provenance.extracted_with,
            "audiences": list(provenance.audiences),
        },
        "copies": [
            {
                "external_id": copy.external_id,
                "title": copy.title,
                "outlet": copy.outlet,
                "url": copy.url,
                "published": copy.published.isoformat() if copy.published else None,
                "origin": copy.origin,
            }
            for copy in copies
        ],
    }


def feeds_in_words(feeds: Sequence[Source]) -> str:
    """Return which feeds are followed from now on, and when they are read."""
    names = [each.title or each.address for each in feeds[:_MOST_NAMED]]
    more = f" and {len(feeds) - _MOST_NAMED:,} more" if len(feeds) > _MOST_NAMED else ""
    return (
        f"Following {', '.join(names)}{more}. `dateline fetch` reads what is in"
        f" {'it' if len(feeds) == 1 else 'them'} now; `dateline serve` polls by itself."
    )


@contextmanager
def link_bar(console: Console, links: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many links are done, nothing elsewhere."""
    with Progress(
        BarColumn(),
        TextColumn("{task.completed} of {task.total} links"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal or links < _WORTH_A_BAR,
    ) as bar:
        task = bar.add_task("", total=links)
        yield lambda done: bar.update(task, completed=done)


@contextmanager
def reading_bar(console: Console) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many documents were read anew, nothing elsewhere."""
    with Progress(
        TextColumn("{task.fields[done]}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None, done="")
        started = monotonic()

        def update(done: int) -> None:
            rate = done / max(monotonic() - started, 0.001)
            bar.update(task, done=f"{plural(done, 'document')}, {rate:,.0f}/s")

        yield update
