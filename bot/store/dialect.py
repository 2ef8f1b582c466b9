"""Everything that differs between SQLite and PostgreSQL: this file is the one to extend.

The rest of the room writes SQL that both understand and asks a ``SqliteDialect`` for what they
spell differently: opening, locking, lists as parameters, bulk inserts and full text. Full text is
FTS5 over sentences, in external content form, so that no word of a document is stored twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.errors import StoreError

#: How long a writer waits for another one, in seconds.
BUSY_SECONDS: Final = 10.0
_CONNECTIONS: Final = 16
_PAGE_CACHE_KIB: Final = 16_384

# The scope column holds the workspace and the year and month of publication as words, so that
# "these words, in this workspace, in March 2022" is one look-up and never a walk over all hits.
_CREATE_FULL_TEXT = (
    """
    CREATE VIEW sentence_body (id, scope, body) AS
    WITH scoped (id, title, scope) AS (
        SELECT id, title, 'w' || workspace || coalesce(
            ' y' || substr(published, 1, 4)
            || ' m' || substr(published, 1, 4) || substr(published, 6, 2), '')
        FROM document
    )
    SELECT id * 4096, scope, title FROM scoped WHERE title <> ''
    UNION ALL
    SELECT sentence.id, scope, substr(text, starts + 1, ends - starts)
    FROM sentence
    JOIN scoped ON scoped.id = sentence.id / 4096
    JOIN document_text ON document_text.document = scoped.id
    """,
    """
    CREATE VIRTUAL TABLE sentence_text USING fts5(
        scope, body, content='sentence_body', content_rowid='id', columnsize=0,
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE VIRTUAL TABLE alias_gram USING fts5(
        grams, content='', columnsize=0, detail=none, tokenize='ascii'
    )
    """,
)


class SqliteDialect:
    """How SQLite does it.

    Attributes:
        row_id: column type of a key that the program gives.
        identity: column type of a key that the database gives, never twice.
        bytes: column type of packed numbers.
        clustered: table suffix that keeps the rows in the order of their key.
        lengths: how many lengths of names the index of letters tells apart.
    """

    row_id: Final = "INTEGER PRIMARY KEY"
    identity: Final = "INTEGER PRIMARY KEY AUTOINCREMENT"
    bytes: Final = "BLOB"
    clustered: Final = "WITHOUT ROWID"
    lengths: Final = 128

    def __init__(self, url: URL, busy_seconds: float = BUSY_SECONDS) -> None:
        self._url = url
        self._busy_seconds = busy_seconds
        self._inserts: dict[str, tuple[str, list[tuple[int, Any]]]] = {}

    @property
    def place(self) -> str:
        """Where the archive is, as a person would look for it."""
        return str(self._url.database)

    def make_engine(self) -> Engine:
        """Make the folder of the file and an engine whose connections are set up for it."""
        Path(self.place).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            self._url,
            pool_size=_CONNECTIONS,
            max_overflow=_CONNECTIONS,
            hide_parameters=True,
            connect_args={"timeout": self._busy_seconds, "check_same_thread": False},
        )
        event.listen(engine, "connect", _set_up)
        return engine

    def begin_write(self, connection: Connection) -> None:
        """Start a transaction as its only writer; waits for another one to finish."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def is_busy(self, error: DBAPIError) -> bool:
        """Tell whether another writer was in the way, so that trying again can help."""
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

    def table_names(self, connection: Connection) -> set[str]:
        """Return the names of all tables."""
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {str(name) for (name,) in rows}

    # --- lists and bulk ---------------------------------------------------------------------
    def with_list(self, sql: str, parameter: str) -> str:
        """Spell ``IN :parameter`` and ``(TABLE OF :parameter)`` for a list made by ``as_list``.

        The second is a table with the one column ``value``.
        """
        table = f"(SELECT value FROM json_each(:{parameter}))"  # noqa: S608
        return sql.replace(f"IN :{parameter}", f"IN {table}").replace(
            f"(TABLE OF :{parameter})", table
        )

    def as_list(self, values: Sequence[object]) -> object:
        """Return numbers or words, any number of them, as one parameter."""
        return json.dumps(values)

    def insert_rows(
        self, connection: Connection, table: Table, rows: Sequence[Sequence[object]]
    ) -> None:
        """Insert many rows, each a tuple in the order of the table's columns, in one go."""
        if not rows:
            return
        if table.name not in self._inserts:
            self._inserts[table.name] = _compile_insert(connection, table)
        statement, converters = self._inserts[table.name]
        if converters:
            rows = [_converted(row, converters) for row in rows]
        connection.exec_driver_sql(statement, rows)

    # --- full text --------------------------------------------------------------------------
    def create_full_text(self, connection: Connection) -> None:
        """Create the indexes: over sentences and titles, and over the letters of names."""
        for statement in _CREATE_FULL_TEXT:
            connection.exec_driver_sql(statement)

    def index_sentences(self, connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add (sentence id, scope, text) rows to the index."""
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO sentence_text (rowid, scope, body) VALUES (?, ?, ?)",
                rows,
            )

    def unindex_sentences(
        self, connection: Connection, rows: Sequence[tuple[int, str, str]]
    ) -> None:
        """Take rows out of the index; they must be the very rows that were added."""
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO sentence_text (sentence_text, rowid, scope, body)"
                " VALUES ('delete', ?, ?, ?)",
                rows,
            )

    def index_names(self, connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add (alias id, name, words that stand for its letters) rows to the index of letters."""
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO alias_gram (rowid, grams) VALUES (?, ?)", _gram_rows(rows)
            )

    def unindex_names(self, connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Take rows out of the index of letters; they must be those that were added."""
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO alias_gram (alias_gram, rowid, grams) VALUES ('delete', ?, ?)",
                _gram_rows(rows),
            )

    #: How many names hold each of ``:grams``, counted up to ``:most``; a gram is one word for
    #: letters, or several with OR between them.
    count_grams: Final = """
        SELECT wanted.value, (
            SELECT count(*) FROM (
                SELECT 1 FROM alias_gram WHERE alias_gram MATCH wanted.value LIMIT :most
            ) AS counted)
        FROM (TABLE OF :grams) AS wanted"""
    #: The names that hold them, once for each gram: alias id * ``lengths`` + length of the name.
    find_grams: Final = """
        SELECT alias_gram.rowid FROM (TABLE OF :grams) AS wanted CROSS JOIN alias_gram
        WHERE alias_gram MATCH wanted.value LIMIT :most"""

    #: Whether a word stands anywhere in the index; ``:match`` is made by ``match_of``. It is the
    #: guard of the others: FTS5 drops a string without any word from an AND, which then matches
    #: everything.
    knows: Final = "SELECT 1 FROM sentence_text WHERE sentence_text MATCH :match LIMIT 1"
    #: The newest ``:most`` sentence ids above ``:after`` that match, newest first; ``{join}`` may
    #: join and limit ``document`` by ``sentence_text.rowid``.
    find_newest: Final = """
        SELECT sentence_text.rowid FROM sentence_text {join}
        WHERE sentence_text MATCH :match AND sentence_text.rowid > :after
        ORDER BY sentence_text.rowid DESC LIMIT :most"""
    #: The sentence ids that match in some documents.
    find_inside: Final = """
        SELECT sentence_text.rowid FROM (TABLE OF :documents) AS wanted CROSS JOIN sentence_text
        WHERE sentence_text MATCH :match AND sentence_text.rowid
        BETWEEN wanted.value * 4096 AND wanted.value * 4096 + 4095"""
    sentence_id: Final = "sentence_text.rowid"

    def match_of(self, phrases: Sequence[str], scopes: Sequence[Sequence[str]] = ()) -> str:
        """Return what matches sentences that hold all phrases, in one scope of each group.

        Args:
            phrases: plain words; the words of one stand together.
            scopes: groups of the words that ``bot.store.rows.scope_of`` makes.
        """
        return " AND ".join(
            [f"scope : ({' OR '.join(map(_quoted, group))})" for group in scopes]
            + [f"body : {_quoted(phrase)}" for phrase in phrases]
        )


def dialect_for(url: str, busy_seconds: float = BUSY_SECONDS) -> SqliteDialect:
    """Return the dialect of a database URL.

    Raises:
        StoreError: the URL cannot be read, or names a database that cannot hold an archive.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            f"“{url}” is not a database URL; use one such as sqlite:///dateline.db."
        ) from error
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(
            f"An archive cannot be kept in {parsed.get_backend_name()}; use a SQLite file:"
            " sqlite:///dateline.db."
        )
    if not parsed.database or parsed.database == ":memory:":
        raise StoreError(
            "An archive in memory would be lost and cannot be shared between threads; name a file:"
            " sqlite:///dateline.db."
        )
    return SqliteDialect(parsed.set(drivername="sqlite+pysqlite"), busy_seconds)


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Set up a new connection: transactions are begun by hand, readers never block."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "wal_autocheckpoint = 4000",
        f"cache_size = -{_PAGE_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _gram_rows(rows: Sequence[tuple[int, str, str]]) -> list[tuple[int, str]]:
    step = SqliteDialect.lengths
    return [(alias * step + min(len(name), step - 1), grams) for alias, name, grams in rows]


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def _compile_insert(connection: Connection, table: Table) -> tuple[str, list[tuple[int, Any]]]:
    names = [column.name for column in table.columns]
    statement = (
        f"INSERT INTO {table.name} ({', '.join(names)})"  # noqa: S608
        f" VALUES ({', '.join('?' * len(names))})"
    )
    converters = []
    for i, column in enumerate(table.columns):
        convert = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        if convert is not None:
            converters.append((i, convert))
    return statement, converters


def _converted(row: Sequence[object], converters: list[tuple[int, Any]]) -> Sequence[object]:
    values = list(row)
    for i, convert in converters:
        values[i] = convert(values[i])
    return tuple(values)
