"""What people type to the bot, read into orders; all pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.briefing.requests.following import read_order
from bot.errors import InputError
from bot.records import FollowKind, Rhythm, SettingName
from bot.wording import as_typed
from handlers.translating.links import links_in, says_only_links, typed_links
from handlers.translating.setting_orders import read_setting
from handlers.views.mrkdwn import unescape


class Verb(StrEnum):
    """What is wanted."""

    HELP = "help"
    BRIEF = "brief"
    POSITIONS = "positions"
    ASK = "ask"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    FOLLOWING = "following"
    ADD = "add"
    SOURCES = "sources"
    CHECK = "check"
    SETTINGS = "settings"
    CORRECTIONS = "corrections"
    SAME = "same"
    STOP = "stop"


class Change(StrEnum):
    """What is to become of a source."""

    PAUSE = "pause"
    RESUME = "resume"
    REMOVE = "remove"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What somebody asked for.

    Attributes:
        words: the topic with its filters, what to follow or to check, the question, or which
            source.
        kind, at, rhythm, says_quiet: of an order to follow; ``at`` is None where no hour is named.
        links: what is to be added.
        change: what is to become of the source; None lists them all.
        setting: what is settled, as ``words`` say; None shows what is.
        names: which names are to be one actor.
    """

    verb: Verb
    words: str = ""
    kind: FollowKind = FollowKind.TOPIC
    at: time | None = None
    rhythm: Rhythm = Rhythm.DAILY
    says_quiet: bool = False
    links: tuple[str, ...] = ()
    change: Change | None = None
    setting: SettingName | None = None
    names: tuple[str, ...] = ()


