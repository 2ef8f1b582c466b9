"""Which story a document belongs to."""

from __future__ import annotations

from made_up import as_article, make_words

from bot.ports import SketchHolder
from bot.reading.copies.comparing import Text, read_text
from bot.reading.copies.stories import (
    MOST_CANDIDATES,
    Candidate,
    choose_candidates,
    find_story,
)

WORDS = make_words(600, seed=1)
SKETCH = tuple(range(20))


def holders(document: int, story: int, *hashes: int) -> list[SketchHolder]:
    """Return that a document holds these numbers."""
    return [SketchHolder(value, document, story) for value in hashes]


def candidate(document: int, text: Text, first: Text | None = None, story: int = 1) -> Candidate:
    """Return a stored document, by default the first of its story."""
    return Candidate(document=document, story=story, text=text, first=first or text)


def test_the_likeliest_come_first() -> None:
    """Those with most numbers in common, the older first where they have as many."""
    held = [*holders(7, 7, 1, 2, 3), *holders(5, 4, 1, 2, 3, 4), *holders(6, 6, 3, 4, 5)]
    assert choose_candidates(SKETCH, held) == [(5, 4), (6, 6), (7, 7)]


def test_one_number_in_common_is_too_little() -> None:
    """Nor do numbers count that are not in the sketch."""
    assert choose_candidates(SKETCH, holders(5, 5, 1, 77, 78)) == []


def test_numbers_that_many_stories_hold_say_nothing() -> None:
    """Furniture is held by everyone; copies of one story may be many."""
    everywhere = [h for n in range(30) for h in holders(n, n, 1, 2, 3)]
    assert choose_candidates(SKETCH, everywhere) == []
    printed_often = [h for n in range(30) for h in holders(n, 0, 1, 2, 3)]
    assert len(choose_candidates(SKETCH, printed_often)) == MOST_CANDIDATES


def test_a_copy_joins_the_story() -> None:
    """A text that no candidate is a copy of starts its own."""
    text = read_text(as_article(WORDS))
    other = candidate(2, read_text(as_article(make_words(600, seed=2))), story=2)
    assert find_story(text, [other]) is None
    assert find_story(text, [other, candidate(3, text, story=3)]) == 3


def test_versions_that_drift_apart_stay_one_story() -> None:
    """A third version is a copy of the second only; half of the first still stands in it."""
    fresh = make_words(400, seed=3)
    first = read_text(as_article(WORDS))
    second = read_text(as_article(WORDS[:420] + fresh[:180]))
    third = read_text(as_article(WORDS[:270] + fresh[:330]))
    assert find_story(third, [candidate(1, first)]) is None
    assert find_story(third, [candidate(2, second, first)]) == 1


def test_a_chain_does_not_lead_to_another_report() -> None:
    """A text that has hardly a word of the story's first document starts its own story."""
    first = read_text(as_article(WORDS))
    second = read_text(as_article(make_words(300, seed=4) + WORDS[:60]))
    assert find_story(second, [candidate(2, second, first)]) is None
