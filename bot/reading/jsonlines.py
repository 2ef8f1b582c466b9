"""JSON Lines as a stream: one object a line, ``id, date, title, publisher, url, text``.

Called by ``paths`` for imports and by ``batch`` for extraction alone. Only one line is held at a
time; a bad line is one failure and the next line goes on.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date
from io import BufferedIOBase
from pathlib import Path
from typing import IO, NamedTuple, cast

from bot.errors import InputError
from bot.reading.decide import hash_content
from bot.reading.encodings import check_length, clean_text, to_stored_text
from bot.reading.headers import make_title
from bot.reading.published import parse_published
from bot.records import Failure, RawDocument

#: The longest line that is read, in bytes.
LONGEST_LINE = 64 * 1024 * 1024
# A file none of whose first lines can be read is no JSON Lines; its other lines say nothing more.
_HOPELESS_AFTER = 1000
_SKIPPED_AT_ONCE = 1024 * 1024
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_TYPE_NAMES = {dict: "an object", list: "a list", bool: "true or false", int: "a number"}


class Line(NamedTuple):
    """A line of a JSON Lines file: where it stands and its bytes."""

    origin: str
    data: bytes


class Judge:
    """Watches a file's lines and says when to give up on a file of which none could be read."""

    def __init__(self) -> None:
        self._bad = 0
        self._good = False

    def is_hopeless(self, failed: bool) -> bool:
        """Count one more line; True where a thousand lines failed and none was read."""
        self._good = self._good or not failed
        self._bad += failed
        return not self._good and self._bad >= _HOPELESS_AFTER


def give_up(name: str) -> Failure:
    """Return the failure that stands for the rest of a file of which no line could be read."""
    return Failure(name, f"none of its first {_HOPELESS_AFTER:,} lines can be read; gave up on it")


def open_lines(path: Path, raw: IO[bytes]) -> BufferedIOBase:
    """Return the bytes of a file that was opened as ``raw``, unpacked where its name says so."""
    if path.name.lower().endswith(".gz"):
        return gzip.GzipFile(fileobj=raw)
    return cast(BufferedIOBase, raw)


def read_lines(stream: BufferedIOBase, name: str) -> Iterator[Line | Failure]:
    """Yield the lines that are not blank, and a failure for each that is too long.

    A stream that breaks off, as a damaged ``.gz`` does, ends with one failure.
    """
    number = 0
    while True:
        number += 1
        origin = f"{name}:{number}"
        try:
            data = stream.readline(LONGEST_LINE + 1)
            too_long = len(data) > LONGEST_LINE
            if too_long:
                _skip_line(stream, data)
        except (OSError, EOFError, zlib.error):
            yield Failure(origin, "the file is damaged or breaks off here; all before it was read")
            return
        if not data:
            return
        if number == 1:
            if data.startswith(_UTF16_BOMS):
                yield Failure(name, "it is UTF-16; save it as UTF-8")
                return
            data = data.removeprefix(_UTF8_BOM)
        if too_long:
            limit = LONGEST_LINE // (1024 * 1024)
            yield Failure(origin, f"the line is longer than {limit} MB")
        elif data.strip():
            yield Line(origin, data)


def _skip_line(stream: BufferedIOBase, data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = stream.readline(_SKIPPED_AT_ONCE)


def parse_object(data: bytes) -> dict[str, object]:
    """Return the JSON object of a line.

    Raises:
        InputError: not UTF-8, not JSON, or not an object.
    """
    try:
        value = json.loads(data.decode("utf-8").strip())
    except UnicodeDecodeError as error:
        raise InputError(f"the line is not UTF-8 (byte {error.start + 1:,} of the line)") from error
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        raise InputError(f"the line is not JSON: {what} at column {error.colno:,}") from error
    except (ValueError, RecursionError) as error:
        raise InputError("the line is not JSON that can be read: too deep or too large") from error
    if not isinstance(value, dict):
        raise InputError(f"the line is {_describe(value)}, not a JSON object")
    return value


def make_document(record: dict[str, object], origin: str) -> RawDocument:
    """Turn one record into a document, its text as the archive keeps it.

    A record without an id is known by its link, or else by its words. Every other field but the
    text may be missing or null; fields with other names are left alone.

    Raises:
        InputError: no text, a field of the wrong type, or a wrong date.
    """
    text = to_stored_text(require_text(record))
    url = _read_words(record, "url")
    return RawDocument(
        external_id=_read_id(record) or url or make_id(text),
        text=text,
        title=_read_words(record, "title") or make_title(text),
        outlet=_read_words(record, "publisher"),
        url=keep_link(url),
        published=read_date(record),
        origin=origin,
        author=_read_note(record, "author"),
        language=_read_note(record, "language"),
        licence=_read_note(record, "licence"),
    )


def make_id(text: str) -> str:
    """Return the id of a text that came without one: the same words have the same id."""
    return f"text-{hash_content(text)[:16]}"


def keep_link(url: str) -> str | None:
    """Return a link that a citation can carry; None for anything but http and https."""
    return url if url.lower().startswith(("http://", "https://")) else None


def require_text(record: dict[str, object]) -> str:
    """Return the record's text as it was given.

    Raises:
        InputError: missing, of another type, blank, or too long.
    """
    value = record.get("text")
    if value is None:
        raise InputError("the field “text” is missing")
    if not isinstance(value, str):
        raise InputError(f"the field “text” is {_describe(value)}, not text")
    if not value.strip():
        raise InputError("the text is empty")
    check_length(value)
    return value


def _read_id(record: dict[str, object]) -> str:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _read_words(record, "id")


def _read_words(record: dict[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"the field “{name}” is {_describe(value)}, not text")
    return " ".join(clean_text(value).split())


def _read_note(record: dict[str, object], name: str) -> str:
    """Return a field that collections fill in many ways; "" where it is not plain words."""
    return _read_words(record, name) if isinstance(record.get(name), str) else ""


def read_date(record: dict[str, object]) -> date | None:
    """Return the day in the record's ``date``, None where there is none.

    Raises:
        InputError: of another type, or no date.
    """
    value = _read_words(record, "date")
    return parse_published(value) if value else None


def _describe(value: object) -> str:
    if value is None:
        return "null"
    return _TYPE_NAMES.get(type(value), "a number" if isinstance(value, float) else "text")
