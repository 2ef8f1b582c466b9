"""Numbers left out by chance while a network learns, drawn quickly on processors."""

from __future__ import annotations

import torch
from torch import Tensor, nn

_STEPS = 256
_BYTES_DRAWN_TOGETHER = 8


class Dropout(nn.Module):
    """Sets a share of numbers to zero while learning, and scales the others up to make up for it.

    ``nn.Dropout`` draws one real number for each; on processors that takes four times as long as
    the one random byte that is drawn here. The share is rounded to a 256th.

    Method: Srivastava et al., "Dropout" (2014).
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self._left_out = round(share * _STEPS)

    def forward(self, numbers: Tensor) -> Tensor:
        """Return a tensor of the same shape."""
        if not self.training:
            return numbers
        count = numbers.numel()
        drawn = torch.empty(count // _BYTES_DRAWN_TOGETHER + 1, dtype=torch.int64)
        chances = drawn.random_(-(2**63), None).view(torch.uint8)[:count].view(numbers.shape)
        kept = (chances >= self._left_out).to(numbers.dtype)
        return numbers * kept.mul_(_STEPS / (_STEPS - self._left_out))
