"""The least that the same work can take: bare SQLite and bare regular expressions.

A rate in the abstract says little about a machine that nobody knows; its ratio to a floor measured
in the same run does. Floors read the very rows and texts that Dateline reads.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bot.ports import SENTENCES_PER_DOCUMENT, DocumentToStore

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_BATCH = 100

#: One statement: the newest sentences of a topic with the cards of their documents.
_NEWEST = """
    SELECT mention.sentence, sentence.starts, sentence.ends, document.title, document.published
    FROM mention JOIN sentence ON sentence.id = mention.sentence
    JOIN document ON document.id = mention.sentence / 4096
    WHERE mention.workspace = 1 AND mention.actor = ? AND mention.role = 0
    ORDER BY mention.recency DESC, mention.sentence DESC LIMIT 60"""


def cut_up(texts: Sequence[str]) -> int:
    """Tokenise texts and split them into sentences; return how many of both there are."""
    return sum(len(_TOKEN.findall(text)) + len(_SENTENCE_END.split(text)) for text in texts)


def open_bare(file: Path) -> sqlite3.Connection:
    """Open an archive's file without anything around it."""
    return sqlite3.connect(file, isolation_level=None)


def read_newest(connection: sqlite3.Connection, actor_id: int) -> int:
    """Read the newest sentences of a topic; return how many there are."""
    return len(connection.execute(_NEWEST, (actor_id,)).fetchall())


def write_bare(file: Path, documents: Sequence[DocumentToStore]) -> None:
    """Write documents, sentence rows and a full text index over sentences, 100 a transaction."""
    connection = open_bare(file)
    connection.executescript(
        """PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
           CREATE TABLE document (id INTEGER PRIMARY KEY, external_id TEXT, title TEXT,
                                  outlet TEXT, published TEXT, text TEXT);
           CREATE TABLE sentence (id INTEGER PRIMARY KEY, starts INTEGER, ends INTEGER);
           CREATE VIRTUAL TABLE sentence_text USING fts5(
               body, content='', tokenize='porter unicode61 remove_diacritics 2');"""
    )
    for first in range(0, len(documents), _BATCH):
        _write_batch(connection, first + 1, documents[first : first + _BATCH])
    connection.close()


def _write_batch(
    connection: sqlite3.Connection, first_id: int, batch: Sequence[DocumentToStore]
) -> None:
    spans = [
        ((first_id + i) * SENTENCES_PER_DOCUMENT + number, document.raw.text, *span)
        for i, document in enumerate(batch)
        for number, span in enumerate(document.extraction.sentences, 1)
    ]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)",
        [
            (first_id + i, raw.external_id, raw.title, raw.outlet, str(raw.published), raw.text)
            for i, raw in enumerate(document.raw for document in batch)
        ],
    )
    connection.executemany(
        "INSERT INTO sentence VALUES (?, ?, ?)",
        [(sentence, start, end) for sentence, _, start, end in spans],
    )
    connection.executemany(
        "INSERT INTO sentence_text (rowid, body) VALUES (?, ?)",
        [(sentence, text[start:end]) for sentence, text, start, end in spans],
    )
    connection.execute("COMMIT")
