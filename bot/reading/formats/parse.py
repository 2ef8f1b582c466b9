"""One file's bytes to its texts, whatever the format. Runs in the parser process.

Parsers are imported when the first file of their format comes: most imports need one of them.
"""

from __future__ import annotations

from bot.errors import InputError
from bot.reading.formats.file_text import FileText
from bot.reading.formats.kinds import Kind

#: The kinds that are read in a process of their own; all but plain text.
PARSED_KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.HTML, Kind.EML, Kind.MARKDOWN})


def parse_format(kind: Kind, data: bytes) -> list[FileText]:
    """Return the texts of a file, the attachments of a mail after the mail.

    Args:
        kind: one of ``PARSED_KINDS``; as an attachment, also plain text.
        data: the file's bytes; Markdown and text in UTF-8.

    Raises:
        InputError: there is no text to be had; the message says why.
    """
    if kind is Kind.EML:
        from bot.reading.formats.eml import read_eml

        return read_eml(data, _parse_one)
    return [_parse_one(kind, data)]


def _parse_one(kind: Kind, data: bytes) -> FileText:
    if kind is Kind.PDF:
        from bot.reading.formats.pdf.reading import read_pdf

        return read_pdf(data)
    if kind is Kind.DOCX:
        from bot.reading.formats.docx import read_docx

        return read_docx(data)
    if kind is Kind.HTML:
        return _parse_page(data)
    if kind is Kind.MARKDOWN:
        from bot.reading.formats.markdown import read_markdown

        return read_markdown(data.decode("utf-8", "replace"))
    if kind is Kind.TEXT:
        from bot.reading.encodings import decode_text

        return FileText(text=decode_text(data))
    raise InputError("files of this kind cannot be read")


def _parse_page(data: bytes) -> FileText:
    from bot.reading.pages.page import read_page

    page = read_page(data)
    return FileText(
        text=page.text,
        title=page.title,
        author=page.author,
        published=page.published,
        language=page.language,
        outlet=page.outlet,
        url=page.url or None,
        licence=page.licence,
    )
