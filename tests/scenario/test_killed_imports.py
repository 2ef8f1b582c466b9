"""An import that is killed anywhere and started again: nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ports import ArchiveStats
from bot.store.archive import open_archive

_TEXTS = 640
#: Documents in the archive at which the import is killed.
_DEATHS = (1, 130, 330)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a file of texts with facts in them, some the same as others."""
    file = tmp_path / "news.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for number in range(_TEXTS):
            same = number - 1 if number % 50 == 7 else number
            text = (
                f"Mayor Ann Lee of Tornby opposes plan {same} for the harbour."
                f" “We will not sell quay {same} to anyone,” Lee said on 4 May 2024."
            )
            record = {"id": f"n{number}", "date": "2024-05-06", "text": text, "publisher": "Post"}
            stream.write(json.dumps(record) + "\n")
    return file


def command(news: Path, database: Path, workers: int, project: Path) -> subprocess.Popen[str]:
    """Start an import as a shell does."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter, our own program
        [
            sys.executable, "-m", "bot", "add", str(news), "--json",
            "--database", str(database), "--workers", str(workers),
        ],
        env={**os.environ, "PYTHONPATH": str(project), "DATELINE_EXTRACTOR": "rules"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )  # fmt: skip


def stored(database: Path) -> int:
    """Return how many documents are in the archive now; 0 while it is being made."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database, timeout=5)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def describe(database: Path) -> tuple[ArchiveStats, list[object]]:
    """Return the archive's counts and what is stored under which id, copies among it."""
    archive = open_archive(f"sqlite:///{database}")
    stats = replace(archive.measure_archive("local"), last_added_at=None)
    archive.close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO sentence_text (sentence_text) VALUES ('integrity-check')")
        rows: list[object] = [
            *connection.execute(
                "SELECT external_id, text FROM document JOIN document_text"
                " ON document_text.document = document.id ORDER BY external_id"
            ),
            *connection.execute(
                "SELECT document_copy.external_id, document.external_id FROM document_copy"
                " JOIN document ON document.id = document_copy.document ORDER BY 1"
            ),
            *connection.execute("SELECT normal, uses, documents FROM alias ORDER BY 1, 2"),
        ]
    return stats, rows


@pytest.fixture
def straight(news: Path, tmp_path: Path, project: Path) -> tuple[ArchiveStats, list[object]]:
    """Return what an import gives that nobody disturbs."""
    database = tmp_path / "straight.db"
    process = command(news, database, 1, project)
    process.communicate()
    return describe(database)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_import_goes_on_where_it_was(
    news: Path,
    straight: tuple[ArchiveStats, list[object]],
    tmp_path: Path,
    project: Path,
    workers: int,
) -> None:
    """Killed three times without warning, it ends with the very archive of an undisturbed one."""
    database = tmp_path / "killed.db"
    for death in _DEATHS:
        process = command(news, database, workers, project)
        while process.poll() is None and stored(database) < death:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert stored(database) >= _DEATHS[-1]
    process = command(news, database, workers, project)
    out, err = process.communicate()
    assert process.returncode == 0, err
    report = json.loads(out)
    assert report["added"] + report["unchanged"] + report["copies"] == _TEXTS
    assert describe(database) == straight
