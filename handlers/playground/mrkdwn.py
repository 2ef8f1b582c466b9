"""Slack's ``mrkdwn`` as a terminal shows it. Pure.

Links, dates and mentions in angle brackets are spelled out, escapes undone, bold and the like
become styles. What could steer a terminal (escape sequences, direction marks) is dropped first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from rich.text import Text

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STYLED = re.compile(
    r"```(?P<block>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<special>[^<>\s][^<>\n]*)>"
    r"|(?<![\w*])\*(?P<bold>(?! )[^*\n]+?(?<! ))\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>(?! )[^_\n]+?(?<! ))_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>(?! )[^~\n]+?(?<! ))~(?![\w~])",
    re.DOTALL,
)
_STYLES = {"bold": "bold", "italic": "italic", "strike": "strike", "code": "cyan", "block": "cyan"}
_BROADCASTS = frozenset({"channel", "here", "everyone"})
_DATE_TOKEN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who looks: what ids are called, and where and when the reader is."""

    names: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def name(self, identifier: str, fallback: str = "") -> str:
        """Return what a user or channel is called."""
        return self.names.get(identifier) or fallback or identifier


def clean(text: str) -> str:
    """Return text without characters that steer a terminal or turn the direction of a line."""
    return _UNSEEN.sub("", text)


def unescape(text: str) -> str:
    """Undo Slack's three escapes."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def to_text(source: str, reader: Reader, style: str = "") -> Text:
    """Return mrkdwn as styled text."""
    source = clean(source)
    found = Text(style=style)
    at = 0
    for match in _STYLED.finditer(source):
        found.append(unescape(source[at : match.start()]))
        at = match.end()
        kind = str(match.lastgroup)
        inner = match.group(kind)
        if kind == "special":
            found.append_text(_special(inner, reader))
        elif kind in ("code", "block"):
            found.append(unescape(inner), style=_STYLES[kind])
        else:
            found.append_text(to_text(inner, reader, _STYLES[kind]))
    found.append(unescape(source[at:]))
    return found


def link(address: str, label: str = "") -> Text:
    """Return a link: its label with the address behind it, or the address alone."""
    address, label = clean(address), clean(label)
    if not label or label == address:
        return Text(address, style="underline")
    return Text.assemble((label, "underline"), (f" ({address})", "dim"))


def _special(inner: str, reader: Reader) -> Text:
    """Return what stands in angle brackets."""
    target, _, label = inner.partition("|")
    label = unescape(label)
    if target.startswith("@"):
        return Text(f"@{reader.name(target[1:], label)}", style="blue")
    if target.startswith("#"):
        return Text(f"#{reader.name(target[1:], label)}", style="blue")
    if target.startswith("!date^"):
        return Text(_date(target, label, reader))
    if target.startswith("!"):
        word = target[1:].split("^")[0]
        shown = f"@{word}" if word in _BROADCASTS else label or f"@{word}"
        return Text(shown, style="yellow")
    return link(unescape(target), label)


def _date(target: str, fallback: str, reader: Reader) -> str:
    _, seconds, pattern, *address = target.split("^")
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC).astimezone(reader.zone)
    except (ValueError, OverflowError, OSError):
        return fallback
    today = reader.now().astimezone(reader.zone)
    shown = _DATE_TOKEN.sub(lambda token: date_token(token[1], moment, today), pattern)
    return f"{shown} ({address[0]})" if address else shown


def date_token(token: str, moment: datetime, today: datetime) -> str:
    """Return one part of a date format, as Slack spells it in English."""
    name = token.removesuffix("_pretty")
    if name != token:
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
        days = (moment.date() - today.date()).days
        if days in near:
            return near[days]
    long = f"{moment:%B} {_ordinal(moment.day)}, {moment.year}"
    clock = f"{moment:%I:%M}".lstrip("0")
    spelled = {
        "date_num": f"{moment:%Y-%m-%d}",
        "date": long,
        "date_short": f"{moment:%b} {moment.day}, {moment.year}",
        "date_long": f"{moment:%A}, {long}",
        "time": f"{clock} {moment:%p}",
        "time_secs": f"{clock}:{moment:%S} {moment:%p}",
    }
    return spelled.get(name, f"{{{token}}}")


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
