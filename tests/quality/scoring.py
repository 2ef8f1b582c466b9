"""What extraction finds in the development data, scored by the scorers beside it."""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.config import Extractor
from bot.extraction.actors import ActorIndex, find_actors
from bot.extraction.cues import find_cues
from bot.extraction.export import as_contract
from bot.extraction.phrases import find_phrases
from bot.extraction.quotations import find_quotations
from bot.language.layout import lay_out
from bot.language.names import name_key
from bot.reading.batch import make_extract
from bot.reading.paths import read_paths
from bot.records import RawDocument, Span

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

Figures = dict[str, float]
JsonObject = dict[str, Any]

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


def read_documents(file: str) -> Iterator[RawDocument]:
    """Yield the texts of a data file as an import reads them."""
    yield from (it for it in read_paths([DATA / file]) if isinstance(it, RawDocument))


@cache
def predict(file: str, extractor: Extractor) -> list[JsonObject]:
    """Return what extraction finds in the texts of a data file, as ``dateline extract`` writes."""
    extract = make_extract(extractor)
    return [
        as_contract(document.external_id, extract(document), document.text)
        for document in read_documents(file)
    ]


def predict_damaged(file: str, extractor: Extractor) -> list[JsonObject]:
    """Return the same for texts half of whose sentences lost the capital at their start."""
    extract = make_extract(extractor)
    return [
        as_contract(document.external_id, extract(spoilt), document.text)
        for document in read_documents(file)
        for spoilt in [replace(document, text=lower_starts(document.text))]
    ]


def lower_starts(text: str) -> str:
    """Return a text with every second sentence, drawn by lot, beginning in lower case."""
    chance = random.Random(len(text))  # noqa: S311 - a sample, no secret
    signs = list(text)
    layout = lay_out(text)
    for number in range(len(layout.sentences)):
        first, after_last = layout.sentences[number]
        at = next((i for i in range(first, after_last) if layout.words[i][0].isalpha()), None)
        if at is not None and chance.random() < 0.5:
            start = layout.starts[at]
            lower = signs[start].lower()
            # Some capitals become two signs, which would move all offsets.
            signs[start] = lower if len(lower) == 1 else signs[start]
    return "".join(signs)


def measure_quotations(file: str, extractor: Extractor) -> Figures:
    """Score quotations and speakers."""
    scorer = load_scorer("score_quotes")
    result, _ = scorer.evaluate(read_gold(file), predict(file, extractor))
    return {
        "direct span F1": result["direct_quotes"]["exact"]["f1"],
        "quotation + speaker F1": result["end_to_end"]["f1"],
        "speaker accuracy, strict": result["speaker"]["strict_accuracy"],
        "speaker accuracy, named": result["speaker"]["named_accuracy"],
    }


def measure_attributions(file: str, extractor: Extractor) -> Figures:
    """Score all attributed speech: its spans, its words, and who it is tied to."""
    gold, predicted = read_gold(file), predict(file, extractor)
    result = load_scorer("score_attributions").evaluate(gold, predicted)
    words, _ = load_scorer("score_quotes").evaluate(gold, predicted)
    figures = {f"exact {part} F1": result[part]["f1"] for part in ("source", "cue", "content")}
    figures["attribution tuples F1"] = result["tuples"]["f1"]
    figures["indirect content token F1"] = words["content_tokens"]["indirect"]["f1"]
    return figures


def measure_speech(file: str, extractor: Extractor) -> Figures:
    """Score quotations and attributions, and quotations in damaged texts."""
    scorer = load_scorer("score_quotes")
    damaged, _ = scorer.evaluate(read_gold(file), predict_damaged(file, extractor))
    return {
        **measure_quotations(file, extractor),
        **measure_attributions(file, extractor),
        "quotation + speaker F1, starts lowered": damaged["end_to_end"]["f1"],
    }


def measure_dates(file: str, extractor: Extractor) -> Figures:
    """Score time expressions, their values, and the dates and days among them."""
    result, _ = load_scorer("score_timex").evaluate(read_gold(file), predict(file, extractor))
    return {
        "relaxed F1": result["relaxed"]["f1"],
        "type F1": result["type"]["f1"],
        "value F1": result["value"]["f1"],
        "calendar date F1": result["calendar"]["f1"],
        "single day F1": result["day"]["f1"],
    }


def measure_positions(file: str, extractor: Extractor) -> Figures:
    """Score who is positioned how."""
    by_id = {entry["id"]: entry for entry in predict(file, extractor)}
    result = load_scorer("score_actors").positions(read_gold(file), by_id)
    return {
        "position actor precision": result["actor"]["p"],
        "position actor + group F1": result["actor+group"]["f1"],
    }


def measure_actors(file: str, extractor: Extractor) -> Figures:
    """Score names of people, organisations and places."""
    by_id = {entry["id"]: entry for entry in predict(file, extractor)}
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


def measure_quotations_and_actors(file: str, extractor: Extractor) -> Figures:
    """Score a file that is annotated for both, and for coreference."""
    return {
        **measure_quotations(file, extractor),
        **measure_actors(file, extractor),
        **measure_coreference(file),
    }
