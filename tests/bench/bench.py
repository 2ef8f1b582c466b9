"""Measure Dateline's speed as ratios to floors measured in the same run: ``make bench``.

What is measured, each beside its floor (``floors.py``):

* extraction, by each extractor: documents of 800 words a second on one core, made up and, where
  the research data lies beside the project, the PolNeAR training articles; floor: tokens and
  sentences by regular expressions;
* writing: ``store_documents`` in batches of 100 and 1,000, with all facts and with sentences only;
  floor: raw ``executemany`` of documents and sentences with a full text index, 100 a transaction;
* reading: what a brief reads through the archive, and a whole brief in process, on the most
  mentioned actors; floor: one raw statement over the mention table, newest 60 sentences;
* search: questions of some words over all documents; same floor;
* the command line: process start to finished ``dateline brief nato``; floor: an empty Python.

All rates and times are of CPU time, so that a busy machine disturbs them little; those of reading
are p50 and p99 over repeated warm calls. The archive holds 20,000 made-up documents of
about 200 words (``--documents`` changes that), and, where it is present, RealTimeQA beside it.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import floors
from synthetic import NewsMaker

from bot.briefing.briefs.brief import make_brief
from bot.config import Extractor
from bot.extraction.extract import extract
from bot.extraction.extractors import EXTRACTORS
from bot.ports import Archive, DocumentToStore, Filters
from bot.reading.batch import make_extract
from bot.reading.decide import hash_content
from bot.reading.workers import map_in_order
from bot.records import LOCAL_WORKSPACE, Extraction, RawDocument
from bot.results import BriefRequest
from bot.store.archive import open_archive

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT.parent / "shared" / "data"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK = 16
TOPICS = 40
#: Documents that each extractor reads: enough to measure it, few enough not to wait for it.
MOST_EXTRACTED: dict[Extractor, int] = {"exact": 40, "fast": 120, "rules": 300}
ROUNDS = 5
QUESTIONS = (
    "What did the foreign minister say about the border treaty?",
    "price of oil after the meeting",
    "Who opposes higher interest rates?",
    "harbour strike villages near Oslo",
)


def main() -> int:
    """Run every measurement and print one line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=20_000)
    wanted = parser.parse_args().documents
    print(f"{'what':46} {'measured':>16} {'floor':>16} {'ratio':>9}")
    measure_extraction()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        made, real = Path(folder) / "made.db", Path(folder) / "real.db"
        write_made_up(made, wanted)
        measure_reading(f"{wanted:,} made-up documents", made)
        measure_command_line(made)
        if (DATA / "realtimeqa").is_dir():
            fill(real, extract_all(read_jsonl(DATA / "realtimeqa" / "corpus.jsonl.gz")))
            measure_reading("RealTimeQA", real)
    return 0


def write_made_up(file: Path, count: int) -> None:
    """Make the archive of made-up documents, measuring how it is written on the way."""
    documents = extract_all(NewsMaker(seed=1, words=200).write(count))
    measure_writing(file.parent, documents[:5000])
    fill(file, documents)
    text = sum(len(document.raw.text.encode()) for document in documents)
    report_ratio("disk / text", file.stat().st_size / 1e6, text / 1e6, "MB")


# --- measuring ----------------------------------------------------------------------------
def cpu_seconds(action: Callable[[], object]) -> float:
    """Return the CPU time of one call."""
    began = time.process_time()
    action()
    return time.process_time() - began


def cpu_times(actions: Iterable[Callable[[], object]]) -> list[float]:
    """Return the CPU times of the calls in milliseconds, ascending."""
    times = []
    for action in actions:
        began = time.process_time()
        action()
        times.append((time.process_time() - began) * 1e3)
    return sorted(times)


