"""What a page states about its article: title, outlet, author, language, date, address, licence.

Pure; called by ``pages``. Only statements count, in the order JSON-LD, OpenGraph and other meta
elements, marks in the page; nothing is guessed from the text or from a footer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from bot.reading.pages.dates import find_published
from bot.reading.pages.linked_data import LinkedData, Node, read_linked_data, text_of, words_of

_LONGEST_NAME = 200
_LONGEST_TITLE = 400
_LONGEST_LINK = 2048
_OUTLET_NAMES = ("og:site_name", "application-name", "dc.publisher", "citation_publisher")
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "citation_author",
)
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title")
_BY = re.compile(r"^(?:written\s+by|by|von|par|por|di)[:\s]+(?=\S)", re.IGNORECASE)
_LINK = re.compile(r"https?:|www\.|[\w.-]+@[\w-]+\.|^/", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9-]+)?", re.IGNORECASE)
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_REFRESH = re.compile(r"\s*(\d{1,4})[\d.]*\s*[;,]\s*url\s*=\s*(\S.*)", re.IGNORECASE | re.ASCII)
# A page that is renewed after more seconds is read before.
_LONGEST_REFRESH = 5
# A page served for phones or by a cache of the same site.
_SAME_SITE = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_TITLE_SEPARATOR = re.compile(r"\s+[|–—»·:-]\s+|\s*\|\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """What a page states; "" or None where it states nothing that can be relied on."""

    title: str = ""
    outlet: str = ""
    author: str = ""
    language: str = ""
    published: date | None = None
    #: The address under which the page wants to be known, or the one it was read from.
    url: str = ""
    licence: str = ""
    #: Whether the page says that it is an article, or that it lists others.
    is_article: bool = False
    is_list: bool = False
    #: Whether the page says that not everybody may read the whole of it.
    is_closed: bool = False
    #: How many words the article has, as the page says.
    word_count: int | None = None
    #: The address that this page is a light copy (AMP) of, kept by another site; "" for others.
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class _Stated:
    """Where statements are found: the page's meta elements, and its description in JSON-LD."""

    tree: HtmlElement
    metas: dict[str, list[str]]
    data: LinkedData
    article: Node
    page: Node

    def meta(self, *names: str) -> str:
        """Return the first of these meta elements that says something."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")

    def linked(self, name: str) -> object:
        """Return a property of the article, or else of the page."""
        return self.article.get(name) or self.page.get(name)


def find_facts(tree: HtmlElement, url: str) -> PageFacts:
    """Return what the page states; ``url`` is where it was read from, "" where unknown."""
    metas = read_metas(tree)
    data = read_linked_data(tree)
    address = find_canonical(tree, metas, url)
    heading = _only_heading(tree)
    article = _choose_article(data, address or url, metas, heading)
    pages = data.pages()
    stated = _Stated(tree, metas, data, article, pages[0] if len(pages) == 1 else {})
    outlet = _find_outlet(stated, address or url)
    return PageFacts(
        title=_find_title(stated, heading, outlet),
        outlet=outlet,
        author=_find_author(stated),
        language=_find_language(stated),
        published=find_published(tree, metas, stated.linked("datePublished"), address or url),
        url=address or url,
        licence=_find_licence(stated),
        is_article=bool(article) or stated.meta("og:type").lower() == "article",
        is_list=data.is_list() and not article,
        is_closed=_is_closed(stated),
        word_count=_count_words(article.get("wordCount")),
        copy_of="" if address or not _is_amp(tree) else _join(url, _canonical_links(tree)[0]),
    )


def read_metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the page's meta elements by their lower-case names, in page order."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = " ".join(element.get("content", "").split())
        names = {element.get(key, "").strip().lower() for key in ("property", "name", "itemprop")}
        for name in names - {""} if content else ():
            metas.setdefault(name, []).append(content)
    return metas


def find_canonical(tree: HtmlElement, metas: dict[str, list[str]], url: str) -> str:
    """Return the address by which the page names itself, "" where it names none of its own site.

    A page must not speak for another site: who could, could take the place of its documents.
    """
    for link in [*_canonical_links(tree)[:1], *metas.get("og:url", [])[:1]]:
        address = _join(url, link)
        if address and (not url or _may_speak_for(url, address)):
            return address
    return ""


def find_feed(tree: HtmlElement, url: str) -> str:
    """Return the address of the feed that a page offers, "" where it offers none."""
    for element in tree.iter("link"):
        kind = element.get("type", "").lower().strip()
        if kind in _FEED_TYPES and "alternate" in element.get("rel", "").lower().split():
            return _join(url, element.get("href", ""))
    return ""


def find_refresh(tree: HtmlElement, url: str) -> str:
    """Return the address that a page sends its reader on to at once, "" for none."""
    for element in tree.iter("meta"):
        if element.get("http-equiv", "").strip().lower() == "refresh":
            match = _REFRESH.match(element.get("content", "")[:_LONGEST_LINK])
            if match and int(match[1]) <= _LONGEST_REFRESH:
                return _join(url, match[2].strip("\"' "))
    return ""


def _canonical_links(tree: HtmlElement) -> list[str]:
    """Return the addresses that the page calls canonical, "" last."""
    found = [
        element.get("href", "")
        for element in tree.iter("link")
        if "canonical" in element.get("rel", "").lower().split()
    ]
    return [*found, ""]


def _is_amp(tree: HtmlElement) -> bool:
    return any(name in tree.attrib for name in ("amp", "⚡"))


def _join(base: str, link: str) -> str:
    if not link.strip():
        return ""
    try:
        address = urljoin(base, link.strip())
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        return ""
    if not is_web or len(address) > _LONGEST_LINK or re.search(r"[\s\x00-\x1f<>\"]", address):
        return ""
    return "" if "@" in parts.netloc else parts._replace(fragment="").geturl()


def _may_speak_for(url: str, address: str) -> bool:
    here, there = urlsplit(url), urlsplit(address)
    if site_of(url) != site_of(address) or here.port != there.port:
        return False
    # A page deep in a site that calls itself the front page is misconfigured.
    return there.path.strip("/") != "" or bool(there.query) or here.path.strip("/") == ""


def site_of(url: str) -> str:
    """Return the host of an address without the parts that say for which device it is served."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    while (shorter := _SAME_SITE.sub("", host)) != host and "." in shorter:
        host = shorter
    return host


