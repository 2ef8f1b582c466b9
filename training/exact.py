"""Training of the exact tagger: MiniLM fine-tuned on annotated news, spoilt anew every epoch."""

from __future__ import annotations

from pathlib import Path

import torch

from training.encoder import LAYERS, Encoder, load_pretrained
from training.fitting import Epochs, Recipe, Say, fit

#: The top layer learns at the recipe's rate, each layer below slower by this factor.
_DECAY = 0.88
_HEAD_RATE = 1.5e-3
#: Layers of the large encoder that the small one begins with.
_KEPT_LAYERS = (0, 1, 3, 5)


def train_large(epochs: Epochs, recipe: Recipe, seed: int, save: Path, say: Say) -> Encoder:
    """Return the whole pretrained encoder, fine-tuned."""
    torch.manual_seed(seed)
    encoder = Encoder()
    load_pretrained(encoder)
    fit(encoder, _groups(encoder, recipe), epochs, recipe, seed, save=save, say=say)
    return encoder


def train_small(
    large: Encoder, epochs: Epochs, recipe: Recipe, seed: int, save: Path, say: Say
) -> Encoder:
    """Return an encoder of fewer layers that begins as a part of the fine-tuned large one.

    Method: Sanh et al., "DistilBERT" (2019), with the large network's labels as targets.
    """
    torch.manual_seed(seed)
    encoder = Encoder(len(_KEPT_LAYERS))
    state = large.state_dict()
    kept = {f"layers.{theirs}.": f"layers.{mine}." for mine, theirs in enumerate(_KEPT_LAYERS)}
    taken = {}
    for name, value in state.items():
        prefix = ".".join(name.split(".")[:2]) + "."
        if not name.startswith("layers."):
            taken[name] = value
        elif prefix in kept:
            taken[kept[prefix] + name[len(prefix) :]] = value
    encoder.load_state_dict(taken)
    fit(encoder, _groups(encoder, recipe), epochs, recipe, seed, save=save, say=say)
    return encoder


def _groups(encoder: Encoder, recipe: Recipe) -> list[dict[str, object]]:
    """Return every parameter with its own rate."""
    groups: list[dict[str, object]] = []
    depth = len(encoder.layers)
    for name, parameter in encoder.named_parameters():
        if name.startswith("heads."):
            rate = _HEAD_RATE * recipe.rate / 2e-4
        elif name.startswith("layers."):
            rate = recipe.rate * _DECAY ** ((depth - 1 - int(name.split(".")[1])) * LAYERS / depth)
        else:
            rate = recipe.rate * _DECAY**LAYERS
        plain = name.endswith("bias") or "norm" in name or "transitions" in name
        decay = 0.0 if plain else recipe.weight_decay
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups
