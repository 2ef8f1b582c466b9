"""Examples cut into windows, and windows put together into batches of tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from bot.extraction.tagging.features import COLUMNS
from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.pointing import distance_buckets
from bot.extraction.tagging.word_pieces import WINDOW_END, WINDOW_START
from training.examples import NOWHERE, Example
from training.losses import Targets

MOST_PIECES = 254
_MASK_PIECE = 103
_MASKED = 0.05
_SORTED_TOGETHER = 40


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``[first, after_last)`` of an example."""

    example: Example
    first: int
    after_last: int

    @property
    def size(self) -> int:
        """The count of word pieces."""
        return int(self.example.ends[self.after_last] - self.example.ends[self.first])


@dataclass(frozen=True, slots=True)
class Batch:
    """Several windows as tensors, with what is right.

    Attributes:
        pieces: ``(batch, pieces)``, 0 behind the end of a window.
        features: ``(batch, words, columns)``.
        word_of: ``(batch, pieces)``, the word of each piece, from 1; 0 for edges and padding.
        first: ``(batch, words)``, the piece that begins each word; 0 behind the last word.
        hashes: ``(batch, words, 3)``, the words as the fast network knows them.
        targets: what is right.
    """

    pieces: Tensor
    features: Tensor
    word_of: Tensor
    first: Tensor
    hashes: Tensor
    targets: Targets


def cut_windows(
    examples: Sequence[Example], chance: np.random.Generator, most: int = MOST_PIECES
) -> list[Window]:
    """Cut every example into windows that do not overlap; where the first ends is drawn."""
    windows: list[Window] = []
    for example in examples:
        count, begin = len(example.words), 0
        room = int(chance.integers(most // 2, most + 1))
        while begin < count:
            end = int(np.searchsorted(example.ends, example.ends[begin] + room, "right")) - 1
            end = max(end, begin + 1)
            windows.append(Window(example, begin, end))
            begin, room = end, most
    return windows


def batches(
    windows: list[Window], size: int, chance: np.random.Generator
) -> Iterator[list[Window]]:
    """Yield windows in random batches of similar lengths."""
    order = [windows[int(i)] for i in chance.permutation(len(windows))]
    found: list[list[Window]] = []
    for begin in range(0, len(order), size * _SORTED_TOGETHER):
        near = sorted(order[begin : begin + size * _SORTED_TOGETHER], key=lambda it: it.size)
        found += [near[i : i + size] for i in range(0, len(near), size)]
    for i in chance.permutation(len(found)):
        yield found[int(i)]


def make_batch(windows: Sequence[Window], chance: np.random.Generator | None) -> Batch:
    """Return windows as one batch; with ``chance``, some pieces are hidden from the encoder."""
    count = len(windows)
    length = max(window.size for window in windows) + 2
    words = max(window.after_last - window.first for window in windows)
    pieces = np.zeros((count, length), np.int64)
    word_of = np.zeros((count, length), np.int64)
    features = np.zeros((count, words, len(COLUMNS)), np.int64)
    first = np.zeros((count, words), np.int64)
    labels = np.zeros((count, words, len(LABELS)), np.float32)
    pairs = np.zeros((count, words, len(LABELS), len(LABELS)), np.float32)
    hashes = np.zeros((count, words, 3), np.int64)
    for row, window in enumerate(windows):
        example, begin, end = window.example, window.first, window.after_last
        size = window.size
        flat = [piece for token in example.pieces[begin:end] for piece in token]
        pieces[row, : size + 2] = [WINDOW_START, *flat, WINDOW_END]
        lengths = np.diff(example.ends[begin : end + 1])
        word_of[row, 1 : size + 1] = np.repeat(np.arange(1, end - begin + 1), lengths)
        first[row, : end - begin] = example.ends[begin:end] - example.ends[begin] + 1
        features[row, : end - begin] = example.features[begin:end]
        _fill(labels[row, : end - begin], pairs[row, : end - begin], example, begin, end)
        if example.hashes is not None:
            hashes[row, : end - begin] = example.hashes[begin:end]
    if chance is not None:
        hidden = (chance.random(pieces.shape) < _MASKED) & (pieces > WINDOW_END)
        pieces[hidden] = _MASK_PIECE
    targets = _targets(windows, words, torch.from_numpy(labels), torch.from_numpy(pairs))
    return Batch(*map(torch.from_numpy, (pieces, features, word_of, first, hashes)), targets)


def _fill(
    labels: npt.NDArray[np.float32],
    pairs: npt.NDArray[np.float32],
    example: Example,
    begin: int,
    end: int,
) -> None:
    """Write what is right for the tokens of a window: certain labels, or the shares believed in."""
    if example.beliefs is not None:
        labels[:] = example.beliefs.labels[begin:end]
        pairs[:] = example.beliefs.pairs[begin:end]
        return
    right, places = example.labels[begin:end], np.arange(end - begin)
    labels[places, right] = 1
    pairs[places[1:], right[:-1], right[1:]] = 1


def _targets(windows: Sequence[Window], words: int, labels: Tensor, pairs: Tensor) -> Targets:
    stretches: list[tuple[int, int, int]] = []
    right: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    quoted: list[tuple[int, int, int]] = []
    is_speech: list[float] = []
    for row, window in enumerate(windows):
        begin, end = window.first, window.after_last
        for pointer in window.example.pointers:
            if not begin <= pointer.first < end:
                continue
            last = min(pointer.after_last, end) - 1
            stretches.append((row, pointer.first - begin, last - begin))
            for part, target in enumerate((pointer.source, pointer.cue)):
                right[part].append(_right(target, begin, end, words))
        for at, after, speech in window.example.quoted:
            if begin <= at and after <= end:
                quoted.append((row, at - begin, after - 1 - begin))
                is_speech.append(float(speech))
    firsts = np.array([it[1] for it in stretches], np.int64).reshape(-1, 1)
    buckets = distance_buckets(np.arange(words)[None, :] - firsts)
    return Targets(
        labels,
        pairs,
        torch.tensor(stretches, dtype=torch.long).reshape(-1, 3),
        tuple(torch.from_numpy(np.array(it, bool).reshape(-1, words + 1)) for it in right),  # type: ignore[arg-type]
        torch.from_numpy(buckets),
        torch.tensor(quoted, dtype=torch.long).reshape(-1, 3),
        torch.tensor(is_speech),
    )


def _right(target: tuple[int, int], begin: int, end: int, words: int) -> np.ndarray:
    """Return where a target stands in a window; all false where it stands outside."""
    row = np.zeros(words + 1, bool)
    if target == NOWHERE:
        row[0] = True
    elif begin <= target[0] and target[1] <= end:
        row[target[0] - begin + 1 : target[1] - begin + 1] = True
    return row
