"""Names to addresses, and the decision whether to go there. Called by ``guard`` and ``transport``.

The addresses that were decided on are the ones that are connected to: nobody can answer the first
question with a public address and the second with a private one.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.errors import FetchCode, FetchError
from bot.reading.fetching.addresses import Address, is_public, parse_literal, read_address

#: Looks a name up: host and port to addresses as text. Raises OSError where there are none.
LookUp = Callable[[str, int], Awaitable[Sequence[str]]]

_MOST_ADDRESSES = 8


class SystemLookUp:
    """Asks the system's resolver, in threads of its own: a slow one must not hold up others.

    Args:
        threads: names looked up at a time.
    """

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="names")

    async def __call__(self, host: str, port: int) -> list[str]:
        """Return the addresses of a name.

        Raises:
            OSError: there is no such name.
        """
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        return [str(sockaddr[0]) for *_, sockaddr in found]

    def close(self) -> None:
        """Let the threads end when they are done."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class Names:
    """Finds the addresses of hosts and refuses those that are not public.

    Args:
        look_up: the resolver.
        trusted: ``host:port`` that may be private, IPv6 addresses in brackets.
    """

    def __init__(self, look_up: LookUp, trusted: frozenset[str]) -> None:
        self._look_up = look_up
        self._trusted = frozenset(place.lower() for place in trusted)

    async def find_addresses(self, host: str, port: int) -> list[Address]:
        """Return the addresses of a host, all of which may be connected to.

        Raises:
            FetchError: ``dns`` where there are none, ``refused_address`` where one is private.
        """
        addresses = await self._find(host, port)
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        if place not in self._trusted and not all(map(is_public, addresses)):
            raise FetchError(
                f"“{host}” is not on the public internet; whoever runs Dateline can allow"
                f" it in DATELINE_ALLOW_HOSTS as “{place}”",
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
