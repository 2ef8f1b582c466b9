"""Extraction of a whole file without a store, and runs of queries."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.reading.batch import Query, extract_file, read_queries, write_run
from bot.records import Failure

TEXT = "“The pier is safe,” Ann Lee said on Monday.\r\n\r\nNobody was hurt."


def write_lines(path: Path, *records: object) -> Path:
    """Write records as JSON Lines; text goes in as it is."""
    lines = (it if isinstance(it, str) else json.dumps(it) for it in records)
    data = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read_back(path: Path) -> list[dict[str, object]]:
    """Return the records of a file of JSON Lines."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return [json.loads(line) for line in data.decode().splitlines()]


def test_offsets_belong_to_the_text_as_given(tmp_path: Path) -> None:
    """CRLF is not changed here, so that spans fit the input file."""
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "date": "2024-05-08", "text": TEXT})
    assert extract_file(source, tmp_path / "out.jsonl") == ()
    (entry,) = read_back(tmp_path / "out.jsonl")
    assert set(entry) == {"id", "quotes", "attributions", "positions", "timexes", "entities"}
    (quote,) = entry["quotes"]
    assert TEXT[quote["start"] : quote["end"]].strip(",") == "The pier is safe"
    assert TEXT[quote["speaker_start"] : quote["speaker_end"]] == "Ann Lee"
    (timex,) = entry["timexes"]
    assert (TEXT[timex["start"] : timex["end"]], timex["value"]) == ("Monday", "2024-05-06")


@pytest.mark.parametrize("workers", [1, 2])
def test_same_order_same_ids_and_bad_lines_left_out(tmp_path: Path, workers: int) -> None:
    """One object a document, whatever the number of processes; each bad line is one failure."""
    records: list[object] = [{"id": n, "text": f"Text {n} of many."} for n in range(60)]
    records[20:20] = ["not json", {"id": "x", "text": ""}, {"text": "No id here."}]
    source = write_lines(tmp_path / "in.jsonl.gz", *records)
    failed = extract_file(source, tmp_path / "out.jsonl.gz", workers=workers)
    assert failed == (
        Failure(f"{source}:21", "the line is not JSON: Expecting value at column 1"),
        Failure(f"{source}:22", "the text is empty"),
    )
    ids = [entry["id"] for entry in read_back(tmp_path / "out.jsonl.gz")]
    nameless = ids.pop(20)
    assert ids == list(range(60))
    assert str(nameless).startswith("text-")


def test_a_file_that_is_no_json_lines_is_given_up(tmp_path: Path) -> None:
    """The last failure says so."""
    source = write_lines(tmp_path / "in.jsonl", *["prose"] * 3000)
    failed = extract_file(source, tmp_path / "out.jsonl")
    assert failed[-1].why == "none of its first 1,000 lines can be read; gave up on it"
    assert len(failed) == 1001


def test_files_that_cannot_be_used_are_refused_in_words(tmp_path: Path) -> None:
    """Missing input, unwritable output, the same file twice, an unknown extractor."""
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "text": TEXT})
    out = tmp_path / "out.jsonl"
    missing = tmp_path / "missing.jsonl"
    for args, why in [
        ((missing, out), f"{missing}: there is no such file or folder."),
        ((source, tmp_path / "no" / "out.jsonl"), "there is no such file or folder."),
        ((source, source), "The file to write is the file to read; name another one with --out."),
    ]:
        with pytest.raises(InputError) as refused:
            extract_file(*args)
        assert str(refused.value).endswith(why)
    with pytest.raises(
        InputError, match="There is no extractor “magic”; there are: exact, fast, rules"
    ):
        extract_file(source, out, extractor="magic")
    assert not out.exists()
    assert read_back(source)


def test_queries_are_read_and_runs_are_written(tmp_path: Path) -> None:
    """The batch form of search: ids in, ranked external ids out."""
    queries = write_lines(
        tmp_path / "q.jsonl",
        {"id": "1", "query": "who closed the pier?", "date": "2024-05-08", "answer": ["x"]},
        {"id": 2, "query": "ferry"},
    )
    assert list(read_queries(queries)) == [
        Query(id="1", query="who closed the pier?", date=date(2024, 5, 8)),
        Query(id="2", query="ferry"),
    ]
    write_run(tmp_path / "run.jsonl", [("1", ["b", "a"]), ("2", [])])
    assert read_back(tmp_path / "run.jsonl") == [
        {"id": "1", "docs": ["b", "a"]},
        {"id": "2", "docs": []},
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"id": "1"}', "a query needs “id” and “query”"),
        ('{"query": "pier"}', "a query needs “id” and “query”"),
        ('{"id": "1", "query": "pier", "date": "soon"}', "its date “soon” is not one"),
        ("pier", "the line is not JSON"),
    ],
)
def test_a_bad_query_is_named(tmp_path: Path, line: str, why: str) -> None:
    """A run over half of the queries would be a wrong figure, so the file is refused."""
    queries = write_lines(tmp_path / "q.jsonl", line)
    with pytest.raises(InputError) as refused:
        list(read_queries(queries))
    assert str(refused.value).startswith(f"{queries}:1: {why}")
