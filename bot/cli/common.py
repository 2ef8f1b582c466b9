"""What all commands share: their common options, opening the newsroom, errors as sentences."""

from __future__ import annotations

import getpass
import json
import logging
import os
import secrets
import shlex
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, ParamSpec, TypeVar

import typer

from bot.config import load_settings
from bot.errors import ConfigError, DatelineError, InputError
from bot.records import LOCAL_WORKSPACE

if TYPE_CHECKING:
    from bot.newsroom import Newsroom

P = ParamSpec("P")
T = TypeVar("T")

Words = Annotated[list[str], typer.Argument(help="Words; quotation marks are not needed.")]
Database = Annotated[
    str | None, typer.Option("--database", help="Store to use: a SQLite file or a database URL.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def told(command: Callable[P, T]) -> Callable[P, T]:
    """Turn the expected errors of a command into one sentence and an exit status."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except (InputError, ConfigError) as error:
            fail(str(error), 2)
        except DatelineError as error:
            fail(str(error), 1)
        except BrokenPipeError:
            # The reader (head, less) left; there is nobody to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            fail("Stopped.", 130)
        except typer.Exit:
            raise
        except Exception:
            fail(_write_down(), 1)

    return run


def add_group(
    app: typer.Typer,
    name: str,
    about: str,
    listing: Callable[..., None],
    commands: Mapping[str, Callable[..., None]],
) -> None:
    """Add commands under a name, which alone runs ``listing``."""
    group = typer.Typer(help=about, invoke_without_command=True)
    group.callback()(told(listing))
    for word, command in commands.items():
        group.command(word)(told(command))
    app.add_typer(group, name=name)


def _write_down() -> str:
    """Keep the traceback of the error at hand in a file; return what the person is told."""
    import platformdirs

    incident = secrets.token_hex(3)
    folder = Path(platformdirs.user_log_dir("dateline", appauthor=False))
    lines = f"incident {incident} in {shlex.join(sys.argv)}\n{traceback.format_exc()}\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "incidents.log").open("a", encoding="utf-8") as file:
            file.write(lines)
    except OSError:
        return f"Something went wrong here, and it could not be written down:\n{lines}"
    where = folder / "incidents.log"
    return f"Something went wrong here; it is written down as incident {incident} in {where}."


def fail(message: str, status: int) -> NoReturn:
    """Say one sentence on standard error and leave."""
    typer.echo(message, err=True)
    raise typer.Exit(status)


@contextmanager
def open_newsroom(
    database: str | None,
    workspace: str = LOCAL_WORKSPACE,
    *,
    now: Callable[[], datetime] | None = None,
) -> Iterator[Newsroom]:
    """Open the newsroom of a workspace for one command and close it after.

    ``now`` is another clock.
    """
    from bot.newsroom import make_newsroom, utc_now

    settings = load_settings(database_url=as_url(database))
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    newsroom = make_newsroom(settings, workspace=workspace, now=now or utc_now)
    try:
        yield newsroom
    finally:
        newsroom.close()


def whoever() -> str:
    """Return the name of the user who runs the command; "" where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def as_url(database: str | None) -> str | None:
    """Take a plain path for a SQLite file."""
    if database is None or "://" in database:
        return database
    return f"sqlite:///{database}"


def joined(words: list[str]) -> str:
    """Return the words that a shell split, as one text."""
    return " ".join(" ".join(words).split())


def print_json(value: object) -> None:
    """Print one JSON document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
