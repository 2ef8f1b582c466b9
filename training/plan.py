"""What one run of the training is asked for, and what its parts share."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from bot.extraction.tagging.word_pieces import WordPieces
from training.annotated import AnnotatedText, read_annotated
from training.encoder import find_pretrained


@dataclass(frozen=True, slots=True)
class Plan:
    """What one run is asked for.

    Attributes:
        seed: where chance begins.
        work: the scratch folder.
        out: where the weights go.
        texts: how many texts of each kind are read; None for all.
        begin: when the run began, in seconds of ``time.monotonic``.
    """

    seed: int
    work: Path
    out: Path
    texts: int | None
    begin: float

    def say(self, line: str) -> None:
        """Print a line behind the minutes since the run began."""
        print(f"{(time.monotonic() - self.begin) / 60:6.1f} min  {line}", flush=True)

    def read_gold(self, part: str) -> list[AnnotatedText]:
        """Return the annotated texts of a part of PolNeAR."""
        return list(read_annotated(f"polnear/{part}.jsonl.gz"))[: self.texts]


def read_pieces() -> WordPieces:
    """Return the pretrained encoder's vocabulary."""
    return WordPieces(find_pretrained() / "vocab.txt")
