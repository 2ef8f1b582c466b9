"""What the bot says about itself and about standing orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from unit.handlers.samples import all_text, subscription

from bot.records import FollowKind, Rhythm
from handlers.playground.blockcheck import check_message, check_view
from handlers.views.budget import MOST_JSON, count_json
from handlers.views.help import help_message, prompts_with
from handlers.views.ordering import change_modal, gone_modal, loading_modal, place_of
from handlers.views.standing import (
    CHANGE_ACTION,
    RESUME_ACTION,
    followed,
    following,
    nothing_to_sample,
    paused,
    resumed,
)

NOW = datetime(2022, 5, 14, 6, 0, tzinfo=UTC)


def test_help_is_valid_and_names_every_command() -> None:
    """What a newcomer sees works as typed."""
    shown = all_text(help_message().blocks)
    assert check_message(list(help_message().blocks)) == ("", [])
    commands = "positions follow following unfollow add sources settings".split()
    assert [each for each in commands if f"/brief {each}" not in shown] == []


def test_prompts_are_help_and_what_the_archive_can_answer() -> None:
    """Nothing is offered besides help that was not found to have an answer."""
    asked = prompts_with([("Brief me on Norland", "brief Norland")])
    assert [each["message"] for each in asked] == ["help", "brief Norland"]
    assert [each["message"] for each in prompts_with([])] == ["help"]


def test_follow_confirmation_writes_out_hour_zone_and_first_day() -> None:
    """Who follows a topic knows when the first digest comes, in the channel's own time."""
    made = followed(subscription(), datetime(2022, 5, 13, 22, 30, tzinfo=UTC), by="U0ANNA")
    assert "every day at 08:30 (Europe/Berlin)" in made.text
    assert "14 May 2022" in made.text
    assert check_message(list(made.blocks)) == ("", [])


def test_following_lists_topics_with_their_hours() -> None:
    """Also a long list is one valid message."""
    made = following([subscription(f"topic {n}") for n in range(60)], NOW)
    assert check_message(list(made.blocks)) == ("", [])
    assert "+ 20 more" in all_text(made.blocks)
    assert made.text == "This channel follows 60 topics."
    assert count_json(made.blocks) <= MOST_JSON
    assert "nothing yet" in following([], NOW).text


def test_paused_order_is_listed_so_with_the_button_that_ends_it() -> None:
    """Until when it rests is told in the channel's own time; afterwards it is like any other."""
    rests = replace(subscription(), paused_until=datetime(2022, 5, 20, 23, 0, tzinfo=UTC))
    (block,) = following([rests], NOW).blocks
    assert "paused until 21 May 2022" in all_text(block)
    assert block["accessory"]["action_id"] == RESUME_ACTION
    (later,) = following([rests], NOW + timedelta(days=30)).blocks
    assert "paused" not in all_text(later)
    assert later["accessory"]["action_id"] == CHANGE_ACTION


@pytest.mark.parametrize(
    ("kind", "said", "typed"),
    [
        (FollowKind.TOPIC, "*oil price*", "`/brief unfollow oil price`"),
        (FollowKind.SPEAKER, "*oil price speaking*", "`/brief unfollow speaker:oil price`"),
        (FollowKind.PHRASE, "*“oil price”*", '`/brief unfollow "oil price"`'),
    ],
)
def test_confirmation_says_what_is_followed_and_how_to_stop(
    kind: FollowKind, said: str, typed: str
) -> None:
    """A speaker is told from a topic and from a phrase, also in what a person types."""
    made = followed(replace(subscription("oil price"), kind=kind, rhythm=Rhythm.MONDAYS), NOW)
    assert said in made.text
    assert "on Mondays at 08:30" in made.text
    assert typed in all_text(made.blocks)
    assert check_message(list(made.blocks)) == ("", [])


def test_alerts_name_no_hour() -> None:
    """They come every hour that has news."""
    made = followed(replace(subscription(), rhythm=Rhythm.HOURLY), NOW)
    assert "every hour I post here" in made.text
    assert "an hour without news stays quiet" in made.text
    assert "08:30" not in made.text


def test_pause_and_resume_are_told_with_the_day() -> None:
    """Everybody in the channel reads until when, and who asked for it."""
    rests = replace(subscription(), paused_until=datetime(2022, 5, 21, 6, 0, tzinfo=UTC))
    told = paused(rests, by="U0ANNA")
    assert "until 21 May 2022" in told.text
    assert "<@U0ANNA>" in told.text
    assert told.blocks[-1]["elements"][0]["action_id"] == RESUME_ACTION
    goes_on = resumed(rests, NOW, by="U0ANNA")
    for message in (told, goes_on, nothing_to_sample(rests)):
        assert check_message(list(message.blocks)) == ("", [])


@pytest.mark.parametrize("topic", ["strait toll", "<!channel> & *x*", "x" * 200])
def test_form_holds_the_order_as_it_is(topic: str) -> None:
    """What is not changed stays; Slack takes the form whatever the words are."""
    order = replace(
        subscription(topic), kind=FollowKind.PHRASE, rhythm=Rhythm.FRIDAYS, says_quiet=True
    )
    form = change_modal(order)
    assert check_view(form) == ("", [])
    assert check_view(loading_modal()) == ("", [])
    assert check_view(gone_modal(topic)) == ("", [])
    assert place_of(form) == (order.id, order.destination)
    chosen = {
        block["block_id"]: block["element"].get("initial_option", {}).get("value")
        for block in form["blocks"]
        if block["type"] == "input"
    }
    assert (chosen["kind"], chosen["rhythm"], chosen["quiet"]) == ("phrase", "fridays", "say")
