"""Dates, periods, counts and hours in words, and back; for the terminal and the Slack views."""

from __future__ import annotations

import re
from datetime import date, time
from textwrap import shorten

from bot.errors import InputError
from bot.records import (
    DifferenceKind,
    FollowKind,
    Precision,
    QuotationKind,
    Rhythm,
    Subscription,
)
from bot.results import Variant

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
#: Longest cue that is shown beside a speaker, in characters.
_LONGEST_CUE = 60
#: ... and of the words in which another outlet differs.
_LONGEST_DIFFERENCE = 60
# "nato 08:00", "nato expansion 8:30", "taiwan 8am", "taiwan at 18.30"
_HOUR = re.compile(
    r"\s+(?:at\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?(half)m)\.?$",
    re.IGNORECASE,
)


def day_in_words(day: date) -> str:
    """Return ``4 February 2022``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def entry_date_in_words(day: date, precision: Precision) -> str:
    """Return a date no more exactly than it is known: ``February 2022``, ``week of 2 May 2022``."""
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.MONTH:
        return f"{_MONTHS[day.month - 1]} {day.year}"
    if precision is Precision.WEEK:
        return f"week of {day_in_words(day)}"
    return day_in_words(day)


def period_in_words(first: date | None, last: date | None) -> str:
    """Return ``1–14 May 2022``, as short as the two days allow; empty where both are unknown."""
    if first is None or last is None or first == last:
        known = first or last
        return day_in_words(known) if known else ""
    if first.year != last.year:
        return f"{day_in_words(first)} – {day_in_words(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{first.day}–{day_in_words(last)}"


def variant_in_words(text: str, variant: Variant) -> str:
    """Return how another outlet has the words of a line: ``cut: “for the time being”``.

    Told is the first difference; ``text`` is the line's.
    """
    kind, lead, other = variant.differences[0]
    words = lead.of(text) if kind is DifferenceKind.CUT else other.of(variant.text)
    shown = shorten(words, _LONGEST_DIFFERENCE, placeholder="…")
    return f"{kind}: “{shown}”{', and more' if len(variant.differences) > 1 else ''}"


def manner_in_words(kind: QuotationKind, cue: str | None) -> str:
    """Return how words are given that are not all quoted: ``in reported speech (“has said”)``.

    Empty for a direct quotation. The cue keeps what a content alone does not tell, such as that
    something was demanded or denied.
    """
    if kind is QuotationKind.DIRECT:
        return ""
    manner = "partly quoted" if kind is QuotationKind.MIXED else "in reported speech"
    words = " ".join((cue or "").split())
    return f"{manner} (“{shorten(words, _LONGEST_CUE, placeholder='…')}”)" if words else manner


def plural(count: int, noun: str) -> str:
    """Return ``1 document``, ``2,400 documents``, ``3 countries``."""
    if count != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith(("ry", "ly", "ty", "cy")) else f"{noun}s"
    return f"{count:,} {noun}"


def rhythm_in_words(rhythm: Rhythm) -> str:
    """Return ``every day``, ``on weekdays``, ``on Mondays`` or ``every hour``."""
    named = {
        Rhythm.HOURLY: "every hour",
        Rhythm.DAILY: "every day",
        Rhythm.WEEKDAYS: "on weekdays",
    }
    return named.get(rhythm, f"on {rhythm.capitalize()}")


def as_typed(kind: FollowKind, words: str) -> str:
    """Return what a person types for these words: ``nato``, ``speaker:biden``, ``"oil price"``."""
    if kind is FollowKind.SPEAKER:
        return f"speaker:{words}"
    return f'"{words}"' if kind is FollowKind.PHRASE else words


def followed_in_words(subscription: Subscription) -> str:
    """Return what an order is about: ``nato``, ``biden speaking``, ``“interest rates”``."""
    if subscription.kind is FollowKind.SPEAKER:
        return f"{subscription.topic} speaking"
    if subscription.kind is FollowKind.PHRASE:
        return f"“{subscription.topic}”"
    return subscription.topic


def split_hour(order: str) -> tuple[str, time | None]:
    """Split ``nato 08:00`` into topic and hour; the hour is None where none is named.

    A bare number is part of the topic ("article 5"): an hour has minutes or am/pm.

    Raises:
        InputError: the hour does not exist.
    """
    order = " ".join(order.split())
    match = _HOUR.search(f" {order}")
    if match is None or not (match["minute"] or match["half"]):
        return order, None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise InputError(f"There is no hour “{match.group().strip()}”; use 08:00 or 8am.")
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        raise InputError(f"There is no hour “{match.group().strip()}”; use 00:00 to 23:59.")
    return f" {order}"[: match.start()].strip(), time(hour, minute)
