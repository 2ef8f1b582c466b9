"""What is new on a topic, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from bot.briefing.briefs.digest import fingerprint, fingerprints, make_digest
from bot.ports import Archive
from bot.records import Subscription
from bot.results import Digest

OLD = "The canal must be dredged before winter, or the fleet will leave Lund for good."
NEW = "The canal will be dredged in autumn, and the ministry in Norland pays for it."
ORDER = Subscription(
    id=1, workspace="w", destination="terminal", topic="canal", at=time(8), time_zone="UTC",
    created_by="", created_at=datetime(2022, 5, 1, tzinfo=UTC),
)  # fmt: skip


def digest(archive: Archive, after: int | None, shown: frozenset[str] = frozenset()) -> Digest:
    """Make the digest of the test subscription."""
    return make_digest(
        archive, ORDER, after_document=after, since=None, shown=shown, today=date(2022, 6, 30)
    )


def told(story: Callable[..., Any], words: str, **more: Any) -> Any:
    """Make a story in which Ida Holm says the words."""
    made = story(f"“{words}” said Ida Holm.", **more).actor("Ida Holm")
    return made.said(words, "Ida Holm", by="Ida Holm")


def test_only_what_is_new(keep: Callable[..., Archive], story: Callable[..., Any]) -> None:
    """Facts of documents that were there before stay out."""
    archive = keep(told(story, OLD))
    last = archive.find_last_document("w")
    assert digest(archive, last).is_empty
    keep(told(story, NEW))
    assert [q.text for q in digest(archive, last).brief.quotations] == [NEW]
    assert len(digest(archive, None).brief.quotations) == 2


def test_a_copy_of_a_shown_line_is_not_new(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """The same words in a later document of another outlet are not shown again."""
    archive = keep(told(story, OLD))
    first = digest(archive, None)
    last = archive.find_last_document("w")
    keep(told(story, OLD, outlet="Coast Wire", published=date(2022, 6, 9)))
    assert [q.text for q in digest(archive, last).brief.quotations] == [OLD]
    assert digest(archive, last, frozenset(fingerprints(first))).is_empty


def test_fingerprints_name_every_line(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Each line has its own fingerprint, the same in every digest."""
    archive = keep(told(story, OLD), told(story, NEW))
    made = digest(archive, None)
    assert fingerprints(made) == [fingerprint(line) for line in made.brief.quotations]
    assert len(set(fingerprints(made))) == 2
