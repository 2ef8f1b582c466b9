"""Cells of exported tables, read back as the exports say they can be."""

from __future__ import annotations


def unguard(cell: str) -> str:
    """Return the words of a cell: one leading apostrophe is none of theirs."""
    return cell.removeprefix("'")
