"""Reading, extraction and the real archive together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Lock

import pytest

from bot.ports import Archive
from bot.reading.batch import make_extract
from bot.reading.paths import read_paths
from bot.reading.pipeline import Intake, add_documents
from bot.records import AddReport, RawDocument
from bot.store.archive import open_archive

NOW = datetime(2024, 5, 8, 8, 0, tzinfo=UTC)
HARBOUR = "“The harbour stays closed,” Mayor Ann Lee said on Monday.\n\nTornby lies in Norland."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an empty archive in a file."""
    opened = open_archive(f"sqlite:///{tmp_path / 'archive.db'}")
    yield opened
    opened.close()


def add(archive: Archive, *paths: str) -> AddReport:
    """Import paths as the newsroom does."""
    intake = Intake(workspace="local", extract=make_extract("rules"), extracted_with="rules 1")
    return add_documents(archive, read_paths(paths), intake, now=NOW)


def test_the_same_files_twice_are_stored_once(archive: Archive) -> None:
    """A second import of the same folder changes nothing, a copy under another name neither."""
    Path("n").mkdir()
    Path("n/a.txt").write_text(f"Date: 2024-05-07\nOutlet:  Tornby  Ledger\n\n{HARBOUR}")
    Path("n/b.md").write_text("# Ferry\n\nThe ferry sails again.")
    assert add(archive, "n") == AddReport(added=2)
    assert add(archive, "n") == AddReport(unchanged=2)
    Path("n/copy.txt").write_text(HARBOUR.replace("\n", " \n"))
    assert add(archive, "n") == AddReport(unchanged=2, copies=1)
    assert archive.measure_archive("local").documents == 2


def test_a_changed_text_replaces_what_was_extracted(archive: Archive) -> None:
    """Under the same id only the new words and their quotations are found."""
    Path("a.txt").write_text(HARBOUR)
    add(archive, "a.txt")
    Path("a.txt").write_text(HARBOUR.replace("stays closed", "opens again"))
    assert add(archive, "a.txt") == AddReport(changed=1)
    document = archive.find_document("local", "a.txt")
    assert document is not None
    facts = archive.load_extraction("local", document.card.id)
    assert [it.content.of(document.text).strip(",") for it in facts.quotations] == [
        "The harbour opens again"
    ]
    assert archive.measure_archive("local").documents == 1
    assert archive.measure_archive("local").quotations == 1


def test_a_text_is_stored_character_by_character(archive: Archive) -> None:
    """Odd blanks, marks and scripts come back as they went in."""
    text = "  “Ça va”\u00a0— said\u2028Ann\t𝔏ee;\r\rΩ\u0301 end \n\n"
    Path("a.txt").write_bytes(text.encode())
    add(archive, "a.txt")
    document = archive.find_document("local", "a.txt")
    assert document is not None
    assert document.text == text


def test_imports_side_by_side_take_the_same_words_once(archive: Archive) -> None:
    """Whoever is second finds a copy."""
    intake = Intake(workspace="local", extract=make_extract("rules"), extracted_with="rules 1")
    lock = Lock()
    gate = Barrier(4)

    def add_one(name: str) -> AddReport:
        gate.wait()
        raw = RawDocument(external_id=name, text=HARBOUR)
        return add_documents(archive, [raw], intake, now=NOW, one_at_a_time=lock)

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(add_one, "abcd"))
    assert sum(report.added for report in reports) == 1
    assert sum(report.copies for report in reports) == 3
    assert archive.measure_archive("local").documents == 1
