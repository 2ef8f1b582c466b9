"""What every archive promises about standing orders and small state, under many users at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta

import pytest
from factories import NOW, document

from bot.errors import InputError
from bot.ports import Archive, Filters
from bot.records import (
    DigestRun,
    FollowKind,
    PreparedDigest,
    Rhythm,
    RunState,
    Subscription,
)

HOUR = timedelta(hours=1)


def follow(
    archive: Archive,
    topic: str = "NATO",
    destination: str = "C1",
    workspace: str = "local",
    at: time = time(8, 0),
    now: datetime = NOW,
    kind: FollowKind = FollowKind.TOPIC,
) -> Subscription:
    """Store a standing order."""
    return archive.add_subscription(
        workspace=workspace,
        destination=destination,
        topic=topic,
        at=at,
        time_zone="Europe/Berlin",
        created_by="U1",
        now=now,
        kind=kind,
    )


def claimed(archive: Archive, subscription: Subscription, when: datetime = NOW) -> DigestRun:
    """Claim a run that nobody has."""
    run = archive.claim_run(subscription.id, when, NOW)
    assert run is not None
    return run


def test_a_standing_order_is_kept(archive: Archive) -> None:
    """It is listed as it was given."""
    order = follow(archive)
    assert order == Subscription(
        id=order.id,
        workspace="local",
        destination="C1",
        topic="NATO",
        at=time(8, 0),
        time_zone="Europe/Berlin",
        created_by="U1",
        created_at=NOW,
    )
    assert archive.list_subscriptions() == [order]


def test_the_same_topic_at_the_same_place_is_replaced(archive: Archive) -> None:
    """A new hour keeps the order's id, its runs and what it has shown."""
    first = follow(archive)
    run = claimed(archive, first)
    archive.finish_run(run.id, RunState.DELIVERED, shown=["a"], now=NOW)
    second = follow(archive, topic="nato", at=time(9, 30), now=NOW + HOUR)
    assert (second.id, second.topic, second.at) == (first.id, "nato", time(9, 30))
    assert second.created_at == NOW + HOUR
    assert archive.list_subscriptions() == [second]
    assert archive.list_shown(first.id) == {"a"}


def test_each_kind_is_an_order_of_its_own(archive: Archive) -> None:
    """The same words as topic, as speaker and as phrase stand side by side at one place."""
    orders = [follow(archive, topic="biden", kind=kind) for kind in FollowKind]
    assert [each.kind for each in archive.list_subscriptions()] == list(FollowKind)
    assert follow(archive, topic="Biden", kind=FollowKind.SPEAKER).id == orders[1].id


def test_rhythm_and_quiet_days_are_kept(archive: Archive) -> None:
    """Each is given back as it was given."""
    order = archive.add_subscription(
        workspace="local",
        destination="C1",
        topic="oil",
        at=time(9),
        time_zone="Europe/Berlin",
        created_by="U1",
        now=NOW,
        rhythm=Rhythm.FRIDAYS,
        says_quiet=True,
    )
    assert (order.rhythm, order.says_quiet) == (Rhythm.FRIDAYS, True)
    assert archive.find_subscription(order.id) == order
    assert archive.find_subscription(order.id + 1) is None


def changed(archive: Archive, order: Subscription, topic: str, kind: FollowKind) -> Subscription:
    """Change an order's words and days."""
    made = archive.change_subscription(
        order.id,
        topic=topic,
        at=time(10),
        now=NOW + HOUR,
        kind=kind,
        rhythm=Rhythm.WEEKDAYS,
        says_quiet=True,
    )
    assert made is not None
    return made


def test_a_changed_order_stays_the_same_order(archive: Archive) -> None:
    """Its id and what it has shown stay; from now on it counts as new."""
    order = follow(archive)
    archive.finish_run(claimed(archive, order).id, RunState.DELIVERED, shown=["a"], now=NOW)
    made = changed(archive, order, "oil price", FollowKind.PHRASE)
    assert (made.id, made.topic, made.kind) == (order.id, "oil price", FollowKind.PHRASE)
    assert (made.at, made.rhythm, made.says_quiet) == (time(10), Rhythm.WEEKDAYS, True)
    assert (made.created_at, made.created_by) == (NOW + HOUR, "U1")
    assert archive.list_shown(order.id) == {"a"}
    assert changed(archive, made, "oil price", FollowKind.PHRASE) == made


