"""What Slack refuses, delays and loses: the asker hears once, and the operator can find why."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from scenario.slack_bench import Bench, at_work
from unit.handlers.samples import all_text

from bot.newsroom import Newsroom
from bot.results import Brief, BriefRequest
from handlers.playground.workspace import Message
from handlers.slack.clients import make_client
from handlers.views.brief import FILTER_ACTION

ASKED = "@dateline who opposes NATO expansion?"
TOO_LONG = ["msg_blocks_too_long", "msg_too_long"]


class SlowNewsroom(Newsroom):
    """A newsroom that takes its time."""

    def brief(
        self,
        request: BriefRequest,
        *,
        audience: str | None = None,
        shown: frozenset[str] = frozenset(),
    ) -> Brief:
        """Answer after a while."""
        sleep(0.4)
        return super().brief(request, audience=audience, shown=shown)


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """Return the app at work."""
    async with at_work(tmp_path) as made:
        yield made


async def said(bench: Bench, asked: Any) -> list[Message]:
    """Return what the app said since, as soon as it has come to rest."""
    await bench.slack.settled()
    changes = bench.slack.workspace.changes[asked.mark :]
    posted = [each.message for each in changes if each.kind == "posted" and each.message]
    return [message for message in posted if message.by_app]


def incident_of(told: Message, caplog: pytest.LogCaptureFixture) -> logging.LogRecord:
    """Return the one record, with its traceback, of the incident that somebody was told of."""
    found = re.search(r"incident (\S+)\.", told.text)
    assert found, told.text
    (record,) = [each for each in caplog.records if found[1] in each.getMessage()]
    assert record.exc_info
    return record


# --- too many, too busy ---------------------------------------------------------------------
async def test_answer_to_a_command_waits_out_a_rate_limit(bench: Bench) -> None:
    """Slack limits response addresses too; the brief comes once."""
    bench.slack.rate_limit("response_url", retry_after=0)
    (told,) = await said(bench, await bench.slack.command("/brief", "nato"))
    assert "Mara Lindqvist" in all_text(told.blocks)


async def test_answer_to_a_command_is_sent_again_when_slack_was_not_there(bench: Bench) -> None:
    """A 503 took nothing."""
    bench.slack.fail("response_url", status=503)
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
    assert "Mara Lindqvist" in all_text(answer.blocks)
    assert len(bench.slack.response_posts) == 1


@pytest.mark.parametrize("method", ["chat.postMessage", "response_url"])
async def test_nobody_waits_out_a_long_rate_limit(bench: Bench, method: str) -> None:
    """Where Slack wants minutes, the asker hears at once that it is too busy."""
    bench.slack.rate_limit(method, retry_after=600)
    asked = (
        await bench.slack.command("/brief", "nato")
        if method == "response_url"
        else await bench.slack.mention(ASKED)
    )
    (told,) = await said(bench, asked)
    assert told.is_ephemeral
    assert "Slack is too busy" in told.text


async def test_home_that_slack_did_not_take_says_so(bench: Bench) -> None:
    """The tab does not stay empty."""
    bench.slack.rate_limit("views.publish", retry_after=600)
    await bench.slack.open_home()
    await bench.slack.settled()
    home = bench.slack.home_of()
    assert home is not None
    assert "Slack is too busy" in all_text(home.body["blocks"])


# --- lost and broken ------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["chat.postMessage", "response_url"])
async def test_answer_that_may_have_arrived_is_not_sent_twice(
    bench: Bench, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer stands once; the asker hears that Slack did not say so."""
    bench.slack.drop(method, after=True)
    asked = (
        await bench.slack.command("/brief", "nato")
        if method == "response_url"
        else await bench.slack.mention(ASKED)
    )
    answer, told = await said(bench, asked)
    assert answer.blocks
    assert "did not say whether it took my answer" in told.text
    assert told.is_ephemeral
    incident_of(told, caplog)


