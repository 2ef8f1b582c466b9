"""Whatever the article, its copies are found and other articles are not."""

from __future__ import annotations

from itertools import pairwise

from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import as_article, change_words, make_article, make_words

from bot.language.differences import compare_wording
from bot.reading.copies.comparing import are_copies, compare, read_text
from bot.reading.copies.sketch import sketch_of
from bot.reading.copies.stories import LEAST_SHARED
from bot.reading.copies.wording import Wording
from bot.records import DifferenceKind

# A draw can miss, about once in a hundred short texts; the same examples are tried every time.
_same_examples = settings(deadline=None, max_examples=40, derandomize=True)
_SEEDS = st.integers(0, 10**6)
_LENGTHS = st.integers(150, 1500)
_PIECES = st.sampled_from(
    "a the harbour wall stays open , . “ ” Berg said 12 3.5 don’t 政 府 é".split()
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=30).map(" ".join))


def is_found(first: str, second: str) -> bool:
    """Tell whether an archive that holds one text finds it for the other."""
    one, other = read_text(first), read_text(second)
    shared = set(sketch_of(one.wording)) & set(sketch_of(other.wording))
    return len(shared) >= LEAST_SHARED and are_copies(one, other)


@_same_examples
@given(_SEEDS, _LENGTHS, st.floats(0, 0.1))
def test_an_edited_text_is_found(seed: int, length: int, share: float) -> None:
    """Up to every tenth word may be another."""
    words = make_words(length, seed)
    assert is_found(as_article(words), as_article(change_words(words, share, seed)))


@_same_examples
@given(_SEEDS, _LENGTHS)
def test_a_text_cut_to_its_half_is_found(seed: int, length: int) -> None:
    """Its first half stands for it."""
    words = make_words(length, seed)
    assert is_found(as_article(words), as_article(words[: length // 2]))


@_same_examples
@given(_SEEDS, _LENGTHS, st.floats(0, 0.8), st.booleans())
def test_a_text_with_more_paragraphs_is_found(
    seed: int, length: int, share: float, above: bool
) -> None:
    """Above or below, up to four fifths of its own length."""
    words, more = make_words(length, seed), make_words(int(share * length), seed + 1)
    assert is_found(as_article(words), as_article(more + words if above else words + more))


@settings(deadline=None, max_examples=40)
@given(_SEEDS, _LENGTHS, _LENGTHS)
def test_texts_without_common_runs_are_never_copies(seed: int, length: int, other: int) -> None:
    """Sketches of such texts do not even meet."""
    first, second = make_article(length, seed), make_article(other, seed + 1)
    assert not set(sketch_of(Wording(first))) & set(sketch_of(Wording(second)))
    assert not are_copies(read_text(first), read_text(second))


@settings(deadline=None)
@given(_TEXTS, _TEXTS)
def test_comparing_takes_any_texts(first: str, second: str) -> None:
    """The order makes no difference, and every share is one."""
    one, other = read_text(first), read_text(second)
    assert are_copies(one, other) == are_copies(other, one)
    shared = compare(one.wording, other.wording)
    assert shared == compare(other.wording, one.wording)
    shares = (shared.kept, shared.of_longer, shared.names_kept, shared.figures_kept)
    assert all(0 <= share <= 1 for share in (*shares, shared.in_order))
    assert are_copies(one, one)


@settings(deadline=None)
@given(_TEXTS, _TEXTS)
def test_differences_lead_from_one_text_to_the_other(lead: str, other: str) -> None:
    """They stand in order, do not touch, and are empty on the side that lacks the words."""
    differences = compare_wording(lead, other)
    for before, after in pairwise(differences):
        assert before.lead.end <= after.lead.start
        assert before.other.end <= after.other.start
    for found in differences:
        assert bool(found.lead.of(lead)) == (found.kind is not DifferenceKind.ADDED)
        assert bool(found.other.of(other)) == (found.kind is not DifferenceKind.CUT)
    assert not compare_wording(lead, lead)


def test_reading_a_text_grows_in_proportion() -> None:
    """Four times the words cost about four times as much, up to where a text is cut."""
    texts = {count: make_article(count, seed=1) for count in (2500, 10_000)}
    assert grows_in_proportion(lambda count: sketch_of(Wording(texts[count])), 2500)
