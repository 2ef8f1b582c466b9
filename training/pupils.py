"""The two networks that ship: both learn from annotated news and from large encoders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot.extraction.tagging.fast import FastTagger
from bot.extraction.tagging.hashes import WordHashes
from bot.language.layout import lay_out
from training.calibration import calibrate, show
from training.convolutions import choose_words, export_fast
from training.exact import LEGS, train_small
from training.export import export_exact
from training.fast import FAST, train_fast
from training.fitting import Epochs
from training.plan import Plan, read_pieces
from training.side_by_side import side_by_side
from training.teachers import load_large
from training.teaching import Lesson

#: Share of the texts that the pupils see as they are; the large encoders learn from no others.
_UNSPOILT = 0.75
# Annotated texts that show how large numbers get within the fast network.
_SHOWN = 100

Lessons = Sequence[Sequence[Lesson]]


def train_pupils(plan: Plan, large: Path, lessons: Lessons) -> None:
    """Train the exact and the fast network side by side, and write both where they ship from.

    ``large`` holds the weights of the encoder that the exact one begins as.
    """
    side_by_side([partial(_train_exact, plan, large, lessons), partial(_train_fast, plan, lessons)])


def _train_exact(plan: Plan, large: Path, lessons: Lessons) -> None:
    small = train_small(
        load_large(large),
        Epochs(
            plan.read_gold("train"), read_pieces(), plan.seed, lessons=lessons, unspoilt=_UNSPOILT
        ),
        LEGS,
        plan.seed,
        plan.work / "exact.pt",
        lambda line: plan.say(f"exact: {line}"),
    )
    export_exact(small, plan.out)


def _train_fast(plan: Plan, lessons: Lessons) -> None:
    """Train the fast network on what the large ones find, write it in eight bits, calibrate it."""
    gold, pieces_of = plan.read_gold("train"), read_pieces()
    texts = [*gold, *(forms[0].text for forms in lessons)]
    known = choose_words(lay_out(text.text).words for text in texts)
    fast = train_fast(
        known,
        Epochs(texts, pieces_of, plan.seed, WordHashes(known), unspoilt=_UNSPOILT),
        pieces_of,
        FAST,
        plan.seed,
        plan.work / "fast.pt",
        lambda line: plan.say(f"fast: {line}"),
    )
    shown = [lay_out(text.text) for text in gold[:: max(1, len(gold) // _SHOWN)]]
    export_fast(fast, known, shown, plan.out)
    tagger = FastTagger(plan.out)
    begin, inside, words = calibrate(plan.out / "fast.npz", show(tagger, plan.read_gold("dev")))
    plan.say(
        f"fast: contents shifted by {begin} and {inside}: "
        f"word F1 {words:.3f} on the development part"
    )
