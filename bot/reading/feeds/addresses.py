"""Addresses as feeds give them. Pure; called by the readers of feeds and lists, and by polling."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

# Only what no page needs to be found again: a parameter dropped in error breaks the link.
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d*|link_\w+|format|ptr_name|bbc_team)|ns_\w+|xtor"
    r"|(?:fb|g|dc|tw|y)clid|gclsrc|msclkid|igshid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|cmpid|ito|ocid"
    r"|ftag|smid|smtyp|traffic_source|maca|wt_(?:mc|zmc))",
    re.IGNORECASE,
)
# The values that say "came from a feed", in parameters that also have other uses.
_FROM_FEED = re.compile(r"(?:ref|src|source|partner|feed|emc)=rss\w*", re.IGNORECASE)
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
    kept = [each for each in parts.query.split("&") if each and not _tracks(each)]
    fragment = "" if _tracks(parts.fragment) else parts.fragment
    return urlunsplit(
        SplitResult(
            parts.scheme.lower(), _lower_host(parts.netloc), parts.path, "&".join(kept), fragment
        )
    )


def _tracks(parameter: str) -> bool:
    name = parameter.partition("=")[0]
    return bool(_TRACKING.fullmatch(name) or _FROM_FEED.fullmatch(parameter))


def _lower_host(netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    return f"{user}{at}{host.lower()}"
