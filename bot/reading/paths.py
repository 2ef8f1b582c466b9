"""Documents from files, folders and standard input, as one stream. Called by the newsroom's users.

Nothing raises for what a file holds: what cannot be read is a ``Failure`` with the reason, in the
stream's order, and the rest goes on. One file, or one line of a collection, is held at a time;
files other than plain text are parsed in a process of their own.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, cast

from bot.errors import InputError
from bot.reading.encodings import clean_text
from bot.reading.formats.files import LARGEST_FILE, read_file
from bot.reading.formats.kinds import HEAD, PACKED, Kind, tell_kind
from bot.reading.formats.parsing import FileParser
from bot.reading.jsonlines import (
    Judge,
    Line,
    give_up,
    make_document,
    open_lines,
    parse_object,
    read_lines,
)
from bot.records import Failure, RawDocument, SourceKind, SourceRef

_STDIN = "-"
_STDIN_NAME = "standard input"
_GZIP_MAGIC = b"\x1f\x8b"
_LINK_STARTS = ("http://", "https://", "feed:")
_Items = Iterator[RawDocument | Failure]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Source:
    """One file to read: where it is, what to call it, and the id of the text in it."""

    path: Path
    shown: str
    external_id: str


@dataclass(slots=True)
class _Meter:
    """Bytes of the files that are done, and how to tell those of the file being read."""

    finished: int = 0
    current: IO[bytes] | None = None

    def read(self) -> int:
        """Return the bytes read so far; packed bytes where a file is packed."""
        return self.finished + self._tell()

    def finish(self) -> None:
        """Count the current file as read."""
        self.finished += self._tell()
        self.current = None

    def _tell(self) -> int:
        try:
            return self.current.tell() if self.current is not None else 0
        except OSError:  # a pipe has no place
            return 0


class DocumentStream(Iterator[RawDocument | Failure]):
    """An iterator over what the paths hold, that knows how many bytes it has read."""

    def __init__(
        self, paths: Sequence[str], stdin: IO[bytes] | None, source: SourceRef | None
    ) -> None:
        self._meter = _Meter()
        self._items = _read_all(paths, stdin, source, self._meter)

    @property
    def bytes_read(self) -> int:
        """Bytes of the files read so far, out of ``total_bytes``; packed where a file is packed."""
        return self._meter.read()

    def __next__(self) -> RawDocument | Failure:
        return next(self._items)


def read_paths(
    paths: Iterable[str | Path],
    stdin: IO[bytes] | None = None,
    *,
    source: SourceRef | None = None,
) -> DocumentStream:
    """Return the documents that files, folders (``-`` is standard input) hold, in the order given.

    Folders are read with all that is in them, sorted by name, hidden files left out. ``stdin``
    stands in for the program's standard input. ``source`` is where the documents come from; without
    one, each path is a source of its own.
    """
    return DocumentStream([os.fspath(path) for path in paths], stdin, source)


def total_bytes(paths: Iterable[str | Path]) -> int | None:
    """Return the size of all that the paths hold; None where standard input is one of them."""
    names = [os.fspath(path) for path in paths]
    return None if _STDIN in names else sum(map(_measure, names))


def _read_all(
    paths: Sequence[str], stdin: IO[bytes] | None, source: SourceRef | None, meter: _Meter
) -> _Items:
    with FileParser() as parser:
        for path in paths:
            name = _STDIN_NAME if path == _STDIN else _make_file_id(Path(path))
            given = source or SourceRef(SourceKind.PATH, name)
            for item in _read_given(path, stdin, meter, parser):
                yield item if isinstance(item, Failure) else replace(item, source=given)


def _read_given(path: str, stdin: IO[bytes] | None, meter: _Meter, parser: FileParser) -> _Items:
    if path == _STDIN:
        yield from _read_stdin(stdin if stdin is not None else sys.stdin.buffer, parser)
        return
    for source in _find_sources(path):
        if isinstance(source, Failure):
            yield source
        else:
            yield from _read_file(source, meter, parser)


def _find_sources(given: str) -> Iterator[_Source | Failure]:
    """Yield the files that one path means."""
    if given.lower().startswith(_LINK_STARTS):
        yield Failure(given, "it is a link, not a file; give it to “dateline add” by itself")
        return
    path = Path(given)
    try:
        if path.is_dir():
            found = False
            for source in _walk(path):
                found = True
                yield source
            if not found:
                yield Failure(given, "there is nothing to read in this folder")
        elif path.exists():
            yield _Source(path=path, shown=given, external_id=_make_file_id(path))
        else:
            yield Failure(given, "there is no such file or folder")
    except (OSError, ValueError) as error:
        yield Failure(given, explain(error))


def _walk(folder: Path) -> Iterator[_Source | Failure]:
    refused: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(place, name)
            if not path.is_file():  # opening a pipe would wait for ever
                yield Failure(str(path), "it is no file: a broken link, a pipe or a device")
                continue
            yield _Source(path=path, shown=str(path), external_id=_make_file_id(path))
        for error in refused:
            yield Failure(str(error.filename), explain(error))
        refused.clear()


def _make_file_id(path: Path) -> str:
    """Return the id of a text file: its path from the working folder, else from the home folder.

    Any other file is known by its whole path, so that two files never share an id.
    """
    whole = Path(os.path.abspath(path))
    for base in (Path.cwd(), Path.home()):
        if whole.is_relative_to(base):
            return clean_text(whole.relative_to(base).as_posix())
    return clean_text("/".join(whole.parts[1:]))


def _measure(given: str) -> int:
    """Return the bytes of the files that a path means, 0 for what is not there."""
    total = 0
    try:
        for source in _find_sources(given):
            if isinstance(source, _Source):
                total += source.path.stat().st_size
    except OSError:
        return total
    return total


def _read_file(source: _Source, meter: _Meter, parser: FileParser) -> _Items:
    try:
        with source.path.open("rb") as stream:
            meter.current = stream
            try:
                head = stream.peek(HEAD)[:HEAD]
                found = tell_kind(head, source.path.name)
                if found.kind is Kind.JSONL:
                    yield from _read_records(open_lines(source.path, stream), source.shown)
                elif found.kind is Kind.UNKNOWN and not head.startswith(PACKED):
                    stream.seek(0, os.SEEK_END)
                    yield Failure(source.shown, found.why)
                else:
                    data = stream.read(LARGEST_FILE + 1)
                    stream.seek(0, os.SEEK_END)
                    yield from _read_whole(data, source, parser)
            finally:
                meter.finish()
    except OSError as error:
        yield Failure(source.shown, explain(error))


def _read_whole(data: bytes, source: _Source, parser: FileParser) -> _Items:
    """Turn the bytes of one file into its documents; "" as id stands for one by its words."""
    shown = source.shown
    try:
        name = source.path.name
        yield from read_file(
            data, name, external_id=source.external_id, origin=shown, parser=parser
        )
    except InputError as error:
        yield Failure(shown, str(error))


def _read_stdin(stream: IO[bytes], parser: FileParser) -> _Items:
    """Read standard input: JSON Lines where it opens with an object, else one file."""
    buffered = (
        stream
        if isinstance(stream, io.BufferedReader)
        else io.BufferedReader(cast(io.RawIOBase, stream))
    )
    opening = buffered.peek(4096)
    if opening.startswith(_GZIP_MAGIC):
        yield from _read_records(gzip.GzipFile(fileobj=buffered), _STDIN_NAME)
    elif opening.lstrip().startswith(b"{"):
        yield from _read_records(buffered, _STDIN_NAME)
    else:
        source = _Source(path=Path(), shown=_STDIN_NAME, external_id="")
        yield from _read_whole(buffered.read(LARGEST_FILE + 1), source, parser)
    if buffered is not stream:
        buffered.detach()


def _read_records(stream: io.BufferedIOBase, name: str) -> Iterator[RawDocument | Failure]:
    judge = Judge()
    for line in read_lines(stream, name):
        item = _read_record(line) if isinstance(line, Line) else line
        yield item
        if judge.is_hopeless(isinstance(item, Failure)):
            yield give_up(name)
            return


def _read_record(line: Line) -> RawDocument | Failure:
    try:
        return make_document(parse_object(line.data), line.origin)
    except InputError as error:
        return Failure(line.origin, str(error))


def explain(error: OSError | ValueError) -> str:
    """Say in words why the system refused a path."""
    if isinstance(error, PermissionError):
        return "it may not be read: permission denied"
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"it cannot be read: {(reason or 'unknown reason').lower()}"
