"""Below and beside the lines of a brief: further pages, filters, what stands behind a line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from scenario.slack_bench import Bench, ask, share
from unit.handlers.samples import all_text

from bot.extraction.extractors import EXTRACTION_VERSION
from bot.records import RawDocument
from bot.results import PageChange, PageState
from handlers.playground.workspace import Message, View
from handlers.views.brief import FILTER_ACTION
from handlers.views.menus import LINE_ACTION

_SAID = (
    "The ships of NATO have never been welcome in our strait",
    "Every krone for NATO is a krone that our schools will miss",
    "Nobody asked the pilots before NATO closed the fairway",
    "I trust NATO more than I trust the weather",
    "Our fishermen will sail, with NATO or without it",
    "A treaty with NATO needs the vote of both islands",
    "The lighthouse was there long before NATO came",
)
_PAGE = "https://harbour.example/news/1"
_WORDS = "We will not accept new NATO bases on the northern coast,"


def add_speeches(bench: Bench) -> None:
    """Put seven more quotations into the archive."""
    bench.newsroom.add(
        RawDocument(
            external_id=f"pilot-{number}",
            outlet="Pilot News",
            published=date(2022, 5, 1) + timedelta(days=number),
            text=f"“{words},” said Jonas Berg, who runs the Island Line.",
        )
        for number, words in enumerate(_SAID)
    )


def quoted(message: Message) -> list[str]:
    """Return the direct quotations that a message shows."""
    quotes = [
        all_text(part)
        for block in message.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        if part["type"] == "rich_text_quote"
    ]
    return [words for words in quotes if words.startswith("“") and words.endswith("”")]


def option(message: Message, choice: str, words: str) -> tuple[str, str]:
    """Return block id and value of a choice in the menu of the line with these words."""
    found: list[Any] = list(message.blocks)
    place = next(n for n, block in enumerate(found) if words in all_text(block))
    menu = found[place + 1]["accessory"]
    values = [each["value"] for each in menu["options"] if each["value"].startswith(choice)]
    return found[place + 1]["block_id"], values[0]


async def choose(bench: Bench, message: Message, choice: str, words: str = _WORDS) -> View:
    """Choose from the menu of a line, and return the dialog that this leads to."""
    block, value = option(message, choice, words)
    done = await bench.slack.press(message, LINE_ACTION, block_id=block, value=value)
    assert done.ack_latency < 1
    await bench.slack.settled()
    view = bench.slack.modal_of("ada")
    assert view is not None
    return view


async def test_pages_go_on_privately_and_repeat_nothing(bench: Bench) -> None:
    """Each press shows the next quotations, to the asker only, until all were shown once."""
    add_speeches(bench)
    answer = await ask(bench)
    seen = quoted(answer)
    assert "More quotes (" in all_text(answer.blocks)
    for _ in range(5):
        page = await bench.slack.answer_to(await bench.slack.press(answer, "more_quotations"))
        assert page.is_ephemeral
        assert page.ts != answer.ts
        if page.text.startswith("That was all"):
            break
        seen += quoted(page)
    assert page.text.startswith("That was all")
    assert len(seen) == len(set(seen))
    assert {f"“{words},”" for words in _SAID} <= set(seen)


async def test_pages_of_a_shared_brief_come_in_its_thread(bench: Bench) -> None:
    """The channel keeps one message; anybody can go on where the last one stopped."""
    add_speeches(bench)
    shared = await share(bench)
    pressed = await bench.slack.press(shared, "more_quotations", user="ben")
    page = await bench.slack.answer_to(pressed)
    assert page.thread_ts == shared.ts
    assert not page.is_ephemeral
    assert not set(quoted(page)) & set(quoted(shared))
    again = await bench.slack.answer_to(await bench.slack.press(shared, "more_quotations"))
    assert not set(quoted(again)) & {*quoted(page), *quoted(shared)}


async def test_two_presses_at_once_do_not_show_a_line_twice(bench: Bench) -> None:
    """They take turns, so that the second goes on behind the first."""
    add_speeches(bench)
    answer = await ask(bench)
    await bench.slack.press(answer, "more_quotations")
    await bench.slack.press(answer, "more_quotations")
    await bench.slack.settled()
    shown = [each for each in bench.slack.visible_to("ada") if each.by_app]
    said = [words for each in shown for words in quoted(each)]
    assert len(shown) == 3
    assert len(said) == len(set(said))


async def test_pages_where_the_bot_is_not_a_member_reach_the_presser(bench: Bench) -> None:
    """What cannot be posted in the thread comes through the presser's own right to an answer."""
    add_speeches(bench)
    shared = await share(bench, "random")
    page = await bench.slack.answer_to(await bench.slack.press(shared, "more_quotations"))
    assert page.is_ephemeral
    assert quoted(page)


