"""Adding what people share: links and files one beside the other, each with its own outcome."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryError, FetchError
from bot.records import EVERYONE, Provenance
from bot.wire.desk import Taken
from handlers.boundary import in_words
from handlers.desk import Desk
from handlers.permissions import require_adding
from handlers.slack.files import SlackFile, fetch_file
from handlers.translating.places import Place
from handlers.views.adding import Fate, Outcome, added_message
from handlers.views.budget import Message

T = TypeVar("T")
#: Adds one thing; a file can hold several documents.
Adding: TypeAlias = Callable[[], Awaitable[list[Outcome]]]

log = logging.getLogger(__name__)

#: Links and files of one message that are added at once.
MOST_AT_ONCE = 10
_AT_THE_SAME_TIME = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """What somebody wants to be added, where, and who they are."""

    place: Place
    user: str
    links: Sequence[str] = ()
    files: Sequence[SlackFile] = ()

    @property
    def count(self) -> int:
        """Return how many things these are."""
        return len(self.links) + len(self.files)

    def first(self, most: int) -> Shared:
        """Return the first things of it, files before links."""
        files = self.files[:most]
        return replace(self, files=files, links=self.links[: most - len(files)])


async def add_and_report(
    desk: Desk,
    client: AsyncWebClient,
    shared: Shared,
    say_reading: Callable[[], Awaitable[object]],
) -> Message:
    """Add links and files, at most ``MOST_AT_ONCE``; return what to tell about it.

    ``say_reading`` is called where it takes longer than the desk's patience.

    Raises:
        InputError: who shared them may not add anything here.
    """
    await require_adding(desk, client, shared.user)
    some = shared.first(MOST_AT_ONCE)
    outcomes = await with_patience(desk, add_shared(desk, client, some), say_reading)
    left_out = shared.count - some.count
    return added_message(outcomes, here=shared.place.here, left_out=left_out)


async def add_shared(desk: Desk, client: AsyncWebClient, shared: Shared) -> list[Outcome]:
    """Add links and files; return what became of each, in order, files first.

    A failure is an outcome and keeps nothing else from being added.
    """
    turns = asyncio.Semaphore(_AT_THE_SAME_TIME)

    async def in_turn(add: Adding, failed: Outcome) -> list[Outcome]:
        async with turns:
            try:
                return await add()
            except Exception as error:
                return [_failure(desk, failed, error)]

    jobs = [
        *(
            in_turn(
                lambda file=file: _add_file(desk, client, shared, file),  # type: ignore[misc]
                Outcome(item=file.shown_name, fate=Fate.FAILED),
            )
            for file in shared.files
        ),
        *(
            in_turn(
                lambda url=url: _add_link(desk, shared, url),  # type: ignore[misc]
                Outcome(item=url, fate=Fate.FAILED, try_again=f"/brief add {url}"),
            )
            for url in shared.links
        ),
    ]
    return [outcome for found in await asyncio.gather(*jobs) for outcome in found]


async def with_patience(desk: Desk, work: Awaitable[T], say: Callable[[], Awaitable[object]]) -> T:
    """Return what ``work`` gives; where it takes long, ``say`` that it goes on."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=desk.patience)
        if not done:
            try:
                await say()
            except DeliveryError as error:
                log.warning("could not say that the work goes on: %s", error)
        return await task
    finally:
        task.cancel()


async def _add_link(desk: Desk, shared: Shared, url: str) -> list[Outcome]:
    taken = await desk.wire.take_link(url, added_by=shared.user, audience=shared.place.audience)
    return await _outcomes(desk, url, [taken])


async def _add_file(
    desk: Desk, client: AsyncWebClient, shared: Shared, file: SlackFile
) -> list[Outcome]:
    file, data = await fetch_file(file, client, desk.wire.download)
    taken = await desk.wire.take_file(
        data,
        file.name_to_read,
        added_by=shared.user,
        audience=shared.place.audience,
        source=shared.place.source,
    )
    return await _outcomes(desk, file.shown_name, taken)


async def _outcomes(desk: Desk, item: str, taken: Sequence[Taken]) -> list[Outcome]:
    """Return outcomes with what the archive says of who may see each, and what is to come."""
    newsroom = desk.newsroom
    ids = [each.card.id for each in taken if each.card is not None]
    known = (
        await newsroom.call(newsroom.archive.get_provenance, newsroom.workspace, ids) if ids else {}
    )
    return [_outcome(item, each, known) for each in taken]


def _outcome(item: str, taken: Taken, known: dict[int, Provenance]) -> Outcome:
    provenance = known.get(taken.card.id) if taken.card is not None else None
    if taken.source is not None:
        for_everyone = taken.source.audience == EVERYONE
    else:
        for_everyone = provenance is not None and not provenance.audiences
    return Outcome(
        item=item,
        fate=Fate(taken.became.value),
        card=taken.card,
        source=taken.source,
        for_everyone=for_everyone,
        facts_follow=provenance is not None and not provenance.extracted_with,
    )


def _failure(desk: Desk, outcome: Outcome, error: Exception) -> Outcome:
    can_retry = isinstance(error, FetchError) and error.can_retry
    why = in_words(error, desk.new_id(), "add_shared")
    return replace(outcome, why=why, try_again=outcome.try_again if can_retry else "")
