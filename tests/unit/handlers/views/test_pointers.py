"""What the menu of a line carries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.handlers.samples import DAY, all_text, cite, entry, passage, position, quotation

from bot.records import Span
from bot.results import CorrectionNote
from handlers.views.line_ids import LONGEST_ID, AnyLine, read_line_id, write_line_id
from handlers.views.menus import line_item, menu_item
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


@pytest.mark.parametrize(
    ("line", "own"),
    [
        (quotation(), ["Wrong speaker"]),
        (position(), ["Wrong actor", "Not a position"]),
        (entry(), []),
        (passage(), []),
    ],
)
def test_every_line_has_its_menu_beside_its_source(line: AnyLine, own: list[str]) -> None:
    """Words in one block, literally; outlet and day with the menu in the next."""
    item = line_item(line, "Strait toll")
    assert item.block["type"] == "rich_text"
    assert item.below is not None
    assert "Harbour Post>, 12 May 2022" in all_text(item.below["text"])
    options = item.below["accessory"]["options"]
    names = [each["text"]["text"] for each in options]
    assert names == ["Verify", "Context", *own, "Not relevant"]
    read = read_line_id(item.below["block_id"])
    assert read is not None
    assert (read.pointer, read.topic) == (point_at(line), "Strait toll")


def test_the_cue_of_a_position_is_kept() -> None:
    """What tells it from other positions in its sentence, counted in the document."""
    line = position()
    cited = replace(line, citation=replace(line.citation, start=100, end=150))
    read = read_line_id(write_line_id(cited, "toll"))
    assert read is not None
    assert read.cue == Span(100 + line.cue_in_text.start, 100 + line.cue_in_text.end)
    assert read.place == (1, Span(100, 150), read.cue)


@given(st.text(max_size=400), _numbers, st.lists(_numbers, max_size=40))
def test_no_topic_makes_an_id_too_long(topic: str, document: int, others: list[int]) -> None:
    """One that cannot be kept whole is left out, and so is “Not relevant”."""
    line = quotation(citation=cite("x", document=document))
    line = replace(line, also_in=tuple(cite("y", document=each) for each in others))
    written = write_line_id(line, topic)
    assert len(written) <= LONGEST_ID
    read = read_line_id(written)
    assert read is not None
    assert read.pointer.document == document
    item = menu_item(line, topic)
    assert item.below is not None
    names = [each["text"]["text"] for each in item.below["accessory"]["options"]]
    assert ("Not relevant" in names) == bool(read.topic)


@pytest.mark.parametrize("block_id", ["", "q", "q|", "p.1.x|1:2:3:a|t", "q|nonsense|topic"])
def test_a_foreign_id_is_read_as_no_line_or_without_cue(block_id: str) -> None:
    """Nothing that comes back from outside can end in an error."""
    read = read_line_id(block_id)
    assert read is None or read.cue is None


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("U0ANNA12", "· _speaker corrected, 12 May 2022_"),
        ("Ana <!here>", "· _speaker corrected by Ana &lt;!here&gt;, 12 May 2022_"),
        ("", "· _speaker corrected, 12 May 2022_"),
    ],
)
def test_a_corrected_line_says_so(author: str, expected: str) -> None:
    """People of this Slack are not named, which would notify them; others are, as given."""
    line = replace(quotation(), corrected=CorrectionNote(author, DAY))
    item = menu_item(line, "toll")
    assert item.below is not None
    assert item.below["text"]["text"].endswith(expected)


def test_longest_address_leaves_the_name() -> None:
    """A link that a section cannot hold is left out, not the line."""
    line = quotation(citation=cite("x", url=f"https://harbour.example/{'a' * 2_900}"))
    item = menu_item(line, "toll")
    assert item.below is not None
    assert item.below["text"]["text"] == "Harbour Post, 12 May 2022"
