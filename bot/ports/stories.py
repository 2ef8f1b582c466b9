"""Stories as the newsroom needs them: documents that are copies of each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class SketchHolder(NamedTuple):
    """That a document's sketch holds a number."""

    hash: int
    document: int
    #: The document's story.
    story: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryToStore:
    """To which story a document belongs, and the sketch by which its copies find it."""

    document: int
    #: The id of the story's first document; it stays when that document goes.
    story: int
    #: Numbers from 0 to 2**48 - 1; none where the text is too short to have copies.
    sketch: tuple[int, ...] = ()


class StoryArchive(Protocol):
    """Which documents are copies of each other."""

    def find_unsorted(self, workspace: str, limit: int = 64) -> list[int]:
        """Return ids of the oldest documents that came after all that belong to a story."""
        ...

    def find_holders(self, workspace: str, hashes: Iterable[int]) -> list[SketchHolder]:
        """Return the documents whose sketches hold one of the numbers, by number and id.

        Of a number that very many hold only the oldest holders are known.
        """
        ...

    def store_stories(self, workspace: str, members: Sequence[StoryToStore]) -> None:
        """Note to which stories documents belong.

        What has gone meanwhile, or belongs to a story already, is left as it is. A document that
        is removed or replaced leaves its story.
        """
        ...

    def find_members(self, workspace: str, document: int, limit: int = 50) -> list[int]:
        """Return ids of the other documents of a document's story, the oldest first.

        An audience gets those that it may see.
        """
        ...

    def get_stories(self, workspace: str, ids: Iterable[int]) -> dict[int, int]:
        """Return the stories of documents that belong to one, by document id."""
        ...
