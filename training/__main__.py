"""``python -m training``: from the annotated news beside the project to the weights that ship."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from bot.extraction.tagging.fast import FastTagger
from bot.extraction.tagging.hashes import WordHashes
from bot.extraction.tagging.reading import MODEL
from bot.extraction.tagging.word_pieces import WordPieces
from bot.language.layout import lay_out
from training.annotated import AnnotatedText, read_annotated, read_unlabelled
from training.calibration import calibrate, show
from training.convolutions import choose_words, export_fast
from training.damage import collect_names, spoil
from training.encoder import Encoder, find_pretrained
from training.exact import Leg, train_large, train_small
from training.export import export_exact
from training.fast import train_fast
from training.fitting import Epochs, Recipe, Say
from training.teaching import Lesson, read_side_by_side

_WINDOWS = Recipe(epochs=4, rate=2e-4, most_pieces=170, batch=12, averaged=2)
_LARGE = replace(_WINDOWS, pointer_weight=0.5, speech_weight=0.5)
_LEGS = (Leg(8, 640, replace(_WINDOWS, rate=1.5e-4)),)
_FAST = Recipe(epochs=10, rate=2.5e-3, batch=16)
#: Texts that smaller networks see as they are; the large ones learn from no others.
_UNSPOILT = 0.75
#: Large encoders whose scores are averaged.
_TEACHERS = 2
_NEWSWIRES = 2000
# Annotated texts that show how large numbers get within the fast network.
_SHOWN = 100


def main() -> None:
    """Train large encoders, let them read more news, and teach both networks that ship."""
    given = _read_arguments()
    given.work.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()

    def say(line: str) -> None:
        print(f"{(time.monotonic() - begin) / 60:6.1f} min  {line}", flush=True)

    pieces_of = WordPieces(find_pretrained() / "vocab.txt")
    gold = list(read_annotated("polnear/train.jsonl.gz"))[: given.texts]
    larges = _load(given.large) or _train(gold, pieces_of, given.seed, given.work, say)
    folders = [given.work / f"large-{number}" for number in range(len(larges))]
    for large, folder in zip(larges, folders, strict=True):
        export_exact(large, folder)
    lessons = _make_lessons(folders, gold, given.seed, given.texts)
    say(f"{len(lessons)} more texts were read by {len(folders)} large encoders")
    small = train_small(
        larges[0],
        Epochs(gold, pieces_of, given.seed, lessons=lessons, unspoilt=_UNSPOILT),
        _LEGS,
        given.seed,
        given.work / "small.pt",
        say,
    )
    export_exact(small, given.out)
    _make_fast(gold, [forms[0].text for forms in lessons], pieces_of, given, say)
    say(f"the weights are in {given.out}; `make quality` measures them")


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=MODEL, help="where the weights go")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="scratch folder")
    parser.add_argument("--texts", type=int, help="so many annotated texts only, to try it out")
    parser.add_argument(
        "--large", type=Path, nargs="+", default=[], help="large encoders trained before"
    )
    return parser.parse_args()


def _make_fast(
    gold: Sequence[AnnotatedText],
    labelled: Sequence[AnnotatedText],
    pieces_of: WordPieces,
    given: argparse.Namespace,
    say: Say,
) -> None:
    """Train the fast network, write it in eight bits and calibrate it."""
    texts = [*gold, *labelled]
    known = choose_words(lay_out(text.text).words for text in texts)
    fast = train_fast(
        known,
        Epochs(texts, pieces_of, given.seed, WordHashes(known), unspoilt=_UNSPOILT),
        pieces_of,
        _FAST,
        given.seed,
        given.work / "fast.pt",
        say,
    )
    shown = [lay_out(text.text) for text in gold[:: max(1, len(gold) // _SHOWN)]]
    export_fast(fast, known, shown, given.out)
    apart = list(read_annotated("polnear/dev.jsonl.gz"))[: given.texts]
    begin, inside, words = calibrate(given.out / "fast.npz", show(FastTagger(given.out), apart))
    say(f"contents shifted by {begin} and {inside}: word F1 {words:.3f} on the development part")


def _load(files: Sequence[Path]) -> list[Encoder]:
    """Return large encoders that were trained before."""
    encoders = []
    for file in files:
        encoder = Encoder()
        encoder.load_state_dict(torch.load(file))
        encoders.append(encoder.eval())
    return encoders


def _train(
    gold: Sequence[AnnotatedText], pieces_of: WordPieces, seed: int, work: Path, say: Say
) -> list[Encoder]:
    """Return large encoders that chance alone tells apart."""
    return [
        train_large(
            Epochs(gold, pieces_of, each, unspoilt=1),
            _LARGE,
            each,
            work / f"large-{each}.pt",
            say,
        )
        for each in range(seed, seed + _TEACHERS)
    ]


def _make_lessons(
    folders: Sequence[Path], gold: Sequence[AnnotatedText], seed: int, most: int | None
) -> list[list[Lesson]]:
    """Return unlabelled news with what large encoders make of it, as it is and spoilt."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = collect_names([text.text for text in gold])
    texts = [text for text in read_unlabelled(_NEWSWIRES)[:most] if text.strip()]
    spoilt = [spoil(AnnotatedText(text, (), ()), chance, names).text for text in texts]
    forms = read_side_by_side((texts, spoilt), folders)
    return [list(both) for both in zip(*forms, strict=True)]


if __name__ == "__main__":
    main()
