"""Addresses of pages: checked, and written in one way. Pure; called by ``guard`` and ``links``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import quote, urljoin

import idna

from bot.errors import FetchCode, FetchError
from bot.reading.fetching.addresses import Address, parse_literal

#: The longest URL that is taken; browsers and servers give up at about this length, too.
LONGEST_URL = 4096
DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WHOLE = re.compile(
    r"(https?):[/\\]{2,}([^/\\?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.IGNORECASE | re.DOTALL
)
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_LONGEST_HOST = 253
_PATH_SAFE = "!$%&'()*+,/:;=@~"
_QUERY_SAFE = _PATH_SAFE + "?[]|{}^`"
# Ports of services that are not the web and that a request could be made to speak to: mail, chat,
# shells, printers and the like. The same that browsers refuse.
_OTHER_SERVICES = frozenset(
    int(port)
    for port in (
        "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110"
        " 111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531"
        " 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190"
        " 5060 5061 6000 6379 6566 6665 6666 6667 6668 6669 6679 6697 10080 11211"
    ).split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class WebAddress:
    """A checked address of a page."""

    #: ``http`` or ``https``.
    scheme: str
    #: A name in lower-case ASCII, or an address; IPv6 without brackets.
    host: str
    port: int
    #: Path and query, as they are sent.
    target: str
    #: The address where the host is one, None for a name.
    literal: Address | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port only where it is not the usual one."""
        host = f"[{self.host}]" if isinstance(self.literal, IPv6Address) else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def text(self) -> str:
        """The whole URL; the same page is always written the same way."""
        return self.origin + self.target


def check_url(text: str, *, base: str = "") -> WebAddress:
    """Return the address that a URL means, the part behind ``#`` left out.

    Args:
        text: as somebody pasted it, or as a page has it.
        base: what a relative URL is relative to.

    Raises:
        FetchError: ``bad_url``, with the reason.
    """
    text = text.strip(" \t\r\n\ufeff")
    if _NOT_IN_URLS.search(text):
        raise _bad("the link has blanks or control characters in it")
    if base:
        text = _join(base, text)
    if len(text) > LONGEST_URL:
        raise _bad(f"the link is longer than {LONGEST_URL:,} characters")
    match = _WHOLE.fullmatch(text)
    if not match:
        raise _bad(_explain_form(text))
    scheme, authority, path, query = (match[i] or "" for i in range(1, 5))
    scheme = scheme.lower()
    if "@" in authority:
        raise _bad("the link carries a user name or password; leave them out")
    host, port = _split_port(authority, DEFAULT_PORTS[scheme])
    name, literal = _read_host(host)
    path = quote(path.replace("\\", "/") or "/", safe=_PATH_SAFE)
    target = path + (quote(query, safe=_QUERY_SAFE) if query != "?" else "")
    return WebAddress(scheme=scheme, host=name, port=port, target=target, literal=literal)


def check_redirect(location: str, *, base: str) -> WebAddress:
    """Return the address that a Location header means; blanks and raw bytes in it are mended.

    Raises:
        FetchError: ``bad_url``.
    """
    if not location.strip():
        raise _bad("it leads on, but does not say where")
    raw = location.strip().encode("utf-8", "surrogateescape")
    text = raw.decode("utf-8", "replace").replace(" ", "%20")
    try:
        return check_url(text, base=base)
    except FetchError as error:
        raise _bad(f"it leads on to a link that cannot be followed: {error}") from error


def _bad(why: str) -> FetchError:
    return FetchError(why, code=FetchCode.BAD_URL)


def _join(base: str, text: str) -> str:
    try:
        return urljoin(base, text)
    except ValueError as error:
        raise _bad("the link is broken") from error


def _explain_form(text: str) -> str:
    match = _SCHEME.match(text)
    if match and match[1].lower() not in DEFAULT_PORTS:
        return f"only http and https links can be read, not “{match[1][:20]}”"
    return "it is no link; a link begins with https:// or http://"


def _split_port(authority: str, default: int) -> tuple[str, int]:
    match = re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?::(\d*))?", authority, re.ASCII)
    if not match:
        raise _bad("the host in the link is broken")
    digits = (match[2] or "").lstrip("0") or ("0" if match[2] else "")
    port = int(digits) if digits and len(digits) <= 5 else default if not digits else 65536
    if port > 65535:
        raise _bad("the port in the link does not exist")
    if port in _OTHER_SERVICES:
        raise _bad(f"port {port} does not serve web pages")
    return match[1], port


def _read_host(host: str) -> tuple[str, Address | None]:
    """Return a host as it is looked up, and the address where it is one."""
    if not host:
        raise _bad("the link has no host")
    name = host.lower() if host.isascii() else _to_ascii(host)
    try:
        literal = parse_literal(name)
    except ValueError as error:
        raise _bad("the host in the link looks like an address, but is none") from error
    if literal is not None:
        return str(literal), literal
    name = name.removesuffix(".")
    if len(name) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, name.split("."))):
        raise _bad("the host in the link is broken")
    return name, None


def _to_ascii(host: str) -> str:
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError, ValueError) as error:
        raise _bad("the host in the link is broken") from error
