"""Encoders made narrower: the heads of attention and inner columns that matter least are left out.

Method: Michel, Levy and Neubig, "Are Sixteen Heads Really Better than One?" (2019), for columns of
the dense steps as well: what leaving a part out would cost is estimated by the slope of the loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.encoder import HEAD_WIDTH, Encoder, Layer
from training.fitting import Recipe, batch_loss, sixteen_bits
from training.windows import Batch

# Parts are kept or left out by so many at a time, and so many blocks of each layer stay.
_HEADS_TOGETHER, _LEAST_HEADS = 1, 4
_COLUMNS_TOGETHER, _LEAST_COLUMNS = 64, 2


@dataclass(frozen=True, slots=True)
class Worth:
    """How much each part of an encoder matters, one tensor a layer.

    Attributes:
        heads: ``(heads,)`` of each layer.
        columns: ``(inner columns,)`` of each layer.
    """

    heads: list[Tensor]
    columns: list[Tensor]


def find_worth(encoder: Encoder, batches: Iterable[Batch], recipe: Recipe) -> Worth:
    """Return how much the loss of batches would change, about, without each part."""
    layers = _layers(encoder)
    heads = [torch.zeros(it.query.out_features // HEAD_WIDTH) for it in layers]
    columns = [torch.zeros(it.inner.out_features) for it in layers]
    encoder.eval()
    for batch in batches:
        encoder.zero_grad(set_to_none=True)
        with sixteen_bits():
            loss = batch_loss(encoder, batch, recipe)
        loss.backward()
        for number, layer in enumerate(layers):
            of_seen = _slope(layer.output.weight).unflatten(0, (-1, HEAD_WIDTH)).sum(1)
            heads[number] += of_seen.abs()
            columns[number] += _slope(layer.outer.weight).abs()
    encoder.zero_grad(set_to_none=True)
    return Worth(heads, columns)


def narrow(encoder: Encoder, worth: Worth, heads: int, columns: int) -> Encoder:
    """Return an encoder with so many heads and inner columns a layer, on average: the worthiest.

    ``columns`` is a multiple of 64.
    """
    kept_heads = choose(worth.heads, heads, _HEADS_TOGETHER, _LEAST_HEADS)
    kept_columns = choose(worth.columns, columns, _COLUMNS_TOGETHER, _LEAST_COLUMNS)
    shape = [(len(h), len(c)) for h, c in zip(kept_heads, kept_columns, strict=True)]
    narrowed = Encoder(shape)
    state = encoder.state_dict()
    for number, (of_heads, inner) in enumerate(zip(kept_heads, kept_columns, strict=True)):
        seen = (of_heads.unsqueeze(1) * HEAD_WIDTH + torch.arange(HEAD_WIDTH)).flatten()
        name = f"layers.{number}."
        for part, kept in (("query", seen), ("key", seen), ("value", seen), ("inner", inner)):
            for kind in ("weight", "bias"):
                state[f"{name}{part}.{kind}"] = state[f"{name}{part}.{kind}"][kept]
        for part, kept in (("output", seen), ("outer", inner)):
            state[f"{name}{part}.weight"] = state[f"{name}{part}.weight"][:, kept]
    narrowed.load_state_dict(state)
    return narrowed


def choose(worths: Sequence[Tensor], mean: int, together: int, least: int) -> list[Tensor]:
    """Return the parts of each layer that stay, ascending: ``mean`` of each layer on average.

    Args:
        worths: of each layer, how much its parts matter.
        mean: how many stay, a multiple of ``together``.
        together: parts are taken in blocks of so many, so that products stay of a handy size.
        least: blocks that every layer keeps.
    """
    orders = [it.argsort(descending=True) for it in worths]
    blocks = [
        it[order].unflatten(0, (-1, together)).sum(1)
        for it, order in zip(worths, orders, strict=True)
    ]
    ranked = sorted(
        (
            (place >= least, -float(value), layer)
            for layer, of_layer in enumerate(blocks)
            for place, value in enumerate(of_layer)
        )
    )
    counts = [0] * len(worths)
    for _, _, layer in ranked[: mean * len(worths) // together]:
        counts[layer] += together
    return [order[:count].sort().values for order, count in zip(orders, counts, strict=True)]


def _layers(encoder: Encoder) -> list[Layer]:
    return [it for it in encoder.layers if isinstance(it, Layer)]


def _slope(weight: nn.Parameter) -> Tensor:
    """Return for each input of a product what a batch's loss changes by as the input comes in."""
    if weight.grad is None:
        return torch.zeros(weight.shape[1])
    return (weight.detach() * weight.grad).sum(0)
