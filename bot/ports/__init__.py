"""What the newsroom needs from the outside, as protocols: an archive and a way to deliver.

``bot.store`` implements ``Archive`` for SQL; ``handlers.slack.sender`` and the terminal implement
``Sender``. Fakes and the real things pass the same contract suites in ``tests/contract``.
"""

from bot.ports.archive import Archive
from bot.ports.overview import Overview
from bot.ports.sending import Sender
from bot.ports.stored import (
    SENTENCES_PER_DOCUMENT,
    AliasMatch,
    ArchiveStats,
    CopyToStore,
    DocumentToStore,
    Facts,
    Filters,
    KnownDocument,
    ScoredDocument,
    StoredEntry,
    StoredPosition,
    StoredQuotation,
    Unread,
)
from bot.ports.stories import SketchHolder, StoryToStore

__all__ = [
    "SENTENCES_PER_DOCUMENT",
    "AliasMatch",
    "Archive",
    "ArchiveStats",
    "CopyToStore",
    "DocumentToStore",
    "Facts",
    "Filters",
    "KnownDocument",
    "Overview",
    "ScoredDocument",
    "Sender",
    "SketchHolder",
    "StoredEntry",
    "StoredPosition",
    "StoredQuotation",
    "StoryToStore",
    "Unread",
]
