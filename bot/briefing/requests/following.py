"""What somebody typed behind `follow`, read into a standing order; all pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from bot.briefing.requests.query import LONGEST_TOPIC
from bot.errors import InputError, NotFoundError
from bot.records import FollowKind, Rhythm, Subscription
from bot.wording import as_typed, split_hour

_MARKS = str.maketrans("“”„«»", '"' * 5)
_SPEAKER = re.compile(r"speaker:\s*(?P<name>.*)", re.IGNORECASE)
_PHRASE = re.compile(r'(?:phrase:\s*)?"(?P<words>[^"]*)"|phrase:\s*(?P<bare>.*)', re.IGNORECASE)
_QUIET = re.compile(r"(?<!\S)quiet:\s*(?P<value>\S*)", re.IGNORECASE)
_DAY = "(?P<day>mon|tues|wednes|thurs|fri|satur|sun)"
# "nato daily", "nato weekdays", "nato mondays", "nato every monday", "nato weekly on mondays"
_RHYTHM = re.compile(
    r"(?:^|\s+)(?:"
    r"(?P<daily>daily|every\s+day)"
    r"|(?P<hourly>hourly|every\s+hour)"
    r"|(?P<weekdays>(?:on\s+)?weekdays|every\s+weekday)"
    rf"|(?:(?:weekly\s+)?(?:on\s+)?{_DAY}days"
    rf"|(?:weekly\s+(?:on\s+)?|every\s+){_DAY.replace('day', 'single')}day)"
    r"|(?P<weekly>weekly)"
    r")\Z",
    re.IGNORECASE,
)
_BY_DAY = {rhythm.removesuffix("days"): rhythm for rhythm in list(Rhythm)[2:9]}
_EXAMPLE = 'for example `follow nato 08:00`, `follow speaker:biden` or `follow "interest rates"`'


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingOrder:
    """What to follow and when; ``at`` is None where no hour is named."""

    kind: FollowKind = FollowKind.TOPIC
    words: str
    at: time | None = None
    rhythm: Rhythm = Rhythm.DAILY
    says_quiet: bool = False


def read_order(text: str) -> StandingOrder:
    """Read what to follow, with hour and rhythm in either order behind it.

    ``nato``, ``speaker:biden`` (what he says or holds), ``"interest rates"`` (these very words);
    then ``08:00``, ``weekdays``, ``mondays``, ``hourly``; ``quiet:say`` anywhere.

    Raises:
        InputError: nothing to follow, too much of it, an hour that does not exist, a value of
            ``quiet:`` other than say or silent, or quiet hours that are to be told.
    """
    text, says_quiet = _take_quiet(text.translate(_MARKS))
    at, rhythm = None, None
    while True:
        rest, hour = split_hour(text)
        if hour is not None and at is None:
            text, at = rest, hour
            continue
        rest, found = _take_rhythm(text)
        if found is None or rhythm is not None or not rest:
            break
        text, rhythm = rest, found
    kind, words = read_subject(text)
    if says_quiet and rhythm is Rhythm.HOURLY:
        raise InputError("Hours without news stay quiet; leave out quiet:say, or take daily.")
    return StandingOrder(
        kind=kind, words=words, at=at, rhythm=rhythm or Rhythm.DAILY, says_quiet=says_quiet
    )


def read_subject(text: str) -> tuple[FollowKind, str]:
    """Read what to follow, or to follow no longer, where no hour stands behind it.

    Raises:
        InputError: there is nothing, or too much.
    """
    text = " ".join(text.translate(_MARKS).split())
    kind, words = FollowKind.TOPIC, text
    if speaker := _SPEAKER.fullmatch(text):
        kind, words = FollowKind.SPEAKER, speaker["name"]
    elif phrase := _PHRASE.fullmatch(text):
        kind, words = FollowKind.PHRASE, phrase["words"] or phrase["bare"] or ""
    return kind, clean_words(kind, words)


def choose_order(subscriptions: Sequence[Subscription], typed: str) -> Subscription:
    """Return the order that somebody names as it was ordered.

    Words without "speaker:" do for any kind, where only one order has them.

    Raises:
        NotFoundError: there is no such order.
        InputError: nothing is named, or several orders have these words.
    """
    kind, words = read_subject(typed)
    same = [s for s in subscriptions if s.topic.casefold() == words.casefold()]
    exact = [s for s in same if s.kind is kind]
    found = exact or ([] if kind is FollowKind.SPEAKER else same)
    if len(found) > 1:
        named = ", ".join(as_typed(s.kind, s.topic) for s in found)
        raise InputError(f"“{words}” is followed in several ways; say which: {named}.")
    if not found:
        followed = ", ".join(as_typed(s.kind, s.topic) for s in subscriptions)
        others = f"followed is: {followed}" if followed else "nothing is"
        raise NotFoundError(f"“{words}” is not followed here; {others}.")
    return found[0]


def clean_words(kind: FollowKind, words: str) -> str:
    """Return the words of an order without marks around them and extra blanks.

    Raises:
        InputError: there are none, or too many.
    """
    words = " ".join(words.translate(_MARKS).split())
    if kind is not FollowKind.TOPIC:
        words = words.replace('"', " ")
    words = " ".join(words.strip(" ,;'‘’").split())
    if not words.strip('" .:'):
        raise InputError(f"Say what to follow, {_EXAMPLE}.")
    if len(words) > LONGEST_TOPIC:
        raise InputError(f"What is followed has at most {LONGEST_TOPIC} characters.")
    return words


def _take_quiet(text: str) -> tuple[str, bool]:
    match = _QUIET.search(text)
    if match is None:
        return text, False
    value = match["value"].casefold()
    if value not in ("say", "silent"):
        raise InputError(
            f"“quiet:{match['value']}” is unknown; quiet:say tells a day without news in one"
            " line, quiet:silent does not."
        )
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), value == "say"


def _take_rhythm(text: str) -> tuple[str, Rhythm | None]:
    """Split a rhythm off the end; "weekly" alone is on Mondays."""
    match = _RHYTHM.search(text)
    if match is None:
        return text, None
    rest = text[: match.start()].strip()
    if match["daily"]:
        return rest, Rhythm.DAILY
    if match["hourly"]:
        return rest, Rhythm.HOURLY
    if match["weekdays"]:
        return rest, Rhythm.WEEKDAYS
    day = match["day"] or match["single"] or "mon"
    return rest, _BY_DAY[day.casefold()]
