"""The dialog in which the filters of a brief are changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.results import BriefRequest
from handlers.views.blocks import context
from handlers.views.budget import Block

#: The callback id of the dialog.
FILTER_FORM = "filter_form"
FILTER_TITLE = "Filter this brief"

_LONGEST_TOPIC = 200
_LONGEST_WORDS = 100
_FIELDS = {
    "topic": ("Topic", "nato expansion"),
    "by": ("Who speaks", "a person, country or organisation"),
    "about": ("What it is about", "narrows quotations and positions"),
    "outlet": ("Outlet", "Reuters"),
    "language": ("Language", "en, de, French …"),
}
_DAYS = {"since": "Published since", "until": "Published until"}


def filter_view(request: BriefRequest, metadata: str) -> Block:
    """Return the dialog, filled from a request; ``metadata`` comes back when it is sent."""
    days = [_day(name, label, getattr(request, name)) for name, label in _DAYS.items()]
    topic, *others = (
        _words(name, label, hint, str(getattr(request, name) or ""))
        for name, (label, hint) in _FIELDS.items()
    )
    return {
        "type": "modal",
        "callback_id": FILTER_FORM,
        "private_metadata": metadata,
        "title": _plain(FILTER_TITLE),
        "submit": _plain("Show"),
        "close": _plain("Cancel"),
        "blocks": [topic, *days, *others, context("What is left empty does not narrow the brief.")],
    }


def read_filters(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the fields of a dialog that was sent, by name; "" where nothing."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    found = {}
    for name in (*_FIELDS, *_DAYS):
        field = (values.get(name) or {}).get(name) or {}
        found[name] = str(field.get("value") or field.get("selected_date") or "").strip()
    return found


def _day(name: str, label: str, day: date | None) -> Block:
    picker: Block = {"type": "datepicker", "action_id": name, "placeholder": _plain("any day")}
    if day is not None:
        picker["initial_date"] = day.isoformat()
    return _input(name, label, picker)


def _words(name: str, label: str, hint: str, value: str) -> Block:
    field: Block = {
        "type": "plain_text_input",
        "action_id": name,
        "placeholder": _plain(hint),
        "max_length": _LONGEST_TOPIC if name == "topic" else _LONGEST_WORDS,
    }
    if value:
        field["initial_value"] = value[: field["max_length"]]
    return _input(name, label, field)


def _input(name: str, label: str, element: Block) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": _plain(label),
        "element": element,
    }


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
