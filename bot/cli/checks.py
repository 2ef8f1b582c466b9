"""The command that checks quotations: ``check``."""

from __future__ import annotations

import typer

from bot.cli.common import AsJson, Database, Words, joined, open_newsroom, print_json, told
from bot.results import Check, Verdict
from bot.wording import plural


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(told(check))


def check(words: Words, database: Database = None, as_json: AsJson = False) -> None:
    """Tell whether a quotation is in the archive, word for word, and who said it."""
    from bot.briefing.exports.as_json import check_as_json
    from bot.cli.check_printing import print_check
    from bot.cli.printing import make_console

    with open_newsroom(database) as newsroom:
        found = newsroom.check(joined(words))
    if as_json:
        print_json(check_as_json(found))
    else:
        print_check(make_console(), found)
    if not found.all_found:
        typer.echo(_complaint(found), err=True)
        raise typer.Exit(1)


def _complaint(found: Check) -> str:
    fine = (Verdict.EXACT, Verdict.CLOSE)
    missing = sum(each.verdict not in fine for each in found.checks) + found.unchecked
    total = len(found.checks) + found.unchecked
    return f"{missing:,} of {plural(total, 'quotation')} could not be confirmed."