@pytest.mark.parametrize("method", ["chat.postMessage", "response_url"])
async def test_server_error_is_told_once_and_not_tried_again(
    bench: Bench, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    """After a 500 nobody knows, so that a second try could be a second answer."""
    bench.slack.fail(method, status=500)
    asked = (
        await bench.slack.command("/brief", "nato")
        if method == "response_url"
        else await bench.slack.mention(ASKED)
    )
    (told,) = await said(bench, asked)
    assert "did not say whether it took my answer" in told.text
    incident_of(told, caplog)


async def test_first_event_does_not_wait_for_slack_to_say_who_the_bot_is(bench: Bench) -> None:
    """Bolt alone would leave it without acknowledgement and answer."""
    bench.slack.delay("auth.test", 20)
    asked = await bench.slack.command("/brief", "nato")
    assert asked.acked
    assert "Mara Lindqvist" in all_text((await bench.slack.answer_to(asked)).blocks)
    bench.slack.refuse("auth.test", "internal_error")
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
    assert "Mara Lindqvist" in all_text(answer.blocks)


# --- too long, or wrong ---------------------------------------------------------------------
@pytest.mark.parametrize("code", TOO_LONG)
async def test_answer_too_long_for_a_thread_comes_in_two_parts(bench: Bench, code: str) -> None:
    """Slack's limit is not documented; what it refuses is parted, and nothing is lost."""
    asked = await bench.slack.mention("@dateline brief me on nato")
    (whole,) = await said(bench, asked)
    bench.slack.refuse("chat.postMessage", code)
    asked = await bench.slack.mention("@dateline brief me on nato")
    first, second = await said(bench, asked)
    assert first.thread_ts == second.thread_ts == asked.message.ts  # type: ignore[union-attr]
    assert len(first.blocks) + len(second.blocks) == len(whole.blocks)


@pytest.mark.parametrize("code", TOO_LONG)
async def test_answer_too_long_for_a_command_comes_in_two_parts(bench: Bench, code: str) -> None:
    """Both are for the asker alone."""
    bench.slack.refuse("response_url", code)
    first, second = await said(bench, await bench.slack.command("/brief", "nato"))
    assert first.is_ephemeral
    assert second.is_ephemeral
    assert first.blocks != second.blocks


async def test_answer_that_stays_too_long_is_told(bench: Bench) -> None:
    """Parting is tried once; then the asker hears what to do, and no more."""
    bench.slack.refuse("response_url", "msg_blocks_too_long", times=2)
    (told,) = await said(bench, await bench.slack.command("/brief", "nato"))
    assert "too long for Slack; ask for less" in told.text


async def test_block_that_slack_cannot_read_is_left_out(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """The others are shown; the log has Slack's own words on the one."""
    complaint = "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text]"
    bench.slack.refuse(
        "chat.postMessage", "invalid_blocks", response_metadata={"messages": [complaint]}
    )
    (answer,) = await said(bench, await bench.slack.mention("@dateline brief me on nato"))
    assert answer.blocks
    assert complaint in caplog.text


async def test_blocks_that_slack_cannot_read_at_all_become_text(bench: Bench) -> None:
    """Where Slack does not say which, the sentence of the notification is shown."""
    bench.slack.refuse("response_url", "invalid_blocks")
    (told,) = await said(bench, await bench.slack.command("/brief", "nato"))
    assert "nato" in told.text.casefold()


# --- not allowed there ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("not_in_channel", "/invite @Dateline"),
        ("channel_not_found", "/invite @Dateline"),
        ("is_archived", "archived"),
        ("restricted_action", "ask an admin"),
        ("thread_not_found", "thread is gone"),
    ],
)
async def test_what_the_asker_can_mend_is_no_incident(
    bench: Bench, code: str, advice: str, caplog: pytest.LogCaptureFixture
) -> None:
    """One sentence to the asker alone; the log has one line."""
    bench.slack.refuse("chat.postMessage", code)
    (told,) = await said(bench, await bench.slack.mention(ASKED))
    assert told.is_ephemeral
    assert advice in told.text
    assert "incident" not in told.text
    assert len([each for each in caplog.records if code in each.getMessage()]) == 1


async def test_asker_who_cannot_be_told_in_the_channel_is_told_directly(bench: Bench) -> None:
    """Where the bot may not even whisper, its messages with the asker remain."""
    bench.slack.refuse("chat.postMessage", "is_archived")
    bench.slack.refuse("chat.postEphemeral", "is_archived")
    asked = await bench.slack.mention(ASKED)
    (told,) = await said(bench, asked)
    assert told.channel == bench.slack.workspace.direct_with(bench.slack.ada.id).id
    assert "archived" in told.text


