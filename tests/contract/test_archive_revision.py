"""What every archive promises about its revision: it tells when what was made of it is old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from factories import NOW, TEXT, document, extraction, naming, span_of

from bot.ports import Archive
from bot.records import CorrectionKind, NewCorrection, SettingName

OTHER = "Sweden met Norland."


def correct(archive: Archive, number: int) -> int:
    """Correct who says something in a document; return the correction."""
    words = "We gave our word, and we keep it,"
    made = archive.add_correction(
        "local",
        NewCorrection(
            kind=CorrectionKind.SPEAKER,
            author="U1",
            document=number,
            external_id="valley-1",
            span=span_of(TEXT, words),
            sentence=3,
            words=words,
            was="Ada Brandt",
            was_key="ada brandt",
            value="Jonas Berg",
            value_key="jonas berg",
        ),
        NOW,
    )
    return made.id


def read_anew(archive: Archive, number: int) -> None:
    """Find the facts of a document again."""
    archive.store_facts("local", {number: extraction()}, "rules 2")


CHANGES: dict[str, Callable[[Archive, int], object]] = {
    "a document comes in": lambda archive, _: archive.store_documents(
        "local", [document(OTHER, external_id="b", found=naming(OTHER, "Sweden"))], NOW
    ),
    "a document goes": lambda archive, number: archive.remove_documents("local", [number], NOW),
    "facts are found anew": read_anew,
    "a line is corrected": correct,
    "a private document is shown to more": lambda archive, number: archive.show_to(
        "local", [number], "C2"
    ),
}

ASIDE: dict[str, Callable[[Archive, int], object]] = {
    "something small is remembered": lambda archive, _: archive.remember(
        "local", "thread", "C1", {"topic": "nato"}, NOW
    ),
    "something is kept first": lambda archive, _: archive.keep_first("local", "a", "b", {}, NOW),
    "an event is seen": lambda archive, _: archive.claim_event("local", "E1", NOW),
    "a setting is changed": lambda archive, _: archive.save_setting(
        "local", "C1", SettingName.TIME_ZONE, "Europe/Oslo", changed_by="U1", now=NOW
    ),
    "an order is given": lambda archive, _: archive.add_subscription(
        workspace="local",
        destination="C1",
        topic="nato",
        at=time(8),
        time_zone="UTC",
        created_by="U1",
        now=NOW,
    ),
}


@pytest.fixture
def number(archive: Archive) -> int:
    """Return the id of the one document of the archive, seen in one channel alone."""
    (stored,) = archive.store_documents("local", [document(external_id="a", audience="C1")], NOW)
    return stored


@pytest.mark.parametrize("change", CHANGES)
def test_what_briefs_are_drawn_from_changes_the_revision(
    archive: Archive, number: int, change: str
) -> None:
    """For every audience alike."""
    before = archive.read_revision("local")
    CHANGES[change](archive, number)
    assert archive.read_revision("local") != before
    assert archive.seen_by("C9").read_revision("local") == archive.read_revision("local")


def test_a_correction_that_is_undone_changes_the_revision(archive: Archive, number: int) -> None:
    """The line is shown as before then."""
    made = correct(archive, number)
    before = archive.read_revision("local")
    archive.undo_correction("local", made, by="U1", now=NOW)
    assert archive.read_revision("local") != before


@pytest.mark.parametrize("aside", ASIDE)
def test_what_lies_aside_leaves_the_revision(archive: Archive, number: int, aside: str) -> None:
    """Briefs stay the same, so they can be kept."""
    before = archive.read_revision("local")
    ASIDE[aside](archive, number)
    assert archive.read_revision("local") == before


def test_each_workspace_has_its_own(archive: Archive, number: int) -> None:
    """One that holds nothing has one, too."""
    before = archive.read_revision("local")
    assert archive.read_revision("elsewhere") == 0
    archive.store_documents("elsewhere", [document(external_id="c")], NOW)
    assert archive.read_revision("elsewhere") > 0
    assert archive.read_revision("local") == before
