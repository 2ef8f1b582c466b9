"""What people type to the bot, read into orders; all pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.errors import InputError
from bot.wording import split_hour
from handlers.views.mrkdwn import unescape


class Verb(StrEnum):
    """What is wanted."""

    HELP = "help"
    BRIEF = "brief"
    ASK = "ask"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    FOLLOWING = "following"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What somebody asked for; ``words`` is the topic with its filters, or the question."""

    verb: Verb
    words: str = ""
    at: time | None = None


# <@U123|name>, <#C123|name>, <!subteam^S1|name>, <https://...|name>; the name may be missing.
_CONTROL = re.compile(r"<(?P<kind>[@#!]?)(?P<what>[^<>|]*)(?:\|(?P<name>[^<>]*))?>")
# `--since 2022-05-01`, as on the command line; phones turn two hyphens into a dash.
_OPTION = re.compile(
    r"(?<!\S)(?:--|[—–])(?P<key>since|until|by|about|outlet|lang)(?:\s*=\s*|\s+)", re.IGNORECASE
)
_BRIEF_ME = re.compile(
    r"brief(?:\s+(?:me|us))?(?:\s+(?:on|about))?\s+(?P<topic>.+?)(?:,?\s+please)?[\s.!?]*",
    re.IGNORECASE,
)
_HELLO = frozenset({"", "help", "what can you do", "hello", "hi", "hey"})
_FORMATS = str.maketrans("", "", "*_`~")


def read_command(text: str) -> Order:
    """Read what stands behind ``/brief``.

    Raises:
        InputError: an order without a topic, or with an hour that does not exist.
    """
    words = plain_words(text)
    first, _, rest = words.partition(" ")
    verb, rest = first.casefold(), rest.strip()
    if not words or words.casefold() in ("help", "?"):
        return Order(verb=Verb.HELP)
    if words.casefold() in ("following", "following?", "followed"):
        return Order(verb=Verb.FOLLOWING)
    if verb == "follow":
        topic, at = split_hour(_without_quotes(rest))
        return Order(verb=Verb.FOLLOW, words=_needed(topic, "/brief follow nato 08:00"), at=at)
    if verb == "unfollow":
        topic, _ = split_hour(_without_quotes(rest))
        return Order(verb=Verb.UNFOLLOW, words=_needed(topic, "/brief unfollow nato"))
    return Order(verb=Verb.BRIEF, words=_with_filters(words))


def read_mention(text: str) -> Order:
    """Read what was said to the bot in a channel or directly; the mention itself is left out."""
    words = plain_words(text)
    if words.casefold().strip(" .!?") in _HELLO:
        return Order(verb=Verb.HELP)
    wanted = _BRIEF_ME.fullmatch(words)
    if wanted:
        return Order(verb=Verb.BRIEF, words=_with_filters(wanted["topic"]))
    return Order(verb=Verb.ASK, words=words)


def plain_words(text: str) -> str:
    """Return typed text without Slack's control sequences, entities, formats and extra blanks.

    A channel or link becomes its name; a person's mention is dropped unless it carries a name.
    """
    named = _CONTROL.sub(_named, text)
    return " ".join(unescape(named).translate(_FORMATS).split()).removeprefix("/brief ").strip()


def _named(match: re.Match[str]) -> str:
    if match["name"]:
        return match["name"].removeprefix("@")
    return "" if match["kind"] else match["what"]


def _with_filters(words: str) -> str:
    """Return the words with command-line options written as filters: ``since:2022-05``."""
    return _OPTION.sub(lambda match: f"{match['key'].lower()}:", words)


def _without_quotes(words: str) -> str:
    return words.strip(" \"'“”„‘’«»")


def _needed(topic: str, example: str) -> str:
    topic = _without_quotes(topic)
    if not topic:
        raise InputError(f"Say which topic, for example {example}")
    return topic
