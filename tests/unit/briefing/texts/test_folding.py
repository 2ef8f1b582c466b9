"""Copies folded into one."""

from __future__ import annotations

import pytest

from bot.briefing.texts.folding import fingerprint_of, fold

FULL = "We will not accept a treaty that leaves our fishing fleet tied up in harbour"


@pytest.mark.parametrize(
    ("texts", "sizes"),
    [
        ([FULL, FULL], [2]),
        ([FULL, f"“{FULL}.”"], [2]),
        ([FULL, FULL.replace("will not", "won't")], [2]),
        ([FULL, "a treaty that leaves our fishing fleet tied up"], [2]),
        ([FULL, "our fishing fleet"], [1, 1]),
        ([FULL, "We will not accept a lower price for cod from any of our neighbours"], [1, 1]),
        (["No deal", "No deal", "Any deal"], [2, 1]),
        ([], []),
    ],
)
def test_copies(texts: list[str], sizes: list[int]) -> None:
    """Same words, near-same words and cuts of a longer line are copies; a shared opening is not."""
    assert [len(group) for group in fold(texts, str)] == sizes


def test_order_stays() -> None:
    """The first of the given order leads its group."""
    groups = fold([(2, FULL), (1, FULL)], lambda pair: pair[1])
    assert groups == [[(2, FULL), (1, FULL)]]


def test_fingerprint() -> None:
    """Copies share a fingerprint; other words and other parts have another."""
    marks = {fingerprint_of("quotation", text) for text in (FULL, FULL.upper(), f" {FULL}… ")}
    assert len(marks) == 1
    assert fingerprint_of("quotation", FULL) != fingerprint_of("position", FULL)
    assert fingerprint_of("quotation", FULL) != fingerprint_of("quotation", FULL + " again")
