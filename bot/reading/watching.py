"""A watched folder: which of its files are to be read now. Polled, so that any disk will do.

``decide_changes`` is pure; ``watch_folder`` looks at the disk and asks it. A file that is still
being written waits until it has kept its size and time for a few seconds. A file that is gone stays
in the archive: what was said was said; removing it there is a person's decision.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bot.errors import InputError

#: A file is read once it has been left alone for so many seconds.
SETTLES_AFTER = 5.0
#: The most files of a folder that are watched; more are a collection, to be added at once.
MOST_FILES = 100_000
_UNFINISHED = (
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".tmp",
    ".temp",
    ".swp",
    ".filepart",
)
_OFFICE_LOCKS = ("~$", ".~lock.")


class Signature(NamedTuple):
    """What tells one state of a file from another: its size, and when it was written (ns)."""

    size: int
    modified: int


class Seen(NamedTuple):
    """How a file was at the last look.

    Attributes:
        signature: its state.
        since: when it was first seen in that state, in seconds.
        given: the state in which it was last given out to be read; None where it never was.
    """

    signature: Signature
    since: float
    given: Signature | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What became of the files of a folder since the last look, each list sorted.

    ``seen`` is to be handed in at the next look; ``waiting`` are still being written.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)

    @property
    def to_add(self) -> list[str]:
        """Return the paths to read now, sorted."""
        return sorted(self.new + self.changed)


def decide_changes(
    seen: Mapping[str, Seen],
    found: Mapping[str, Signature],
    now: float,
    *,
    settles_after: float = SETTLES_AFTER,
) -> Changes:
    """Say which files are new, changed, gone, or still being written.

    A file is ready when its signature has not changed for ``settles_after`` seconds by this
    program's clock; by its own time it may be old, as a copied file is.

    Args:
        seen: as the last look returned it; empty at the first, when every file is new.
        found: the signature of each file that is there.
        now: seconds, of a clock that only goes forward.
        settles_after: seconds that a file must be left alone.
    """
    changes = Changes(gone=sorted(seen.keys() - found.keys()))
    for path in sorted(found):
        before = seen.get(path)
        state = Seen(found[path], now, before.given if before else None)
        if before is not None and before.signature == state.signature:
            state = before
        if state.signature == state.given:
            pass
        elif now - state.since < settles_after:
            changes.waiting.append(path)
        else:
            (changes.new if state.given is None else changes.changed).append(path)
            state = state._replace(given=state.signature)
        changes.seen[path] = state
    return changes


def watch_folder(folder: Path, seen: Mapping[str, Seen], now: float) -> Changes:
    """Look at a folder with all that is in it, and say what is to be read now.

    Hidden files are left out, and those whose names say that they are not finished.

    Args:
        folder: the folder; paths in the answer begin with it.
        seen: ``Changes.seen`` of the last look; empty at the first.
        now: seconds, of a clock that only goes forward (``time.monotonic``).

    Raises:
        InputError: the folder cannot be looked at, or holds too many files.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder “{folder}” to watch; make it, or name another.")
    found: dict[str, Signature] = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in filter(_is_watched, files):
            path = os.path.join(place, name)
            try:
                status = os.stat(path)
            except OSError:  # it went away between two looks, or is a broken link
                continue
            if stat.S_ISREG(status.st_mode):
                found[path] = Signature(status.st_size, status.st_mtime_ns)
        if len(found) > MOST_FILES:
            raise InputError(
                f"The folder “{folder}” holds more than {MOST_FILES:,} files; add them once with"
                " “dateline add” and watch a smaller one."
            )
    return decide_changes(seen, found, now)


def _is_watched(name: str) -> bool:
    return not name.startswith((".", *_OFFICE_LOCKS)) and not name.lower().endswith(_UNFINISHED)
