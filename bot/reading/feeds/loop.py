"""The feeds polled until somebody says stop. Called by whoever serves, and for one round by hand.

Each poll is claimed in the archive before anything is fetched, so that of several bots one does it.
A feed's state is saved only after its documents are stored: killed anywhere, the same entries are
read again when the claim has run out, and the archive knows those that it holds.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.errors import StoreError
from bot.ports.documents import DocumentArchive
from bot.ports.feeds import FeedArchive, FeedState
from bot.reading.feeds.polling import (
    DEFAULT_LIMITS,
    FindStored,
    Limits,
    PollOutcome,
    find_nothing,
    poll_feed,
    refuse_file,
)
from bot.reading.feeds.schedule import claim, pick_due, seconds_to_next
from bot.reading.fetching.guard import Guard
from bot.reading.links import ReadFile
from bot.records import RawDocument

_log = logging.getLogger(__name__)

#: The longest time after which the list of feeds is looked at again, in seconds.
TICK_SECONDS = 20.0
_SHORTEST_WAIT = 0.5
# How long a feed rests after trouble of our own (a locked archive), in seconds.
_REST_SECONDS = 300.0

#: Stores the documents of a feed, in order; called in a thread, one call at a time.
StoreDocuments = Callable[[FeedState, Sequence[RawDocument]], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedDesk:
    """What polling needs from the house."""

    guard: Guard
    archive: FeedArchive
    #: Raises where the documents could not be stored; they are then read again later.
    store: StoreDocuments
    #: The present instant, in UTC.
    now: Callable[[], datetime]
    #: A random number from 0 to 1.
    chance: Callable[[], float]
    find_stored: FindStored = find_nothing
    #: Reads articles that are PDF or Word files.
    read_file: ReadFile = refuse_file
    limits: Limits = DEFAULT_LIMITS
    #: Feeds polled at the same time.
    at_once: int = 12
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


async def poll_forever(desk: FeedDesk, stop: asyncio.Event) -> None:
    """Poll every active feed when it is due, the longest overdue first, until ``stop`` is set.

    Whatever goes wrong with one feed is logged and stays with it. At the end, what is being stored
    is stored; what is being fetched is dropped, to be read at the next start.
    """
    round_ = _Round(desk)
    try:
        while not stop.is_set():
            wait = await round_.start_due()
            await round_.wait(wait, stop)
    finally:
        await round_.finish()


async def poll_now(desk: FeedDesk, states: Sequence[FeedState]) -> list[PollOutcome]:
    """Poll these feeds now, due or not, and store what they hold; outcomes in the same order.

    A feed that somebody else has polled or claimed since has no outcome.

    Raises:
        StoreError: the archive refused.
    """
    round_ = _Round(desk)
    room = asyncio.Semaphore(desk.at_once)

    async def poll(state: FeedState) -> PollOutcome | None:
        async with room:
            return await round_.poll(state)

    ended = await asyncio.gather(*map(poll, states), return_exceptions=True)
    outcomes = []
    for each in ended:
        if isinstance(each, BaseException):
            raise each
        if each is not None:
            outcomes.append(each)
    return outcomes


class _Running(NamedTuple):
    """A poll that is under way."""

    state: FeedState
    task: asyncio.Task[None]


class _Round:
    """The feeds as they stand, and the polls that are under way."""

    def __init__(self, desk: FeedDesk) -> None:
        self._desk = desk
        self._states: dict[int, FeedState] = {}
        self._listed_at: datetime | None = None
        self._running: dict[int, _Running] = {}
        self._storing: set[int] = set()
        self._one_at_a_time = asyncio.Lock()
        self._resting: dict[int, datetime] = {}

    async def start_due(self) -> float:
        """Start the polls that are due and have room; return the seconds to the next look."""
        desk = self._desk
        try:
            await self._list_feeds()
        except StoreError as error:
            _log.warning("feeds_not_listed: %s", error)
            return TICK_SECONDS
        except Exception:
            _log.exception("feeds_not_listed")
            return TICK_SECONDS
        now = desk.now()
        states = [self._with_rest(state) for state in self._states.values()]
        running = self._running
        polled = [each.state for each in running.values()]
        for state in pick_due(states, now, polled, desk.at_once - len(running)):
            running[state.source_id] = _Running(state, asyncio.create_task(self._run(state)))
        # What is due and was not picked waits for a poll to end, which ends the wait as well.
        return max(_SHORTEST_WAIT, seconds_to_next(states, now, TICK_SECONDS))

    async def _list_feeds(self) -> None:
        """Look at the list again, for what others changed."""
        now = self._desk.now()
        age = (now - self._listed_at).total_seconds() if self._listed_at else TICK_SECONDS
        if 0 <= age < TICK_SECONDS:
            return
        under_way = set(self._running)
        listed = await asyncio.to_thread(self._desk.archive.list_feeds)
        # A poll that ended meanwhile knows better than a list that was begun before.
        self._states = {
            it.source_id: self._states.get(it.source_id, it) if it.source_id in under_way else it
            for it in listed
        }
        self._listed_at = now

    def _with_rest(self, state: FeedState) -> FeedState:
        rests_until = self._resting.get(state.source_id)
        if rests_until is None or rests_until <= state.next_due:
            return state
        return replace(state, next_due=rests_until)

    async def wait(self, seconds: float, stop: asyncio.Event) -> None:
        """Wait for the time to pass, a poll to end, or the end of all."""
        clock = asyncio.ensure_future(self._desk.sleep(seconds))
        stopped = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait(
                {clock, stopped, *self._tasks()}, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for each in (clock, stopped):
                each.cancel()
            await asyncio.gather(clock, stopped, return_exceptions=True)

    async def finish(self) -> None:
        """Let what is being stored be stored, and drop the rest."""
        tasks = self._tasks()
        for source_id, running in self._running.items():
            if source_id not in self._storing:
                running.task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [each.task for each in self._running.values()]

    async def _run(self, state: FeedState) -> None:
        try:
            outcome = await self.poll(state)
            self._resting.pop(state.source_id, None)
            self._keep(outcome.state if outcome else await self._look_again(state))
        except Exception:
            _log.exception("feed_poll_failed address=%s", state.address)
            rest = timedelta(seconds=_REST_SECONDS)
            self._resting[state.source_id] = self._desk.now() + rest
        finally:
            self._running.pop(state.source_id, None)

    def _keep(self, state: FeedState) -> None:
        if state.is_paused:
            self._states.pop(state.source_id, None)
        elif state.source_id in self._states:
            self._states[state.source_id] = state

    async def _look_again(self, state: FeedState) -> FeedState:
        """Return a feed as somebody else left it; as paused where it was removed."""
        found = await asyncio.to_thread(self._desk.archive.find_feed, state.source_id)
        return found or replace(state, is_paused=True)

    async def poll(self, state: FeedState) -> PollOutcome | None:
        """Claim a feed and poll it; None where somebody else does."""
        archive = self._desk.archive
        claimed = claim(state, self._desk.now())
        if not await asyncio.to_thread(archive.claim_feed, state, claimed.next_due):
            return None
        try:
            return await self._poll_claimed(state, claimed.next_due)
        except (Exception, asyncio.CancelledError):
            # What is left undone need not wait until the claim has run out.
            await asyncio.to_thread(archive.claim_feed, claimed, state.next_due)
            raise

    async def _poll_claimed(self, state: FeedState, claimed_until: datetime) -> PollOutcome:
        """Poll one feed, store what it holds, and only then record that it was polled."""
        desk = self._desk
        seen = await asyncio.to_thread(desk.archive.load_seen, state.source_id)
        outcome = await poll_feed(
            desk.guard,
            state,
            seen,
            now=desk.now(),
            chance=desk.chance(),
            find_stored=desk.find_stored,
            read_file=desk.read_file,
            limits=desk.limits,
        )
        async with self._one_at_a_time:
            self._storing.add(state.source_id)
            try:
                await asyncio.to_thread(self._store, outcome, claimed_until)
            finally:
                self._storing.discard(state.source_id)
        _report(outcome)
        return outcome

    def _store(self, outcome: PollOutcome, claimed_until: datetime) -> None:
        state, archive = outcome.state, self._desk.archive
        if outcome.documents:
            found = archive.find_feed(state.source_id)
            if found is None or found.next_due != claimed_until:
                # Removed meanwhile, and its documents would bring it back; or the claim ran out,
                # and somebody else reads them.
                return
            self._desk.store(state, outcome.documents)
        archive.save_feed(state, outcome.seen, claimed_until=claimed_until)


def _report(outcome: PollOutcome) -> None:
    state = outcome.state
    if state.last_error:
        _log.warning("feed_failed address=%s failures=%d: %s", *_told(state), state.last_error)
        return
    _log.info(
        "feed_polled address=%s documents=%d teasers=%d missed=%d left_out=%d",
        state.address,
        len(outcome.documents),
        len(outcome.teasers),
        len(outcome.failures),
        outcome.left_out,
    )
    for item, why in outcome.failures:
        _log.warning("feed_entry_missed address=%s entry=%s: %s", state.address, item, why)


def _told(state: FeedState) -> tuple[str, int]:
    return state.address, state.failures


def stored_in(archive: DocumentArchive) -> FindStored:
    """Return the question to the archive: which articles may be seen where this feed is shown?"""

    def find_stored(state: FeedState, external_ids: Sequence[str]) -> dict[str, str]:
        known = archive.find_known(state.workspace, external_ids, ())
        return {
            it.external_id: it.content_hash
            for it in known
            if not it.audiences or state.audience in it.audiences
        }

    return find_stored
