"""``/brief settings``: what is settled changes the next answer, and who may do what."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario.slack_bench import Bench, at_work, typed
from unit.handlers.samples import all_text

from bot.records import WORKSPACE_WIDE, Answers, RawDocument, SettingName
from handlers.playground.workspace import Message
from handlers.shortcuts import ADD_MESSAGE
from handlers.views.brief import SHARE_ACTION
from handlers.views.settings import CHANGE_CHANNEL_ACTION, CHANGE_WORKSPACE_ACTION
from handlers.views.sources import PAUSE_ACTION, REMOVE_ACTION

FEED = "https://bridge.example/feed"
PAGE = "https://bridge.example/news/1"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """Return the app at work, with something in the web to read."""
    bench.wire.pages[FEED] = "Bridge news"
    bench.wire.pages[PAGE] = RawDocument(
        external_id="bridge-1", title="Toll", text="“The toll stays,” said Petra Holm."
    )
    return bench


def settle(bench: Bench, name: SettingName, value: str, place: str = WORKSPACE_WIDE) -> None:
    """Settle something without Slack."""
    bench.newsroom.change_setting(name, value, place=place, changed_by="test")


def actions_of(message: Message) -> set[str]:
    """Return the ids of what can be pressed."""
    return {each["action_id"] for each in message.blocks[-1]["elements"] if "action_id" in each}


async def test_settings_say_what_holds_by_default(bench: Bench) -> None:
    """Only the asker sees them."""
    shown = await typed(bench, "settings")
    assert shown.is_ephemeral
    words = all_text(shown.blocks)
    assert "private, seen and shared by whoever asked (as in the workspace)" in words
    assert "added by everyone" in words
    assert "removed by workspace admins and whoever added them" in words


async def test_public_answers_are_posted_with_who_asked(bench: Bench) -> None:
    """The setting is told to the channel; the next answer is for all, and there to export."""
    told = await typed(bench, "settings answers public", user="ben")
    assert not told.is_ephemeral
    assert "Answers to `/brief` in this channel are now public" in told.text
    answer = await typed(bench, "nato")
    assert not answer.is_ephemeral
    assert f"Asked by <@{bench.slack.ada.id}>" in all_text(answer.blocks)
    assert SHARE_ACTION not in actions_of(answer)
    board = await typed(bench, "positions nato")
    assert not board.is_ephemeral
    assert "Asked by" in all_text(board.blocks)


async def test_public_answers_hold_in_their_channel_only(bench: Bench) -> None:
    """Help, an empty brief and another channel's answers stay private."""
    settle(bench, SettingName.ANSWERS, "public", bench.slack.general.id)
    for text, channel in (("nato", "desk"), ("help", "general"), ("zebrafish", "general")):
        assert (await typed(bench, text, channel=channel)).is_ephemeral


async def test_public_answer_goes_where_the_bot_is_not(bench: Bench) -> None:
    """In a channel without the bot it comes through the asker's own command."""
    settle(bench, SettingName.ANSWERS, "public")
    assert not (await typed(bench, "nato", channel="random")).is_ephemeral


async def test_digests_take_the_time_zone_of_their_channel(bench: Bench) -> None:
    """Where the channel has settled none, it is that of whoever orders."""
    await typed(bench, "settings timezone Asia/Tokyo")
    assert "08:00 (Asia/Tokyo)" in (await typed(bench, "follow nato 08:00")).text
    await typed(bench, "settings timezone default")
    assert "08:00 (Europe/Berlin)" in (await typed(bench, "follow norland 08:00")).text


async def test_today_is_that_of_the_channel(bench: Bench) -> None:
    """Late in the evening in UTC it is tomorrow in Tokyo."""
    bench.clock.forward(hours=15)
    settle(bench, SettingName.TIME_ZONE, "Asia/Tokyo", bench.slack.general.id)
    here = await typed(bench, "nato since:yesterday")
    there = await typed(bench, "nato since:yesterday", channel="desk")
    assert "since 14 May 2022" in all_text(here.blocks)
    assert "since 13 May 2022" in all_text(there.blocks)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("settings answers loud", "private or public"),
        ("settings timezone Mars", "Europe/Berlin"),
        ("settings adding", "everyone, admins, or people"),
        ("settings adding @nobody", "does not know @nobody"),
        ("settings adding somebody", "Say who"),
    ],
)
async def test_unknown_value_is_refused_with_what_there_is(
    bench: Bench, text: str, why: str
) -> None:
    """Nothing is settled then."""
    refused = await typed(bench, text)
    assert refused.is_ephemeral
    assert why in refused.text
    assert bench.newsroom.list_settings() == []


