"""What every sender of digests promises, kept by the Slack sender against the stand-in."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from unit.handlers.samples import brief, digest, position, quotation, subscription

from bot.errors import (
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from bot.ports import Sender
from bot.records import Subscription
from bot.results import Digest
from handlers.playground.standin import SlackStandIn
from handlers.playground.workspace import Message
from handlers.slack.delivery import Poster
from handlers.slack.pace import Pace
from handlers.slack.sender import SlackSender
from handlers.slack.tokens import OPTIONAL_SCOPES

#: When the digests of these tests are due: now, as the stand-in's clock is the real one.
DUE = datetime.now(UTC).replace(microsecond=0)
LONG = digest(
    brief(
        quotations=tuple(quotation(f"Words number {n}") for n in range(6)),
        positions=(position(),),
    )
)


async def at_once(seconds: float) -> None:
    """Stand in for the wait between two messages."""


@pytest.fixture
async def slack(project: Path) -> AsyncIterator[SlackStandIn]:
    """Return a running stand-in that has the app installed as its manifest says."""
    manifest = json.loads((project / "app.json").read_text(encoding="utf-8"))
    async with SlackStandIn(manifest=manifest) as running:
        yield running


def sender_to(slack: SlackStandIn, *, timeout: int = 30) -> Sender:
    """Return the Slack sender, without the wait between messages."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, timeout=timeout)
    return SlackSender(client, poster=Poster(client, pace=Pace(1, sleep=at_once)))


def to(channel: str) -> Subscription:
    """Return a standing order of a channel."""
    return replace(subscription(), destination=channel)


def posted(slack: SlackStandIn) -> list[Message]:
    """Return what stands in #general."""
    return slack.visible_to(channel="general")


async def send(slack: SlackStandIn, made: Digest = LONG) -> str:
    """Send a digest to #general."""
    return await sender_to(slack).send_digest(to(slack.general.id), made, scheduled_for=DUE)


async def test_one_parent_and_the_rest_in_its_thread(slack: SlackStandIn) -> None:
    """The channel sees one message; its id is what the sender returns."""
    sent = await send(slack)
    parent, *replies = posted(slack)
    assert sent == f"{slack.general.id}:{parent.ts}"
    assert parent.thread_ts is None
    assert parent.text.startswith("New on Strait toll: 6 quotations, 1 position")
    assert [each.thread_ts for each in replies] == [parent.ts]
    assert slack.problems == []


async def test_link_previews_are_off(slack: SlackStandIn) -> None:
    """Ten links in a digest do not become ten pictures."""
    await send(slack)
    for call in slack.calls_to("chat.postMessage"):
        assert str(call.arguments["unfurl_links"]).lower() in ("false", "0")
        assert str(call.arguments["unfurl_media"]).lower() in ("false", "0")


async def test_rate_limit_is_waited_out(slack: SlackStandIn) -> None:
    """HTTP 429 is no failure, and the digest stands once."""
    slack.rate_limit("chat.postMessage", retry_after=0)
    await send(slack)
    assert len([each for each in posted(slack) if each.thread_ts is None]) == 1


async def test_unavailable_is_tried_again(slack: SlackStandIn) -> None:
    """After a 503 nothing was posted, so it is tried once more."""
    slack.fail("chat.postMessage", status=503)
    await send(slack)
    assert len([each for each in posted(slack) if each.thread_ts is None]) == 1


async def test_lasting_unavailability_is_temporary(slack: SlackStandIn) -> None:
    """Surely not posted, and later may do."""
    slack.fail("chat.postMessage", times=5, status=503)
    with pytest.raises(TemporaryDeliveryError):
        await send(slack)
    assert posted(slack) == []


async def test_lasting_rate_limit_is_temporary_and_says_how_long(slack: SlackStandIn) -> None:
    """Slack's own waiting time reaches the scheduler."""
    slack.refuse("chat.postMessage", "ratelimited")
    with pytest.raises(TemporaryDeliveryError) as caught:
        await send(slack)
    assert caught.value.code == "ratelimited"


async def test_unreachable_is_temporary() -> None:
    """A refused connection sent nothing."""
    async with SlackStandIn() as slack:
        sender = sender_to(slack)
        channel = slack.general.id
    with pytest.raises(TemporaryDeliveryError):
        await sender.send_digest(to(channel), LONG, scheduled_for=DUE)


async def test_server_error_is_uncertain_and_not_tried_again(slack: SlackStandIn) -> None:
    """After a 500 Slack may have posted: a second try could post twice."""
    slack.fail("chat.postMessage", status=500)
    with pytest.raises(UncertainDeliveryError):
        await send(slack)
    assert len(slack.calls_to("chat.postMessage")) == 1


async def test_lost_answer_is_uncertain_and_nothing_is_posted_twice(slack: SlackStandIn) -> None:
    """Slack posted and the connection broke before it said so."""
    slack.drop("chat.postMessage", after=True)
    with pytest.raises(UncertainDeliveryError):
        await send(slack)
    assert len(posted(slack)) == 1