def test_an_order_belongs_to_whoever_changed_it(archive: Archive) -> None:
    """They know what it is about now; whoever ordered it first may have left the place."""
    order = follow(archive)
    made = archive.change_subscription(
        order.id,
        topic="oil",
        at=time(8),
        now=NOW,
        kind=FollowKind.TOPIC,
        rhythm=Rhythm.DAILY,
        says_quiet=False,
        changed_by="U2",
    )
    assert made is not None
    assert (order.created_by, made.created_by) == ("U1", "U2")


def test_an_order_cannot_become_another_one(archive: Archive) -> None:
    """What the place follows already is refused, elsewhere it is free; what is gone is None."""
    order, other = follow(archive), follow(archive, topic="oil")
    follow(archive, topic="gas", destination="C2")
    with pytest.raises(InputError, match="already"):
        changed(archive, order, "Oil", FollowKind.TOPIC)
    assert changed(archive, order, "gas", FollowKind.TOPIC).topic == "gas"
    archive.remove_subscription(other.id)
    gone = archive.change_subscription(
        other.id,
        topic="x",
        at=time(8),
        now=NOW,
        kind=FollowKind.TOPIC,
        rhythm=Rhythm.DAILY,
        says_quiet=False,
    )
    assert gone is None


def test_a_pause_is_kept_until_it_is_ordered_anew(archive: Archive) -> None:
    """The instant is given back; the same order made again is no longer paused."""
    order = follow(archive)
    assert order.paused_until is None
    paused = archive.pause_subscription(order.id, NOW + HOUR)
    assert paused is not None
    assert paused.paused_until == NOW + HOUR
    assert archive.list_subscriptions() == [paused]
    assert follow(archive).paused_until is None
    assert archive.pause_subscription(order.id + 1, NOW) is None


def test_orders_are_listed_by_workspace_and_place(archive: Archive) -> None:
    """Each limit holds alone and together; oldest first."""
    one = follow(archive)
    two = follow(archive, topic="oil")
    other = follow(archive, destination="C2")
    theirs = follow(archive, workspace="T1")
    assert archive.list_subscriptions() == [one, two, other, theirs]
    assert archive.list_subscriptions("local") == [one, two, other]
    assert archive.list_subscriptions("local", "C1") == [one, two]
    assert archive.list_subscriptions(destination="C1") == [one, two, theirs]
    assert archive.list_subscriptions("T2") == []


def test_a_removed_order_takes_its_runs_along(archive: Archive) -> None:
    """Nothing of it is left, its id is not used again, and a late report is no error."""
    order = follow(archive)
    run = claimed(archive, order)
    assert archive.remove_subscription(order.id)
    assert not archive.remove_subscription(order.id)
    archive.finish_run(run.id, RunState.DELIVERED, shown=["a"], now=NOW)
    assert archive.find_runs() == []
    assert archive.list_shown(order.id) == frozenset()
    assert archive.claim_run(order.id, NOW, NOW) is None
    assert follow(archive).id > order.id


def test_a_topic_that_no_database_keeps_is_refused(archive: Archive) -> None:
    """A NUL in a topic is an input error."""
    with pytest.raises(InputError):
        follow(archive, topic="na\x00to")


def test_a_run_is_claimed_once(archive: Archive) -> None:
    """The second claim of the same instant gets nothing, another instant is another run."""
    order = follow(archive)
    run = claimed(archive, order)
    assert (run.subscription_id, run.scheduled_for, run.state) == (order.id, NOW, RunState.CLAIMED)
    assert archive.claim_run(order.id, NOW, NOW + HOUR) is None
    assert claimed(archive, order, NOW + HOUR).id != run.id


def test_what_is_about_to_be_sent_is_kept_until_it_is_known_how_it_ended(
    archive: Archive,
) -> None:
    """It is given back with the claimed run, and counts for nothing before the run ends."""
    order = follow(archive)
    run = claimed(archive, order)
    assert (run.claimed_at, run.prepared) == (NOW, None)
    prepared = PreparedDigest(through_document=7, shown=("a", "b"))
    assert archive.prepare_run(run.id, claimed_at=NOW, prepared=prepared, now=NOW + HOUR)
    (found,) = archive.find_runs(state=RunState.CLAIMED)
    assert (found.prepared, found.claimed_at) == (prepared, NOW + HOUR)
    assert archive.list_shown(order.id) == frozenset()
    assert archive.find_high_water(order.id) is None
    archive.finish_run(run.id, RunState.DELIVERED, now=NOW)
    assert archive.find_runs()[0].prepared is None


