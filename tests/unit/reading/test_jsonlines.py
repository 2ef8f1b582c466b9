"""JSON Lines as a stream."""

import gzip
import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from bot.reading import jsonlines
from bot.reading.paths import read_paths
from bot.records import Failure, RawDocument, SourceKind, SourceRef


def read(name: str, data: bytes) -> list[RawDocument | Failure]:
    """Return what a file of these bytes holds."""
    Path(name).write_bytes(data)
    return list(read_paths([name]))


def test_a_record_becomes_a_document() -> None:
    """All fields are taken, a time of day is left out of the date, other fields do not matter."""
    record = {
        "id": "w-1",
        "date": "1987-02-26T15:01:01",
        "title": "Pier  reopens",
        "publisher": "Tornby Ledger",
        "url": "https://ledger.example/2",
        "text": "The pier opened.\r\nCrowds came.\0",
        "labels": ["sea"],
        "author": "Anna  Berg",
        "language": "en",
        "licence": ["CC", "BY"],
    }
    assert read("n.jsonl", json.dumps(record).encode()) == [
        RawDocument(
            external_id="w-1",
            text="The pier opened.\nCrowds came.\ufffd",
            title="Pier reopens",
            outlet="Tornby Ledger",
            url="https://ledger.example/2",
            published=date(1987, 2, 26),
            origin="n.jsonl:1",
            author="Anna Berg",
            language="en",
            source=SourceRef(SourceKind.PATH, "n.jsonl"),
        )
    ]


@pytest.mark.parametrize(
    ("record", "external_id"),
    [
        ({"id": 17, "text": "Words."}, "17"),
        ({"id": None, "url": "https://ledger.example/2", "text": "Words."}, None),
        ({"text": "Words."}, "text-"),
    ],
)
def test_only_the_text_is_required(record: dict[str, object], external_id: str | None) -> None:
    """Without an id the link is the id, and without a link the words are."""
    (item,) = read("n.jsonl", json.dumps({**record, "title": None, "date": ""}).encode())
    assert isinstance(item, RawDocument)
    assert item.external_id.startswith(external_id or str(record["url"]))
    assert (item.title, item.outlet, item.published) == ("Words.", "", None)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (
            b'{"id": "1", "text": "cut o',
            "the line is not JSON: Unterminated string starting at column 21",
        ),
        (b"[1, 2]", "the line is a list, not a JSON object"),
        (b'"words"', "the line is text, not a JSON object"),
        (b"null", "the line is null, not a JSON object"),
        (b'{"id": "1"}', "the field “text” is missing"),
        (b'{"id": "1", "text": null}', "the field “text” is missing"),
        (b'{"id": "1", "text": 5}', "the field “text” is a number, not text"),
        (b'{"id": "1", "text": " \\n "}', "the text is empty"),
        (b'{"id": ["1"], "text": "Words."}', "the field “id” is a list, not text"),
        (b'{"id": true, "text": "Words."}', "the field “id” is true or false, not text"),
        (b'{"id": "1", "text": "W.", "title": {}}', "the field “title” is an object, not text"),
        (b'{"id": "1", "text": "W.", "date": 2022}', "the field “date” is a number, not text"),
        (b'{"id": "1", "text": "W.", "date": "2022-02-31"}', "its date “2022-02-31” does not"),
        (b'{"id": "1", "text": "caf\xe9"}', "the line is not UTF-8 (byte 25 of the line)"),
        (b"[" * 100_000, "the line is not JSON that can be read: too deep or too large"),
        (b"9" * 10_000, "the line is not JSON that can be read: too deep or too large"),
    ],
)
def test_a_bad_line_costs_one_clear_line_and_the_rest_goes_in(line: bytes, why: str) -> None:
    """The failure names file and line; the documents before and after are read."""
    good = b'{"id": "a", "text": "Words."}'
    first, bad, last = read("n.jsonl", b"\n".join([good, line, b"", good]))
    assert isinstance(first, RawDocument)
    assert isinstance(last, RawDocument)
    assert isinstance(bad, Failure)
    assert bad.item == "n.jsonl:2"
    assert bad.why.startswith(why)
    assert last.origin == "n.jsonl:4"


def test_a_byte_order_mark_is_no_part_of_the_first_record() -> None:
    """Windows tools write one."""
    (item,) = read("n.jsonl", b'\xef\xbb\xbf{"id": "a", "text": "Words."}\r\n')
    assert isinstance(item, RawDocument)


def test_a_file_in_utf16_is_refused_as_a_whole() -> None:
    """One failure for the file instead of one for every line."""
    items = read("n.jsonl", '{"id": "a", "text": "Words."}\n'.encode("utf-16") * 3)
    assert items == [Failure("n.jsonl", "it is UTF-16; save it as UTF-8")]


def test_a_line_beyond_the_limit_is_refused_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The long line is passed over without being held."""
    monkeypatch.setattr(jsonlines, "LONGEST_LINE", 1024 * 1024)
    long = json.dumps({"id": "long", "text": "word " * 600_000}).encode()
    tracemalloc.start()
    bad, good = read("n.jsonl.gz", gzip.compress(long + b'\n{"id": "a", "text": "Words."}'))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert bad == Failure("n.jsonl.gz:1", "the line is longer than 1 MB")
    assert isinstance(good, RawDocument)
    assert peak < len(long) * 2


def test_a_large_file_is_never_held_in_memory() -> None:
    """Reading takes the memory of a line, not of the file."""
    line = json.dumps({"id": "a", "text": "word " * 2000}).encode() + b"\n"
    with gzip.open("n.jsonl.gz", "wb", compresslevel=1) as stream:
        for _ in range(500):
            stream.write(line)
    tracemalloc.start()
    count = sum(isinstance(item, RawDocument) for item in read_paths(["n.jsonl.gz"]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 500
    assert peak < 1_000_000 < len(line) * count


@pytest.mark.parametrize("damage", ["cut", "not gzip"])
def test_a_damaged_packed_file_gives_what_it_can(damage: str) -> None:
    """The failure says where reading ended."""
    lines = "".join(
        json.dumps({"id": str(n), "text": f"Words {n * 7919 % 1000}."}) + "\n" for n in range(5000)
    )
    packed = gzip.compress(lines.encode())
    *good, last = read("n.jsonl.gz", packed[:-2000] if damage == "cut" else b"plain" + packed)
    assert isinstance(last, Failure)
    assert last.why == "the file is damaged or breaks off here; all before it was read"
    assert bool(good) == (damage == "cut")
    assert last.item == f"n.jsonl.gz:{len(good) + 1}"


def test_a_file_that_is_no_json_lines_is_given_up() -> None:
    """After a thousand bad lines and no good one, the rest is not read any more."""
    items = read("n.jsonl", b"plain prose\n" * 5000)
    assert len(items) == 1001
    assert items[-1] == Failure(
        "n.jsonl", "none of its first 1,000 lines can be read; gave up on it"
    )


def test_one_good_line_keeps_a_file_alive() -> None:
    """Where something can be read, every line gets its chance."""
    good = b'{"id": "a", "text": "Words."}\n'
    assert len(read("n.jsonl", good + b"plain prose\n" * 1500 + good)) == 1502


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ledger.example/1", "file:///etc/passwd"])
def test_only_web_links_are_kept(url: str) -> None:
    """A citation links to http and https only."""
    (item,) = read("n.jsonl", json.dumps({"id": "a", "url": url, "text": "Words."}).encode())
    assert isinstance(item, RawDocument)
    assert item.url is None
