"""The tables of what comes in: sources, feeds, provenance, copies, stories; see ``tables``."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.store.tables import big, instant


class SourceRow(SQLModel, table=True):
    """Where documents come from."""

    __tablename__: ClassVar[str] = "source"
    __table_args__ = (UniqueConstraint("workspace", "kind", "address", "audience"),)

    id: int = Field(primary_key=True)
    workspace: int
    kind: str
    address: str
    #: Empty for everybody, or the channel in which its documents may be seen.
    audience: str
    title: str
    state: str
    added_by: str
    added_at: datetime = instant()


class FeedRow(SQLModel, table=True):
    """Where a feed stands, and which of its entries were dealt with."""

    __tablename__: ClassVar[str] = "feed"

    source: int = Field(primary_key=True)
    workspace: int
    moved_to: str
    title: str
    etag: str
    last_modified: str
    #: Seconds.
    pause: float
    asked_pause: float
    next_due: datetime = instant()
    last_fetched: datetime | None = instant(nullable=True)
    last_new: datetime | None = instant(nullable=True)
    failing_since: datetime | None = instant(nullable=True)
    failures: int
    last_error: str
    teasers: int
    missed: int
    trouble: str
    paused_because: str
    #: JSON: fingerprint and tries by key.
    seen: str


class ProvenanceRow(SQLModel, table=True):
    """Where a document came from, and what found its facts."""

    __tablename__: ClassVar[str] = "provenance"
    __table_args__ = (
        Index("provenance_by_source", "workspace", "source", "document"),
        Index(
            "provenance_unread",
            "workspace",
            "document",
            sqlite_where=text("extracted_with = ''"),
            postgresql_where=text("extracted_with = ''"),
        ),
    )

    document: int = big(primary_key=True)
    workspace: int
    source: int | None
    added_by: str
    author: str
    licence: str
    fetched_at: datetime | None = instant(nullable=True)
    fetched_hash: str
    #: Empty while the facts are still to be found.
    extracted_with: str
    #: When the first version of a text that was replaced was stored.
    first_stored_at: datetime | None = instant(nullable=True)


class DocumentCopyRow(SQLModel, table=True):
    """The words of a document under another id."""

    __tablename__: ClassVar[str] = "document_copy"
    __table_args__ = (Index("document_copy_by_document", "workspace", "document"),)

    workspace: int = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    document: int = big()
    title: str
    outlet: int
    url: str | None
    published: date | None
    added_at: datetime = instant()
    origin: str
    source: int | None
    added_by: str
    audience: str


class PrivateDocumentRow(SQLModel, table=True):
    """A channel in which alone, or among others, a document may be seen."""

    __tablename__: ClassVar[str] = "private_document"

    workspace: int = Field(primary_key=True)
    document: int = big(primary_key=True)
    audience: str = Field(primary_key=True)


class StoryMemberRow(SQLModel, table=True):
    """That a document belongs to a story, named by the id of the story's first document."""

    __tablename__: ClassVar[str] = "story_member"
    __table_args__ = (Index("story_member_by_story", "workspace", "story", "document"),)

    workspace: int = Field(primary_key=True)
    document: int = big(primary_key=True)
    story: int = big()
    #: The document's rows in ``sketch``, packed as 64-bit numbers.
    sketch: bytes


class SketchRow(SQLModel, table=True):
    """That a document's sketch holds a number; clustered so that its holders stand together."""

    __tablename__: ClassVar[str] = "sketch"

    workspace: int = Field(primary_key=True)
    hash: int = big(primary_key=True)
    document: int = big(primary_key=True)
