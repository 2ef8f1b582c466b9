"""On which day a page was published: what it states, weighed. Pure; called by ``page_facts``.

A wrong date costs more than none. Statements that contradict each other need a witness; a page
that only tells when it was changed, or whose year stands in its footer, has no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.errors import InputError
from bot.reading.pages.linked_data import text_of, words_of
from bot.reading.published import parse_published

# Names of meta elements that mean the day of publication and nothing else.
_PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "rnews:datepublished",
    "published_at",
    "published-date",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "publication_date",
    "publication-date",
    "originalpublicationdate",
    "article_date_original",
    "dc.date.issued",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_online_date",
)
# Names that mostly mean it, and now and then the day on which the page was served.
_MOSTLY_PUBLISHED_NAMES = ("dcterms.date", "dc.date", "date")
_ADDRESS_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)|/((?:19|20)\d\d)(\d\d)(\d\d)/"
)
# A line that says of itself that it tells when the page was published.
_PUBLISHED_LINE = re.compile(
    r"(?:first\s+)?(?:published|posted|veröffentlicht|erschienen|publié|publicado|pubblicato)"
    r"(?:\s+(?:on|am|le|el|em|il))?\s*:?\s+(.{6,60})",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updat|modif|edited|chang|aktualis|geändert|mis\s?à\s?jour|actualiz|aggiorn|atualiz",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"related|teaser|card|list|aside|sidebar|comment|footer|recommend|promo|more-|widget|nav",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pub\w*|post|article|entry)?[_-]?(?:date|time|published|datum)\b", re.IGNORECASE
)
_ARTICLE_PARTS = ("article", "main")
_NOT_ARTICLE = frozenset("a aside nav footer li form figure table button".split())
# What may follow the date on its line.
_AFTER_DATE = re.compile(r"\s*[|·•(–—]|,?\s+(?:um|at|by|updated|à)\s|,?\s+\d{1,2}[:.h]\d\d")
_LONGEST_LINE = 120
_MOST_TIMES = 200
_MOST_LINES = 5_000
# Databases without a date serve the first one they know.
_PLACEHOLDERS = (date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1))
_CLOSE = timedelta(days=1)


def find_published(
    tree: HtmlElement, metas: dict[str, list[str]], linked: object, url: str
) -> date | None:
    """Return the day of publication, None where the page does not state it beyond doubt.

    Args:
        tree: the page.
        metas: its meta elements, by lower-case name.
        linked: ``datePublished`` of the article's JSON-LD.
        url: the page's address; many carry the day.
    """
    strong = _read_days([text_of(linked)]) + _read_metas(metas, _PUBLISHED_NAMES)
    weak = _find_marked(tree) + _find_lines(tree) + _find_in_address(url)
    return settle(strong, weak + _read_metas(metas, _MOSTLY_PUBLISHED_NAMES))


def settle(strong: list[date], weak: list[date]) -> date | None:
    """Decide between statements, the most reliable first; a day apart is a matter of time zones.

    Statements that contradict each other count only where a weaker one bears one of them out.
    """
    if strong:
        if _agree(strong):
            return strong[0]
        return next((day for day in strong if any(_is_close(day, other) for other in weak)), None)
    return weak[0] if weak and _agree(weak) else None


def _agree(days: list[date]) -> bool:
    return all(_is_close(days[0], day) for day in days)


def _is_close(one: date, other: date) -> bool:
    return abs(one - other) <= _CLOSE


def _read_metas(metas: dict[str, list[str]], names: tuple[str, ...]) -> list[date]:
    """Return the day in the first of these meta elements that holds one."""
    return _read_days([value for name in names for value in metas.get(name, ())][:5])[:1]


def _read_days(values: list[str]) -> list[date]:
    days = []
    for value in values:
        try:
            day = parse_published(value[:_LONGEST_LINE])
        except InputError:
            continue
        if day not in _PLACEHOLDERS:
            days.append(day)
    return days


def _find_marked(tree: HtmlElement) -> list[date]:
    """Return the day that an element of the article marks as that of publication."""
    marked = tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")
    if days := _read_days([_value_of(element) for element in marked[:3]]):
        return days[:1]
    times = [e for e in islice(tree.iter("time"), _MOST_TIMES) if _belongs_to_article(e)]
    named = [e for e in times if re.search("publi", _names_of(e), re.IGNORECASE)]
    days = _read_days([_value_of(element) for element in named or times])
    if not days:
        days = _read_days([words_of(e, _LONGEST_LINE) for e in _find_date_lines(tree)])
    # One article that shows several days may be telling when it was changed.
    return days[:1] if days and _agree(days) else []


def _value_of(element: HtmlElement) -> str:
    stated = element.get("content") or element.get("datetime") or ""
    return stated.strip() or words_of(element, _LONGEST_LINE)


def _names_of(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"


def _find_date_lines(tree: HtmlElement) -> Iterator[HtmlElement]:
    elements = islice(tree.iter("p", "span", "div"), _MOST_LINES)
    return (
        e for e in elements if _DATE_CLASS.search(e.get("class", "")) and _belongs_to_article(e)
    )


def _belongs_to_article(element: HtmlElement) -> bool:
    """Tell whether a date stands in the one article of the page and tells no change of it."""
    parent, previous = element.getparent(), element.getprevious()
    before = "" if previous is None else words_of(previous, _LONGEST_LINE) + (previous.tail or "")
    if parent is not None and previous is None:
        before = parent.text or ""
    if _UPDATED.search(f"{before[-_LONGEST_LINE:]} {_names_of(element)}"):
        return False
    inside = False
    for ancestor in element.iterancestors():
        if ancestor.tag in _NOT_ARTICLE or _ELSEWHERE.search(_names_of(ancestor)):
            return False
        inside = inside or ancestor.tag in _ARTICLE_PARTS
    return inside


def _find_lines(tree: HtmlElement) -> list[date]:
    """Return the day in a line such as "Published: 5 March 2024"."""
    days: list[date] = []
    for element in islice(tree.iter("p", "span", "div", "time", "small"), _MOST_LINES):
        match = _PUBLISHED_LINE.match(words_of(element, _LONGEST_LINE + 1))
        if match and not _in_passing(element):
            days += _read_days([_AFTER_DATE.split(match[1])[0].strip()])
    return days[:1] if days and _agree(days) else []


def _in_passing(element: HtmlElement) -> bool:
    return any(
        a.tag in _NOT_ARTICLE or _ELSEWHERE.search(_names_of(a)) for a in element.iterancestors()
    )


def _find_in_address(url: str) -> list[date]:
    """Return the day in an address such as /2024/03/05/title."""
    try:
        match = _ADDRESS_DATE.search(urlsplit(url).path)
    except ValueError:
        return []
    return _read_days(["-".join(g for g in match.groups() if g)]) if match else []
