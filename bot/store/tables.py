"""The tables of the archive, as SQLModel classes.

Every owned table carries ``workspace``, the number of the workspace that owns the row. A sentence
id is document id * 4096 + number; number 0 is the title, which has a row in the full text index
only. ``bot.store.migrations`` creates the tables; a test holds both to each other.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.store.columns import UtcDateTime


def table_of(model: type[SQLModel]) -> Table:
    """Return the table behind a class."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def instant(*, nullable: bool = False) -> Any:
    """Return the field of an instant, UTC."""
    return Field(sa_type=UtcDateTime, nullable=nullable)


def big(**options: Any) -> Any:
    """Return the field of a number that may outgrow 32 bits."""
    return Field(sa_type=BigInteger, **options)


class SchemaMigration(SQLModel, table=True):
    """A migration that was applied, by the name of its function."""

    __tablename__: ClassVar[str] = "schema_migration"

    name: str = Field(primary_key=True)
    applied_at: datetime = instant()


class CounterRow(SQLModel, table=True):
    """The highest id given out so far; ids are never used twice."""

    __tablename__: ClassVar[str] = "counter"

    name: str = Field(primary_key=True)
    value: int = big()


class WorkspaceRow(SQLModel, table=True):
    """A workspace and how much it holds, kept up to date by every write."""

    __tablename__: ClassVar[str] = "workspace"

    id: int = Field(primary_key=True)
    name: str = Field(unique=True)
    documents: int = big(default=0)
    sentences: int = big(default=0)
    quotations: int = big(default=0)
    positions: int = big(default=0)
    entries: int = big(default=0)
    last_document: int = big(default=0)
    #: Counts the changes after which what is drawn from the workspace may differ.
    revision: int = big(default=0)


class OutletRow(SQLModel, table=True):
    """A publisher, and how many documents of it the workspace holds."""

    __tablename__: ClassVar[str] = "outlet"
    __table_args__ = (UniqueConstraint("workspace", "name"),)

    id: int = Field(primary_key=True)
    workspace: int
    name: str
    documents: int


class DocumentRow(SQLModel, table=True):
    """What a citation needs of a document; the text stands apart, so that this table stays slim."""

    __tablename__: ClassVar[str] = "document"
    __table_args__ = (
        UniqueConstraint("workspace", "external_id"),
        Index("document_by_hash", "workspace", "content_hash"),
        Index("document_by_date", "workspace", "published"),
        Index("document_by_url", "workspace", "url"),
    )

    id: int = big(primary_key=True)
    workspace: int
    external_id: str
    content_hash: str
    title: str
    outlet: int
    url: str | None
    published: date | None
    language: str
    added_at: datetime = instant()
    origin: str
    #: Rows in ``sentence``.
    sentences: int


class DocumentTextRow(SQLModel, table=True):
    """The text of a document and, packed by ``bot.store.packing``, who is named where."""

    __tablename__: ClassVar[str] = "document_text"

    document: int = big(primary_key=True)
    workspace: int
    text: str
    actors: str
    mentions: bytes


class SentenceRow(SQLModel, table=True):
    """Where a sentence stands in its document's text."""

    __tablename__: ClassVar[str] = "sentence"

    id: int = big(primary_key=True)
    workspace: int
    starts: int
    ends: int


class ActorRow(SQLModel, table=True):
    """An actor; ``mentions`` counts how often documents call it by one of its names."""

    __tablename__: ClassVar[str] = "actor"
    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        Index("actor_by_mentions", "workspace", "mentions"),
    )

    id: int = big(primary_key=True)
    workspace: int
    key: str
    name: str
    kind: str
    mentions: int = big()


class AliasRow(SQLModel, table=True):
    """A name for an actor: how often it is used, and how many documents know it."""

    __tablename__: ClassVar[str] = "alias"
    __table_args__ = (
        UniqueConstraint("workspace", "normal", "actor"),
        Index("alias_by_actor", "actor"),
    )

    id: int = big(primary_key=True)
    workspace: int
    #: The form under which names are compared.
    normal: str
    actor: int = big()
    #: As written where it was first found.
    written: str
    uses: int = big()
    documents: int = big()


class MentionRow(SQLModel, table=True):
    """That a sentence has to do with an actor; clustered so that a topic is one range, by date."""

    __tablename__: ClassVar[str] = "mention"

    workspace: int = Field(primary_key=True)
    actor: int = big(primary_key=True)
    role: int = Field(primary_key=True)
    #: ``bot.store.rows.recency_of``: ascends with the document's date.
    recency: int = Field(primary_key=True)
    sentence: int = big(primary_key=True)


