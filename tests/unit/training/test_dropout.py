"""Numbers left out by chance while a network learns."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="needs the training extra")

from training.dropout import Dropout  # noqa: E402 - only where torch is


def test_a_share_is_left_out_and_the_rest_makes_up_for_it() -> None:
    """A tenth becomes zero, the others are scaled so that the mean stays."""
    torch.manual_seed(0)
    given = torch.ones(400, 251)
    kept = Dropout(0.1)(given)
    assert (kept == 0).float().mean().item() == pytest.approx(26 / 256, abs=0.005)
    assert kept[kept != 0].unique().tolist() == pytest.approx([256 / 230])


def test_what_is_left_out_differs_each_time_but_not_between_runs() -> None:
    """Chance is drawn from torch's own generator, so a seed settles it."""
    dropout, given = Dropout(0.5), torch.ones(1000)
    torch.manual_seed(1)
    first, second = dropout(given), dropout(given)
    torch.manual_seed(1)
    assert not torch.equal(first, second)
    assert torch.equal(first, dropout(given))


def test_nothing_is_left_out_of_a_network_in_use() -> None:
    """Only a network that learns loses numbers."""
    given = torch.randn(50)
    assert torch.equal(Dropout(0.9).eval()(given), given)


def test_what_was_left_out_learns_nothing() -> None:
    """The slope is zero where a number was left out, and scaled where it was kept."""
    torch.manual_seed(2)
    given = torch.ones(300, requires_grad=True)
    kept = Dropout(0.25)(given)
    kept.sum().backward()
    assert torch.equal(given.grad, kept.detach())
