"""The ``dateline`` command. Thin: parse, one call to the newsroom, print.

Exit status: 0 done, 1 some or all of it failed (said on standard error), 2 wrong usage. With
``--json`` standard output holds one JSON document and nothing else.
"""

from __future__ import annotations

from typing import Annotated

import typer

from bot import __version__
from bot.cli import (
    briefs,
    checks,
    corrections,
    documents,
    orders,
    service,
    settings,
    sources,
)

app = typer.Typer(
    name="dateline",
    help="Brief a team from its own archive of news: verbatim, cited, dated.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line; expected errors become one sentence on standard error."""
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Brief a team from its own archive of news: verbatim, cited, dated."""


for _module in (documents, sources, briefs, checks, corrections, orders, settings, service):
    _module.register(app)
