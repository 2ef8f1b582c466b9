"""PDF files: what they say of themselves, and which are refused."""

import io
from datetime import date

import pytest
from made_files import HEIGHT, WIDTH, Sheet, body, draw_lines, draw_pdf, make_pdf
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from bot.errors import InputError
from bot.reading.formats.pdf.reading import MOST_PAGES, read_pdf

STORM = (
    "The harbour of Tornby was closed on Monday, the mayor said, because the storm of the night had"
    " broken the eastern wall in three places."
)


def test_what_the_file_says_of_itself_is_used_with_care() -> None:
    """A title that the text shows and a person's name are taken; the day of making never is."""
    content = body("Harbour of Tornby closed") + body(STORM)
    said = {"title": "Harbour of Tornby closed", "author": "Anna Berg"}
    found = read_pdf(make_pdf(content, Sheet(said=said)))
    assert (found.title, found.author, found.published) == (said["title"], "Anna Berg", None)
    said = {"title": "Microsoft Word - draft3.docx", "author": "Windows User"}
    found = read_pdf(make_pdf(content, Sheet(said=said)))
    assert (found.title, found.author) == ("", "")


@pytest.mark.parametrize("line", ["Tornby, 5 February 2024", "5 February 2024", "Date: 2024-02-05"])
def test_a_day_that_stands_by_itself_near_the_start_is_its_date(line: str) -> None:
    """Press releases print place and day on a line of their own."""
    found = read_pdf(make_pdf(body("Harbour of Tornby closed", line, STORM)))
    assert found.published == date(2024, 2, 5)


def test_a_scan_is_said_to_hold_no_text() -> None:
    """A picture of a page has no words."""
    picture = io.BytesIO()
    Image.new("L", (200, 300), 200).save(picture, "PNG")
    image = ImageReader(picture)
    data = draw_pdf(lambda canvas: canvas.drawImage(image, 0, 0, WIDTH, HEIGHT))
    with pytest.raises(InputError, match="holds no text, only pictures"):
        read_pdf(data)


def test_a_locked_file_is_said_to_be_locked() -> None:
    """A password to open it is needed; one that only forbids printing is none."""
    data = draw_pdf(lambda canvas: draw_lines(canvas, [STORM]), encrypt="secret")
    with pytest.raises(InputError, match="locked with a password"):
        read_pdf(data)
    open_to_all = StandardEncryption("", "owner", canPrint=0)
    data = draw_pdf(lambda canvas: draw_lines(canvas, [STORM]), encrypt=open_to_all)
    assert read_pdf(data).text == STORM


def test_too_many_pages_are_refused() -> None:
    """A tree of pages that claims a million is not walked."""
    count = MOST_PAGES + 1
    kids = b" ".join(b"3 0 R" for _ in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    ]
    data = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj%s endobj\n" % (number, content) for number, content in enumerate(objects, 1)
    )
    with pytest.raises(InputError, match=r"5,001 pages, more than 5,000"):
        read_pdf(data + b"trailer<</Root 1 0 R>>")


def test_a_form_that_shows_only_in_one_program_is_said() -> None:
    """Its one page asks to wait."""
    wait = (
        "Please wait... If this message is not eventually replaced by the proper contents of the"
        " document, your PDF viewer may not be able to display this type of document."
    )
    with pytest.raises(InputError, match="form that only Adobe Reader shows"):
        read_pdf(make_pdf(body(wait)))


def draw_unnamed(words: str, shift: int) -> bytes:
    """Return a PDF whose font does not say which letters its signs are."""
    signs = "".join(f"{ord(letter) + shift:04x}" for letter in words)
    content = f"BT/F 12 Tf 60 700 Td <{signs}> Tj ET".encode()
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    described = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        font,
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A" + described + b">>",
    ]
    numbered = (b"%d 0 obj%s endobj\n" % item for item in enumerate(objects, 1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>"


def test_signs_that_are_no_known_letters_are_refused() -> None:
    """Unless their numbers make words all the same."""
    with pytest.raises(InputError, match="does not say which letters"):
        read_pdf(draw_unnamed("The harbour of Tornby was closed", -29))
    assert "harbour" in read_pdf(draw_unnamed("The harbour of Tornby was closed", 0)).text
