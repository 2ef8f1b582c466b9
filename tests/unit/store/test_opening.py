"""Opening an archive: made where it is missing, refused where it is not ours, migrated in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from factories import NOW, document
from sqlalchemy import Connection, event
from sqlmodel import SQLModel

from bot.errors import StoreBusyError, StoreError
from bot.ports import Filters
from bot.store import intake_tables, tables
from bot.store.archive import SqlArchive, open_archive
from bot.store.dialect import SqliteDialect, dialect_for
from bot.store.migrations import MIGRATIONS, migrate


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where the test's archive is."""
    return tmp_path / "archive.db"


@pytest.fixture
def archive(file: Path) -> Iterator[SqlArchive]:
    """Return an empty archive whose writers give up soon."""
    opened = open_archive(f"sqlite:///{file}", busy_seconds=0.1)
    yield opened
    opened.close()


def test_the_folder_is_made(tmp_path: Path) -> None:
    """An archive in a folder that is not there yet is opened all the same."""
    file = tmp_path / "a" / "b" / "archive.db"
    open_archive(f"sqlite:///{file}").close()
    assert file.is_file()


def test_closing_twice_is_safe(archive: SqlArchive) -> None:
    """A second close does nothing."""
    archive.close()
    archive.close()


def test_readers_never_wait(archive: SqlArchive, file: Path) -> None:
    """While another process writes, reading goes on and writing says that it can be tried again."""
    archive.store_documents("local", [document()], NOW)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM document")
    assert archive.find_text_hits("local", "norland", Filters()) != []
    with pytest.raises(StoreBusyError, match="try again"):
        archive.store_documents("local", [document(external_id="b")], NOW)
    other.execute("ROLLBACK")
    other.close()
    archive.store_documents("local", [document(external_id="b")], NOW)


def test_the_file_is_set_up_for_many_readers(archive: SqlArchive, file: Path) -> None:
    """The journal is a write-ahead log, which the file itself remembers."""
    with closing(sqlite3.connect(file)) as connection, connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_failing_batch_frees_the_writer(archive: SqlArchive) -> None:
    """After an error in a write, the next one is served."""
    for _ in range(2):
        with pytest.raises(StoreError):
            archive.store_documents("local", [document(), document()], NOW)
    assert archive.store_documents("local", [document()], NOW)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"This is no database, only a text that is long enough.\n" * 40, "refused"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "refused"),
    ],
)
def test_what_is_no_database_is_refused(file: Path, content: bytes, message: str) -> None:
    """A file of another kind is left as it is, and the error is one sentence that names it."""
    file.write_bytes(content)
    with pytest.raises(StoreError, match=message) as caught:
        open_archive(f"sqlite:///{file}")
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_refused(file: Path) -> None:
    """A SQLite file with other tables is not touched."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        open_archive(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection, connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert names == [("bookmark",)]


def test_an_archive_of_a_newer_version_is_refused(archive: SqlArchive, file: Path) -> None:
    """A migration that this version does not know means: update first."""
    archive.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO schema_migration (name) VALUES ('m099_from_the_future')")
    connection.close()
    with pytest.raises(StoreError, match=r"newer Dateline \(m099_from_the_future\); update"):
        open_archive(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """A file where the folder should be is said in one sentence."""
    (tmp_path / "taken").write_text("x")
    with pytest.raises(StoreError, match="folder"):
        open_archive(f"sqlite:///{tmp_path / 'taken' / 'archive.db'}")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "not a database URL"),
        ("postgresql://localhost/news", "cannot be kept in postgresql"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
    ],
)
def test_a_url_that_cannot_hold_an_archive_is_refused(url: str, message: str) -> None:
    """The error says what to give instead."""
    with pytest.raises(StoreError, match=message):
        dialect_for(url)


def test_tables_are_what_the_migrations_make(archive: SqlArchive, file: Path) -> None:
    """Columns, keys and what may be empty agree between the classes and the database."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for table in SQLModel.metadata.tables.values():
            found = {
                name: (bool(required) or bool(key), bool(key))
                for _, name, _, required, _, key in connection.execute(
                    f"PRAGMA table_info({table.name})"
                )
            }
            expected = {c.name: (not c.nullable, c.primary_key) for c in table.columns}
            assert found == expected, table.name
            assert list(found) == [column.name for column in table.columns]
    connection.close()


