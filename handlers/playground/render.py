"""Block Kit as a terminal shows it. Pure: blocks in, paragraphs and numbered controls out.

Every block that Slack takes has a form here, and one that is unknown shows a warning: nothing of a
message is ever left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from handlers.playground.mrkdwn import Reader, clean, link, to_text
from handlers.playground.richtext import rich_text_lines
from handlers.playground.workspace import Json

_WARNING = "bold red"
_DIVIDER = "─" * 40
_MARKDOWN = re.compile(r"\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True, kw_only=True)
class Control:
    """Something that can be pressed or chosen, by the number it is shown with."""

    number: str
    label: str
    block_id: str
    action_id: str
    kind: str
    #: What is chosen with it: an option's value; None for a button and for what must be typed.
    value: str | None = None
    url: str = ""
    #: It is a field of a dialog: it waits for the dialog to be sent.
    is_input: bool = False
    #: What stands above a field of a dialog.
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Text that wraps as one, with what stands before each of its lines."""

    text: Text
    prefix: str = ""


@dataclass(kw_only=True)
class Rendering:
    """What a message or view looks like."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)

    @property
    def plain(self) -> str:
        """Return it without styles, unwrapped."""
        return "\n".join(
            "\n".join(f"{item.prefix}{line}" for line in item.text.plain.split("\n"))
            for item in self.paragraphs
        )


def render(
    blocks: Sequence[Json], *, text: str = "", reader: Reader | None = None, first: int = 1
) -> Rendering:
    """Return what a message with these blocks, or only with ``text``, looks like.

    Args:
        first: the number of the first button.
    """
    painter = _Painter(reader or Reader(), first)
    if not blocks:
        painter.mrkdwn(text)
    for block in blocks:
        painter.spaced(block)
    return painter.rendering


class _Painter:
    """Collects paragraphs and numbers controls as it goes through blocks."""

    def __init__(self, reader: Reader, first: int) -> None:
        self.reader = reader
        self.rendering = Rendering()
        self._next = first
        self._size = 0
        self._painters: Mapping[str, Callable[[Json], None]] = {
            "actions": self._elements,
            "alert": self._alert,
            "card": self._card,
            "carousel": self._children,
            "container": self._container,
            "context": self._context,
            "context_actions": self._elements,
            "data_table": self._table,
            "data_visualization": self._chart,
            "divider": lambda block: self._add(_DIVIDER, style="dim"),
            "file": lambda block: self._add(f"[file {block.get('external_id', '')}]"),
            "header": lambda block: self._add(_plain(block.get("text")), style="bold"),
            "image": self._image,
            "input": self._input,
            "markdown": lambda block: self._markdown(block.get("text", "")),
            "plan": self._plan,
            "rich_text": self._rich_text,
            "section": self._section,
            "table": self._table,
            "task_card": self._task,
            "video": self._video,
        }

    def spaced(self, block: Json) -> None:
        """Show one block, set off from the one before where either has several paragraphs."""
        shown = self.rendering.paragraphs
        start = len(shown)
        self.block(block)
        size = len(shown) - start
        is_set_off = size > 1 or self._size > 1 or block.get("type") == "header"
        if start and size and is_set_off and not _has_menu(block):
            shown.insert(start, Paragraph(text=Text()))
        # What a menu stands beside belongs to the block before it.
        self._size = self._size + size if _has_menu(block) else size

    def block(self, block: Json) -> None:
        """Show one block."""
        kind = str(block.get("type"))
        paint = self._painters.get(kind)
        if paint is None:
            self._add(f"[! a block of the type “{kind}” cannot be shown here]", style=_WARNING)
        else:
            paint(block)

    def mrkdwn(self, source: str, style: str = "") -> None:
        """Show mrkdwn; a line that starts with ``>`` is a quote."""
        # A fence may go over several lines; there a ">" is no quote.
        lines = [source] if "```" in source else source.split("\n")
        for line in lines:
            quoted = line.startswith(("&gt;", "> ")) or line == ">"
            words = (
                line.removeprefix("&gt;").removeprefix(">").removeprefix(" ") if quoted else line
            )
            self._add_text(to_text(words, self.reader, style), "│ " if quoted else "")

    def _add(self, words: str, *, style: str = "", prefix: str = "") -> None:
        self._add_text(Text(clean(words), style=style), prefix)

    def _add_text(self, text: Text, prefix: str = "") -> None:
        self.rendering.paragraphs.append(Paragraph(text=text, prefix=prefix))

    def _object(self, value: Json, style: str = "") -> None:
        """Show a text object."""
        if value.get("type") == "mrkdwn":
            self.mrkdwn(str(value.get("text", "")), style)
        else:
            self._add(_plain(value), style=style)

    def _section(self, block: Json) -> None:
        if "text" in block:
            self._object(block["text"])
        for item in block.get("fields", ()):
            self._object(item)
        if _has_menu(block):
            self._menu(block)
        elif "accessory" in block:
            self._elements({**block, "elements": [block["accessory"]]})

    def _menu(self, block: Json) -> None:
        """Show the options of a menu behind the words that it stands beside."""
        shown = Text("  ⋯", style="dim")
        for control in self._controls(block, block["accessory"]):
            self.rendering.controls.append(control)
            shown.append(" ")
            shown.append(f"[{control.number} {control.label}]", style="cyan")
        last = self.rendering.paragraphs[-1]
        self.rendering.paragraphs[-1] = replace(last, text=last.text + shown)

    def _context(self, block: Json) -> None:
        joined = Text(style="dim")
        for number, item in enumerate(block.get("elements", ())):
            joined.append("  " if number else "")
            if item.get("type") == "image":
                joined.append(f"[image: {clean(str(item.get('alt_text', '')))}]")
            elif item.get("type") == "mrkdwn":
                joined.append_text(to_text(str(item.get("text", "")), self.reader))
            else:
                joined.append(_plain(item))
        self._add_text(joined)

    def _image(self, block: Json) -> None:
        title = _plain(block.get("title"))
        alt = str(block.get("alt_text", ""))
        self._add(f"[image: {alt}]" + (f" {title}" if title else ""))

    def _video(self, block: Json) -> None:
        self._add(f"[video: {_plain(block.get('title'))}] {block.get('video_url', '')}")

    def _alert(self, block: Json) -> None:
        self._add(f"[{block.get('level', 'default')}]", style="bold")
        self._object(block.get("text") or {})

    def _rich_text(self, block: Json) -> None:
        for prefix, text in rich_text_lines(block, self.reader):
            self._add_text(text, prefix)

    def _markdown(self, source: str) -> None:
        for line in source.split("\n"):
            words = line.lstrip("#").strip() if line.startswith("#") else line
            style = "bold" if line.startswith("#") else ""
            self._add_text(_markdown_line(clean(words), style))

    def _card(self, block: Json) -> None:
        for key, style in (("title", "bold"), ("subtitle", ""), ("body", ""), ("subtext", "dim")):
            if block.get(key):
                self._object(block[key], style)
        if block.get("hero_image"):
            self._image(block["hero_image"])
        if block.get("actions"):
            self._elements({**block, "elements": block["actions"]})

    def _children(self, block: Json) -> None:
        for child in block.get("elements", ()) or block.get("child_blocks", ()):
            self.block(child)

    def _container(self, block: Json) -> None:
        for key in ("title", "subtitle"):
            if block.get(key):
                self._object(block[key], "bold")
        if block.get("rich_text_title"):
            self._rich_text(block["rich_text_title"])
        self._children(block)

    def _plan(self, block: Json) -> None:
        self._add(str(block.get("title", "")), style="bold")
        for task in block.get("tasks", ()):
            self._task(task)

    def _task(self, block: Json) -> None:
        marks = {"pending": "○", "in_progress": "◐", "complete": "●", "error": "✗"}
        self._add(f"{marks.get(str(block.get('status')), '·')} {block.get('title', '')}")
        for key in ("details", "output"):
            if isinstance(block.get(key), dict):
                self._rich_text(block[key])
        for source in block.get("sources", ()):
            self._add_text(link(str(source.get("url", "")), str(source.get("text", ""))))

    def _chart(self, block: Json) -> None:
        chart = block.get("chart", {})
        self._add(f"[chart: {block.get('title', '')}] {chart.get('type', '')}", style="bold")
        for point in chart.get("segments", ()):
            self._add(f"{point.get('label', '')}: {point.get('value', '')}", prefix="  ")
        for series in chart.get("series", ()):
            points = series.get("data", ())
            shown = ", ".join(f"{p.get('label', '')} {p.get('value', '')}" for p in points)
            self._add(f"{series.get('name', '')}: {shown}", prefix="  ")

    def _table(self, block: Json) -> None:
        if block.get("caption"):
            self._add(str(block["caption"]), style="bold")
        rows = [[self._cell(cell) for cell in row] for row in block.get("rows", ())]
        columns = list(zip_longest(*rows, fillvalue=""))
        widths = [max(cell_len(cell) for cell in column) for column in columns]
        for row in rows:
            padded = [
                cell + " " * (width - cell_len(cell))
                for cell, width in zip(row, widths, strict=False)
            ]
            self._add("  ".join(padded).rstrip())

    def _cell(self, cell: Json) -> str:
        if cell.get("type") == "rich_text":
            lines = rich_text_lines(cell, self.reader)
            return " ".join(f"{prefix}{text.plain}" for prefix, text in lines)
        return clean(str(cell.get("text", cell.get("value", ""))))

    def _input(self, block: Json) -> None:
        optional = " (optional)" if block.get("optional") else ""
        self._add(_plain(block.get("label")) + optional, style="bold")
        self._elements({**block, "elements": [block.get("element") or {}]})
        if block.get("hint"):
            self._add(_plain(block["hint"]), style="dim")

    def _elements(self, block: Json) -> None:
        shown = Text()
        for element in block.get("elements", ()):
            if element.get("type") == "image":
                self._image(element)
                continue
            for control in self._controls(block, element):
                self.rendering.controls.append(control)
                shown.append("  " if shown else "")
                shown.append(f"[{control.number} {control.label}]", style="bold cyan")
                if control.url:
                    shown.append(f" ({control.url})", style="dim")
        if shown:
            self._add_text(shown)

    def _controls(self, block: Json, element: Json) -> Iterator[Control]:
        """Number an element: ``1`` for a button, ``2.1``, ``2.2`` for the options of a menu."""
        number = str(self._next)
        self._next += 1
        is_input = block.get("type") == "input"
        label = (
            (_first_words(element) if is_input else "")
            or _plain(element.get("text"))
            or _plain(element.get("placeholder"))
        )
        base = Control(
            number=number,
            label=label or str(element.get("type")),
            block_id=str(block.get("block_id", "")),
            action_id=str(element.get("action_id", "")),
            kind=str(element.get("type")),
            url=clean(str(element.get("url", ""))),
            is_input=is_input,
            name=_plain(block.get("label")),
        )
        choices = [
            replace(base, number=f"{number}.{place}", label=label, value=value)
            for place, (label, value) in enumerate(_choices(element), 1)
        ]
        yield from choices or [base]


def _choices(element: Json) -> Iterator[tuple[str, str]]:
    """Yield (label, value) of what a menu offers."""
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    for group in groups:
        for option in group["options"]:
            yield _plain(option.get("text")), str(option.get("value", ""))
    for key in ("positive_button", "negative_button"):
        if key in element:
            yield _plain(element[key].get("text")), str(element[key].get("value", ""))


def _first_words(element: Json) -> str:
    """Return what a field holds before anything is typed."""
    for key in ("initial_value", "initial_date", "initial_time"):
        if element.get(key):
            return clean(str(element[key]))
    return ""


def _has_menu(block: Json) -> bool:
    """Tell whether a menu stands beside the words of a block."""
    return bool(block.get("accessory", {}).get("type") == "overflow")


def _plain(value: object) -> str:
    """Return the words of a text object."""
    return clean(str(value.get("text", ""))) if isinstance(value, dict) else ""


def _markdown_line(line: str, style: str) -> Text:
    """Return one line of ordinary Markdown, its bold and links styled."""
    found = Text(style=style)
    at = 0
    for match in _MARKDOWN.finditer(line):
        found.append(line[at : match.start()])
        bold, label, address = match.groups()
        found.append_text(Text(bold, style="bold") if bold else link(address, label))
        at = match.end()
    found.append(line[at:])
    return found
