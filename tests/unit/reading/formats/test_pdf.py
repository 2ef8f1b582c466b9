"""PDF files: their text in reading order, by paragraphs."""

import pytest
from made_files import (
    BODY,
    HEADING,
    HEADLINE,
    HEIGHT,
    WIDTH,
    Sheet,
    body,
    draw_lines,
    draw_pdf,
    make_pdf,
)
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, PageBreak, Paragraph, Table

from bot.reading.formats.pdf.lines import Glyph, find_lines
from bot.reading.formats.pdf.reading import read_pdf

STORM = (
    "The harbour of Tornby was closed on Monday, the mayor said, because the storm of the night had"
    " broken the eastern wall in three places."
)
REBUILD = (
    "“We will rebuild the wall before the winter comes, whatever it costs the town,” Anna Berg told"
    " reporters in the town hall. “Nobody will be left without work, and nobody without a home.”"
)
_PLACES = "Tornby Halden Askim Moss Drammen Larvik Horten Skien Porsgrunn Kragerø Risør".split()
_THINGS = "wall quay crane ferry bridge school market tunnel station mill".split()


def tell(number: int) -> str:
    """Return a paragraph like no other."""
    place, thing = _PLACES[number % 11], _THINGS[number % 10]
    return (
        f"In {place} the {thing} was closed on the morning of {number + 1} May, the mayor said,"
        f" because the storm had broken the {thing} in {number + 2} places. “We will rebuild the"
        f" {thing} before winter comes to {place}, whatever it costs,” Anna Berg of {place} told"
        f" reporters. “Nobody in {place} will be left without a {thing}, and nobody without work.”"
        f" That was report {number}."
    )


STORY, LONG_STORY = list(map(tell, range(25))), list(map(tell, range(80)))


def paragraphs(data: bytes) -> list[str]:
    """Return the paragraphs of a PDF."""
    return read_pdf(data).text.split("\n\n")


def draw_head_and_foot(canvas: Canvas, number: int) -> None:
    """Draw what a ministry prints on each page."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, HEIGHT - 40, "Ministry of Harbours | Press release 12/2024")
    canvas.drawRightString(WIDTH - 60, HEIGHT - 40, "5 February 2024")
    canvas.drawCentredString(WIDTH / 2, 30, f"Page {number} of 3")
    canvas.drawCentredString(WIDTH / 2, 42, "Quay Street 1, Tornby · press@harbours.example")


@pytest.mark.parametrize("columns", [1, 2])
def test_wrapped_lines_become_paragraphs_column_after_column(columns: int) -> None:
    """Over lines, columns and pages, each paragraph comes out as it was written."""
    data = make_pdf(body(*STORY), Sheet(columns=columns))
    assert paragraphs(data) == STORY


def test_narrow_columns_are_read_one_after_the_other() -> None:
    """With three to a page, no word is lost and none leaves its place."""
    found = read_pdf(make_pdf(body(*STORY), Sheet(columns=3))).text
    assert found.split() == " ".join(STORY).split()


def test_columns_at_the_end_of_a_document_may_be_short() -> None:
    """A column of one line is read behind the long one beside it."""
    for count in range(12, 25):
        found = read_pdf(make_pdf(body(*STORY[:count]), Sheet(columns=2))).text
        assert found.split() == " ".join(STORY[:count]).split()


@pytest.mark.parametrize("columns", [1, 2])
def test_running_heads_feet_and_page_numbers_are_left_out(columns: int) -> None:
    """What each page repeats never stands inside a sentence that goes over the page."""
    sheet = Sheet(columns=columns, furniture=draw_head_and_foot)
    assert paragraphs(make_pdf(body(*STORY), sheet)) == STORY


def test_heads_that_change_from_left_to_right_pages_are_left_out() -> None:
    """Even and odd pages have heads of their own; the page number stands in them."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Helvetica", 8)
        if number % 2:
            canvas.drawRightString(WIDTH - 60, HEIGHT - 40, f"The state of the harbours  {number}")
        else:
            canvas.drawString(60, HEIGHT - 40, f"{number}  Ministry of Harbours")

    assert paragraphs(make_pdf(body(*LONG_STORY), Sheet(furniture=draw))) == LONG_STORY


