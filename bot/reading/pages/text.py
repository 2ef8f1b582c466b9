"""The words of a page's article, paragraph by paragraph. Pure; called by ``pages``."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from bot.errors import InputError
from bot.reading.encodings import to_stored_text
from bot.reading.pages.linked_data import words_of

_LONGEST_HEADLINE = 500
# With fewer characters than this, the article may stand in a table, as on many an old site.
_LITTLE = 600
_LEAST_PROSE = 60
_LINES = frozenset(
    "body div p head list item quote code table row cell lb fw blockquote li ul ol".split()
)
_MOST_BLOCKS = 20_000
_LONGEST_ASIDE = 250
#: Links to other articles and requests to the reader in the middle of an article.
_ASIDE = re.compile(
    r"\W*(?:read (?:more|also|next)|see also|also read|more on this|related(?: stor(?:y|ies))?:"
    r"|(?:watch|listen)(?: (?:more|now))?:|follow us (?:on|at)|sign up (?:to|for) (?:our|the)"
    r"|subscribe to our|get our newsletter|download our app|lesen sie (?:auch|mehr|hier)"
    r"|lesen sie dazu|mehr (?:zum thema|dazu|lesen)|folgen sie uns|(?:à )?lire aussi|suivez-nous"
    r"|le[ae] también|leia também|leggi anche|lees ook|läs också|читайте также|читайте також)",
    re.IGNORECASE,
)


def find_text(tree: HtmlElement, title: str) -> str:
    """Return the article without its headline, a blank line between paragraphs; "" for none."""
    asides = _find_asides(tree)
    paragraphs = [text for text in _find_paragraphs(tree) if text not in asides]
    if paragraphs and len(paragraphs[0]) < _LONGEST_HEADLINE and _is_same(paragraphs[0], title):
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def _is_same(paragraph: str, title: str) -> bool:
    """Tell whether two texts differ in nothing but marks, blanks and case."""
    one, other = ("".join(filter(str.isalnum, text.casefold())) for text in (paragraph, title))
    return one == other


def _find_asides(tree: HtmlElement) -> set[str]:
    """Return the short paragraphs that lead to another page instead of telling something."""
    blocks = islice(tree.iter("p", "li", "div", "h2", "h3", "h4"), _MOST_BLOCKS)
    texts = (
        words_of(block, _LONGEST_ASIDE)
        for block in blocks
        if len(block) and block.find(".//a[@href]") is not None
    )
    return {text for text in texts if len(text) < _LONGEST_ASIDE and _ASIDE.match(text)}


def _find_paragraphs(tree: HtmlElement) -> list[str]:
    paragraphs = _extract(tree, with_tables=False)
    if sum(map(len, paragraphs)) < _LITTLE and tree.find(".//td") is not None:
        in_tables = _drop_edges(_extract(tree, with_tables=True))
        if sum(map(len, in_tables)) > 2 * sum(map(len, paragraphs)):
            return in_tables
    return paragraphs


def _drop_edges(lines: list[str]) -> list[str]:
    """Leave out the short lines before and after the prose: menus stand in tables, too."""
    prose = [place for place, line in enumerate(lines) if len(line) >= _LEAST_PROSE]
    return lines[prose[0] : prose[-1] + 1] if prose else []


def _extract(tree: HtmlElement, *, with_tables: bool) -> list[str]:
    # Here, since one of its libraries opens a socket when it is imported.
    from trafilatura import bare_extraction

    # The library reports every page without an article as an error in the log; here it is none.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(
            tree, favor_precision=True, include_comments=False, include_tables=with_tables
        )
    except Exception as error:
        # It is made for pages as they are, and meets some that are made to break it.
        raise InputError("the page is too broken to be read") from error
    body = getattr(document, "body", None)
    if body is None:
        return []
    lines = (" ".join(to_stored_text(line).split()) for line in _split_lines(body))
    return [line for line in lines if line]


def _split_lines(body: HtmlElement) -> Iterator[str]:
    """Yield the text of each line of a tree, words exactly as they stand there."""
    parts: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _LINES:
            yield "".join(parts)
            parts.clear()
        parts.append((element.text if event == "start" else element.tail) or "")
    yield "".join(parts)
