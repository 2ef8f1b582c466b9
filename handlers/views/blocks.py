"""The small blocks that every message is built from."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.views.budget import LONGEST_HEADER, Block, Message
from handlers.views.mrkdwn import code, label

_MOST_SUGGESTIONS = 4


def header(text: str) -> Block:
    """Return a header block; its text is plain, so nothing in it needs escaping."""
    words = label(text, limit=LONGEST_HEADER) or "Dateline"
    return {"type": "header", "text": {"type": "plain_text", "text": words, "emoji": False}}


def section(text: str) -> Block:
    """Return a section of mrkdwn whose foreign words are already escaped."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def message_of(text: str) -> Message:
    """Return a message of one section of mrkdwn whose foreign words are already escaped."""
    return Message(text=text, blocks=(section(text),))


def context(text: str) -> Block:
    """Return a small grey line of mrkdwn whose foreign words are already escaped."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def plain(text: str) -> Block:
    """Return a plain text object; nothing in it needs escaping."""
    return {"type": "plain_text", "text": text, "emoji": False}


def button(action: str, words: str, value: str, **more: object) -> Block:
    """Return a button that carries a value."""
    return {
        "type": "button",
        "action_id": action,
        "text": plain(words),
        "value": value,
        **more,
    }


def buttons(value: str, *named: tuple[str, str]) -> Block:
    """Return buttons in a row, given by action id and label, that all carry ``value``."""
    return {
        "type": "actions",
        "elements": [button(action, words, value) for action, words in named],
    }


def suggestions(tips: Sequence[str]) -> list[Block]:
    """Return what to try next, as text that a person can type."""
    typed = [code(tip) for tip in tips[:_MOST_SUGGESTIONS] if tip.strip()]
    return [context(f"Try: {'  '.join(typed)}")] if typed else []
