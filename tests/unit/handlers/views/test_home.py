"""The home tab as blocks: valid and readable whatever it holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from unit.handlers.samples import all_text, subscription

from bot.ports import Overview
from bot.records import Circle, DocumentCard, HouseRules, Permission
from handlers.playground.blockcheck import check_view
from handlers.views.home import FeedsAtAGlance, HomeFacts, home_sources_view, home_view
from handlers.views.settings import CHANGE_WORKSPACE_ACTION
from handlers.views.sources import sources_message

NOW = datetime(2022, 5, 14, 6, 0, tzinfo=UTC)
MOST_BLOCKS_OF_A_HOME = 100


def overview(title: str = "Talks on the strait") -> Overview:
    """Return an archive at a glance."""
    return Overview(
        documents=2400,
        outlets=12,
        languages=("en", "de"),
        first=date(2022, 2, 1),
        last=date(2022, 5, 12),
        newest=DocumentCard(
            id=7,
            workspace="local",
            external_id="doc-7",
            title=title,
            outlet="Harbour Post",
            url="https://harbour.example/news/7",
            published=date(2022, 5, 12),
            language="en",
            added_at=NOW,
        ),
    )


def full(hostile: str) -> HomeFacts:
    """Return facts with too much of everything."""
    orders = [(subscription(f"{hostile} {n}"), NOW + timedelta(hours=n)) for n in range(40)]
    named = Permission(
        circle=Circle.NAMED,
        people=tuple(f"U{n}" for n in range(30)),
        groups=(("S1", hostile),),
    )
    return HomeFacts(
        overview=overview(hostile * 20),
        feeds=FeedsAtAGlance(
            working=3,
            paused=1,
            failing=[(hostile * 10, hostile * 50)] * 12,
            last_fetched=NOW,
        ),
        orders=orders,
        only_own=True,
        rules=HouseRules(adding=named, removing=named),
        may_change=True,
        names=[hostile, hostile],
        note="Changed.",
    )


@pytest.mark.parametrize("hostile", ["strait", "<!channel> *x* `y` & ", "“\u202e|>\n", "&" * 150])
def test_tab_is_valid_whatever_it_holds(hostile: str) -> None:
    """Words of others neither ping nor break it, and it keeps within Slack's limit."""
    view = home_view(full(hostile), "D1")
    assert check_view(view) == ("", [])
    assert len(view["blocks"]) < MOST_BLOCKS_OF_A_HOME
    assert "<!channel>" not in all_text(view)
    assert view["private_metadata"] == "D1"


def test_tab_says_how_much_it_leaves_out() -> None:
    """Feeds that fail and orders are counted where not all are named."""
    shown = all_text(home_view(full("strait"), "D1"))
    assert "3 feeds working · 12 failing · 1 paused · last fetch" in shown
    assert "+ 7 more failing" in shown
    assert "+ 30 more" in shown


def test_tab_tells_the_newest_document_with_its_time() -> None:
    """Slack shows the instant in the reader's own time zone."""
    shown = all_text(home_view(HomeFacts(overview=overview()), "D1"))
    assert "2,400 documents · 12 outlets · English, German" in shown
    assert "Published 1 February – 12 May 2022" in shown
    link = "<https://harbour.example/news/7|Talks on the strait>, Harbour Post"
    assert f"{link}, added <!date^1652508000^" in shown
    assert "|14 May 2022 06:00 UTC>" in shown


def test_empty_archive_says_how_to_fill_it() -> None:
    """Also what to try is there, and nobody who may not is offered a change."""
    view = home_view(HomeFacts(overview=Overview()), "D1")
    assert check_view(view) == ("", [])
    assert "empty so far" in all_text(view)
    assert "`/brief nato`" in all_text(view)
    assert CHANGE_WORKSPACE_ACTION not in str(view)


def test_list_of_sources_has_a_way_back() -> None:
    """Also where there is none."""
    view = home_sources_view(sources_message([]), "D1")
    assert check_view(view) == ("", [])
    assert "Back to the overview" in all_text(view)
