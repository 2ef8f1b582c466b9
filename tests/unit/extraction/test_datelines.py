"""Lists of items that begin with their place, and what only looks like them."""

from __future__ import annotations

import pytest

from bot.extraction.datelines import find_datelines
from bot.language.layout import lay_out

ITEMS = (
    "Lund: The council has closed the pools.\n\nHigher Marda: Officials urge hunters to take care."
    "\n\nPort of Aros: A judge has ruled that the pier must be mended."
)


def colons(text: str) -> list[str]:
    """Return what stands before each dateline's colon."""
    layout = lay_out(text)
    return [layout.words[colon - 1] for colon in sorted(find_datelines(layout))]


def test_every_item_begins_with_its_place() -> None:
    """Names of several words too; headings between the items are none."""
    assert colons(f"Around the country\n\n{ITEMS}") == ["Lund", "Marda", "Aros"]


@pytest.mark.parametrize(
    "text",
    [
        "Lund: The council has closed the pools.\n\nMarda: Hunters take care.",
        "Berg: We will pay.\n\nDahl: Will you?\n\nBerg: Yes.\n\nDahl: When?\n\nBerg: In May.",
        "Anna Berg: We will pay.\n\nTom Dahl: I will not.\n\nMary Lund: Nor will I.",
        "Lund: “We will pay.”\n\nMarda: “We will not.”\n\nAros: “Nor will we.”",
        "Lund: closed.\n\nMarda: open.\n\nAros: closed.",
        "",
    ],
)
def test_speakers_and_single_labels_are_no_places(text: str) -> None:
    """Two make no list, a transcript comes back to its names, people and marks show speech."""
    assert colons(text) == []


def test_in_a_list_a_place_may_lead_to_quoted_words() -> None:
    """It speaks them as little as the others; somebody with a given name may."""
    more = "\n\nAthel: ‘I am back’: Dahl returns.\n\nAnna Berg: “We will pay.”"
    assert colons(ITEMS + more) == ["Lund", "Marda", "Aros", "Athel"]
