"""The large encoders: how they are trained, and the news that they read to smaller networks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch

from training.annotated import AnnotatedText, read_unlabelled
from training.damage import collect_names, spoil
from training.encoder import Encoder
from training.exact import LARGE, train_large
from training.export import export_exact
from training.fitting import Epochs
from training.plan import Plan, read_pieces
from training.side_by_side import side_by_side
from training.teaching import Lesson, read_side_by_side

#: Encoders whose scores are averaged.
_TEACHERS = 2
_NEWSWIRES = 2000


def train_teachers(plan: Plan) -> list[Path]:
    """Train large encoders that chance alone tells apart; return the files of their weights."""
    seeds = range(plan.seed, plan.seed + _TEACHERS)
    return side_by_side([partial(_train, plan, seed) for seed in seeds])


def _train(plan: Plan, seed: int) -> Path:
    file = plan.work / f"large-{seed}.pt"
    epochs = Epochs(plan.read_gold("train"), read_pieces(), seed, unspoilt=1)
    train_large(
        epochs, LARGE, seed, file, lambda line: plan.say(f"large encoder, seed {seed}: {line}")
    )
    return file


def load_large(file: Path) -> Encoder:
    """Return a large encoder that was trained before."""
    encoder = Encoder()
    encoder.load_state_dict(torch.load(file))
    return encoder.eval()


def give_lessons(plan: Plan, files: Sequence[Path]) -> list[list[Lesson]]:
    """Return unlabelled news with what large encoders make of it, as it is and spoilt."""
    folders = [plan.work / f"teacher-{number}" for number in range(len(files))]
    for file, folder in zip(files, folders, strict=True):
        export_exact(load_large(file), folder)
    chance = random.Random(plan.seed)  # noqa: S311 - no secret
    names = collect_names([text.text for text in plan.read_gold("train")])
    texts = [text for text in read_unlabelled(_NEWSWIRES)[: plan.texts] if text.strip()]
    spoilt = [spoil(AnnotatedText(text, (), ()), chance, names).text for text in texts]
    forms = read_side_by_side((texts, spoilt), folders)
    plan.say(f"{len(texts)} more texts were read by {len(folders)} large encoders")
    return [list(both) for both in zip(*forms, strict=True)]
