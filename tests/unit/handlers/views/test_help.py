"""What the bot says about itself and about standing orders."""

from __future__ import annotations

from datetime import UTC, date, datetime

from unit.handlers.samples import all_text, subscription

from bot.ports import ArchiveStats
from handlers.playground.blockcheck import check_message, check_view
from handlers.views.help import help_message, home_view, prompts_about
from handlers.views.standing import followed, following


def test_help_and_home_are_valid_and_name_every_command() -> None:
    """What a newcomer sees works as typed."""
    stats = ArchiveStats(
        documents=2400,
        quotations=31,
        positions=1,
        entries=9,
        actors=5,
        outlets=2,
        newest_published=date(2022, 5, 12),
        last_added_at=None,
    )
    assert check_message(list(help_message().blocks)) == ("", [])
    view = home_view(stats)
    assert check_view(view) == ("", [])
    shown = all_text(view)
    assert "2,400 documents from 2 outlets: 31 quotations, 1 position, 9 dated events." in shown
    for command in ("positions", "follow", "following", "unfollow", "add", "sources"):
        assert f"/brief {command}" in shown
    empty = ArchiveStats(
        documents=0,
        quotations=0,
        positions=0,
        entries=0,
        actors=0,
        outlets=0,
        newest_published=None,
        last_added_at=None,
    )
    assert "empty so far" in all_text(home_view(empty))


def test_prompts_are_about_what_the_archive_holds() -> None:
    """No prompt leads to an empty answer: names come from the archive, and none from nowhere."""
    asked = [each["message"] for each in prompts_about(["Norland", "Ruritania"])]
    assert asked == [
        "help",
        "brief Norland",
        "who opposes Ruritania?",
        "what is new on Norland?",
    ]
    assert [each["message"] for each in prompts_about([])] == ["help"]


def test_follow_confirmation_writes_out_hour_zone_and_first_day() -> None:
    """Who follows a topic knows when the first digest comes, in the channel's own time."""
    made = followed(subscription(), datetime(2022, 5, 13, 22, 30, tzinfo=UTC), by="U0ANNA")
    assert "every day at 08:30 (Europe/Berlin)" in made.text
    assert "14 May 2022" in made.text
    assert check_message(list(made.blocks)) == ("", [])


def test_following_lists_topics_with_their_hours() -> None:
    """Also a long list is one valid message."""
    made = following([subscription(f"topic {n}") for n in range(60)])
    assert check_message(list(made.blocks)) == ("", [])
    assert "+ 20 more" in all_text(made.blocks)
    assert made.text == "This channel follows 60 topics."
    assert "nothing yet" in following([]).text
