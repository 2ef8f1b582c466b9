"""Links to pages that are in the archive, shown with what the archive knows of them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import DeliveryError, FetchError
from bot.newsroom import Newsroom
from bot.reading.fetching.urls import check_url
from bot.reading.links import drop_tracking
from bot.records import Span
from bot.results import Preview
from handlers.boundary import in_words
from handlers.desk import Desk
from handlers.slack.errors import as_delivery_error
from handlers.views.budget import Block
from handlers.views.mrkdwn import unescape
from handlers.views.unfurling import unfurl_blocks
from handlers.web.addresses import read_document_address

log = logging.getLogger(__name__)

#: Links of one message that are looked up.
_MOST_LINKS = 5
#: Where a link stands that is not posted yet: a message that is being written.
_COMPOSER = "composer"
#: Pages are known by either scheme.
_OTHER_SCHEME = {"http": "https:", "https": "http:"}


async def on_link_shared(desk: Desk, args: AsyncArgs) -> None:
    """Hang below a message what the archive knows of the pages that it links to.

    It is read through the channel's audience. Links that the archive does not know stay as Slack
    shows them, and so does everything where Slack does not take the preview.
    """
    event = args.event or {}
    if not await desk.first_sight(str(args.body.get("event_id", ""))):
        return
    links = [str(each.get("url", "")) for each in event.get("links") or ()][:_MOST_LINKS]
    audience = str(event.get("channel", ""))
    try:
        found = await desk.newsroom.call(_previews, desk.newsroom, links, audience)
        if found:
            await _unfurl(args, event, found)
    except Exception as error:
        # Whoever posted the link asked for nothing, and so hears nothing.
        why = in_words(error, desk.new_id(), on_link_shared.__name__)
        log.warning("no preview in %s: %s", audience, why)


class Linked(NamedTuple):
    """The store id of the document that a link leads to, and the words that it points at."""

    document: int
    cited: Span | None = None


def document_of_link(newsroom: Newsroom, url: str, audience: str) -> Linked | None:
    """Return what a link leads to, as far as it may be seen by the audience.

    That is a page of the reader, or a page at its outlet.
    """
    seen = newsroom.archive.seen_by(audience)
    read = read_document_address(unescape(url).strip(), newsroom.settings.public_url)
    if read is not None:
        return Linked(*read) if seen.get_cards(newsroom.workspace, [read[0]]) else None
    card = seen.find_by_address(newsroom.workspace, addresses_of(url))
    return Linked(card.id) if card else None


def addresses_of(url: str) -> tuple[str, ...]:
    """Return the ways in which the address of a page may be stored."""
    bare = unescape(url).strip()
    try:
        checked = check_url(bare).text
    except FetchError:
        return (bare,)
    ways = [bare, checked, drop_tracking(checked)]
    last = ways[-1]
    ways.append(last.removesuffix("/") if last.endswith("/") else f"{last}/")
    ways += [_OTHER_SCHEME[scheme] + rest for scheme, rest in map(_split, ways)]
    return tuple(dict.fromkeys(ways))


def _split(url: str) -> tuple[str, str]:
    scheme, _, rest = url.partition(":")
    return scheme.lower(), rest


def _previews(newsroom: Newsroom, links: Sequence[str], audience: str) -> dict[str, Preview]:
    """Return what is shown below each link that the archive knows."""
    known = {url: document_of_link(newsroom, url, audience) for url in links}
    return {
        url: newsroom.preview(linked.document, audience=audience, cited=linked.cited)
        for url, linked in known.items()
        if linked is not None
    }


async def _unfurl(args: AsyncArgs, event: dict[str, Any], found: dict[str, Preview]) -> None:
    unfurls: dict[str, Block] = {
        url: {"blocks": unfurl_blocks(preview)} for url, preview in found.items()
    }
    if event.get("source") == _COMPOSER:
        where: dict[str, Any] = {"unfurl_id": str(event.get("unfurl_id", "")), "source": _COMPOSER}
    else:
        where = {"channel": str(event["channel"]), "ts": str(event["message_ts"])}
    try:
        await args.client.chat_unfurl(**where, unfurls=unfurls)
    except Exception as error:
        failure: DeliveryError = as_delivery_error(error, str(event.get("channel", "")))
        raise failure from error
