"""The fast tagger as it is trained; ``bot.extraction.tagging.fast`` runs it without torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from bot.extraction.tagging.fast import Floats
from bot.extraction.tagging.features import COLUMNS
from bot.extraction.tagging.hashes import BEGINNINGS, ENDINGS
from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.pointing import BUCKETS
from bot.extraction.tagging.rows import POINTER_WIDTH, ROW_WIDTH
from bot.extraction.tagging.word_pieces import WordPieces
from bot.language.layout import Layout
from training.dropout import Dropout
from training.eight_bits import combine_features, write_fast
from training.encoder import find_pretrained
from training.windows import Batch

WIDTH, INNER = 96, 144
DILATIONS = (1, 2, 4, 8, 16, 32, 64, 1)
KNOWN_WORDS = 16000
_WORD_WIDTH, _END_WIDTH, _FEATURE_WIDTH = 64, 16, 8
_UNKNOWN = 0.04


class Convolutions(nn.Module):
    """Embeddings of words and their ends, then dilated convolutions with residuals, then heads.

    The norms are over batches, so that they fold into the weights when the network ships.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(KNOWN_WORDS + 1, _WORD_WIDTH)
        self.endings = nn.Embedding(ENDINGS, _END_WIDTH)
        self.beginnings = nn.Embedding(BEGINNINGS, _END_WIDTH)
        self.features = nn.ModuleList(nn.Embedding(n, _FEATURE_WIDTH) for n in COLUMNS.values())
        for table in (self.words, self.endings, self.beginnings, *self.features):
            nn.init.normal_(table.weight, std=0.1)
        width = _WORD_WIDTH + 2 * _END_WIDTH + _FEATURE_WIDTH * len(COLUMNS)
        self.into = nn.Linear(width, WIDTH)
        self.convs = nn.ModuleList(
            nn.Conv1d(WIDTH, INNER, 3, padding=dilation, dilation=dilation)
            for dilation in DILATIONS
        )
        self.norms = nn.ModuleList(nn.BatchNorm1d(INNER) for _ in DILATIONS)
        self.backs = nn.ModuleList(nn.Linear(INNER, WIDTH, bias=False) for _ in DILATIONS)
        self.heads = PointHeads()
        self.dropout = Dropout(0.1)
        self.input_dropout = Dropout(0.2)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the rows of the heads, ``(batch, words, outputs)``, and the mask of real words."""
        hashes, features, real = batch.hashes, batch.features, batch.first > 0
        words = hashes[..., 0]
        if self.training:
            words = words * (torch.rand(words.shape) >= _UNKNOWN)
        found = [
            self.words(words),
            self.endings(hashes[..., 1]),
            self.beginnings(hashes[..., 2]),
            *(table(features[..., i]) for i, table in enumerate(self.features)),
        ]
        hidden = functional.relu(self.into(self.input_dropout(torch.cat(found, -1))))
        present = real.unsqueeze(-1)
        for conv, norm, back in zip(self.convs, self.norms, self.backs, strict=True):
            inner = conv(self.dropout(hidden * present).transpose(1, 2))
            hidden = hidden + back(functional.relu(norm(inner)).transpose(1, 2))
        return self.heads.out(self.input_dropout(hidden)), real


class PointHeads(nn.Module):
    """The rows as ``training.encoder.Heads`` has them, straight from the last layer."""

    def __init__(self) -> None:
        super().__init__()
        self.out = nn.Linear(WIDTH, ROW_WIDTH)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.nowhere = nn.Parameter(torch.randn(2, POINTER_WIDTH) * 0.1)
        self.distances = nn.Parameter(torch.zeros(2, BUCKETS))


def choose_words(texts: Iterable[Sequence[str]]) -> list[str]:
    """Return the commonest words of tokenised texts in lower case."""
    counts = Counter(word.lower().replace("’", "'") for words in texts for word in words)
    often = [(count, word) for word, count in counts.items() if count > 1 and len(word) <= 40]
    return [word for _, word in sorted(often, key=lambda it: (-it[0], it[1]))[:KNOWN_WORDS]]


def start_from_pieces(network: Convolutions, known: list[str], pieces_of: WordPieces) -> None:
    """Give the known words the pretrained encoder's vectors, in as many numbers as fit.

    The directions in which these vectors differ most are kept (principal components).
    """
    from safetensors.torch import load_file

    stored = load_file(Path(find_pretrained()) / "model.safetensors")
    vectors = stored["embeddings.word_embeddings.weight"].numpy()
    of_words = np.stack([vectors[list(pieces_of[word])].mean(0) for word in known])
    of_words -= of_words.mean(0)
    _, _, directions = np.linalg.svd(of_words, full_matrices=False)
    reduced = of_words @ directions[:_WORD_WIDTH].T
    reduced *= 0.1 / reduced.std()
    with torch.no_grad():
        network.words.weight[1 : len(known) + 1] = torch.from_numpy(reduced)


def export_fast(
    network: Convolutions, known: list[str], texts: Iterable[Layout], folder: Path
) -> None:
    """Write ``fast.npz`` and ``fast.onnx`` into ``folder``: everything linear is multiplied out.

    ``texts`` are news that show how large numbers get within the network.
    """
    network.eval()
    weight, begin = network.into.weight, 0
    tables: list[Tensor] = []
    for table in (network.words, network.endings, network.beginnings, *network.features):
        width = table.weight.shape[1]
        tables.append(table.weight @ weight[:, begin : begin + width].T)
        begin += width
    words, endings, beginnings, *features = map(_as_array, tables)
    features[0] = features[0] + _as_array(network.into.bias)
    parts = {"words": words, "endings": endings, "beginnings": beginnings}
    parts |= combine_features(dict(zip(COLUMNS, features, strict=True)))
    for i, (conv, norm, back) in enumerate(
        zip(network.convs, network.norms, network.backs, strict=True)
    ):
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        kernel = conv.weight * scale[:, None, None]
        parts[f"conv {i}"] = _as_array(kernel.permute(2, 1, 0).reshape(3 * WIDTH, INNER))
        bias = (conv.bias - norm.running_mean) * scale + norm.bias
        parts[f"conv {i} bias"] = _as_array(bias)
        parts[f"back {i}"] = _as_array(back.weight.T)
    heads = network.heads
    parts |= {"out": _as_array(heads.out.weight.T), "out bias": _as_array(heads.out.bias)}
    for name in ("transitions", "nowhere", "distances"):
        parts[name] = _as_array(getattr(heads, name))
    write_fast(parts, known, DILATIONS, texts, folder)


def _as_array(values: Tensor) -> Floats:
    array: Floats = values.detach().float().numpy()
    return array
