"""Briefs and answers in Slack, from what is typed to what is seen."""

from __future__ import annotations

from datetime import date

import pytest
from scenario.slack_bench import Bench
from unit.handlers.samples import all_text

from bot.briefing.requests.query import brief_request
from bot.records import RawDocument
from handlers.playground.workspace import Message
from handlers.views.board import FIRST_ACTION, REST_ACTION, SHARE_BOARD_ACTION
from handlers.views.brief import FILTER_ACTION, SHARE_ACTION


def from_app(bench: Bench, user: str = "ada", channel: str = "general") -> list[Message]:
    """Return what a person sees of the app in a channel."""
    return [each for each in bench.slack.visible_to(user, channel) if each.by_app]


async def test_brief_is_private_until_it_is_shared(bench: Bench) -> None:
    """Only the asker sees the answer; one press makes it public and says who pressed."""
    asked = await bench.slack.command("/brief", "nato")
    answer = await bench.slack.answer_to(asked)
    assert asked.ack_latency < 1
    assert answer.visible_to == bench.slack.ada.id
    assert "We will not accept new NATO bases on the northern coast" in all_text(answer.blocks)
    assert "Mara Lindqvist" in all_text(answer.blocks)
    assert from_app(bench, "ben") == []

    # The private message is soon replaced by the word that it was shared.
    heading = all_text(answer.blocks[:1])
    await bench.slack.press(answer, SHARE_ACTION)
    shared = await bench.slack.wait_for_message("general", lambda each: not each.is_ephemeral)
    assert f"Shared by <@{bench.slack.ada.id}>" in all_text(shared.blocks)
    assert SHARE_ACTION not in str(shared.blocks)
    assert heading == all_text(shared.blocks[:1])
    await bench.slack.settled()
    assert [each.text for each in from_app(bench)] == ["Shared with this channel.", shared.text]


async def test_brief_is_shared_once(bench: Bench) -> None:
    """Two quick presses of one button make one public brief."""
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
    value = next(
        each["elements"][0]["value"] for each in answer.blocks if each["type"] == "actions"
    )
    request = await bench.newsroom.call(bench.newsroom.recall, "brief", value)
    assert request is not None
    assert len(value) < 20
    await bench.slack.press(answer, SHARE_ACTION)
    await bench.slack.wait_for_message("general", lambda each: not each.is_ephemeral)
    assert not await bench.desk.first_sight(f"share:{value}")


async def test_brief_is_shared_where_the_bot_is_not_a_member(bench: Bench) -> None:
    """The asker's own right to answer carries it into the channel."""
    asked = await bench.slack.command("/brief", "nato", channel="random")
    answer = await bench.slack.answer_to(asked)
    await bench.slack.press(answer, SHARE_ACTION)
    shared = await bench.slack.wait_for_message("random", lambda each: not each.is_ephemeral)
    assert "Shared by" in all_text(shared.blocks)


async def test_button_whose_brief_is_forgotten_says_so(bench: Bench) -> None:
    """An old button is answered with what to do, to the presser only."""
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
    for block in answer.blocks:
        if block["type"] == "actions":
            for element in block["elements"]:
                element["value"] = "unknown"
    pressed = await bench.slack.press(answer, SHARE_ACTION)
    told = await bench.slack.answer_to(pressed)
    assert "no longer at hand" in told.text
    assert told.visible_to == bench.slack.ada.id


async def test_brief_with_filters_reads_them(bench: Bench) -> None:
    """Limits typed as on the command line or with colons narrow the brief."""
    asked = await bench.slack.command("/brief", "nato --by niinisto since:2022-05-01")
    shown = all_text((await bench.slack.answer_to(asked)).blocks)
    assert "stays open to every neighbour" in shown
    assert "We will not accept" not in shown


async def test_brief_that_finds_nothing_says_why(bench: Bench) -> None:
    """A topic that the archive does not know is answered with a reason and without a button."""
    asked = await bench.slack.command("/brief", "quantum basketball")
    answer = await bench.slack.answer_to(asked)
    assert "nothing found" in answer.text
    assert FILTER_ACTION in str(answer.blocks)
    assert SHARE_ACTION not in str(answer.blocks)


