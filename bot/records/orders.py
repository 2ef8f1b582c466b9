"""Standing orders for digests, and their runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

#: The destination of digests that ``dateline digest run`` prints.
TERMINAL_DESTINATION = "terminal"
#: How the ids of the playground's conversations end; what is ordered there goes out there alone.
PLAYGROUND_ENDING = "PLAYGROUND"


class RunState(StrEnum):
    """Where a digest run stands."""

    #: Somebody is about to send it; found at start, it says that a process died in between.
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    #: Nothing new, or too late to be worth sending; ``detail`` says which.
    SKIPPED = "skipped"
    FAILED = "failed"


class FollowKind(StrEnum):
    """What a standing order is about."""

    #: A topic as behind ``/brief``, filters included.
    TOPIC = "topic"
    #: What an actor says or holds; not where others merely name it.
    SPEAKER = "speaker"
    #: Lines whose own words hold these words in this order.
    PHRASE = "phrase"


class Rhythm(StrEnum):
    """On which days a digest is due."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    MONDAYS = "mondays"
    TUESDAYS = "tuesdays"
    WEDNESDAYS = "wednesdays"
    THURSDAYS = "thursdays"
    FRIDAYS = "fridays"
    SATURDAYS = "saturdays"
    SUNDAYS = "sundays"
    #: Alerts, bundled: at most one an hour, and none in an hour without news.
    HOURLY = "hourly"

    def falls_on(self, day: date) -> bool:
        """Tell whether a digest is due on this day at the destination."""
        if self in (Rhythm.DAILY, Rhythm.HOURLY):
            return True
        if self is Rhythm.WEEKDAYS:
            return day.weekday() < 5
        return _WEEKDAYS[self] == day.weekday()


_WEEKDAYS = {rhythm: number for number, rhythm in enumerate(list(Rhythm)[2:9])}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """A channel's standing order for a digest."""

    id: int
    workspace: str
    #: Where the digest goes: a Slack channel id, or ``TERMINAL_DESTINATION``.
    destination: str
    #: The topic, the actor's name, or the phrase without its marks.
    topic: str
    #: Wall-clock hour at the destination.
    at: time
    #: IANA name, ``Europe/Berlin``.
    time_zone: str
    created_by: str
    #: When it was ordered or last changed; nothing is owed for hours before.
    created_at: datetime
    kind: FollowKind = FollowKind.TOPIC
    rhythm: Rhythm = Rhythm.DAILY
    #: Whether a day without news is told in one line.
    says_quiet: bool = False
    #: Nothing is due before this instant; one that has passed ended a pause.
    paused_until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedDigest:
    """What has to be recorded once it is known that a digest was posted."""

    #: Up to which document it looked.
    through_document: int
    #: Fingerprints of its lines.
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestRun:
    """One due execution of a subscription."""

    id: int
    subscription_id: int
    #: The instant it was due, UTC; unique together with the subscription.
    scheduled_for: datetime
    state: RunState
    detail: str = ""
    #: The channel's own id of the posted message, once it was posted.
    message: str = ""
    #: When a process last said that it is at work on the run.
    claimed_at: datetime | None = None
    #: What is about to be sent, kept before the first attempt; None: none was made.
    prepared: PreparedDigest | None = None
