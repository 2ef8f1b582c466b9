"""What a workspace and its channels have settled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.records import SettingName, StoredSetting
from bot.store.dialect import SqliteDialect
from bot.store.rows import is_storable, require_storable
from bot.store.transaction import Transaction


def m007_settings(connection: Connection, dialect: SqliteDialect) -> None:
    """Create the settings, and find documents by their address."""
    for statement in (
        f"""CREATE TABLE setting (
            workspace INTEGER NOT NULL, place TEXT NOT NULL, name TEXT NOT NULL,
            value TEXT NOT NULL, changed_by TEXT NOT NULL, changed_at TIMESTAMP NOT NULL,
            PRIMARY KEY (workspace, place, name)) {dialect.clustered}""",
        "CREATE INDEX document_by_url ON document (workspace, url)",
    ):
        connection.exec_driver_sql(statement)


def list_settings(transaction: Transaction, place: str | None) -> list[StoredSetting]:
    """Return what was settled, by place and name; what only a newer version knows is left out."""
    if place is not None and not is_storable(place):
        return []
    rows = transaction.typed_rows(
        "SELECT place, name, value, changed_by, changed_at FROM setting"
        " WHERE workspace = :workspace AND (:all = 1 OR place = :place) ORDER BY place, name",
        all=int(place is None),
        place=place or "",
    )
    known = set(SettingName)
    return [
        StoredSetting(
            place=where,
            name=SettingName(name),
            value=value,
            changed_by=changed_by,
            changed_at=changed_at,
        )
        for where, name, value, changed_by, changed_at in rows
        if name in known
    ]


def save_setting(
    transaction: Transaction,
    place: str,
    name: SettingName,
    value: str,
    *,
    changed_by: str,
    now: datetime,
) -> None:
    """Keep a setting in the place of what it was; "" takes it back."""
    require_storable("The setting", place, value, changed_by)
    if not value:
        transaction.run(
            "DELETE FROM setting WHERE workspace = :workspace AND place = :place AND name = :name",
            place=place,
            name=str(name),
        )
        return
    transaction.run(
        "INSERT INTO setting (workspace, place, name, value, changed_by, changed_at)"
        " VALUES (:workspace, :place, :name, :value, :changed_by, :now)"
        " ON CONFLICT (workspace, place, name) DO UPDATE SET value = excluded.value,"
        " changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        place=place,
        name=str(name),
        value=value,
        changed_by=changed_by,
        now=now,
    )
