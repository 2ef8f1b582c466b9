"""Signed links: what they allow, for whom, until when; and that nobody else can make them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.results import BriefRequest
from handlers.web.signing import (
    DocumentGrant,
    ExpiredLinkError,
    ForgedLinkError,
    LinkError,
    LinkSigner,
    TopicGrant,
)

MORNING = datetime(2022, 5, 14, 0, 0, tzinfo=UTC)
GRANT = DocumentGrant(document=12, audience="C1")
TOPIC = TopicGrant(
    request=BriefRequest(topic="nato", workspace="local", since=date(2022, 5, 1), by="ada"),
    audience="C1",
)


def signer(moment: datetime = MORNING, *, of: str = "a secret of links") -> LinkSigner:
    """Return a signer whose clock stands still."""
    return LinkSigner(of, days=30, now=lambda: moment)


def test_a_key_gives_back_what_was_granted() -> None:
    """For a document, and for the page of a brief with its filters."""
    assert signer().read_document(signer().sign(GRANT), 12) == GRANT
    assert signer().read_topic(signer().sign(TOPIC)) == TOPIC


def test_the_same_question_gives_the_same_link_all_day() -> None:
    """And another one tomorrow."""
    morning, evening = signer(), signer(MORNING + timedelta(hours=23, minutes=59))
    tomorrow = signer(MORNING + timedelta(days=1))
    assert morning.sign(GRANT) == evening.sign(GRANT) != tomorrow.sign(GRANT)


def test_channels_get_links_of_their_own() -> None:
    """So that a link tells for whom it was made."""
    other = DocumentGrant(document=12, audience="C2")
    assert signer().sign(GRANT) != signer().sign(other)
    assert signer().read_document(signer().sign(other), 12).audience == "C2"


@pytest.mark.parametrize(("days", "holds"), [(0, True), (30, True), (31, False), (400, False)])
def test_a_key_runs_out(days: int, holds: bool) -> None:
    """After the days of the setting, counted from the day of its making."""
    later = signer(MORNING + timedelta(days=days, hours=12))
    key = signer().sign(GRANT)
    if holds:
        assert later.read_document(key, 12) == GRANT
    else:
        with pytest.raises(ExpiredLinkError):
            later.read_document(key, 12)


def test_a_key_opens_one_door() -> None:
    """No other document, no brief, and no document with a brief's key."""
    with pytest.raises(ForgedLinkError):
        signer().read_document(signer().sign(GRANT), 13)
    with pytest.raises(ForgedLinkError):
        signer().read_topic(signer().sign(GRANT))
    with pytest.raises(ForgedLinkError):
        signer().read_document(signer().sign(TOPIC), 12)


def test_another_secret_makes_no_keys() -> None:
    """Whoever does not know ours."""
    with pytest.raises(ForgedLinkError):
        signer().read_document(signer(of="another secret of links").sign(GRANT), 12)


@given(place=st.integers(0, 80), letter=st.sampled_from("abcXYZ019-_.é "))
def test_no_changed_key_opens_anything(place: int, letter: str) -> None:
    """Not with a single letter changed, wherever that is but the last, of which bits are idle."""
    key = signer().sign(GRANT)
    place %= len(key) - 1
    changed = key[:place] + letter + key[place + 1 :]
    if changed == key:
        return
    with pytest.raises(LinkError):
        signer().read_document(changed, 12)


@given(st.text(max_size=300))
def test_no_made_up_key_opens_anything(key: str) -> None:
    """Whatever stands in the address."""
    with pytest.raises(ForgedLinkError):
        signer().read_document(key, 12)


def test_an_endless_key_is_not_looked_at() -> None:
    """Not even one that would unfold to something."""
    with pytest.raises(ForgedLinkError):
        signer().read_document("." + "A" * 1_000_000, 12)
