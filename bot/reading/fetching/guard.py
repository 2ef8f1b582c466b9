"""The guard: fetches what a link or feed leads to, and nothing else. Called by the readers.

Every address is checked after it was looked up, at each redirect anew, and the checked address is
the one connected to. What comes back is bounded in size, time and kind.

Three things are decided here. A redirect from https to http is followed, since what is read is
public and somebody may paste an http link as well; headers given by the caller are secrets and go
to no other origin than the first. With a proxy, it is the proxy that looks names up and connects:
names are checked here before, but what the proxy finds cannot be pinned, and a name that only the
proxy knows is left to its rules. And a fetch that waits for its turn does not use up its time.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ssl import SSLContext
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from bot import __version__
from bot.config import Settings
from bot.errors import FetchCode, FetchError
from bot.reading.fetching.fetched import (
    DOCUMENTS,
    ROBOTS,
    UNKNOWN,
    Accept,
    Fetched,
    sniff_type,
    split_content_type,
    too_large,
)
from bot.reading.fetching.limits import Limits
from bot.reading.fetching.names import LookUp, Names, SystemLookUp
from bot.reading.fetching.robots import Rules, RulesCache, read_rules
from bot.reading.fetching.statuses import check_status, read_max_age, read_retry_after
from bot.reading.fetching.turns import Locks, Stopwatch, Turns
from bot.reading.fetching.urls import DEFAULT_PORTS, WebAddress, check_redirect, check_url

if TYPE_CHECKING:
    from bot.reading.fetching.transport import Answer, Transport

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_OPENING = 4096
_WITHOUT_RULES = frozenset(
    {
        FetchCode.NOT_FOUND,
        FetchCode.GONE,
        FetchCode.FORBIDDEN,
        FetchCode.BAD_TYPE,
        FetchCode.TOO_MANY_REDIRECTS,
    }
)


@dataclass(frozen=True, slots=True)
class _Request:
    """What stays the same along the redirects of one fetch."""

    first: WebAddress
    accept: Accept
    conditions: dict[str, str]
    secrets: Mapping[str, str]
    as_crawler: bool


class Guard:
    """Fetches pages, feeds and files; used as an asynchronous context manager.

    Args:
        limits: bounds on time and number.
        contact: a link or mail address that sites can turn to, shown to them; "" for none.
        proxy: the URL of a proxy that everything goes through, "" for none.
        trusted: ``host:port`` that may be private.
        tls: how servers prove who they are; None for the system's authorities.
        look_up: the resolver; None for that of the system.
        now: the wall clock, UTC.
        clock: seconds, ever growing.
        sleep: waits that many seconds.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        contact: str = "",
        proxy: str = "",
        trusted: frozenset[str] = frozenset(),
        tls: SSLContext | None = None,
        look_up: LookUp | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits or Limits()
        self._agent = f"Dateline/{__version__}" + (f" (+{contact})" if contact else "")
        self._proxy = proxy
        self._open = AsyncExitStack()
        if look_up is None:
            look_up = SystemLookUp(self._limits.at_once)
            self._open.callback(look_up.close)
        self._names = Names(look_up, trusted)
        self._trusted = trusted
        self._look_up = look_up
        self._tls = tls
        self._now = now
        self._rules = RulesCache(clock)
        self._asking = Locks()
        self._turns = Turns(self._limits.at_once, clock, sleep)
        self._transport: Transport | None = None

    async def __aenter__(self) -> Self:
        # Here, so that what only hands a guard on does not load the whole web client.
        from bot.reading.fetching.transport import Transport

        names = self._names
        if self._proxy:
            # Connections go to the proxy, wherever it stands; pages are checked before.
            names = Names(self._look_up, self._trusted | {_place_of(self._proxy)})
        transport = Transport(names, self._limits, proxy=self._proxy, tls=self._tls)
        self._transport = await self._open.enter_async_context(transport)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._transport = None
        await self._open.aclose()

    async def fetch(
        self,
        url: str,
        *,
        accept: Accept,
        etag: str = "",
        last_modified: str = "",
        headers: Mapping[str, str] | None = None,
        as_crawler: bool = False,
    ) -> Fetched:
        """Fetch what a URL leads to.

        Args:
            url: http or https.
            accept: which types of content are taken, and how much of each.
            etag: of the version that is already there.
            last_modified: of the version that is already there, as the server wrote it.
            headers: sent to the first origin only.
            as_crawler: nobody asked for this very page: keep to the site's robots.txt, and pause
                between its pages.

        Raises:
            FetchError: with the reason; it says whether trying again can help.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {k: v for k, v in conditions.items() if v.isprintable() and v.isascii() and v}
        request = _Request(check_url(url), accept, conditions, headers or {}, as_crawler)
        address, moved = request.first, True
        watch = Stopwatch(self._limits.total)
        for hop in range(self._limits.redirects + 1):
            result = await self._fetch_hop(request, address, watch)
            if isinstance(result, Fetched):
                return _complete(result, url, moved=moved and hop > 0)
            address, for_good = result
            moved = moved and for_good
        raise FetchError(
            f"it leads on from page to page, more than {self._limits.redirects} times",
            code=FetchCode.TOO_MANY_REDIRECTS,
        )

    async def _fetch_hop(
        self, request: _Request, address: WebAddress, watch: Stopwatch
    ) -> Fetched | tuple[WebAddress, bool]:
        """Ask for one page; return it, or where it leads and whether for good."""
        gap = 0.0
        if request.as_crawler:
            rules = await self._find_rules(address)
            _check_rules(rules, address)
            gap = rules.gap(self._limits.gap, self._limits.longest_gap)
        async with self._turns.turn(address.host, gap, self._limits.longest_gap):
            try:
                async with watch.running():
                    return await self._ask(request, address)
            except TimeoutError as error:
                raise FetchError(
                    f"“{address.host}” did not answer in time",
                    code=FetchCode.TIMEOUT,
                    can_retry=True,
                ) from error

    async def _ask(
        self, request: _Request, address: WebAddress
    ) -> Fetched | tuple[WebAddress, bool]:
        if self._transport is None:
            raise RuntimeError("the guard is used outside of its “async with”")
        await self._check_address(address)
        async with self._transport.get(address, self._headers_for(request, address)) as answer:
            if answer.status in _REDIRECTS:
                location = answer.headers.get("Location", "")
                return check_redirect(location, base=address.text), answer.status in _FOR_GOOD
            if answer.status == 304 and request.conditions:
                return self._make(answer, address)
            check_status(answer.status, self._read_wait(answer))
            return await self._read(answer, address, request.accept)

    async def _check_address(self, address: WebAddress) -> None:
        """Refuse private addresses written as such, and through a proxy also those of names.

        Names that are connected to from here are checked by the connection itself.
        """
        if address.literal is None and not self._proxy:
            return
        try:
            await self._names.find_addresses(address.host, address.port)
        except FetchError as error:
            if error.code is not FetchCode.DNS:
                raise

    def _headers_for(self, request: _Request, address: WebAddress) -> dict[str, str]:
        headers = {"User-Agent": self._agent, "Accept": request.accept.header}
        if address.origin == request.first.origin:
            headers |= request.secrets
        return headers | request.conditions

    async def _read(self, answer: Answer, address: WebAddress, accept: Accept) -> Fetched:
        media_type, charset = split_content_type(answer.headers.get("Content-Type", ""))
        if media_type not in UNKNOWN and not accept.takes(media_type):
            raise _bad_type(accept, media_type)
        body = await answer.read(accept.limit_of(media_type))
        shown = sniff_type(body[:_OPENING])
        # Documents are told by their first bytes for certain, whatever the server calls them.
        if media_type in UNKNOWN or shown in DOCUMENTS:
            media_type = shown or media_type
            if not accept.takes(media_type):
                raise _bad_type(accept, media_type)
            if len(body) > accept.limit_of(media_type):
                raise too_large(accept.limit_of(media_type))
        return self._make(answer, address, body=body, media_type=media_type, charset=charset)

    def _make(
        self,
        answer: Answer,
        address: WebAddress,
        *,
        body: bytes = b"",
        media_type: str = "",
        charset: str = "",
    ) -> Fetched:
        not_modified = answer.status == 304
        return Fetched(
            requested=address.text,
            url=address.text,
            status=answer.status,
            media_type=media_type,
            charset=charset,
            body=body,
            etag=answer.headers.get("ETag", ""),
            last_modified=answer.headers.get("Last-Modified", ""),
            fetched_at=self._now(),
            sha256="" if not_modified else hashlib.sha256(body).hexdigest(),
            not_modified=not_modified,
            fresh_for=read_max_age(answer.headers.get("Cache-Control", "")),
        )

    def _read_wait(self, answer: Answer) -> float | None:
        return read_retry_after(answer.headers.get("Retry-After", ""), self._now())

    async def _find_rules(self, address: WebAddress) -> Rules:
        """Return the rules of a site, fetched if they are not there."""
        # Once for all who want to know, however many ask at the same time.
        async with self._asking.holding(address.origin):
            return self._rules.find(address.origin) or await self._fetch_rules(address)

    async def _fetch_rules(self, address: WebAddress) -> Rules:
        size, age = 0, self._limits.robots_age
        try:
            found = await self.fetch(address.origin + "/robots.txt", accept=ROBOTS)
            rules, size = await asyncio.to_thread(read_rules, found.body), len(found.body)
        except FetchError as error:
            rules, age = self._rules_without_file(error)
        self._rules.keep(address.origin, rules, size=size, age=age)
        return rules

    def _rules_without_file(self, error: FetchError) -> tuple[Rules, float]:
        """Return the rules of a site whose file could not be fetched, and how long they hold."""
        # RFC 9309: no file, no rules; a site that fails must be left alone meanwhile.
        if error.code in _WITHOUT_RULES:
            return Rules(), self._limits.robots_age
        if error.code in (FetchCode.REFUSED_ADDRESS, FetchCode.DNS):
            # Asking for the page itself fails in the same way, and tells it better.
            return Rules(), 0.0
        return Rules(trouble=str(error)), self._limits.robots_error_age


def make_guard(
    settings: Settings,
    *,
    trusted: frozenset[str] = frozenset(),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Guard:
    """Return the guard that the settings ask for; ``trusted`` adds to what they allow."""
    return Guard(
        contact=settings.contact,
        proxy=settings.proxy,
        trusted=settings.allow_hosts | trusted,
        now=now,
    )


def _place_of(proxy: str) -> str:
    parts = urlsplit(proxy)
    return f"{parts.hostname}:{parts.port or DEFAULT_PORTS.get(parts.scheme, 80)}"


def _complete(fetched: Fetched, requested: str, *, moved: bool) -> Fetched:
    return replace(fetched, requested=requested, moved=moved)


def _check_rules(rules: Rules, address: WebAddress) -> None:
    if rules.trouble:
        raise FetchError(
            f"“{address.host}” does not say now what programs may read ({rules.trouble})",
            code=FetchCode.ROBOTS,
            can_retry=True,
        )
    if not rules.allows(address.text):
        raise FetchError(
            f"“{address.host}” asks programs not to read this page (robots.txt)",
            code=FetchCode.ROBOTS,
        )


def _bad_type(accept: Accept, media_type: str) -> FetchError:
    what = f"“{media_type}”" if media_type else "something of an unknown kind"
    return FetchError(f"it is {what}, not {accept.what}", code=FetchCode.BAD_TYPE)
