"""Buttons and the form under a digest, and what becomes of one that was interrupted, in Slack."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario.slack_bench import LATER, Bench, Clock, manifest, open_newsroom, settings_for
from unit.handlers.samples import all_text

from bot.records import FollowKind, Rhythm, RunState, Subscription
from bot.schedule import LEASE, run_due_digests, settle_interrupted_runs
from handlers.playground.standin import SlackStandIn
from handlers.playground.workspace import Message, View
from handlers.slack.clients import make_client
from handlers.slack.sender import DIGEST_EVENT, SlackSender
from handlers.slack.tokens import OPTIONAL_SCOPES
from handlers.views.standing import CHANGE_ACTION, PAUSE_ACTION, RESUME_ACTION, SAMPLE_ACTION


async def posted(bench: Bench, what: str = "nato 08:00") -> Message:
    """Follow something and return its first digest."""
    await bench.slack.answer_to(await bench.slack.command("/brief", f"follow {what}"))
    bench.clock.forward(hours=1, minutes=1)
    await run_due_digests(bench.newsroom, SlackSender(make_client(bench.settings)))
    return next(each for each in bench.slack.visible_to() if each.text.startswith("New on"))


def order(bench: Bench) -> Subscription:
    """Return the only standing order."""
    (kept,) = bench.newsroom.following()
    return kept


async def test_digest_carries_its_order_and_instant(bench: Bench) -> None:
    """Apps see by which it can be found again; people see four buttons."""
    digest = await posted(bench)
    assert digest.metadata == {
        "event_type": DIGEST_EVENT,
        "event_payload": {
            "subscription": str(order(bench).id),
            "scheduled_for": "2022-05-14T06:00:00+00:00",
        },
    }
    buttons = digest.blocks[-1]["elements"]
    assert [each["text"]["text"] for each in buttons] == [
        "Pause a week",
        "Change",
        "Send a sample",
        "Export",
    ]


async def test_pause_is_told_in_the_thread_and_ended_there(bench: Bench) -> None:
    """Everybody can read until when, and end it by the button; listed so meanwhile."""
    digest = await posted(bench)
    pressed = await bench.slack.press(digest, PAUSE_ACTION, user="ben")
    told = await bench.slack.answer_to(pressed)
    assert told.thread_ts == digest.ts
    assert "until 21 May 2022" in told.text
    assert f"<@{bench.slack.ben.id}>" in told.text
    listed = await bench.slack.answer_to(await bench.slack.command("/brief", "following"))
    assert "paused until 21 May 2022" in all_text(listed.blocks)
    bench.newsroom.add([LATER])
    bench.clock.forward(days=1)
    assert await run_due_digests(bench.newsroom, SlackSender(make_client(bench.settings))) == []
    resumed = await bench.slack.answer_to(await bench.slack.press(told, RESUME_ACTION))
    assert "goes on: the next digest can come on 16 May 2022" in resumed.text
    bench.clock.forward(days=1)
    (run,) = await run_due_digests(bench.newsroom, SlackSender(make_client(bench.settings)))
    assert run.state is RunState.DELIVERED


async def test_resume_in_the_list(bench: Bench) -> None:
    """The list has the button too, and the channel hears of it."""
    await posted(bench)
    bench.newsroom.pause(order(bench))
    listed = await bench.slack.answer_to(await bench.slack.command("/brief", "following"))
    told = await bench.slack.answer_to(await bench.slack.press(listed, RESUME_ACTION))
    assert "goes on" in told.text
    assert not told.is_ephemeral


async def test_sample_is_for_the_asker_alone_and_uses_nothing_up(bench: Bench) -> None:
    """It shows what would come now; the real one still has it."""
    digest = await posted(bench)
    empty = await bench.slack.answer_to(await bench.slack.press(digest, SAMPLE_ACTION))
    assert "nothing new" in empty.text
    assert "stay quiet" in empty.text
    bench.newsroom.add([LATER])
    sample = await bench.slack.answer_to(await bench.slack.press(digest, SAMPLE_ACTION))
    assert sample.is_ephemeral
    assert "Our answer to NATO has not changed" in all_text(sample.blocks)
    bench.clock.forward(days=1)
    (run,) = await run_due_digests(bench.newsroom, SlackSender(make_client(bench.settings)))
    assert run.state is RunState.DELIVERED


async def form_of(bench: Bench, message: Message) -> View:
    """Press Change and return the form once it is filled."""
    await bench.slack.press(message, CHANGE_ACTION)
    await bench.slack.workspace.signal.until(
        lambda: bool((view := bench.slack.modal_of()) and "submit" in view.body), 5
    )
    view = bench.slack.modal_of()
    assert view is not None
    return view


async def test_form_opens_at_once_and_changes_the_order(bench: Bench) -> None:
    """All of kind, words, days, hour and quiet days; the channel reads what it now follows."""
    form = await form_of(bench, await posted(bench))
    first = bench.slack.calls_to("views.open")[0].arguments
    assert "One moment" in str(first["view"])
    values = {
        "kind": "speaker",
        "words": "Mara Lindqvist",
        "rhythm": "fridays",
        "hour": "09:30",
        "quiet": "say",
    }
    submitted = await bench.slack.submit(form, values)
    told = await bench.slack.wait_for_message(
        predicate=lambda m: m.text.startswith("Following"), since=submitted
    )
    assert "*Mara Lindqvist speaking*: on Fridays at 09:30" in told.text
    assert "20 May 2022" in told.text
    kept = order(bench)
    assert (kept.kind, kept.topic) == (FollowKind.SPEAKER, "Mara Lindqvist")
    assert (kept.rhythm, kept.says_quiet) == (Rhythm.FRIDAYS, True)
    assert bench.slack.modal_of() is None


async def test_form_with_nothing_to_follow_stays_open(bench: Bench) -> None:
    """The complaint stands at the words."""
    form = await form_of(bench, await posted(bench))
    submitted = await bench.slack.submit(form, {"words": "” “"})
    assert "Say what to follow" in submitted.errors["words"]
    assert order(bench).topic == "nato"


async def test_form_that_would_make_a_second_one_is_told_to_its_filler(bench: Bench) -> None:
    """What is followed already is not followed twice, and nobody else hears of it."""
    digest = await posted(bench)
    await bench.slack.answer_to(await bench.slack.command("/brief", "follow ferry fares"))
    submitted = await bench.slack.submit(await form_of(bench, digest), {"words": "Ferry fares"})
    told = await bench.slack.wait_for_message(
        predicate=lambda m: "already" in m.text, since=submitted
    )
    assert told.visible_to == bench.slack.ada.id
    assert {each.topic for each in bench.newsroom.following()} == {"nato", "ferry fares"}


async def test_button_of_an_order_that_is_gone_says_so(bench: Bench) -> None:
    """An old digest stays in the channel when nobody follows its topic any more."""
    digest = await posted(bench)
    bench.newsroom.unfollow(workspace="local", destination=digest.channel, topic="nato")
    told = await bench.slack.answer_to(await bench.slack.press(digest, PAUSE_ACTION))
    assert told.text == "This is no longer followed here."
    assert told.is_ephemeral
    await bench.slack.press(digest, CHANGE_ACTION)
    await bench.slack.workspace.signal.until(
        lambda: "no longer" in str(bench.slack.modal_of() and bench.slack.modal_of().body), 5
    )
    view = bench.slack.modal_of()
    assert view is not None
    assert "no longer followed" in all_text(view.body["blocks"])


async def test_three_kinds_stand_side_by_side(bench: Bench) -> None:
    """Each is confirmed and listed as what it is."""
    for what in ("lindqvist", "speaker:lindqvist mondays 9am", "“Port Hale” weekdays"):
        await bench.slack.answer_to(await bench.slack.command("/brief", f"follow {what}"))
    listed = await bench.slack.answer_to(await bench.slack.command("/brief", "following"))
    text = all_text(listed.blocks)
    assert "*lindqvist*  every day at 08:00" in text
    assert "*lindqvist speaking*  on Mondays at 09:00" in text
    assert "*“Port Hale”*  on weekdays at 08:00" in text
    await bench.slack.answer_to(await bench.slack.command("/brief", "unfollow “Port Hale”"))
    assert len(bench.newsroom.following()) == 2


@pytest.mark.parametrize(
    ("fault", "may_read", "state", "posts"),
    [
        ("answer lost", True, RunState.DELIVERED, 1),
        ("never came", True, RunState.DELIVERED, 1),
        ("answer lost", False, RunState.FAILED, 1),
        ("never came", False, RunState.FAILED, 0),
    ],
)
async def test_interrupted_digest_stands_once_or_is_reported(
    tmp_path: Path, fault: str, may_read: bool, state: RunState, posts: int
) -> None:
    """Slack itself says whether it was posted; where the app may not look, a person is told."""
    clock = Clock()
    scopes = frozenset(manifest()["oauth_config"]["scopes"]["bot"])
    async with SlackStandIn(
        manifest=manifest(),
        scopes=scopes if may_read else scopes - OPTIONAL_SCOPES,
        clock=lambda: clock().timestamp(),
    ) as slack:
        settings = settings_for(slack, tmp_path)
        newsroom = open_newsroom(settings, clock)
        newsroom.follow(workspace="local", destination=slack.general.id, topic="nato")
        sender = SlackSender(make_client(settings))
        clock.forward(hours=3, minutes=1)
        if fault == "answer lost":
            slack.drop("chat.postMessage", after=True)
        else:
            slack.fail("chat.postMessage", status=500)
        (left,) = await run_due_digests(newsroom, sender)
        assert left.state is RunState.CLAIMED
        clock.forward(seconds=LEASE.seconds)
        (ended,) = await settle_interrupted_runs(newsroom, sender)
        assert ended.state is state
        parents = [m for m in slack.visible_to() if m.thread_ts is None]
        assert len(parents) == posts
        if state is RunState.DELIVERED:
            assert ended.message == f"{slack.general.id}:{parents[0].ts}"
        newsroom.close()


async def test_trigger_that_has_expired_is_explained(bench: Bench) -> None:
    """Slack opens no form three seconds after the press; the presser hears what to do."""
    digest = await posted(bench)
    bench.slack.refuse("views.open", "expired_trigger_id")
    told = await bench.slack.answer_to(await bench.slack.press(digest, CHANGE_ACTION))
    assert "press the button again" in told.text
    assert told.is_ephemeral


async def test_form_that_is_closed_before_it_is_filled_disturbs_nobody(bench: Bench) -> None:
    """Its place is gone, and no complaint follows."""
    digest = await posted(bench)
    bench.slack.refuse("views.update", "not_found")
    pressed = await bench.slack.press(digest, CHANGE_ACTION)
    with pytest.raises(TimeoutError):
        await bench.slack.answer_to(pressed, timeout=0.3)
