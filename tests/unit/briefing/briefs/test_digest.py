"""What is new on a topic, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.briefing.briefs.digest import fingerprint, fingerprints, make_digest, remake_digest
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


def told(story: Callable[..., Any], *words: str, **more: Any) -> Any:
    """Make a story in which Ida Holm says each of the words."""
    text = " ".join(f"“{each}” said Ida Holm." for each in words)
    made = story(text, **more).actor("Ida Holm")
    for each in words:
        made = made.said(each, "Ida Holm", by="Ida Holm")
    return made


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


def made_again(archive: Archive, sent: Digest, after: int | None = None) -> Digest:
    """Make a digest anew from what is kept of it."""
    marks = frozenset(fingerprints(sent))
    return remake_digest(archive, ORDER, after_document=after, sent=marks, today=date(2022, 6, 30))


def test_a_digest_is_made_anew_as_it_was(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Without what came later, however good it is, and without what others had shown."""
    archive = keep(told(story, OLD))
    last = archive.find_last_document("w")
    keep(told(story, NEW))
    sent = digest(archive, last)
    words = [f"The canal of Norland costs the ministry {n} million crowns." for n in range(50)]
    keep(*(told(story, each) for each in words))
    again = made_again(archive, sent, last)
    assert again.topic == sent.topic
    assert [line.text for line in again.brief.quotations] == [NEW]
    assert again.brief.quotations[0].citation == sent.brief.quotations[0].citation
    assert (again.brief.found.quotations, again.brief.coverage.documents) == (1, 1)


def test_a_digest_made_anew_has_all_of_its_lines(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Also where it was made of a handful of documents, which are a handful no more."""
    words = (
        "The canal must be dredged before winter comes to Lund.",
        "Nobody in the harbour was asked about the canal.",
        "A second canal would cost the ministry dearly.",
        "We opened the canal, and we will not close it.",
        "The canal is older than the town hall itself.",
        "Fishermen have used the canal for three hundred years.",
    )
    archive = keep(told(story, *words[:3]), told(story, *words[3:]))
    sent = digest(archive, None)
    assert len(sent.brief.quotations) == 6
    more = (f"The canal had {n} visitors of {n} towns in year {n}." for n in range(12))
    keep(*(told(story, each) for each in more))
    again = made_again(archive, sent)
    assert sorted(fingerprints(again)) == sorted(fingerprints(sent))


def test_nothing_is_made_anew_of_what_is_not_there(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """The documents are gone, or the order follows something else by now."""
    sent = digest(keep(told(story, NEW)), None)
    archive = keep(told(story, OLD))
    assert made_again(archive, sent).brief.quotations
    other = replace(ORDER, topic="Lund")
    marks = frozenset(fingerprints(sent))
    made = remake_digest(archive, other, after_document=None, sent=marks, today=date(2022, 6, 30))
    assert made.is_empty
