"""Measure extraction and search on the development data and compare with pinned floors.

``make quality`` prints all figures; the suite holds them to ``floors.json``. Lowering a floor needs
a line in the changelog.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from quality.copies import measure_copies, measure_stories
from quality.scoring import (
    DATA,
    Figures,
    load_scorer,
    measure_actors,
    measure_dates,
    measure_positions,
    measure_quotations,
    measure_quotations_and_actors,
    measure_speech,
)

from bot.config import Extractor, Settings
from bot.language.layout import lay_out
from bot.newsroom import Newsroom, make_newsroom
from bot.reading.batch import read_queries
from bot.reading.paths import read_paths
from bot.reading.pipeline import Intake, add_documents
from bot.records import Extraction, RawDocument

FLOORS = Path(__file__).with_name("floors.json")
# How far below what is reached a raised floor lies: rules for other texts may cost a little here,
# and in a small file a single quotation or position is a hundredth.
_SLACK = 0.005
_SLACK_OF_SMALL_FILES = {
    "gum_news/dev.jsonl.gz": 0.02,
    "plover_gsr/dev.jsonl.gz": 0.02,
    "wikinews_de/dev.jsonl.gz": 0.02,
}
NEWS = "realtimeqa/corpus.jsonl.gz"
#: One of the two files from which the labelled pairs are; the other is pinned with the search.
COPIES = "timeline17/corpus.jsonl.gz"
#: The suite asks one question in so many, to stay short; ``make quality`` asks all.
QUESTIONS_IN_TESTS = 4


class Measure(NamedTuple):
    """What is measured in one data file with one extractor.

    ``setting`` names the floors: the extractor, or "all" where the figures are the same for each.
    """

    file: str
    setting: str
    extractor: Extractor
    measure: Callable[[str, Extractor], Figures]


EXTRACTION = (
    Measure("polnear/dev.jsonl.gz", "exact", "exact", measure_speech),
    Measure("polnear/dev.jsonl.gz", "fast", "fast", measure_speech),
    Measure("polnear/dev.jsonl.gz", "rules", "rules", measure_quotations),
    Measure("gum_news/dev.jsonl.gz", "exact", "exact", measure_quotations_and_actors),
    Measure("gum_news/dev.jsonl.gz", "fast", "fast", measure_quotations),
    Measure("gum_news/dev.jsonl.gz", "rules", "rules", measure_quotations),
    Measure("wikinews_de/dev.jsonl.gz", "all", "rules", measure_quotations),
    Measure("tempeval3/dev.jsonl.gz", "all", "rules", measure_dates),
    Measure("plover_gsr/dev.jsonl.gz", "exact", "exact", measure_positions),
    Measure("re3d/dev.jsonl.gz", "exact", "exact", measure_actors),
)


def open_newsroom(folder: Path) -> Newsroom:
    """Return a newsroom with an empty archive in ``folder``."""
    settings = Settings(_env_file=None, database_url=f"sqlite:///{folder / 'quality.db'}")
    return make_newsroom(settings, now=lambda: datetime(2022, 12, 31, tzinfo=UTC))


def cut_sentences(raw: RawDocument) -> Extraction:
    """Stand in for extraction where only words are searched: the sentences and nothing else."""
    layout = lay_out(raw.text)
    return Extraction(
        sentences=tuple(layout.sentence_span(number) for number in range(len(layout.sentences)))
    )


def fill_with_news(newsroom: Newsroom) -> None:
    """Import a year of news for searching; no line of it may fail."""
    report = add_documents(
        newsroom.archive,
        read_paths([DATA / NEWS]),
        Intake(workspace=newsroom.workspace, extract=cut_sentences, extracted_with="nothing"),
        now=newsroom.now(),
    )
    assert not report.failed, report.failed[:3]


def measure_search(newsroom: Newsroom, *, every: int) -> Figures:
    """Score ranked documents for every so many-th question."""
    asked = list(read_queries(DATA / "realtimeqa/queries.jsonl"))[::every]
    run = {
        wanted.id: [
            hit.external_id
            for hit in newsroom.search(
                wanted.query, limit=10, as_of=wanted.date, with_passages=False
            )
        ]
        for wanted in asked
    }
    scorer = load_scorer("score_retrieval")
    judged = scorer.read_qrels(str(DATA / "realtimeqa/qrels.tsv"))
    means, _, _ = scorer.evaluate({name: judged[name] for name in run if name in judged}, run)
    kind = "" if every == 1 else f", 1 question in {every}"
    return {f"nDCG@10{kind}": means["ndcg@10"], f"recall@10{kind}": means["recall@10"]}


def _measure_news_search() -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        newsroom = open_newsroom(Path(folder))
        try:
            fill_with_news(newsroom)
            everything = measure_search(newsroom, every=1)
            return everything | measure_search(newsroom, every=QUESTIONS_IN_TESTS)
        finally:
            newsroom.close()


def read_floors() -> dict[str, dict[str, Any]]:
    """Return ``{data file: {"sha256": ..., setting: {figure: value}}}``."""
    floors: dict[str, dict[str, Any]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def hash_file(file: str) -> str:
    """Return the SHA-256 of a data file."""
    return hashlib.sha256((DATA / file).read_bytes()).hexdigest()


def measure_all() -> Iterator[tuple[str, str, Figures]]:
    """Yield file, setting and figures of everything that is measured."""
    for file, setting, extractor, measure in EXTRACTION:
        yield file, setting, measure(file, extractor)
    yield NEWS, "search", _measure_news_search()
    yield COPIES, "copies", measure_copies() | measure_stories()


def main() -> None:
    """Print all figures beside their floors; ``--raise`` lifts the floors."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    lift = parser.parse_args().lift
    if not DATA.is_dir():
        raise SystemExit(f"There is no development data at {DATA}.")
    pinned = read_floors()
    below = 0
    for file, setting, figures in measure_all():
        floors = pinned.setdefault(file, {}).setdefault(setting, {})
        print(f"{file}, {setting}")
        for name, value in figures.items():
            floor = floors.get(name, 0.0)
            below += value < floor
            print(f"  {name:40}{value:8.4f}   floor {floor:.3f}{'  BELOW' * (value < floor)}")
            if lift:
                slack = _SLACK_OF_SMALL_FILES.get(file, _SLACK)
                floors[name] = max(floor, math.floor((value - slack) * 1000) / 1000)
        if lift:
            pinned[file]["sha256"] = hash_file(file)
    if lift:
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf-8")
    raise SystemExit(1 if below else 0)


if __name__ == "__main__":
    main()
