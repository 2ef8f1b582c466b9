"""Addresses as feeds give them. Pure; called by the readers of feeds and lists, and by polling."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from bot.reading.links import drop_tracking

# "Came from a feed", said by parameters that have other uses as well.
_FROM_FEED = re.compile(r"(?:ref|src|source|partner|feed|emc|traffic_source)=rss\w*", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
#: The longest address that is taken, in characters; longer ones are data, not addresses.
LONGEST_ADDRESS = 2000


def read_address(written: str, base: str = "") -> str:
    """Return an absolute http or https address, "" where there is none.

    Args:
        written: as it stands in the feed; it may be relative, and broken over lines.
        base: the address that relative ones start from.
    """
    written = _BLANKS.sub("", written)
    if not written:
        return ""
    try:
        whole = urljoin(base, written)
        parts = urlsplit(whole)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        return ""
    return whole if usable and len(whole) <= LONGEST_ADDRESS else ""


def clean_link(address: str) -> str:
    """Return the address without the parameters that only say where a reader came from."""
    parts = urlsplit(address)
    kept = [each for each in parts.query.split("&") if not _FROM_FEED.fullmatch(each)]
    scheme, host = parts.scheme.lower(), parts.netloc.lower()
    plain = drop_tracking(urlunsplit((scheme, host, parts.path, "&".join(kept), "")))
    # Entries of a running report have the same page, each another place in it.
    is_place = parts.fragment and drop_tracking(f"?{parts.fragment}") != ""
    return f"{plain}#{parts.fragment}" if is_place else plain