def test_a_run_that_was_left_is_taken_over_once(archive: Archive) -> None:
    """Who was at work on it meanwhile finds that it is no longer theirs."""
    order = follow(archive)
    run = claimed(archive, order)
    prepared = PreparedDigest(through_document=1)
    assert not archive.take_over_run(run.id, left_before=NOW - HOUR, now=NOW)
    assert archive.take_over_run(run.id, left_before=NOW, now=NOW + HOUR)
    assert not archive.take_over_run(run.id, left_before=NOW, now=NOW + HOUR)
    assert not archive.prepare_run(run.id, claimed_at=NOW, prepared=prepared, now=NOW)
    assert archive.prepare_run(run.id, claimed_at=NOW + HOUR, prepared=prepared, now=NOW + HOUR)
    archive.finish_run(run.id, RunState.FAILED, now=NOW)
    assert not archive.take_over_run(run.id, left_before=NOW + 2 * HOUR, now=NOW)
    assert not archive.prepare_run(run.id, claimed_at=NOW + HOUR, prepared=prepared, now=NOW + HOUR)


def test_latest_instants_are_known_by_order(archive: Archive) -> None:
    """Whatever the state of the run that has taken them."""
    order, other = follow(archive), follow(archive, topic="oil")
    follow(archive, topic="gas")
    claimed(archive, order, NOW + HOUR)
    archive.finish_run(claimed(archive, order).id, RunState.FAILED, now=NOW)
    claimed(archive, other)
    assert archive.find_last_scheduled() == {order.id: NOW + HOUR, other.id: NOW}


def test_a_finished_run_says_how_it_ended(archive: Archive) -> None:
    """State, detail and message are kept; runs are listed newest first, by order and state."""
    order, other = follow(archive), follow(archive, topic="oil")
    early, late = claimed(archive, order), claimed(archive, order, NOW + HOUR)
    elsewhere = claimed(archive, other, NOW - HOUR)
    archive.finish_run(early.id, RunState.DELIVERED, message="171.5", now=NOW)
    archive.finish_run(late.id, RunState.FAILED, detail="no such channel", now=NOW)
    runs = archive.find_runs()
    assert [run.id for run in runs] == [late.id, early.id, elsewhere.id]
    assert [(run.state, run.detail, run.message) for run in runs] == [
        (RunState.FAILED, "no such channel", ""),
        (RunState.DELIVERED, "", "171.5"),
        (RunState.CLAIMED, "", ""),
    ]
    assert archive.find_runs(subscription_id=other.id) == runs[2:]
    assert archive.find_runs(state=RunState.CLAIMED) == runs[2:]
    assert archive.find_runs(subscription_id=order.id, state=RunState.CLAIMED) == []


def test_high_water_is_what_readers_have_seen(archive: Archive) -> None:
    """Delivered and empty runs move it; a failed one does not, whatever it looked at."""
    order = follow(archive)
    assert archive.find_high_water(order.id) is None
    for hours, state, through in (
        (0, RunState.DELIVERED, 10),
        (1, RunState.SKIPPED, 12),
        (2, RunState.SKIPPED, None),
        (3, RunState.FAILED, 40),
    ):
        run = claimed(archive, order, NOW + hours * HOUR)
        archive.finish_run(run.id, state, through_document=through, now=NOW)
    assert archive.find_high_water(order.id) == 12


def test_shown_lines_add_up(archive: Archive) -> None:
    """Fingerprints of all runs are kept, repeated ones once, and only for their own order."""
    order, other = follow(archive), follow(archive, topic="oil")
    first, second = claimed(archive, order), claimed(archive, order, NOW + HOUR)
    archive.finish_run(first.id, RunState.DELIVERED, shown=["a", "b", "a"], now=NOW)
    archive.finish_run(second.id, RunState.DELIVERED, shown=iter(["b", "c"]), now=NOW)
    assert archive.list_shown(order.id) == {"a", "b", "c"}
    assert archive.list_shown(other.id) == frozenset()


