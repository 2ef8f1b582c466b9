"""How good extraction and search are, on the development data beside the project.

``make quality`` prints every figure beside its floor; ``test_floors`` fails below one. The scorers
are those of ``../shared/tools``, run in this process. ``--raise`` lifts each floor to just below
what is reached now; nothing lowers one but an editor and a line in the changelog.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.config import Settings
from bot.extraction.actors import ActorIndex, find_actors
from bot.extraction.cues import find_cues
from bot.extraction.export import as_contract
from bot.extraction.phrases import find_phrases
from bot.extraction.quotations import find_quotations
from bot.language.layout import lay_out
from bot.language.names import name_key
from bot.newsroom import Newsroom, make_newsroom
from bot.reading.batch import make_extract, read_queries
from bot.reading.paths import read_paths
from bot.reading.pipeline import add_documents
from bot.records import Extraction, RawDocument, Span

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FLOORS = Path(__file__).with_name("floors.json")
# How far below what is reached a raised floor lies: rules for other texts may cost a little here,
# and in a small file a single quotation or position is a hundredth.
_SLACK = 0.005
_SLACK_OF_SMALL_FILES = {"gum_news/dev.jsonl.gz": 0.02, "plover_gsr/dev.jsonl.gz": 0.02}

Figures = dict[str, float]

# Reasons by which a mention is tied to a name elsewhere in its text.
_TIED = frozenset("pronoun role group apposition surname acronym".split())
_ACTOR_TYPES = frozenset({"person", "organization", "place"})
_SMALL_WORDS = frozenset("the of and a an for in".split())


@cache
def load_scorer(name: str) -> ModuleType:
    """Import one of the scorers beside the data, which are scripts and import each other."""
    tools = DATA.parent / "tools"
    if str(tools) not in sys.path:
        sys.path.append(str(tools))
    spec = importlib.util.spec_from_file_location(name, tools / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_gold(file: str) -> list[dict[str, Any]]:
    """Return the annotated records of a data file."""
    with gzip.open(DATA / file, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


@cache
def predict(file: str) -> list[dict[str, Any]]:
    """Return what extraction finds in the texts of a data file, as ``dateline extract`` writes."""
    documents = read_paths([DATA / file])
    return [
        as_contract(document.external_id, make_extract("exact")(document), document.text)
        for document in documents
        if isinstance(document, RawDocument)
    ]


def measure_quotations(file: str) -> Figures:
    """Score quotations and speakers."""
    scorer = load_scorer("score_quotes")
    result, _ = scorer.evaluate(read_gold(file), predict(file))
    return {
        "direct span F1": result["direct_quotes"]["exact"]["f1"],
        "quotation + speaker F1": result["end_to_end"]["f1"],
        "speaker accuracy, named": result["speaker"]["named_accuracy"],
    }


def measure_dates(file: str) -> Figures:
    """Score time expressions, their values, and the dates and days among them."""
    result, _ = load_scorer("score_timex").evaluate(read_gold(file), predict(file))
    return {
        "relaxed F1": result["relaxed"]["f1"],
        "type F1": result["type"]["f1"],
        "value F1": result["value"]["f1"],
        "calendar date F1": result["calendar"]["f1"],
        "single day F1": result["day"]["f1"],
    }


def measure_positions(file: str) -> Figures:
    """Score who is positioned how; precision is what counts for a first version."""
    by_id = {entry["id"]: entry for entry in predict(file)}
    result = load_scorer("score_actors").positions(read_gold(file), by_id)
    return {
        "position actor precision": result["actor"]["p"],
        "position actor + group F1": result["actor+group"]["f1"],
    }


def measure_actors(file: str) -> Figures:
    """Score names of people, organisations and places."""
    by_id = {entry["id"]: entry for entry in predict(file)}
    result = load_scorer("score_actors").entities(read_gold(file), by_id)
    return {"name F1": result["overlap"]["f1"], "name + class F1": result["overlap+class"]["f1"]}


def measure_coreference(file: str) -> Figures:
    """Score whom pronouns, roles and short names stand for, by the names of their clusters.

    Precision is of the mentions that are resolved, recall of all that have a name elsewhere.
    """
    resolved = right = wanted = 0
    for record in read_gold(file):
        index = index_actors(record["text"], record["title"])
        written = {actor.key: (actor.name, *actor.aliases) for actor in index.actors}
        names = {cluster["id"]: cluster["names"] for cluster in record["clusters"]}
        for mention in record["entities"]:
            gold = names.get(mention["cluster"], []) if mention["type"] in _ACTOR_TYPES else []
            found = index.resolve(Span(mention["start"], mention["end"]))
            if not gold or (found.reason not in _TIED and (mention["named"] or found.reason)):
                continue
            wanted += 1
            resolved += bool(found.actors)
            right += any(
                share_words(a, b) for key in found.actors for a in written[key] for b in gold
            )
    return {"coreference precision": right / resolved, "coreference recall": right / wanted}


def index_actors(text: str, title: str) -> ActorIndex:
    """Return the actors of a text as extraction finds them."""
    layout = lay_out(text)
    phrases = find_phrases(layout)
    quotations = find_quotations(layout, phrases, find_cues(layout))
    return find_actors(layout, phrases, title, quotations)


def share_words(name: str, other: str) -> bool:
    """Tell whether all words of one name stand in the other."""
    first, second = (set(name_key(words).split()) - _SMALL_WORDS for words in (name, other))
    return bool(first and second) and (first <= second or second <= first)


def measure_quotations_and_actors(file: str) -> Figures:
    """Score a file that is annotated for both, and for coreference."""
    return measure_quotations(file) | measure_actors(file) | measure_coreference(file)


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
        workspace=newsroom.workspace,
        extract=cut_sentences,
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


NEWS = "realtimeqa/corpus.jsonl.gz"
#: The suite asks one question in so many, to stay short; ``make quality`` asks all.
QUESTIONS_IN_TESTS = 4
#: What is measured in extraction: the data file, and how.
EXTRACTION: Mapping[str, Callable[[str], Figures]] = {
    "polnear/dev.jsonl.gz": measure_quotations,
    "gum_news/dev.jsonl.gz": measure_quotations_and_actors,
    "tempeval3/dev.jsonl.gz": measure_dates,
    "plover_gsr/dev.jsonl.gz": measure_positions,
    "re3d/dev.jsonl.gz": measure_actors,
}


def read_floors() -> dict[str, dict[str, Any]]:
    """Return ``{data file: {"sha256": ..., "floors": {figure: value}}}``."""
    floors: dict[str, dict[str, Any]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def hash_file(file: str) -> str:
    """Return the SHA-256 of a data file."""
    return hashlib.sha256((DATA / file).read_bytes()).hexdigest()


def measure_all() -> Iterator[tuple[str, Figures]]:
    """Yield the figures of each data file."""
    for file, measure in EXTRACTION.items():
        yield file, measure(file)
    yield NEWS, _measure_news_search()


def main() -> None:
    """Print all figures beside their floors; ``--raise`` lifts the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    lift = parser.parse_args().lift
    if not DATA.is_dir():
        raise SystemExit(f"There is no development data at {DATA}.")
    pinned = read_floors()
    below = 0
    for file, figures in measure_all():
        floors = pinned.setdefault(file, {}).setdefault("floors", {})
        print(file)
        for name, value in figures.items():
            floor = floors.get(name, 0.0)
            below += value < floor
            print(f"  {name:28}{value:8.4f}   floor {floor:.3f}{'  BELOW' * (value < floor)}")
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
