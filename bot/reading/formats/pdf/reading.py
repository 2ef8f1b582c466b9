"""PDF files: their text in reading order, by paragraphs. Called in the parser process."""

from __future__ import annotations

import contextlib
import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from bot.errors import InputError
from bot.reading.encodings import LONGEST_TEXT
from bot.reading.formats.file_text import FileText
from bot.reading.formats.pdf.columns import find_flows
from bot.reading.formats.pdf.furniture import drop_furniture
from bot.reading.formats.pdf.hyphens import Hyphens
from bot.reading.formats.pdf.letters import can_be_read
from bot.reading.formats.pdf.lines import Glyph, Line, find_lines
from bot.reading.formats.pdf.paragraphs import Paragraph, make_paragraphs
from bot.reading.formats.said_date import find_said_date

#: More pages are no document but a library.
MOST_PAGES = 5_000
#: So many glyphs on a page are no text: a drawing made of letters, or an attack.
_MOST_GLYPHS = 200_000
_DAMAGED = "the PDF is damaged; make it again, or save its text as .txt"
_LOCKED = "the PDF is locked with a password; save a copy without one"
_FORM = "the PDF is a form that only Adobe Reader shows; print it to a new PDF and add that"
_FORM_SAYS = "if this message is not eventually replaced"
_NO_TEXT = "the PDF holds no text, only pictures (a scan); run text recognition (OCR) over it first"
_NO_LETTERS = "the PDF does not say which letters its signs are; save its text as .txt"
_TITLE_SIZE = 1.15
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 250
_PROGRAMS = ("microsoft", "user", "adobe", "admin", "indesign", "acrobat", "scanner", "owner")
_BOLD = (b"bold", b"black", b"heavy", b"semibold")


class _Signs(NamedTuple):
    """What is drawn upright on a page.

    Attributes:
        glyphs: in the order in which they are drawn.
        bold: numbers of those in a bold face, as far as that was looked at.
        unnamed: code points of those whose font does not say which letters they are.
        edges: the lower and the upper edge of the page.
    """

    glyphs: list[Glyph]
    bold: set[int]
    unnamed: list[int]
    edges: tuple[float, float]


class _Page(NamedTuple):
    """The pieces of lines of one page, and its lower and upper edge."""

    pieces: list[Line]
    edges: tuple[float, float]


def read_pdf(data: bytes) -> FileText:
    """Return the text of a PDF.

    Wrapped lines are joined to paragraphs, columns follow each other, running heads, feet and page
    numbers are left out. No date is taken from the file's own data, which tell when it was made;
    only one that stands by itself near the start of the text.

    Raises:
        InputError: locked, damaged, scanned, too many pages, or too long.
    """
    with _opened(data) as document:
        if len(document) > MOST_PAGES:
            raise InputError(f"it has {len(document):,} pages, more than {MOST_PAGES:,}; split it")
        pages = _read_pages(document)
        said = document.get_metadata_dict(skip_empty=True)
    kept = drop_furniture([page.pieces for page in pages], [page.edges for page in pages])
    paragraphs = make_paragraphs(find_flows(kept))
    if not paragraphs:
        raise InputError(_NO_TEXT)
    hyphens = Hyphens([line for paragraph in paragraphs for line in paragraph.lines])
    texts = [paragraph.to_text(hyphens) for paragraph in paragraphs]
    text = "\n\n".join(texts)
    if _FORM_SAYS in text[:2000].lower():
        raise InputError(_FORM)
    return FileText(
        text=text,
        title=_find_title(paragraphs, texts, said.get("Title", "")),
        author=_keep_author(said.get("Author", "")),
        published=find_said_date(text),
    )


@contextlib.contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise InputError(_LOCKED if locked else _DAMAGED) from error
    with contextlib.closing(document):
        yield document


def _read_pages(document: pdfium.PdfDocument) -> list[_Page]:
    """Return what stands on each page.

    Raises:
        InputError: no page can be read, there is no text, or too much, or it has no letters.
    """
    pages: list[_Page] = []
    damaged = 0
    codes: list[int] = []
    unnamed: list[int] = []
    for number in range(len(document)):
        try:
            found = _read_page(document, number)
        except pdfium.PdfiumError:
            damaged += 1
            continue
        codes += [glyph.code for glyph in found.glyphs]
        unnamed += found.unnamed
        if len(codes) > LONGEST_TEXT:
            raise InputError(f"its text has more than {LONGEST_TEXT:,} characters; split it")
        pages.append(_Page(find_lines(found.glyphs, found.bold, number), found.edges))
    if damaged and not codes:
        raise InputError(_DAMAGED)
    if not can_be_read(codes, unnamed):
        raise InputError(_NO_LETTERS)
    return pages


