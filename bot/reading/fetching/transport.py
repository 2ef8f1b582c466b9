"""One request and its answer, over aiohttp; no redirects, no policy. Called by ``guard`` alone.

The only module that speaks to the network. Every connection goes to addresses that ``Names``
decided on, or to the proxy.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from multidict import CIMultiDictProxy
from yarl import URL

from bot.errors import FetchCode, FetchError
from bot.reading.fetching.fetched import too_large
from bot.reading.fetching.limits import Limits
from bot.reading.fetching.names import Names
from bot.reading.fetching.unpacking import PACKINGS, make_unpacker
from bot.reading.fetching.urls import WebAddress

_CHUNK = 64 * 1024
# Policies and cookies of some large sites take more than the 8 kB that are usual.
_LONGEST_LINE = 32 * 1024
_MOST_HEADERS = 128


class _CheckedResolver(AbstractResolver):
    """Gives aiohttp the addresses that were decided on, and no others."""

    def __init__(self, names: Names) -> None:
        self._names = names

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        addresses = await self._names.find_addresses(host, port)
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """There is nothing to release."""


class Answer:
    """The head of an answer, and its body on demand."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.status = response.status

    @property
    def headers(self) -> CIMultiDictProxy[str]:
        """The headers, by name without regard to case."""
        return self._response.headers

    async def read(self, limit: int) -> bytes:
        """Return the body, unpacked.

        Raises:
            FetchError: ``too_large`` as soon as it is, or the connection failed.
        """
        announced = self._response.content_length
        if announced is not None and announced > limit:
            raise too_large(limit)
        unpacker = make_unpacker(self.headers.get("Content-Encoding", ""))
        body = bytearray()
        packed = 0
        async for chunk in self._response.content.iter_chunked(_CHUNK):
            packed += len(chunk)
            for piece in unpacker.unpack(chunk):
                body += piece
                if len(body) > limit:
                    raise too_large(limit)
            if packed > limit:
                raise too_large(limit)
        if not unpacker.is_complete():
            raise _broken_off()
        return bytes(body)


class Transport:
    """Sends requests.

    Args:
        names: decides which addresses are connected to.
        limits: how long to wait.
        proxy: the URL of a proxy that all requests go through, "" for none.
        tls: how servers prove who they are; None for the system's authorities.
    """

    def __init__(
        self, names: Names, limits: Limits, *, proxy: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        self._limits = limits
        self._proxy = proxy or None
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=_CheckedResolver(names),
                use_dns_cache=False,
                limit=2 * limits.at_once,
                ssl=tls if tls is not None else True,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_LONGEST_LINE,
            max_field_size=_LONGEST_LINE,
            max_headers=_MOST_HEADERS,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            timeout=aiohttp.ClientTimeout(
                total=None,
                connect=limits.connect + limits.read,
                sock_connect=limits.connect,
                sock_read=limits.read,
            ),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    @asynccontextmanager
    async def get(self, address: WebAddress, headers: Mapping[str, str]) -> AsyncIterator[Answer]:
        """Ask for a page; what goes wrong, while reading too, is a ``FetchError``."""
        host = address.host
        try:
            async with self._session.get(
                URL(address.text, encoded=True),
                headers={**headers, "Accept-Encoding": PACKINGS},
                allow_redirects=False,
                proxy=self._proxy,
            ) as response:
                try:
                    yield Answer(response)
                finally:
                    # What was not read is not wanted: hang up instead of waiting for the rest.
                    if not response.content.at_eof():
                        response.close()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise translate(error, host) from error


def translate(error: Exception, host: str) -> FetchError:
    """Return what went wrong on the way to a host, in words."""
    code, why, can_retry = _explain(error)
    return FetchError(why.replace("HOST", f"“{host}”"), code=code, can_retry=can_retry)


def _explain(error: Exception) -> tuple[FetchCode, str, bool]:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return FetchCode.TLS, "HOST cannot prove that it is who it says (bad certificate)", False
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        return FetchCode.TLS, "no secure connection to HOST can be made", False
    if isinstance(error, (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError)):
        return FetchCode.CONNECTION, "the proxy in DATELINE_PROXY does not let us through", True
    if isinstance(error, TimeoutError):
        return FetchCode.TIMEOUT, "HOST did not answer in time", True
    if isinstance(error, aiohttp.ClientResponseError):
        return FetchCode.CONNECTION, "HOST sends something that is no web page (bad HTTP)", False
    if isinstance(error, (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError)):
        return FetchCode.CONNECTION, "HOST broke the connection off", True
    if isinstance(error, (aiohttp.InvalidURL, ValueError)):
        return FetchCode.BAD_URL, "the link cannot be asked for", False
    return FetchCode.CONNECTION, "HOST cannot be reached", True


def _broken_off() -> FetchError:
    return FetchError(
        "the connection broke off before all was there", code=FetchCode.CONNECTION, can_retry=True
    )