def test_what_stands_on_one_page_only_is_kept() -> None:
    """A letterhead on the first page is text."""

    def draw(canvas: Canvas, number: int) -> None:
        if number == 1:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(60, HEIGHT - 40, "Ministry of Harbours")

    found = paragraphs(make_pdf(body(*STORY), Sheet(furniture=draw)))
    assert found == ["Ministry of Harbours", *STORY]


def test_headings_are_paragraphs_and_the_largest_is_the_title() -> None:
    """A headline over two lines is one; headings in bold do not run into the text below."""
    headline = "Harbour of Tornby closed for weeks after the worst storm that anyone can remember"
    content = body(headline, style=HEADLINE) + body(STORM)
    content += body("What happens now", style=HEADING) + body(REBUILD)
    found = read_pdf(make_pdf(content))
    assert found.title == headline
    assert found.text.split("\n\n") == [headline, STORM, "What happens now", REBUILD]


def test_a_headline_over_two_columns_comes_before_both() -> None:
    """Columns begin below what spans them."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 18)
        canvas.drawString(60, 760, "Harbour closed: ministers to meet on Monday in Tornby")
        canvas.setFont("Times-Roman", 10)
        # Drawn row by row, as some programs do.
        for row in range(20):
            canvas.drawString(60, 720 - 12.5 * row, f"left {row} of the words that go on and on")
            canvas.drawString(310, 720 - 12.5 * row, f"right {row} of the words that go on and on")

    found = paragraphs(draw_pdf(draw))
    assert found[0] == "Harbour closed: ministers to meet on Monday in Tornby"
    words = " ".join(found[1:])
    numbers = [word for word in words.split() if word.isdecimal()]
    assert numbers == [str(number) for number in range(20)] * 2
    assert words.index("left 19") < words.index("right 0")


def test_paragraphs_that_are_only_indented_are_told_apart() -> None:
    """Without a gap between paragraphs, the first line's indent begins one."""
    style = ParagraphStyle("indented", BODY, spaceAfter=0, firstLineIndent=14, alignment=4)
    assert paragraphs(make_pdf(body(*STORY, style=style))) == STORY


def test_paragraphs_without_gap_or_indent_end_with_their_short_line() -> None:
    """A line ends a paragraph where the next word had had room on it."""
    style = ParagraphStyle("plain", BODY, spaceAfter=0)
    assert paragraphs(make_pdf(body(*STORY[:5], style=style))) == STORY[:5]


@pytest.mark.parametrize("spacing", [10.5, 18.0, 24.0])
def test_line_spacing_does_not_matter(spacing: float) -> None:
    """Set solid or double-spaced, lines stay together."""
    style = ParagraphStyle("spaced", BODY, leading=spacing, spaceAfter=spacing)
    assert paragraphs(make_pdf(body(*STORY, style=style))) == STORY


def test_items_of_a_list_are_paragraphs() -> None:
    """Each begins with its mark, and its lines stay together."""
    items = ListFlowable([Paragraph(text, BODY) for text in STORY[:3]], bulletType="bullet")
    found = paragraphs(make_pdf([*body(STORM), items]))
    assert [text.lstrip("• ") for text in found] == [STORM, *STORY[:3]]


CUT = [
    "The minis-",
    "try said that the well-",
    "known harbour and the Anglo-",
    "Saxon one, both run by a long-",
    "established firm, will reopen when the repa-",
    "rations of the short- and",
    "long-term damage are finan-",
    "ced. The ministry named no day; 2022-",
    "2024 was said to be a well-known diffi-",
    "cult time for the indus-",
    "try, and for the state-of-the-",
    "art cranes.",
]


def test_words_cut_at_line_ends_are_joined_only_where_that_is_safe() -> None:
    """Hyphens that belong to a word stay."""
    (found,) = paragraphs(draw_pdf(lambda canvas: draw_lines(canvas, CUT)))
    assert found == (
        "The ministry said that the well-known harbour and the Anglo-Saxon one, both run by a"
        " long-established firm, will reopen when the reparations of the short- and long-term"
        " damage are financed. The ministry named no day; 2022-2024 was said to be a well-known"
        " difficult time for the industry, and for the state-of-the-art cranes."
    )


def test_a_document_that_cuts_no_words_keeps_its_hyphens() -> None:
    """One hyphen at a line's end in a text without others is one that was written."""
    lines = ["The harbour of Tornby was closed on Monday by the rain-", "soaked mayor, they said."]
    (found,) = paragraphs(draw_pdf(lambda canvas: draw_lines(canvas, lines)))
    assert "rain-soaked" in found


