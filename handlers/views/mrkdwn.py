"""Foreign words in Slack messages: the one escape, links, labels.

Words of a document are shown in ``rich_text`` blocks, whose text Slack takes literally: there no
character means anything. Everywhere else (``mrkdwn`` texts, notification texts) foreign words pass
through ``escape``.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

#: Longest address that Slack takes in a link.
_LONGEST_ADDRESS = 3000
# Control characters, and those that turn the direction of the text around them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SAFE_IN_ADDRESS = "!#$%&'()*+,/:;=?@[]~-._"


def escape(text: str) -> str:
    """Return text that Slack shows as it is: no mention, link or channel can stand in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo ``escape``, as Slack does for what a person typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def label(text: str, limit: int = 150) -> str:
    """Return foreign text as a name on one line, cut at ``limit`` with an ellipsis.

    Line breaks become blanks and direction marks go, so that a name cannot disturb its neighbours.
    """
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def shown(text: str) -> str:
    """Return a document's words without the control characters that no screen shows."""
    return _CONTROLS.sub("", text)


def web_address(url: str | None) -> str | None:
    """Return an http(s) address fit for a link, or None where ``url`` is no such thing."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    address = quote(parts.geturl(), safe=_SAFE_IN_ADDRESS)
    return address if len(address) <= _LONGEST_ADDRESS else None


def link(url: str | None, words: str) -> str:
    """Return a mrkdwn link, or the words alone where there is no web address."""
    name = label(words)
    address = web_address(url)
    if address is None:
        return escape(name)
    return f"<{escape(address)}|{escape(name).replace('|', '¦')}>"


def quoted(text: str) -> str:
    """Return escaped text as a mrkdwn quote, each of its lines marked."""
    return "\n".join(f"> {line}" for line in escape(shown(text)).splitlines())


def bold(text: str) -> str:
    """Return a name in bold; its own asterisks would end it early and become low asterisks."""
    name = escape(label(text)).replace("*", "∗")
    return f"*{name}*" if name else ""


def code(text: str) -> str:
    """Return what a person can type, set as code."""
    name = escape(label(text)).replace("`", "'")
    return f"`{name}`" if name else ""
