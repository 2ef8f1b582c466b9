"""Stored documents into stories: finds for each what it is a copy of, and notes it.

Called by the pipeline after every batch. Documents are sorted in order of their ids, from the last
one that has a story, so that an import that was killed in between is caught up by the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.ports import Archive, SketchHolder, StoryToStore
from bot.reading.copies.comparing import Text, read_text
from bot.reading.copies.sketch import sketch_of
from bot.reading.copies.stories import Candidate, choose_candidates, find_story
from bot.records import Document

#: Documents a transaction.
_BATCH = 64


def sort_into_stories(archive: Archive, workspace: str, limit: int) -> int:
    """Put documents that have none yet into stories; return how many were sorted.

    Args:
        archive: holds the documents.
        workspace: whose documents.
        limit: documents at most; older ones come first.

    Raises:
        StoreError: the archive cannot be read or written.
    """
    done = 0
    while done < limit and (ids := archive.find_unsorted(workspace, min(_BATCH, limit - done))):
        archive.store_stories(workspace, _sort(archive, workspace, ids))
        done += len(ids)
    return done


@dataclass(slots=True)
class _Shelf:
    """Texts as they are compared, of new documents and of those they may be copies of."""

    archive: Archive
    workspace: str
    texts: dict[int, Text] = field(default_factory=dict)

    def fetch(self, ids: Iterable[int]) -> None:
        missing = sorted(set(ids) - self.texts.keys())
        documents = self.archive.get_documents(self.workspace, missing) if missing else {}
        self.texts.update({number: _read(document) for number, document in documents.items()})


def _sort(archive: Archive, workspace: str, ids: Sequence[int]) -> list[StoryToStore]:
    shelf = _Shelf(archive, workspace)
    shelf.fetch(ids)
    sketches = {i: sketch_of(shelf.texts[i].wording) if i in shelf.texts else () for i in ids}
    holders = archive.find_holders(workspace, {h for each in sketches.values() for h in each})
    members: list[StoryToStore] = []
    for number in ids:
        story = None
        if number in shelf.texts:
            likely = choose_candidates(sketches[number], holders)
            story = find_story(shelf.texts[number], _fetch_candidates(shelf, likely))
        member = StoryToStore(document=number, story=story or number, sketch=sketches[number])
        members.append(member)
        holders += [SketchHolder(h, number, member.story) for h in member.sketch]
    return members


def _fetch_candidates(shelf: _Shelf, likely: Sequence[tuple[int, int]]) -> list[Candidate]:
    # A story is named by its first document; where that is gone, the candidate stands in for it.
    shelf.fetch(number for each in likely for number in each)
    return [
        Candidate(
            document=document,
            story=story,
            text=shelf.texts[document],
            first=shelf.texts.get(story, shelf.texts[document]),
        )
        for document, story in likely
        if document in shelf.texts
    ]


def _read(document: Document) -> Text:
    return read_text(document.text, document.card.title, document.card.published)
