"""Sources: listed, paused, let go on, and removed with all that they gave."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import InputError, NotFoundError
from bot.newsroom import Newsroom
from bot.ports.feeds import FeedState
from bot.reading.feeds.opml import ListedFeed, write_opml
from bot.reading.feeds.status import describe_feed
from bot.records import EVERYONE, Source, SourceKind, SourceState

#: Documents removed in one transaction.
_BATCH = 100
#: Sources named in a message.
_MOST_NAMED = 3


def list_sources(newsroom: Newsroom, audience: str | None = None) -> list[Source]:
    """Return the sources that may be seen in a channel; None sees all."""
    sources = newsroom.archive.list_sources(newsroom.workspace)
    return [each for each in sources if audience is None or each.audience in {EVERYONE, audience}]


def describe_feeds(newsroom: Newsroom) -> dict[int, str]:
    """Return how each feed does, by source id: ``fetched 5 minutes ago, last new 2 hours ago``."""
    now = newsroom.now()
    feeds = newsroom.archive.list_feeds(newsroom.workspace, active=False)
    return {state.source_id: describe_feed(state, now) for state in feeds}


def list_feed_states(newsroom: Newsroom, audience: str | None = None) -> list[FeedState]:
    """Return where the feeds stand that may be seen in a channel; None sees all."""
    feeds = newsroom.archive.list_feeds(newsroom.workspace, active=False)
    return [each for each in feeds if audience is None or each.audience in {EVERYONE, audience}]


def feeds_as_opml(sources: Sequence[Source]) -> str:
    """Return the feeds among sources as an OPML list, which feed readers and ``add`` read."""
    feeds = [
        ListedFeed(address=each.address, title=each.title)
        for each in sources
        if each.kind is SourceKind.FEED
    ]
    return write_opml(feeds).decode("utf-8")


def choose_source(sources: Sequence[Source], reference: str) -> Source:
    """Return the source that somebody means: by number, address, title, or a part of these.

    Raises:
        NotFoundError: there is none.
        InputError: several fit.
    """
    wanted = reference.strip().casefold()
    by_number = [each for each in sources if str(each.id) == wanted.removeprefix("#")]
    named = [each for each in sources if wanted in {each.address.casefold(), each.title.casefold()}]
    partly = [
        each
        for each in sources
        if wanted and (wanted in each.address.casefold() or wanted in each.title.casefold())
    ]
    found = by_number or named or partly
    if not found:
        raise NotFoundError(
            f"There is no source “{reference}”; the list of sources gives their numbers."
        )
    if len(found) > 1:
        some = ", ".join(f"#{each.id} {each.address}" for each in found[:_MOST_NAMED])
        more = "" if len(found) <= _MOST_NAMED else f" and {len(found) - _MOST_NAMED:,} more"
        raise InputError(f"“{reference}” fits several sources: {some}{more}. Give the number.")
    return found[0]


def pause_source(newsroom: Newsroom, source: Source) -> None:
    """Look at a source no more until it is let go on."""
    _set_state(newsroom, source, SourceState.PAUSED)


def resume_source(newsroom: Newsroom, source: Source) -> None:
    """Look at a source again."""
    _set_state(newsroom, source, SourceState.ACTIVE)


def _set_state(newsroom: Newsroom, source: Source, state: SourceState) -> None:
    if not newsroom.archive.set_source_state(newsroom.workspace, source.id, state):
        raise NotFoundError(f"The source {source.address} was removed meanwhile.")


def remove_source(newsroom: Newsroom, source: Source, *, keep_documents: bool = False) -> int:
    """Remove a source and, unless they are to be kept, its documents; return how many these were.

    The source is paused first, so that nothing comes in while it goes. Cut off in between, it is
    still there to be removed.
    """
    archive, workspace = newsroom.archive, newsroom.workspace
    _set_state(newsroom, source, SourceState.PAUSED)
    removed = 0
    while not keep_documents:
        ids = archive.list_source_documents(workspace, source.id, limit=_BATCH)
        if not ids:
            break
        removed += archive.remove_documents(workspace, ids, newsroom.now())
    archive.remove_source(workspace, source.id)
    return removed
