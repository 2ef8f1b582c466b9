"""How a text has been revised, paragraph by paragraph and word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.language.revisions import MOST_PARAGRAPHS, Fate, compare_texts
from bot.records import DifferenceKind

PARAGRAPHS = st.lists(
    st.sampled_from(["The pier is shut.", "The pier is open.", "Fares rise.", "No one came."]),
    max_size=8,
)
PIER = "The harbour of Tornby will stay closed until the end of March, the authority said."


def fates(before: str, after: str) -> list[Fate]:
    """Return what became of the paragraphs."""
    return [revision.fate for revision in compare_texts(before, after)]


def test_the_same_words_are_kept_in_one() -> None:
    """Blanks and breaks make no difference."""
    (kept,) = compare_texts(f"{PIER}\n\nFares rise.", f"{PIER}\nFares   rise.\n")
    assert (kept.fate, kept.paragraphs) == (Fate.KEPT, 2)


def test_a_changed_paragraph_tells_its_words() -> None:
    """Where they stand in either version of it."""
    before, after = f"One.\n{PIER}", f"One.\n{PIER.replace('March', 'April')}"
    _, changed = compare_texts(before, after)
    assert changed.fate is Fate.CHANGED
    (difference,) = changed.differences
    assert difference.kind is DifferenceKind.CHANGED
    assert difference.lead.of(changed.before.of(before)) == "March"
    assert difference.other.of(changed.after.of(after)) == "April"


def test_what_was_put_in_before_a_changed_paragraph_is_added() -> None:
    """It does not make two strangers of the two versions."""
    after = f"A correction stands here.\n{PIER.replace('March', 'April')}"
    assert fates(PIER, after) == [Fate.ADDED, Fate.CHANGED]


def test_what_has_nothing_in_common_is_cut_and_added() -> None:
    """Nothing is shown as a change of something else."""
    assert fates(PIER, "Xylophones?") == [Fate.CUT, Fate.ADDED]
    assert fates(PIER, "") == [Fate.CUT]
    assert fates("", PIER) == [Fate.ADDED]


def test_a_change_of_marks_alone_is_a_change_without_words() -> None:
    """The page may say so."""
    (changed,) = compare_texts(PIER, PIER.replace(",", ";"))
    assert (changed.fate, changed.differences) == (Fate.CHANGED, ())


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_texts_can_be_told_from_the_revisions(before: list[str], after: list[str]) -> None:
    """What was kept or cut is the one, what was kept or added the other, in order."""
    old, new = "\n\n".join(before), "\n\n".join(after)
    revisions = compare_texts(old, new)
    left = [revision.before.of(old) for revision in revisions if revision.fate is not Fate.ADDED]
    right = [revision.after.of(new) for revision in revisions if revision.fate is not Fate.CUT]
    assert "\n\n".join(left) == old
    assert "\n\n".join(right) == new


def test_endless_texts_are_compared_in_part() -> None:
    """Work is bounded whatever a page holds."""
    long = "\n".join(f"Paragraph {number} of the list." for number in range(2 * MOST_PARAGRAPHS))
    (kept,) = compare_texts(long, long)
    assert kept.paragraphs == MOST_PARAGRAPHS
