"""Files of every format, made by code: nothing binary lies in the repository."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

WIDTH, HEIGHT = A4
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, spaceAfter=7)
HEADLINE = ParagraphStyle("headline", fontName="Times-Bold", fontSize=18, leading=22, spaceAfter=10)
HEADING = ParagraphStyle("heading", fontName="Times-Bold", fontSize=12, leading=15, spaceAfter=5)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """How a PDF is laid out: columns, what is drawn on each page, and what the file says."""

    columns: int = 1
    #: Draws on the canvas, given the number of the page from 1.
    furniture: Callable[[Canvas, int], None] = lambda canvas, number: None
    said: dict[str, str] = field(default_factory=dict)
    top: float = HEIGHT - 90
    bottom: float = 80


def make_pdf(content: Sequence[Flowable], sheet: Sheet | None = None) -> bytes:
    """Return a PDF that sets ``content`` as a word processor does."""
    sheet = sheet or Sheet()
    out = io.BytesIO()
    gutter = 22.0
    width = (WIDTH - 120 - gutter * (sheet.columns - 1)) / sheet.columns
    frames = [
        Frame(60 + number * (width + gutter), sheet.bottom, width, sheet.top - sheet.bottom,
              leftPadding=0, rightPadding=0, id=f"column{number}")
        for number in range(sheet.columns)
    ]  # fmt: skip

    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        sheet.furniture(canvas, document.page)

    document = BaseDocTemplate(out, pagesize=A4, **sheet.said)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=draw)])
    document.build(list(content))
    return out.getvalue()


def body(*texts: str, style: ParagraphStyle = BODY) -> list[Flowable]:
    """Return paragraphs of running text."""
    return [Paragraph(text, style) for text in texts]


def draw_pdf(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """Return a PDF whose pages are drawn by hand."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for page in pages:
        canvas.setFont("Times-Roman", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_lines(canvas: Canvas, lines: Sequence[str], x: float = 60, y: float = 700) -> float:
    """Draw lines below each other as they are given; return the height of the next."""
    for line in lines:
        canvas.drawString(x, y, line)
        y -= 12.5
    return y


def make_docx(fill: Callable[[docx.document.Document], None]) -> bytes:
    """Return a Word file that ``fill`` has written into."""
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def change_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a packed file with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(
                part.filename,
                change(content) if part.filename == name else content,
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


def make_mail(text: str = "", html: str = "", **headers: str) -> EmailMessage:
    """Return a mail; ``from_`` and the like give its headers, ``_`` stands for ``-``."""
    mail = EmailMessage()
    for name, value in headers.items():
        mail[name.strip("_").replace("_", "-")] = value
    mail["MIME-Version"] = "1.0"
    if text:
        mail.set_content(text)
    if html and text:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    return mail
