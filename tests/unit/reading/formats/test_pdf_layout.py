"""Pieces of lines to paragraphs, wherever they stand on their pages."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.reading.formats.pdf.columns import find_flows
from bot.reading.formats.pdf.furniture import drop_furniture
from bot.reading.formats.pdf.hyphens import Hyphens
from bot.reading.formats.pdf.lines import Line
from bot.reading.formats.pdf.paragraphs import make_paragraphs

WORDS = st.sampled_from("harbour Tornby closed “We will said. the 12 Mayor • cut- a) 2024".split())


@st.composite
def pieces(draw: st.DrawFn, page: int) -> Line:
    """Return a piece of a line somewhere on a page."""
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=6)))
    left = draw(st.sampled_from([60, 74, 200, 310]) | st.integers(0, 500))
    bottom = draw(st.integers(0, 66)) * 12.5
    size = draw(st.sampled_from([7.0, 11.0, 11.0, 20.0]))
    width = len(text) * size * 0.4
    return Line(text, left, bottom, left + width, bottom + size, size, 20.0, False, page)


PAGES = st.integers(1, 3).flatmap(
    lambda count: st.tuples(*(st.lists(pieces(page), max_size=40) for page in range(count)))
)


@given(PAGES)
def test_no_letter_is_lost_and_none_is_made_up(pages: tuple[list[Line], ...]) -> None:
    """All but raised figures and numbers of lines comes out once, hyphens at line ends apart."""
    flows = find_flows(pages)
    paragraphs = make_paragraphs(flows)
    hyphens = Hyphens([line for paragraph in paragraphs for line in paragraph.lines])
    found = Counter("".join(paragraph.to_text(hyphens) for paragraph in paragraphs))
    given_letters = Counter("".join(piece.text for page in pages for piece in page))
    for letter in given_letters | found:
        if letter.isalpha() or letter in "“.•":
            assert found[letter] == given_letters[letter], letter


@given(PAGES)
def test_only_what_stands_at_the_edge_of_a_page_is_furniture(
    pages: tuple[list[Line], ...],
) -> None:
    """What stands inside is kept, in its order."""
    kept = drop_furniture(pages, [(0.0, 842.0)] * len(pages))
    for page, pieces_kept in zip(pages, kept, strict=True):
        inside = [piece for piece in page if 160 < piece.middle < 680]
        assert [piece for piece in pieces_kept if 160 < piece.middle < 680] == inside


def test_one_page_has_no_furniture() -> None:
    """Nothing is repeated on it, and a number is no page number."""
    lines = [Line("12", 60, 20, 70, 31, 11, 10, False, 0)]
    assert drop_furniture([lines], [(0.0, 842.0)]) == [lines]