def _only_heading(tree: HtmlElement) -> str:
    """Return the words of the page's one first-level heading; "" where it has none or several."""
    headings = [words_of(h, _LONGEST_TITLE) for h in islice(tree.iter("h1"), 20)]
    headings = list(dict.fromkeys(text for text in headings if text))
    return headings[0] if len(headings) == 1 else ""


def _choose_article(data: LinkedData, url: str, metas: dict[str, list[str]], heading: str) -> Node:
    """Return the description of the article on this page, {} where none is certain to be it."""
    articles = data.articles()
    titles = {_fold(text) for name in _TITLE_NAMES for text in metas.get(name, ())}
    titles |= {_fold(heading)}
    titles.discard("")
    by_address = [node for node in articles if _fold_link(url) in _addresses_of(node)]
    by_title = [node for node in articles if _starts_alike(_headline_of(node), titles)]
    for found in (by_address, by_title):
        if found:
            return found[0]
    # Alone on its page and without an address of its own, it can only mean the page.
    if len(articles) == 1 and not (_addresses_of(articles[0]) and url):
        return articles[0]
    return {}


def _headline_of(node: Node) -> str:
    return text_of(node.get("headline")) or text_of(node.get("name"))


def _starts_alike(headline: str, titles: set[str]) -> bool:
    """Tell whether a headline is one of the titles, which may carry the site's name behind."""
    folded = _fold(headline)
    return len(folded) >= 10 and any(title.startswith(folded) for title in titles)