async def test_topic_that_begins_with_settings_is_a_topic(bench: Bench) -> None:
    """What is no setting is looked up in the archive."""
    assert "nothing found" in (await typed(bench, "settings of the dispute")).text


async def test_workspace_is_settled_by_admins_only(bench: Bench) -> None:
    """Ben hears who may; Ada is an admin."""
    refused = await typed(bench, "settings adding admins", user="ben")
    assert "Only workspace admins" in refused.text
    assert bench.newsroom.list_settings() == []
    told = await typed(bench, "settings adding admins")
    assert told.is_ephemeral
    assert "now added by workspace admins." in told.text


async def test_nobody_but_admins_adds_where_it_is_so(bench: Bench) -> None:
    """By command, from a message's menu and directly: each is refused with what to do."""
    settle(bench, SettingName.ADDING, "admins")
    by_command = await typed(bench, f"add {PAGE}", user="ben")
    written = await bench.slack.write(f"look: {PAGE}", user="ben")
    used = await bench.slack.shortcut(ADD_MESSAGE, user="ben", message=written)
    by_menu = await bench.slack.answer_to(used)
    directly = await bench.slack.answer_to(await bench.slack.direct_message(PAGE, user="ben"))
    for refused in (by_command, by_menu, directly):
        assert "You may not add sources here. Workspace admins may" in refused.text
    assert bench.newsroom.archive.measure_archive("local").documents == 2
    assert "Added: Toll" in (await typed(bench, f"add {PAGE}")).text


async def test_people_and_groups_can_be_named(bench: Bench) -> None:
    """Ben of the group may add; Cleo may not, and hears who may."""
    slack = bench.slack
    cleo = slack.workspace.add_user("cleo")
    slack.general.members.add(cleo.id)
    slack.workspace.add_group("editors", members={slack.ben.id})
    told = await typed(bench, "settings adding @ada @editors")
    assert f"<@{slack.ada.id}>, the group @editors, and workspace admins" in told.text
    assert "Added: Toll" in (await typed(bench, f"add {PAGE}", user="ben")).text
    refused = await typed(bench, f"add {FEED}", user="cleo")
    assert "@ada, the group @editors or a workspace admin may" in refused.text
    assert set(slack.pings()) == {f"<@{slack.ada.id}>"}


async def test_group_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """Without the permission nobody of it could add, so it is said at once."""
    async with at_work(tmp_path, scopes_left_out={"usergroups:read"}) as bench:
        bench.slack.workspace.add_group("editors", members={bench.slack.ben.id})
        refused = await typed(bench, "settings adding @editors")
        assert "usergroups:read" in refused.text
        assert bench.newsroom.list_settings() == []


async def test_source_is_removed_by_whoever_added_it_or_an_admin(bench: Bench) -> None:
    """Cleo may not; Ben, who added it, may pause it; Ada, an admin, removes it."""
    slack = bench.slack
    slack.general.members.add(slack.workspace.add_user("cleo").id)
    await typed(bench, f"add {FEED}", user="ben")
    listed = await typed(bench, "sources", user="cleo")
    refused = await slack.answer_to(await slack.press(listed, REMOVE_ACTION))
    assert "Whoever added it or a workspace admin may" in refused.text
    by_name = await typed(bench, "sources remove bridge", user="cleo")
    assert "You may not pause or remove this source" in by_name.text
    assert len(bench.newsroom.archive.list_sources("local")) == 1
    await slack.press(await typed(bench, "sources", user="ben"), PAUSE_ACTION)
    await slack.settled()
    await slack.press(await typed(bench, "sources"), REMOVE_ACTION)
    await slack.settled()
    assert bench.newsroom.archive.list_sources("local") == []


async def test_everyone_removes_where_it_is_so(bench: Bench) -> None:
    """The workspace decides."""
    settle(bench, SettingName.REMOVING, "everyone")
    await typed(bench, f"add {FEED}")
    await bench.slack.press(await typed(bench, "sources", user="ben"), REMOVE_ACTION)
    await bench.slack.settled()
    assert bench.newsroom.archive.list_sources("local") == []


