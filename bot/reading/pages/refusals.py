"""Why a page is no article: walls, errors, lists. Pure; called by ``pages``.

A page that is refused in error can be saved and added as a file; a wall or an error page that is
taken in error stands in the archive as news. Long texts are never refused for what they say.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from bot.reading.pages.facts import PageFacts
from bot.reading.pages.linked_data import words_of
from bot.reading.pages.notices import (
    CONSENT,
    DENIED,
    NOT_FOUND,
    PAYWALL,
    ROBOT_CHECK,
    SERVER_ERROR,
)

#: Fewer characters than this are no article; a character of East Asian writing counts for three.
LEAST_TEXT = 140
# The teaser of a closed article is shorter than this, and so is a page that only says "not found".
_TEASER = 1_500
_NOTICE = 600
_WIDE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_MOST_VISIBLE = 20_000
#: The reasons that a page which is no article, but leads to some, is refused for.
LISTS_OTHERS = "it is a list of other pages; add the links of the articles themselves"
TOO_LITTLE = "there is too little text on the page to be an article"
_FEW_LINKED_HEADINGS = 5
_FEW_TEASERS = 3
_MOST_HEADINGS = 100


def find_refusal(tree: HtmlElement, text: str, facts: PageFacts, path: str) -> str:
    """Return why the page holds no article that can be kept, "" where it does.

    Args:
        tree: the page as served.
        text: the article as it was found, "" where none was.
        facts: what the page states.
        path: the path of its address.
    """
    length = measure_text(text)
    shown = _words_shown(tree) if length < _TEASER else ""
    notice = f"{facts.title}\n{_opening(text)}"
    if length < _NOTICE and (reason := _read_notice(tree, notice, shown)):
        return reason
    if _is_teaser(text, length, shown, facts):
        return "only its beginning is free to read (it is behind a paywall)"
    only_shown = text or (shown if len(shown) < _NOTICE else "")
    if length < LEAST_TEXT and CONSENT.search(only_shown):
        return "it shows only a request to accept cookies, not the article"
    if _lists_others(tree, text, facts, path):
        return LISTS_OTHERS
    if length < LEAST_TEXT:
        return TOO_LITTLE
    return ""


def measure_text(text: str) -> int:
    """Return how long a text is, in characters of an alphabet."""
    return len(text) + 2 * len(_WIDE.findall(text))


def _opening(text: str) -> str:
    return text[:200]


def _words_shown(tree: HtmlElement) -> str:
    """Return the words of the page that a reader sees, its beginning where it is long."""
    body = tree.find("body")
    parts: list[str] = []
    length = 0
    for element in (tree if body is None else body).iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "template"):
            words = element.tail
        else:
            words = f"{element.text or ''} {element.tail or ''}"
        parts.append(words or "")
        length += len(parts[-1])
        if length > _MOST_VISIBLE:
            break
    return " ".join(" ".join(parts).split())


def _read_notice(tree: HtmlElement, notice: str, shown: str) -> str:
    """Return the reason where a short page says that it is no article."""
    headings = [words_of(h, 200) for h in islice(tree.iter("title", "h1", "h2"), 6)]
    openings = [*notice.split("\n"), *headings, shown[:200]]
    if any(map(ROBOT_CHECK.search, openings)) or (
        len(shown) < _NOTICE and ROBOT_CHECK.search(shown)
    ):
        return "the site shows a check for robots instead of the article"
    if any(map(NOT_FOUND.search, openings)):
        return "the page says that there is no such article (“not found”)"
    if any(map(DENIED.search, openings)):
        return "the site does not let us read it (“access denied”)"
    if any(map(SERVER_ERROR.search, openings)):
        return "the page shows an error of the site instead of an article; try again later"
    return ""


def _is_teaser(text: str, length: int, shown: str, facts: PageFacts) -> bool:
    """Tell whether the page gives only the beginning of an article that has to be paid for."""
    if facts.is_closed and facts.word_count:
        return len(text.split()) * 2 < facts.word_count
    return length < _TEASER and (facts.is_closed or bool(PAYWALL.search(shown)))


def _lists_others(tree: HtmlElement, text: str, facts: PageFacts, path: str) -> bool:
    """Tell whether the page is a front page, a section or a list of results."""
    if facts.is_article and facts.published:
        return False
    linked = [h for h in tree.iter("h2", "h3", "h4") if _is_link(h)]
    if facts.is_list or path.strip("/") == "":
        return len(linked) >= _FEW_LINKED_HEADINGS or measure_text(text) < _NOTICE
    if len(text) < LEAST_TEXT:
        return len(linked) >= _FEW_LINKED_HEADINGS
    # Links to other articles stand beside many an article; on a list, they are what was found.
    found = sum(1 for heading in linked[:_MOST_HEADINGS] if _is_in(text, heading))
    return found >= _FEW_TEASERS


def _is_link(heading: HtmlElement) -> bool:
    parent = heading.getparent()
    return heading.find(".//a[@href]") is not None or (parent is not None and parent.tag == "a")


def _is_in(text: str, heading: HtmlElement) -> bool:
    """Tell whether the heading of another article, or the teaser below it, is in the text."""
    below = heading.getnext()
    words = [words_of(heading, 60), "" if below is None else words_of(below, 60)]
    return any(len(part) >= 20 and part in text for part in words)
