"""The playground's clock: where its buttons lead, and what happens on the way."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import Settings
from bot.errors import InputError
from bot.newsroom import Newsroom, make_newsroom
from bot.records import PLAYGROUND_ENDING, Subscription
from bot.results import Digest
from handlers.playground.page.clock import (
    ChannelClock,
    forget_orders,
    pass_time,
    take_back_orders,
    target_of,
)
from handlers.slack.sender import SlackSender

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HERE = "C1" + PLAYGROUND_ENDING


class PaperSender(SlackSender):
    """Writes down when which digest was sent."""

    def __init__(self, clock: ChannelClock) -> None:
        self.sent: list[datetime] = []
        self._clock = clock

    def takes(self, subscription: Subscription) -> bool:
        """Take everything."""
        return True

    async def send_digest(
        self, subscription: Subscription, digest: Digest, *, scheduled_for: datetime
    ) -> str:
        """Write down what the clock shows."""
        self.sent.append(self._clock())
        return "sent"


@pytest.fixture
def clock() -> ChannelClock:
    """Return a clock whose base stands still."""
    return ChannelClock(lambda: START)


@pytest.fixture
def newsroom(tmp_path: Path, clock: ChannelClock) -> Newsroom:
    """Return a newsroom that goes by the clock."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'archive.db'}")
    return make_newsroom(settings, now=clock)


def follow(newsroom: Newsroom, topic: str, destination: str = HERE, hour: int = 8) -> Subscription:
    """Order a digest that says so when nothing is new."""
    return newsroom.follow(
        workspace=newsroom.workspace,
        destination=destination,
        topic=topic,
        at=time(hour),
        time_zone="Europe/Berlin",
        says_quiet=True,
    )


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("hour", datetime(2026, 3, 2, 10, 0, tzinfo=UTC)),
        ("morning", datetime(2026, 3, 3, 7, 0, tzinfo=UTC)),
        ("day", datetime(2026, 3, 3, 9, 0, tzinfo=UTC)),
    ],
)
def test_each_button_leads_to_its_hour(step: str, expected: datetime) -> None:
    """Tomorrow and its morning are those of whoever plays."""
    assert target_of(step, START, BERLIN) == expected


def test_day_ends_at_the_same_hour_where_the_night_is_shorter() -> None:
    """Over the change to summer time a day has 23 hours."""
    evening = datetime(2026, 3, 28, 17, 0, tzinfo=UTC)
    assert target_of("day", evening, BERLIN) - evening == timedelta(hours=23)


def test_button_that_is_none_is_refused() -> None:
    """The page may ask for anything."""
    with pytest.raises(InputError):
        target_of("century", START, BERLIN)


def test_clock_goes_forward_only_until_it_is_put_back(clock: ChannelClock) -> None:
    """What lies before what it shows does not move it."""
    clock.put(START + timedelta(hours=2))
    clock.put(START + timedelta(hours=1))
    assert (clock(), clock.is_ahead) == (START + timedelta(hours=2), True)
    clock.put_back()
    assert (clock(), clock.is_ahead) == (START, False)


async def test_digests_on_the_way_go_out_at_their_hour(
    newsroom: Newsroom, clock: ChannelClock
) -> None:
    """A jump of a day stops at each, so that none is too late."""
    follow(newsroom, "nato", hour=14)
    follow(newsroom, "ferries", hour=8)
    sender = PaperSender(clock)
    await pass_time(newsroom, sender, clock, START + timedelta(days=1))
    assert sender.sent == [
        datetime(2026, 3, 2, 13, 0, tzinfo=UTC),
        datetime(2026, 3, 3, 7, 0, tzinfo=UTC),
    ]
    assert clock() == START + timedelta(days=1)


async def test_morning_comes_again_after_the_clock_was_put_back(
    newsroom: Newsroom, clock: ChannelClock
) -> None:
    """What was ordered before still holds, what was ordered later was not ordered yet."""
    follow(newsroom, "nato")
    sender = PaperSender(clock)
    await pass_time(newsroom, sender, clock, START + timedelta(days=1))
    follow(newsroom, "ferries")
    clock.put_back()
    take_back_orders(newsroom)
    assert [order.topic for order in newsroom.following()] == ["nato"]
    await pass_time(newsroom, sender, clock, START + timedelta(days=1))
    assert sender.sent == [datetime(2026, 3, 3, 7, 0, tzinfo=UTC)] * 2


def test_new_playground_forgets_the_orders_of_the_last_one_alone(newsroom: Newsroom) -> None:
    """What was ordered at the terminal or in Slack is none of its business."""
    for place in (HERE, "terminal", "C024BE91L"):
        follow(newsroom, "nato", place)
    forget_orders(newsroom)
    assert [order.destination for order in newsroom.following()] == ["terminal", "C024BE91L"]


def test_slack_is_never_asked_for_a_channel_of_the_playground(newsroom: Newsroom) -> None:
    """A bot that serves Slack from the same archive leaves these orders alone."""
    taken = SlackSender.takes
    sender = PaperSender(ChannelClock())
    assert not taken(sender, follow(newsroom, "nato"))
    assert taken(sender, follow(newsroom, "nato", "C024BE91L"))