def test_unique_keys_and_indexes_are_those_of_the_classes(archive: SqlArchive, file: Path) -> None:
    """What the classes declare unique or indexed is so in the database."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for table in SQLModel.metadata.tables.values():
            found = set()
            for _, name, unique, origin, _ in connection.execute(
                f"PRAGMA index_list({table.name})"
            ):
                columns = connection.execute(f"PRAGMA index_info({name})").fetchall()
                if origin != "pk":
                    found.add((bool(unique), tuple(column for *_, column in columns)))
            expected = {
                (True, tuple(column.name for column in constraint.columns))
                for constraint in table.constraints
                if type(constraint).__name__ == "UniqueConstraint"
            } | {(False, tuple(column.name for column in index.columns)) for index in table.indexes}
            expected |= {(True, (c.name,)) for c in table.columns if c.unique}
            assert found == {each for each in expected if each[1]}, table.name
    connection.close()


def test_every_owned_table_has_its_workspace() -> None:
    """Only the list of workspaces, the counters and the migrations belong to nobody."""
    nobody = {"workspace", "counter", "schema_migration"}
    owned = {
        name for name, table in SQLModel.metadata.tables.items() if "workspace" in table.columns
    }
    assert owned | nobody == set(SQLModel.metadata.tables)
    assert tables.WorkspaceRow.__tablename__ in nobody
    assert intake_tables.SourceRow.__tablename__ in owned


def test_migrations_are_numbered_in_order() -> None:
    """Names are m001_..., m002_... without a gap."""
    numbers = [int(migration.__name__[1:4]) for migration in MIGRATIONS]
    assert numbers == list(range(1, len(MIGRATIONS) + 1))


def test_only_missing_migrations_are_applied(file: Path) -> None:
    """A database is brought forward from where it stands; a failing step leaves no trace."""
    dialect = dialect_for(f"sqlite:///{file}")
    engine = dialect.make_engine()

    def m900_notes(connection: Connection, dialect: SqliteDialect) -> None:
        connection.exec_driver_sql("CREATE TABLE note (id INTEGER)")

    def m901_broken(connection: Connection, dialect: SqliteDialect) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        raise RuntimeError

    with engine.connect() as connection:
        assert migrate(connection, dialect) == [each.__name__ for each in MIGRATIONS]
        assert migrate(connection, dialect) == []
        with pytest.raises(RuntimeError):
            migrate(connection, dialect, (*MIGRATIONS, m900_notes, m901_broken))
        assert not {"note", "half"} & dialect.table_names(connection)
        assert migrate(connection, dialect, (*MIGRATIONS, m900_notes)) == ["m900_notes"]
    engine.dispose()


def test_no_query_walks_through_a_whole_workspace(archive: SqlArchive) -> None:
    """Documents, actors, sentences and facts are reached by keys, never by workspace alone."""
    ids = archive.store_documents("local", [document(), document("More.", external_id="b")], NOW)
    (actor,) = archive.find_aliases("local", "nato")
    seen: list[tuple[str, object]] = []

    def note(_c: object, _k: object, statement: str, parameters: object, *_: object) -> None:
        seen.append((statement, parameters))

    event.listen(archive._engine, "before_cursor_execute", note)
    filters = Filters(since=date(2020, 1, 1), outlet="post", language="en", after_document=0)
    archive.find_known("local", ["a"], ["b"])
    archive.get_documents("local", ids)
    archive.get_cards("local", ids)
    archive.find_document("local", "1")
    archive.load_extraction("local", ids[0])
    archive.get_sentences("local", [4097])
    archive.find_similar_aliases("local", "nto")
    archive.get_actors("local", [actor.actor_id])
    archive.list_top_actors("local")
    archive.find_mention_hits("local", [actor.actor_id], filters)
    archive.find_text_hits("local", "valley plan", filters)
    archive.load_facts("local", [4097])
    archive.search_documents("local", "valley plan", filters)
    archive.find_best_sentences("local", "valley plan", ids)
    archive.measure_coverage("local", ids)
    archive.measure_period("local")
    event.remove(archive._engine, "before_cursor_execute", note)
    assert len(seen) > 20
    walks = ("SCAN document", "SCAN actor", "SCAN alias", "SCAN sentence", "(workspace=?)")
    with archive._engine.connect() as connection:
        for statement, parameters in seen:
            if statement.startswith("SELECT id, name FROM outlet"):
                continue
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters)
            for *_, step in plan:
                found = [w for w in walks if w in step and "VIRTUAL TABLE" not in step]
                assert found == [], (statement, step)


def test_the_full_text_index_is_what_its_content_says(archive: SqlArchive, file: Path) -> None:
    """After storing and replacing, FTS5's own check against the stored texts passes."""
    odd = "Ünïcode “quotes” 😀. Zwei Sätze\u2028und mehr. \u0301 e\u0301."
    first, _ = archive.store_documents(
        "local", [document(external_id="a"), document(odd, published=None, title="")], NOW
    )
    archive.store_documents("T1", [document(odd, external_id="c", title="Tïtle 😀")], NOW)
    archive.store_documents("local", [document(odd, external_id="a", replaces=first)], NOW)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO sentence_text (sentence_text, rank) VALUES ('integrity-check', 1)"
        )
    connection.close()
