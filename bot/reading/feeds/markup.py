"""HTML fragments to text with paragraphs. Pure; called for what feeds hold of an article.

A feed's own text has no menus or boxes around it, so all its words are kept, in order.
"""

from __future__ import annotations

import html
import re

from lxml import etree

# Their words are not part of the text.
_UNREAD = frozenset(
    "script style noscript template svg math iframe object form button select head title figure"
    " audio video".split()
)
_PARAGRAPHS = frozenset(
    "p div section article aside header footer main blockquote pre ul ol dl table hr"
    " h1 h2 h3 h4 h5 h6 figcaption address details body".split()
)
_LINES = frozenset("br li tr dt dd".split())
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"[^\S\n]*\n[^\S\n]*")
_PARAGRAPH_ENDS = re.compile(r"\n{3,}")
_WRAPS = re.compile(r"\s*\n\s*")
# An entity that is left after decoding was escaped twice; nobody writes one in a headline.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|quot|apos|lt|gt|nbsp|[lr][sd]quo);", re.I)


def html_to_text(fragment: str) -> str:
    """Return the words of an HTML fragment, paragraphs a blank line apart, blanks single."""
    root = etree.fromstring(
        f"<html><body>{fragment}</body></html>".encode("utf-8", "replace"),
        # Entities are those of HTML; nothing is loaded, and libxml2's own limits stay on.
        etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True),
    )
    if root is None:
        return ""
    pieces: list[str] = []
    unread = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        skips = tag in _UNREAD
        if event == "start":
            unread += skips
            if not unread:
                pieces.append(_break_at(tag, starts=True))
                pieces.append(_WRAPS.sub(" ", element.text or ""))
        else:
            if not unread:
                pieces.append(_break_at(tag, starts=False))
            unread -= skips
            if not unread:
                pieces.append(_WRAPS.sub(" ", element.tail or ""))
    return tidy("".join(pieces))


def _break_at(tag: str, *, starts: bool) -> str:
    if tag in _PARAGRAPHS:
        return "\n\n"
    # A list item ends where the next one starts.
    return "\n" if tag in _LINES and starts else ""


def tidy(text: str) -> str:
    """Return the text with single blanks, and no more than one empty line at a time."""
    text = text.replace("\r\n", "\n").replace("\xa0", " ")
    text = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text))
    return _PARAGRAPH_ENDS.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """Return a headline or a name on one line, its twice escaped characters decoded."""
    if _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(text.split())
