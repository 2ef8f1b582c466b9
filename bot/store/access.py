"""Access to the database for one piece of work at a time: what every part of the archive needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from threading import Lock
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StoreBusyError, StoreError
from bot.store.dialect import SqliteDialect
from bot.store.rows import is_storable, require_storable
from bot.store.transaction import Transaction

_BUSY = "The archive is being written by somebody else; try again in a moment."


class Access:
    """Transactions on one database, for readers and writers of many threads.

    Readers never wait. Writers of this process queue for a lock, so that each is served in turn,
    and wait for those of other processes as long as the dialect says.
    """

    def __init__(self, engine: Engine, dialect: SqliteDialect, busy_seconds: float) -> None:
        self._engine = engine
        self._dialect = dialect
        self._busy_seconds = busy_seconds
        self._writing = Lock()
        self._workspaces: dict[str, int] = {}
        self._audience: str | None = None

    def seen_by(self, audience: str) -> Self:
        """Return the archive as it shows itself in a channel: without what is others' alone."""
        view = copy(self)
        view._audience = audience
        return view

    def close(self) -> None:
        """Give back connections; safe to call twice."""
        self._engine.dispose()

    @contextmanager
    def _read(self, workspace: str | None = None) -> Iterator[Transaction]:
        with translating(self._dialect), self._engine.connect() as connection:
            number = 0 if workspace is None else self._find_workspace(connection, workspace)
            yield Transaction(connection, self._dialect, number, self._audience)

    @contextmanager
    def _write(
        self, workspace: str | None = None, *, is_aside: bool = False
    ) -> Iterator[Transaction]:
        """Run one change; unless it ``is_aside``, all that is drawn from the workspace may differ.

        Aside lie orders, settings and small state: nothing that a brief is made of.
        """
        if not self._writing.acquire(timeout=self._busy_seconds):
            raise StoreBusyError(_BUSY)
        try:
            with translating(self._dialect), self._engine.connect() as connection:
                self._dialect.begin_write(connection)
                number = 0 if workspace is None else self._make_workspace(connection, workspace)
                transaction = Transaction(connection, self._dialect, number)
                yield transaction
                if number and not is_aside:
                    transaction.run(
                        "UPDATE workspace SET revision = revision + 1 WHERE id = :workspace"
                    )
                connection.commit()
        finally:
            self._writing.release()

    def _find_workspace(self, connection: Connection, name: str) -> int:
        """Return the number of a workspace, 0 where it holds nothing yet."""
        if name not in self._workspaces:
            number = self._look_up(connection, name)
            if not number:
                return 0
            self._workspaces[name] = number
        return self._workspaces[name]

    def _make_workspace(self, connection: Connection, name: str) -> int:
        """Return the number of a workspace, adding it where it is new.

        A new number is not kept in memory: the transaction that adds it may yet be undone.
        """
        known = self._find_workspace(connection, name)
        if known:
            return known
        require_storable("The workspace", name)
        Transaction(connection, self._dialect, 0).run(
            "INSERT INTO workspace (name, documents, sentences, quotations, positions, entries,"
            " last_document, revision) VALUES (:name, 0, 0, 0, 0, 0, 0, 0)",
            name=name,
        )
        return self._look_up(connection, name)

    def _look_up(self, connection: Connection, name: str) -> int:
        if not is_storable(name):
            return 0
        transaction = Transaction(connection, self._dialect, 0)
        row = transaction.row("SELECT id FROM workspace WHERE name = :name", name=name)
        return 0 if row is None else int(row[0])


@contextmanager
def translating(dialect: SqliteDialect) -> Iterator[None]:
    """Turn what the database raises into the errors of this house."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreBusyError("Too many requests at once; try again in a moment.") from error
    except IntegrityError as error:
        raise StoreError(
            "The same document was stored meanwhile by somebody else; add it again."
        ) from error
    except DBAPIError as error:
        if dialect.is_busy(error):
            raise StoreBusyError(_BUSY) from error
        raise StoreError(
            f"The database {dialect.place} refused ({error.orig}); check that the file is a"
            " Dateline archive and that it can be written."
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(f"The database {dialect.place} cannot be used: {error}.") from error
