"""Stories: which documents are copies of each other, and the sketches by which copies are found.

A sketch is kept twice: a row a number, by which its holders are found, and packed beside the story,
so that a document that goes takes its rows with it. A number that a few dozen documents hold finds
the others of its story through these; further holders are not written down, so that words which
stand on every page of an outlet cost no more than others.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from bot.ports import SketchHolder, StoryToStore
from bot.store.audiences import hidden_documents
from bot.store.transaction import Transaction

#: Documents that are kept for one number of a sketch, the oldest.
MOST_HOLDERS = 32

_HOLDERS = """
    SELECT sketch.hash, sketch.document, story_member.story
    FROM sketch JOIN story_member
      ON story_member.workspace = sketch.workspace AND story_member.document = sketch.document
    WHERE sketch.workspace = :workspace AND sketch.hash IN :hashes
    ORDER BY sketch.hash, sketch.document"""
_UNSORTED = """
    SELECT id FROM document
    WHERE +workspace = :workspace AND id > coalesce(
        (SELECT max(document) FROM story_member WHERE workspace = :workspace), 0)
    ORDER BY id LIMIT :limit"""


def find_unsorted(transaction: Transaction, limit: int) -> list[int]:
    """Return ids of the oldest documents that came after all that belong to a story."""
    return transaction.numbers(_UNSORTED, limit=limit)


def find_holders(transaction: Transaction, hashes: Iterable[int]) -> list[SketchHolder]:
    """Return the documents whose sketches hold one of the numbers, by number and id."""
    rows = transaction.rows(_HOLDERS, hashes=sorted(set(hashes)))
    return [SketchHolder(*row) for row in rows]


def store_stories(transaction: Transaction, members: Sequence[StoryToStore]) -> None:
    """Note to which stories documents belong; what has gone meanwhile, or is noted, is left."""
    wanted = [member.document for member in members]
    there = set(transaction.numbers("SELECT id FROM document WHERE id IN :ids", ids=wanted))
    there -= get_stories(transaction, wanted).keys()
    new = [member for member in members if member.document in there]
    transaction.run_each(
        "INSERT INTO story_member (workspace, document, story, sketch)"
        " VALUES (:workspace, :document, :story, :sketch)",
        ({"document": it.document, "story": it.story, "sketch": _pack(it.sketch)} for it in new),
    )
    transaction.run_each(
        "INSERT INTO sketch (workspace, hash, document) SELECT :workspace, :hash, :document"
        " WHERE (SELECT count(*) FROM sketch WHERE workspace = :workspace AND hash = :hash)"
        " < :most",
        (
            {"hash": value, "document": member.document, "most": MOST_HOLDERS}
            for member in new
            for value in member.sketch
        ),
    )


def get_stories(transaction: Transaction, ids: Iterable[int]) -> dict[int, int]:
    """Return the stories of documents that belong to one, by document id."""
    rows = transaction.rows(
        "SELECT document, story FROM story_member"
        " WHERE workspace = :workspace AND document IN :ids",
        ids=list(ids),
    )
    return {int(document): int(story) for document, story in rows}


def find_members(transaction: Transaction, document: int, limit: int) -> list[int]:
    """Return ids of the other documents of a document's story, the oldest first."""
    hidden = hidden_documents(transaction)
    return transaction.numbers(
        "SELECT other.document FROM story_member AS own JOIN story_member AS other"
        " ON other.workspace = own.workspace AND other.story = own.story"
        " WHERE own.workspace = :workspace AND own.document = :document"
        " AND other.document <> own.document AND other.document NOT IN :hidden"
        " ORDER BY other.document LIMIT :limit",
        document=document,
        hidden=hidden,
        limit=limit,
    )


def forget_stories(transaction: Transaction, ids: Iterable[int]) -> None:
    """Take documents out of their stories, with their sketches."""
    wanted = list(ids)
    rows = transaction.rows(
        "SELECT document, sketch FROM story_member"
        " WHERE workspace = :workspace AND document IN :ids",
        ids=wanted,
    )
    transaction.run_each(
        "DELETE FROM sketch WHERE workspace = :workspace AND hash = :hash AND document = :document",
        (
            {"hash": value, "document": document}
            for document, packed in rows
            for value in _unpack(packed)
        ),
    )
    transaction.run(
        "DELETE FROM story_member WHERE workspace = :workspace AND document IN :ids", ids=wanted
    )


def _pack(sketch: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(sketch)}q", *sketch)


def _unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)
