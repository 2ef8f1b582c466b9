"""What one person in the stand-in's workspace sees, printed as it changes."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from bot.errors import InputError
from handlers.playground.mrkdwn import Reader
from handlers.playground.render import Control, Rendering, render
from handlers.playground.workspace import SLACKBOT, Json, Message, View, Workspace

_INDENT = "    "


class Screen:
    """Prints messages, dialogs and the home tab, and remembers which number presses what."""

    def __init__(self, workspace: Workspace, viewer: str, console: Console) -> None:
        self._workspace = workspace
        self._viewer = viewer
        self._console = console
        self._controls: dict[str, tuple[Message | View, Control]] = {}
        self._next = 1

    def control(self, number: str) -> tuple[Message | View, Control]:
        """Return what has that number, and where it stands.

        Raises:
            InputError: nothing has it, or what had it is gone.
        """
        found = self._controls.get(number)
        if found is None or (isinstance(found[0], Message) and found[0].deleted):
            options = [name for name in self._controls if name.startswith(f"{number}.")]
            hint = f" Choose one of {', '.join(options)}." if options else ""
            raise InputError(f"There is no button {number}.{hint}")
        return found

    def news_since(self, mark: int) -> bool:
        """Tell whether something came up that this person sees, after so many changes."""
        return bool(self._messages(mark) or self._views(mark))

    def show_since(self, mark: int) -> None:
        """Print what changed for this person after so many changes, each thing once."""
        for message, is_new in self._messages(mark):
            self._show_message(message, is_new=is_new)
        for view in self._views(mark):
            self._show_view(view)

    def _messages(self, mark: int) -> list[tuple[Message, bool]]:
        """Return (message, whether it is new) in the order of their first change."""
        found: dict[str, tuple[Message, bool]] = {}
        for change in self._workspace.changes[mark:]:
            message = change.message
            if message is None or message.author == self._viewer:
                continue
            if message.visible_to in (None, self._viewer):
                found.setdefault(message.ts, (message, change.kind == "posted"))
        # What came and went in one go was never seen.
        return [pair for pair in found.values() if not (pair[1] and pair[0].deleted)]

    def _views(self, mark: int) -> list[View]:
        changed = {
            change.view.id: change.view
            for change in self._workspace.changes[mark:]
            if change.view is not None and change.view.owner == self._viewer
        }
        stack = self._workspace.modals.get(self._viewer) or []
        home = self._workspace.homes.get(self._viewer)
        on_screen = [*stack[-1:], *([home] if home else [])]
        return [view for view in on_screen if view.id in changed]

    def _show_message(self, message: Message, *, is_new: bool) -> None:
        indent = _INDENT if message.thread_ts else ""
        if message.deleted:
            self._line(Text("(a message was removed)", style="dim"), indent)
            return
        self._line(self._head(message, is_new=is_new), indent)
        rendering = render(
            message.blocks, text=message.text, reader=self._reader(), first=self._next
        )
        self._print(rendering, message, indent)
        for file in message.files:
            self._line(Text(f"[file: {file.get('title')}]"), indent)
            if file.get("alt_txt"):
                self._line(Text(str(file["alt_txt"]), style="dim"), indent)
        self._console.print()

    def _head(self, message: Message, *, is_new: bool) -> Text:
        names = self._names()
        remarks = [
            "only visible to you" if message.is_ephemeral else "",
            "in the thread" if message.thread_ts else "",
            "" if is_new else "changed",
            "direct message" if self._workspace.channels[message.channel].kind == "im" else "",
        ]
        said = ", ".join(remark for remark in remarks if remark)
        author = names.get(message.author, message.author)
        return Text.assemble((author, "bold"), (f" ({said})" if said else "", "dim"))

    def _show_view(self, view: View) -> None:
        body: Json = view.body
        if body["type"] == "home":
            self._line(Text("Home", style="bold"))
        else:
            self._line(Text(f"Dialog: {body['title']['text']}", style="bold"))
        rendering = render(body["blocks"], reader=self._reader(), first=self._next)
        self._print(rendering, view, _INDENT)
        if body["type"] == "modal":
            ends = ["submit"] if "submit" in body else []
            self._line(Text(f"[{' | '.join([*ends, 'cancel'])}]", style="bold cyan"), _INDENT)
        self._console.print()

    def _print(self, rendering: Rendering, source: Message | View, indent: str) -> None:
        for paragraph in rendering.paragraphs:
            for line in paragraph.text.split("\n", allow_blank=True):
                self._line(line, indent + paragraph.prefix)
        for number, (known, _) in list(self._controls.items()):
            if known is source:
                del self._controls[number]
        for control in rendering.controls:
            self._controls[control.number] = (source, control)
            self._next = int(control.number.split(".")[0]) + 1

    def _line(self, text: Text, indent: str = "") -> None:
        """Print one line, wrapped on a terminal with its indent before every part."""
        if not text and not indent.strip():
            self._console.print()
            return
        if not self._console.is_terminal:
            self._console.print(Text.assemble(indent, text), soft_wrap=True)
            return
        room = max(20, self._console.width - len(indent))
        for part in text.wrap(self._console, room) or [text]:
            part.rstrip()
            self._console.print(Text.assemble((indent, "dim"), part), soft_wrap=True)

    def _names(self) -> dict[str, str]:
        users = {user.id: user.name for user in self._workspace.users.values()}
        rooms = {room.id: room.name for room in self._workspace.channels.values()}
        return users | rooms | {SLACKBOT: "Slackbot"}

    def _reader(self) -> Reader:
        zone = ZoneInfo(self._workspace.users[self._viewer].tz)
        return Reader(names=self._names(), zone=zone)
