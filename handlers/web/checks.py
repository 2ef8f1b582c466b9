"""Pages at their outlets looked at again for readers, so that no reader can press an outlet."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot.briefing.documents.opened import OpenedDocument
from bot.records import Span
from bot.results import PageChange, PageState
from handlers.web.site import Comparer

#: A page is asked for once in this time; who comes earlier gets what was seen then.
KEPT_FOR = timedelta(minutes=2)
#: Seconds that a page has to answer before it counts as silent.
PATIENCE = 15.0
#: Pages that are remembered, and those asked for at a time.
_REMEMBERED = 32
_AT_ONCE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How a page was at a moment."""

    at: datetime
    state: PageState


class PageChecks:
    """Looks at pages, each at most once in ``KEPT_FOR``.

    Args:
        wire: goes out, through the guard.
        now: the clock.
        patience: see ``PATIENCE``.
    """

    def __init__(
        self, wire: Comparer, now: Callable[[], datetime], patience: float = PATIENCE
    ) -> None:
        self._wire = wire
        self._now = now
        self._patience = patience
        self._looks: OrderedDict[int, Look] = OrderedDict()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def look(self, opened: OpenedDocument) -> Look:
        """Return how the page of a document is now, or was a moment ago."""
        number = opened.document.card.id
        turn = self._turns.setdefault(number, asyncio.Lock())
        async with turn:
            known = self._looks.get(number)
            if known is not None and self._now() - known.at < KEPT_FOR:
                return known
            async with self._at_once:
                look = Look(at=self._now(), state=await self._ask(opened))
            self._looks[number] = look
            self._looks.move_to_end(number)
            while len(self._looks) > _REMEMBERED:
                self._looks.popitem(last=False)
            return look

    async def _ask(self, opened: OpenedDocument) -> PageState:
        provenance = opened.provenance
        fetched_hash = provenance.fetched_hash if provenance else ""
        whole = Span(0, len(opened.document.text))
        try:
            async with asyncio.timeout(self._patience):
                return await self._wire.compare_page(opened.document, whole, fetched_hash)
        except TimeoutError:
            why = f"its site did not answer within {self._patience:g} seconds"
            return PageState(change=PageChange.UNREADABLE, why=why)
