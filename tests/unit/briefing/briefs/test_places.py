"""Where else the words of a line stand, and how much copies count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.briefing.briefs.brief import make_brief
from bot.briefing.gate import cite
from bot.errors import GateError
from bot.ports import Archive, CopyToStore, StoryToStore
from bot.records import DifferenceKind, DocumentCopy, Precision, RawDocument, Span
from bot.results import Brief, BriefRequest, QuotationLine

Keep = Callable[..., Archive]
MakeStory = Callable[..., Any]

TODAY = date(2022, 6, 30)
NOW = datetime(2022, 6, 30, tzinfo=UTC)
WORDS = "The canal must be dredged before winter, or the fleet will leave Lund for good."
SHORT = "The canal must be dredged before winter, or the fleet will leave Lund."


def ask(archive: Archive, **limits: Any) -> Brief:
    """Make the brief on the canal."""
    return make_brief(archive, BriefRequest(topic="canal", workspace="w", **limits), TODAY)


def line_on(brief: Brief, words: str = "dredged") -> QuotationLine:
    """Return the one line that holds these words."""
    (line,) = [q for q in brief.quotations if words in q.text]
    return line


@pytest.fixture
def told(story: MakeStory) -> Callable[..., Any]:
    """Return a function that makes a document in which Ida Holm says something."""

    def make(words: str, outlet: str, day: int) -> Any:
        made = story(f"“{words}” said Ida Holm.", outlet=outlet, published=date(2022, 5, day))
        return made.actor("Ida Holm").said(words, "Ida Holm", by="Ida Holm")

    return make


def copy_of(of: str, outlet: str, day: int, name: str = "copy") -> CopyToStore:
    """Return the same words under another id."""
    raw = RawDocument(
        external_id=name,
        text="",
        title=f"As {outlet} has it",
        outlet=outlet,
        url=f"https://{name}.example",
        published=date(2022, 5, day),
    )
    return CopyToStore(raw=raw, of=of)


def test_other_outlets_come_earliest_first(keep: Keep, told: Callable[..., Any]) -> None:
    """One place each; the outlet of the line itself is no other."""
    archive = keep(
        told(WORDS, "Lund Post", 2),
        told(WORDS, "Norland Times", 9),
        told(WORDS, "Coast Wire", 4),
        told(WORDS, "Coast Wire", 3),
        told(WORDS, "Lund Post", 5),
    )
    line = line_on(ask(archive))
    assert line.citation.outlet == "Lund Post"
    assert [(c.outlet, c.published) for c in line.also_in] == [
        ("Coast Wire", date(2022, 5, 3)),
        ("Norland Times", date(2022, 5, 9)),
    ]
    assert line.variants == ()


def test_a_copy_under_another_id_is_named(keep: Keep, told: Callable[..., Any]) -> None:
    """By its own outlet, link and day, at the place where the document has the words."""
    archive = keep(told(WORDS, "Lund Post", 2))
    archive.store_documents("w", [], NOW, copies=[copy_of("s-1", "Coast Wire", 7)])
    line = line_on(ask(archive))
    (place,) = line.also_in
    assert (place.outlet, place.url, place.published) == (
        "Coast Wire", "https://copy.example", date(2022, 5, 7),
    )  # fmt: skip
    assert (place.document, place.start, place.end) == (
        line.citation.document, line.citation.start, line.citation.end,
    )  # fmt: skip


def test_a_copy_that_came_out_first_leads(keep: Keep, told: Callable[..., Any]) -> None:
    """Though it was added later: the line has its day."""
    archive = keep(told(WORDS, "Lund Post", 5), told(WORDS, "Norland Times", 6))
    archive.store_documents("w", [], NOW, copies=[copy_of("s-1", "Coast Wire", 1)])
    line = line_on(ask(archive))
    assert (line.citation.outlet, line.date) == ("Coast Wire", date(2022, 5, 1))
    assert [c.outlet for c in line.also_in] == ["Lund Post", "Norland Times"]


def test_other_words_are_kept(keep: Keep, told: Callable[..., Any]) -> None:
    """A paper that cut the end is named with its own words and the difference."""
    archive = keep(told(WORDS, "Lund Post", 2), told(SHORT, "Coast Wire", 3))
    line = line_on(ask(archive))
    assert line.text == WORDS
    (variant,) = line.variants
    assert (variant.text, variant.citation) == (SHORT, line.also_in[0])
    (difference,) = variant.differences
    assert (difference.kind, difference.lead.of(WORDS)) == (DifferenceKind.CUT, "for good")


def test_a_date_in_many_copies_counts_once(keep: Keep, story: MakeStory) -> None:
    """Two papers that report on their own outweigh one text in ten."""

    def report(text: str, day: date, phrase: str, outlet: str) -> Any:
        return story(text, outlet=outlet).dated(day, phrase, text)

    printed = "The canal was closed to ships on 3 May 2022 after a barge had sunk near Lund."
    first = "On 9 May 2022 the first barge passed the canal again, watched by half of the town."
    second = "The canal opened again on 9 May 2022, the harbour office of Lund said in a report."
    archive = keep(
        *(report(printed, date(2022, 5, 3), "3 May 2022", f"Paper {n}") for n in range(10)),
        report(first, date(2022, 5, 9), "9 May 2022", "Lund Post"),
        report(second, date(2022, 5, 9), "9 May 2022", "Coast Wire"),
    )
    crowded = ask(archive, limit=1).timeline
    assert [line.date for line in crowded] == [date(2022, 5, 3)]
    members = [StoryToStore(document=n, story=1 if n <= 10 else n) for n in range(1, 13)]
    archive.store_stories("w", members)
    folded = ask(archive, limit=1).timeline
    assert [line.date for line in folded] == [date(2022, 5, 9)]
    both = {line.date: line for line in ask(archive).timeline}
    assert len(both[date(2022, 5, 3)].also_in) == 9
    assert both[date(2022, 5, 3)].precision is Precision.DAY


def test_the_gate_refuses_a_copy_of_another_document(keep: Keep, told: Callable[..., Any]) -> None:
    """A copy is cited at the place of its own words only."""
    archive = keep(told(WORDS, "Lund Post", 2))
    document = archive.get_documents("w", [1])[1]
    copy = DocumentCopy(
        external_id="copy", document=1, title="", outlet="Coast Wire", url=None, published=None,
        added_at=NOW, origin="",
    )  # fmt: skip
    span = Span(1, 1 + len(WORDS))
    assert cite(document, span, WORDS, copy).outlet == "Coast Wire"
    with pytest.raises(GateError, match="not one of document 1"):
        cite(document, span, WORDS, replace(copy, document=2))
    with pytest.raises(GateError, match="other words"):
        cite(document, span, SHORT, copy)


def test_a_crowd_of_copies_leaves_room(keep: Keep, told: Callable[..., Any]) -> None:
    """What one paper alone has is read, though a hundred newer ones print another text."""
    alone = "Nobody in Lund has asked the fishermen what the canal is worth to them."
    archive = keep(told(alone, "Lund Post", 1), *(told(WORDS, f"Paper {n}", 2) for n in range(90)))
    assert not any(alone in line.text for line in ask(archive).quotations)
    archive.store_stories("w", [StoryToStore(document=n, story=min(n, 2)) for n in range(1, 92)])
    brief = ask(archive)
    assert line_on(brief, "fishermen").citation.outlet == "Lund Post"
    assert len(line_on(brief).also_in) == 12
    assert brief.coverage.documents == 91
