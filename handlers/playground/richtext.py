"""``rich_text`` blocks as a terminal shows them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from rich.text import Text

from handlers.playground.mrkdwn import Reader, clean, date_token, link
from handlers.playground.workspace import Json

_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "strike": "strike",
    "code": "cyan",
    "underline": "underline",
}


def rich_text_lines(block: Json, reader: Reader) -> Iterator[tuple[str, Text]]:
    """Yield (prefix, text) of every paragraph of a ``rich_text`` block."""
    counts: dict[int, int] = {}
    for part in block.get("elements", ()):
        kind = part.get("type")
        if kind == "rich_text_list":
            yield from _list(part, reader, counts)
            continue
        counts.clear()
        text = _inline(part, reader)
        if kind == "rich_text_quote":
            yield "│ ", text
        elif kind == "rich_text_preformatted":
            text.stylize("cyan")
            yield "    ", text
        elif kind == "rich_text_section":
            yield "", text
        else:
            yield "", Text(f"[! “{clean(str(kind))}” cannot be shown here]", style="bold red")


def _list(part: Json, reader: Reader, counts: dict[int, int]) -> Iterator[tuple[str, Text]]:
    """Yield the items of a list; ``counts`` carries numbers over a nested list, by indent."""
    indent = int(part.get("indent", 0))
    for deeper in [level for level in counts if level > indent]:
        del counts[deeper]
    counts.setdefault(indent, int(part.get("offset", 0)))
    for item in part.get("elements", ()):
        counts[indent] += 1
        mark = f"{counts[indent]}." if part.get("style") == "ordered" else "•"
        yield "", Text.assemble("  " * indent, mark, " ", _inline(item, reader))


def _inline(part: Json, reader: Reader) -> Text:
    found = Text()
    for element in part.get("elements", ()):
        text = _element(element, reader)
        style = element.get("style")
        for name, on in style.items() if isinstance(style, dict) else ():
            if on and name in _STYLES:
                text.stylize(_STYLES[name])
        found.append_text(text)
    # A section ends its own line; Slack shows no empty one for a trailing line break.
    found.rstrip()
    return found


def _element(element: Json, reader: Reader) -> Text:
    kind = str(element.get("type"))
    match kind:
        case "text":
            return Text(clean(str(element.get("text", ""))))
        case "link":
            return link(str(element.get("url", "")), str(element.get("text", "")))
        case "user":
            return Text(f"@{reader.name(str(element.get('user_id')))}", style="blue")
        case "channel":
            return Text(f"#{reader.name(str(element.get('channel_id')))}", style="blue")
        case "usergroup" | "team":
            name = element.get("usergroup_id") or element.get("team_id")
            return Text(f"@{reader.name(str(name))}", style="blue")
        case "broadcast":
            return Text(f"@{clean(str(element.get('range')))}", style="yellow")
        case "emoji":
            return Text(f":{clean(str(element.get('name')))}:")
        case "color":
            return Text(clean(str(element.get("value"))))
        case "date":
            return Text(_date(element, reader))
        case _:
            return Text(f"[! “{clean(kind)}” cannot be shown here]", style="bold red")


def _date(element: Json, reader: Reader) -> str:
    try:
        moment = datetime.fromtimestamp(int(element["timestamp"]), UTC).astimezone(reader.zone)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return clean(str(element.get("fallback", "")))
    today = reader.now().astimezone(reader.zone)
    shown = clean(str(element.get("format", "")))
    for token in {part.split("}")[0] for part in shown.split("{")[1:]}:
        shown = shown.replace(f"{{{token}}}", date_token(token, moment, today))
    return shown
