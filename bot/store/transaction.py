"""One piece of work on the database, for one workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Date, Table, TextClause, bindparam, text
from sqlalchemy.types import TypeEngine

from bot.store.columns import UtcDateTime
from bot.store.dialect import SqliteDialect

#: One row that a query found, its columns in the order of the query.
Found = tuple[Any, ...]

#: What columns hold that a database may give back as text.
_TYPES: dict[str, TypeEngine[Any]] = {
    "published": Date(),
    "happened": Date(),
    "added_at": UtcDateTime(),
    "created_at": UtcDateTime(),
    "scheduled_for": UtcDateTime(),
    "claimed_at": UtcDateTime(),
    "paused_until": UtcDateTime(),
    "fetched_at": UtcDateTime(),
    "first_stored_at": UtcDateTime(),
    "newest_at": UtcDateTime(),
    "next_due": UtcDateTime(),
    "last_fetched": UtcDateTime(),
    "last_new": UtcDateTime(),
    "failing_since": UtcDateTime(),
}


@dataclass(frozen=True, slots=True)
class Transaction:
    """A connection, how its database spells things, and the number of the workspace.

    In the SQL given to it ``:workspace`` is always known, and ``IN :ids`` and ``(TABLE OF :ids)``
    take a list of any length. Where rows are asked for by id, ``+workspace`` keeps a planner
    without statistics from walking through the whole workspace instead. ``workspace`` is 0 where
    it holds nothing yet: then no row is found. ``audience`` is the channel that looks on; None sees
    all.
    """

    connection: Connection
    dialect: SqliteDialect
    workspace: int
    audience: str | None = None

    def rows(self, sql: str, **parameters: object) -> list[Found]:
        """Run a query and return its rows."""
        statement, values = self._prepare(sql, parameters)
        return cast(list[Found], self.connection.execute(statement, values).fetchall())

    def typed_rows(self, sql: str, **parameters: object) -> list[Found]:
        """Run a query whose columns may be dates; each is read by the type its name has."""
        statement, values = self._prepare(sql, parameters)
        return cast(
            list[Found], self.connection.execute(statement.columns(**_TYPES), values).fetchall()
        )

    def numbers(self, sql: str, **parameters: object) -> list[int]:
        """Run a query with one column of numbers; much faster than ``rows`` for long lists."""
        statement, values = self._prepare(sql, parameters)
        found = self.connection.execute(statement, values)
        return [number for (number,) in found.cursor.fetchall()]

    def row(self, sql: str, **parameters: object) -> Found | None:
        """Run a query and return its first row."""
        statement, values = self._prepare(sql, parameters)
        return cast(Found | None, self.connection.execute(statement, values).first())

    def run(self, sql: str, **parameters: object) -> int:
        """Run a change and return how many rows it touched."""
        statement, values = self._prepare(sql, parameters)
        return self.connection.execute(statement, values).rowcount

    def run_each(self, sql: str, parameters: Iterable[Mapping[str, object]]) -> None:
        """Run a change once for each set of parameters."""
        each = [{"workspace": self.workspace, **values} for values in parameters]
        if each:
            self.connection.execute(text(sql), each)

    def insert(self, table: Table, rows: Iterable[Sequence[object]]) -> int:
        """Insert rows in the order of the table's columns; return how many."""
        every = list(rows)
        self.dialect.insert_rows(self.connection, table, every)
        return len(every)

    def allocate(self, name: str, count: int) -> int:
        """Take ``count`` ids of a counter that were never used; return the first."""
        self.run(
            "UPDATE counter SET value = value + :count WHERE name = :name", name=name, count=count
        )
        row = self.row("SELECT value FROM counter WHERE name = :name", name=name)
        return int(row[0]) - count + 1 if row else 1

    def _prepare(
        self, sql: str, parameters: Mapping[str, object]
    ) -> tuple[TextClause, dict[str, object]]:
        values: dict[str, object] = {"workspace": self.workspace}
        instants: list[str] = []
        for name, value in parameters.items():
            if isinstance(value, list):
                sql = self.dialect.with_list(sql, name)
                value = self.dialect.as_list(value)
            if isinstance(value, datetime):
                instants.append(name)
            values[name] = value
        statement = text(sql)
        if instants:
            statement = statement.bindparams(*(bindparam(n, type_=UtcDateTime()) for n in instants))
        return statement, values
