"""Where the words of a quotation stand in a text, and in what they differ."""

from __future__ import annotations

import pytest

from bot.language.aligning import Alignment, Source, align
from bot.language.quoted_words import cut_words, split_at_ellipses

TEXT = (
    "The long talks ended. “The door of NATO stays open to every neighbour of the strait,” Aasen"
    " said. “We will not sell 1.2 million tonnes of fish by 2030,” Solheim said in Oslo. “We want"
    " peace.” Xi Jinpingreceived him on Monday. “[He] won’t resign – not now,” they wrote."
)


def best(quoted: str, text: str = TEXT) -> Alignment | None:
    """Return the best place of a quotation."""
    return next(iter(align(quoted, cut_words(quoted), Source(text))), None)


def differences(quoted: str, text: str = TEXT) -> list[tuple[str, str, str]]:
    """Return kind, the text's words and the quotation's of each difference."""
    found = best(quoted, text)
    assert found is not None
    return [(str(d.kind), d.lead.of(text), d.other.of(quoted)) for d in found.differences]


@pytest.mark.parametrize(
    "quoted",
    [
        "The door of NATO stays open to every neighbour of the strait",
        "the door of NATO stays open to every neighbour of the strait.",
        "Stays open to every neighbour",
        "the \u201cdoor\u201d of  NATO\nstays open",
        "Xi Jinping received him on Monday",
        "[He] won't resign -- not now",
        "[He] won’t resign—not now",
        "We will not sell 1.2 million tonnes",
        "The door of NATO stays open to every neighbour of the strait. We will not sell",
    ],
)
def test_what_may_differ_in_a_faithful_quotation_is_no_difference(quoted: str) -> None:
    """First letter, marks, blanks, dashes, and who is named between two halves."""
    assert differences(quoted) == []


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("We will not sell 1.5 million tonnes", [("changed", "1.2", "1.5")]),
        ("We will sell 1.2 million tonnes", [("cut", "not", "")]),
        ("We will not ever sell 1.2 million tonnes", [("added", "", "ever")]),
        ("The door stays open to every neighbour", [("cut", "of NATO", "")]),
        ("He won’t resign – not now", [("changed", "[He]", "He")]),
        ("[It] stays open to every neighbour", [("changed", "NATO", "[It]")]),
        ("A door of NATO stays open to every", [("changed", "The", "A")]),
        ("every neighbour of the channel", [("changed", "strait", "channel")]),
        ("You know, the door of NATO stays open", [("added", "", "You know")]),
        ("to every neighbour of the strait today", [("added", "", "today")]),
        ("The door of Nato stays open", [("changed", "NATO", "Nato")]),
        ("NATO stays open, to every neighbour", [("changed", "open", "open,")]),
        ("We will not sell $1.2 million tonnes", [("changed", "1.2", "$1.2")]),
        ("We will not sell 1.2 million tonnes of fish by 2031", [("changed", "2030", "2031")]),
    ],
)
def test_each_differing_word_is_marked(quoted: str, expected: list[tuple[str, str, str]]) -> None:
    """Cut, added or changed, by its place in both texts."""
    assert differences(quoted) == expected


def test_words_that_share_letters_but_no_blanks_are_not_the_same() -> None:
    """Lost blanks are forgiven only where no word changes."""
    assert differences("There is not able to stay here", "There is no table to stay here") == [
        ("changed", "no table", "not able")
    ]
    assert differences("costs 5 10 percent more", "costs 510 percent more") == [
        ("changed", "510", "5 10")
    ]


def test_a_sign_is_part_of_a_number() -> None:
    """Five degrees are not minus five."""
    assert differences("it was 5 degrees there", "Today it was -5 degrees there.") == [
        ("changed", "-5", "5")
    ]


@pytest.mark.parametrize("quoted", ["A dog barked at the postman", "", "zebra"])
def test_what_has_little_in_common_has_no_place(quoted: str) -> None:
    """Nothing is aligned, and an empty quotation is nowhere."""
    if not quoted:
        assert split_at_ellipses(quoted) == []
        return
    assert best(quoted) is None


def test_work_stays_bounded_on_repetition() -> None:
    """A text of one word over and over gives few places, not one for each pair of words."""
    quoted = "no " * 200 + "end"
    assert len(align(quoted, cut_words(quoted), Source("no " * 20_000))) <= 3
    assert len(align("no no", cut_words("no no"), Source("no " * 20_000))) <= 50


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one … two", ["one", "two"]),
        ("one [...] two", ["one", "two"]),
        ("one [ … ] two", ["one", "two"]),
        ("... one (...) two ...", ["one", "two"]),
        ("one . . . two", ["one", "two"]),
        ("one. Two", ["one. Two"]),
        ("…", []),
    ],
)
def test_ellipses_part_a_quotation(text: str, parts: list[str]) -> None:
    """In every form in which people write them."""
    assert [span.of(text).strip() for span in split_at_ellipses(text)] == parts
