"""``python -m training``: from the annotated news beside the project to the weights that ship."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch

from bot.extraction.tagging.exact import ExactTagger
from bot.extraction.tagging.fast import FastTagger
from bot.extraction.tagging.hashes import WordHashes
from bot.extraction.tagging.reading import MODEL
from bot.extraction.tagging.word_pieces import WordPieces
from bot.language.layout import lay_out
from training.annotated import AnnotatedText, read_annotated, read_unlabelled
from training.calibration import calibrate, show
from training.convolutions import choose_words, export_fast
from training.encoder import Encoder, find_pretrained
from training.exact import train_large, train_small
from training.export import export_exact
from training.fast import train_fast
from training.fitting import Epochs, Recipe
from training.teaching import label_texts

_LARGE = Recipe(epochs=7, rate=2e-4)
_SMALL = Recipe(epochs=6, rate=1.5e-4, most_pieces=170, batch=12)
_FAST = Recipe(epochs=10, rate=2.5e-3, batch=16)
_NEWSWIRES = 1000
# Annotated texts that show how large numbers get within the fast network.
_SHOWN = 100


def main() -> None:
    """Train the large encoder, let it label more news, and teach both networks that ship."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=MODEL, help="where the weights go")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="scratch folder")
    parser.add_argument("--texts", type=int, help="so many annotated texts only, to try it out")
    parser.add_argument("--large", type=Path, help="a large encoder trained before, to go on from")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()

    def say(line: str) -> None:
        print(f"{(time.monotonic() - begin) / 60:6.1f} min  {line}", flush=True)

    pieces_of = WordPieces(find_pretrained() / "vocab.txt")
    gold = list(read_annotated("polnear/train.jsonl.gz"))[: given.texts]
    large = Encoder()
    if given.large:
        large.load_state_dict(torch.load(given.large))
        large.eval()
    else:
        epochs = Epochs(gold, pieces_of, given.seed)
        large = train_large(epochs, _LARGE, given.seed, given.work / "large.pt", say)
    export_exact(large, given.work / "large")
    labelled = _label(given.work / "large", given.texts)
    texts = [*gold, *labelled]
    small = train_small(
        large,
        Epochs(texts, pieces_of, given.seed),
        _SMALL,
        given.seed,
        given.work / "small.pt",
        say,
    )
    export_exact(small, given.out)
    known = choose_words(lay_out(text.text).words for text in texts)
    fast = train_fast(
        known,
        Epochs(texts, pieces_of, given.seed, WordHashes(known)),
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
    say(f"the weights are in {given.out}; `make quality` measures them")


def _label(folder: Path, most: int | None) -> list[AnnotatedText]:
    """Return unlabelled news with what the large encoder finds in it."""
    return list(label_texts(read_unlabelled(_NEWSWIRES)[:most], ExactTagger(folder)))


if __name__ == "__main__":
    main()