async def test_board_is_private_until_it_is_shared(bench: Bench) -> None:
    """Who stands where is for the asker alone; one press makes it public, once."""
    asked = await bench.slack.command("/brief", "positions nato expansion")
    answer = await bench.slack.answer_to(asked)
    shown = all_text(answer.blocks)
    assert answer.visible_to == bench.slack.ada.id
    assert shown.index("*Supports*") < shown.index("Finland supports the expansion of NATO")
    assert shown.index("*Opposes*") < shown.index("Norland opposes the expansion of NATO")
    assert from_app(bench, "ben") == []

    await bench.slack.press(answer, SHARE_BOARD_ACTION)
    shared = await bench.slack.wait_for_message("general", lambda each: not each.is_ephemeral)
    assert f"Shared by <@{bench.slack.ada.id}>" in all_text(shared.blocks)
    assert "Norland opposes the expansion of NATO" in all_text(shared.blocks)


async def test_board_holds_only_what_the_channel_may_see(bench: Bench) -> None:
    """A document of a private channel is on no board elsewhere."""
    secret = RawDocument(
        external_id="secret-1",
        outlet="Inner Circle",
        published=date(2022, 5, 13),
        text="Senator Jonas Berg opposes the expansion of NATO, he said at Port Hale.",
    )
    bench.newsroom.add([secret], audience="C0INNER")
    asked = await bench.slack.command("/brief", "positions nato expansion")
    assert "Jonas Berg" not in all_text((await bench.slack.answer_to(asked)).blocks)
    request = brief_request("nato expansion", workspace="local", today=date(2022, 5, 14))
    rows = bench.newsroom.board(request, audience="C0INNER").rows
    assert "Jonas Berg" in [row.line.actor for row in rows]


async def test_rest_of_a_long_board_takes_its_place_and_goes_back(bench: Bench) -> None:
    """The page turns in place, for the asker alone."""
    people = (
        "Berg Holm Lund Dahl Vik Moen Lie Strand Bakke Haugen Solberg Nilsen Aas Eide Ness Tveit"
    )
    bench.newsroom.add(
        RawDocument(
            external_id=f"fleet-{number}",
            outlet="Pilot News",
            published=date(2022, 5, 1 + number),
            text=f"Senator Jonas {name} opposes the expansion of NATO, he said at Port {name}.",
        )
        for number, name in enumerate(people.split())
    )
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "positions nato"))
    first = all_text(answer.blocks)
    rest = await bench.slack.answer_to(await bench.slack.press(answer, REST_ACTION))
    assert rest.ts == answer.ts
    assert rest.is_ephemeral
    assert all_text(rest.blocks) != first
    back = await bench.slack.answer_to(await bench.slack.press(rest, FIRST_ACTION))
    assert all_text(back.blocks) == first


async def test_board_that_is_empty_says_why(bench: Bench) -> None:
    """A topic on which nobody takes a side leads to its brief."""
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "positions ferry"))
    assert "mentions ferry, but nobody" in all_text(answer.blocks)
    assert "/brief ferry" in all_text(answer.blocks)
    assert SHARE_BOARD_ACTION not in str(answer.blocks)


async def test_board_without_a_topic_asks_for_one(bench: Bench) -> None:
    """The word alone is answered with an example."""
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "positions"))
    assert "/brief positions nato" in answer.text


@pytest.mark.parametrize("typed", ["", "help"])
async def test_help_is_short_and_private(bench: Bench, typed: str) -> None:
    """A bare command is no error."""
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", typed))
    assert answer.is_ephemeral
    assert "/brief follow nato 08:00" in all_text(answer.blocks)


async def test_wrong_filter_is_explained_to_the_asker(bench: Bench) -> None:
    """What cannot be used is said in words, privately."""
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "nato since:soonish"))
    assert "soonish" in answer.text
    assert answer.is_ephemeral


