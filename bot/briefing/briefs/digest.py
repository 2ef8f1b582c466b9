"""The digest: what is new on a subscription's topic, each line shown once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.briefing.briefs.brief import LONGEST_PAGE, compose_brief
from bot.briefing.requests.plain_filters import take_plain_filters
from bot.briefing.requests.query import brief_request
from bot.briefing.texts.folding import fingerprint_of
from bot.ports import Archive
from bot.records import FollowKind, Subscription
from bot.results import (
    Brief,
    BriefRequest,
    Digest,
    Found,
    Line,
    PositionLine,
    QuotationLine,
    TimelineLine,
)


def make_digest(
    archive: Archive,
    subscription: Subscription,
    *,
    after_document: int | None,
    since: datetime | None,
    shown: frozenset[str],
    today: date,
) -> Digest:
    """Make the brief of what arrived after a document, without the lines that were shown before.

    Args:
        after_document: only facts of documents with a higher id count; None takes all.
        since: when the last digest looked; carried into the result.
        shown: fingerprints of lines that earlier digests showed.

    Raises:
        InputError: the subscription's topic cannot be read.
    """
    brief = compose_brief(
        archive,
        _request(archive, subscription, today),
        after_document=after_document,
        shown=shown,
        phrase=_phrase_of(subscription),
    )
    return Digest(topic=_name_of(subscription, brief), since=since, brief=brief)


def remake_digest(
    archive: Archive,
    subscription: Subscription,
    *,
    after_document: int | None,
    sent: frozenset[str],
    today: date,
) -> Digest:
    """Make a digest anew that was sent: its own lines, as the archive has them by now.

    A line is missing whose document is gone or which was set right since, and all are where the
    order follows other words by now.

    Args:
        after_document: where the search began then.
        sent: fingerprints of its lines.
        today: the day on which it was due.

    Raises:
        InputError: the subscription's topic cannot be read.
    """
    request = _request(archive, subscription, today)
    brief = compose_brief(
        archive,
        replace(request, limit=LONGEST_PAGE, timeline_order="date"),
        after_document=after_document,
        only=sent,
        phrase=_phrase_of(subscription),
    )
    held = Found(
        quotations=len(brief.quotations),
        positions=len(brief.positions),
        timeline=len(brief.timeline),
    )
    brief = replace(brief, found=held)
    return Digest(topic=_name_of(subscription, brief), since=None, brief=brief)


def _request(archive: Archive, subscription: Subscription, today: date) -> BriefRequest:
    """Return what is asked of the archive; only a topic may hold filters and periods."""
    words, workspace = subscription.topic, subscription.workspace
    if subscription.kind is FollowKind.SPEAKER:
        return BriefRequest(topic="", workspace=workspace, by=words)
    if subscription.kind is FollowKind.PHRASE:
        return BriefRequest(topic=words, workspace=workspace)
    return take_plain_filters(archive, brief_request(words, workspace=workspace, today=today))


def _phrase_of(subscription: Subscription) -> str:
    return subscription.topic if subscription.kind is FollowKind.PHRASE else ""


def _name_of(subscription: Subscription, brief: Brief) -> str:
    phrase = _phrase_of(subscription)
    return f"“{phrase}”" if phrase else brief.topic


def fingerprint(line: Line) -> str:
    """Return what a line shares with its copies elsewhere: a hash of its part and its words."""
    if isinstance(line, QuotationLine):
        return fingerprint_of("quotation", line.text)
    if isinstance(line, PositionLine):
        return fingerprint_of("position", line.text)
    if isinstance(line, TimelineLine):
        return fingerprint_of("timeline", line.text)
    return fingerprint_of("passage", line.text)


def fingerprints(digest: Digest) -> list[str]:
    """Return the fingerprints of all lines of a digest, in order."""
    brief = digest.brief
    lines: list[Line] = [*brief.quotations, *brief.positions, *brief.timeline]
    return [fingerprint(line) for line in lines]
