"""Word files: paragraphs, tables cell by cell, footnotes at the end. Called in the parser process.

What a tracked change deletes is left out, what it inserts is kept: the text as its last author
would have it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import Element

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from bot.errors import InputError
from bot.reading.formats.file_text import FileText
from bot.reading.formats.said_date import find_said_date

#: The most bytes that a Word file may unpack to.
MOST_UNPACKED = 256 * 1024 * 1024
#: The most files that one may hold.
_MOST_PARTS = 20_000
#: More bytes a packed byte than this are a bomb; the dullest real text stays far below.
_MOST_PACKED = 400
_LEAST_BOMB = 32 * 1024 * 1024
_DAMAGED = "the Word file is damaged; save it again, or as plain text"
_OTHER_WORD = "it is a Word template or holds macros; save it as a plain .docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH = f"{_W}p"
#: Deleted or moved away, and what is no text: instructions of fields, marks of revisions.
_LEFT_OUT = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "tblPr")}
    | {_FALLBACK}
)
_HIDDEN = f"{_W}rPr/{_W}vanish"
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_NOTES = (f"{_W}footnote", f"{_W}endnote")
_NOTE_PARTS = ("/footnotes", "/endnotes")
_HEADING_STYLES = ("title", "heading1", "heading 1")
_PROGRAMS = ("python-docx", "microsoft", "user", "admin", "owner")
_LONGEST_TITLE = 250


def read_docx(data: bytes) -> FileText:
    """Return the text of a Word file.

    The days that the file's own data name are those of its making and are not taken for its
    publication.

    Raises:
        InputError: damaged, too large once unpacked, or without text.
    """
    _check_size(data)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        notes = list(_find_notes(document))
    except (
        OpcError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, AttributeError,
        NotImplementedError, OSError, EOFError, IndexError, RuntimeError, TypeError,
        AssertionError,
    ) as error:  # fmt: skip
        is_other = isinstance(error, ValueError) and "not a Word file" in str(error)
        raise InputError(_OTHER_WORD if is_other else _DAMAGED) from error
    paragraphs = list(_read_paragraphs(body))
    texts = [text for _, text in paragraphs]
    texts += [text for note in notes for _, text in _read_paragraphs(note)]
    text = "\n\n".join(texts)
    if not text.strip():
        raise InputError("the Word file holds no text")
    said_title, said_author = _read_properties(document)
    return FileText(
        text=text,
        title=_find_title(paragraphs, said_title),
        author=said_author,
        published=find_said_date(text),
    )


def _check_size(data: bytes) -> None:
    """Refuse a file that unpacks to more than fits.

    Raises:
        InputError: damaged, or too large once unpacked.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise InputError(_DAMAGED) from error
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > max(_LEAST_BOMB, _MOST_PACKED * len(data))
    if unpacked > MOST_UNPACKED or is_bomb or len(parts) > _MOST_PARTS:
        raise InputError(
            f"the Word file unpacks to {unpacked // (1024 * 1024):,} MB, which is no document;"
            " save its text as .txt"
        )


def _read_paragraphs(root: Element) -> Iterator[tuple[str, str]]:
    """Yield style and text of each paragraph that is not blank, in reading order.

    Paragraphs inside text boxes follow the paragraph that holds the box.
    """
    # A stack, not recursion: tables can be nested deeper than Python's stack.
    waiting: list[Element] = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag != _PARAGRAPH:
            waiting.extend(reversed(element))
            continue
        text, inner = _read_paragraph(element)
        for line in text.split("\n"):
            if line.strip():
                yield _find_style(element), line.strip()
        waiting.extend(reversed(inner))


def _read_paragraph(paragraph: Element) -> tuple[str, list[Element]]:
    """Return the words of a paragraph, and the paragraphs of text boxes inside it."""
    words: list[str] = []
    inner: list[Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.find(_HIDDEN) is not None:
            continue
        if element.tag == _PARAGRAPH:
            inner.append(element)
        elif element.tag == f"{_W}t":
            words.append(element.text or "")
        elif element.tag in _SIGNS:
            words.append(_SIGNS[element.tag])
        else:
            waiting.extend(reversed(element))
    return "".join(words), inner


def _find_style(paragraph: Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val", "")).lower() if style is not None else ""


def _find_notes(document: Document) -> Iterator[Element]:
    """Yield the footnotes and endnotes, without the lines that set them off."""
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_NOTE_PARTS):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = cast(Element, etree.fromstring(relation.target_part.blob, parser))
        for note in root:
            if note.tag in _NOTES and note.get(f"{_W}type", "normal") == "normal":
                yield note


def _read_properties(document: Document) -> tuple[str, str]:
    """Return title and author as the file's own data name them; "" where they are of no use."""
    try:
        said = document.core_properties
        title, author = " ".join((said.title or "").split()), " ".join((said.author or "").split())
    except (ValueError, KeyError, OpcError, etree.XMLSyntaxError, AttributeError, TypeError):
        return "", ""
    known = len(author.split()) > 1 and not any(word in author.lower() for word in _PROGRAMS)
    return title[:_LONGEST_TITLE], author[:200] if known else ""


def _find_title(paragraphs: list[tuple[str, str]], said: str) -> str:
    """Return the first heading near the start, else what the file says where its text says it."""
    for style, text in paragraphs[:10]:
        if style in _HEADING_STYLES and len(text) <= _LONGEST_TITLE:
            return text
    opening = " ".join(text for _, text in paragraphs[:20]).casefold()
    return said if len(said.split()) > 1 and said.casefold() in opening else ""
