"""The loop that both networks are trained in."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.optim.swa_utils import AveragedModel

from bot.extraction.tagging.hashes import WordHashes
from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.rows import CUE, SOURCE
from bot.extraction.tagging.word_pieces import WordPieces
from training.annotated import AnnotatedText
from training.damage import collect_names, spoil
from training.examples import Example, make_example
from training.losses import label_loss, pointer_loss, pointer_scores, speech_scores
from training.teaching import Lesson
from training.windows import Batch, batches, cut_windows, make_batch

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained.

    ``rate`` is that of its fastest part, a step; ``most_pieces`` the length of a window in word
    pieces; the weights are those of the losses of pointers and of "is speech". What is learnt is
    the mean of the network after each of its last ``averaged`` epochs.
    """

    epochs: int
    rate: float
    batch: int = 8
    warm_up: int = 80
    weight_decay: float = 0.01
    pointer_weight: float = 1.5
    speech_weight: float = 1.0
    most_pieces: int = 254
    averaged: int = 1


class Network(Protocol):
    """What ``fit`` needs of a network beside being an ``nn.Module``."""

    heads: nn.Module

    def __call__(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return one row of scores a word, and the mask of real words."""
        ...


class Epochs:
    """The examples of one epoch after the other: some of the texts spoilt, anew each time.

    ``unspoilt`` is the share of texts that are left as they are; of the others two in three are
    spoilt. Of each lesson there are two forms, as it is and spoilt, of which every epoch takes one.
    """

    def __init__(
        self,
        texts: Sequence[AnnotatedText],
        pieces_of: WordPieces,
        seed: int,
        hashes_of: WordHashes | None = None,
        lessons: Sequence[Sequence[Lesson]] = (),
        *,
        unspoilt: float,
    ) -> None:
        self._texts, self._unspoilt = texts, unspoilt
        self._make = lambda text: make_example(text, pieces_of, hashes_of)
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self._names = collect_names([text.text for text in texts[:1000]])
        self._clean = [self._make(text) for text in texts]
        self._lessons = [
            [make_example(form.text, pieces_of, hashes_of, form.beliefs) for form in forms]
            for forms in lessons
        ]

    @property
    def clean(self) -> list[Example]:
        """The texts as they are, and the first form of each lesson."""
        return [*self._clean, *(forms[0] for forms in self._lessons)]

    def __iter__(self) -> Iterator[list[Example]]:
        while True:
            examples: list[Example] = []
            for text, example in zip(self._texts, self._clean, strict=True):
                is_unspoilt = self._chance.random() < self._unspoilt
                spoilt = text if is_unspoilt else spoil(text, self._chance, self._names)
                examples.append(example if spoilt is text else self._make(spoilt))
            for as_it_is, spoilt_already in self._lessons:
                is_unspoilt = self._chance.random() < self._unspoilt
                examples.append(as_it_is if is_unspoilt else spoilt_already)
            yield examples


def sixteen_bits() -> torch.autocast:
    """Return the context in which a network computes in 16 bits where the processor can.

    One without instructions for them would take some twenty times as long as in 32.
    """
    able = torch.cpu.get_capabilities()
    return torch.autocast(
        "cpu", torch.bfloat16, enabled=any(able.get(name) for name in ("avx512_bf16", "bf16"))
    )


def batch_loss(network: Network, batch: Batch, recipe: Recipe) -> Tensor:
    """Return the loss of one batch a word."""
    rows, real = network(batch)
    rows = rows.float()
    heads, targets = network.heads, batch.targets
    loss = label_loss(
        rows[..., : len(LABELS)], heads.transitions, targets.labels, targets.pairs, real
    )
    if len(targets.stretches):
        for part in (SOURCE, CUE):
            scores = pointer_scores(rows, heads.nowhere, heads.distances, targets, part, real)
            loss = loss + recipe.pointer_weight * pointer_loss(scores, targets.right[part])
    if len(targets.quoted):
        logits = speech_scores(rows, targets.quoted)
        speech = binary_cross_entropy_with_logits(logits, targets.is_speech, reduction="sum")
        loss = loss + recipe.speech_weight * speech
    return loss / real.sum()


def fit(
    network: nn.Module,
    groups: list[dict[str, object]],
    epochs: Epochs,
    recipe: Recipe,
    seed: int,
    *,
    save: Path,
    say: Say = print,
) -> None:
    """Train a network; what it has learnt is saved after every epoch.

    ``groups`` are the optimiser's: parameters with their rates.

    Method: Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization"
    (2018), over epochs.
    """
    chance = np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    windows = len(cut_windows(epochs.clean, np.random.default_rng(seed), recipe.most_pieces))
    steps = int(windows / recipe.batch * recipe.epochs) + recipe.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(1.0, (step + 1) / recipe.warm_up) * max(0.01, 1 - step / steps),
    )
    mean = AveragedModel(network)
    begin, done, losses = time.monotonic(), 0, []
    for epoch, examples in zip(range(recipe.epochs), epochs, strict=False):
        network.train()
        cut = cut_windows(examples, chance, recipe.most_pieces)
        for together in batches(cut, recipe.batch, chance):
            with sixteen_bits():
                loss = batch_loss(network, make_batch(together, chance), recipe)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
            done += 1
            if done % 50 == 0:
                loss_now = sum(losses[-50:]) / 50
                say(f"step {done}/{steps}  loss {loss_now:.4f}  {time.monotonic() - begin:.0f} s")
        if epoch >= recipe.epochs - recipe.averaged:
            mean.update_parameters(network)
        torch.save(network.state_dict(), save)
        say(f"epoch {epoch + 1} of {recipe.epochs} done")
    network.load_state_dict(mean.module.state_dict())
    torch.save(network.state_dict(), save)
    network.eval()
