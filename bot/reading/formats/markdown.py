"""Markdown files: their words without the markup. Called in the parser process; pure.

The text of links is kept and their addresses are not; images say nothing; code, which is not
prose, is kept as it stands where it is a block, so that nothing is lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.errors import InputError
from bot.reading.formats.file_text import FileText

# A title stands near the start: so many of the parser's tokens.
_HEADING_WITHIN = 40
_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t]+")


def read_markdown(source: str) -> FileText:
    """Return the words of a Markdown text, none altered; a heading near its start is its title.

    ``source`` has no header of its own any more (``bot.reading.headers``).

    Raises:
        InputError: there are no words.
    """
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    text = "\n\n".join(_read_blocks(tokens))
    if not text.strip():
        raise InputError("the file holds no text")
    return FileText(text=text, title=_find_heading(tokens))


def _find_heading(tokens: Sequence[Token]) -> str:
    for token, following in pairwise(tokens[:_HEADING_WITHIN]):
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            return " ".join(_read_inline(following.children or []).split())
    return ""


def _read_blocks(tokens: Sequence[Token]) -> Iterator[str]:
    cells: list[str] = []
    in_row = False
    number = ""
    for token in tokens:
        if token.type == "tr_open":
            in_row, cells = True, []
        elif token.type == "tr_close":
            in_row = False
            yield from filter(None, ["\t".join(cells).strip()])
        elif token.type == "list_item_open":
            # "1986. It was" at the start of a paragraph is an item to Markdown, and text to us.
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline":
            words = number + _read_inline(token.children or [])
            number = ""
            if in_row:
                cells.append(" ".join(words.split()))
            else:
                yield from filter(None, (line.strip() for line in words.split("\n")))
        elif token.type in ("fence", "code_block"):
            yield from filter(None, [token.content.strip("\n")])
        elif token.type == "html_block":
            yield from filter(None, [_strip_tags(token.content)])


def _read_inline(tokens: Sequence[Token]) -> str:
    words: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak" or (
            token.type == "html_inline" and _BREAK.fullmatch(token.content)
        ):
            words.append("\n")
    return _BLANKS.sub(" ", "".join(words))


def _strip_tags(source: str) -> str:
    words = html.unescape(_TAG.sub(" ", _COMMENT.sub("", source)))
    return " ".join(words.split())
