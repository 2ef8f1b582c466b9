"""The encoder as it is trained."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="needs the training extra")

from training.encoder import HEAD_WIDTH, WIDTH, Encoder, Layer  # noqa: E402 - only where torch is
from training.exact import parameter_groups  # noqa: E402
from training.fitting import Recipe  # noqa: E402


def test_attention_is_that_of_the_textbook() -> None:
    """Written out, it gives what torch's own gives, also where a window is shorter than others."""
    torch.manual_seed(0)
    layer, hidden = Layer(3, 64).eval(), torch.randn(2, 7, WIDTH)
    mask = torch.zeros(2, 1, 1, 7)
    mask[1, ..., 4:] = -1e4
    query, key, value = (
        step(hidden).unflatten(2, (-1, HEAD_WIDTH)).transpose(1, 2)
        for step in (layer.query, layer.key, layer.value)
    )
    seen = torch.nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    expected = layer.attention_norm(hidden + layer.output(seen.transpose(1, 2).flatten(2)))
    expected = layer.norm(expected + layer.outer(torch.nn.functional.gelu(layer.inner(expected))))
    torch.testing.assert_close(layer(hidden, mask), expected)


def test_word_pieces_stay_as_they_were_pretrained() -> None:
    """Every parameter learns at a rate of its own but the table of word pieces."""
    encoder = Encoder([(4, 128)])
    learning = {
        id(parameter)
        for group in parameter_groups(encoder, Recipe(epochs=1, rate=1e-4))
        for parameter in group["params"]
    }
    names = [name for name, it in encoder.named_parameters() if id(it) not in learning]
    assert names == ["pieces.weight"]
