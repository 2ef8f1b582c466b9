"""The playground at a terminal: the real app, the stand-in, and a person typing.

What is typed goes through the stand-in to the Bolt app as it would from Slack, and what Slack would
show comes back as text.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.config import Settings
from bot.errors import DatelineError, InputError
from bot.records import TERMINAL_DESTINATION
from handlers.playground import payloads
from handlers.playground.keyboard import leaving_on_interrupt, typed_lines
from handlers.playground.methods import DEFAULT_SCOPES
from handlers.playground.render import Control
from handlers.playground.screen import Screen
from handlers.playground.server import Delivery
from handlers.playground.serving import Service, serve_app, standin_settings
from handlers.playground.standin import SlackStandIn
from handlers.playground.workspace import Json, Message, View
from handlers.slack.tokens import OPTIONAL_SCOPES

if TYPE_CHECKING:
    from bot.newsroom import Newsroom

#: Seconds after which the prompt stops waiting for an answer.
PATIENCE = 30.0
#: An answer is over when nothing has happened for so many seconds.
QUIET = 0.15

_INTRODUCTION = """\
The real bot, in a workspace that is only on this machine. You are Ada, in #general.
  /brief nato                                quotations, positions and dates on a topic
  @dateline who opposes NATO expansion?      a question; the answer comes in its thread
  /brief follow nato 08:00                   a digest every day
  /brief add https://example.org/news        a link or feed to read
  help   quit"""
_HELP = """\
  /brief TOPIC         a slash command (/brief help says more)
  @dateline QUESTION   a question in #general; the next one goes on in its thread
  reply WORDS          go on in that thread without a mention
  leave                leave the thread
  dm WORDS             write to the bot directly
  dm-file PATH         send the bot a file
  say WORDS            write in #general to everybody else
  share PATH           share a file in #general
  add                  choose “Add to Dateline” from the menu of your last message
  check                choose “Check this quote” from that menu
  home                 open the bot's home tab
  1                    press the button, or choose the option, with that number
  2 WORDS              put words into the field with that number
  submit, cancel       send or close the dialog that is open
  quit                 leave (Ctrl-D and Ctrl-C do, too)"""
#: What chooses the app's entries in the menu of a message, in their order.
_MENU = ("add", "check")
#: What an app with the optional permissions hears besides.
_OF_CHANNELS = frozenset({"message.channels", "message.groups"})
_NOT_UNDERSTOOD = (
    "Nobody would answer that: begin with /brief or @dateline, or type a button's number;"
    " help shows all."
)


async def run_prompt(
    settings: Settings,
    newsroom: Newsroom,
    lines: Iterable[str] | None = None,
    *,
    service: Service | None = None,
    console: Console | None = None,
    patience: float = PATIENCE,
) -> None:
    """Serve a person at the terminal until they leave.

    Args:
        settings: Slack's tokens and address in them are replaced by the stand-in's.
        newsroom: what the app works with.
        lines: what to type, instead of reading the keyboard or a pipe.
        service: connects an app; the real one by default.
        console: where to print.
        patience: seconds to wait for an answer.
    """
    console = console or Console(highlight=False)
    # The prompt's channel has the terminal's id: an order made here is one of the terminal's, as
    # `dateline follow` makes them, and `dateline digest run` prints it.
    with leaving_on_interrupt():
        async with (
            SlackStandIn(
                general_id=TERMINAL_DESTINATION, scopes=DEFAULT_SCOPES | OPTIONAL_SCOPES
            ) as slack,
            (service or serve_app)(standin_settings(settings, slack), newsroom) as served,
        ):
            await slack.connected()
            slack.busy = served.busy
            slack.commands = {name: {} for name in served.commands}
            slack.shortcuts = dict.fromkeys(served.shortcuts, "message")
            if served.events is not None:
                slack.bot_events = frozenset(
                    name
                    for name in slack.bot_events | _OF_CHANNELS
                    if name.partition(".")[0] in served.events
                )
            prompt = Prompt(slack, console, patience)
            prompt.say(_INTRODUCTION)
            async for line in typed_lines(lines, prompt.label, prompt.say):
                if not await prompt.obey(line.strip()):
                    return
    if lines is None and sys.stdin.isatty():
        console.print()  # the cursor stands behind a prompt that nobody answered


def _read_bytes(path: str) -> bytes:
    return Path(path).expanduser().read_bytes()


class Prompt:
    """Turns lines into what a person does in Slack, and shows what comes of it."""

    def __init__(self, slack: SlackStandIn, console: Console, patience: float) -> None:
        self._slack = slack
        self._console = console
        self._patience = patience
        self._screen = Screen(slack.workspace, slack.ada.id, console)
        self._thread: str | None = None
        self._filled: dict[str, str] = {}
        #: The last message that the person wrote to everybody.
        self._written: Message | None = None
        #: The button that Slack has asked about.
        self._asked = ""

    def label(self) -> str:
        """Return what stands before the cursor."""
        return "#general (thread) > " if self._thread else "#general > "

    def say(self, words: str) -> None:
        """Print the prompt's own words."""
        self._console.print(Text(words, style="dim"), soft_wrap=True)

    async def obey(self, line: str) -> bool:
        """Do what a line says; return False where it says to leave."""
        word, _, rest = line.partition(" ")
        if word in ("quit", "exit"):
            return False
        try:
            await self._do(word, rest.strip(), line)
        except DatelineError as error:
            self.say(str(error))
        return True

    async def _do(self, word: str, rest: str, line: str) -> None:
        slack = self._slack
        if not line:
            return
        if line != self._asked:
            self._asked = ""
        if word == "help":
            self.say(_HELP)
        elif word == "leave":
            self._thread = None
        elif word.startswith("/"):
            await self._watch(slack.command(word, rest))
        elif line.casefold().startswith(f"@{slack.workspace.bot.name}"):
            await self._mention(line)
        elif word == "dm" and rest:
            await self._watch(slack.direct_message(rest))
        elif word == "dm-file" and rest:
            file = await self._upload(rest)
            await self._watch(slack.direct_message("", files=[file]))
        elif word == "reply" and rest:
            await self._go_on(rest)
        elif word == "say" and rest:
            self._written = await slack.write(rest)
        elif word == "share" and rest:
            self._written = await slack.write("", files=[await self._upload(rest)])
        elif word in _MENU:
            await self._choose(_MENU.index(word))
        elif word == "home":
            await self._watch(slack.open_home())
        elif word in ("submit", "cancel"):
            await self._end_dialog(word)
        elif word[0].isdecimal():
            await self._press(word, rest)
        else:
            self.say(_NOT_UNDERSTOOD)

    async def _mention(self, line: str) -> None:
        """Ask in the thread that is open, or open one."""
        name = self._slack.workspace.bot.name
        text = f"@{name}{line[len(name) + 1 :]}"
        asked = await self._watch(self._slack.mention(text, thread_ts=self._thread))
        if self._thread is None and asked.message is not None:
            self._thread = asked.message.ts
            self.say("The next @dateline goes on in this thread; `leave` leaves it.")

    async def _go_on(self, words: str) -> None:
        """Write in the thread that is open, without a mention; silence is an answer, too."""
        if self._thread is None:
            self.say("No thread is open; begin with @dateline.")
            return
        await self._watch(self._slack.go_on(words, thread_ts=self._thread), silent=True)

    async def _upload(self, path: str) -> Json:
        """Upload a file of this machine.

        Raises:
            InputError: it cannot be read.
        """
        try:
            content = await asyncio.to_thread(_read_bytes, path)
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror}.") from error
        return self._slack.upload(Path(path).name, content)

    async def _choose(self, number: int) -> None:
        """Choose one of the app's own entries from the menu of the person's last message."""
        if self._written is None or not self._slack.shortcuts:
            self.say("Write something with `say` or share a file with `share` first.")
            return
        entries = list(self._slack.shortcuts)
        if number >= len(entries):
            self.say("The app has no such entry in the menu of a message.")
            return
        await self._watch(self._slack.shortcut(entries[number], message=self._written))

    def _has_to_confirm(self, number: str, source: Message | View, control: Control) -> bool:
        """Ask what Slack asks before a button does something for good; the second press does it."""
        _, element = payloads.find_element(
            source, control.action_id, block_id=control.block_id, value=control.value
        )
        asked, self._asked = self._asked, ""
        if "confirm" not in element or asked == number:
            return False
        self._asked = number
        self.say(f"{element['confirm']['text']['text']} Type {number} again to confirm.")
        return True

    async def _press(self, number: str, words: str) -> None:
        """Press a button, choose an option, or put words into a field."""
        source, control = self._screen.control(number)
        value = control.value if control.value is not None else words or None
        if control.is_input and isinstance(source, View):
            self._filled[control.block_id] = value or ""
            self.say(f"{control.name or control.label}: {value or 'empty'}")
            return
        if self._has_to_confirm(number, source, control):
            return
        pressed = self._slack.press(
            source, control.action_id, user="ada", block_id=control.block_id, value=value
        )
        await self._watch(pressed, silent=bool(control.url))

    async def _end_dialog(self, word: str) -> None:
        view = self._slack.modal_of("ada")
        if view is None:
            self.say("No dialog is open.")
            return
        if word == "cancel":
            await self._slack.close(view)
        else:
            sent = await self._watch(self._slack.submit(view, self._filled), silent=True)
            for block, words in sent.errors.items():
                self.say(f"{block}: {words}")
            if sent.errors:
                return
        self._filled = {}

    async def _watch(self, doing: Awaitable[Delivery], *, silent: bool = False) -> Delivery:
        """Wait until the app has answered and come to rest, and show what changed.

        Args:
            silent: no answer is an answer, too.
        """
        slack = self._slack
        mark = len(slack.workspace.changes)
        done = await doing
        if not done.acked and done.kind == "events_api":
            self.say(f"The bot did not take it ({done.reason}); its log says why.")
            return done
        patience = QUIET if silent else self._patience
        answered = await slack.workspace.signal.until(
            lambda: self._screen.news_since(mark), patience
        )
        try:
            await slack.settled(QUIET, self._patience)
        except TimeoutError:
            self.say(f"The bot is still at work after {self._patience:g} s.")
        if not (answered or silent):
            self.say(f"No answer within {self._patience:g} s.")
        self._screen.show_since(mark)
        return done
