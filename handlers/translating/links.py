"""Links in what people write, found in the forms in which Slack hands them on; all pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from handlers.views.mrkdwn import unescape

# <https://...|label>; a label, or an address that people wrote without brackets.
_MARKED = re.compile(r"<(?P<url>https?://[^<>|\s]+)(?:\|[^<>]*)?>", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w@/<|])https?://[^\s<>|]+", re.IGNORECASE)
# harbour.example/news/1, as people type it behind /brief add
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_AT_THE_END = ".,;:!?)]}»”’'\""
_ANY_CONTROL = re.compile(r"<[^<>]*>")
# What may stand beside links in a message that says no more than “add these”.
_ADD_WORDS = frozenset("add and also please pls thanks this that these those it link links".split())
_SLACKS_OWN = ".slack.com"


def links_in(text: str) -> list[str]:
    """Return the web addresses in a text as Slack hands it on, each once, in order."""
    found = [(match.start(), unescape(match["url"])) for match in _MARKED.finditer(text)]
    rest = _MARKED.sub(lambda match: " " * len(match.group()), text)
    found += [
        (match.start(), unescape(match.group()).rstrip(_AT_THE_END))
        for match in _BARE.finditer(rest)
    ]
    return _once(url for _, url in sorted(found))


def typed_links(text: str) -> list[str]:
    """Return the addresses behind an ``add``, those without ``https://`` included."""
    found = links_in(text)
    words = _MARKED.sub(" ", text).split()
    hosts = (word.rstrip(_AT_THE_END) for word in words if "://" not in word)
    found += [f"https://{unescape(host)}" for host in hosts if _HOST.fullmatch(host)]
    return _once(found)


def says_only_links(text: str) -> bool:
    """Tell whether a message holds links and nothing to answer beside them."""
    if not links_in(text):
        return False
    rest = _BARE.sub(" ", _ANY_CONTROL.sub(" ", text))
    return says_only_add(rest)


def says_only_add(text: str) -> bool:
    """Tell whether words ask for no more than to add what they stand beside."""
    words = (word.strip(_AT_THE_END + "([{“‘–—-&*_").casefold() for word in text.split())
    return all(word in _ADD_WORDS for word in words if word)


def links_of_message(message: Mapping[str, Any]) -> list[str]:
    """Return the links of a message: of its text, its blocks, and what hangs below it.

    Addresses of the workspace itself (other messages, files) lead nowhere without a sign-in and
    are left out.
    """
    return [url for url in _once(_of_message(message)) if not _is_slacks_own(url)]


def _of_message(message: Mapping[str, Any]) -> Iterator[str]:
    yield from links_in(str(message.get("text") or ""))
    yield from _in_blocks(message.get("blocks"))
    for attachment in message.get("attachments") or ():
        if isinstance(attachment, Mapping):
            yield from _of_attachment(attachment)


def _of_attachment(attachment: Mapping[str, Any]) -> Iterator[str]:
    """Yield the links of a preview, of a message that was passed on, or of an app's own."""
    address = attachment.get("original_url") or attachment.get("from_url")
    if address and not (attachment.get("is_share") or attachment.get("is_msg_unfurl")):
        yield str(address)
        return
    if attachment.get("title_link"):
        yield str(attachment["title_link"])
    yield from links_in(str(attachment.get("text") or ""))
    yield from _in_blocks(attachment.get("blocks"))
    for inner in attachment.get("message_blocks") or ():
        if isinstance(inner, Mapping):
            yield from _in_blocks((inner.get("message") or {}).get("blocks"))


def _in_blocks(value: object) -> Iterator[str]:
    """Yield the links in the words of blocks; those behind buttons are none of them."""
    if isinstance(value, list):
        for item in value:
            yield from _in_blocks(item)
    elif isinstance(value, Mapping):
        kind = value.get("type")
        if kind == "link" and isinstance(value.get("url"), str):
            yield value["url"]
        elif kind == "mrkdwn":
            yield from links_in(str(value.get("text") or ""))
        elif kind not in ("button", "workflow_button"):
            for item in value.values():
                yield from _in_blocks(item)


def _is_slacks_own(url: str) -> bool:
    try:
        return (urlsplit(url).hostname or "").endswith(_SLACKS_OWN)
    except ValueError:
        return False


def _once(urls: Iterable[str]) -> list[str]:
    """Return web addresses without repetition."""
    return list(
        dict.fromkeys(url for url in urls if url.lower().startswith(("http://", "https://")))
    )
