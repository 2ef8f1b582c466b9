"""A watched folder: what is new, changed, gone, or not finished."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.reading.watching import SETTLES_AFTER, Seen, Signature, decide_changes, watch_folder

ONE, TWO = Signature(10, 1), Signature(20, 2)
LATER = SETTLES_AFTER


def test_a_file_is_new_once_it_was_left_alone() -> None:
    """At the first look it waits; it is given out once."""
    first = decide_changes({}, {"a": ONE}, 0)
    assert (first.to_add, first.waiting) == ([], ["a"])
    second = decide_changes(first.seen, {"a": ONE}, LATER)
    assert (second.new, second.waiting) == (["a"], [])
    assert decide_changes(second.seen, {"a": ONE}, 2 * LATER).to_add == []


def test_a_file_that_grows_waits_until_it_stops() -> None:
    """Each change starts the waiting anew."""
    seen: dict[str, Seen] = {}
    for second in range(10):
        changes = decide_changes(seen, {"a": Signature(second, second)}, second)
        assert changes.waiting == ["a"]
        seen = changes.seen
    assert decide_changes(seen, {"a": Signature(9, 9)}, 9 + LATER).new == ["a"]


def test_a_file_that_was_read_and_changes_is_changed() -> None:
    """It is read anew when it has settled; one that is as it was before is not."""
    seen = {"a": Seen(ONE, 0, ONE)}
    changing = decide_changes(seen, {"a": TWO}, 10)
    assert changing.waiting == ["a"]
    changed = decide_changes(changing.seen, {"a": TWO}, 10 + LATER)
    assert (changed.new, changed.changed, changed.to_add) == ([], ["a"], ["a"])
    back = decide_changes(changing.seen, {"a": ONE}, 10 + LATER)
    assert (back.to_add, back.waiting) == ([], [])


def test_a_file_that_is_gone_is_said_once() -> None:
    """Should it come again, it is new again."""
    changes = decide_changes({"a": Seen(ONE, 0, ONE)}, {}, 10)
    assert (changes.gone, changes.seen) == (["a"], {})
    assert decide_changes(changes.seen, {}, 11).gone == []


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from([ONE, TWO])), max_size=12))
def test_each_state_that_stays_is_given_out_exactly_once(
    looks: list[dict[str, Signature]],
) -> None:
    """However files come, change and go, the last state of each is read in the end, and once."""
    seen: dict[str, Seen] = {}
    last: dict[str, Signature] = {}
    for number, found in enumerate(looks):
        changes = decide_changes(seen, found, number)
        assert sorted(changes.seen) == sorted(found)
        seen, last = changes.seen, found
    end = decide_changes(seen, last, len(looks) + LATER)
    assert end.waiting == []
    assert all(state.given == last[path] for path, state in end.seen.items())
    assert decide_changes(end.seen, last, len(looks) + 2 * LATER).to_add == []


def test_unfinished_and_hidden_files_are_not_looked_at() -> None:
    """Browsers, editors and Word name what they have not finished."""
    for name in ("in/a.pdf", "in/sub/b.txt", "in/c.pdf.part", "in/d.pdf.crdownload", "in/e.tmp",
                 "in/.hidden.txt", "in/.git/f.txt", "in/~$notes.docx"):  # fmt: skip
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("words")
    Path("in/broken.txt").symlink_to("nowhere")
    os.mkfifo("in/pipe")
    seen = watch_folder(Path("in"), {}, 0).seen
    assert sorted(seen) == [os.path.join("in", "a.pdf"), os.path.join("in", "sub", "b.txt")]
    assert watch_folder(Path("in"), seen, LATER).to_add == sorted(seen)


def test_a_folder_that_is_not_there_is_said() -> None:
    """The message names it."""
    with pytest.raises(InputError, match="no folder “in”"):
        watch_folder(Path("in"), {}, 0)