def test_a_raised_figure_belongs_to_no_word() -> None:
    """Footnote marks are left out; figures of units stay; the note itself is kept."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "“We will rebuild the wall,” Anna Berg said.")
        end = 60 + canvas.stringWidth("“We will rebuild the wall,” Anna Berg said.")
        canvas.setFont("Times-Roman", 6.5)
        canvas.drawString(end, 704, "12")
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(end + 10, 700, "It covers 40 km")
        end += 10 + canvas.stringWidth("It covers 40 km")
        canvas.setFont("Times-Roman", 6.5)
        canvas.drawString(end, 704, "2")
        canvas.drawString(60, 60, "12 Speech of 5 February.")

    assert paragraphs(draw_pdf(draw)) == [
        "“We will rebuild the wall,” Anna Berg said. It covers 40 km2",
        "12 Speech of 5 February.",
    ]


HALVES = (
    [
        "The harbour of Tornby was closed on Monday, as the mayor said to everyone",
        "who had come to hear her, and the ferry to Halden will not leave before all",
    ],
    ["of the quay has been", "rebuilt."],
)


@pytest.mark.parametrize("size", [7, 10])
@pytest.mark.parametrize("foot", ["1 The mayor speaks on Mondays.", "Quay Street 1, 1234 Tornby"])
def test_a_sentence_goes_on_over_what_stands_at_the_foot(size: int, foot: str) -> None:
    """Notes and addresses do not come between the halves of a sentence."""

    def first(canvas: Canvas) -> None:
        draw_lines(canvas, HALVES[0])
        canvas.setFont("Times-Roman", size)
        canvas.drawString(60, 60, foot)

    def second(canvas: Canvas) -> None:
        draw_lines(canvas, HALVES[1])

    sentence = " ".join(HALVES[0] + HALVES[1])
    assert paragraphs(draw_pdf(first, second)) == [sentence, foot]


def test_a_box_beside_the_text_does_not_run_into_it() -> None:
    """Contact details at the side are read apart from the lines that they stand beside."""

    def draw(canvas: Canvas) -> None:
        contact = ["Press office", "Anna Berg", "Tel. 01234 5678", "press@harbours.example"]
        words = STORY[0].split()
        lines = [" ".join(words[start : start + 8]) for start in range(0, len(words), 8)]
        for row, line in enumerate(lines):
            canvas.drawString(200, 700 - 12.5 * row, line)
            if row < len(contact):
                canvas.drawString(60, 700 - 12.5 * row, contact[row])

    assert STORY[0] in paragraphs(draw_pdf(draw))


def test_rows_of_a_table_stay_together() -> None:
    """Cells of a row are parted by a tab; columns of figures are no columns of text."""
    rows = [["Port", "2022", "2023"], ["Tornby", "1,200", "900"], ["Halden", "300", "450"],
            ["Askim", "12", "14"], ["Moss", "77", "80"]]  # fmt: skip
    found = paragraphs(make_pdf([*body(STORM), Table(rows, colWidths=[150, 80, 80])]))
    assert found[0] == STORM
    assert [text.split("\t") for text in found[1:]] == rows


def test_the_numbers_beside_the_lines_of_a_draft_are_left_out() -> None:
    """Sentences stay whole in a bill whose lines are numbered."""

    def draw(canvas: Canvas) -> None:
        words = (STORM + " " + STORM).split()
        for row, start in enumerate(range(0, len(words), 10)):
            canvas.drawString(60, 700 - 12.5 * row, str(row + 1))
            canvas.drawString(100, 700 - 12.5 * row, " ".join(words[start : start + 10]))

    assert paragraphs(draw_pdf(draw)) == [STORM + " " + STORM]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(turn: int) -> None:
    """Text that is drawn turned, on a page that is shown turned back."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(turn)
        words = (STORM + " " + STORM).split()
        lines = [" ".join(words[start : start + 9]) for start in range(0, len(words), 9)]
        draw_lines(canvas, lines, x=-200, y=150)

    assert paragraphs(draw_pdf(draw)) == [STORM + " " + STORM]


