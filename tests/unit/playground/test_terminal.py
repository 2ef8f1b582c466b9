"""The prompt turns typed lines into what a person does in Slack, and shows what Slack shows."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from rich.console import Console
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.newsroom import Newsroom
from handlers.playground.serving import Served
from handlers.playground.terminal import run_prompt


def plain(text: str) -> dict[str, Any]:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def section(text: str) -> dict[str, Any]:
    """Return a section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    """Return an actions block."""
    return {"type": "actions", "elements": list(elements)}


SHARE = {"type": "button", "action_id": "share", "text": plain("Share here")}
DROP = {
    "type": "button",
    "action_id": "drop",
    "text": plain("Drop"),
    "confirm": {"title": plain("Sure?"), "text": plain("It does not come back.")},
}
HOURS = {
    "type": "overflow",
    "action_id": "hour",
    "options": [{"text": plain("Eight"), "value": "8"}, {"text": plain("Nine"), "value": "9"}],
}
DIALOG = {
    "type": "modal",
    "callback_id": "follow",
    "title": plain("Follow"),
    "submit": plain("Follow"),
    "blocks": [
        {
            "type": "input",
            "block_id": "topic",
            "label": plain("Topic"),
            "element": {"type": "plain_text_input", "action_id": "words"},
        }
    ],
}


