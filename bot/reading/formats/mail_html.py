"""HTML of mails to text: every block that is shown, in order. Called by ``eml``; pure.

A newsletter is laid out with tables and has no boilerplate to take out, so nothing is chosen: what
the reader of the mail sees is kept.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from lxml import html as lxml_html

from bot.errors import InputError

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead"
    " tr ul".split()
)
_LEFT_OUT = frozenset("head script style title template noscript svg object select".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
# What newsletters put behind their preview line so that nothing else is shown there.
_INVISIBLE = re.compile("(?<!\\w)[\u00ad\u034f\u200b-\u200d\u2060\ufeff]+(?!\\w)")
_END = object()


def read_mail_html(source: str) -> str:
    """Return what an HTML mail shows, each block a paragraph.

    Raises:
        InputError: it cannot be parsed.
    """
    try:
        parser = lxml_html.HTMLParser(
            no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
        )
        root = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError("the HTML of the mail is damaged") from error
    blocks: list[list[str]] = [[]]
    # A stack, not recursion: a mail can nest its tables deeper than Python's stack.
    waiting: list[tuple[etree._Element, object]] = [(root, None)]
    while waiting:
        element, state = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if state is _END:
            if tag in _BLOCKS:
                blocks.append([])
            blocks[-1].append(element.tail or "")
            continue
        if tag in _LEFT_OUT or _HIDDEN.search(cast(str, element.get("style", ""))):
            blocks[-1].append(element.tail or "")
            continue
        if tag in _BLOCKS:
            blocks.append([])
        blocks[-1].append(element.text or "")
        waiting.append((element, _END))
        waiting.extend((child, None) for child in reversed(element))
    texts = (" ".join(_INVISIBLE.sub("", "".join(block)).split()) for block in blocks)
    return "\n\n".join(filter(None, texts))