async def test_nobody_removes_what_others_added_while_slack_does_not_answer(bench: Bench) -> None:
    """Who is an admin cannot be told now; trying again can help."""
    await typed(bench, f"add {FEED}")
    listed = await typed(bench, "sources", user="ben")
    bench.slack.fail("users.info", times=3, status=503)
    refused = await bench.slack.answer_to(await bench.slack.press(listed, REMOVE_ACTION))
    assert "Slack does not tell at the moment" in refused.text
    assert len(bench.newsroom.archive.list_sources("local")) == 1


async def test_everyone_settles_where_no_admin_can_be_told(tmp_path: Path) -> None:
    """Without the permission to look, it is open, and the form says so."""
    async with at_work(tmp_path, scopes_left_out={"users:read"}) as bench:
        shown = await typed(bench, "settings", user="ben")
        await bench.slack.press(shown, CHANGE_WORKSPACE_ACTION)
        await bench.slack.settled()
        form = bench.slack.modal_of("ben")
        assert form is not None
        assert "so everyone may change this" in all_text(form.body)
        await bench.slack.submit(form, {"adding": "admins"})
        await bench.slack.settled()
        assert [each.value for each in bench.newsroom.list_settings()] == ["admins"]
        told = await typed(bench, "settings adding everyone", user="ben")
        assert "so everyone may change this" in told.text


async def test_channel_is_settled_by_form(bench: Bench) -> None:
    """The channel hears of it, and the message with the button shows what holds now."""
    shown = await typed(bench, "settings", user="ben")
    await bench.slack.press(shown, CHANGE_CHANNEL_ACTION)
    await bench.slack.settled()
    form = bench.slack.modal_of("ben")
    assert form is not None
    wrong = await bench.slack.submit(form, {"timezone": "Mars"})
    assert "Mars" in wrong.errors["timezone"]
    await bench.slack.submit(form, {"answers": "public", "timezone": "Asia/Tokyo"})
    told = await bench.slack.wait_for_message("general", lambda m: not m.is_ephemeral)
    assert "Answers to `/brief` in this channel are now public" in told.text
    assert "now Asia/Tokyo" in told.text
    await bench.slack.settled()
    assert "Time zone: Asia/Tokyo" in all_text(shown.blocks)
    rules = bench.newsroom.rules_at(bench.slack.general.id)
    assert (rules.answers, rules.time_zone) == (Answers.PUBLIC, "Asia/Tokyo")


async def test_form_sent_as_it_was_changes_nothing(bench: Bench) -> None:
    """Nothing is announced, and the defaults stay defaults."""
    shown = await typed(bench, "settings")
    for action in (CHANGE_CHANNEL_ACTION, CHANGE_WORKSPACE_ACTION):
        await bench.slack.press(shown, action)
        await bench.slack.settled()
        form = bench.slack.modal_of("ada")
        assert form is not None
        await bench.slack.submit(form)
        await bench.slack.settled()
        assert "Nothing was changed." in all_text(shown.blocks)
    assert bench.newsroom.list_settings() == []
    assert [m for m in bench.slack.visible_to("ben") if m.by_app] == []


async def test_workspace_form_is_for_admins(bench: Bench) -> None:
    """Ben is told in the dialog; Ada names people in it, and must name somebody."""
    shown = await typed(bench, "settings", user="ben")
    await bench.slack.press(shown, CHANGE_WORKSPACE_ACTION)
    await bench.slack.settled()
    refused = bench.slack.modal_of("ben")
    assert refused is not None
    assert "Only workspace admins" in all_text(refused.body)
    await bench.slack.press(await typed(bench, "settings"), CHANGE_WORKSPACE_ACTION)
    await bench.slack.settled()
    form = bench.slack.modal_of("ada")
    assert form is not None
    nobody = await bench.slack.submit(form, {"adding": "named"})
    assert "Say who" in nobody.errors["adding_people"]
    await bench.slack.submit(form, {"adding": "named", "adding_people": bench.slack.ben.id})
    await bench.slack.settled()
    assert bench.newsroom.rules_at().adding.people == (bench.slack.ben.id,)