async def test_verify_shows_where_the_words_come_from_and_the_page_today(bench: Bench) -> None:
    """The dialog opens at once, is filled from the archive, and then says how the page is now."""
    bench.wire.states[_PAGE] = PageState(change=PageChange.CHANGED, has_words=True)
    view = await choose(bench, await ask(bench), "verify")
    shown = all_text(view.body["blocks"])
    (place,) = view.body["blocks"][0]["elements"]
    bold = [each["text"] for each in place["elements"] if each.get("style")]
    assert bold == [_WORDS]
    assert "said on Thursday. “We will not accept" in shown
    assert "Finland supports the expansion of NATO" in shown
    assert "Norland rejects NATO expansion" in shown
    assert "the words in bold still stand in it" in shown
    assert f"the exact extractor, version {EXTRACTION_VERSION}" in shown
    calls = [call.method for call in bench.slack.calls if call.method.startswith("views.")]
    assert calls == ["views.open", "views.update", "views.update"]
    assert [each for each in bench.slack.visible_to("ben") if each.by_app] == []


async def test_context_shows_the_paragraph_word_for_word(bench: Bench) -> None:
    """What stands before and after, with the line in bold."""
    view = await choose(bench, await ask(bench), "context")
    document, _ = bench.newsroom.show("harbour-1")
    assert document.text in all_text(view.body["blocks"])


async def test_line_whose_text_was_replaced_says_so(bench: Bench) -> None:
    """Other words at the same place are never shown as those of the line."""
    answer = await ask(bench)
    bench.newsroom.add(
        [
            RawDocument(
                external_id="harbour-1",
                outlet="Harbour Post",
                text="Norland has changed its mind about everything. " * 20,
            )
        ]
    )
    view = await choose(bench, answer, "verify")
    shown = all_text(view.body["blocks"])
    assert "/brief" in shown
    assert "changed its mind" not in shown


async def test_line_of_a_private_channel_is_not_shown_elsewhere(bench: Bench) -> None:
    """What may be seen is asked for anew where the menu is opened."""
    secret = "“Nobody outside this room knows what NATO paid,” said Jonas Berg, a pilot."
    bench.newsroom.add(
        [RawDocument(external_id="desk-1", outlet="Desk Notes", text=secret)],
        audience=bench.slack.desk.id,
    )
    answer = await ask(bench, channel="desk")
    view = await choose(bench, answer, "context", "Nobody outside this room")
    assert secret in all_text(view.body["blocks"])
    elsewhere = await ask(bench)
    block, value = option(answer, "context", "Nobody outside this room")
    (menu,) = [each["accessory"] for each in answer.blocks if each.get("block_id") == block]
    other = next(each for each in elsewhere.blocks if "accessory" in each)
    other["accessory"], other["block_id"] = menu, block
    await bench.slack.press(elsewhere, LINE_ACTION, block_id=block, value=value)
    await bench.slack.settled()
    view_after = bench.slack.modal_of("ada")
    assert view_after is not None
    assert "Nobody outside" not in all_text(view_after.body["blocks"])
    assert "no longer in the archive" in all_text(view_after.body["blocks"])


async def test_verify_without_a_dialog_answers_in_a_message(bench: Bench) -> None:
    """Where Slack opens none, because its trigger is too old, the asker alone gets all of it."""
    answer = await ask(bench)
    bench.slack.refuse("views.open", "expired_trigger_id")
    block, value = option(answer, "verify", _WORDS)
    pressed = await bench.slack.press(answer, LINE_ACTION, block_id=block, value=value)
    told = await bench.slack.answer_to(pressed)
    assert told.is_ephemeral
    assert "Gone: the address answers" in all_text(told.blocks)