def register(app: AsyncApp) -> None:
    """Give the app one listener of every kind."""

    @app.command("/brief")
    async def brief(ack: Any, respond: Any, command: dict[str, Any]) -> None:
        await ack()
        if command["text"] == "old":
            await respond(text="x", blocks=[section("Old"), actions(DROP)])
        elif command["text"] != "nothing":
            await respond(text="x", blocks=[section(f"On *{command['text']}*"), actions(SHARE)])

    @app.event("app_mention")
    async def mention(event: dict[str, Any], say: Any) -> None:
        thread = event.get("thread_ts") or event["ts"]
        follow_up = "again" if "thread_ts" in event else "first"
        await say(text=f"Asked {follow_up}.", thread_ts=thread)

    @app.event("message")
    async def message(event: dict[str, Any], say: Any) -> None:
        names = "".join(f" with {file['name']}" for file in event.get("files", ()))
        await say(text=f"Heard {event['text']}{names}")

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        follow = {"type": "button", "action_id": "follow", "text": plain("Follow")}
        view = {"type": "home", "blocks": [section("Welcome"), actions(follow, HOURS)]}
        await client.views_publish(user_id=event["user"], view=view)

    @app.action("share")
    async def share(ack: Any, respond: Any, say: Any) -> None:
        await ack()
        await say(text="For everybody")
        await respond(delete_original=True)

    @app.action("hour")
    async def hour(ack: Any, action: dict[str, Any], client: AsyncWebClient, body: Any) -> None:
        await ack()
        chosen = action["selected_option"]["value"]
        await client.chat_postMessage(channel=body["user"]["id"], text=f"At {chosen}")

    @app.action("follow")
    async def follow(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=DIALOG)

    @app.shortcut("keep")
    async def keep(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        await ack()
        message = body["message"]
        names = [file["name"] for file in message.get("files", ())]
        await respond(text=f"Kept {message['text'] or names}", replace_original=False)

    @app.action("drop")
    async def drop(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="Dropped", replace_original=True)

    @app.view("follow")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        topic = view["state"]["values"]["topic"]["words"]["value"]
        if topic == "x":
            await ack(response_action="errors", errors={"topic": "Too short."})
        else:
            await ack()


@asynccontextmanager
async def service(settings: Settings, newsroom: object) -> AsyncIterator[Served]:
    """Connect the test app."""
    token, app_token = settings.slack_bot_token, settings.slack_app_token
    assert token is not None
    assert app_token is not None
    client = AsyncWebClient(token=token.get_secret_value(), base_url=settings.slack_api_url)
    app = AsyncApp(client=client, signing_secret="secret")
    register(app)
    handler = AsyncSocketModeHandler(app, app_token.get_secret_value())
    await handler.connect_async()
    try:
        yield Served(commands=frozenset({"/brief"}), shortcuts=("keep",))
    finally:
        await handler.close_async()


async def transcript(
    lines: Iterable[str] | None, *, width: int = 0, patience: float = 5
) -> list[str]:
    """Type the lines and return what was printed after the introduction."""
    paper = io.StringIO()
    terminal: dict[str, Any] = {"width": width, "force_terminal": True, "no_color": True}
    console = Console(file=paper, highlight=False, **(terminal if width else {}))
    await run_prompt(
        Settings(),
        cast("Newsroom", None),
        lines,
        service=service,
        console=console,
        patience=patience,
    )
    printed = paper.getvalue().split("help   quit")[1]
    return [line for line in printed.splitlines()[1:] if line]


async def test_a_command_is_answered_and_its_button_pressed() -> None:
    """The private answer is marked, its number presses, and what is removed is said."""
    assert await transcript(["/brief nato", "1", "1"]) == [
        "#general > /brief nato",
        "dateline (only visible to you)",
        "On nato",
        "[1 Share here]",
        "#general > 1",
        "dateline",
        "For everybody",
        "(a message was removed)",
        "#general > 1",
        "There is no button 1.",
    ]


async def test_mentions_go_on_in_a_thread_until_it_is_left() -> None:
    """The first mention opens a thread; ``leave`` makes the next one open another."""
    shown = await transcript(["@dateline why?", "@Dateline and when?", "leave", "@dateline who?"])
    assert shown == [
        "#general > @dateline why?",
        "    dateline (in the thread)",
        "    Asked first.",
        "The next @dateline goes on in this thread; `leave` leaves it.",
        "#general (thread) > @Dateline and when?",
        "    dateline (in the thread)",
        "    Asked again.",
        "#general (thread) > leave",
        "#general > @dateline who?",
        "    dateline (in the thread)",
        "    Asked first.",
        "The next @dateline goes on in this thread; `leave` leaves it.",
    ]


async def test_home_tab_menu_and_dialog() -> None:
    """The home tab, a menu's options, a dialog's fields, its errors and its end are all there."""
    lines = ["home", "2", "2.2", "1", "submit", "3 x", "submit", "3 nato", "submit", "cancel"]
    assert await transcript(lines) == [
        "#general > home",
        "Home",
        "    Welcome",
        "    [1 Follow]  [2.1 Eight]  [2.2 Nine]",
        "#general > 2",
        "There is no button 2. Choose one of 2.1, 2.2.",
        "#general > 2.2",
        "dateline (direct message)",
        "At 9",
        "#general > 1",
        "Dialog: Follow",
        "    Topic",
        "    [3 plain_text_input]",
        "    [submit | cancel]",
        "#general > submit",
        "The input topic must be filled in.",
        "#general > 3 x",
        "Topic: x",
        "#general > submit",
        "topic: Too short.",
        "#general > 3 nato",
        "Topic: nato",
        "#general > submit",
        "#general > cancel",
        "No dialog is open.",
    ]


async def test_what_nobody_would_answer() -> None:
    """A slip of the keyboard gets one line of advice and changes nothing."""
    shown = await transcript(["nato?", "", "/bref nato", "dm hello", "help"])
    assert shown[1].startswith("Nobody would answer that")
    assert shown[4] == "/bref is not a valid command; the app has /brief."
    assert shown[6:8] == ["dateline (direct message)", "Heard hello"]
    assert "  leave                leave the thread" in shown


async def test_an_answer_that_does_not_come_is_one_clear_line() -> None:
    """The prompt does not wait for ever."""
    shown = await transcript(["/brief nothing"], patience=0.2)
    assert shown == ["#general > /brief nothing", "No answer within 0.2 s."]


async def test_quit_ends_the_session() -> None:
    """Lines after ``quit`` are not typed."""
    assert await transcript(["quit", "help"]) == ["#general > quit"]


async def test_a_pipe_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a list of lines, standard input is executed and its end ends the session."""
    monkeypatch.setattr("sys.stdin", io.StringIO("@dateline why?\n/brief nato"))
    shown = await transcript(None)
    assert "    Asked first." in shown
    assert shown[-1] == "[1 Share here]"


async def test_a_terminal_gets_wrapped_lines() -> None:
    """On a terminal each line keeps to the width, and the indent of its thread."""
    shown = await transcript(["/brief " + "word " * 30], width=40)
    answer = [line for line in shown if "word" in line][-4:]
    assert max(len(line) for line in answer) < 60
    assert len(answer) == 4


async def test_nothing_is_left_running() -> None:
    """After the prompt, no task of it lives on."""
    await transcript(["/brief nato"])
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert others == []


async def test_files_and_messages_reach_the_app(tmp_path: Path) -> None:
    """A file goes to the bot directly; a message to all is picked up from its menu."""
    paper = tmp_path / "notes.txt"
    paper.write_text("Words.", encoding="utf-8")
    shown = await transcript(
        [
            "add",
            f"dm-file {paper}",
            "say see https://a.example",
            "add",
            f"share {paper}",
            "add",
            "share /nowhere/at/all.txt",
        ]
    )
    assert "Write something with `say` or share a file with `share` first." in shown
    assert any("Heard  with notes.txt" in line for line in shown)
    assert any("Kept see" in line and "https://a.example" in line for line in shown)
    assert any("Kept ['notes.txt']" in line for line in shown)
    assert "/nowhere/at/all.txt cannot be read: No such file or directory." in shown


async def test_entry_that_the_app_has_not_is_not_chosen() -> None:
    """An app with one entry in the menu of a message has no second one."""
    shown = await transcript(["say words", "check"])
    assert "The app has no such entry in the menu of a message." in shown


async def test_button_that_asks_first_is_pressed_twice() -> None:
    """The question is Slack's own; anything else in between takes it back."""
    shown = await transcript(["/brief old", "1", "/brief nato", "1", "1"])
    question = "It does not come back. Type 1 again to confirm."
    assert shown.count(question) == 2
    assert sum("Dropped" in line for line in shown) == 1
