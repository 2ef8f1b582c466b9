"""What is known of one shown line."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.briefing.test_gate import DOCUMENT

from bot.briefing.documents.inspection import inspect_line, surround
from bot.errors import NotFoundError
from bot.ports import Archive
from bot.records import Span

TEXT = (
    "Lund has a canal.\n\n“We will dredge it,” said Ida Holm. Nobody laughed. The canal is deep.\n"
    "\nIt rained."
)


def stored(keep: Callable[..., Archive], story: type[Any], **changes: str) -> Archive:
    """Return an archive with one document."""
    return keep(story(TEXT, **changes))


def test_line_is_found_between_its_neighbours(
    keep: Callable[..., Archive], story: type[Any]
) -> None:
    """The sentence before and the one after; of paragraphs, too; all of it word for word."""
    archive = stored(keep, story)
    start = TEXT.index("We will")
    found = inspect_line(archive, "w", 1, Span(start, start + 17), ())
    place = found.sentences
    assert place.text == "We will dredge it"
    assert place.before.endswith("“")
    assert place.after.startswith(",” said Ida Holm. Nobody laughed.")
    assert "deep" not in place.after
    whole = found.paragraphs
    assert whole.before + whole.text + whole.after == TEXT
    assert found.provenance is not None
    assert found.provenance.extracted_with == "rules 1"


def test_other_outlets_are_named_once(keep: Callable[..., Archive], story: type[Any]) -> None:
    """Of the further documents, those of the line's own outlet are left out."""
    archive = keep(
        story(TEXT, outlet="Lund Post"),
        story("Other words.", outlet="Tornby Ledger"),
        story("More words.", outlet="tornby ledger"),
        story("Even more.", outlet="LUND POST"),
    )
    found = inspect_line(archive, "w", 1, Span(0, 4), (2, 3, 4, 99))
    assert [each.outlet for each in found.others] == ["Tornby Ledger"]


@pytest.mark.parametrize(
    ("number", "span"), [(1, Span(0, 5_000)), (1, Span(7, 7)), (9, Span(0, 4)), (1, Span(9, 2))]
)
def test_what_is_not_there_is_not_shown(
    keep: Callable[..., Archive], story: type[Any], number: int, span: Span
) -> None:
    """Neither of a document that is gone nor outside of one."""
    with pytest.raises(NotFoundError, match="type /brief"):
        inspect_line(stored(keep, story), "w", number, span, ())


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_words_and_surroundings_are_one_stretch_of_the_document(data: st.DataObject) -> None:
    """Whatever the parts are, nothing is added, left out or put elsewhere."""
    length = len(DOCUMENT.text)
    cuts = sorted(data.draw(st.sets(st.integers(0, length), max_size=8)))
    parts = [Span(a, b) for a, b in pairwise(cuts)]
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    span = Span(start, end)
    if not span.of(DOCUMENT.text).strip():
        return
    place = surround(DOCUMENT, span, parts)
    assert place.text == span.of(DOCUMENT.text)
    first = start - len(place.before)
    assert place.before + place.text + place.after == DOCUMENT.text[first : end + len(place.after)]
