"""Commands that ask: ``brief`` and its parts, ``ask``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Database, Words, joined, open_newsroom, print_json, told
from bot.errors import InputError
from bot.results import Brief

AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print Markdown with footnotes.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, one row a line.")]
AsTimeline = Annotated[
    bool, typer.Option("--timelinejs", help="Print the dates as TimelineJS reads them.")
]
Since = Annotated[str | None, typer.Option(help="Published on or after: 2022-02-01, 'last week'.")]
Until = Annotated[str | None, typer.Option(help="Published on or before.")]
By = Annotated[str | None, typer.Option(help="Only what this actor says or holds.")]
About = Annotated[str | None, typer.Option(help="Only lines that mention this.")]
Outlet = Annotated[str | None, typer.Option(help="Only from this outlet (a part of its name).")]
Language = Annotated[str | None, typer.Option("--lang", help="Only in this language: en, de.")]
Limit = Annotated[int | None, typer.Option(min=1, max=500, help="Most lines in each part.")]
Picture = Annotated[
    Path | None, typer.Option(help="Draw the timeline into this file: NAME.svg or NAME.png.")
]
Order = Annotated[str, typer.Option(help="Order of the dates: 'importance' or 'date'.")]

#: Lines of a part that is asked for alone, where nobody said how many.
_LONGER = 20


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (brief, quotes, positions, timeline, ask):
        app.command()(told(command))


def brief(
    topic: Words, since: Since = None, until: Until = None, by: By = None, about: About = None,
    outlet: Outlet = None, lang: Language = None, limit: Limit = None, order: Order = "importance",
    database: Database = None, as_json: AsJson = False, markdown: AsMarkdown = False,
    as_csv: AsCsv = False, timelinejs: AsTimeline = False,
) -> None:  # fmt: skip
    """Print key quotations, positions of the actors and dated context on a topic."""
    form = _one_of(json=as_json, markdown=markdown, csv=as_csv, timelinejs=timelinejs)
    _print_brief(
        None, topic, database, form, since=since, until=until, by=by, about=about,
        outlet=outlet, language=lang, limit=limit, timeline_order=order,
    )  # fmt: skip


def quotes(
    topic: Words, since: Since = None, until: Until = None, by: By = None, about: About = None,
    outlet: Outlet = None, lang: Language = None, limit: Limit = _LONGER,
    database: Database = None, as_json: AsJson = False, markdown: AsMarkdown = False,
) -> None:  # fmt: skip
    """Print quotations on a topic, with their speakers."""
    _print_brief(
        "quotations", topic, database, _one_of(json=as_json, markdown=markdown), since=since,
        until=until, by=by, about=about, outlet=outlet, language=lang, limit=limit,
    )  # fmt: skip


def positions(
    topic: Words, since: Since = None, until: Until = None, by: By = None, about: About = None,
    outlet: Outlet = None, lang: Language = None, limit: Limit = _LONGER,
    database: Database = None, as_json: AsJson = False, markdown: AsMarkdown = False,
) -> None:  # fmt: skip
    """Print who stands where: one sentence for each actor, by stance, with what it said before."""
    from bot.briefing.exports.as_json import board_as_json, brief_as_json
    from bot.briefing.exports.as_markdown import board_as_markdown
    from bot.briefing.requests.query import brief_request
    from bot.cli.board_printing import print_board
    from bot.cli.printing import make_console

    with open_newsroom(database) as newsroom:
        request = brief_request(
            joined(topic), workspace=newsroom.workspace, today=newsroom.today(), since=since,
            until=until, by=by, about=about, outlet=outlet, language=lang, limit=limit,
        )  # fmt: skip
        board = newsroom.board(request)
        found = newsroom.brief(request) if as_json else None
    if found is not None:
        print_json({**brief_as_json(_only(found, "positions")), "board": board_as_json(board)})
    elif markdown:
        typer.echo(board_as_markdown(board))
    else:
        print_board(make_console(), board)


def timeline(
    topic: Words, since: Since = None, until: Until = None, by: By = None, about: About = None,
    outlet: Outlet = None, lang: Language = None, limit: Limit = _LONGER,
    order: Order = "importance", picture: Picture = None,
    database: Database = None, as_json: AsJson = False, markdown: AsMarkdown = False,
) -> None:  # fmt: skip
    """Print what happened when, and what is still to come; or draw it as a picture."""
    if picture is not None:
        _draw_timeline(
            picture, topic, database, since=since, until=until, by=by, about=about, outlet=outlet,
            language=lang,
        )  # fmt: skip
        return
    _print_brief(
        "timeline", topic, database, _one_of(json=as_json, markdown=markdown), since=since,
        until=until, by=by, about=about, outlet=outlet, language=lang, limit=limit,
        timeline_order=order,
    )  # fmt: skip


def _draw_timeline(path: Path, topic: list[str], database: str | None, **wishes: Any) -> None:
    """Draw the timeline picture on a topic into a file, and print what it shows."""
    from bot.briefing.requests.query import brief_request
    from bot.picture.drawing import draw_file
    from bot.picture.words import describe

    with open_newsroom(database) as newsroom:
        request = brief_request(
            joined(topic), workspace=newsroom.workspace, today=newsroom.today(), **wishes
        )
        found = newsroom.picture_brief(request)
    drawn = draw_file(found, path.suffix)
    try:
        path.write_bytes(drawn)
    except OSError as error:
        raise InputError(f"The picture cannot be written to {path}: {error.strerror}.") from error
    typer.echo(describe(found))


def _print_brief(
    part: str | None,
    topic: list[str],
    database: str | None,
    form: str,
    **wishes: Any,
) -> None:
    """Print a brief, or one part of it, in a form; "" is for reading."""
    from bot.briefing.exports.as_csv import brief_as_csv
    from bot.briefing.exports.as_json import brief_as_json
    from bot.briefing.exports.as_markdown import brief_as_markdown
    from bot.briefing.exports.as_timelinejs import brief_as_timelinejs
    from bot.briefing.requests.query import brief_request
    from bot.cli.printing import make_console, print_brief

    with open_newsroom(database) as newsroom:
        request = brief_request(
            joined(topic), workspace=newsroom.workspace, today=newsroom.today(), **wishes
        )
        found = newsroom.brief(request)
    if part:
        found = _only(found, part)
    if form == "json":
        print_json(brief_as_json(found))
    elif form == "markdown":
        typer.echo(brief_as_markdown(found))
    elif form == "csv":
        typer.echo(brief_as_csv(found).encode(), nl=False)
    elif form == "timelinejs":
        print_json(brief_as_timelinejs(found))
    else:
        print_brief(make_console(), found)


def _one_of(**chosen: bool) -> str:
    """Return the form that was chosen, "" for none.

    Raises:
        InputError: several were.
    """
    forms = [name for name, is_chosen in chosen.items() if is_chosen]
    if len(forms) > 1:
        raise InputError(f"Choose one of {' and '.join(f'--{form}' for form in forms)}.")
    return forms[0] if forms else ""


def _only(found: Brief, part: str) -> Brief:
    """Keep one part of a brief."""
    empty: dict[str, Any] = {
        name: () for name in ("quotations", "positions", "timeline") if name != part
    }
    return replace(found, **empty)


def ask(question: Words, database: Database = None, as_json: AsJson = False) -> None:
    """Answer a question in the archive's own words, as a mention in Slack would."""
    from bot.briefing.exports.as_json import answer_as_json
    from bot.cli.answer_printing import print_answer
    from bot.cli.printing import make_console

    with open_newsroom(database) as newsroom:
        answer = newsroom.ask(joined(question))
    if as_json:
        print_json(answer_as_json(answer))
    else:
        print_answer(make_console(), answer)
