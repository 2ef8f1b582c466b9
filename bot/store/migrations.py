"""The schema, step by step: numbered functions, applied once each, in order.

A migration is never changed after a release: what it did stands in databases that exist. Its name
is recorded with the change in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, text

from bot.errors import StoreError
from bot.store.corrections import m008_corrections
from bot.store.dialect import SqliteDialect
from bot.store.feeds import m004_feeds
from bot.store.orders import m006_several_orders
from bot.store.settings import m007_settings

Migration = Callable[[Connection, SqliteDialect], None]


def m001_archive(connection: Connection, dialect: SqliteDialect) -> None:
    """Create workspaces, documents, sentences, their full text, actors, aliases and facts."""
    for statement in _tables_of_documents(dialect) + _tables_of_facts(dialect):
        connection.exec_driver_sql(statement)
    dialect.create_full_text(connection)


def _tables_of_documents(dialect: SqliteDialect) -> tuple[str, ...]:
    return (
        "CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)",
        "INSERT INTO counter VALUES ('document', 0), ('actor', 0), ('alias', 0)",
        f"""CREATE TABLE workspace (
            id {dialect.identity}, name TEXT NOT NULL UNIQUE,
            documents BIGINT NOT NULL, sentences BIGINT NOT NULL, quotations BIGINT NOT NULL,
            positions BIGINT NOT NULL, entries BIGINT NOT NULL,
            last_document BIGINT NOT NULL)""",
        f"""CREATE TABLE outlet (
            id {dialect.identity}, workspace INTEGER NOT NULL REFERENCES workspace,
            name TEXT NOT NULL, documents INTEGER NOT NULL, UNIQUE (workspace, name))""",
        f"""CREATE TABLE document (
            id {dialect.row_id}, workspace INTEGER NOT NULL REFERENCES workspace,
            external_id TEXT NOT NULL, content_hash TEXT NOT NULL, title TEXT NOT NULL,
            outlet INTEGER NOT NULL REFERENCES outlet, url TEXT, published DATE,
            language TEXT NOT NULL, added_at TIMESTAMP NOT NULL, origin TEXT NOT NULL,
            sentences INTEGER NOT NULL, UNIQUE (workspace, external_id))""",
        "CREATE INDEX document_by_hash ON document (workspace, content_hash)",
        "CREATE INDEX document_by_date ON document (workspace, published)",
        f"""CREATE TABLE document_text (
            document {dialect.row_id}, workspace INTEGER NOT NULL, text TEXT NOT NULL,
            actors TEXT NOT NULL, mentions {dialect.bytes} NOT NULL)""",
        f"""CREATE TABLE sentence (
            id {dialect.row_id}, workspace INTEGER NOT NULL,
            starts INTEGER NOT NULL, ends INTEGER NOT NULL)""",
        f"""CREATE TABLE actor (
            id {dialect.row_id}, workspace INTEGER NOT NULL REFERENCES workspace,
            key TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, mentions BIGINT NOT NULL,
            UNIQUE (workspace, key))""",
        "CREATE INDEX actor_by_mentions ON actor (workspace, mentions)",
        f"""CREATE TABLE alias (
            id {dialect.row_id}, workspace INTEGER NOT NULL, normal TEXT NOT NULL,
            actor BIGINT NOT NULL, written TEXT NOT NULL, uses BIGINT NOT NULL,
            documents BIGINT NOT NULL, UNIQUE (workspace, normal, actor))""",
        "CREATE INDEX alias_by_actor ON alias (actor)",
    )


def _tables_of_facts(dialect: SqliteDialect) -> tuple[str, ...]:
    return (
        f"""CREATE TABLE mention (
            workspace INTEGER NOT NULL, actor BIGINT NOT NULL, role INTEGER NOT NULL,
            recency INTEGER NOT NULL, sentence BIGINT NOT NULL,
            PRIMARY KEY (workspace, actor, role, recency, sentence)) {dialect.clustered}""",
        f"""CREATE TABLE quotation (
            sentence BIGINT NOT NULL, number INTEGER NOT NULL, workspace INTEGER NOT NULL,
            last_sentence INTEGER NOT NULL, content_start INTEGER NOT NULL,
            content_end INTEGER NOT NULL, kind TEXT NOT NULL, speaker_start INTEGER,
            speaker_end INTEGER, cue_start INTEGER, cue_end INTEGER, speakers TEXT NOT NULL,
            reason TEXT NOT NULL, PRIMARY KEY (sentence, number)) {dialect.clustered}""",
        f"""CREATE TABLE position (
            sentence BIGINT NOT NULL, number INTEGER NOT NULL, workspace INTEGER NOT NULL,
            actor_start INTEGER NOT NULL, actor_end INTEGER NOT NULL, actors TEXT NOT NULL,
            stance TEXT NOT NULL, cue_start INTEGER NOT NULL, cue_end INTEGER NOT NULL,
            target_start INTEGER, target_end INTEGER, evidence_start INTEGER NOT NULL,
            evidence_end INTEGER NOT NULL, according_start INTEGER, according_end INTEGER,
            PRIMARY KEY (sentence, number)) {dialect.clustered}""",
        f"""CREATE TABLE timeline_entry (
            sentence BIGINT NOT NULL, number INTEGER NOT NULL, workspace INTEGER NOT NULL,
            happened DATE NOT NULL, precision TEXT NOT NULL, phrase_start INTEGER NOT NULL,
            phrase_end INTEGER NOT NULL, evidence_start INTEGER NOT NULL,
            evidence_end INTEGER NOT NULL, PRIMARY KEY (sentence, number)) {dialect.clustered}""",
    )


def m002_standing_orders(connection: Connection, dialect: SqliteDialect) -> None:
    """Create subscriptions, digest runs, shown lines, seen events and remembered payloads."""
    for statement in (
        f"""CREATE TABLE subscription (
            id {dialect.identity}, workspace INTEGER NOT NULL REFERENCES workspace,
            destination TEXT NOT NULL, topic_key TEXT NOT NULL, topic TEXT NOT NULL,
            at TEXT NOT NULL, time_zone TEXT NOT NULL, created_by TEXT NOT NULL,
            created_at TIMESTAMP NOT NULL, UNIQUE (workspace, destination, topic_key))""",
        f"""CREATE TABLE digest_run (
            id {dialect.identity}, workspace INTEGER NOT NULL,
            subscription INTEGER NOT NULL REFERENCES subscription ON DELETE CASCADE,
            scheduled_for TIMESTAMP NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL,
            message TEXT NOT NULL, through_document BIGINT, claimed_at TIMESTAMP NOT NULL,
            finished_at TIMESTAMP, UNIQUE (subscription, scheduled_for))""",
        f"""CREATE TABLE shown_line (
            subscription INTEGER NOT NULL REFERENCES subscription ON DELETE CASCADE,
            fingerprint TEXT NOT NULL, workspace INTEGER NOT NULL, run INTEGER NOT NULL,
            PRIMARY KEY (subscription, fingerprint)) {dialect.clustered}""",
        f"""CREATE TABLE seen_event (
            workspace INTEGER NOT NULL, event TEXT NOT NULL, seen_at TIMESTAMP NOT NULL,
            PRIMARY KEY (workspace, event)) {dialect.clustered}""",
        "CREATE INDEX seen_event_by_time ON seen_event (seen_at)",
        f"""CREATE TABLE remembered (
            workspace INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
            payload TEXT NOT NULL, kept_at TIMESTAMP NOT NULL,
            PRIMARY KEY (workspace, kind, key)) {dialect.clustered}""",
    ):
        connection.exec_driver_sql(statement)


def m003_sources(connection: Connection, dialect: SqliteDialect) -> None:
    """Create sources, provenance, copies and private documents; nobody knows of older ones."""
    for statement in (
        f"""CREATE TABLE source (
            id {dialect.identity}, workspace INTEGER NOT NULL REFERENCES workspace,
            kind TEXT NOT NULL, address TEXT NOT NULL, audience TEXT NOT NULL,
            title TEXT NOT NULL, state TEXT NOT NULL, added_by TEXT NOT NULL,
            added_at TIMESTAMP NOT NULL, UNIQUE (workspace, kind, address, audience))""",
        f"""CREATE TABLE provenance (
            document {dialect.row_id}, workspace INTEGER NOT NULL, source INTEGER,
            added_by TEXT NOT NULL, author TEXT NOT NULL, licence TEXT NOT NULL,
            fetched_at TIMESTAMP, fetched_hash TEXT NOT NULL, extracted_with TEXT NOT NULL)""",
        "CREATE INDEX provenance_by_source ON provenance (workspace, source, document)",
        "CREATE INDEX provenance_unread ON provenance (workspace, document)"
        " WHERE extracted_with = ''",
        "INSERT INTO provenance SELECT id, workspace, NULL, '', '', '', NULL, '', 'unknown'"
        " FROM document",
        f"""CREATE TABLE document_copy (
            workspace INTEGER NOT NULL, external_id TEXT NOT NULL, document BIGINT NOT NULL,
            title TEXT NOT NULL, outlet INTEGER NOT NULL, url TEXT, published DATE,
            added_at TIMESTAMP NOT NULL, origin TEXT NOT NULL, source INTEGER,
            added_by TEXT NOT NULL, audience TEXT NOT NULL,
            PRIMARY KEY (workspace, external_id)) {dialect.clustered}""",
        "CREATE INDEX document_copy_by_document ON document_copy (workspace, document)",
        f"""CREATE TABLE private_document (
            workspace INTEGER NOT NULL, document BIGINT NOT NULL, audience TEXT NOT NULL,
            PRIMARY KEY (workspace, document, audience)) {dialect.clustered}""",
    ):
        connection.exec_driver_sql(statement)


def m005_stories(connection: Connection, dialect: SqliteDialect) -> None:
    """Create stories and sketches; the documents that are there are sorted by the next import."""
    for statement in (
        f"""CREATE TABLE story_member (
            workspace INTEGER NOT NULL, document BIGINT NOT NULL, story BIGINT NOT NULL,
            sketch {dialect.bytes} NOT NULL,
            PRIMARY KEY (workspace, document)) {dialect.clustered}""",
        f"""CREATE TABLE sketch (
            workspace INTEGER NOT NULL, hash BIGINT NOT NULL, document BIGINT NOT NULL,
            PRIMARY KEY (workspace, hash, document)) {dialect.clustered}""",
    ):
        connection.exec_driver_sql(statement)


def m009_first_stored(connection: Connection, dialect: SqliteDialect) -> None:
    """Keep since when an address is in the archive, and find the documents of a story."""
    for statement in (
        "ALTER TABLE provenance ADD COLUMN first_stored_at TIMESTAMP",
        "CREATE INDEX story_member_by_story ON story_member (workspace, story, document)",
    ):
        connection.exec_driver_sql(statement)


def m010_revision(connection: Connection, dialect: SqliteDialect) -> None:
    """Count the changes to a workspace, so that what was made of it can be kept until the next."""
    connection.exec_driver_sql(
        "ALTER TABLE workspace ADD COLUMN revision BIGINT NOT NULL DEFAULT 0"
    )


MIGRATIONS: tuple[Migration, ...] = (
    m001_archive,
    m002_standing_orders,
    m003_sources,
    m004_feeds,
    m005_stories,
    m006_several_orders,
    m007_settings,
    m008_corrections,
    m009_first_stored,
    m010_revision,
)


def migrate(
    connection: Connection,
    dialect: SqliteDialect,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> list[str]:
    """Bring the schema up to date in one transaction; return the names of what was applied.

    Raises:
        StoreError: the database was written by a newer version, or by another program.
    """
    if not _missing(connection, dialect, migrations):
        return []
    dialect.begin_write(connection)
    try:
        missing = _missing(connection, dialect, migrations)
        if len(missing) == len(migrations):
            connection.exec_driver_sql(
                "CREATE TABLE IF NOT EXISTS schema_migration"
                " (name TEXT PRIMARY KEY,"
                " applied_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)"
            )
        for migration in missing:
            migration(connection, dialect)
            connection.execute(
                text("INSERT INTO schema_migration (name) VALUES (:name)"),
                {"name": migration.__name__},
            )
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return [migration.__name__ for migration in missing]


def _missing(
    connection: Connection, dialect: SqliteDialect, migrations: Sequence[Migration]
) -> list[Migration]:
    tables = dialect.table_names(connection)
    if "schema_migration" not in tables:
        if tables:
            raise StoreError(
                f"{dialect.place} is a database of another program; choose another file with"
                " --database or DATELINE_DATABASE_URL."
            )
        return list(migrations)
    applied = set(connection.exec_driver_sql("SELECT name FROM schema_migration").scalars())
    unknown = applied - {migration.__name__ for migration in migrations}
    if unknown:
        raise StoreError(
            f"{dialect.place} was written by a newer Dateline ({max(unknown)}); update Dateline"
            " to use it."
        )
    return [migration for migration in migrations if migration.__name__ not in applied]