async def test_timeout_is_uncertain(slack: SlackStandIn) -> None:
    """No answer in time is no answer."""
    slack.delay("chat.postMessage", 3)
    with pytest.raises(UncertainDeliveryError):
        await sender_to(slack, timeout=1).send_digest(to(slack.general.id), LONG, scheduled_for=DUE)


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("token_revoked", "reinstall the app"),
        ("account_inactive", "reinstall the app"),
        ("missing_scope", "permission"),
        ("restricted_action", "ask an admin"),
        ("some_new_code", "some_new_code"),
    ],
)
async def test_refusal_is_permanent_and_says_what_to_do(
    slack: SlackStandIn, code: str, advice: str
) -> None:
    """What only a person can mend is told so that a person can."""
    slack.refuse("chat.postMessage", code)
    with pytest.raises(PermanentDeliveryError, match=advice) as caught:
        await send(slack)
    assert caught.value.code == code
    assert caught.value.destination == slack.general.id


async def test_channels_that_cannot_be_posted_in(slack: SlackStandIn) -> None:
    """Not in the channel, archived, unknown: each has its own sentence."""
    for channel, advice in (
        (slack.random.id, "/invite @Dateline"),
        (slack.archive.id, "archived"),
        ("C0NOWHERE", "cannot find"),
    ):
        with pytest.raises(PermanentDeliveryError, match=advice):
            await sender_to(slack).send_digest(to(channel), LONG, scheduled_for=DUE)


async def test_failure_in_the_thread_does_not_undo_the_digest(
    slack: SlackStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """Once the parent stands the digest is delivered; what is missing is logged."""

    async def break_the_thread(seconds: float) -> None:
        slack.refuse("chat.postMessage", "restricted_action_thread_locked")

    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    poster = Poster(client, pace=Pace(1, sleep=break_the_thread))
    sent = await SlackSender(client, poster=poster).send_digest(
        to(slack.general.id), LONG, scheduled_for=DUE
    )
    assert sent == f"{slack.general.id}:{posted(slack)[0].ts}"
    assert len(posted(slack)) == 1
    assert "reply 1 of 1" in caplog.text


async def find(slack: SlackStandIn, order: Subscription, due: datetime = DUE) -> str | None:
    """Ask the sender whether a digest was posted."""
    return await sender_to(slack).find_delivered(order, due, until=due + timedelta(minutes=7))


@pytest.mark.parametrize("room", ["general", "desk"])
async def test_posted_digest_is_found_by_order_and_instant(slack: SlackStandIn, room: str) -> None:
    """Also in a private channel; another order, instant or channel is another digest."""
    here = to(slack.workspace.channel_of(room).id)
    direct = slack.workspace.direct_with(slack.ada.id).id
    assert await find(slack, here) is None
    sent = await sender_to(slack).send_digest(here, LONG, scheduled_for=DUE)
    assert await find(slack, here) == sent
    assert await find(slack, replace(here, id=here.id + 1)) is None
    assert await find(slack, here, DUE + timedelta(days=1)) is None
    assert await find(slack, replace(here, destination=direct)) is None


async def test_digest_is_found_behind_much_talk(slack: SlackStandIn) -> None:
    """Several pages of a channel are looked through, and only so many."""
    sent = await send(slack)
    for _ in range(250):
        await slack.write("hello")
    assert await find(slack, to(slack.general.id)) == sent
    for _ in range(800):
        await slack.write("hello")
    with pytest.raises(UncertainDeliveryError, match="messages"):
        await find(slack, to(slack.general.id))


@pytest.mark.parametrize("code", ["missing_scope", "not_in_channel", "channel_not_found"])
async def test_channel_that_cannot_be_read_is_no_answer(slack: SlackStandIn, code: str) -> None:
    """Where Slack does not let the app look, nobody says that nothing was posted."""
    await send(slack)
    slack.refuse("conversations.history", code)
    with pytest.raises(PermanentDeliveryError):
        await find(slack, to(slack.general.id))


async def test_app_without_the_permission_to_read_cannot_tell(project: Path) -> None:
    """The stand-in checks the permission as Slack does."""
    manifest = json.loads((project / "app.json").read_text(encoding="utf-8"))
    scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"]) - OPTIONAL_SCOPES
    async with SlackStandIn(manifest=manifest, scopes=scopes) as slack:
        with pytest.raises(PermanentDeliveryError, match="channels:history"):
            await find(slack, to(slack.general.id))


async def test_slack_that_does_not_answer_is_asked_again(slack: SlackStandIn) -> None:
    """A question changes nothing, so that a broken one can be repeated."""
    slack.fail("conversations.history", status=500)
    with pytest.raises(TemporaryDeliveryError):
        await find(slack, to(slack.general.id))
    slack.drop("conversations.history", times=5)
    with pytest.raises(TemporaryDeliveryError):
        await find(slack, to(slack.general.id))


async def test_digest_without_a_line_is_one_sentence(slack: SlackStandIn) -> None:
    """A quiet day that is to be told is told in one message, which can be found again."""
    sent = await send(slack, digest(brief()))
    (only,) = posted(slack)
    assert only.text == "Nothing new on *strait toll* since the last digest."
    assert await find(slack, to(slack.general.id)) == sent