class QuotationRow(SQLModel, table=True):
    """A quotation, in the sentence in which its content starts."""

    __tablename__: ClassVar[str] = "quotation"

    sentence: int = big(primary_key=True)
    number: int = Field(primary_key=True)
    workspace: int
    last_sentence: int
    content_start: int
    content_end: int
    kind: str
    speaker_start: int | None
    speaker_end: int | None
    cue_start: int | None
    cue_end: int | None
    #: Ids of actors, separated by blanks.
    speakers: str
    reason: str


class PositionRow(SQLModel, table=True):
    """A position, in the sentence in which its evidence starts."""

    __tablename__: ClassVar[str] = "position"

    sentence: int = big(primary_key=True)
    number: int = Field(primary_key=True)
    workspace: int
    actor_start: int
    actor_end: int
    #: Ids of actors, separated by blanks.
    actors: str
    stance: str
    cue_start: int
    cue_end: int
    target_start: int | None
    target_end: int | None
    evidence_start: int
    evidence_end: int
    according_start: int | None
    according_end: int | None


class TimelineEntryRow(SQLModel, table=True):
    """A timeline entry, in the sentence in which its evidence starts."""

    __tablename__: ClassVar[str] = "timeline_entry"

    sentence: int = big(primary_key=True)
    number: int = Field(primary_key=True)
    workspace: int
    happened: date
    precision: str
    phrase_start: int
    phrase_end: int
    evidence_start: int
    evidence_end: int


class SubscriptionRow(SQLModel, table=True):
    """A channel's standing order; ``topic_key`` is the topic in the form it is compared in."""

    __tablename__: ClassVar[str] = "subscription"
    __table_args__ = (UniqueConstraint("workspace", "destination", "topic_key"),)

    id: int = Field(primary_key=True)
    workspace: int
    destination: str
    topic_key: str
    topic: str
    #: ``HH:MM``.
    at: str
    time_zone: str
    created_by: str
    created_at: datetime = instant()
    kind: str
    rhythm: str
    says_quiet: int
    paused_until: datetime | None = instant(nullable=True)


class DigestRunRow(SQLModel, table=True):
    """One due execution of a subscription; its unique key is what claims it."""

    __tablename__: ClassVar[str] = "digest_run"
    __table_args__ = (UniqueConstraint("subscription", "scheduled_for"),)

    id: int = Field(primary_key=True)
    workspace: int
    subscription: int
    scheduled_for: datetime = instant()
    state: str
    detail: str
    message: str
    through_document: int | None = big(nullable=True)
    claimed_at: datetime = instant()
    finished_at: datetime | None = instant(nullable=True)
    #: JSON of a ``PreparedDigest``.
    prepared: str | None


class ShownLineRow(SQLModel, table=True):
    """The fingerprint of a line that a subscription's digests have shown."""

    __tablename__: ClassVar[str] = "shown_line"

    subscription: int = Field(primary_key=True)
    fingerprint: str = Field(primary_key=True)
    workspace: int
    run: int


class SeenEventRow(SQLModel, table=True):
    """An event id that was handled; the key makes sure that it is handled once."""

    __tablename__: ClassVar[str] = "seen_event"
    __table_args__ = (Index("seen_event_by_time", "seen_at"),)

    workspace: int = Field(primary_key=True)
    event: str = Field(primary_key=True)
    seen_at: datetime = instant()


class RememberedRow(SQLModel, table=True):
    """A small JSON payload under a key."""

    __tablename__: ClassVar[str] = "remembered"

    workspace: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    payload: str
    kept_at: datetime = instant()


class SettingRow(SQLModel, table=True):
    """What a workspace (``place`` is empty) or one of its channels has settled."""

    __tablename__: ClassVar[str] = "setting"

    workspace: int = Field(primary_key=True)
    place: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str
    changed_by: str
    changed_at: datetime = instant()


class CorrectionRow(SQLModel, table=True):
    """What somebody set right; the facts themselves stay as they were found."""

    __tablename__: ClassVar[str] = "correction"
    __table_args__ = (
        Index("correction_in_force", "workspace", "id", sqlite_where=text("undone_at IS NULL")),
        Index("correction_by_document", "workspace", "document"),
    )

    id: int = Field(primary_key=True)
    workspace: int
    kind: str
    #: 0 where the correction is of no line.
    document: int = big()
    external_id: str
    title: str
    span_start: int | None
    span_end: int | None
    cue_start: int | None
    cue_end: int | None
    sentence: int
    words: str
    sentence_text: str
    was: str
    was_key: str
    value: str
    value_key: str
    topic: str
    author: str
    made_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)
    undone_by: str
