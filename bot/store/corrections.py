"""Corrections: kept, undone, listed, and loaded with the actors that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.records import (
    ActorKind,
    Correction,
    CorrectionInForce,
    CorrectionKind,
    KnownActor,
    NewCorrection,
    Span,
)
from bot.records.corrections import same_target, says_same
from bot.store.audiences import hidden_documents, visible_actors
from bot.store.dialect import SqliteDialect
from bot.store.rows import require_storable
from bot.store.transaction import Found, Transaction

_COLUMNS = """
    correction.id, correction.kind, correction.document, correction.external_id, correction.title,
    span_start, span_end, cue_start, cue_end, correction.sentence, words, sentence_text, was,
    was_key, value, value_key, topic, author, made_at, undone_at, undone_by"""
_WIDTH = _COLUMNS.count(",") + 1
_SELECT = f"SELECT {_COLUMNS} FROM correction WHERE correction.workspace = :workspace"  # noqa: S608
_IN_FORCE = f"""
    SELECT {_COLUMNS}, was_actor.id, was_actor.name, was_actor.kind, was_actor.mentions,
           value_actor.id, value_actor.name, value_actor.kind, value_actor.mentions
    FROM correction
    LEFT JOIN actor AS was_actor ON was_key <> '' AND was_actor.workspace = correction.workspace
        AND was_actor.key = was_key
    LEFT JOIN actor AS value_actor ON value_key <> ''
        AND value_actor.workspace = correction.workspace AND value_actor.key = value_key
    WHERE correction.workspace = :workspace AND undone_at IS NULL
        AND (correction.document = 0
             OR EXISTS (SELECT 1 FROM document WHERE document.id = correction.document))
    ORDER BY correction.id"""  # noqa: S608
_INSERT = """
    INSERT INTO correction (workspace, kind, document, external_id, title, span_start, span_end,
        cue_start, cue_end, sentence, words, sentence_text, was, was_key, value, value_key, topic,
        author, made_at, undone_at, undone_by)
    VALUES (:workspace, :kind, :document, :external_id, :title, :span_start, :span_end, :cue_start,
        :cue_end, :sentence, :words, :sentence_text, :was, :was_key, :value, :value_key, :topic,
        :author, :now, NULL, '')
    RETURNING id"""


def m008_corrections(connection: Connection, dialect: SqliteDialect) -> None:
    """Create corrections; a document that goes leaves those of its words behind for the list."""
    for statement in (
        f"""CREATE TABLE correction (
            id {dialect.identity}, workspace INTEGER NOT NULL REFERENCES workspace,
            kind TEXT NOT NULL, document BIGINT NOT NULL, external_id TEXT NOT NULL,
            title TEXT NOT NULL, span_start INTEGER, span_end INTEGER, cue_start INTEGER,
            cue_end INTEGER, sentence INTEGER NOT NULL, words TEXT NOT NULL,
            sentence_text TEXT NOT NULL, was TEXT NOT NULL, was_key TEXT NOT NULL,
            value TEXT NOT NULL, value_key TEXT NOT NULL, topic TEXT NOT NULL,
            author TEXT NOT NULL, made_at TIMESTAMP NOT NULL, undone_at TIMESTAMP,
            undone_by TEXT NOT NULL)""",
        "CREATE INDEX correction_in_force ON correction (workspace, id) WHERE undone_at IS NULL",
        "CREATE INDEX correction_by_document ON correction (workspace, document)",
    ):
        connection.exec_driver_sql(statement)


def add_correction(
    transaction: Transaction, correction: NewCorrection, now: datetime
) -> Correction:
    """Keep a correction, unless the one that holds in the same matter says the same."""
    require_storable("The correction", correction.value, correction.topic, correction.author)
    rivals = transaction.typed_rows(
        _SELECT + " AND undone_at IS NULL AND document = :document ORDER BY id",
        document=correction.document,
    )
    holding = [each for each in map(_correction, rivals) if same_target(each, correction)]
    if holding and says_same(holding[-1], correction):
        return holding[-1]
    span, cue = correction.span, correction.cue
    row = transaction.row(
        _INSERT,
        kind=correction.kind.value,
        document=correction.document,
        external_id=correction.external_id,
        title=correction.title,
        span_start=span.start if span else None,
        span_end=span.end if span else None,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        sentence=correction.sentence,
        words=correction.words,
        sentence_text=correction.sentence_text,
        was=correction.was,
        was_key=correction.was_key,
        value=correction.value,
        value_key=correction.value_key,
        topic=correction.topic,
        author=correction.author,
        now=now,
    )
    (kept,) = find_corrections(transaction, [row[0]] if row else [])
    return kept


def undo_correction(
    transaction: Transaction, correction_id: int, by: str, now: datetime
) -> Correction | None:
    """Let a correction hold no longer; one that was undone before stays as it is."""
    require_storable("The author", by)
    transaction.run(
        "UPDATE correction SET undone_at = :now, undone_by = :by"
        " WHERE workspace = :workspace AND id = :id AND undone_at IS NULL",
        id=correction_id,
        by=by,
        now=now,
    )
    return next(iter(find_corrections(transaction, [correction_id])), None)


def find_corrections(transaction: Transaction, ids: Iterable[int]) -> list[Correction]:
    """Return the corrections with these ids that the audience may see."""
    rows = transaction.typed_rows(_SELECT + " AND id IN :ids ORDER BY id", ids=list(ids))
    return _visible(transaction, map(_correction, rows))


def list_corrections(transaction: Transaction, *, undone: bool, limit: int) -> list[Correction]:
    """Return the newest corrections that the audience may see, newest first."""
    sql = _SELECT + ("" if undone else " AND undone_at IS NULL") + " ORDER BY id DESC LIMIT :most"
    return _visible(transaction, map(_correction, transaction.typed_rows(sql, most=limit)))


def load_corrections(transaction: Transaction) -> list[CorrectionInForce]:
    """Return the corrections that hold on what the audience may see, oldest first."""
    rows = transaction.typed_rows(_IN_FORCE)
    hidden = set(hidden_documents(transaction)) if rows else set()
    found = [
        CorrectionInForce(
            correction=_correction(row[:_WIDTH]),
            was=_actor(row[_WIDTH : _WIDTH + 4]),
            value=_actor(row[_WIDTH + 4 :]),
        )
        for row in rows
        if row[2] not in hidden
    ]
    return _without_hidden_names(transaction, found) if hidden else found


def move_corrections(transaction: Transaction, moves: Mapping[int, int]) -> None:
    """Let the corrections of some documents be those of others that hold the same text."""
    transaction.run_each(
        "UPDATE correction SET document = :new WHERE workspace = :workspace AND document = :old",
        ({"old": old, "new": new} for old, new in moves.items()),
    )


def forget_corrections(transaction: Transaction, documents: Iterable[int]) -> None:
    """Forget the corrections of documents that are removed with all that was drawn from them."""
    transaction.run(
        "DELETE FROM correction WHERE workspace = :workspace AND document IN :ids",
        ids=list(documents),
    )


def _without_hidden_names(
    transaction: Transaction, found: Sequence[CorrectionInForce]
) -> list[CorrectionInForce]:
    """Leave out joined names of which one is known from documents only that nobody here sees."""
    joined = [each for each in found if each.correction.kind is CorrectionKind.SAME]
    named = {actor.id for each in joined for actor in (each.was, each.value) if actor is not None}
    shown = visible_actors(transaction, named)
    return [
        each
        for each in found
        if each.correction.kind is not CorrectionKind.SAME
        or all(actor is None or actor.id in shown for actor in (each.was, each.value))
    ]


def _visible(transaction: Transaction, corrections: Iterable[Correction]) -> list[Correction]:
    """Leave out those of documents that the audience does not see, or no longer could see."""
    found = list(corrections)
    if transaction.audience is None or not found:
        return found
    hidden = set(hidden_documents(transaction))
    rows = transaction.rows(
        "SELECT id, external_id FROM document WHERE workspace = :workspace"
        " AND external_id IN :names",
        names=list({each.external_id for each in found}),
    )
    seen = {external_id for number, external_id in rows if number not in hidden}
    return [
        each
        for each in found
        if each.kind is CorrectionKind.SAME
        or (each.document not in hidden and each.external_id in seen)
    ]


def _correction(row: Found) -> Correction:
    number, kind, document, external_id, title, start, end, cue_start, cue_end, *told = row
    sentence, words, sentence_text, was, was_key, value, value_key, topic, author, *when = told
    made, undone, by = when
    return Correction(
        id=number,
        kind=CorrectionKind(kind),
        document=document,
        external_id=external_id,
        title=title,
        span=None if start is None else Span(start, end),
        cue=None if cue_start is None else Span(cue_start, cue_end),
        sentence=sentence,
        words=words,
        sentence_text=sentence_text,
        was=was,
        was_key=was_key,
        value=value,
        value_key=value_key,
        topic=topic,
        author=author,
        made_at=made,
        undone_at=undone,
        undone_by=by,
    )


def _actor(row: Found) -> KnownActor | None:
    number, name, kind, mentions = row
    return None if number is None else KnownActor(number, name, ActorKind(kind), mentions)
