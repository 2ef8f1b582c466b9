"""Addresses of pages: on this server, or as the world sees it where a public address is set."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from bot.newsroom import Newsroom
from bot.records import Span
from bot.results import BriefRequest
from handlers.web.signing import DocumentGrant, LinkSigner, TopicGrant

DOCUMENTS_PATH = "/documents"
TOPICS_PATH = "/topics"
#: In the query of a document's address: mark all facts.
WHOLE = "whole"
_MOST_DIGITS = 12
_KIND = "link secret"
_KEY = "pages"


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """Makes signed addresses.

    Attributes:
        signer: makes the keys.
        base: where this server is reached from outside, without a slash at its end; "" makes
            addresses that hold on the server alone.
    """

    signer: LinkSigner
    base: str = ""

    def of_document(self, document: int, audience: str, span: Span | None = None) -> str:
        """Return the address of a document for a channel, with a stretch of it highlighted.

        The stretch is given twice: in the query for the server, which marks it, and as a fragment,
        by which any browser scrolls to the mark.
        """
        key = self.signer.sign(DocumentGrant(document=document, audience=audience))
        path = f"{self.base}{DOCUMENTS_PATH}/{document}"
        if span is None:
            return f"{path}?{urlencode({'key': key})}"
        place = write_place(span)
        return f"{path}?{urlencode({'at': place, 'key': key})}#{place}"

    def of_whole_document(self, document: int, audience: str, span: Span | None) -> str:
        """Return the address of a document with all its facts marked, however many there are."""
        key = self.signer.sign(DocumentGrant(document=document, audience=audience))
        place = {"at": write_place(span)} if span else {}
        query = urlencode({**place, WHOLE: "1", "key": key})
        return f"{self.base}{DOCUMENTS_PATH}/{document}?{query}"

    def of_page_today(self, document: int, audience: str, span: Span | None = None) -> str:
        """Return the address that tells how a document's page at its outlet is now."""
        key = self.signer.sign(DocumentGrant(document=document, audience=audience))
        place = {"at": write_place(span)} if span else {}
        return f"{self.base}{DOCUMENTS_PATH}/{document}/page?{urlencode({**place, 'key': key})}"

    def of_beside(self, document: int, other: int, audience: str) -> str:
        """Return the address that tells how another document differs from one."""
        key = self.signer.sign(DocumentGrant(document=document, audience=audience))
        path = f"{self.base}{DOCUMENTS_PATH}/{document}/beside/{other}"
        return f"{path}?{urlencode({'key': key})}"

    def of_topic(self, request: BriefRequest, audience: str) -> str:
        """Return the address of a brief's page for a channel."""
        key = self.signer.sign(TopicGrant(request=request, audience=audience))
        return f"{self.base}{TOPICS_PATH}?{urlencode({'key': key})}"


def read_document_address(url: str, base: str) -> tuple[int, Span | None] | None:
    """Return the document that an address of the reader leads to, and the stretch it highlights.

    None where it is no such address. Whether its key opens anything is not looked at.
    """
    try:
        place = urlsplit(url)
    except ValueError:
        return None
    path = place.path.removeprefix(f"{DOCUMENTS_PATH}/")
    if not base or f"{place.scheme}://{place.netloc}" != base or path == place.path:
        return None
    if not (path.isascii() and path.isdigit() and len(path) <= _MOST_DIGITS):
        return None
    at = parse_qs(place.query).get("at", [""])[0]
    return int(path), read_place(at)


def write_place(span: Span) -> str:
    """Return a span as addresses have it: ``120-180``; it is the id of its mark in the page too."""
    return f"{span.start}-{span.end}"


def read_place(written: str) -> Span | None:
    """Return the span of an address, or None where it is none."""
    start, dash, end = written.partition("-")
    digits = (start + end).isascii() and start.isdigit() and end.isdigit()
    if not dash or not digits or len(written) > 20:
        return None
    span = Span(int(start), int(end))
    return span if span.start < span.end else None


def make_signer(newsroom: Newsroom) -> LinkSigner:
    """Return the signer of the newsroom's links.

    Its secret is the setting's, or one that was made once and is kept in the archive.

    Raises:
        StoreError: the archive does not answer.
    """
    settings = newsroom.settings
    secret = settings.link_secret.get_secret_value() if settings.link_secret else ""
    if not secret:
        made = {"secret": secrets.token_urlsafe(32)}
        secret = str(newsroom.keep_first(_KIND, _KEY, made)["secret"])
    return LinkSigner(secret, days=settings.link_days, now=newsroom.now)
