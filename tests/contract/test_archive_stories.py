"""What every archive promises about stories and sketches."""

from __future__ import annotations

from factories import NOW, document

from bot.ports import Archive, SketchHolder, StoryToStore

MOST_HOLDERS = 32


def store(archive: Archive, *names: str, workspace: str = "local") -> list[int]:
    """Store a document under each name; return the ids."""
    return archive.store_documents(
        workspace,
        [document(f"Tornby closes harbour {name}.", external_id=name) for name in names],
        NOW,
    )


def member(document: int, story: int, *sketch: int) -> StoryToStore:
    """Return what is stored for one document."""
    return StoryToStore(document=document, story=story, sketch=sketch)


def test_documents_wait_until_they_are_sorted(archive: Archive) -> None:
    """The oldest first, and only those after the last one that has a story."""
    one, two, three = store(archive, "a", "b", "c")
    assert archive.find_unsorted("local") == [one, two, three]
    assert archive.find_unsorted("local", limit=2) == [one, two]
    archive.store_stories("local", [member(one, one), member(two, one)])
    assert archive.find_unsorted("local") == [three]


def test_stories_are_read_back(archive: Archive) -> None:
    """Documents without one are left out."""
    one, two, three = store(archive, "a", "b", "c")
    archive.store_stories("local", [member(one, one, 5), member(two, one, 5, 6)])
    assert archive.get_stories("local", [one, two, three, 99]) == {one: one, two: one}
    assert archive.get_stories("local", []) == {}


def test_holders_are_found_by_number(archive: Archive) -> None:
    """Each with its story, by number and id; numbers take six bytes."""
    high = 2**48 - 1
    one, two = store(archive, "a", "b")
    archive.store_stories("local", [member(one, one, 5, high), member(two, one, 5, 0)])
    assert archive.find_holders("local", [high, 5, 7, 5]) == [
        SketchHolder(5, one, one),
        SketchHolder(5, two, one),
        SketchHolder(high, one, one),
    ]
    assert archive.find_holders("local", [0]) == [SketchHolder(0, two, one)]
    assert archive.find_holders("local", []) == []


def test_a_number_keeps_its_oldest_holders(archive: Archive) -> None:
    """What stands on every page costs no more than what stands on a few."""
    ids = store(archive, *(f"d{n}" for n in range(MOST_HOLDERS + 8)))
    archive.store_stories("local", [member(i, i, 5, 1000 + i) for i in ids])
    held = archive.find_holders("local", [5])
    assert [holder.document for holder in held] == ids[:MOST_HOLDERS]
    assert archive.find_holders("local", [1000 + ids[-1]]) == [
        SketchHolder(1000 + ids[-1], ids[-1], ids[-1])
    ]


def test_a_document_belongs_to_one_story(archive: Archive) -> None:
    """Somebody else may have sorted it meanwhile: what is noted stays."""
    one, two = store(archive, "a", "b")
    archive.store_stories("local", [member(one, one, 5)])
    archive.store_stories("local", [member(one, 99, 6), member(two, one, 5)])
    assert archive.get_stories("local", [one, two]) == {one: one, two: one}
    assert archive.find_holders("local", [6]) == []


def test_what_has_gone_meanwhile_is_left_out(archive: Archive) -> None:
    """A document that was removed before it was sorted has no story."""
    one, two = store(archive, "a", "b")
    archive.remove_documents("local", [one], NOW)
    archive.store_stories("local", [member(one, one, 5), member(two, one, 5)])
    assert archive.get_stories("local", [one, two]) == {two: one}
    assert archive.find_holders("local", [5]) == [SketchHolder(5, two, one)]


def test_a_removed_document_leaves_its_story(archive: Archive) -> None:
    """Its sketch goes with it; the story keeps its name."""
    one, two = store(archive, "a", "b")
    archive.store_stories("local", [member(one, one, 5, 6), member(two, one, 5)])
    archive.remove_documents("local", [one], NOW)
    assert archive.get_stories("local", [one, two]) == {two: one}
    assert archive.find_holders("local", [5, 6]) == [SketchHolder(5, two, one)]


def test_a_replaced_document_is_sorted_anew(archive: Archive) -> None:
    """The new version has no story yet, the old one none any more."""
    (one,) = store(archive, "a")
    archive.store_stories("local", [member(one, one, 5)])
    changed = document("Tornby opens its harbour.", external_id="a", replaces=one)
    (new,) = archive.store_documents("local", [changed], NOW)
    assert archive.get_stories("local", [one, new]) == {}
    assert archive.find_holders("local", [5]) == []
    assert archive.find_unsorted("local") == [new]


def test_the_others_of_a_story_are_found(archive: Archive) -> None:
    """The oldest first, without the document itself; in a channel only what it may see."""
    one, two, three, four = store(archive, "a", "b", "c", "d")
    (hidden,) = archive.store_documents(
        "local", [document("Tornby shuts harbour.", external_id="e", audience="C1")], NOW
    )
    archive.store_stories("local", [member(number, one) for number in (one, two, four, hidden)])
    archive.store_stories("local", [member(three, three)])
    assert archive.find_members("local", two) == [one, four, hidden]
    assert archive.find_members("local", two, limit=1) == [one]
    assert archive.seen_by("C2").find_members("local", two) == [one, four]
    assert archive.find_members("local", three) == archive.find_members("local", 99) == []


def test_workspaces_do_not_meet(archive: Archive) -> None:
    """A copy in another workspace is nobody's business."""
    (one,) = store(archive, "a")
    (theirs,) = store(archive, "a", workspace="theirs")
    archive.store_stories("local", [member(one, one, 5)])
    archive.store_stories("theirs", [member(theirs, theirs, 5)])
    assert archive.find_holders("local", [5]) == [SketchHolder(5, one, one)]
    assert archive.get_stories("local", [one, theirs]) == {one: one}
    assert archive.find_unsorted("theirs") == []
    assert archive.find_unsorted("nobody's") == []
