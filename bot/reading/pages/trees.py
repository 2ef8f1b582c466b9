"""The bytes of a web page to a tree of elements. Pure; called by ``pages``.

Whatever the bytes are, the result is a tree or one ``InputError``.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes
from lxml.html import HtmlElement

from bot.errors import InputError
from bot.reading.encodings import clean_text

#: The largest page that is read, in bytes; news pages have a tenth of it.
LARGEST_PAGE = 6 * 1024 * 1024
#: The most elements a page may have: finding the article takes time for each of them.
MOST_ELEMENTS = 60_000
# Joining the pieces of a text takes time for each piece and each character before it, all in one
# step that nothing can interrupt; a long live blog has a tenth of this.
_MOST_JOINING = 20_000_000_000
# Pages name their encoding in their first bytes; browsers look at 1,024, many pages need more.
_OPENING = 4096
# Enough to tell an encoding by; more only takes longer.
_SAMPLE = 40_000
_MOST_DAMAGE = 0.01
_META_CHARSET = re.compile(
    rb"<meta[^<>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What these names mean on the web: each is read as the larger set that browsers take it for.
_ON_THE_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Encodings of text; Python knows others ("idna", "unicode_escape") that no page may choose.
_TEXT_ENCODING = re.compile(
    r"utf-8|ascii|cp\d+|iso8859-\d+|iso2022_\w+|koi8-\w+|mac-\w+|tis-620|gb\w+|hz|big5\w*|euc_\w+"
    r"|shift_jis\w*|johab"
)
_SINGLE_BYTE = re.compile(r"cp(?:125\d|874|866)|iso8859-\d+|koi8-[ru]|mac-\w+")


def parse_page(data: bytes, charset: str = "", *, limit: int = LARGEST_PAGE) -> HtmlElement:
    """Return the tree of a page.

    Args:
        data: the page as it was served, unpacked.
        charset: the encoding that the server named, "" where it named none.
        limit: the most bytes that are read.

    Raises:
        InputError: empty, too large, too many elements, or no page at all.
    """
    if len(data) > limit:
        raise InputError(f"the page is larger than {limit // (1024 * 1024)} MB")
    if not data.strip():
        raise InputError("the page is empty")
    text = clean_text(decode_page(data, charset))
    # Here, since one of its libraries opens a socket when it is imported.
    from trafilatura import load_html

    try:
        tree = load_html(text)
    except (RecursionError, MemoryError, ValueError, AssertionError) as error:
        raise InputError("the page is too broken to be read") from error
    if tree is None:
        raise InputError("it is not a web page that can be read")
    _check_size(tree)
    return tree


def _check_size(tree: HtmlElement) -> None:
    elements = characters = 0
    for element in islice(tree.iter(), MOST_ELEMENTS + 1):
        elements += 1
        if element.tag not in ("script", "style"):
            characters += len(element.text or "")
        characters += len(element.tail or "")
    if elements > MOST_ELEMENTS:
        raise InputError(f"the page has more than {MOST_ELEMENTS:,} elements")
    if elements * characters > _MOST_JOINING:
        raise InputError(f"the page is too large: {elements:,} elements, {characters:,} characters")


def decode_page(data: bytes, charset: str = "") -> str:
    """Return the characters of a page.

    The mark at its start decides, then the server's word, then the page's own, then its looks.

    Raises:
        InputError: the encoding cannot be told.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    opening = data[:_OPENING]
    named = [match[1].decode() for match in _find_names(opening)]
    for label in (charset, *named):
        text = _decode_as_named(data, label)
        if text is not None:
            return text
    return _decode_by_looks(data)


def _find_names(opening: bytes) -> list[re.Match[bytes]]:
    return [m for p in (_XML_ENCODING, _META_CHARSET) if (m := p.search(opening)) is not None]


def _decode_as_named(data: bytes, label: str) -> str | None:
    """Decode by a declared encoding; None where it is unknown or clearly not the one."""
    try:
        known = codecs.lookup(label.strip().strip("\"'")) if label else None
    except (LookupError, ValueError):
        known = None
    # A page that could name itself in ASCII is not UTF-16, whatever it says.
    if known is None or not _TEXT_ENCODING.fullmatch(known.name):
        return None
    encoding = _ON_THE_WEB.get(known.name, known.name)
    if _SINGLE_BYTE.fullmatch(encoding) and (text := _decode_utf8(data)) is not None:
        # Single bytes fit everything; bytes that are UTF-8 throughout are so by no accident.
        return text
    try:
        text = data.decode(encoding, "replace")
    except (UnicodeError, ValueError):
        return None
    return text if text.count("\ufffd") <= _MOST_DAMAGE * len(text) else None


def _decode_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode_by_looks(data: bytes) -> str:
    text = _decode_utf8(data)
    if text is not None:
        return text
    best = from_bytes(data[:_SAMPLE]).best()
    text = _decode_as_named(data, best.encoding) if best is not None else None
    if text is None:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") > _MOST_DAMAGE * len(text):
            raise InputError("the encoding of the page cannot be told")
    return text