def test_what_one_digest_showed_is_known(archive: Archive) -> None:
    """And up to where those before it had looked; of an instant without a run nothing is."""
    order, other = follow(archive), follow(archive, topic="oil")
    for hours, through, shown in ((0, 10, "ab"), (1, 12, ""), (2, 15, "cd")):
        run = claimed(archive, order, NOW + hours * HOUR)
        state = RunState.DELIVERED if shown else RunState.SKIPPED
        archive.finish_run(run.id, state, through_document=through, shown=shown, now=NOW)
    run = claimed(archive, other, NOW + 2 * HOUR)
    archive.finish_run(run.id, RunState.DELIVERED, through_document=14, shown="e", now=NOW)
    shown_at = [archive.list_shown(order.id, at=NOW + hours * HOUR) for hours in (0, 1, 2, 3)]
    assert shown_at == [{"a", "b"}, frozenset(), {"c", "d"}, frozenset()]
    before = [
        archive.find_high_water(order.id, before=NOW + hours * HOUR) for hours in (0, 1, 2, 9)
    ]
    assert before == [None, 10, 12, 15]


def test_an_event_is_new_once(archive: Archive) -> None:
    """The same id in another workspace is another event; after a day it is forgotten."""
    assert archive.claim_event("T1", "Ev1", NOW)
    assert not archive.claim_event("T1", "Ev1", NOW + HOUR)
    assert archive.claim_event("T2", "Ev1", NOW)
    assert archive.claim_event("T1", "Ev1", NOW + timedelta(days=1, seconds=1))


def test_what_is_kept_first_stays(archive: Archive) -> None:
    """Whoever comes later gets what is there."""
    assert archive.keep_first("T1", "secret", "1", {"word": "a"}, NOW) == {"word": "a"}
    assert archive.keep_first("T1", "secret", "1", {"word": "b"}, NOW) == {"word": "a"}
    assert archive.keep_first("T2", "secret", "1", {"word": "b"}, NOW) == {"word": "b"}
    assert archive.recall("T1", "secret", "1") == {"word": "a"}


def test_what_is_remembered_is_recalled(archive: Archive) -> None:
    """Payloads come back whole, the last one under a key counts."""
    payload = {"topic": "NATO \x00 \ud83d", "limit": 5, "since": None, "list": [1, {"a": "ü"}]}
    archive.remember("T1", "brief", "1", {"old": True}, NOW)
    archive.remember("T1", "brief", "1", payload, NOW)
    assert archive.recall("T1", "brief", "1") == payload
    assert archive.recall("T1", "thread", "1") is None
    assert archive.recall("T2", "brief", "1") is None
    assert archive.recall("T1", "brief", "\x00") is None


def test_one_of_many_gets_the_run(open_one: Callable[[], Archive]) -> None:
    """Threads over two openings of one archive claim the same runs: each is given out once."""
    archives = [open_one(), open_one()]
    order = follow(archives[0])
    instants = [NOW + i * HOUR for i in range(4)] * 8
    with ThreadPoolExecutor(16) as pool:
        runs = list(
            pool.map(
                lambda job: archives[job[0] % 2].claim_run(order.id, job[1], NOW),
                enumerate(instants),
            )
        )
    won = [run.scheduled_for for run in runs if run is not None]
    assert sorted(won) == sorted(set(instants))


def test_one_of_many_gets_the_event(open_one: Callable[[], Archive]) -> None:
    """The same event delivered many times at once is handled once."""
    archives = [open_one(), open_one()]
    with ThreadPoolExecutor(16) as pool:
        won = list(
            pool.map(
                lambda i: archives[i % 2].claim_event("T1", f"Ev{i // 16}", NOW),
                range(48),
            )
        )
    assert [sum(won[i : i + 16]) for i in (0, 16, 32)] == [1, 1, 1]


def test_readers_and_writers_do_not_trip_over_each_other(open_one: Callable[[], Archive]) -> None:
    """While several threads store documents, others read; all arrive, counted exactly."""
    archives = [open_one(), open_one()]

    def write(number: int) -> int:
        batch = [document(external_id=f"{number}-{i}") for i in range(5)]
        return len(archives[number % 2].store_documents("local", batch, NOW))

    def read(number: int) -> int:
        archive = archives[number % 2]
        hits = archive.find_text_hits("local", "leave the valley", Filters())
        archive.search_documents("local", "norland talks", Filters())
        return len(archive.get_sentences("local", hits)) - len(hits)

    with ThreadPoolExecutor(12) as pool:
        written = [pool.submit(write, i) for i in range(12)]
        reads = [pool.submit(read, i) for i in range(36)]
        assert sum(job.result() for job in written) == 60
        assert {job.result() for job in reads} == {0}
    stats = archives[0].measure_archive("local")
    assert (stats.documents, stats.quotations, stats.actors) == (60, 120, 3)
    (nato,) = archives[1].find_aliases("local", "nato")
    assert nato.uses == 60