async def test_closed_conversation_is_logged_with_who_was_to_be_told(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody can be told where no message is taken; the operator can see it."""
    bench.slack.refuse("chat.postMessage", "user_is_bot", times=2)
    asked = await bench.slack.direct_message("who opposes NATO expansion?")
    assert await said(bench, asked) == []
    assert "could not tell the asker" in caplog.text


async def test_missing_permission_is_named_to_the_asker_and_logged_once(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Who reads it knows the scope and what to do; the log has the same incident."""
    bench.slack.refuse("chat.postMessage", "missing_scope", needed="chat:write")
    (told,) = await said(bench, await bench.slack.mention(ASKED))
    assert "lacks the permission chat:write; reinstall it from app.json" in told.text
    incident_of(told, caplog)


# --- dialogs --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "code",
    ["expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"],
)
async def test_dialog_that_slack_does_not_open_is_a_message(bench: Bench, code: str) -> None:
    """The right to open one lives for three seconds, and once."""
    brief = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
    bench.slack.refuse("views.open", code)
    (told,) = await said(bench, await bench.slack.press(brief, FILTER_ACTION))
    assert told.is_ephemeral
    assert "Slack opened no dialog this time" in told.text
    assert bench.slack.modal_of() is None


async def test_dialog_that_slack_is_slow_to_open_is_a_message(bench: Bench) -> None:
    """A wait that outlives the right to open a dialog is not waited."""
    brief = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
    bench.slack.rate_limit("views.open", retry_after=20)
    pressed = await bench.slack.press(brief, FILTER_ACTION)
    told = await bench.slack.answer_to(pressed, timeout=8)
    assert "Slack opened no dialog this time" in told.text


async def test_dialog_that_cannot_be_checked_is_taken_and_its_trouble_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault before the acknowledgement is one like any other; a dialog is answered directly."""

    def fail(view: object) -> None:
        raise KeyError("values")

    brief = await bench.slack.answer_to(await bench.slack.command("/brief", "nato"))
    await bench.slack.press(brief, FILTER_ACTION)
    await bench.slack.settled()
    view = bench.slack.modal_of()
    assert view is not None
    monkeypatch.setattr("handlers.briefs.filtering.read_filters", fail)
    sent = await bench.slack.submit(view, {"by": "niinisto"})
    assert sent.acked
    (told,) = await said(bench, sent)
    assert told.channel == bench.slack.workspace.direct_with(bench.slack.ada.id).id
    incident_of(told, caplog)


# --- addresses that take no more ------------------------------------------------------------
async def test_answer_that_comes_after_half_an_hour_is_whispered(tmp_path: Path) -> None:
    """The address of the command has run out; the brief comes all the same, to the asker."""
    async with at_work(tmp_path, kind=SlowNewsroom) as bench:
        asked = await bench.slack.command("/brief", "nato")
        now = bench.slack.workspace.clock
        bench.slack.workspace.clock = lambda: now() + 31 * 60
        (answer,) = await said(bench, asked)
        assert "Mara Lindqvist" in all_text(answer.blocks)
        assert answer.visible_to == bench.slack.ada.id
        assert bench.slack.problems == ["response_url: expired_url"]


async def test_address_that_was_used_up_is_gone_round(bench: Bench) -> None:
    """A sixth answer finds its way."""
    bench.slack.refuse("response_url", "used_url")
    (answer,) = await said(bench, await bench.slack.command("/brief", "nato"))
    assert "Mara Lindqvist" in all_text(answer.blocks)
    assert answer.visible_to == bench.slack.ada.id


# --- the end of the program -----------------------------------------------------------------
async def test_asker_whose_answer_is_cut_off_by_the_stop_hears_it(tmp_path: Path) -> None:
    """An answer that is not ready when the time to finish is over does not come: that is said."""
    async with at_work(tmp_path, kind=SlowNewsroom) as bench:
        asked = await bench.slack.command("/brief", "nato")
        assert await bench.desk.drain(0) == 1
        (told,) = await said(bench, asked)
        assert "being restarted" in told.text
        assert told.is_ephemeral


# --- buttons of earlier versions ------------------------------------------------------------
async def test_button_that_nobody_knows_any_more_is_answered(bench: Bench) -> None:
    """Messages outlive versions; one that only opens a page needs no answer."""
    old = {"type": "button", "action_id": "of_old", "text": {"type": "plain_text", "text": "Old"}}
    page = {**old, "action_id": "page", "url": "https://harbour.example/news/1"}
    client = make_client(bench.settings)
    await client.chat_postMessage(
        channel=bench.slack.general.id,
        text="from an earlier version",
        blocks=[{"type": "actions", "elements": [old, page]}],
    )
    message = bench.slack.visible_to()[-1]
    opened = await bench.slack.press(message, "page")
    assert opened.acked
    assert await said(bench, opened) == []
    pressed = await bench.slack.press(message, "of_old")
    (told,) = await said(bench, pressed)
    assert "earlier version" in told.text
