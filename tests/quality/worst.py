"""Print the worst cases of the development data, for reading: ``make quality-errors``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any, get_args

from quality.scoring import load_scorer, predict, read_gold

from bot.config import Extractor

_QUOTATIONS = ("polnear/dev.jsonl.gz", "gum_news/dev.jsonl.gz", "wikinews_de/dev.jsonl.gz")
_ATTRIBUTIONS = "polnear/dev.jsonl.gz"
_DATES = "tempeval3/dev.jsonl.gz"
_WORST_DOCUMENTS = 5
_SHOWN_OF_DOCUMENT = 8
_WIDTH = 160


def list_quotations(file: str, extractor: Extractor, count: int) -> Iterator[str]:
    """Yield wrong speakers first, then missed and superfluous quotations."""
    scorer = load_scorer("score_quotes")
    _, examples = scorer.evaluate(read_gold(file), predict(file, extractor), errors=10_000)
    order = {"SPEAKER": 0, "MISSED": 1, "EXTRA": 2}
    examples.sort(key=lambda line: order.get(line.split()[0], 3))
    yield from examples[:count]


def list_attributions(extractor: Extractor) -> Iterator[str]:
    """Yield the documents with the fewest attributions right, with what was missed in each."""
    scorer = load_scorer("score_attributions")
    predictions = {entry["id"]: entry for entry in predict(_ATTRIBUTIONS, extractor)}
    scored: list[tuple[float, dict[str, Any]]] = []
    for document in read_gold(_ATTRIBUTIONS):
        result = scorer.evaluate([document], [predictions[document["id"]]])
        scored.append((result["tuples"]["f1"], document))
    scored.sort(key=lambda it: it[0])
    for value, document in scored[:_WORST_DOCUMENTS]:
        yield f"{document['id']}  tuples F1 {value:.3f}"
        found = {
            tuple(part)
            for it in predictions[document["id"]]["attributions"]
            for part in it["content"]
        }
        missed = [
            it
            for it in document["attributions"]
            if all(
                not any(start < part["end"] and part["start"] < end for start, end in found)
                for part in it["content"]
            )
        ]
        for it in missed[:_SHOWN_OF_DOCUMENT]:
            cue = it["cue"]["text"] if it["cue"] else "-"
            yield f"  missed  [{cue}]  {' '.join(it['content'][0]['text'].split())}"[:_WIDTH]


def list_dates(extractor: Extractor, count: int) -> Iterator[str]:
    """Yield wrong, missed and superfluous time expressions."""
    scorer = load_scorer("score_timex")
    _, examples = scorer.evaluate(read_gold(_DATES), predict(_DATES, extractor), count)
    yield from examples


def main() -> None:
    """Print all lists for one extractor."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--extractor", choices=get_args(Extractor), default="exact")
    parser.add_argument("--count", type=int, default=40, help="lines of each list")
    given = parser.parse_args()
    for file in _QUOTATIONS:
        print(f"\n== {file}: quotations and speakers")
        print(*list_quotations(file, given.extractor, given.count), sep="\n")
    print(f"\n== {_ATTRIBUTIONS}: attributions")
    print(*list_attributions(given.extractor), sep="\n")
    print(f"\n== {_DATES}: time expressions")
    print(*list_dates(given.extractor, given.count), sep="\n")


if __name__ == "__main__":
    main()
