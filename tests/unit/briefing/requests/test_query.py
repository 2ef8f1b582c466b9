"""What is typed behind `/brief` and `dateline brief`."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.requests.query import brief_request
from bot.errors import InputError
from bot.results import BriefRequest

TODAY = date(2022, 12, 30)


def read(text: str) -> BriefRequest:
    """Read a request in a fixed workspace on a fixed day."""
    return brief_request(text, workspace="w", today=TODAY)


@pytest.mark.parametrize(
    ("text", "topic", "limits"),
    [
        ("nato", "nato", {}),
        ("  Nato   expansion? ", "Nato expansion", {}),
        ("ukraine by:biden", "ukraine", {"by": "biden"}),
        ("by:biden", "", {"by": "biden"}),
        ('ukraine by:"joe biden" about:nato', "ukraine", {"by": "joe biden", "about": "nato"}),
        ("ukraine by:“joe biden”", "ukraine", {"by": "joe biden"}),
        ("fish since:2022-03 until:2022-04", "fish",
         {"since": date(2022, 3, 1), "until": date(2022, 4, 30)}),
        ("fish since:24 march 2022", "fish", {"since": date(2022, 3, 24)}),
        ("fish since: last week quotas", "fish quotas", {"since": date(2022, 12, 23)}),
        ("fish last week", "fish", {"since": date(2022, 12, 23), "until": TODAY}),
        ("fish outlet:bbc lang:German", "fish", {"outlet": "bbc", "language": "de"}),
        ("covid: the aftermath", "covid: the aftermath", {}),
        ("“interest rates”", "interest rates", {}),
    ],
)  # fmt: skip
def test_topic_and_filters(text: str, topic: str, limits: dict[str, object]) -> None:
    """Filters are cut out of the text, whatever their order and quotation marks."""
    request = read(text)
    found = {name: getattr(request, name) for name in limits}
    assert (request.topic, found) == (topic, limits)


def test_arguments_win() -> None:
    """What an option says counts, not what stands in the text."""
    request = brief_request(
        "fish by:smith since:2020", workspace="w", today=TODAY, by="Jones", since="2021"
    )
    assert (request.by, request.since) == ("Jones", date(2021, 1, 1))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Say what the brief should be about"),
        ("last week", "Say what the brief should be about"),
        ("fish since:soon", "no date for `since`"),
        ("fish by:", "has no value"),
        ("fish lang:klingonish!", "is no language"),
        ("fish since:2022-05 until:2022-02", "ends .* before it begins"),
        ("long " * 80, "at most 200 characters"),
    ],
)
def test_refused(text: str, why: str) -> None:
    """A request that cannot be answered is refused with one clear sentence."""
    with pytest.raises(InputError, match=why):
        read(text)


@pytest.mark.parametrize("limit", [0, -1, 501])
def test_limit(limit: int) -> None:
    """A limit outside 1 to 500 is refused."""
    with pytest.raises(InputError, match="limit is a number"):
        brief_request("fish", workspace="w", today=TODAY, limit=limit)


def test_order() -> None:
    """A timeline has two orders."""
    with pytest.raises(InputError, match="`importance` or by `date`"):
        brief_request("fish", workspace="w", today=TODAY, timeline_order="size")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Any text is either read or refused with an InputError."""
    try:
        request = read(text)
    except InputError:
        return
    assert request.topic or request.by or request.about
