"""Files in, files out, no store: extraction of a whole file, and runs of search queries.

Called by the command line (``dateline extract``, ``dateline search --queries``).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, cast

from bot.config import Extractor
from bot.errors import InputError
from bot.extraction.export import as_contract
from bot.extraction.extract import extract
from bot.extraction.extractors import find_tagger
from bot.language.languages import find_language
from bot.reading.attempts import Extract, Trouble, report_trouble, try_extract
from bot.reading.encodings import clean_text
from bot.reading.jsonlines import (
    Judge,
    Line,
    give_up,
    make_document,
    open_lines,
    parse_object,
    read_date,
    read_lines,
    require_text,
)
from bot.reading.paths import explain
from bot.reading.workers import WorkerDiedError, map_in_order
from bot.records import Extraction, Failure, RawDocument

# Lines handed to a process at a time: enough to make the trip worth it, few enough to share out.
_CHUNK = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """One line of a file of queries; ``date`` is the day on which the question is asked."""

    id: str
    query: str
    date: date | None = None


def extract_raw(raw: RawDocument, *, extractor: Extractor) -> Extraction:
    """Extract everything from one document.

    Raises:
        InputError: there is no such extractor.
    """
    tagger = find_tagger(extractor)
    language = find_language(raw.text, raw.language)
    return extract(
        raw.text, published=raw.published, title=raw.title, tagger=tagger, language=language
    )


def make_extract(extractor: Extractor) -> Extract:
    """Return ``extract_raw`` for one extractor, in a form that travels between processes."""
    return partial(extract_raw, extractor=extractor)


def extract_file(
    source: Path, out: Path, *, workers: int = 1, extractor: Extractor = "exact"
) -> tuple[Failure, ...]:
    """Write one JSON object for each document of a JSON Lines file, in the same order.

    Offsets count code points of the text as the line gives it (imports turn CRLF into LF; this
    does not). A line that cannot be read is left out and returned as a failure.

    Args:
        source: ``.jsonl`` or ``.jsonl.gz``.
        out: the file to write; packed where its name ends in ``.gz``.
        workers: processes.
        extractor: ``exact``, ``fast`` or ``rules``.

    Raises:
        InputError: unknown extractor, or a file that cannot be opened.
    """
    # A wrong name or missing weights are one error, not one for each line.
    find_tagger(extractor)
    if source.exists() and out.exists() and source.samefile(out):
        raise InputError("The file to write is the file to read; name another one with --out.")
    work = partial(_extract_line, make_extract(extractor))
    failed: list[Failure] = []
    with _opened(source, "rb") as stream, _opened(out, "wb") as sink:
        lines = read_lines(open_lines(source, stream), str(source))
        judge = Judge()
        for chunk, results in map_in_order(work, _chunks(lines), workers):
            for line, result in zip(chunk, results, strict=True):
                if isinstance(result, bytes):
                    sink.write(result)
                else:
                    failed.append(_as_failure(line, result))
                if judge.is_hopeless(not isinstance(result, bytes)):
                    return (*failed, give_up(str(source)))
    return tuple(failed)


def _extract_line(extract: Extract, line: Line | Failure) -> bytes | Failure | Trouble:
    """Return the output line for an input line, or why there is none."""
    if isinstance(line, Failure):
        return line
    try:
        record = parse_object(line.data)
        raw = make_document(record, line.origin)
    except InputError as error:
        return Failure(line.origin, str(error))
    # Offsets belong to the text as given: CRLF stays, unlike in the archive.
    raw = replace(raw, text=clean_text(require_text(record)))
    outcome = try_extract(extract, raw)
    if isinstance(outcome, Trouble):
        return outcome
    entry = as_contract(raw.external_id, outcome, raw.text)
    if "id" in record and record["id"] not in (None, ""):
        entry["id"] = record["id"]
    return json.dumps(entry, ensure_ascii=False).encode("utf-8") + b"\n"


def _as_failure(line: Line | Failure, result: Failure | Trouble | WorkerDiedError) -> Failure:
    return result if isinstance(result, Failure) else report_trouble(line[0], result)


def _chunks(lines: Iterator[Line | Failure]) -> Iterator[list[Line | Failure]]:
    while chunk := list(islice(lines, _CHUNK)):
        yield chunk


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[IO[bytes]]:
    """Open a file, unpacked while reading by ``open_lines``, packed while writing by its name."""
    try:
        if mode == "wb" and path.name.lower().endswith(".gz"):
            # Without its time stamp, the same output is the same file.
            stream = cast(IO[bytes], gzip.GzipFile(path, "wb", mtime=0))
        else:
            stream = path.open(mode)
    except OSError as error:
        raise InputError(f"{path}: {explain(error)}.") from error
    with stream:
        yield stream


def read_queries(path: Path) -> Iterator[Query]:
    """Yield the queries of a JSON Lines file: ``{"id", "query", "date"?}`` a line.

    Raises:
        InputError: a line that is no query, or a file that cannot be opened.
    """
    with _opened(path, "rb") as stream:
        for line in read_lines(open_lines(path, stream), str(path)):
            if isinstance(line, Failure):
                raise InputError(f"{line.item}: {line.why}.")
            try:
                yield _parse_query(parse_object(line.data))
            except InputError as error:
                raise InputError(f"{line.origin}: {error}.") from error


def _parse_query(record: dict[str, object]) -> Query:
    name, words = record.get("id"), record.get("query")
    if not isinstance(name, (str, int)) or not isinstance(words, str) or not words.strip():
        raise InputError("a query needs “id” and “query”")
    return Query(id=str(name), query=words, date=read_date(record))


def write_run(path: Path, ranked: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Write what a run of queries found: ``{"id", "docs": [external ids, best first]}`` a line.

    Raises:
        InputError: the file cannot be written.
    """
    with _opened(path, "wb") as stream:
        for name, documents in ranked:
            row = {"id": name, "docs": list(documents)}
            stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")
