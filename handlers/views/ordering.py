"""The modal in which a standing order is changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.records import FollowKind, Rhythm, Subscription
from bot.wording import rhythm_in_words
from handlers.views.blocks import context, plain, section
from handlers.views.budget import Block
from handlers.views.mrkdwn import escape

CALLBACK = "change_digest"
KIND, WORDS, RHYTHM, HOUR, QUIET = "kind", "words", "rhythm", "hour", "quiet"

_KINDS = {
    FollowKind.TOPIC: "A topic, as behind /brief",
    FollowKind.SPEAKER: "Somebody speaking: what they say or hold",
    FollowKind.PHRASE: "A phrase: these very words",
}
_QUIET_DAYS = {"silent": "Nothing is posted", "say": "One line says so"}


def loading_modal() -> Block:
    """Return what is shown at once, while the order is looked up."""
    return _modal([section("One moment…")])


def gone_modal(words: str) -> Block:
    """Return why there is nothing to change."""
    return _modal([section(escape(words))])


def change_modal(subscription: Subscription) -> Block:
    """Return the form with the order as it is; ``place_of`` reads back whose it is."""
    s = subscription
    quiet = "say" if s.says_quiet else "silent"
    text_input = {"type": "plain_text_input", "action_id": WORDS, "max_length": 200}
    blocks = [
        _choice(KIND, "What to follow", _KINDS, s.kind),
        _input(WORDS, "Topic, name or words", {**text_input, "initial_value": s.topic}),
        _choice(RHYTHM, "Days", {each: _day_words(each) for each in Rhythm}, s.rhythm),
        _input(
            HOUR,
            "Hour",
            {"type": "timepicker", "action_id": HOUR, "initial_time": f"{s.at:%H:%M}"},
        ),
        _choice(QUIET, "A day without news", _QUIET_DAYS, quiet),
        context(
            f"The hour is in {escape(s.time_zone)}. An hourly digest stays quiet without news."
        ),
    ]
    body = {"callback_id": CALLBACK, "private_metadata": f"{s.id}:{s.destination}"}
    return {**_modal(blocks), **body, "submit": plain("Save"), "close": plain("Cancel")}


def place_of(view: Mapping[str, Any]) -> tuple[int, str]:
    """Return the number of the order that a form is about, and the channel it is for."""
    number, _, channel = str(view.get("private_metadata", "")).partition(":")
    return (int(number) if number.isdecimal() else 0), channel


def _choice(name: str, title: str, options: Mapping[Any, str], chosen: str) -> Block:
    offered = {
        str(value): {"text": plain(words), "value": str(value)} for value, words in options.items()
    }
    return _input(
        name,
        title,
        {
            "type": "static_select",
            "action_id": name,
            "options": list(offered.values()),
            "initial_option": offered[str(chosen)],
        },
    )


def _day_words(rhythm: Rhythm) -> str:
    words = rhythm_in_words(rhythm)
    return f"{words[0].upper()}{words[1:]}"


def _input(name: str, title: str, element: Block) -> Block:
    return {"type": "input", "block_id": name, "label": plain(title), "element": element}


def _modal(blocks: list[Block]) -> Block:
    return {"type": "modal", "title": plain("Change a digest"), "blocks": blocks}
