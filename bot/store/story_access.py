"""The archive's stories, each method with its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.ports import SketchHolder, StoryToStore
from bot.store import stories
from bot.store.access import Access


class StoryAccess(Access):
    """See ``bot.ports.stories`` for what each method promises."""

    def find_unsorted(self, workspace: str, limit: int = 64) -> list[int]:
        """Return ids of the oldest documents that came after all that belong to a story."""
        with self._read(workspace) as transaction:
            return stories.find_unsorted(transaction, limit)

    def find_holders(self, workspace: str, hashes: Iterable[int]) -> list[SketchHolder]:
        """Return the documents whose sketches hold one of the numbers, by number and id."""
        with self._read(workspace) as transaction:
            return stories.find_holders(transaction, hashes)

    def store_stories(self, workspace: str, members: Sequence[StoryToStore]) -> None:
        """Note to which stories documents belong; what has gone meanwhile is left out."""
        with self._write(workspace) as transaction:
            stories.store_stories(transaction, members)

    def find_members(self, workspace: str, document: int, limit: int = 50) -> list[int]:
        """Return ids of the other documents of a document's story, the oldest first."""
        with self._read(workspace) as transaction:
            return stories.find_members(transaction, document, limit)

    def get_stories(self, workspace: str, ids: Iterable[int]) -> dict[int, int]:
        """Return the stories of documents that belong to one, by document id."""
        with self._read(workspace) as transaction:
            return stories.get_stories(transaction, ids)