def quantile(ascending: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    return ascending[min(len(ascending) - 1, int(share * len(ascending)))]


def report_ratio(what: str, measured: float, floor: float, unit: str) -> None:
    """Print a measurement, its floor, and how many times the floor it is."""
    print(
        f"{what:46} {f'{measured:,.2f} {unit}':>16} {f'{floor:,.2f} {unit}':>16}"
        f" {measured / floor:9.2f}",
        flush=True,
    )


def report_times(what: str, measured: Sequence[float], floor: Sequence[float]) -> None:
    """Print p50 and p99 of a time beside those of its floor."""
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        report_ratio(f"{what}, {name}", quantile(measured, share), quantile(floor, share), "ms")


# --- documents ----------------------------------------------------------------------------
def read_jsonl(file: Path) -> list[RawDocument]:
    """Read documents in the form of the research data."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        RawDocument(
            external_id=record["id"],
            text=record["text"],
            title=record.get("title") or "",
            outlet=record.get("publisher") or "",
            url=record.get("url"),
            published=date.fromisoformat(record["date"]) if record.get("date") else None,
        )
        for record in records
    ]


def extract_all(raws: Iterable[RawDocument]) -> list[DocumentToStore]:
    """Extract documents, ready to be stored."""
    return [
        DocumentToStore(
            raw=raw,
            content_hash=hash_content(raw.text),
            language="en",
            extracted_with="rules 1",
            extraction=extract(raw.text, published=raw.published, title=raw.title),
        )
        for raw in raws
    ]


def fill(file: Path, documents: Sequence[DocumentToStore], batch: int = 1000) -> None:
    """Store documents in a new archive."""
    archive = open_archive(f"sqlite:///{file}")
    for first in range(0, len(documents), batch):
        archive.store_documents(LOCAL_WORKSPACE, documents[first : first + batch], NOW)
    archive.close()


# --- what is measured ---------------------------------------------------------------------
def extract_as_imports_do(raws: Sequence[RawDocument], extractor: Extractor) -> None:
    """Extract documents the way an import in one process does, keeping none."""
    chunks = [list(raws[at : at + CHUNK]) for at in range(0, len(raws), CHUNK)]
    for _ in map_in_order(make_extract(extractor), chunks, workers=1):
        pass


def measure_extraction() -> None:
    """Extract whole articles on one core."""
    corpora = {"made up, 800 words": list(NewsMaker(seed=2, words=800).write(150))}
    if (DATA / "polnear").is_dir():
        corpora["PolNeAR train"] = read_jsonl(DATA / "polnear" / "train.jsonl.gz")[:300]
    for name, every in corpora.items():
        for extractor in EXTRACTORS:
            raws = every[: MOST_EXTRACTED[extractor]]
            texts = [raw.text for raw in raws]
            extract_as_imports_do(raws[:10], extractor)
            per_800 = sum(len(text.split()) for text in texts) / 800
            spent = cpu_seconds(lambda raws=raws, by=extractor: extract_as_imports_do(raws, by))
            floor = cpu_seconds(lambda texts=texts: floors.cut_up(texts))
            what = f"extraction, {extractor}, {name}"
            report_ratio(what, per_800 / spent, per_800 / floor, "doc/s")


def measure_writing(folder: Path, documents: Sequence[DocumentToStore]) -> None:
    """Store a few thousand documents, with all their facts and without."""
    bare = [
        replace(each, extraction=Extraction(sentences=each.extraction.sentences))
        for each in documents
    ]
    spent = cpu_seconds(lambda: floors.write_bare(folder / "floor.db", documents))
    floor = len(documents) / spent
    for name, chosen, batch in (
        ("sentences only, batches of 100", bare, 100),
        ("all facts, batches of 100", documents, 100),
        ("all facts, batches of 1,000", documents, 1000),
    ):
        file = folder / f"write-{name}.db"
        spent = cpu_seconds(lambda file=file, chosen=chosen, batch=batch: fill(file, chosen, batch))
        report_ratio(f"store, {name}", len(documents) / spent, floor, "doc/s")


def measure_reading(name: str, file: Path) -> None:
    """Read what briefs read, make whole briefs, and search, all warm."""
    archive = open_archive(f"sqlite:///{file}")
    top = archive.list_top_actors(LOCAL_WORKSPACE, TOPICS)
    connection = floors.open_bare(file)
    requests = [BriefRequest(topic=actor.alias, workspace=LOCAL_WORKSPACE) for actor in top]
    today = NOW.date()
    jobs: dict[str, list[Callable[[], object]]] = {
        "floor": [lambda i=a.actor_id: floors.read_newest(connection, i) for a in top],
        "brief data": [lambda i=a.actor_id: read_brief_data(archive, i) for a in top],
        "brief": [lambda r=r: make_brief(archive, r, today) for r in requests],
        "search": [
            lambda q=q: archive.search_documents(LOCAL_WORKSPACE, q, Filters()) for q in QUESTIONS
        ],
    }
    times = {}
    # What earlier measurements left behind would be walked by the collector during this one.
    gc.collect()
    gc.freeze()
    for what, actions in jobs.items():
        cpu_times(actions)
        times[what] = cpu_times(action for _ in range(ROUNDS) for action in actions)
    for what in ("brief data", "brief", "search"):
        report_times(f"{what}, {name}", times[what], times["floor"])
    connection.close()
    archive.close()


def read_brief_data(archive: Archive, actor_id: int) -> object:
    """Read the newest 60 sentences of a topic with their facts and cards."""
    hits = archive.find_mention_hits(LOCAL_WORKSPACE, [actor_id], Filters(), limit=60)
    facts = archive.load_facts(LOCAL_WORKSPACE, hits)
    return facts, archive.get_cards(LOCAL_WORKSPACE, {hit // 4096 for hit in hits})


def measure_command_line(file: Path) -> None:
    """Start a process that prints a brief, and one that does nothing."""
    environment = {**os.environ, "DATELINE_DATABASE_URL": f"sqlite:///{file}"}
    commands = {
        "brief": [sys.executable, "-m", "bot", "brief", "nato"],
        "floor": [sys.executable, "-c", "pass"],
    }
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(  # noqa: S603
                command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
            spent[name].append((user + system) * 1e3)
    report_ratio("dateline brief nato, process", min(spent["brief"]), min(spent["floor"]), "ms")


if __name__ == "__main__":
    sys.exit(main())
