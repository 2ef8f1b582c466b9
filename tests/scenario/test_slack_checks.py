"""“Check this quote” in Slack: from a message's menu, behind ``/brief check``, by mention."""

from __future__ import annotations

from typing import Any

import pytest
from scenario.slack_bench import Bench
from unit.handlers.samples import all_text

from bot.records import RawDocument
from handlers.checking import CHECK_QUOTE
from handlers.playground.workspace import Message

SAID = "We will not accept new NATO bases on the northern coast"
SECRET = RawDocument(
    external_id="secret-1",
    title="Toll",
    outlet="Bridge Gazette",
    text="“The toll on the bridge will never be raised again,” said Petra Holm, the minister.",
)


async def check_message(bench: Bench, text: str, **where: str) -> Message:
    """Choose “Check this quote” from the menu of a message; return the answer."""
    message = await bench.slack.write(text, user="ben", **where)
    used = await bench.slack.shortcut(CHECK_QUOTE, message=message)
    assert used.ack_latency < 1
    return await bench.slack.answer_to(used)


def styled(answer: Message, style: str) -> list[str]:
    """Return the texts of an answer's quotes in one style."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                walk(item)
        elif isinstance(value, dict):
            if (value.get("style") or {}).get(style):
                found.append(value["text"])
            walk(value.get("elements"))

    walk([e for b in answer.blocks for e in b["elements"] if e["type"] == "rich_text_quote"])
    return found


async def test_quote_in_a_message_is_checked_for_the_asker_alone(bench: Bench) -> None:
    """Word for word: who said it, where, when, and what stands around it."""
    answer = await check_message(bench, f"*Lindqvist* said: “{SAID}” :eyes:")
    shown = all_text(answer.blocks)
    assert answer.visible_to == bench.slack.ada.id
    assert answer.text == f"“{SAID}”: In the archive, word for word."
    assert "Mara Lindqvist" in shown
    assert "Harbour Post, 12 May 2022" in shown
    assert "Norland opposes the expansion of NATO, its foreign minister said" in shown
    assert "Finland supports the expansion of NATO" in shown
    assert styled(answer, "strike") == []


async def test_differing_words_are_struck_out_and_bold(bench: Bench) -> None:
    """Theirs struck out, the archive's bold, and a line that says so."""
    answer = await check_message(bench, "“We will accept new NATO camps on the northern coast”")
    assert (styled(answer, "strike"), styled(answer, "bold")) == (["camps"], ["not", "bases"])
    assert "Struck out: only in the checked words." in all_text(answer.blocks)


async def test_another_speaker_is_named(bench: Bench) -> None:
    """The words are there, and the archive says whose they are."""
    answer = await check_message(bench, f"Sauli Niinisto said “{SAID}”")
    assert "said by Mara Lindqvist, not Sauli Niinisto" in answer.text


async def test_each_quote_of_a_message_has_its_verdict(bench: Bench) -> None:
    """Quoted lines count, too; what was asked stands with each verdict."""
    answer = await check_message(bench, f"“{SAID}” and\n“Purple zebras dance on glaciers”")
    shown = all_text(answer.blocks)
    assert answer.text == "1 of 2 quotations found in the archive."
    assert "“Purple zebras dance on glaciers”" in shown
    assert "Not in the archive." in shown
    quoted = await check_message(bench, f"look:\n> {SAID}\nreally?")
    assert "word for word" in quoted.text


async def test_command_checks_for_the_asker_alone(bench: Bench) -> None:
    """``/brief check`` with or without marks; without words it says what to type."""
    for typed in (f"check “{SAID}”", f"check {SAID}", f'Check: "{SAID}"'):
        answer = await bench.slack.answer_to(await bench.slack.command("/brief", typed))
        assert answer.visible_to == bench.slack.ada.id
        assert "word for word" in answer.text
    bare = await bench.slack.answer_to(await bench.slack.command("/brief", "check"))
    assert "Give the words to check" in bare.text


@pytest.mark.parametrize(
    "question",
    [
        f"check: {SAID}",
        f"please check this quote: “{SAID}”",
        f"did Lindqvist really say “{SAID}”?",
    ],
)
async def test_mention_that_asks_is_answered_in_the_thread(bench: Bench, question: str) -> None:
    """In a channel and directly."""
    for asked in (
        await bench.slack.mention(f"@dateline {question}"),
        await bench.slack.direct_message(question),
    ):
        answer = await bench.slack.answer_to(asked)
        assert asked.message is not None
        assert answer.thread_ts == asked.message.ts
        assert "word for word" in answer.text


async def test_what_others_may_not_see_is_not_in_the_archive(bench: Bench) -> None:
    """A document of a private channel confirms a quotation there, and nowhere else."""
    desk = bench.slack.desk.id
    await bench.newsroom.call(bench.newsroom.add, [SECRET], audience=desk)
    words = "The toll on the bridge will never be raised again"
    inside = await bench.slack.command("/brief", f"check {words}", channel="desk")
    assert "word for word" in (await bench.slack.answer_to(inside)).text
    outside = await bench.slack.command("/brief", f"check {words}")
    assert "Not in the archive." in (await bench.slack.answer_to(outside)).text


async def test_message_without_words_says_so(bench: Bench) -> None:
    """There is nothing to check in a picture."""
    answer = await check_message(bench, "…")
    assert "no words to check" in answer.text


async def test_words_of_a_message_ping_nobody(bench: Bench) -> None:
    """What was asked is shown as it was typed, and means nothing to Slack."""
    answer = await check_message(bench, "“<!channel> zebras & <@U0BEN> dance on *glaciers*”")
    assert "Not in the archive." in answer.text
    assert "&lt;!channel&gt; zebras &amp; &lt;@U0BEN&gt;" in answer.text
