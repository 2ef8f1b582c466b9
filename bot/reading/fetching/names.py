"""Names to addresses, and the decision whether to go there. Called by ``guard`` and ``transport``.

The addresses that were decided on are the ones that are connected to: nobody can answer the first
question with a public address and the second with a private one.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

from bot.errors import FetchCode, FetchError
from bot.reading.fetching.addresses import Address, is_public, parse_literal, read_address

#: Looks a name up: host and port to addresses as text. Raises OSError where there are none.
LookUp = Callable[[str, int], Awaitable[Sequence[str]]]

_MOST_ADDRESSES = 8


async def look_up(host: str, port: int) -> list[str]:
    """Ask the system's resolver.

    Raises:
        OSError: there is no such name.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


class Names:
    """Finds the addresses of hosts and refuses those that are not public.

    Args:
        look_up: the resolver.
        trusted: ``host:port`` that may be private.
    """

    def __init__(self, look_up: LookUp = look_up, trusted: frozenset[str] = frozenset()) -> None:
        self._look_up = look_up
        self._trusted = frozenset(place.strip().lower() for place in trusted)

    async def find_addresses(self, host: str, port: int) -> list[Address]:
        """Return the addresses of a host, all of which may be connected to.

        Raises:
            FetchError: ``dns`` where there are none, ``refused_address`` where one is private.
        """
        addresses = await self._find(host, port)
        if f"{host}:{port}" not in self._trusted and not all(map(is_public, addresses)):
            raise FetchError(
                f"“{host}” is not on the public internet; whoever runs Dateline can allow"
                f" it in DATELINE_ALLOW_HOSTS as “{host}:{port}”",
                code=FetchCode.REFUSED_ADDRESS,
            )
        return addresses

    async def _find(self, host: str, port: int) -> list[Address]:
        literal = parse_literal(host)
        if literal is not None:
            return [literal]
        try:
            found = await self._look_up(host, port)
        except (OSError, UnicodeError) as error:
            raise _unknown(host, error) from error
        addresses = [read_address(text) for text in dict.fromkeys(found)]
        if not addresses:
            raise _unknown(host, None)
        return addresses[:_MOST_ADDRESSES]


def _unknown(host: str, error: Exception | None) -> FetchError:
    # A resolver that says "again" was not reached, or had a failure of its own.
    passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
    return FetchError(
        f"there is no host “{host}”" if not passing else f"the host “{host}” cannot be looked up",
        code=FetchCode.DNS,
        can_retry=passing,
    )