def _addresses_of(node: Node) -> set[str]:
    values = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    links = [v.get("@id") or v.get("url") if isinstance(v, dict) else v for v in values]
    return {_fold_link(link) for link in links if isinstance(link, str) and link.startswith("http")}


def _fold_link(link: str) -> str:
    try:
        path = urlsplit(link).path
    except ValueError:
        return ""
    return site_of(link) + path.rstrip("/")


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _find_outlet(stated: _Stated, url: str) -> str:
    host = re.sub(r"^www\d?\.", "", urlsplit(url).hostname or "") if url else ""
    publishers = stated.data.names(stated.linked("publisher"))
    for name in (stated.meta("og:site_name"), *publishers[:1], stated.meta(*_OUTLET_NAMES)):
        name = name.lstrip("@").strip()
        if name and len(name) <= _LONGEST_NAME and not name.lower().startswith("http"):
            return text_of(name)
    return host


def _find_title(stated: _Stated, heading: str, outlet: str) -> str:
    whole = next((words_of(t, _LONGEST_TITLE) for t in stated.tree.iter("title")), "")
    names = (_headline_of(stated.article), stated.meta(*_TITLE_NAMES), heading, whole)
    title = next((text for name in names if (text := text_of(name))), "")
    if title == text_of(whole) and heading and _fold(title).startswith(_fold(heading)):
        title = heading
    return _drop_outlet(title, outlet)[:_LONGEST_TITLE]


def _drop_outlet(title: str, outlet: str) -> str:
    """Leave out the site's name behind a headline."""
    for match in reversed(list(_TITLE_SEPARATOR.finditer(title))):
        rest = _fold(title[match.end() :])
        if match.start() and rest and rest == _fold(outlet):
            return title[: match.start()]
    return title


def _find_author(stated: _Stated) -> str:
    names = stated.data.names(stated.article.get("author"))
    if not names:
        names = [value for name in _AUTHOR_NAMES for value in stated.metas.get(name, ())]
    if not names:
        marked = stated.tree.xpath(
            "//a[@rel='author'] | //*[@itemprop='author']//*[@itemprop='name']"
        )
        names = [words_of(element, _LONGEST_NAME) for element in marked[:5]]
    names = [_BY.sub("", text_of(name)) for name in names]
    kept = dict.fromkeys(n for n in names if n and len(n) <= _LONGEST_NAME and not _LINK.search(n))
    return ", ".join(kept)[: 2 * _LONGEST_NAME]


def _find_language(stated: _Stated) -> str:
    data = stated.linked("inLanguage")
    metas = stated.meta("og:locale", "content-language", "language")
    for value in (stated.tree.get("lang", ""), text_of(data), metas):
        match = _LANGUAGE.fullmatch(value.strip())
        if match:
            return match[1].lower()
    return ""


def _find_licence(stated: _Stated) -> str:
    value = stated.linked("license")
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("name")
    links = [
        link.get("href", "") for link in stated.tree.iter("link") if link.get("rel") == "license"
    ]
    names = (text_of(value), stated.meta("dc.rights", "dcterms.license"), *links[:1])
    found = next((name for name in names if name), "") or _find_licence_link(stated.tree)
    return " ".join(found.split())[:_LONGEST_NAME]


def _find_licence_link(tree: HtmlElement) -> str:
    # Here, since one of its libraries opens a socket when it is imported.
    from trafilatura.metadata import extract_license

    return extract_license(tree) or ""


def _is_closed(stated: _Stated) -> bool:
    value = stated.linked("isAccessibleForFree")
    tier = stated.meta("article:content_tier", "og:article:content_tier").lower()
    return value is False or text_of(value).lower() == "false" or tier == "locked"


def _count_words(value: object) -> int | None:
    text = str(value) if isinstance(value, (int, str)) else ""
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else None
