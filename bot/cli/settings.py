"""Commands on what a workspace and its channels settle: listed and changed by the operator."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.common import AsJson, Database, add_group, open_newsroom, print_json, whoever
from bot.records import LOCAL_WORKSPACE, WORKSPACE_WIDE, SettingName

Workspace = Annotated[str, typer.Option(help="Whose settings.")]
Channel = Annotated[
    str, typer.Option(help="Id of the channel; without one, the whole workspace's setting.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    about = "List what workspace and channels have settled; change it."
    add_group(app, "settings", about, list_all, {"set": change})


def list_all(
    context: typer.Context,
    workspace: Workspace = LOCAL_WORKSPACE,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """List what was settled; what is not listed is as it is by default."""
    if context.invoked_subcommand is not None:
        return
    with open_newsroom(database, workspace) as newsroom:
        settings = newsroom.list_settings()
    if as_json:
        print_json(
            [
                {
                    "place": each.place,
                    "name": str(each.name),
                    "value": each.value,
                    "changed_by": each.changed_by,
                    "changed_at": each.changed_at.isoformat(),
                }
                for each in settings
            ]
        )
        return
    for each in settings:
        place = each.place or "workspace"
        day = each.changed_at.date().isoformat()
        typer.echo(f"{place}  {each.name} {each.value}  ({each.changed_by or 'unknown'}, {day})")
    if not settings:
        typer.echo(
            "Nothing was settled: answers private, adding everyone, removing admins."
            " `dateline settings set answers public` changes one."
        )


def change(
    name: Annotated[SettingName, typer.Argument(help="What to settle.")],
    value: Annotated[
        list[str],
        typer.Argument(
            help="answers: private, public; timezone: Europe/Berlin; adding, removing: everyone,"
            " admins, or person:U123 group:S123=name ...; default takes it back."
        ),
    ],
    channel: Channel = WORKSPACE_WIDE,
    workspace: Workspace = LOCAL_WORKSPACE,
    database: Database = None,
) -> None:
    """Settle something for a workspace or one channel."""
    with open_newsroom(database, workspace) as newsroom:
        newsroom.change_setting(name, " ".join(value), place=channel, changed_by=whoever())
        left = [each for each in newsroom.list_settings(channel) if each.name is name]
    typer.echo(f"{channel or 'workspace'}  {name} {left[0].value if left else 'default'}")
