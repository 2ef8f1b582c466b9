"""The home tab: what it shows to whom, and what its buttons do in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from scenario.slack_bench import Bench, at_work
from unit.handlers.samples import all_text

from bot.records import RawDocument, SourceState
from handlers.playground.workspace import View
from handlers.views.home import BACK_ACTION, SOURCES_ACTION
from handlers.views.settings import CHANGE_WORKSPACE_ACTION
from handlers.views.sources import PAUSE_ACTION, REMOVE_ACTION
from handlers.views.standing import CHANGE_ACTION

FEED = "https://bridge.example/feed"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """Return the app at work, with something in the web to read."""
    bench.wire.pages[FEED] = "Bridge news"
    return bench


async def home_of(bench: Bench, user: str = "ada") -> View:
    """Open the home tab and return it."""
    await bench.slack.open_home(user)
    await bench.slack.settled()
    home = bench.slack.home_of(user)
    assert home is not None
    return home


async def press(bench: Bench, view: View, action: str) -> str:
    """Press a button on the tab, and return what it shows then."""
    await bench.slack.press(view, action)
    await bench.slack.settled()
    return all_text(view.body)


async def test_home_shows_the_archive_at_a_glance(bench: Bench) -> None:
    """Counts, the first and last day, what came in last, and three things to try."""
    shown = all_text((await home_of(bench)).body)
    assert "2 documents · 2 outlets · English\nPublished 12–13 May 2022" in shown
    assert "Newest: Ferry fares rise, Island Wire, added <!date^1652504400^" in shown
    assert "`/brief NATO`" in shown
    assert "None is followed yet" in shown
    assert "`/brief settings`" in shown


async def test_home_shows_nothing_of_private_documents(bench: Bench) -> None:
    """What was added in a private channel is neither counted nor named."""
    secret = RawDocument(external_id="s", title="Secret plan", text="A plan.", outlet="Desk")
    bench.newsroom.add([secret], audience=bench.slack.desk.id)
    shown = all_text((await home_of(bench)).body)
    assert "2 documents · 2 outlets" in shown
    assert "Secret" not in shown


async def test_orders_are_shown_to_those_who_may_see_them(bench: Bench) -> None:
    """Of public channels to all, of a private one to whoever made it, with their next time."""
    await bench.slack.answer_to(await bench.slack.command("/brief", "follow nato 08:00"))
    private = await bench.slack.command("/brief", "follow norland 09:30", channel="desk")
    await bench.slack.answer_to(private)
    hers, his = [all_text((await home_of(bench, each)).body) for each in ("ada", "ben")]
    assert f"*nato* in <#{bench.slack.general.id}>" in his
    assert "next 14 May 2022 08:00" in his
    assert "norland" not in his
    assert "*norland*" in hers


async def test_private_order_that_somebody_else_changed_is_theirs(bench: Bench) -> None:
    """Whoever ordered it may have left the channel, and must not read there what it is now."""
    bench.slack.desk.members.add(bench.slack.ben.id)
    asked = await bench.slack.command("/brief", "follow norland 09:30", channel="desk")
    told = await bench.slack.answer_to(asked)
    await bench.slack.press(told, CHANGE_ACTION, user="ben")
    await bench.slack.settled()
    form = bench.slack.modal_of("ben")
    assert form is not None
    await bench.slack.submit(form, {"words": "secret merger"})
    await bench.slack.settled()
    hers, his = [all_text((await home_of(bench, each)).body) for each in ("ada", "ben")]
    assert "norland" not in hers
    assert "secret merger" not in hers
    assert "*secret merger*" in his


async def test_home_keeps_to_own_orders_where_slack_does_not_tell(tmp_path: Path) -> None:
    """Without the permission no channel is known to be public."""
    async with at_work(tmp_path, scopes_left_out={"channels:read"}) as bench:
        await bench.slack.answer_to(await bench.slack.command("/brief", "follow nato 08:00"))
        hers, his = [all_text((await home_of(bench, each)).body) for each in ("ada", "ben")]
        assert "*nato*" in hers
        assert "*nato*" not in his
        assert "Slack does not tell me which channels are open" in his


async def test_failing_feeds_are_named_with_the_reason(bench: Bench) -> None:
    """One line each, beside how many work."""
    await bench.slack.answer_to(await bench.slack.command("/brief", f"add {FEED}"))
    (state,) = bench.newsroom.archive.list_feeds("local")
    assert "1 feed working" in all_text((await home_of(bench)).body)
    now = bench.newsroom.now()
    bench.newsroom.archive.save_feed(
        replace(
            state,
            last_fetched=now - timedelta(hours=2),
            failing_since=now,
            failures=3,
            last_error="the site answers 404: <gone>",
        )
    )
    shown = all_text((await home_of(bench)).body)
    assert "0 feeds working · 1 failing · last fetch <!date^" in shown
    assert ":warning: *Bridge news*: the site answers 404: &lt;gone&gt;" in shown


async def test_sources_open_in_place_with_their_buttons(bench: Bench) -> None:
    """The list takes the place of the overview, pauses there, and leads back."""
    await bench.slack.answer_to(await bench.slack.command("/brief", f"add {FEED}"))
    home = await home_of(bench)
    assert "Bridge news" in await press(bench, home, SOURCES_ACTION)
    assert "Paused “Bridge news”" in await press(bench, home, PAUSE_ACTION)
    (source,) = bench.newsroom.archive.list_sources("local")
    assert source.state is SourceState.PAUSED
    assert "1 paused" in await press(bench, home, BACK_ACTION)


async def test_refusal_stands_on_the_tab(bench: Bench) -> None:
    """Ben may not remove what Ada added, and reads so where he pressed."""
    await bench.slack.answer_to(await bench.slack.command("/brief", f"add {FEED}"))
    home = await home_of(bench, "ben")
    await press(bench, home, SOURCES_ACTION)
    assert "You may not pause or remove this source" in await press(bench, home, REMOVE_ACTION)
    assert len(bench.newsroom.archive.list_sources("local")) == 1


async def test_home_lists_sources_that_its_person_may_see(bench: Bench) -> None:
    """A source of a private channel is not among them, not even for its members."""
    added = await bench.slack.command("/brief", f"add {FEED}", channel="desk")
    await bench.slack.answer_to(added)
    assert "Bridge news" not in await press(bench, await home_of(bench), SOURCES_ACTION)


async def test_admin_changes_settings_from_the_tab(bench: Bench) -> None:
    """The tab shows at once what holds; others have no such button."""
    home = await home_of(bench)
    await press(bench, home, CHANGE_WORKSPACE_ACTION)
    form = bench.slack.modal_of("ada")
    assert form is not None
    await bench.slack.submit(form, {"removing": "everyone"})
    await bench.slack.settled()
    shown = all_text(home.body)
    assert "now paused and removed by everyone" in shown
    assert "They are paused and removed by everyone" in shown
    his = await home_of(bench, "ben")
    assert CHANGE_WORKSPACE_ACTION not in str(his.body)
    assert "Workspace admins change these." in all_text(his.body)
