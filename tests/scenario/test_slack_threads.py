"""Threads that go on without a mention, and how they are stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario.slack_bench import Bench, at_work
from unit.handlers.samples import all_text

from handlers.conversation.status import READING
from handlers.playground.workspace import Message
from handlers.views.offers import HOW_TO_GO_ON

FIRST = "@dateline who opposes NATO expansion?"
SUPPORTS = "Finland supports the expansion of NATO"


def said(bench: Bench, channel: str = "general") -> list[Message]:
    """Return what the app said in a channel."""
    return [each for each in bench.slack.visible_to("ada", channel) if each.by_app]


async def open_thread(bench: Bench, text: str = FIRST, channel: str = "general") -> str:
    """Ask by mention and return the thread."""
    asked = await bench.slack.mention(text, channel=channel)
    await bench.slack.answer_to(asked)
    await bench.slack.settled()
    assert asked.message is not None
    return asked.message.ts


@pytest.mark.parametrize("channel", ["general", "desk"])
async def test_thread_goes_on_without_a_mention(bench: Bench, channel: str) -> None:
    """A follow-up is answered in its thread, in public and private channels."""
    thread = await open_thread(bench, channel=channel)
    asked = await bench.slack.go_on("and who supports it?", thread_ts=thread, channel=channel)
    answer = await bench.slack.answer_to(asked)
    assert answer.thread_ts == thread
    assert SUPPORTS in all_text(answer.blocks)


async def test_first_answer_says_how_to_go_on(bench: Bench) -> None:
    """Once, not under every answer."""
    thread = await open_thread(bench)
    await bench.slack.answer_to(await bench.slack.go_on("who supports it?", thread_ts=thread))
    first, second = said(bench)
    assert HOW_TO_GO_ON in all_text(first.blocks)
    assert HOW_TO_GO_ON not in all_text(second.blocks)


async def test_mention_in_the_thread_is_answered_once(bench: Bench) -> None:
    """It arrives as a mention and as a message of the channel."""
    thread = await open_thread(bench)
    await bench.slack.mention("@dateline who supports it?", thread_ts=thread)
    await bench.slack.settled()
    assert len(said(bench)) == 2


@pytest.mark.parametrize(
    "text", ["@ben who supports it?", "what do you make of that?", "nice", "Norland says no."]
)
async def test_people_are_left_alone(bench: Bench, text: str) -> None:
    """What they say to one another is no question to the bot."""
    thread = await open_thread(bench)
    await bench.slack.go_on(text, thread_ts=thread, user="ben")
    await bench.slack.settled()
    assert len(said(bench)) == 1


async def test_threads_of_people_are_left_alone(bench: Bench) -> None:
    """Where nobody mentioned it, a question is for people; and so it is outside of threads."""
    started = await bench.slack.write("who opposes NATO expansion?")
    await bench.slack.go_on("who opposes NATO expansion?", thread_ts=started.ts)
    await bench.slack.settled()
    assert said(bench) == []


@pytest.mark.parametrize("by_mention", [False, True])
async def test_stop_is_confirmed_once(bench: Bench, by_mention: bool) -> None:
    """Then it is quiet, also about being told again."""
    thread = await open_thread(bench)
    if by_mention:
        stopped = await bench.slack.mention("@dateline stop", thread_ts=thread)
    else:
        stopped = await bench.slack.go_on("thanks, stop", thread_ts=thread)
    assert "stay quiet" in (await bench.slack.answer_to(stopped)).text
    await bench.slack.go_on("who supports it?", thread_ts=thread)
    await bench.slack.go_on("stop", thread_ts=thread)
    await bench.slack.settled()
    assert len(said(bench)) == 2


async def test_mention_wakes_a_stopped_thread(bench: Bench) -> None:
    """What it was about is still known, and how to go on is said again."""
    thread = await open_thread(bench)
    await bench.slack.answer_to(await bench.slack.go_on("stop", thread_ts=thread))
    woken = await bench.slack.mention("@dateline who supports it?", thread_ts=thread)
    answer = await bench.slack.answer_to(woken)
    assert SUPPORTS in all_text(answer.blocks)
    assert HOW_TO_GO_ON in all_text(answer.blocks)
    asked = await bench.slack.go_on("and who opposes it?", thread_ts=thread)
    assert "Norland" in all_text((await bench.slack.answer_to(asked)).blocks)


async def test_thread_goes_quiet_by_itself(bench: Bench) -> None:
    """After some days it belongs to people again; each question keeps it awake."""
    thread = await open_thread(bench)
    answers = []
    for days in (2, 2, 4):
        bench.clock.forward(days=days)
        await bench.slack.go_on("who supports it?", thread_ts=thread)
        await bench.slack.settled()
        answers.append(len(said(bench)))
    assert answers == [2, 3, 3]


async def test_threads_outlive_a_restart(tmp_path: Path) -> None:
    """Topic and state of a thread are in the store."""
    async with at_work(tmp_path) as first:
        thread = await open_thread(first)
        room = first.slack.general.id
    async with at_work(tmp_path) as second:
        root = second.slack.workspace.post(
            Message(channel=second.slack.general.id, ts=thread, author=second.slack.ada.id, text="")
        )
        assert second.slack.general.id == room
        asked = await second.slack.go_on("and who supports it?", thread_ts=root.ts)
        assert SUPPORTS in all_text((await second.slack.answer_to(asked)).blocks)


async def test_without_the_permission_nothing_is_promised(tmp_path: Path) -> None:
    """An app that may not read channels answers mentions and says nothing of follow-ups."""
    left_out = ("channels:history", "groups:history")
    async with at_work(tmp_path, scopes_left_out=left_out) as bench:
        thread = await open_thread(bench)
        (answer,) = said(bench)
        assert HOW_TO_GO_ON not in all_text(answer.blocks)
        again = await bench.slack.mention("@dateline who supports it?", thread_ts=thread)
        assert SUPPORTS in all_text((await bench.slack.answer_to(again)).blocks)


async def test_status_is_shown_while_it_reads(bench: Bench) -> None:
    """In threads and in the messages pane, before there is an answer."""
    await open_thread(bench)
    asked = await bench.slack.direct_message("who opposes NATO expansion?")
    await bench.slack.answer_to(asked)
    told = bench.slack.calls_to("assistant.threads.setStatus")
    assert [call.arguments["status"] for call in told] == [READING, READING]
    order = [call.method for call in bench.slack.calls if "auth" not in call.method]
    assert order.index("assistant.threads.setStatus") < order.index("chat.postMessage")


async def test_without_a_status_there_is_an_answer_all_the_same(bench: Bench) -> None:
    """An app whose workspace has no such line goes without."""
    bench.slack.refuse("assistant.threads.setStatus", "not_allowed")
    await open_thread(bench)
    assert "Norland" in all_text(said(bench)[0].blocks)


async def test_status_is_cleared_where_nothing_is_said(bench: Bench) -> None:
    """A question that cannot be read is told to the asker alone, and the line goes away."""
    asked = await bench.slack.mention("@dateline what did he say?")
    told = await bench.slack.answer_to(asked)
    assert told.is_ephemeral
    assert "could stand for" in told.text
    cleared = bench.slack.calls_to("assistant.threads.setStatus")[-1]
    assert cleared.arguments["status"] == ""


async def test_direct_thread_keeps_its_topic(bench: Bench) -> None:
    """In the messages pane as in a channel."""
    asked = await bench.slack.direct_message("who opposes NATO expansion?")
    await bench.slack.answer_to(asked)
    assert asked.message is not None
    again = await bench.slack.direct_message("and who supports it?", thread_ts=asked.message.ts)
    answer = await bench.slack.answer_to(again)
    assert SUPPORTS in all_text(answer.blocks)
    assert HOW_TO_GO_ON not in all_text(answer.blocks)


async def test_direct_messages_are_not_stopped(bench: Bench) -> None:
    """There nobody else talks, so that each message is for the bot."""
    stopped = await bench.slack.direct_message("stop")
    told = await bench.slack.answer_to(stopped)
    assert "only what you ask" in told.text
    assert stopped.message is not None
    asked = await bench.slack.direct_message(
        "who supports NATO expansion?", thread_ts=stopped.message.ts
    )
    assert SUPPORTS in all_text((await bench.slack.answer_to(asked)).blocks)


async def test_prompts_of_the_pane_have_answers(bench: Bench) -> None:
    """Whatever is offered there can be sent as it stands."""
    await bench.slack.open_home("ada", tab="messages")
    await bench.slack.settled()
    (call,) = bench.slack.calls_to("assistant.threads.setSuggestedPrompts")
    prompts = call.arguments["prompts"]
    assert len(prompts) > 1
    for prompt in prompts:
        answer = await bench.slack.answer_to(await bench.slack.direct_message(prompt["message"]))
        assert "does not seem to hold" not in all_text(answer.blocks)
        assert "nothing found" not in answer.text
