"""What an import does with each text. Pure: the archive's answers come in as arguments."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.ports import KnownDocument
from bot.records import EVERYONE, DocumentCard, RawDocument

Item = TypeVar("Item")


class Verdict(StrEnum):
    """What becomes of one text that was read."""

    NEW = "new"
    #: Known by its id, with other words or another date, title, outlet or link.
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    #: The same words are stored under another id: only that id, its outlet and date are kept.
    COPY = "copy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A verdict and what follows from it.

    Attributes:
        replaces: of a changed document, the store id of the version it takes the place of.
        copy_of: of a copy, the external id of the document that holds the words.
        reveals: the store id of what is here, but not yet to be seen where it is added now.
    """

    verdict: Verdict
    replaces: int | None = None
    copy_of: str = ""
    reveals: int | None = None


def hash_content(text: str) -> str:
    """Return the SHA-256 of the words of ``text``, runs of blanks counting as one."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()


class Ledger:
    """What the archive holds, kept up to date while one batch is decided in order.

    The external ids of a batch are distinct (``split_at_repeats``); its texts need not be.
    """

    def __init__(self, known: Iterable[KnownDocument], cards: dict[int, DocumentCard]) -> None:
        self._by_id: dict[str, KnownDocument] = {}
        # External ids by content hash, in the order in which they came.
        self._holders: dict[str, dict[str, None]] = {}
        self._cards = cards
        for document in known:
            self._by_id[document.external_id] = document
            self._holders.setdefault(document.content_hash, {})[document.external_id] = None

    def decide(self, raw: RawDocument, content_hash: str, audience: str = EVERYONE) -> Decision:
        """Say what to do with ``raw``, added where ``audience`` sees it, and count it as done."""
        known = self._by_id.get(raw.external_id)
        if known is not None:
            if known.content_hash == content_hash and self._tells_the_same(raw, known.id):
                return Decision(verdict=Verdict.UNCHANGED, reveals=_hidden(known, audience))
            self._holders[known.content_hash].pop(raw.external_id, None)
            self._holders.setdefault(content_hash, {})[raw.external_id] = None
            return Decision(verdict=Verdict.CHANGED, replaces=known.id)
        holders = self._holders.setdefault(content_hash, {})
        for holder in holders:
            kept = self._by_id.get(holder)
            reveals = _hidden(kept, audience) if kept else None
            return Decision(verdict=Verdict.COPY, copy_of=holder, reveals=reveals)
        holders[raw.external_id] = None
        return Decision(verdict=Verdict.NEW)

    def _tells_the_same(self, raw: RawDocument, stored: int) -> bool:
        card = self._cards.get(stored)
        return card is None or (card.title, card.outlet, card.url, card.published) == (
            raw.title,
            raw.outlet,
            raw.url,
            raw.published,
        )


def _hidden(known: KnownDocument, audience: str) -> int | None:
    """Return the id of a document that may not be seen where it is added now."""
    return known.id if known.audiences and audience not in known.audiences else None


def split_at_repeats(items: Iterable[Item], external_id: Callable[[Item], str]) -> list[list[Item]]:
    """Cut a batch before every external id that its part has seen, so that order decides."""
    parts: list[list[Item]] = []
    seen: set[str] = set()
    for item in items:
        name = external_id(item)
        if not parts or name in seen:
            parts.append([])
            seen = set()
        parts[-1].append(item)
        seen.add(name)
    return parts
