"""“Export”: the file in each format, to whom it belongs and to nobody else."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from scenario.slack_bench import DOCUMENTS, LATER, Bench, at_work, typed
from unit.handlers.samples import all_text

from bot.briefing.requests.following import StandingOrder
from bot.records import RawDocument, SettingName
from bot.schedule import run_due_digests
from handlers.playground.workspace import Message
from handlers.slack.clients import make_client
from handlers.slack.sender import SlackSender
from handlers.views.board import EXPORT_BOARD_ACTION
from handlers.views.brief import EXPORT_ACTION, SHARE_ACTION
from handlers.views.standing import EXPORT_DIGEST_ACTION

SAID = "We will not accept new NATO bases on the northern coast,"


async def export(
    bench: Bench, message: Message, form: str, *, action: str = EXPORT_ACTION, user: str = "ada"
) -> None:
    """Press Export and choose a format."""
    await bench.slack.press(message, action, user=user)
    await bench.slack.settled()
    dialog = bench.slack.modal_of(user)
    assert dialog is not None
    await bench.slack.submit(dialog, {"format": form})
    await bench.slack.settled()


def files_seen(bench: Bench, user: str, channel: str) -> list[str]:
    """Return the names of the files that a person sees in a channel."""
    seen = bench.slack.visible_to(user, channel)
    return [file["name"] for message in seen for file in message.files if message.by_app]


def direct(bench: Bench, user: str) -> str:
    """Return the id of a person's conversation with the bot."""
    return bench.slack.workspace.direct_with(bench.slack.workspace.user_of(user).id).id


def only_content(bench: Bench) -> str:
    """Return the text of the one file that was uploaded."""
    (file,) = bench.slack.workspace.files.values()
    content: bytes = file["content"]
    return content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("markdown", "nato-2022-05-14.md"),
        ("csv", "nato-2022-05-14.csv"),
        ("json", "nato-2022-05-14.json"),
        ("timelinejs", "nato-2022-05-14-timeline.json"),
    ],
)
async def test_private_brief_goes_to_the_asker_alone(bench: Bench, form: str, name: str) -> None:
    """The file is in the asker's own messages; the asker is told so, and nobody else sees any."""
    brief = await typed(bench, "nato")
    await export(bench, brief, form)
    assert files_seen(bench, "ada", direct(bench, "ada")) == [name]
    told = bench.slack.visible_to("ada")[-1]
    assert told.is_ephemeral
    assert f"|{name}> is in your messages with me; only you see it." in told.text
    for user, channel in (("ben", direct(bench, "ada")), ("ben", "general"), ("ada", "general")):
        assert files_seen(bench, user, channel) == []


async def test_formats_hold_the_archives_words(bench: Bench) -> None:
    """Footnotes, rows, citations and dates, each as its readers want it."""
    brief = await typed(bench, "nato")
    found = {}
    for form in ("markdown", "csv", "json", "timelinejs"):
        await export(bench, brief, form)
        found[form] = only_content(bench)
        bench.slack.workspace.files.clear()
    assert SAID in found["markdown"]
    assert "[^1]: Harbour Post" in found["markdown"]
    rows = list(csv.DictReader(io.StringIO(found["csv"], newline="")))
    assert SAID in [row["text"] for row in rows]
    document = bench.newsroom.show("harbour-1")[0]
    for line in json.loads(found["json"])["quotations"]:
        place = line["citation"]
        assert document.text[place["start"] : place["end"]] == line["text"]
    (event,) = json.loads(found["timelinejs"])["events"]
    assert event["start_date"] == {"year": 2022, "month": 5, "day": 4}


async def test_board_is_exported_too(bench: Bench) -> None:
    """Its file says that it holds positions."""
    board = await typed(bench, "positions nato")
    await export(bench, board, "csv", action=EXPORT_BOARD_ACTION)
    assert files_seen(bench, "ada", direct(bench, "ada")) == ["nato-positions-2022-05-14.csv"]
    rows = list(csv.DictReader(io.StringIO(only_content(bench), newline="")))
    assert {row["stance"] for row in rows} == {"supports", "opposes"}


async def test_shared_brief_goes_into_its_thread(bench: Bench) -> None:
    """What everybody sees is exported where everybody sees it, whoever presses."""
    await bench.slack.press(await typed(bench, "nato"), SHARE_ACTION)
    shared = await bench.slack.wait_for_message("general", lambda m: not m.is_ephemeral)
    await export(bench, shared, "markdown", user="ben")
    (message,) = [each for each in bench.slack.visible_to("ada") if each.files]
    assert message.thread_ts == shared.ts
    assert message.text == "NATO as Markdown."
    assert files_seen(bench, "ben", direct(bench, "ben")) == []


async def test_export_of_a_public_brief_where_the_bot_is_not_goes_to_who_pressed(
    bench: Bench,
) -> None:
    """The bot cannot upload there, so the file goes to Ben, who is told in the thread."""
    bench.newsroom.change_setting(SettingName.ANSWERS, "public", changed_by="test")
    brief = await typed(bench, "nato", channel="random")
    await export(bench, brief, "json", user="ben")
    assert files_seen(bench, "ben", direct(bench, "ben")) == ["nato-2022-05-14.json"]
    assert files_seen(bench, "ada", "random") == []


async def test_export_holds_what_its_channel_may_see(bench: Bench) -> None:
    """A private channel's document is in its own exports and in no other."""
    secret = RawDocument(
        external_id="s",
        title="Plan",
        text="“NATO will leave the northern harbour in June,” said Mara Lindqvist.",
    )
    bench.newsroom.add([secret], audience=bench.slack.desk.id)
    await export(bench, await typed(bench, "nato"), "json")
    assert "leave the northern harbour" not in only_content(bench)
    bench.slack.workspace.files.clear()
    await export(bench, await typed(bench, "nato", channel="desk"), "json")
    assert "leave the northern harbour" in only_content(bench)


