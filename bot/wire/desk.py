"""The desk at which documents arrive one by one: links, files, and addresses of feeds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.records import DocumentCard, Source


class Became(StrEnum):
    """What became of one thing that somebody added."""

    ADDED = "added"
    CHANGED = "changed"
    #: It was here already, word for word.
    UNCHANGED = "unchanged"
    #: Its words were here already, from another address.
    COPY = "copy"
    #: It is a feed, which is polled from now on.
    FOLLOWED = "followed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """One thing that somebody added and what became of it.

    Attributes:
        card: the stored document; of a copy, the one that holds its words. None for a feed.
        source: the feed that is followed; None for a document.
    """

    became: Became
    card: DocumentCard | None = None
    source: Source | None = None
