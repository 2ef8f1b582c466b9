"""Standing orders in Slack, and the digests that come of them."""

from __future__ import annotations

from scenario.slack_bench import LATER, Bench
from unit.handlers.samples import all_text

from bot.records import RunState
from bot.schedule import run_due_digests
from handlers.slack.clients import make_client
from handlers.slack.sender import SlackSender


async def typed(bench: Bench, text: str, **where: str) -> str:
    """Type ``/brief`` and return all text of the first answer."""
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", text, **where))
    return f"{answer.text}\n{all_text(answer.blocks)}"


async def test_follow_is_confirmed_with_hour_zone_and_first_day(bench: Bench) -> None:
    """The hour is the asker's own, and the channel sees what it now follows."""
    asked = await bench.slack.command("/brief", "follow NATO expansion 8:30", user="ben")
    answer = await bench.slack.answer_to(asked)
    assert not answer.is_ephemeral
    assert "*NATO expansion*" in answer.text
    assert "08:30 (America/New_York)" in answer.text
    assert "14 May 2022" in answer.text
    (kept,) = bench.newsroom.following(destination=bench.slack.general.id)
    assert (kept.topic, kept.created_by) == ("NATO expansion", bench.slack.ben.id)


async def test_follow_without_an_hour_comes_at_eight(bench: Bench) -> None:
    """The default is written out like any other hour."""
    assert "08:00 (Europe/Berlin)" in await typed(bench, "follow nato")


async def test_follow_where_the_bot_is_not_says_to_invite_it(bench: Bench) -> None:
    """The order stands, and the asker hears what is missing before the first digest fails."""
    asked = await bench.slack.command("/brief", "follow nato 08:00", channel="random")
    answer = await bench.slack.answer_to(asked)
    assert answer.is_ephemeral
    assert "/invite @Dateline" in all_text(answer.blocks)
    assert len(bench.newsroom.following(destination=bench.slack.random.id)) == 1


async def test_time_zone_unknown_to_slack_falls_back(bench: Bench) -> None:
    """Where Slack does not tell the asker's zone, the default is used and written out."""
    bench.slack.refuse("users.info", "user_not_found")
    assert "08:00 (UTC)" in await typed(bench, "follow nato")


async def test_following_lists_what_was_followed_until_it_is_unfollowed(bench: Bench) -> None:
    """Orders are kept per channel and can be taken back in other case."""
    assert "nothing yet" in await typed(bench, "following")
    await typed(bench, "follow NATO 8am")
    await typed(bench, "follow ferry fares")
    listed = await typed(bench, "following")
    assert "*NATO*  every day at 08:00 (Europe/Berlin)" in listed
    assert "*ferry fares*" in listed
    assert "nothing yet" in await typed(bench, "following", channel="desk")
    assert "no longer follows *NATO*" in await typed(bench, "unfollow nato")
    assert "*NATO*" not in await typed(bench, "following")


async def test_unfollowing_what_is_not_followed_says_what_is(bench: Bench) -> None:
    """The answer names what could be meant."""
    await typed(bench, "follow ferry fares")
    assert "ferry fares" in await typed(bench, "unfollow nato")


async def test_digest_is_posted_once_at_its_hour_with_only_what_is_new(bench: Bench) -> None:
    """Two processes at the same minute post one digest; the next day has only the new text."""
    await typed(bench, "follow nato 08:00")
    senders = [SlackSender(make_client(bench.settings)) for _ in range(2)]
    before = len(bench.slack.calls_to("chat.postMessage"))
    bench.clock.forward(hours=1, minutes=1)  # 06:01 UTC is 08:01 in Berlin
    for sender in senders:
        await run_due_digests(bench.newsroom, sender)
    first = [each for each in bench.slack.visible_to() if each.text.startswith("New on")]
    assert len(first) == 1
    assert "We will not accept" in all_text(first[0].blocks)
    assert bench.slack.calls_to("chat.postMessage")[before:]

    bench.newsroom.add([LATER])
    bench.clock.forward(days=1)
    (run,) = await run_due_digests(bench.newsroom, senders[0])
    assert run.state is RunState.DELIVERED
    second = [each for each in bench.slack.visible_to() if each.text.startswith("New on")][-1]
    assert run.message == f"{second.channel}:{second.ts}"
    assert "Our answer to NATO has not changed since the spring" in all_text(second.blocks)
    assert "We will not accept" not in all_text(second.blocks)


async def test_quiet_day_posts_nothing(bench: Bench) -> None:
    """A topic without news stays silent."""
    await typed(bench, "follow quantum basketball 08:00")
    posts = len(bench.slack.calls_to("chat.postMessage"))
    bench.clock.forward(hours=2)
    (run,) = await run_due_digests(bench.newsroom, SlackSender(make_client(bench.settings)))
    assert run.state is RunState.SKIPPED
    assert len(bench.slack.calls_to("chat.postMessage")) == posts
