"""Annotated news as the trainers read it: one text with its attributions and quoted stretches."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.records import Span

# Sentences that stand alone are read as paragraphs of one text.
_SENTENCES_TOGETHER = 8
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution; every span counts code points of its text."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuotedStretch:
    """A stretch between marks, whether it is speech, and whose."""

    span: Span
    is_speech: bool
    source: Span | None


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One text with what annotators found in it."""

    text: str
    attributions: tuple[Attributed, ...]
    quoted: tuple[QuotedStretch, ...]

    def moved(self, text: str, move: Callable[[int], int]) -> AnnotatedText:
        """Return the annotations on another form of the text; ``move`` maps its offsets."""

        def kept(old: Span) -> Span:
            # What was deleted whole keeps one code point.
            start = min(move(old.start), len(text) - 1)
            return Span(start, max(move(old.end), start + 1))

        def span(old: Span | None) -> Span | None:
            return kept(old) if old else None

        return AnnotatedText(
            text,
            tuple(
                Attributed(span(it.source), span(it.cue), tuple(map(kept, it.content)))
                for it in self.attributions
            ),
            tuple(replace(it, span=kept(it.span), source=span(it.source)) for it in self.quoted),
        )


def read_annotated(file: str) -> Iterator[AnnotatedText]:
    """Yield the texts of ``../shared/data/FILE`` (JSON Lines, packed) that hold attributions."""
    with gzip.open(DATA / file, "rt", encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            yield AnnotatedText(
                record["text"],
                tuple(
                    Attributed(
                        _span(it["source"]),
                        _span(it["cue"]),
                        tuple(Span(part["start"], part["end"]) for part in it["content"]),
                    )
                    for it in record["attributions"]
                    if it["content"]
                ),
                tuple(
                    QuotedStretch(
                        Span(it["start"], it["end"]), it["attributed"], _span(it.get("source"))
                    )
                    for it in record["quotes"]
                    if not it.get("unsure")
                ),
            )


def read_unlabelled(newswires: int) -> list[str]:
    """Return news that nobody annotated: newswires, and sentences of politics in groups.

    Neither file measures search or timelines. Newswires are wrapped by hand; here each of their
    paragraphs is one line.
    """
    wires = [text for text in _texts("reuters21578/corpus.jsonl.gz") if 1500 < len(text) < 6000]
    # Paragraphs are told by their indent.
    texts = [re.sub(r"\n(?! {2})", " ", text).replace("\n", "\n\n") for text in wires[:newswires]]
    sentences = list(_texts("newsmtsc/train.jsonl.gz"))
    groups = range(0, len(sentences), _SENTENCES_TOGETHER)
    return texts + ["\n".join(sentences[at : at + _SENTENCES_TOGETHER]) for at in groups]


def _texts(file: str) -> Iterator[str]:
    with gzip.open(DATA / file, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line).get("text") or ""


def _span(record: dict[str, int] | None) -> Span | None:
    return Span(record["start"], record["end"]) if record else None
