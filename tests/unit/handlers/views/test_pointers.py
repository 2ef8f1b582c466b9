"""What the menu of a line carries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.handlers.samples import all_text, cite, entry, passage, position, quotation

from bot.records import Span
from handlers.views.menus import CONTEXT, VERIFY, menu_item, read_choice
from handlers.views.pointers import Pointer, point_at, read_pointer, sign, write_pointer

_numbers = st.integers(0, 10**9)


@given(_numbers, _numbers, _numbers, st.lists(_numbers, max_size=12))
def test_pointer_is_read_as_it_was_written(
    document: int, start: int, end: int, also: list[int]
) -> None:
    """Within its room; further documents are left out where they do not fit."""
    pointer = Pointer(document=document, span=Span(start, end), words=sign("x"), also=tuple(also))
    written = write_pointer(pointer, room=60)
    assert len(written) <= 60
    found = read_pointer(written)
    assert found is not None
    assert replace(found, also=()) == replace(pointer, also=())
    assert found.also == pointer.also[: len(found.also)]


@pytest.mark.parametrize(
    "value",
    ["", "1", "1:2", "1:2:x:abc", "-1:2:3:abc", "1:2:3:abc:z", f"{'9' * 40}:1:2:abc", "٣:1:2:a"],
)
def test_what_is_no_pointer_is_read_as_none(value: str) -> None:
    """Nothing that comes back from outside can end in an error."""
    assert read_pointer(value) is None


def test_pointer_names_the_place_and_the_others() -> None:
    """The document of the line itself is not among the others."""
    line = replace(quotation("Ferries"), also_in=(cite("x", document=1), cite("y", document=8)))
    pointer = point_at(line)
    assert (pointer.document, pointer.span, pointer.also) == (1, Span(0, 7), (8,))
    assert point_at(passage("Ferries")).also == ()


@pytest.mark.parametrize("line", [quotation(), position(), entry()])
def test_every_line_has_its_menu_beside_its_source(line: object) -> None:
    """Words in one block, literally; outlet and day with the menu in the next."""
    item = menu_item(line)  # type: ignore[arg-type]
    assert item.block["type"] == "rich_text"
    assert item.below is not None
    assert "Harbour Post>, 12 May 2022" in all_text(item.below["text"])
    options = item.below["accessory"]["options"]
    assert [each["text"]["text"] for each in options] == ["Verify", "Context"]
    read = [read_choice(each["value"]) for each in options]
    assert [choice for choice, _ in read] == [VERIFY, CONTEXT]
    assert all(read_pointer(pointer) == point_at(line) for _, pointer in read)  # type: ignore[arg-type]


def test_longest_address_leaves_the_name() -> None:
    """A link that a section cannot hold is left out, not the line."""
    line = quotation(citation=cite("x", url=f"https://harbour.example/{'a' * 2_900}"))
    item = menu_item(line)
    assert item.below is not None
    assert item.below["text"]["text"] == "Harbour Post, 12 May 2022"
