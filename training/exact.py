"""Training of the exact tagger: MiniLM fine-tuned on annotated news, then made narrower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from training.encoder import LAYERS, Encoder, load_pretrained
from training.fitting import Epochs, Recipe, Say, fit
from training.narrowing import Worth, find_worth, narrow
from training.windows import batches, cut_windows, make_batch

#: The top layer learns at the recipe's rate, each layer below slower by this factor.
_DECAY = 0.88
_HEAD_RATE = 1.5e-3
#: Windows by which it is told which parts of an encoder matter.
_WINDOWS_SHOWN = 400


class Leg(NamedTuple):
    """A part of the way from the large encoder to the small one.

    ``heads`` of attention and inner ``columns`` are those that a layer keeps, on average;
    ``recipe`` is how what is left is trained.
    """

    heads: int
    columns: int
    recipe: Recipe


_WINDOWS = Recipe(epochs=4, rate=2e-4, most_pieces=170, batch=12, averaged=2)
LARGE = replace(_WINDOWS, pointer_weight=0.5, speech_weight=0.5)
LEGS = (Leg(8, 640, replace(_WINDOWS, rate=1.5e-4)),)


def train_large(epochs: Epochs, recipe: Recipe, seed: int, save: Path, say: Say) -> Encoder:
    """Return the whole pretrained encoder, fine-tuned."""
    torch.manual_seed(seed)
    encoder = Encoder()
    load_pretrained(encoder)
    fit(encoder, parameter_groups(encoder, recipe), epochs, recipe, seed, save=save, say=say)
    return encoder


def train_small(
    large: Encoder,
    epochs: Epochs,
    legs: Sequence[Leg],
    seed: int,
    save: Path,
    say: Say,
) -> Encoder:
    """Return a narrower encoder, which begins as the parts that matter most of a large one.

    It is narrowed in ``legs`` and learns in each what it lost.
    """
    torch.manual_seed(seed)
    encoder = large
    for heads, columns, recipe in legs:
        encoder = narrow(encoder, _find_worth(encoder, epochs, recipe, seed), heads, columns)
        say(f"{heads} heads and {columns} inner columns a layer are left")
        fit(encoder, parameter_groups(encoder, recipe), epochs, recipe, seed, save=save, say=say)
    return encoder


def _find_worth(encoder: Encoder, epochs: Epochs, recipe: Recipe, seed: int) -> Worth:
    """Return how much each part of an encoder matters to texts as they are."""
    chance = np.random.default_rng(seed)
    windows = cut_windows(epochs.clean, chance, recipe.most_pieces)
    together = islice(batches(windows, recipe.batch, chance), _WINDOWS_SHOWN // recipe.batch)
    return find_worth(encoder, (make_batch(it, None) for it in together), recipe)


def parameter_groups(encoder: Encoder, recipe: Recipe) -> list[dict[str, object]]:
    """Return every parameter that learns with its own rate."""
    groups: list[dict[str, object]] = []
    for name, parameter in encoder.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("heads."):
            rate = _HEAD_RATE * recipe.rate / 2e-4
        elif name.startswith("layers."):
            rate = recipe.rate * _DECAY ** (LAYERS - 1 - int(name.split(".")[1]))
        else:
            rate = recipe.rate * _DECAY**LAYERS
        plain = name.endswith("bias") or "norm" in name or "transitions" in name
        decay = 0.0 if plain else recipe.weight_decay
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups
