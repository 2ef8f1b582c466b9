"""The terminal reads mrkdwn as the page in the browser does: both are held to the same cases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.text import Text

from handlers.playground.mrkdwn import Reader
from handlers.playground.render import Paragraph, render

CASES = json.loads((Path(__file__).parents[2] / "mrkdwn_cases.json").read_text(encoding="utf-8"))
_STYLES = {"bold": "bold", "italic": "italic", "strike": "strike", "cyan": "code"}
_READER = Reader(
    names={"U1": "ada", "C1": "general"},
    now=lambda: datetime(2022, 2, 5, 12, tzinfo=UTC),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mrkdwn_is_read_as_in_the_browser(case: dict[str, Any]) -> None:
    """Lines, quotes, styles and links; a terminal writes a link's address behind its label."""
    block = {"type": "section", "text": {"type": "mrkdwn", "text": case["source"]}}
    shown = render([block], reader=_READER).paragraphs
    assert [_seen(paragraph) for paragraph in shown] == [_expected(line) for line in case["lines"]]


def _seen(paragraph: Paragraph) -> tuple[bool, list[tuple[str, frozenset[str]]]]:
    text = paragraph.text
    return bool(paragraph.prefix), [(text.plain[at], _styles(text, at)) for at in range(len(text))]


def _styles(text: Text, at: int) -> frozenset[str]:
    named = [str(span.style) for span in text.spans if span.start <= at < span.end]
    return frozenset(_STYLES[name] for name in named if name in _STYLES)


def _expected(line: dict[str, Any]) -> tuple[bool, list[tuple[str, frozenset[str]]]]:
    letters = []
    for run in line["runs"]:
        address = run.get("link", run["text"])
        words = run["text"] if address == run["text"] else f"{run['text']} ({address})"
        letters += [(letter, frozenset(run.get("styles", ()))) for letter in words]
    return bool(line.get("quote")), letters
