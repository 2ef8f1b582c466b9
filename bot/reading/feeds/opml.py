"""Lists of feeds, as feed readers exchange them (OPML). Pure; called when feeds are added.

Reading forgives what readers write wrong (a bare ``&``, outlines within outlines), and refuses
lists that define entities: such a definition can stand for gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from bot.errors import InputError
from bot.reading.feeds.addresses import read_address
from bot.reading.feeds.decoding import decode_feed, drop_forbidden
from bot.reading.feeds.markup import one_line
from bot.records import Failure

_DEFINITION = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b|<!DOCTYPE[^>\[]*\[", re.I)
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});)", re.IGNORECASE)
_LONGEST_TITLE = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedFeed:
    """A feed in a list."""

    address: str
    title: str = ""
    #: The folder that holds it, ``World / Europe``.
    folder: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedList:
    """What a list holds: each feed once, in the list's order, and what could not be used."""

    feeds: tuple[ListedFeed, ...]
    failed: tuple[Failure, ...] = ()
    #: Feeds that the list names more than once.
    repeated: int = 0


def read_opml(data: bytes) -> FeedList:
    """Return the feeds of an OPML list.

    Raises:
        InputError: it is no OPML, names no feed, or defines entities.
    """
    text = decode_feed(data)
    if _DEFINITION.search(text):
        raise InputError(
            "it defines entities of its own, which a list of feeds has no need of;"
            " export it again from your feed reader"
        )
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(_BARE_AMPERSAND.sub("&amp;", text).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or _name_of(root) != "opml":
        raise InputError("it is not an OPML list of feeds; export one from your feed reader")
    found = _collect(root)
    if not found.feeds and not found.failed:
        raise InputError("the list names no feed; its outlines have no “xmlUrl”")
    return found


def _collect(root: etree._Element) -> FeedList:
    feeds: dict[str, ListedFeed] = {}
    failed: list[Failure] = []
    repeated = 0
    folders: list[str] = []
    for event, outline in etree.iterwalk(root, events=("start", "end")):
        if _name_of(outline) != "outline":
            continue
        told = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        title = one_line(told.get("title") or told.get("text") or "")[:_LONGEST_TITLE]
        if event == "end":
            folders.pop()
            continue
        folder = " / ".join(filter(None, folders))
        folders.append("" if told.get("xmlurl") else title)
        if not (written := told.get("xmlurl", "").strip()):
            continue
        address = read_address(_as_http(written))
        if not address:
            why = "its address does not start with http:// or https://"
            failed.append(Failure(title or written[:_LONGEST_TITLE], why))
        elif address in feeds:
            repeated += 1
        else:
            feeds[address] = ListedFeed(address=address, title=title, folder=folder)
    return FeedList(feeds=tuple(feeds.values()), failed=tuple(failed), repeated=repeated)


def write_opml(feeds: Iterable[ListedFeed], title: str = "Feeds") -> bytes:
    """Return the list as OPML 2.0, feeds of a folder together."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = drop_forbidden(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {"": body}
    for feed in feeds:
        if feed.folder not in folders:
            name = drop_forbidden(feed.folder)
            folders[feed.folder] = etree.SubElement(body, "outline", text=name, title=name)
        name = drop_forbidden(feed.title) or feed.address
        etree.SubElement(
            folders[feed.folder], "outline", type="rss", text=name, title=name, xmlUrl=feed.address
        )
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return bytes(written)


def _as_http(written: str) -> str:
    """Return the address behind ``feed://host`` and ``feed:https://host``."""
    written = written.removeprefix("feed:") if written.startswith("feed:http") else written
    return f"http{written[4:]}" if written.startswith("feed://") else written


def _name_of(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