#: Links that one ``/brief add`` takes.
MOST_LINKS = 5


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
# "positions nato", "positions on abortion"; "positions of power" is a topic.
_POSITIONS = re.compile(
    r"positions(?:\s+(?:on|about|towards?|regarding))?(?:\s+(?!(?:of|in|at|for|with|and|or|to)\b)"
    r"(?P<topic>.+))?",
    re.IGNORECASE,
)
_ADD = re.compile(r"\s*add(?=\s|<|$)", re.IGNORECASE)
# "check: …", "please check this quote: …", "check “…”"
_CHECK = re.compile(
    r"(?:please\s+|can you\s+)*check(?:\s+(?:this|that|the|these))?(?:\s+(?:quotes?|quotations?))?"
    r"(?:\s*[:–—-]\s+|\s*:|\s+(?=[\"“„«‘]))(?P<words>.+)",
    re.IGNORECASE,
)
# "did Lindqvist really say “…”?"
_DID_SAY = re.compile(
    r"did\s.{1,100}?\s(?:say|write|tell|tweet|claim|promise|declare)\b[^\"“„«]{0,60}"
    r"[\"“„«](?:\S+\s+){2}.+",
    re.IGNORECASE,
)
# 'correct same "Joe Biden" "Joseph R. Biden"'
_SAME = re.compile(r"correct\s+same(?:\s+(?P<names>.*))?", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”„«»](?P<name>[^\"“”„«»]+)[\"“”„«»]")
# "stop", "thanks, stop", "ok, please stop now"
_STOP = re.compile(
    r"(?:(?:ok(?:ay)?|thanks?(?: you)?|please|enough|that['’]s (?:all|enough)|great)[,.!;]*\s+)*"
    r"(?:stop|be quiet|stay quiet|quiet)"
    r"(?:[,.!]*\s+(?:it|now|here|please|thanks?(?: you)?|answering|listening))*[\s.!]*",
    re.IGNORECASE,
)
#: Orders that are given by one word alone.
_ALONE = {
    "": Verb.HELP,
    "help": Verb.HELP,
    "?": Verb.HELP,
    "following": Verb.FOLLOWING,
    "following?": Verb.FOLLOWING,
    "followed": Verb.FOLLOWING,
    "corrections": Verb.CORRECTIONS,
    "corrections?": Verb.CORRECTIONS,
    "correct": Verb.CORRECTIONS,
}
_HELLO = frozenset({"", "help", "what can you do", "hello", "hi", "hey"})
_FORMATS = str.maketrans("", "", "*_`~")


def read_command(text: str) -> Order:
    """Read what stands behind ``/brief``.

    Raises:
        InputError: an order without a topic, link or source, or an hour that does not exist.
    """
    if adding := _ADD.match(text):
        return _add(text[adding.end() :])
    if settled := read_setting(text):
        return Order(verb=Verb.SETTINGS, setting=settled[0], words=settled[1])
    words = plain_words(text)
    if not words and links_in(text):
        raise InputError("To add a link to the archive, type /brief add and the link.")
    first, _, rest = words.partition(" ")
    verb, rest = first.casefold(), rest.strip()
    if alone := _ALONE.get(words.casefold()):
        return Order(verb=alone)
    if same := _SAME.fullmatch(words):
        return Order(verb=Verb.SAME, names=_names_in(same["names"] or ""))
    if verb in ("sources", "source") and (sources := _sources(rest)):
        return sources
    if held := _POSITIONS.fullmatch(words):
        topic = _needed(held["topic"] or "", "/brief positions nato", keep_quotes=True)
        return Order(verb=Verb.POSITIONS, words=_with_filters(topic))
    if verb.rstrip(":") == "check":
        return Order(verb=Verb.CHECK, words=_to_check(rest))
    if verb == "follow":
        return _followed(rest)
    if verb == "unfollow":
        return Order(verb=Verb.UNFOLLOW, words=_unfollowed(rest))
    return Order(verb=Verb.BRIEF, words=_with_filters(words))


def read_mention(text: str) -> Order:
    """Read what was said to the bot in a channel or directly; the mention itself is left out."""
    if says_only_links(text):
        return Order(verb=Verb.ADD, links=tuple(links_in(text)))
    words = plain_words(text)
    if words.casefold().strip(" .!?") in _HELLO:
        return Order(verb=Verb.HELP)
    if _STOP.fullmatch(words):
        return Order(verb=Verb.STOP)
    if checked := _CHECK.fullmatch(words):
        return Order(verb=Verb.CHECK, words=checked["words"].strip())
    if _DID_SAY.match(words):
        return Order(verb=Verb.CHECK, words=words)
    wanted = _BRIEF_ME.fullmatch(words)
    if wanted:
        return Order(verb=Verb.BRIEF, words=_with_filters(wanted["topic"]))
    return Order(verb=Verb.ASK, words=words)


def _add(rest: str) -> Order:
    links = typed_links(rest)
    if not links:
        raise InputError(
            "Say which links to add, for example /brief add https://example.org/news. To add a"
            " file, share it and choose “Add to Dateline” from the menu of its message."
        )
    if len(links) > MOST_LINKS:
        raise InputError(f"These are {len(links)} links; add at most {MOST_LINKS} at a time.")
    return Order(verb=Verb.ADD, links=tuple(links))


def _sources(rest: str) -> Order | None:
    """Read what stands behind ``sources``; None where it is a topic after all."""
    if not rest:
        return Order(verb=Verb.SOURCES)
    first, _, which = rest.partition(" ")
    try:
        change = Change(first.casefold())
    except ValueError:
        return None
    if not _without_quotes(which):
        raise InputError(
            f"Say which source to {change}, by its number or name: /brief sources {change} 3."
            " /brief sources lists them."
        )
    return Order(verb=Verb.SOURCES, change=change, words=_without_quotes(which))


def _names_in(words: str) -> tuple[str, ...]:
    """Return the names between quotation marks; without any, each word is one."""
    quoted = tuple(name.strip() for name in _QUOTED.findall(words))
    return quoted or tuple(words.split())


def plain_words(text: str) -> str:
    """Return typed text without Slack's control sequences, entities, formats and extra blanks.

    A channel or link becomes its name; without one it is dropped, as a person's mention is: the
    words of an address say nothing about a topic.
    """
    named = _CONTROL.sub(_named, text)
    return " ".join(unescape(named).translate(_FORMATS).split()).removeprefix("/brief ").strip()


def _named(match: re.Match[str]) -> str:
    if match["name"]:
        return match["name"].removeprefix("@")
    is_link = match["kind"] or "://" in match["what"]
    return "" if is_link else match["what"]


def _with_filters(words: str) -> str:
    """Return the words with command-line options written as filters: ``since:2022-05``."""
    return _OPTION.sub(lambda match: f"{match['key'].lower()}:", words)


def _without_quotes(words: str) -> str:
    return words.strip(" \"'“”„‘’«»")


def _to_check(words: str) -> str:
    if not _without_quotes(words):
        raise InputError(
            "Give the words to check, for example /brief check “The door stays open to all”."
        )
    return words


def _needed(topic: str, example: str, *, keep_quotes: bool = False) -> str:
    """Return the topic; quotation marks stay where filters behind it may need theirs."""
    bare = _without_quotes(topic)
    if not bare:
        raise InputError(f"Say which topic, for example {example}")
    return topic if keep_quotes else bare


def _followed(rest: str) -> Order:
    """Return what to follow, how often, and at what hour."""
    order = read_order(rest)
    return Order(
        verb=Verb.FOLLOW,
        words=order.words,
        kind=order.kind,
        at=order.at,
        rhythm=order.rhythm,
        says_quiet=order.says_quiet,
    )


def _unfollowed(rest: str) -> str:
    """Return what to follow no longer, as it was ordered; an hour behind it is left out."""
    order = read_order(rest)
    return as_typed(order.kind, order.words)