async def test_mention_is_answered_in_its_thread_and_the_thread_is_remembered(
    bench: Bench,
) -> None:
    """A follow-up in the thread may leave the topic out."""
    asked = await bench.slack.mention("@dateline who opposes NATO expansion?", user="ben")
    answer = await bench.slack.answer_to(asked)
    assert asked.message is not None
    assert answer.thread_ts == asked.message.ts
    assert "Norland opposes the expansion of NATO" in all_text(answer.blocks)

    again = await bench.slack.mention(
        "@dateline and who supports it?", user="ben", thread_ts=asked.message.ts
    )
    second = await bench.slack.answer_to(again)
    assert second.thread_ts == asked.message.ts
    assert "Finland supports the expansion of NATO" in all_text(second.blocks)


async def test_brief_by_mention_is_for_the_thread(bench: Bench) -> None:
    """Commands do not work in threads; a mention does, and there is nothing to share."""
    asked = await bench.slack.mention("@dateline brief me on nato")
    answer = await bench.slack.answer_to(asked)
    assert asked.message is not None
    assert answer.thread_ts == asked.message.ts
    assert "Mara Lindqvist" in all_text(answer.blocks)
    assert SHARE_ACTION not in str(answer.blocks)


async def test_bare_mention_is_answered_with_help(bench: Bench) -> None:
    """Saying only the name is asking what it can do."""
    answer = await bench.slack.answer_to(await bench.slack.mention("@dateline"))
    assert "/brief follow" in all_text(answer.blocks)


async def test_direct_message_is_answered_in_its_thread(bench: Bench) -> None:
    """What is said to the bot directly needs no mention."""
    asked = await bench.slack.direct_message("what did Lindqvist say about NATO?")
    answer = await bench.slack.answer_to(asked)
    assert asked.message is not None
    assert answer.thread_ts == asked.message.ts
    assert "We will not accept new NATO bases" in all_text(answer.blocks)


@pytest.mark.parametrize(
    "change",
    [
        {"subtype": "message_changed", "user": None},
        {"bot_id": "B0OTHER"},
        {"edited": {"ts": "1.2"}},
        {"subtype": "channel_join"},
        {"channel_type": "channel", "channel": "C0X"},
    ],
)
async def test_edits_and_bots_are_not_answered(bench: Bench, change: dict[str, object]) -> None:
    """No loops with other bots, and no second answer to a mended typo."""
    event = {
        "type": "message",
        "channel": bench.slack.workspace.direct_with(bench.slack.ada.id).id,
        "channel_type": "im",
        "user": bench.slack.ada.id,
        "text": "nato",
        "ts": "1652500000.000100",
        **change,
    }
    if change.get("channel_type") == "channel":
        bench.slack.bot_events |= {"message.channels"}
    delivery = await bench.slack.send_event(event)
    await bench.slack.settled()
    assert delivery.acked
    assert bench.slack.calls_to("chat.postMessage") == []


async def test_event_delivered_twice_is_answered_once(bench: Bench) -> None:
    """Slack repeats deliveries; the event id decides."""
    for _ in range(2):
        await bench.slack.mention("@dateline who opposes NATO expansion?", event_id="Ev0SAME")
    await bench.slack.settled()
    assert len(bench.slack.calls_to("chat.postMessage")) == 1


async def test_home_shows_the_archive_and_messages_offer_prompts(bench: Bench) -> None:
    """Both tabs say what can be asked."""
    await bench.slack.open_home("ada")
    await bench.slack.settled()
    home = bench.slack.home_of("ada")
    assert home is not None
    assert "2 documents · 2 outlets · English" in all_text(home.body)
    await bench.slack.open_home("ada", tab="messages")
    await bench.slack.settled()
    (call,) = bench.slack.calls_to("assistant.threads.setSuggestedPrompts")
    assert "brief NATO" in str(call.arguments["prompts"])
    assert not call.arguments.get("thread_ts")
