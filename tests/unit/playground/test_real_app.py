"""Typed lines go through the real Bolt app and a real archive; answers show as in Slack."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from bot.config import Settings
from bot.newsroom import make_newsroom
from bot.records import TERMINAL_DESTINATION, RawDocument
from handlers.playground.terminal import run_prompt

ARTICLE = RawDocument(
    external_id="harbour-1",
    title="Harbour talks resume in Ostrava",
    outlet="The Herald",
    text=(
        "Canada's prime minister Orla Venn met union leaders on Tuesday.\n\n"
        "“Canada will not close the harbour before the winter,” Venn told reporters.\n\n"
        "Norway opposes the plan. “We were never asked about the harbour,” said Norway's"
        " fisheries minister Per Aas."
    ),
)
QUOTED = "Canada will not close the harbour before the winter,"


async def type_lines(folder: Path, *lines: str) -> str:
    """Type lines at a prompt over an archive with one article; return what was printed."""
    settings = Settings(database_url=f"sqlite:///{folder / 'archive.db'}")
    newsroom = make_newsroom(settings)
    paper = io.StringIO()
    newsroom.add([ARTICLE])
    try:
        await run_prompt(settings, newsroom, lines, console=Console(file=paper, highlight=False))
    finally:
        newsroom.close()
    return paper.getvalue()


async def test_a_brief_is_private_verbatim_and_can_be_shared(tmp_path: Path) -> None:
    """The brief shows the archive's words to the asker; its button shows them to all, once."""
    shown = await type_lines(tmp_path, "/brief harbour", "5")
    private, public = shown.split("#general > 5")
    assert "dateline (only visible to you)" in private
    assert QUOTED in private
    assert "[1.1 Verify] [1.2 Context]" in private
    assert "[5 Share here]" in private
    assert QUOTED in public
    assert "Shared by @ada" in public
    assert "Shared with this channel." in public


async def test_a_question_is_answered_in_its_thread(tmp_path: Path) -> None:
    """The answer is indented under the question, and the next one goes on there."""
    shown = await type_lines(
        tmp_path, "@dateline what did Orla Venn say?", "@dateline and Per Aas?"
    )
    assert "    dateline (in the thread)" in shown
    assert QUOTED in shown
    assert "#general (thread) > @dateline and Per Aas?" in shown


async def test_following_and_the_home_tab(tmp_path: Path) -> None:
    """A standing order is confirmed in the channel, listed, and cancelled."""
    shown = await type_lines(
        tmp_path,
        "/brief follow harbour 08:00",
        "/brief following",
        "/brief unfollow harbour",
        "home",
    )
    assert "Following harbour: every day at 08:00 (Europe/Berlin)" in shown
    assert "no longer follows harbour" in shown
    assert "1 document" in shown


async def test_an_order_at_the_prompt_is_one_of_the_terminal(tmp_path: Path) -> None:
    """What is followed at the prompt is sent where ``dateline follow`` sends it, not to Slack."""
    await type_lines(tmp_path, "/brief follow harbour 08:00")
    newsroom = make_newsroom(Settings(database_url=f"sqlite:///{tmp_path / 'archive.db'}"))
    try:
        assert [order.destination for order in newsroom.following()] == [TERMINAL_DESTINATION]
    finally:
        newsroom.close()


async def test_two_sessions_over_one_archive_both_get_answers(tmp_path: Path) -> None:
    """Events of a later session are new to the app, though it remembers those it has seen."""
    for _ in range(2):
        shown = await type_lines(tmp_path, "@dateline what did Orla Venn say?")
        assert QUOTED in shown


async def test_a_thread_goes_on_without_a_mention(tmp_path: Path) -> None:
    """What is typed with ``reply`` is said in the thread that is open, as people say it."""
    shown = await type_lines(
        tmp_path,
        "reply who opposes the plan?",
        "@dateline what did Orla Venn say?",
        "reply nice words",
        "reply and Norway?",
    )
    assert "No thread is open; begin with @dateline." in shown
    silence, answer = shown.split("> reply nice words")[1].split("> reply and Norway?")
    assert "dateline" not in silence.replace("#general (thread)", "")
    assert "We were never asked about the harbour" in answer
