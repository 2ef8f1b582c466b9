"""Encoders made narrower: what matters least is left out, and nothing else changes."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="needs the training extra")

from bot.extraction.tagging.word_pieces import WordPieces  # noqa: E402
from bot.records import Span  # noqa: E402
from training.annotated import AnnotatedText, Attributed  # noqa: E402
from training.encoder import HEAD_WIDTH, Encoder, find_pretrained  # noqa: E402 - only where torch is
from training.examples import make_example  # noqa: E402
from training.fitting import Recipe  # noqa: E402
from training.narrowing import choose, find_worth, narrow  # noqa: E402
from training.windows import Window, make_batch  # noqa: E402

SHAPE = ((6, 256), (6, 256))
RECIPE = Recipe(epochs=1, rate=1e-4)


def _batch():
    text = "Berg said Aros would pay. Lind denied it on Monday."
    attributed = AnnotatedText(text, (Attributed(Span(0, 4), Span(5, 9), (Span(10, 24),)),), ())
    example = make_example(attributed, WordPieces(find_pretrained() / "vocab.txt"))
    return make_batch([Window(example, 0, len(example.words))], None)


def _encoder() -> Encoder:
    torch.manual_seed(0)
    return Encoder(SHAPE).eval()


def test_what_gives_nothing_is_left_out_without_loss() -> None:
    """Heads and columns that add nothing are worth nothing; without them the rows are the same."""
    encoder = _encoder()
    idle_head, idle_columns = slice(HEAD_WIDTH, 3 * HEAD_WIDTH), slice(40, 168)
    with torch.no_grad():
        for layer in encoder.layers:
            layer.output.weight[:, idle_head] = 0
            layer.outer.weight[:, idle_columns] = 0
    batch = _batch()
    narrowed = narrow(encoder, find_worth(encoder, [batch], RECIPE), heads=4, columns=128).eval()
    assert [it.query.out_features for it in narrowed.layers] == [4 * HEAD_WIDTH] * 2
    assert [it.inner.out_features for it in narrowed.layers] == [128] * 2
    with torch.no_grad():
        assert torch.allclose(narrowed(batch)[0], encoder(batch)[0], atol=1e-5)


def test_layers_share_what_stays_by_worth() -> None:
    """A layer whose parts matter more keeps more of them, each at least a few, in their order."""
    worths = [torch.tensor([1.0, 9, 8, 7, 6, 5]), torch.tensor([4.0, 0, 3, 0, 0, 0])]
    kept = choose(worths, mean=3, together=1, least=2)
    assert [it.tolist() for it in kept] == [[1, 2, 3, 4], [0, 2]]


def test_parts_stay_in_blocks() -> None:
    """Blocks of the worthiest parts stay or go together."""
    worths = [torch.tensor([1.0, 9, 2, 8]), torch.tensor([0.0, 5, 0, 5])]
    kept = choose(worths, mean=2, together=2, least=1)
    assert [it.tolist() for it in kept] == [[1, 3], [1, 3]]
