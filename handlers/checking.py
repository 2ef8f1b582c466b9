"""“Check this quote”: in the menu of a message, behind ``/brief check``, and by mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import InputError
from handlers.desk import Desk
from handlers.slack.answering import reply
from handlers.translating.orders import plain_words
from handlers.views.budget import Message
from handlers.views.check import check_message

#: The callback id in the manifest.
CHECK_QUOTE = "check_quote"

_ANY_MARK = frozenset('"“”„«»‘')
_QUOTED_LINE = ("&gt;", ">")
#: Blocks within blocks are followed so far.
_DEEPEST = 8


async def on_check_quote(desk: Desk, args: AsyncArgs) -> None:
    """Check the quotations of a message; only who asked for it sees the answer."""
    text = text_to_check(args.body.get("message") or {})
    if not text:
        raise InputError("This message holds no words to check.")
    channel = str((args.body.get("channel") or {}).get("id", ""))
    await reply(args.respond, await check_words(desk, text, channel))


async def check_words(desk: Desk, words: str, channel: str) -> Message:
    """Return what the archive, as this channel may see it, says about quotations."""
    newsroom = desk.newsroom
    return check_message(await newsroom.call(newsroom.check, words, audience=channel))


def text_to_check(message: Mapping[str, Any]) -> str:
    """Return the words of a message, line by line, without Slack's formats.

    Lines that Slack shows as quoted count as quoted where nothing stands between marks. An app's
    message and one that was passed on have their words in blocks and attachments.
    """
    text = str(message.get("text") or "")
    if message.get("bot_id") or not text.strip():
        text = "\n".join([*_texts(message.get("blocks")), *_attached(message)]) or text
    lines = [_plain(line) for line in text.splitlines()]
    kept = [(words, is_quoted) for words, is_quoted in lines if words]
    if any(_ANY_MARK.intersection(words) for words, _ in kept):
        return "\n".join(words for words, _ in kept)
    return "\n".join(f"“{words}”" if is_quoted else words for words, is_quoted in kept)


def _plain(line: str) -> tuple[str, bool]:
    """Return a line as plain words, and whether Slack shows it as quoted."""
    line = line.strip()
    is_quoted = line.startswith(_QUOTED_LINE)
    while line.startswith(_QUOTED_LINE):
        line = line.removeprefix("&gt;").removeprefix(">").strip()
    return plain_words(line), is_quoted


def _attached(message: Mapping[str, Any]) -> Iterator[str]:
    for attachment in message.get("attachments") or ():
        if isinstance(attachment, Mapping):
            yield str(attachment.get("text") or "")


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the words of rich text, one line for each of its parts."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, Mapping):
        elements = value.get("elements")
        parts = (
            [e for e in elements if isinstance(e, Mapping)] if isinstance(elements, list) else []
        )
        if any(isinstance(part.get("text"), str) for part in parts):
            yield "".join(str(part.get("text") or "") for part in parts)
        else:
            yield from _texts(parts, depth + 1)