def _read_page(document: pdfium.PdfDocument, number: int) -> _Signs:
    with contextlib.closing(document[number]) as page:
        with contextlib.closing(page.get_textpage()) as text_page:
            # The plain handle; the wrapper would be unwrapped again at each of many calls.
            handle = text_page.raw
            count = min(raw.FPDFText_CountChars(handle), _MOST_GLYPHS)
            angles = [_quarter(raw.FPDFText_GetCharAngle(handle, i)) for i in range(count)]
            turn = _commonest(angles)
            glyphs, places = _read_glyphs(handle, angles, turn)
            bold = _find_bold(handle, glyphs, places)
            unnamed = [
                glyph.code
                for glyph, place in zip(glyphs, places, strict=True)
                if raw.FPDFText_HasUnicodeMapError(handle, place) == 1
            ]
        left, bottom, right, top = page.get_mediabox()
    edges = _turn_box(left, bottom, right, top, turn)
    return _Signs(glyphs, bold, unnamed, (edges[1], edges[3]))


def _quarter(angle: float) -> int | None:
    """Return a text's direction in quarter turns; None where it runs aslant, as a watermark."""
    if not angle:
        return 0
    quarters = angle / 1.5707963
    near = round(quarters)
    return near % 4 if abs(quarters - near) < 0.06 else None


def _commonest(angles: list[int | None]) -> int:
    found = Counter(angle for angle in angles if angle is not None).most_common(1)
    return found[0][0] if found else 0


def _turn_box(
    left: float, bottom: float, right: float, top: float, turn: int
) -> tuple[float, float, float, float]:
    """Return a box as it stands when the page is turned so that its text runs upright.

    pdfium's quarter turns run clockwise.
    """
    for _ in range(-turn % 4):
        left, bottom, right, top = bottom, -right, top, -left
    return left, bottom, right, top


def _read_glyphs(handle: Any, angles: list[int | None], turn: int) -> tuple[list[Glyph], list[int]]:
    """Return the glyphs that run in the page's direction, and their numbers on the page."""
    box = raw.FS_RECTF()
    glyphs: list[Glyph] = []
    places: list[int] = []
    get_code, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for i, angle in enumerate(angles):
        code = get_code(handle, i)
        if angle != turn and code > 32:
            continue
        get_box(handle, i, box)
        sides = box.left, box.bottom, box.right, box.top
        if turn:
            sides = _turn_box(*sides, turn)
        glyphs.append(Glyph(code, *sides))
        places.append(i)
    return glyphs, places


def _find_bold(handle: Any, glyphs: list[Glyph], places: list[int]) -> set[int]:
    """Return the glyphs at the ends of words that are set in a bold face."""
    bold: set[int] = set()
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    for number, glyph in enumerate(glyphs):
        at_edge = (
            number in (0, len(glyphs) - 1)
            or glyphs[number - 1].code in (10, 13, 2)
            or glyphs[number + 1].code in (10, 13)
        )
        if at_edge and glyph.code > 32:
            raw.FPDFText_GetFontInfo(handle, places[number], name, len(name), flags)
            if any(word in name.value.lower() for word in _BOLD):
                bold.add(number)
    return bold


def _find_title(paragraphs: list[Paragraph], texts: list[str], said: str) -> str:
    """Return the title: what the file says, where its text says it too, else the largest heading.

    "" where the first page has no heading in larger letters.
    """
    first_page = [n for n, paragraph in enumerate(paragraphs) if paragraph.lines[0].page == 0]
    opening = " ".join(" ".join(texts[n] for n in first_page).split()).casefold()
    said = " ".join(said.split())
    if len(said.split()) > 1 and said.casefold() in opening:
        return said
    sizes: Counter[float] = Counter()
    for paragraph, text in zip(paragraphs, texts, strict=True):
        sizes[round(paragraph.size, 1)] += len(text)
    body = sizes.most_common(1)[0][0]
    headings = [
        n
        for n in first_page
        if paragraphs[n].size >= _TITLE_SIZE * body
        and len(texts[n]) <= _LONGEST_TITLE
        and sum(map(str.isalpha, texts[n])) >= _SHORTEST_TITLE
    ]
    if not headings:
        return ""
    largest = max(paragraphs[n].size for n in headings)
    return next(texts[n] for n in headings if paragraphs[n].size >= 0.97 * largest)


def _keep_author(said: str) -> str:
    """Return the author that the file names; "" where that is a program, an account or one word."""
    said = " ".join(said.split())
    known = len(said.split()) > 1 and not any(word in said.lower() for word in _PROGRAMS)
    return said if known and len(said) <= 200 else ""
