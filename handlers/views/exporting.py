"""The dialog in which a brief is taken along as a file, and what is said about the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.views.blocks import context, plain, section
from handlers.views.budget import Block, Message
from handlers.views.mrkdwn import code, escape, label, link

#: The callback id of the dialog.
EXPORT_FORM = "export_form"
EXPORT_TITLE = "Export"

_FIELD = "format"
#: By the format's own name: what the dialog calls it, and what it is good for.
_FORMATS = {
    "markdown": ("Markdown", "To paste into a document; every line has a footnote"),
    "csv": ("CSV", "One row a line, for a spreadsheet"),
    "json": ("JSON", "All that is known of each line, for programs"),
    "timelinejs": ("TimelineJS", "The dates, for a timeline on a web page"),
}


def export_form(metadata: str, *, is_private: bool) -> Block:
    """Return the dialog; ``is_private`` says that the file goes to the asker alone."""
    options = [
        {"text": plain(name), "description": plain(what), "value": value}
        for value, (name, what) in _FORMATS.items()
    ]
    choice = {
        "type": "radio_buttons",
        "action_id": _FIELD,
        "options": options,
        "initial_option": options[0],
    }
    where = (
        "The file comes to you alone, in your messages with me."
        if is_private
        else "The file comes into this thread, where everybody here sees it."
    )
    return {
        "type": "modal",
        "callback_id": EXPORT_FORM,
        "private_metadata": metadata,
        "title": plain(EXPORT_TITLE),
        "submit": plain("Export"),
        "close": plain("Cancel"),
        "blocks": [
            {"type": "input", "block_id": _FIELD, "label": plain("Format"), "element": choice},
            context(where),
        ],
    }


def read_format(view: Mapping[str, Any]) -> str:
    """Return the format that was chosen."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    field = (values.get(_FIELD) or {}).get(_FIELD) or {}
    return str((field.get("selected_option") or {}).get("value") or "")


def comment_of(topic: str, form: str, cut: str = "") -> str:
    """Return what stands above the file, as mrkdwn; ``cut`` says how much of it there is."""
    name, _ = _FORMATS[form]
    return f"{escape(label(topic))} as {name}.{f' {escape(cut)}.' if cut else ''}"


def told_where(name: str, permalink: str) -> Message:
    """Return where the file went that only the asker has."""
    file = link(permalink, name) if permalink else code(name)
    text = f"{file} is in your messages with me; only you see it."
    return Message(text=text, blocks=(section(text),))
