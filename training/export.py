"""The trained encoder as it ships: a network in eight-bit weights, and what is learnt beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from torch import nn

from training.encoder import HEAD_WIDTH, Encoder, find_pretrained
from training.network import write_network


def export_exact(encoder: Encoder, folder: Path) -> None:
    """Write ``exact.onnx``, ``exact.npz`` and ``word_pieces.txt`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    save_learnt(encoder.heads, folder / "exact.npz")
    shutil.copy(find_pretrained() / "vocab.txt", folder / "word_pieces.txt")
    weights = {name: it.detach().float().numpy() for name, it in encoder.state_dict().items()}
    write_network(weights, HEAD_WIDTH, folder / "exact.onnx")


def save_learnt(heads: nn.Module, file: Path) -> None:
    """Write what the heads learnt beside the network: transitions, nowhere, distances."""
    np.savez(
        file,
        **{
            name: getattr(heads, name).detach().float().numpy()
            for name in ("transitions", "nowhere", "distances")
        },
    )
