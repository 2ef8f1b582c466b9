"""Which addresses of the internet may be fetched from. Pure; called by ``urls`` and ``names``.

Only addresses of public hosts are. An address that carries another one inside (mapped,
translated, tunnelled) is as public as the one inside.
"""

from __future__ import annotations

import re
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

Address = IPv4Address | IPv6Address

# What the standard library does not already call private, reserved or multicast.
_NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",  # shared by the customers of one provider
            "169.254.0.0/16",  # link-local; clouds serve their secrets here
            "192.0.0.0/24",
            "192.88.99.0/24",  # relays into IPv6
            "240.0.0.0/4",
        ),
    )
)
# All public hosts of IPv6 live in here, in spite of the exceptions below.
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    map(
        IPv6Network,
        (
            "2001:0:0:0::/23",  # protocols; tunnels by Teredo are looked into before
            "2001:db8::/32",
            "3fff::/20",
        ),
    )
)
_TRANSLATED = IPv6Network("64:ff9b::/96")
_INTERFACE_OF_TUNNEL = (0x0000_5EFE, 0x0200_5EFE)
_LOW_32 = 0xFFFF_FFFF
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to a public host, and so does any that it carries."""
    if isinstance(address, IPv4Address):
        return _is_public_4(address)
    inner = _embedded_in(address)
    if not all(map(_is_public_4, inner)):
        return False
    if address.ipv4_mapped or address in _TRANSLATED or address.teredo:
        return True
    if address not in _PUBLIC_6 or address.is_multicast or address.is_reserved:
        return False
    return not any(address in network for network in _NOT_PUBLIC_6)


def _is_public_4(address: IPv4Address) -> bool:
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(address in network for network in _NOT_PUBLIC_4)


def _embedded_in(address: IPv6Address) -> list[IPv4Address]:
    """Return the addresses that traffic to ``address`` may end at."""
    value = int(address)
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _TRANSLATED:
        return [IPv4Address(value & _LOW_32)]
    if address.sixtofour is not None:
        return [address.sixtofour]
    if address.teredo is not None:
        return list(address.teredo)
    if (value >> 32) & _LOW_32 in _INTERFACE_OF_TUNNEL:
        return [IPv4Address(value & _LOW_32)]
    return []


def parse_literal(host: str) -> Address | None:
    """Return the address that a host in a URL is, None where it is a name.

    Understands what resolvers understand: parts in decimal, octal or hexadecimal, and fewer than
    four of them, the last filling the rest (``127.1``, ``0x7f000001``, ``2130706433``).

    Args:
        host: as in a URL, IPv6 in brackets or without.

    Raises:
        ValueError: it looks like an address, but is none.
    """
    if host.startswith("[") or ":" in host:
        bracketed = host.startswith("[") and host.endswith("]")
        return _parse_ipv6(host[1:-1] if bracketed else host)
    parts = host.removesuffix(".").split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    return _parse_numbers(parts)


def _parse_ipv6(text: str) -> IPv6Address:
    if "%" in text:
        raise AddressValueError("an address with a zone is a local one")
    return IPv6Address(text)


def _parse_numbers(parts: list[str]) -> IPv4Address:
    if len(parts) > 4:
        raise AddressValueError("too many parts")
    *leading, last = [_parse_number(part) for part in parts]
    room = 256 ** (4 - len(leading))
    if last >= room or any(number > 255 for number in leading):
        raise AddressValueError("a part is too large")
    value = last
    for place, number in enumerate(leading):
        value += number * 256 ** (3 - place)
    return IPv4Address(value)


def _parse_number(part: str) -> int:
    if len(part) > 16 or not _NUMBER.fullmatch(part):
        raise AddressValueError("a part is no number")
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)


def read_address(text: str) -> Address:
    """Return the address that a resolver gave, its zone left out.

    Raises:
        ValueError: it is none.
    """
    return ip_address(text.partition("%")[0])
