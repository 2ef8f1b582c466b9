"""Commands that run the bot: ``start``, ``serve``, ``playground``, ``doctor``, ``migrate``."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import slack_side
from bot.cli.common import Database, as_url, open_newsroom, told
from bot.config import Settings, load_settings
from bot.errors import DatelineError
from bot.wording import plural

#: The brief that shows a newcomer what this is.
_FIRST_TOPIC = "nato"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (start, serve, playground, doctor, migrate):
        app.command()(told(command))


def start(
    seeds: Annotated[
        list[str] | None, typer.Option("--seeds", help="Documents to index first.")
    ] = None,
    database: Database = None,
) -> None:
    """Index the seeds, show the brief on NATO, then serve Slack or open the playground.

    Without tokens and without a terminal it ends after the brief.
    """
    from bot.briefing.requests.query import brief_request
    from bot.cli.printing import make_console, print_brief, print_failures
    from bot.reading.paths import read_paths

    with open_newsroom(database) as newsroom:
        report = newsroom.add(read_paths(seeds or []))
        print_failures(make_console(stderr=True), report.failed)
        request = brief_request(_FIRST_TOPIC, workspace=newsroom.workspace, today=newsroom.today())
        print_brief(make_console(), newsroom.brief(request))
        has_tokens = newsroom.settings.slack_bot_token and newsroom.settings.slack_app_token
    if has_tokens:
        serve(http=False, database=database)
    elif sys.stdin.isatty():
        playground(database=database)


def serve(
    http: Annotated[
        bool, typer.Option("--http", help="Listen for HTTP instead of Socket Mode.")
    ] = False,
    database: Database = None,
) -> None:
    """Run the bot on Slack until it is told to stop."""
    logging.getLogger().setLevel(logging.INFO)
    with open_newsroom(database) as newsroom:
        asyncio.run(slack_side.serve(newsroom, http=http))


def playground(
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Type here instead of in a browser.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Where the page is; else the next one.")
    ] = 3000,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
    database: Database = None,
) -> None:
    """Try the bot here: the real app in a stand-in for Slack, as a page in a browser."""
    if terminal:
        _play_at_terminal(database)
    else:
        _play_on_page(database, port=port, open_browser=browser)


def _play_on_page(database: str | None, *, port: int, open_browser: bool) -> None:
    clock = slack_side.make_clock()
    with open_newsroom(database, now=clock) as newsroom:
        logging.getLogger().setLevel(logging.ERROR)
        page = slack_side.play_on_page(newsroom, clock, port=port, open_browser=open_browser)
        asyncio.run(page)


def _play_at_terminal(database: str | None) -> None:
    with open_newsroom(database) as newsroom:
        # What the log would say stands between what is typed and what is answered.
        logging.getLogger().setLevel(logging.ERROR)
        asyncio.run(slack_side.play_at_terminal(newsroom))


def doctor(database: Database = None) -> None:
    """Check the configuration and the archive; say what is missing and what to do."""
    settings = load_settings(database_url=as_url(database))
    problems = 0
    with open_newsroom(database) as newsroom:
        stats = newsroom.stats()
        newest = stats.newest_published.isoformat() if stats.newest_published else "no date"
        _say("ok", "archive", f"{plural(stats.documents, 'document')}, newest {newest}")
        if not stats.documents:
            _say("note", "archive", "empty; `dateline add FOLDER` fills it")
        _say("ok", "time zone", settings.time_zone)
        _say("ok", "digests", f"{len(newsroom.following()):,} followed")
    for name, value in _slack_settings(settings).items():
        if value:
            _say("ok", name, "set")
        else:
            _say("note", name, "not set; needed to serve Slack, not to try Dateline here")
    if settings.slack_bot_token:
        problems += _check_slack(settings)
    _check_pages(settings)
    if problems:
        raise typer.Exit(1)


def _check_pages(settings: Settings) -> None:
    """Say whether links lead to the source reader, and whether people can reach it."""
    if not settings.public_url:
        _say("note", "DATELINE_PUBLIC_URL", "not set; links lead to the outlets, not to the reader")
        return
    trouble = asyncio.run(slack_side.reach_pages(settings.public_url))
    if trouble:
        _say("note", "DATELINE_PUBLIC_URL", trouble)
    else:
        _say("ok", "DATELINE_PUBLIC_URL", f"pages answer at {settings.public_url}")
    if settings.link_secret is None:
        _say("ok", "DATELINE_LINK_SECRET", "not set; a secret is made and kept in the archive")


def _slack_settings(settings: Settings) -> dict[str, object]:
    return {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_APP_TOKEN": settings.slack_app_token,
    }


def _check_slack(settings: Settings) -> int:
    """Ask Slack who we are; return the number of problems found."""
    try:
        _say("ok", "Slack", asyncio.run(slack_side.check_tokens(settings)))
    except DatelineError as error:
        _say("wrong", "Slack", str(error))
        return 1
    return 0


def _say(verdict: str, what: str, words: str) -> None:
    typer.echo(f"{verdict:5}  {what}: {words}")


def migrate(database: Database = None) -> None:
    """Bring the schema up to date (every other command does so too)."""
    with open_newsroom(database) as newsroom:
        typer.echo(f"Up to date: {Path(newsroom.settings.database_url).name}")
