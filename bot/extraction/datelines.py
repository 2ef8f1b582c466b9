"""Items that begin with their place, one a paragraph: "Lund: The council has closed the port."."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Final

from bot.language.gazetteer import given_names
from bot.language.layout import Layout

_MARKS: Final = frozenset("\"'")
_LONGEST: Final = 5
_FEWEST: Final = 3
#: In a transcript names come again and again; in a list of items nearly every place comes once.
_LEAST_ONCE: Final = 0.9
#: Of a list of what people said, so many labels begin with a given name.
_LEAST_PEOPLE: Final = 0.5


def find_datelines(layout: Layout) -> frozenset[int]:
    """Return the tokens of the colons behind the places that paragraphs begin with.

    None where the page does not show that it is such a list: one "Berg: ..." may be Berg's words.
    """
    every = [label for span in layout.paragraphs if (label := _label_at(layout, span.start))]
    labels = [label for label in every if not _leads_to_quoted(layout, label)]
    names = Counter(tuple(layout.lowers[first:colon]) for first, colon in labels)
    once = sum(count == 1 for count in names.values())
    if len(labels) < _FEWEST or once < _LEAST_ONCE * len(labels):
        return frozenset()
    given = given_names()
    people = sum(len(name) > 1 and name[0] in given for name in names)
    if people >= _LEAST_PEOPLE * len(names):
        return frozenset()
    return frozenset(
        colon
        for first, colon in every
        if layout.lowers[first] not in given or not _leads_to_quoted(layout, (first, colon))
    )


def _label_at(layout: Layout, start: int) -> tuple[int, int] | None:
    """Return the tokens of a name at the start of a paragraph, and its colon; None for none."""
    first = bisect_left(layout.starts, start)
    for colon in range(first + 1, min(first + _LONGEST + 1, len(layout.words) - 1)):
        if layout.tags[colon] == ":":
            is_name = all(
                word[0].isupper() or word in {".", "of"} for word in layout.words[first:colon]
            )
            behind = layout.words[colon + 1][0]
            is_sentence = behind.isalnum() and not behind.islower()
            is_item = is_sentence or layout.tags[colon + 1] in _MARKS
            return (first, colon) if is_name and is_item else None
    return None


def _leads_to_quoted(layout: Layout, label: tuple[int, int]) -> bool:
    """Tell whether quoted words follow a label, which by itself may be whoever speaks them."""
    return layout.tags[label[1] + 1] in _MARKS
