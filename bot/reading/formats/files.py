"""One file to its documents, whatever its format. Called for files from disk, links and Slack."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.errors import InputError
from bot.reading.encodings import check_length, decode_text, to_stored_text
from bot.reading.formats.file_text import FileText
from bot.reading.formats.kinds import Kind, tell_kind
from bot.reading.formats.parsing import FileParser
from bot.reading.headers import Header, make_title, read_header
from bot.reading.jsonlines import keep_link, make_id
from bot.reading.published import parse_published
from bot.records import RawDocument

#: The largest file that is read, in bytes; a collection of JSON Lines may be larger.
LARGEST_FILE = 64 * 1024 * 1024
_REFUSED = {
    Kind.JSONL: "it is a collection (JSON Lines); add it with the command “dateline add”",
    Kind.FEED: "it is a saved feed; add the feed by its link",
    Kind.OPML: "it is a list of feeds (OPML), not a document; import it where feeds are followed",
}


def read_file(
    data: bytes,
    name: str,
    *,
    external_id: str,
    origin: str,
    parser: FileParser | None = None,
) -> list[RawDocument]:
    """Return the documents that one file holds: one, or a mail with those attached to it.

    Args:
        data: the file's bytes.
        name: its name, which tells what it is where its bytes leave that open.
        external_id: the id of its document; an attachment's name is added for the others. With ""
            the words of a document make its id.
        origin: where it comes from, as a person would look for it.
        parser: parses what is not plain text; without one, a process is started for this file.

    Raises:
        InputError: there is no text in it, or none that can be read.
    """
    texts = _read_texts(data, name, parser)
    fetched_hash = hashlib.sha256(data).hexdigest()
    labels = _tell_apart([text.part for text in texts])
    return [
        _make_document(text, label, external_id=external_id, origin=origin, hashed=fetched_hash)
        for text, label in zip(texts, labels, strict=True)
    ]


def _read_texts(data: bytes, name: str, parser: FileParser | None) -> Sequence[FileText]:
    if len(data) > LARGEST_FILE:
        raise InputError(f"it is larger than {LARGEST_FILE // (1024 * 1024)} MB; split it")
    if not data.strip():
        raise InputError("the file is empty")
    found = tell_kind(data, name)
    if found.kind is Kind.UNKNOWN:
        raise InputError(found.why)
    if found.kind in _REFUSED:
        raise InputError(_REFUSED[found.kind])
    if found.kind is Kind.TEXT:
        header, body = _split_header(data)
        return [_with_header(FileText(text=body), header)]
    if parser is None:
        with FileParser() as own:
            return _parse(found.kind, data, own)
    return _parse(found.kind, data, parser)


def _parse(kind: Kind, data: bytes, parser: FileParser) -> Sequence[FileText]:
    if kind is not Kind.MARKDOWN:
        return parser.parse(kind, data)
    header, body = _split_header(data)
    return [_with_header(text, header) for text in parser.parse(kind, body.encode("utf-8"))]


def _split_header(data: bytes) -> tuple[Header, str]:
    """Return the header of a text file, and the text below it."""
    text = to_stored_text(decode_text(data))
    header = read_header(text)
    body = text[header.body_start :]
    if not body.strip():
        raise InputError("the file holds no text" + (" below its header" if header.fields else ""))
    check_length(body)
    return header, body


def _with_header(text: FileText, header: Header) -> FileText:
    """Return a text with what its file's header says."""
    fields = header.fields
    return replace(
        text,
        title=fields.get("title", "") or text.title,
        author=fields.get("author", "") or text.author,
        published=parse_published(fields["date"]) if "date" in fields else text.published,
        outlet=fields.get("outlet", "") or text.outlet,
        url=fields.get("url", "") or text.url,
    )


def _tell_apart(parts: Sequence[str]) -> Iterator[str]:
    """Yield a different label for each part, "" for the file itself."""
    seen: set[str] = set()
    for part in parts:
        label, number = part, 1
        while label in seen:
            number += 1
            label = f"{part}-{number}"
        seen.add(label)
        yield label


def _make_document(
    found: FileText, label: str, *, external_id: str, origin: str, hashed: str
) -> RawDocument:
    """Turn a text into a document, cleaned as the archive keeps it.

    Raises:
        InputError: it is too long, or has no words.
    """
    text = to_stored_text(found.text)
    if not text.strip():
        raise InputError("the file holds no text")
    check_length(text)
    label = _in_one_line(label)
    if external_id and label:
        external_id = f"{external_id}#{label}"
    return RawDocument(
        external_id=external_id or make_id(text),
        text=text,
        title=_in_one_line(found.title) or make_title(text),
        outlet=_in_one_line(found.outlet),
        url=keep_link(to_stored_text(found.url or "")),
        published=found.published,
        origin=f"{origin}, {label}" if label else origin,
        author=_in_one_line(found.author),
        language=_in_one_line(found.language),
        licence=_in_one_line(found.licence),
        fetched_hash=hashed,
    )


def _in_one_line(words: str) -> str:
    return " ".join(to_stored_text(words).split())
