"""What a page says about itself in JSON-LD. Pure; called by ``page_facts``.

A page may describe many things: itself, its site, related articles, the videos beside it. Only
the description of the article that stands on the page is of use, and only where it is certain
which one that is.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

Node = dict[str, object]

_ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle"
    " opinionnewsarticle reviewnewsarticle askpublicnewsarticle blogposting liveblogposting"
    " report techarticle scholarlyarticle".split()
)
_PAGES = frozenset("webpage itempage medicalwebpage".split())
_LISTS = frozenset("collectionpage itemlist searchresultspage".split())
_LARGEST_SCRIPT = 1_000_000
_MOST_SCRIPTS = 50
_MOST_NODES = 2_000
# A list of graphs, each a list whose page has a main entity; what lies deeper is beside the point.
_DEEPEST = 5
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$|;\s*$")
_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """All nodes that a page describes at its top, and an index of those with an ``@id``."""

    nodes: tuple[Node, ...] = ()
    by_id: dict[str, Node] = field(default_factory=dict)

    def articles(self) -> list[Node]:
        """Return the descriptions of articles, in page order."""
        return [node for node in self.nodes if types_of(node) & _ARTICLES]

    def pages(self) -> list[Node]:
        """Return the descriptions of the page as such."""
        return [node for node in self.nodes if types_of(node) & _PAGES]

    def is_list(self) -> bool:
        """Tell whether the page calls itself a list of other pages."""
        return any(types_of(node) & _LISTS for node in self.nodes)

    def follow(self, value: object) -> list[Node | str]:
        """Return the texts and nodes that a property holds or refers to."""
        values = value if isinstance(value, list) else [value]
        found: list[Node | str] = []
        for item in values:
            if isinstance(item, dict):
                key = item.get("@id")
                known = self.by_id.get(key) if isinstance(key, str) and "name" not in item else None
                found.append(known or item)
            elif isinstance(item, str):
                found.append(item)
        return found

    def names(self, value: object) -> list[str]:
        """Return the names of what a property holds, without repeats."""
        found = (
            item if isinstance(item, str) else text_of(item.get("name"))
            for item in self.follow(value)
        )
        return list(dict.fromkeys(name for name in map(text_of, found) if name))


def read_linked_data(tree: HtmlElement) -> LinkedData:
    """Return what the page's JSON-LD describes; what is no JSON is left out."""
    nodes: list[Node] = []
    for value in _load_scripts(tree):
        for node in _top_nodes(value):
            if len(nodes) >= _MOST_NODES:
                break
            nodes.append(node)
    by_id = {key: node for node in nodes if isinstance(key := node.get("@id"), str)}
    return LinkedData(tuple(nodes), by_id)


def _load_scripts(tree: HtmlElement) -> Iterator[object]:
    scripts = tree.iterfind(".//script[@type]")
    found = (s for s in scripts if "ld+json" in s.get("type", "").lower())
    for _, script in zip(range(_MOST_SCRIPTS), found, strict=False):
        text = script.text or ""
        if len(text) > _LARGEST_SCRIPT:
            continue
        try:
            yield json.loads(_WRAPPING.sub("", text.strip()), strict=False)
        except (ValueError, RecursionError):
            continue


def _top_nodes(value: object, depth: int = 0) -> Iterator[Node]:
    """Yield the nodes at the top of one script: itself, its graph, and its main entity."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_MOST_NODES]:
            yield from _top_nodes(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for name in ("@graph", "mainEntity"):
            yield from _top_nodes(value.get(name), depth + 1)


def types_of(node: Node) -> frozenset[str]:
    """Return the lower-case type names of a node, without their vocabulary."""
    value = node.get("@type")
    values: Iterable[object] = value if isinstance(value, list) else [value]
    names = (item for item in values if isinstance(item, str))
    return frozenset(name.rpartition("/")[2].rpartition(":")[2].lower() for name in names)


def text_of(value: object) -> str:
    """Return a property's text on one line, free of entities and tags; "" for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return ""
    return " ".join(_TAG.sub("", html.unescape(value)).split())


def words_of(element: HtmlElement, limit: int) -> str:
    """Return the text of an element on one line, no more than its first ``limit`` characters."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part[: 4 * limit])
        length += len(part)
        if length > 4 * limit:
            break
    return " ".join("".join(parts).split())[:limit]
