"""What every archive promises about feeds: where each stands, and what was read of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from factories import NOW

from bot.ports import Archive
from bot.ports.feeds import FIRST_INTERVAL, FeedState, SeenEntry
from bot.records import EVERYONE, SourceKind, SourceRef, SourceState

ADDRESS = "https://wire.example/rss"
HOUR = timedelta(hours=1)


def add_feed(
    archive: Archive, address: str = ADDRESS, workspace: str = "local", audience: str = EVERYONE
) -> FeedState:
    """Add a feed and return where it stands."""
    source = archive.add_source(
        workspace,
        SourceRef(SourceKind.FEED, address, "The Wire"),
        added_by="U1",
        audience=audience,
        now=NOW,
    )
    (state,) = [it for it in archive.list_feeds() if it.source_id == source.id]
    return state


def polled(state: FeedState) -> FeedState:
    """Return the state as a poll may leave it, every field filled."""
    return replace(
        state,
        title="The Wire: World",
        moved_to="https://wire.example/atom",
        etag='"abc"',
        last_modified="Mon, 20 May 2024 09:00:00 GMT",
        interval=450.5,
        asked_pause=1200.0,
        next_due=NOW + HOUR,
        last_fetched=NOW,
        last_new=NOW - HOUR,
        failing_since=NOW - 2 * HOUR,
        failures=3,
        last_error="the server says 503",
        teasers=4,
        missed=5,
        trouble="robots.txt forbids it",
    )


def test_a_new_feed_is_due_from_the_moment_it_was_added(archive: Archive) -> None:
    """Nothing is known of it yet but who added it, from where, and for whom."""
    state = add_feed(archive, audience="C1")
    assert state == FeedState(
        source_id=state.source_id,
        workspace="local",
        address=ADDRESS,
        next_due=NOW,
        added_by="U1",
        audience="C1",
        title="The Wire",
        interval=FIRST_INTERVAL,
    )
    assert archive.load_seen(state.source_id) == {}


def test_what_a_poll_left_is_read_back(archive: Archive, open_one: Callable[[], Archive]) -> None:
    """By this process and by the next."""
    state = polled(add_feed(archive))
    assert archive.save_feed(state, {"a": SeenEntry("1"), "b": SeenEntry("2", 3)})
    for each in (archive, open_one()):
        assert each.list_feeds() == [state]
        assert each.find_feed(state.source_id) == state
        assert each.load_seen(state.source_id) == {"a": SeenEntry("1"), "b": SeenEntry("2", 3)}


def test_entries_stay_where_a_poll_found_no_new_ones(archive: Archive) -> None:
    """None leaves what was seen; another set takes its place, in its order."""
    state = add_feed(archive)
    archive.save_feed(state, {"a": SeenEntry("1")})
    archive.save_feed(polled(state))
    assert archive.load_seen(state.source_id) == {"a": SeenEntry("1")}
    assert archive.list_feeds() == [polled(state)]
    archive.save_feed(state, {"c": SeenEntry("3"), "b": SeenEntry("2")})
    assert list(archive.load_seen(state.source_id)) == ["c", "b"]


def test_feeds_are_listed_in_the_order_they_were_added(archive: Archive) -> None:
    """Those of one workspace, or of all; other sources are none."""
    for number in (2, 1):
        add_feed(archive, f"https://wire.example/{number}")
    add_feed(archive, workspace="other")
    folder = SourceRef(SourceKind.FOLDER, "/news")
    archive.add_source("local", folder, added_by="", audience=EVERYONE, now=NOW)
    assert [it.address[-1] for it in archive.list_feeds("local")] == ["2", "1"]
    assert [it.workspace for it in archive.list_feeds()] == ["local", "local", "other"]
    assert archive.list_feeds("nowhere") == []


def test_a_feed_that_is_gone_is_paused_with_the_reason(archive: Archive) -> None:
    """It is listed only where all are asked for; whoever wakes it up finds it due."""
    state = replace(add_feed(archive), is_paused=True, paused_because="gone (410)", next_due=NOW)
    assert archive.save_feed(state)
    assert archive.list_feeds() == []
    assert archive.list_feeds(active=False) == [state]
    (source,) = archive.list_sources("local")
    assert source.state is SourceState.PAUSED
    archive.set_source_state("local", state.source_id, SourceState.ACTIVE)
    assert archive.list_feeds() == [replace(state, is_paused=False, paused_because="")]


def test_a_poll_does_not_wake_up_what_somebody_paused_meanwhile(archive: Archive) -> None:
    """The end of a poll that was under way leaves the feed paused."""
    state = add_feed(archive)
    archive.set_source_state("local", state.source_id, SourceState.PAUSED)
    assert archive.save_feed(polled(state), {})
    assert archive.list_feeds() == []
    (kept,) = archive.list_feeds(active=False)
    assert (kept.is_paused, kept.paused_because) == (True, "")


@pytest.mark.parametrize("was_polled", [False, True])
def test_a_due_poll_is_claimed_once(
    archive: Archive, open_one: Callable[[], Archive], was_polled: bool
) -> None:
    """Of all who ask at the same time one has it; until the claim ends the feed is not due."""
    state = add_feed(archive, audience="C1")
    if was_polled:
        state = polled(state)
        archive.save_feed(state, {"a": SeenEntry("1")})
    bots = [open_one() for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda n: bots[n % 4].claim_feed(state, NOW + 2 * HOUR), range(16)))
    assert sum(told) == 1
    assert archive.list_feeds() == [replace(state, next_due=NOW + 2 * HOUR)]
    assert archive.load_seen(state.source_id) == ({"a": SeenEntry("1")} if was_polled else {})


def test_a_claim_that_ran_out_is_taken_by_the_next(archive: Archive) -> None:
    """Who held it records nothing any more; who holds it does."""
    state = add_feed(archive)
    late, next_one = NOW + HOUR, NOW + 2 * HOUR
    assert archive.claim_feed(state, late)
    (left,) = archive.list_feeds()
    assert archive.claim_feed(left, next_one)
    gone = replace(polled(state), is_paused=True)
    assert not archive.save_feed(gone, {"a": SeenEntry("1")}, claimed_until=late)
    assert archive.list_feeds() == [replace(state, next_due=next_one)]
    assert archive.load_seen(state.source_id) == {}
    assert archive.save_feed(polled(state), claimed_until=next_one)
    assert archive.list_feeds() == [polled(state)]


def test_a_claim_is_given_back(archive: Archive) -> None:
    """The feed is due as it was, for the next one to claim."""
    state = add_feed(archive)
    assert archive.claim_feed(state, NOW + HOUR)
    assert archive.claim_feed(replace(state, next_due=NOW + HOUR), state.next_due)
    assert archive.list_feeds() == [state]
    assert archive.claim_feed(state, NOW + HOUR)


def test_only_active_feeds_are_claimed(archive: Archive) -> None:
    """Neither one that was paused or removed meanwhile, nor a folder."""
    state = add_feed(archive)
    folder = archive.add_source(
        "local", SourceRef(SourceKind.FOLDER, "/news"), added_by="", audience=EVERYONE, now=NOW
    )
    assert not archive.claim_feed(replace(state, source_id=folder.id), NOW + HOUR)
    assert not archive.claim_feed(replace(state, workspace="other"), NOW + HOUR)
    archive.set_source_state("local", state.source_id, SourceState.PAUSED)
    assert not archive.claim_feed(state, NOW + HOUR)
    archive.remove_source("local", state.source_id)
    assert not archive.claim_feed(state, NOW + HOUR)


def test_a_removed_feed_takes_its_state_along(archive: Archive) -> None:
    """A poll that ends later leaves nothing; added again, the feed starts anew."""
    state = add_feed(archive)
    archive.save_feed(polled(state), {"a": SeenEntry("1")})
    archive.remove_source("local", state.source_id)
    assert archive.find_feed(state.source_id) is None
    assert not archive.save_feed(polled(state), {"a": SeenEntry("1")})
    assert archive.list_feeds(active=False) == []
    again = add_feed(archive)
    assert (again.last_fetched, archive.load_seen(again.source_id)) == (None, {})


def test_only_feeds_have_a_state(archive: Archive) -> None:
    """Nothing is recorded for a folder, nor for a feed of another workspace."""
    state = add_feed(archive)
    folder = archive.add_source(
        "local", SourceRef(SourceKind.FOLDER, "/news"), added_by="", audience=EVERYONE, now=NOW
    )
    assert not archive.save_feed(replace(state, source_id=folder.id))
    assert not archive.save_feed(replace(state, workspace="other"))
    assert archive.list_feeds() == [state]


@pytest.mark.parametrize("words", ["\0 gone", "half \ud800 gone", "long " * 2000])
def test_whatever_a_server_says_can_be_kept(archive: Archive, words: str) -> None:
    """Its words must not keep the poll from being recorded."""
    state = replace(add_feed(archive), last_error=words, title=words, etag=words)
    assert archive.save_feed(state)
    (kept,) = archive.list_feeds()
    assert 0 < len(kept.last_error) <= 1000