def test_a_watermark_across_the_page_is_left_out() -> None:
    """What is drawn aslant is no part of the text."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.saveState()
        canvas.translate(150, 250)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 80)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()

    assert paragraphs(make_pdf(body(*STORY), Sheet(furniture=draw))) == STORY


def test_two_paragraphs_on_two_pages_stay_two() -> None:
    """A page that ends with a full stop ends a paragraph."""
    assert paragraphs(make_pdf([*body(STORM), PageBreak(), *body(REBUILD)])) == [STORM, REBUILD]


def test_chinese_lines_are_joined_without_blanks() -> None:
    """A script that writes no blanks gets none where a line ended."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = ["港口星期一关闭了因为夜里的风暴在三个地方", "毁坏了东墙市长这样说没有人受伤船只都安全"]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 10)
        draw_lines(canvas, lines)

    assert paragraphs(draw_pdf(draw)) == ["".join(lines)]


def test_words_that_are_drawn_one_by_one_or_twice_are_read_once() -> None:
    """Browsers place each word by itself; some programs draw a letter twice to make it bold."""

    def draw(canvas: Canvas) -> None:
        words = STORM.split()
        for row, start in enumerate(range(0, len(words), 8)):
            x = 60.0
            for word in words[start : start + 8]:
                for offset in (0, 0.2):
                    canvas.drawString(x + offset, 700 - 12.5 * row, word)
                x += canvas.stringWidth(word + " ")

    assert paragraphs(draw_pdf(draw)) == [STORM]


def test_letters_that_run_leftwards_stay_in_their_order() -> None:
    """Arabic and Hebrew come in the order in which they are read."""
    glyphs = [Glyph(code, 90 - 6 * n, 0, 96 - 6 * n, 12) for n, code in enumerate(b"\xd0\xd1\xd2")]
    hebrew = [glyph._replace(code=glyph.code + 0x500) for glyph in glyphs]
    assert [line.text for line in find_lines(hebrew)] == ["".join(map(chr, (0x5D0, 0x5D1, 0x5D2)))]


CAPITALS = (
    "“President Anna Berg and Prime Minister Bo Lie of Norway met Chancellor Carl Dahl and Minister"
    " Dora Eng of Tornby in the Town Hall of Halden. King Erik and Queen Frida of Moss joined Mayor"
    " Grete Holm and Judge Ivar Juul, Dean Kari Lund and Pastor Mads Nygaard later in Askim.”"
)


@pytest.mark.parametrize("shift", range(0, 60, 6))
def test_a_quotation_that_is_set_in_on_both_sides_stays_whole(shift: int) -> None:
    """Its lines are shorter than those around it, and many begin with a capital."""
    block = ParagraphStyle("block", BODY, leftIndent=36, rightIndent=36 + shift)
    content = body(STORY[0]) + body(CAPITALS, style=block) + body(STORY[1])
    assert paragraphs(make_pdf(content)) == [STORY[0], CAPITALS, STORY[1]]


@pytest.mark.parametrize("width", range(160, 440, 20))
def test_a_sentence_full_of_names_stays_whole(width: int) -> None:
    """Lines that begin with a capital begin no paragraph for that."""
    style = ParagraphStyle("narrow", BODY, rightIndent=480 - width)
    assert paragraphs(make_pdf(body(CAPITALS, CAPITALS, style=style))) == [CAPITALS] * 2


def test_a_large_initial_belongs_to_its_word() -> None:
    """The lines beside it stay in their order."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 36)
        canvas.drawString(60, 674, "T")
        canvas.setFont("Times-Roman", 10)
        lines = [
            "he harbour of Tornby was closed on Monday, the mayor said, because",
            "the storm of the night had broken the eastern wall in many more",
        ]
        y = draw_lines(canvas, lines, x=86, y=690)
        draw_lines(canvas, ["places than anybody in the town of Tornby had thought possible."], y=y)

    assert paragraphs(draw_pdf(draw)) == [
        "The harbour of Tornby was closed on Monday, the mayor said, because the storm of the night"
        " had broken the eastern wall in many more places than anybody in the town of Tornby had"
        " thought possible."
    ]


def test_a_column_of_years_is_kept() -> None:
    """Numbers to the right of a text are no numbers of lines."""

    def draw(canvas: Canvas) -> None:
        for row in range(6):
            canvas.drawString(60, 700 - 12.5 * row, f"the wall of the town number {row} is rebuilt")
            canvas.drawString(400, 700 - 12.5 * row, str(2024 + row))

    text = read_pdf(draw_pdf(draw)).text
    assert all(str(2024 + row) in text for row in range(6))
