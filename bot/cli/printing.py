"""Briefs, answers, documents and imports as a person reads them in a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from textwrap import shorten
from time import monotonic
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.reading.pipeline import Progress as ImportProgress
from bot.records import (
    AddReport,
    Document,
    Extraction,
    Failure,
    QuotationKind,
    Rhythm,
    Subscription,
)
from bot.results import (
    Brief,
    Citation,
    Coverage,
    Digest,
    FactLine,
    NameDoubt,
    PositionLine,
    QuotationLine,
    SearchHit,
    TimelineLine,
)
from bot.wording import (
    according_in_words,
    as_typed,
    day_in_words,
    entry_date_in_words,
    language_in_words,
    manner_in_words,
    note_in_words,
    period_in_words,
    plural,
    rhythm_in_words,
    variant_in_words,
)

#: Longest line of text, in columns; wider is hard to read.
_WIDEST = 100
#: Longest title in place of an outlet, in characters.
_LONGEST_TITLE = 40
#: Other outlets that are named with a line; of more the number is told.
_MOST_OUTLETS = 3


def make_console(*, stderr: bool = False) -> Console:
    """Return a console for standard output or standard error."""
    console = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if console.width > _WIDEST:
        console.width = _WIDEST
    return console


def indented(words: Text, columns: int = 2) -> Padding:
    """Return words that keep away from the left edge in every line."""
    return Padding(words, (0, 0, 0, columns), expand=False)


def print_brief(console: Console, brief: Brief) -> None:
    """Print a brief: counts first, then quotations, positions by stance, dates."""
    coverage = brief.coverage
    period = period_in_words(coverage.first, coverage.last)
    console.print(Text(f"{brief.topic}{f' · {period}' if period else ''}", style="bold"))
    if not brief.is_empty:
        console.print(Text(coverage_in_words(brief.coverage), style="dim"))
    if brief.read_as:
        console.print(Text(brief.read_as, style="dim"))
    _print_quotations(console, brief.quotations)
    _print_positions(console, brief.positions)
    _print_timeline(console, brief.timeline)
    if brief.is_empty:
        console.print(f"\n{brief.empty_because}", markup=False)
    else:
        shown: list[FactLine] = [
            *brief.quotations,
            *brief.positions,
            *brief.timeline,
        ]
        print_hint(console, shown[0].citation)
    print_doubt(console, brief.doubt)
    if brief.doubt is None or not brief.doubt.is_open:
        print_suggestions(console, brief.suggestions)


def print_doubt(console: Console, doubt: NameDoubt | None) -> None:
    """Print who a typed name can mean besides, or who is to be chosen from."""
    if doubt is None:
        return
    lead = (
        f"“{doubt.typed}” was read as {doubt.read_as}. Somebody else?" if not doubt.is_open else ""
    )
    console.print(f"\n{lead}" if lead else "", markup=False)
    for choice in doubt.choices:
        said = plural(choice.quotations, "quotation")
        console.print(f"  {choice.name} · {choice.role} · {said}: {choice.text}", markup=False)


def print_hint(console: Console, first: Citation) -> None:
    """Say what the figures behind a line are, and how to read on."""
    hint = f"\n[{first.document}:{first.start}-{first.end}] is document and place:"
    console.print(Text(f"{hint} dateline show {first.document}", style="dim"))


def coverage_in_words(coverage: Coverage) -> str:
    """Return ``12 documents, 3 outlets, English/German``."""
    parts = [plural(coverage.documents, "document")]
    if coverage.outlets:
        parts.append(plural(coverage.outlets, "outlet"))
    if coverage.languages:
        parts.append("/".join(language_in_words(code) for code in coverage.languages))
    return ", ".join(parts)


def print_heading(console: Console, words: str) -> None:
    """Print what stands over a part, after a blank line."""
    console.print()
    console.print(Text(words, style="bold cyan"))


def _print_quotations(console: Console, lines: Sequence[QuotationLine]) -> None:
    if not lines:
        return
    print_heading(console, "Key quotations")
    for number, line in enumerate(lines):
        leave_line(console, number)
        print_quotation(console, line)


def print_quotation(console: Console, line: QuotationLine) -> None:
    """Print the quoted words, then who said them and where."""
    marked = line.kind is QuotationKind.DIRECT
    console.print(indented(Text(f"“{line.text}”" if marked else line.text)))
    speaker = Text(line.speaker or "speaker unknown", style="bold" if line.speaker else "italic")
    written = line.speaker_as_written
    if written and written != line.speaker:
        speaker.append(f" (as written: {' '.join(written.split())})", style="not bold dim")
    if manner := manner_in_words(line.kind, line.cue):
        speaker.append(f", {manner}", style="not bold not italic")
    if line.corrected:
        speaker.append(f" ({note_in_words('speaker', line.corrected)})", style="not bold italic")
    print_source(console, speaker, line.citation, _other_outlets(line))


def _print_positions(console: Console, lines: Sequence[PositionLine]) -> None:
    if not lines:
        return
    print_heading(console, "Positions")
    by_stance: dict[str, list[PositionLine]] = defaultdict(list)
    for line in lines:
        by_stance[line.stance].append(line)
    for number, (stance, group) in enumerate(by_stance.items()):
        leave_line(console, number)
        console.print(indented(Text(stance.upper(), style="magenta")))
        for place, line in enumerate(group):
            leave_line(console, place)
            print_position(console, line)


def print_position(console: Console, line: PositionLine, columns: int = 2) -> None:
    """Print the sentence with its cue in bold, then whose position it is and where it stands."""
    text = Text(line.text)
    text.stylize("bold", line.cue_in_text.start, line.cue_in_text.end)
    console.print(indented(text, columns))
    actor = Text(line.actor, style="bold")
    if line.target:
        actor.append(f" · {line.stance} · {' '.join(line.target.split())}", style="not bold")
    if line.according_to:
        actor.append(f" · {according_in_words(line.according_to)}", style="not bold")
    if line.corrected:
        actor.append(f" ({note_in_words('actor', line.corrected)})", style="not bold italic")
    print_source(console, actor, line.citation, _other_outlets(line), columns + 2)


def _print_timeline(console: Console, lines: Sequence[TimelineLine]) -> None:
    if not lines:
        return
    print_heading(console, "Dates")
    for number, line in enumerate(lines):
        leave_line(console, number)
        print_entry(console, line)


def print_entry(console: Console, line: TimelineLine) -> None:
    """Print a date with its sentence, then where that stands."""
    text = Text(entry_date_in_words(line.date, line.precision), style="bold")
    text.append(f"  {line.text}", style="not bold")
    console.print(indented(text))
    print_source(console, Text(), line.citation, _other_outlets(line))


def leave_line(console: Console, number: int) -> None:
    """Leave a blank line before every line of a list but the first."""
    if number:
        console.print()


def print_source(
    console: Console, who: Text, citation: Citation, other_outlets: str = "", columns: int = 4
) -> None:
    """Print who, outlet, day and place of a line."""
    parts = [source_in_words(citation)]
    if citation.published:
        parts.append(day_in_words(citation.published))
    if other_outlets:
        parts.append(other_outlets)
    parts.append(f"[{citation.document}:{citation.start}-{citation.end}]")
    line = Text("— ")
    line.append_text(who)
    line.append(f"{' · ' if who.plain else ''}{', '.join(parts)}", style="dim")
    console.print(indented(line, columns))


def _other_outlets(line: FactLine) -> str:
    """Return ``also in The Courier (without “for now”), Lund Post and 3 more``."""
    differing = {variant.citation: variant for variant in line.variants}
    names = []
    for citation in line.also_in[:_MOST_OUTLETS]:
        name = source_in_words(citation)
        if citation in differing:
            name += f" ({variant_in_words(line.text, differing[citation])})"
        names.append(name)
    more = len(line.also_in) - len(names)
    if more:
        return f"also in {', '.join(names)} and {more} more"
    return f"also in {', '.join(names)}" if names else ""


def source_in_words(citation: Citation) -> str:
    """Return the name by which a reader knows where a line stands."""
    if citation.outlet:
        return citation.outlet
    return shorten(citation.title, _LONGEST_TITLE, placeholder="…") or citation.external_id


def print_suggestions(console: Console, suggestions: Sequence[str]) -> None:
    """Print what else could be typed, where there is anything."""
    if suggestions:
        console.print(Text(f"\nTry: {' · '.join(suggestions)}", style="dim"))


def print_hits(console: Console, hits: Sequence[SearchHit]) -> None:
    """Print the documents found, best first."""
    for number, hit in enumerate(hits, 1):
        head = Text(f"{number:2}. ")
        head.append(hit.title or hit.external_id, style="bold")
        console.print(head)
        details = [hit.outlet, _day(hit.published), f"id {hit.document}", hit.external_id]
        console.print(Text(f"    {' · '.join(d for d in details if d)}", style="dim"))
        if hit.passage:
            console.print(indented(Text(hit.passage.text), 4))


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def print_document(console: Console, document: Document, extraction: Extraction) -> None:
    """Print what was found in a document, each line verbatim from its text."""
    text, card = document.text, document.card
    console.print(Text(card.title or card.external_id, style="bold"))
    details = [card.outlet, _day(card.published), card.url or "", f"id {card.id}", card.external_id]
    console.print(Text(" · ".join(d for d in details if d), style="dim"))
    names = {actor.key: actor.name for actor in extraction.actors}
    _print_extracted_quotations(console, text, extraction, names)
    print_heading(console, f"Positions ({len(extraction.positions)})")
    for position in extraction.positions:
        who = " and ".join(names.get(key, key) for key in position.actors)
        line = Text(f"{_who(who, position.actor.of(text))} ", style="bold")
        line.append(f"{position.stance} ({position.cue.of(text)})", style="magenta")
        if position.target:
            line.append(f": {position.target.of(text)}", style="not bold")
        console.print(indented(line))
    print_heading(console, f"Dates ({len(extraction.timeline)})")
    for entry in extraction.timeline:
        line = Text(entry_date_in_words(entry.date, entry.precision), style="bold")
        line.append(f" “{entry.phrase.of(text)}”  {entry.evidence.of(text)}", style="not bold")
        console.print(indented(line))
    print_heading(console, f"Actors ({len(extraction.actors)})")
    for actor in extraction.actors:
        also = f" — also “{'”, “'.join(actor.aliases)}”" if actor.aliases else ""
        console.print(indented(Text(f"{actor.name} ({actor.kind}){also}")))


def _print_extracted_quotations(
    console: Console, text: str, extraction: Extraction, names: Mapping[str, str]
) -> None:
    print_heading(console, f"Quotations ({len(extraction.quotations)})")
    for quotation in extraction.quotations:
        who = " and ".join(names.get(key, key) for key in quotation.speakers)
        written = quotation.speaker.of(text) if quotation.speaker else ""
        marked = quotation.kind is QuotationKind.DIRECT
        content = quotation.content.of(text)
        cue = quotation.cue.of(text) if quotation.cue else None
        manner = manner_in_words(quotation.kind, cue)
        said = f"— {_who(who, written)}{f', {manner}' if manner else ''}"
        console.print(indented(Text(f"“{content}”" if marked else content)))
        console.print(indented(Text(said, style="dim"), 4))
        console.print()


def _who(resolved: str, written: str) -> str:
    if resolved and written and resolved != written:
        return f"{resolved} (as written: {written})"
    return resolved or (f"{written} (unresolved)" if written else "speaker unknown")


def print_digest(console: Console, digest: Digest) -> None:
    """Print a digest as its channel would read it."""
    console.print(Text(f"Digest: {digest.topic}", style="bold"))
    if digest.is_empty:
        console.print("Nothing new.")
    else:
        print_brief(console, digest.brief)


def subscription_in_words(subscription: Subscription, *, paused: bool = False) -> str:
    """Return one line that says what is delivered where and when."""
    until = subscription.paused_until
    zone = ZoneInfo(subscription.time_zone)
    rests = f" · paused until {day_in_words(until.astimezone(zone))}" if paused and until else ""
    hour = f" at {subscription.at:%H:%M} {subscription.time_zone}"
    hour = "" if subscription.rhythm is Rhythm.HOURLY else hour
    return (
        f"{as_typed(subscription.kind, subscription.topic)}"
        f" · {rhythm_in_words(subscription.rhythm)}{hour}"
        f" · to {subscription.destination}{rests}"
    )


def print_failures(console: Console, failures: Sequence[Failure]) -> None:
    """Print one line for each thing that could not be read."""
    for failure in failures:
        console.print(f"{failure.item}: {failure.why}", markup=False, soft_wrap=True)


def report_in_words(report: AddReport) -> str:
    """Return what became of an import in one line: ``2 documents added, 1 unchanged.``"""
    parts = [f"{plural(report.added, 'document')} added"]
    for count, word in (
        (report.changed, "changed"),
        (report.unchanged, "unchanged"),
        (report.copies, "already here under another id"),
        (len(report.failed), "failed"),
    ):
        if count:
            parts.append(f"{count:,} {word}")
    return f"{', '.join(parts)}."


@contextmanager
def import_bar(
    console: Console, total_bytes: int | None
) -> Iterator[Callable[[ImportProgress], None]]:
    """Show a bar on a terminal while an import runs, nothing elsewhere; yield its update."""
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[documents]}"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=total_bytes, documents="")
        started = monotonic()

        def update(progress: ImportProgress) -> None:
            rate = progress.documents / max(monotonic() - started, 0.001)
            bar.update(
                task,
                completed=progress.bytes_read,
                documents=f"{plural(progress.documents, 'document')}, {rate:,.0f}/s",
            )

        yield update