async def test_brief_without_dates_has_no_timeline(bench: Bench) -> None:
    """The asker hears so, and nothing is uploaded."""
    text = "“The lighthouse keeps burning through the night,” said Orla Venn."
    bench.newsroom.add([RawDocument(external_id="l", title="Lighthouse", text=text)])
    await export(bench, await typed(bench, "lighthouse"), "timelinejs")
    assert "This brief holds no dates" in bench.slack.visible_to("ada")[-1].text
    assert bench.slack.workspace.files == {}


async def digests(bench: Bench) -> tuple[Message, Message]:
    """Return two digests of two days on one topic, the second on what came meanwhile."""
    await typed(bench, "follow nato 08:00")
    sender, found = SlackSender(make_client(bench.settings)), []
    bench.clock.forward(hours=1, minutes=1)
    for later in ([], [LATER]):
        bench.newsroom.add(later)
        await run_due_digests(bench.newsroom, sender)
        bench.clock.forward(days=1)
        found = [each for each in bench.slack.visible_to() if each.text.startswith("New on")]
    first, second = found
    return first, second


async def test_digest_is_exported_as_it_was(bench: Bench) -> None:
    """Each holds the lines that it showed and nothing of the other, whoever presses."""
    first, second = await digests(bench)
    held = []
    for message in (first, second):
        await export(bench, message, "json", action=EXPORT_DIGEST_ACTION, user="ben")
        read = json.loads(only_content(bench))
        for line in (lines := read["quotations"] + read["positions"] + read["timeline"]):
            place = line["citation"]
            document = bench.newsroom.show(place["external_id"])[0]
            assert document.text[place["start"] : place["end"]] == line["text"]
        held.append({line["text"] for line in lines})
        bench.slack.workspace.files.clear()
    order = bench.newsroom.following()[0]
    assert not held[0] & held[1]
    assert len(held[0] | held[1]) >= 5
    assert any("has not changed since the spring" in text for text in held[1])
    for message, texts in zip((first, second), held, strict=True):
        thread = [m for m in bench.slack.visible_to() if message.ts in (m.ts, m.thread_ts)]
        shown = all_text([m.blocks for m in thread])
        assert all(" ".join(text.split()) in " ".join(shown.split()) for text in texts)
    assert order.topic == "nato"


async def test_digest_is_exported_into_its_thread(bench: Bench) -> None:
    """Named by the day on which it was due, not by the day on which somebody takes it along."""
    first, _ = await digests(bench)
    await export(bench, first, "markdown", action=EXPORT_DIGEST_ACTION, user="ben")
    (message,) = [each for each in bench.slack.visible_to("ada") if each.files]
    assert message.thread_ts == first.ts
    assert message.text == "NATO, digest of 14 May 2022 as Markdown."
    assert message.files[0]["name"] == "nato-digest-2022-05-14.md"
    assert only_content(bench).startswith("# NATO, digest of 14 May 2022")


async def test_digest_says_what_it_no_longer_holds(bench: Bench) -> None:
    """A document was removed, then the order was changed, then it was cancelled."""
    first, second = await digests(bench)
    bench.newsroom.add([replace(DOCUMENTS[0], text=DOCUMENTS[0].text.split(" Finland")[0])])
    await export(bench, first, "csv", action=EXPORT_DIGEST_ACTION)
    told = [each for each in bench.slack.visible_to("ada") if each.files][-1]
    assert re.fullmatch(r"NATO, .* as CSV\. Held here: \d+ of its \d+ lines\.", told.text)
    (order,) = bench.newsroom.following()
    bench.newsroom.change_order(order, StandingOrder(words="ferry fares"))
    await export(bench, second, "csv", action=EXPORT_DIGEST_ACTION)
    assert "cannot be found any more" in bench.slack.visible_to("ada")[-1].text
    bench.newsroom.unfollow(workspace="local", destination=first.channel, topic="ferry fares")
    await export(bench, second, "csv", action=EXPORT_DIGEST_ACTION)
    told = bench.slack.visible_to("ada")[-1]
    assert (told.text, told.is_ephemeral) == ("This is no longer followed here.", True)
    assert len(bench.slack.workspace.files) == 1


async def test_digest_that_is_not_recorded_yet_is_asked_for_again(bench: Bench) -> None:
    """Somebody may press before the run is finished."""
    first, _ = await digests(bench)
    for block in first.blocks[-1]["elements"]:
        block["value"] = block["value"].replace("2022-05-14", "2022-05-13")
    await export(bench, first, "csv", action=EXPORT_DIGEST_ACTION)
    assert "try again in a moment" in bench.slack.visible_to("ada")[-1].text


@pytest.mark.parametrize("scope", ["files:write", "im:write"])
async def test_missing_permission_is_one_clear_sentence(tmp_path: Path, scope: str) -> None:
    """It names the permission and the way out."""
    async with at_work(tmp_path, scopes_left_out={scope}) as bench:
        await export(bench, await typed(bench, "nato"), "csv")
        told = bench.slack.visible_to("ada")[-1]
        assert told.is_ephemeral
        assert f"lacks the permission {scope}" in told.text
        assert "dateline brief --markdown" in told.text


async def test_dialog_says_where_the_file_goes(bench: Bench) -> None:
    """Before anything is uploaded."""
    brief = await typed(bench, "nato")
    await bench.slack.press(brief, EXPORT_ACTION)
    await bench.slack.settled()
    dialog = bench.slack.modal_of("ada")
    assert dialog is not None
    assert "to you alone" in all_text(dialog.body)
