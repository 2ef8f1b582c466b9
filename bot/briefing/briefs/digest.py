"""The digest: what is new on a subscription's topic, each line shown once."""

from __future__ import annotations

from datetime import date, datetime

from bot.briefing.briefs.brief import compose_brief
from bot.briefing.requests.plain_filters import take_plain_filters
from bot.briefing.requests.query import brief_request
from bot.briefing.texts.folding import fingerprint_of
from bot.ports import Archive
from bot.records import FollowKind, Subscription
from bot.results import BriefRequest, Digest, Line, PositionLine, QuotationLine, TimelineLine


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
    words = subscription.topic
    request = _request(subscription, today)
    if subscription.kind is FollowKind.TOPIC:
        request = take_plain_filters(archive, request)
    brief = compose_brief(
        archive,
        request,
        after_document=after_document,
        shown=shown,
        phrase=words if subscription.kind is FollowKind.PHRASE else "",
    )
    is_phrase = subscription.kind is FollowKind.PHRASE
    return Digest(topic=f"“{words}”" if is_phrase else brief.topic, since=since, brief=brief)


def _request(subscription: Subscription, today: date) -> BriefRequest:
    """Return what is asked of the archive; only a topic may hold filters and periods."""
    words, workspace = subscription.topic, subscription.workspace
    if subscription.kind is FollowKind.SPEAKER:
        return BriefRequest(topic="", workspace=workspace, by=words)
    if subscription.kind is FollowKind.PHRASE:
        return BriefRequest(topic=words, workspace=workspace)
    return brief_request(words, workspace=workspace, today=today)


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