async def test_filter_is_filled_and_changes_the_brief_in_its_place(bench: Bench) -> None:
    """The dialog holds what the brief was asked with; sent, it gives the brief another shape."""
    answer = await ask(bench, "nato since:2022-05-01 by:lindqvist")
    assert _WORDS in all_text(answer.blocks)
    await bench.slack.press(answer, FILTER_ACTION)
    await bench.slack.settled()
    view = bench.slack.modal_of("ada")
    assert view is not None
    held = {
        block["block_id"]: field.get("initial_value") or field.get("initial_date")
        for block in view.body["blocks"]
        if (field := block.get("element"))
    }
    assert held["topic"] == "nato"
    assert held["since"] == "2022-05-01"
    assert held["by"] == "lindqvist"
    assert held["until"] is None
    sent = await bench.slack.submit(view, {"by": "niinisto"})
    assert not sent.errors
    await bench.slack.settled()
    assert bench.slack.modal_of("ada") is None
    assert "stays open to every neighbour" in all_text(answer.blocks)
    assert _WORDS not in all_text(answer.blocks)
    assert answer.is_ephemeral


async def test_filter_that_makes_no_sense_keeps_the_dialog_open(bench: Bench) -> None:
    """What is wrong stands below its field."""
    answer = await ask(bench)
    await bench.slack.press(answer, FILTER_ACTION)
    await bench.slack.settled()
    view = bench.slack.modal_of("ada")
    assert view is not None
    for values, field in (
        ({"since": "2022-05-10", "until": "2022-05-01"}, "until"),
        ({"language": "x!"}, "language"),
        ({"topic": ""}, "topic"),
    ):
        sent = await bench.slack.submit(view, values)
        assert set(sent.errors) == {field}
    assert bench.slack.modal_of("ada") is view


async def test_filter_of_a_shared_brief_leaves_it_alone(bench: Bench) -> None:
    """Somebody else's wish is answered to them only."""
    shared = await share(bench)
    before = all_text(shared.blocks)
    await bench.slack.press(shared, FILTER_ACTION, user="ben")
    await bench.slack.settled()
    view = bench.slack.modal_of("ben")
    assert view is not None
    await bench.slack.submit(view, {"by": "niinisto"})
    await bench.slack.settled()
    (own,) = [each for each in bench.slack.visible_to("ben") if each.by_app and each.is_ephemeral]
    assert "stays open to every neighbour" in all_text(own.blocks)
    assert all_text(shared.blocks) == before


async def test_filter_in_a_thread_is_answered_there(bench: Bench) -> None:
    """A brief by mention stands in a thread; what its filter gives comes there, to one person."""
    asked = await bench.slack.mention("@dateline brief me on nato")
    brief = await bench.slack.answer_to(asked)
    await bench.slack.press(brief, FILTER_ACTION)
    await bench.slack.settled()
    view = bench.slack.modal_of("ada")
    assert view is not None
    await bench.slack.submit(view, {"by": "niinisto"})
    await bench.slack.settled()
    told = bench.slack.visible_to("ada")[-1]
    assert told.is_ephemeral
    assert told.thread_ts == brief.thread_ts


async def test_filter_that_was_open_for_too_long_still_answers(bench: Bench) -> None:
    """Slack takes answers to a press for half an hour; later a new message carries the brief."""
    await bench.slack.press(await ask(bench), FILTER_ACTION)
    await bench.slack.settled()
    view = bench.slack.modal_of("ada")
    assert view is not None
    now = bench.slack.workspace.clock
    bench.slack.workspace.clock = lambda: now() + 3_600
    await bench.slack.submit(view, {"by": "niinisto"})
    await bench.slack.settled()
    told = bench.slack.visible_to("ada")[-1]
    assert told.is_ephemeral
    assert "stays open to every neighbour" in all_text(told.blocks)
    assert bench.slack.problems == ["response_url: expired_url"]
    bench.slack.problems.clear()


@pytest.mark.parametrize("action", ["more_quotations", FILTER_ACTION])
async def test_button_of_a_forgotten_brief_says_what_to_do(bench: Bench, action: str) -> None:
    """One sentence, to the presser only."""
    add_speeches(bench)
    answer = await ask(bench)
    for element in answer.blocks[-1]["elements"]:
        element["value"] = "unknown"
    await bench.slack.press(answer, action)
    await bench.slack.settled()
    view = bench.slack.modal_of("ada")
    blocks = view.body["blocks"] if view else bench.slack.visible_to("ada")[-1].blocks
    assert "type /brief and its topic again" in all_text(blocks)
