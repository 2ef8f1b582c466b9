"""What two versions of the same words have that the other has not."""

from __future__ import annotations

import pytest

from bot.language.differences import compare_wording
from bot.records import DifferenceKind

LEAD = "We will not accept a treaty that leaves our fleet tied up in harbour for another winter"


def told(lead: str, other: str) -> list[tuple[str, str, str]]:
    """Return kind and words of each difference."""
    return [
        (str(found.kind), found.lead.of(lead), found.other.of(other))
        for found in compare_wording(lead, other)
    ]


@pytest.mark.parametrize(
    ("other", "differences"),
    [
        (LEAD, []),
        (f"“{LEAD.lower()}.”", []),
        (LEAD.removesuffix(" for another winter"), [("cut", "for another winter", "")]),
        (LEAD.removeprefix("We will not "), [("cut", "We will not", "")]),
        (LEAD.replace("a treaty", "any treaty"), [("changed", "a", "any")]),
        (LEAD.replace("fleet", "fishing fleet"), [("added", "", "fishing")]),
        (
            LEAD.replace("will not", "won’t").removesuffix(" another winter"),
            [("changed", "will not", "won’t"), ("cut", "another winter", "")],
        ),
        ("", [("cut", LEAD, "")]),
    ],
)
def test_differences(other: str, differences: list[tuple[str, str, str]]) -> None:
    """Cut, added and changed words are told; marks, case and blanks make no difference."""
    assert sorted(told(LEAD, other)) == sorted(differences)


def test_an_empty_span_says_where() -> None:
    """What was cut is missing behind the word before it, what was added stands there."""
    (cut,) = compare_wording("the old harbour wall", "the harbour wall")
    assert (cut.kind, cut.lead, cut.other) == (DifferenceKind.CUT, (4, 7), (3, 3))
    (added,) = compare_wording("the harbour wall", "the old harbour wall")
    assert (added.kind, added.lead, added.other) == (DifferenceKind.ADDED, (3, 3), (4, 7))
