"""Training of the fast tagger's network, on annotated texts and on those the exact one labelled."""

from __future__ import annotations

from pathlib import Path

import torch

from bot.extraction.tagging.word_pieces import WordPieces
from training.convolutions import Convolutions, start_from_pieces
from training.fitting import Epochs, Recipe, Say, fit

FAST = Recipe(epochs=10, rate=2.5e-3, batch=16)


def train_fast(
    known: list[str],
    epochs: Epochs,
    pieces_of: WordPieces,
    recipe: Recipe,
    seed: int,
    save: Path,
    say: Say,
) -> Convolutions:
    """Return the network; ``known`` are the words that it knows, as ``choose_words`` gives them."""
    torch.manual_seed(seed)
    network = Convolutions()
    start_from_pieces(network, known, pieces_of)
    groups: list[dict[str, object]] = [
        {
            "params": [parameter],
            "lr": recipe.rate,
            "weight_decay": 0.0 if parameter.ndim < 2 else recipe.weight_decay,
        }
        for parameter in network.parameters()
    ]
    fit(network, groups, epochs, recipe, seed, save=save, say=say)
    return network
