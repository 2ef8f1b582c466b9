"""A text cut into segments under overlapping marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.records import Span
from handlers.web.marks import Paragraph, Segment, cut_paragraphs

LETTERS = st.text(alphabet="ab .\n\r\t\u200f\u202e<&é😀\u2028", max_size=120)
SPANS = st.builds(Span, st.integers(-3, 130), st.integers(-3, 130))


def segments_of(paragraphs: tuple[Paragraph, ...]) -> list[Segment]:
    """Return all segments, in order."""
    return [segment for each in paragraphs for run in each.runs for segment in run.segments]


def numbered(*marks: Span) -> dict[int, Span]:
    """Return marks by number."""
    return dict(enumerate(marks))


def joined(paragraphs: tuple[Paragraph, ...], tail: str) -> str:
    """Return the text that a reader of the page copies."""
    parts = [each.before + "".join(s.text for s in segments_of((each,))) for each in paragraphs]
    return "".join(parts) + tail


@given(LETTERS, st.lists(SPANS, max_size=8), st.none() | SPANS, st.none() | SPANS)
def test_segments_joined_are_the_text(
    text: str, marks: list[Span], cited: Span | None, around: Span | None
) -> None:
    """Whatever is marked, not a character is lost, added or moved."""
    assert joined(*cut_paragraphs(text, numbered(*marks), cited=cited, around=around)) == text


@given(LETTERS, st.lists(SPANS, max_size=8), SPANS)
def test_every_character_lies_under_its_marks(text: str, marks: list[Span], cited: Span) -> None:
    """Those that cover it and no others, however they nest and cross."""
    paragraphs, _ = cut_paragraphs(text, numbered(*marks), cited=cited)
    place = 0
    for paragraph in paragraphs:
        place += len(paragraph.before)
        for segment in segments_of((paragraph,)):
            for at in range(place, place + len(segment.text)):
                covering = {
                    number
                    for number, (start, end) in enumerate(marks)
                    if 0 <= start <= at < end <= len(text)
                }
                assert set(segment.facts) == covering
                assert segment.is_cited == (cited.start <= at < cited.end)
            place += len(segment.text)


@given(LETTERS, st.lists(SPANS, max_size=8))
def test_every_mark_begins_once(text: str, marks: list[Span]) -> None:
    """So that a list of marks has one place to jump to."""
    segments = segments_of(cut_paragraphs(text, numbered(*marks))[0])
    begun = [number for segment in segments for number in segment.starts]
    assert sorted(begun) == sorted({n for segment in segments for n in segment.facts})


def test_crossing_marks_are_split() -> None:
    """HTML elements cannot cross; pieces of text under both can."""
    (paragraph,), _ = cut_paragraphs("abcdef", numbered(Span(0, 4), Span(2, 6)))
    found = [(segment.text, segment.facts) for segment in segments_of((paragraph,))]
    assert found == [("ab", (0,)), ("cd", (0, 1)), ("ef", (1,))]


def test_the_innermost_mark_comes_last() -> None:
    """Its note is the one that a press opens first."""
    (paragraph,), _ = cut_paragraphs("abcdef", numbered(Span(2, 3), Span(0, 6), Span(1, 4)))
    assert segments_of((paragraph,))[2].facts == (1, 2, 0)


def test_a_mark_may_run_over_paragraphs() -> None:
    """It begins in the one and is taken up in the other."""
    paragraphs, tail = cut_paragraphs("one\n\ntwo\n", numbered(Span(1, 7)))
    assert [[s.facts for s in segments_of((p,))] for p in paragraphs] == [[(), (0,)], [(0,), ()]]
    assert [p.before for p in paragraphs] == ["", "\n\n"]
    assert tail == "\n"


def test_neighbours_are_near_and_the_cited_words_are_not() -> None:
    """What is cited is highlighted; what surrounds it is marked lightly."""
    (paragraph,), _ = cut_paragraphs("abcdefgh", numbered(), cited=Span(3, 5), around=Span(1, 7))
    found = [(run.segments[0].text, run.is_cited, run.is_near) for run in paragraph.runs]
    assert found == [
        ("a", False, False),
        ("bc", False, True),
        ("de", True, False),
        ("fg", False, True),
        ("h", False, False),
    ]
