"""What somebody types behind `follow`, read into an order."""

from __future__ import annotations

from datetime import time

import pytest

from bot.briefing.requests.following import StandingOrder, read_order, read_subject
from bot.errors import InputError
from bot.records import FollowKind, Rhythm

TOPIC, SPEAKER, PHRASE = FollowKind


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nato", StandingOrder(words="nato")),
        ("nato 08:00", StandingOrder(words="nato", at=time(8))),
        ("article 5", StandingOrder(words="article 5")),
        (
            "nato weekdays 08:00",
            StandingOrder(words="nato", at=time(8), rhythm=Rhythm.WEEKDAYS),
        ),
        (
            "nato 08:00 on weekdays",
            StandingOrder(words="nato", at=time(8), rhythm=Rhythm.WEEKDAYS),
        ),
        ("nato mondays 9am", StandingOrder(words="nato", at=time(9), rhythm=Rhythm.MONDAYS)),
        ("nato every Tuesday", StandingOrder(words="nato", rhythm=Rhythm.TUESDAYS)),
        ("nato weekly on wednesdays", StandingOrder(words="nato", rhythm=Rhythm.WEDNESDAYS)),
        ("nato weekly thursday", StandingOrder(words="nato", rhythm=Rhythm.THURSDAYS)),
        ("nato weekly", StandingOrder(words="nato", rhythm=Rhythm.MONDAYS)),
        ("speaker:biden hourly", StandingOrder(kind=SPEAKER, words="biden", rhythm=Rhythm.HOURLY)),
        ("nato every hour", StandingOrder(words="nato", rhythm=Rhythm.HOURLY)),
        ("nato every day", StandingOrder(words="nato")),
        ("nato quiet:say 8am", StandingOrder(words="nato", at=time(8), says_quiet=True)),
        ("nato quiet: silent", StandingOrder(words="nato")),
        ("speaker:biden 08:00", StandingOrder(kind=SPEAKER, words="biden", at=time(8))),
        (
            "Speaker: “Joe Biden” fridays",
            StandingOrder(kind=SPEAKER, words="Joe Biden", rhythm=Rhythm.FRIDAYS),
        ),
        (
            '"interest rates" weekdays 08:00',
            StandingOrder(kind=PHRASE, words="interest rates", at=time(8), rhythm=Rhythm.WEEKDAYS),
        ),
        ("«taux directeur»", StandingOrder(kind=PHRASE, words="taux directeur")),
        (
            "phrase:interest rates 8am",
            StandingOrder(kind=PHRASE, words="interest rates", at=time(8)),
        ),
        # What only looks like a rhythm, or holds marks inside, stays a topic.
        ("black monday", StandingOrder(words="black monday")),
        ("weekdays", StandingOrder(words="weekdays")),
        ("mondays 08:00", StandingOrder(words="mondays", at=time(8))),
        ('nato by:"joe biden" 08:00', StandingOrder(words='nato by:"joe biden"', at=time(8))),
    ],
)
def test_orders_are_read_as_meant(typed: str, expected: StandingOrder) -> None:
    """Hour and rhythm stand behind the words in either order."""
    assert read_order(typed) == expected


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Say what to follow"),
        ("08:00", "Say what to follow"),
        ("speaker:", "Say what to follow"),
        ('""', "Say what to follow"),
        ("nato 25:00", "no hour"),
        ("nato quiet:loud", "quiet:say"),
        ("nato hourly quiet:say", "stay quiet"),
        ("x" * 201, "at most 200"),
    ],
)
def test_what_cannot_be_followed_is_explained(typed: str, told: str) -> None:
    """The complaint says what to type instead."""
    with pytest.raises(InputError, match=told):
        read_order(typed)


def test_what_is_to_be_followed_no_longer_is_read_whole() -> None:
    """Kinds are told apart as in the order."""
    assert read_subject("speaker:biden") == (SPEAKER, "biden")
    assert read_subject("“interest  rates”") == (PHRASE, "interest rates")
    assert read_subject("nato expansion") == (TOPIC, "nato expansion")
