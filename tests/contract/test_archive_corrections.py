"""What every archive promises about corrections, whatever becomes of the texts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from factories import NOW, TEXT, document, extraction, naming, span_of

from bot.ports import Archive, CopyToStore
from bot.records import Correction, CorrectionKind, NewCorrection

HOUR = timedelta(hours=1)
WORDS = "We gave our word, and we keep it,"
BRANDT, NORLAND = "ada brandt", "norland"


_PUBLIC = naming("Ada Brandt left Norland.", "Ada Brandt", "Norland")


def speaker(number: int, value: str = "Jonas Berg", author: str = "U1") -> NewCorrection:
    """Return the correction of who says the second quotation of ``TEXT``."""
    return NewCorrection(
        kind=CorrectionKind.SPEAKER,
        author=author,
        document=number,
        external_id="valley-1",
        title="Norland rejects the valley plan",
        span=span_of(TEXT, WORDS),
        sentence=3,
        words=WORDS,
        sentence_text="“We gave our word, and we keep it,” Brandt told reporters.",
        was="Ada Brandt",
        was_key=BRANDT,
        value=value,
        value_key=value.casefold(),
    )


def position(number: int, kind: CorrectionKind = CorrectionKind.NOT_A_POSITION) -> NewCorrection:
    """Return the correction of the position of ``TEXT``."""
    return NewCorrection(
        kind=kind,
        author="U1",
        document=number,
        external_id="valley-1",
        span=span_of(TEXT, "Norland opposes the plan of the alliance."),
        cue=span_of(TEXT, "opposes"),
        words="Norland opposes the plan of the alliance.",
        was="Norland",
        was_key=NORLAND,
    )


def same(one: str, other: str) -> NewCorrection:
    """Return the correction that makes two names one actor."""
    kind = CorrectionKind.SAME
    return NewCorrection(
        kind=kind,
        author="U1",
        was=one,
        was_key=one.casefold(),
        value=other,
        value_key=other.casefold(),
    )


@pytest.fixture
def stored(archive: Archive) -> int:
    """Store ``TEXT``, and return the id of its document."""
    (number,) = archive.store_documents("local", [document(external_id="valley-1")], NOW)
    return number


def made(archive: Archive, correction: NewCorrection, hours: int = 0) -> Correction:
    """Keep a correction."""
    return archive.add_correction("local", correction, NOW + hours * HOUR)


def test_a_correction_is_kept_as_it_was_made(archive: Archive, stored: int) -> None:
    """All of it, with its number and instant."""
    new = speaker(stored)
    kept = made(archive, new)
    fields = {name: getattr(new, name) for name in NewCorrection.__dataclass_fields__}
    assert kept == Correction(id=kept.id, made_at=NOW, **fields)
    assert archive.list_corrections("local") == [kept]
    assert archive.find_corrections("local", [kept.id, 999]) == [kept]


def test_the_same_correction_again_is_the_one_that_is_there(archive: Archive, stored: int) -> None:
    """Whoever makes it, as long as nothing else has been said meanwhile."""
    first = made(archive, speaker(stored))
    assert made(archive, speaker(stored, author="U2"), 1) == first
    other = made(archive, speaker(stored, "Mara Holt"), 2)
    again = made(archive, speaker(stored), 3)
    assert len({first.id, other.id, again.id}) == 3
    one = made(archive, same("Ada Brandt", "A. Brandt"), 4)
    assert made(archive, same("A. Brandt", "Ada Brandt"), 5) == one


def test_many_at_once_make_one(open_one: Callable[[], Archive]) -> None:
    """Two processes, eight threads: one correction."""
    archives = [open_one(), open_one()]
    (number,) = archives[0].store_documents("local", [document(external_id="valley-1")], NOW)

    def make(turn: int) -> int:
        return archives[turn % 2].add_correction("local", speaker(number), NOW).id

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(make, range(16)))
    assert len(ids) == 1


def test_what_is_undone_holds_no_longer(archive: Archive, stored: int) -> None:
    """It stays in the longer list with who undid it when; a second time changes nothing."""
    first, last = made(archive, speaker(stored)), made(archive, speaker(stored, "Mara Holt"), 1)
    undone = archive.undo_correction("local", last.id, by="U2", now=NOW + 2 * HOUR)
    assert undone == replace(last, undone_at=NOW + 2 * HOUR, undone_by="U2")
    assert archive.undo_correction("local", last.id, by="U3", now=NOW + 3 * HOUR) == undone
    assert archive.undo_correction("local", 999, by="U3", now=NOW) is None
    assert archive.list_corrections("local") == [first]
    assert archive.list_corrections("local", undone=True) == [undone, first]
    assert [each.correction for each in archive.load_corrections("local")] == [first]


def test_actors_come_with_the_corrections_that_name_them(archive: Archive, stored: int) -> None:
    """As the archive knows them; one whom it does not know is missing."""
    made(archive, speaker(stored))
    made(archive, position(stored, CorrectionKind.ACTOR))
    (first, second) = archive.load_corrections("local")
    assert first.was is not None
    assert (first.was.name, first.was.mentions, first.value) == ("Ada Brandt", 2, None)
    known = archive.find_aliases("local", "Norland")[0].actor_id
    assert second.was is not None
    assert second.was.id == known


def test_corrections_of_a_workspace_are_not_those_of_another(archive: Archive, stored: int) -> None:
    """Neither listed, nor loaded, nor undone."""
    kept = made(archive, speaker(stored))
    archive.store_documents("other", [document(external_id="valley-1")], NOW)
    assert archive.list_corrections("other") == []
    assert archive.load_corrections("other") == []
    assert archive.undo_correction("other", kept.id, by="U1", now=NOW) is None
    assert archive.list_corrections("local") == [kept]


def test_facts_found_anew_leave_corrections_alone(archive: Archive, stored: int) -> None:
    """The document keeps its id, and its text its spans."""
    kept = made(archive, speaker(stored))
    archive.store_facts("local", {stored: extraction()}, "rules 2")
    assert [each.correction for each in archive.load_corrections("local")] == [kept]


def test_a_replaced_text_leaves_its_corrections_without_effect(
    archive: Archive, stored: int
) -> None:
    """They stay in the list; with the same words under a new title they go on."""
    kept = made(archive, speaker(stored))
    again = document(external_id="valley-1", title="Another title", replaces=stored)
    (new,) = archive.store_documents("local", [again], NOW)
    (moved,) = archive.load_corrections("local")
    assert moved.correction == replace(kept, document=new)
    other = document("Norland says nothing.", external_id="valley-1", replaces=new)
    archive.store_documents("local", [other], NOW)
    assert archive.load_corrections("local") == []
    assert archive.list_corrections("local") == [replace(kept, document=new)]


def test_a_removed_document_takes_its_corrections_with_it(archive: Archive, stored: int) -> None:
    """Nothing of its words stays behind; those of others, and joined names, do."""
    made(archive, speaker(stored))
    joined = made(archive, same("Ada Brandt", "Norland"))
    archive.remove_documents("local", [stored], NOW)
    assert archive.list_corrections("local", undone=True) == [joined]


def test_corrections_follow_words_that_stay_under_a_copy(archive: Archive, stored: int) -> None:
    """The copy takes the document's place, with the same text."""
    kept = made(archive, speaker(stored))
    raw = document(external_id="copy-1").raw
    archive.store_documents("local", [], NOW, copies=[CopyToStore(raw=raw, of="valley-1")])
    archive.remove_documents("local", [stored], NOW)
    heir = archive.find_document("local", "copy-1")
    assert heir is not None
    assert archive.list_corrections("local") == [replace(kept, document=heir.card.id)]


def test_a_private_correction_is_seen_where_its_document_is(archive: Archive) -> None:
    """Also when the text has been replaced meanwhile; joined names where both are known."""
    private = document(external_id="valley-1", audience="C1")
    (number,) = archive.store_documents("local", [private], NOW)
    kept, joined = made(archive, speaker(number)), made(archive, same("Ada Brandt", "Norland"))
    inside, outside = archive.seen_by("C1"), archive.seen_by("C2")
    assert [each.correction for each in inside.load_corrections("local")] == [kept, joined]
    assert outside.load_corrections("local") == []
    archive.store_documents("local", [document("Ada Brandt left Norland.", found=_PUBLIC)], NOW)
    assert [each.correction for each in outside.load_corrections("local")] == [joined]
    assert outside.find_corrections("local", [kept.id]) == []
    other = document("Nothing.", external_id="valley-1", audience="C1", replaces=number)
    archive.store_documents("local", [other], NOW)
    assert inside.list_corrections("local") == [joined, kept]
    assert outside.list_corrections("local") == [joined]
