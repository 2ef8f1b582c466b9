"""Briefs from a real store whose facts were placed by hand."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.briefing.briefs.brief import make_brief
from bot.briefing.briefs.page_keys import page_keys
from bot.errors import InputError
from bot.ports import Archive
from bot.records import ActorKind, Document, QuotationKind, Stance
from bot.results import Brief, BriefRequest

TODAY = date(2022, 6, 30)
Keep = Callable[..., Archive]
MakeStory = Callable[..., Any]

OPEN = "The canal must be dredged before winter, or the fleet will leave Lund for good."
COLD = "We will not pay for a canal that only serves the cruise ships of our neighbours."
THIN = "Thank you all for coming to the canal tonight, it means a lot to me."


def ask(archive: Archive, topic: str, **limits: Any) -> Brief:
    """Make a brief in the test workspace."""
    return make_brief(archive, BriefRequest(topic=topic, workspace="w", **limits), TODAY)


@pytest.fixture
def canal(keep: Keep, story: MakeStory) -> Archive:
    """Return an archive of six documents on a canal, one of them a copy, and one on herons."""
    holm = story(
        f"“{OPEN}” said Ida Holm. Norland opposes the toll on the canal. On 3 May 2022 the canal"
        " was closed to all ships.",
        title="Lund argues over its canal",
        published=date(2022, 5, 4),
    )
    holm.actor("Ida Holm").actor("Norland", ActorKind.COUNTRY)
    holm.said(OPEN, "Ida Holm", by="Ida Holm")
    holm.holds(
        "Norland", Stance.OPPOSES, "opposes", "Norland opposes the toll on the canal.",
        by="Norland", target="the toll on the canal",
    )  # fmt: skip
    holm.dated(date(2022, 5, 3), "3 May 2022", "On 3 May 2022 the canal was closed to all ships.")
    copy = story(
        f"In a speech, “{OPEN}” said Holm.", outlet="Coast Wire", published=date(2022, 5, 6)
    )
    copy.actor("Ida Holm", aliases=["Holm"]).said(OPEN, "Holm", by="Ida Holm")
    berg = story(
        f"“{COLD}” said Jon Berg. “{THIN}” he added. “the canal” is how Berg calls it. Ships passed"
        " the canal on 3 May 2022 for the last time.",
        title="Berg against the canal",
        outlet="Norland Times",
        published=date(2022, 6, 2),
    )
    berg.actor("Jon Berg", aliases=["Berg"]).said(COLD, "Jon Berg", by="Jon Berg")
    berg.said(THIN, "he", by="Jon Berg")
    berg.said("the canal", "he", by="Jon Berg")
    berg.dated(
        date(2022, 5, 3), "3 May 2022", "Ships passed the canal on 3 May 2022 for the last time."
    )
    filler = [
        story(f"The canal freezes in year {n}. Nobody said a word.", published=date(2022, 1, n))
        for n in (1, 2)
    ]
    return keep(holm, copy, berg, *filler, story("Herons nest in the reeds near Lund."))


def every_line(brief: Brief) -> Iterator[tuple[str, Any]]:
    """Return the text and citation of every line and of its other places."""
    for line in (*brief.quotations, *brief.positions, *brief.timeline):
        yield line.text, line.citation


def test_lines_are_verbatim(canal: Archive) -> None:
    """Every line equals its document's text at the citation's span, and so do its other places."""
    brief = ask(canal, "canal")
    documents = canal.get_documents("w", range(1, 20))
    lines = list(every_line(brief))
    assert lines
    for text, citation in lines:
        assert documents[citation.document].text[citation.start : citation.end] == text


def test_key_quotations(canal: Archive) -> None:
    """Complete words on the topic come first; courtesies and fragments do not."""
    texts = [line.text for line in ask(canal, "canal").quotations]
    assert set(texts[:2]) == {OPEN, COLD}
    assert "the canal" not in texts


def test_copies_are_folded(canal: Archive) -> None:
    """The same words in two outlets are one line that cites the earlier and names the other."""
    line = next(q for q in ask(canal, "canal").quotations if q.text == OPEN)
    assert (line.citation.outlet, [c.outlet for c in line.also_in]) == ("Lund Post", ["Coast Wire"])
    assert line.speaker == "Ida Holm"


def test_of_a_sentence_with_two_positions_the_one_on_the_topic_is_shown(
    keep: Keep, story: MakeStory
) -> None:
    """A sentence is shown once, with the target that was asked about."""
    sentence = "Jon Berg backs the mayor, and he backs the toll on the canal."
    told = story(f"{sentence} It rained.").actor("Jon Berg")
    for cue, target in (("backs the mayor", "the mayor"), ("backs the toll", "the toll")):
        told.holds("Jon Berg", Stance.SUPPORTS, cue, sentence, by="Jon Berg", target=target)
    brief = ask(keep(told), "toll")
    assert [(line.text, line.target) for line in brief.positions] == [(sentence, "the toll")]


def test_positions_and_dates(canal: Archive) -> None:
    """A position names its actor, target and cue; a date stands once, whoever reports it."""
    brief = ask(canal, "canal")
    position = brief.positions[0]
    assert (position.actor, position.stance, position.target) == (
        "Norland", Stance.OPPOSES, "the toll on the canal",
    )  # fmt: skip
    start, end = position.cue_in_text
    assert position.text[start:end] == "opposes"
    assert [line.date for line in brief.timeline] == [date(2022, 5, 3)]


def test_by(canal: Archive) -> None:
    """Only what the speaker said is shown, and the reading says so."""
    brief = ask(canal, "canal", by="berg")
    assert {line.speaker for line in brief.quotations} == {"Jon Berg"}
    assert "what Jon Berg (person) says or holds" in brief.read_as
    assert brief.positions == ()


def test_by_alone(canal: Archive) -> None:
    """Without a topic, everything that the speaker said counts."""
    brief = ask(canal, "", by="Ida Holm")
    assert brief.topic == "Ida Holm"
    assert [line.text for line in brief.quotations] == [OPEN]


def test_about(canal: Archive) -> None:
    """Only lines that mention the other thing are shown."""
    brief = ask(canal, "canal", about="fleet")
    assert [line.text for line in brief.quotations] == [OPEN]
    assert "where it mentions" in brief.read_as


@pytest.mark.parametrize(
    ("limits", "texts"),
    [
        ({"since": date(2022, 6, 1)}, {COLD}),
        ({"until": date(2022, 5, 31)}, {OPEN}),
        ({"outlet": "norland"}, {COLD}),
        ({"outlet": "coast"}, {OPEN}),
    ],
)
def test_limits(canal: Archive, limits: dict[str, Any], texts: set[str]) -> None:
    """Period and outlet limit the documents."""
    found = {line.text for line in ask(canal, "canal", **limits).quotations}
    assert texts <= found
    assert not ({OPEN, COLD} - texts) & found


def test_limit(canal: Archive) -> None:
    """A limit bounds every part."""
    brief = ask(canal, "canal", limit=1)
    assert (len(brief.quotations), len(brief.positions), len(brief.timeline)) == (1, 1, 1)


def test_same_brief_twice(canal: Archive) -> None:
    """The same archive and request give the same brief."""
    assert ask(canal, "canal") == ask(canal, "canal")


@pytest.mark.parametrize(
    ("topic", "limits", "because", "suggestion"),
    [
        ("xqzvtk", {}, "Nothing here is called “xqzvtk”", "Norland"),
        ("canal", {"since": date(2023, 1, 1)}, "Nothing on canal since 1 January 2023", "canal"),
        ("canal", {"outlet": "Nobody"}, "from outlets named “Nobody”", "canal"),
        ("canal herons", {}, "but not together", "canal"),
        ("canal", {"by": "xqzvtk"}, "Nobody here is called “xqzvtk”", None),
        ("herons", {"by": "berg"}, "Jon Berg is not quoted and holds no position there", "by:berg"),
        ("herons", {}, "no quotation, position or date stands near it", None),
    ],
)
def test_empty(
    canal: Archive, topic: str, limits: dict[str, Any], because: str, suggestion: str | None
) -> None:
    """An empty brief says why and offers what would give something."""
    brief = ask(canal, topic, **limits)
    assert brief.is_empty
    assert because in brief.empty_because
    if suggestion:
        assert suggestion in brief.suggestions


def test_empty_archive(archive: Archive) -> None:
    """An archive without documents says that it has none."""
    assert ask(archive, "canal").empty_because == "The archive is empty; add documents first."


def test_other_workspaces_stay_private(canal: Archive) -> None:
    """A workspace sees its own documents only."""
    request = BriefRequest(topic="canal", workspace="other")
    assert make_brief(canal, request, TODAY).is_empty


def test_refused(canal: Archive) -> None:
    """A request without a topic is refused."""
    with pytest.raises(InputError):
        ask(canal, "")


def test_what_the_gate_refuses_is_left_out(
    canal: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    """A line whose document is shorter than its span is dropped and logged once."""

    class Damaged:
        """The archive with one document cut short."""

        def __getattr__(self, name: str) -> Any:
            return getattr(canal, name)

        def get_documents(self, workspace: str, ids: Any) -> dict[int, Document]:
            found = canal.get_documents(workspace, ids)
            return {
                n: replace(d, text=d.text[:60]) if d.card.outlet == "Norland Times" else d
                for n, d in found.items()
            }

    whole = ask(canal, "canal")
    with caplog.at_level(logging.ERROR):
        brief = ask(Damaged(), "canal")  # type: ignore[arg-type]
    assert {q.text for q in whole.quotations} - {q.text for q in brief.quotations} >= {COLD}
    assert len([r for r in caplog.records if "line_dropped" in r.getMessage()]) >= 1


REPORTED = "the canal will be closed to every cruise ship by the end of the year"


def test_reported_speech_is_shown_without_its_that(keep: Keep, story: MakeStory) -> None:
    """A reported clause is a line, verbatim, from behind the "that" which ties it to its cue."""
    told = story(f"Ida Holm announced that {REPORTED}.").actor("Ida Holm")
    told.said(
        f"that {REPORTED}", "Ida Holm", by="Ida Holm", kind=QuotationKind.INDIRECT, cue="announced"
    )
    archive = keep(told)
    (line,) = ask(archive, "canal").quotations
    text = archive.get_documents("w", [line.citation.document])[line.citation.document].text
    assert (line.text, line.cue) == (REPORTED, "announced")
    assert text[line.citation.start : line.citation.end] == REPORTED


def test_key_words_come_before_reported_speech(keep: Keep, story: MakeStory) -> None:
    """A direct quotation on the topic stands before reported speech that says as much."""
    holm = story(f"“{OPEN}” said Ida Holm.").actor("Ida Holm").said(OPEN, "Ida Holm", by="Ida Holm")
    berg = story(f"Jon Berg said {REPORTED}.").actor("Jon Berg")
    berg.said(REPORTED, "Jon Berg", by="Jon Berg", kind=QuotationKind.INDIRECT, cue="said")
    assert [line.text for line in ask(keep(berg, holm), "canal").quotations] == [OPEN, REPORTED]


def test_paraphrase_of_quoted_words_is_left_out(keep: Keep, story: MakeStory) -> None:
    """Reported speech that says what the same speaker is quoted with is no line of its own."""
    retold = "the canal must be dredged before winter or else the fleet will leave Lund"
    told = story(f"Ida Holm said {retold}. “{OPEN}” Holm said.").actor("Ida Holm", aliases=["Holm"])
    told.said(retold, "Ida Holm", by="Ida Holm", kind=QuotationKind.INDIRECT, cue="said")
    told.said(OPEN, "Holm", by="Ida Holm")
    assert [line.text for line in ask(keep(told), "canal").quotations] == [OPEN]


@pytest.mark.parametrize(
    ("before", "cue", "content"),
    [
        ("Ida Holm ", "never said", "the canal will be closed to every ship this year"),
        ("Ida Holm ", "urged", "the owners of the canal to close it for the winter"),
        ("Ida Holm ", "praised", "the canal and the people who have kept it open for years"),
        ("Ida Holm ", "is expected", "to close the canal before the end of the year"),
        ("Ida Holm ", "denied", "that the canal will be closed to every ship this year"),
    ],
)
def test_what_a_speaker_did_not_put_forward(
    keep: Keep, story: MakeStory, before: str, cue: str, content: str
) -> None:
    """What turns false, or says nothing, without its cue is no quotation."""
    told = story(f"{before}{cue} {content}.").actor("Ida Holm")
    told.said(content, "Ida Holm", by="Ida Holm", kind=QuotationKind.INDIRECT, cue=cue)
    assert ask(keep(told), "canal").quotations == ()


def test_mixed_beats_its_part(keep: Keep, story: MakeStory) -> None:
    """A reported clause and the quoted words inside it are one line."""
    clause = "the canal “must be dredged before winter” if the fleet is to stay in Lund"
    part = "must be dredged before winter"
    told = story(f"Ida Holm said that {clause}.").actor("Ida Holm")
    told.said(clause, "Ida Holm", by="Ida Holm", kind=QuotationKind.MIXED, cue="said")
    told.said(part, "Ida Holm", by="Ida Holm")
    assert [line.text for line in ask(keep(told), "canal").quotations] == [clause]


def test_pages_show_every_line_once_and_as_many_as_were_counted(canal: Archive) -> None:
    """A short brief counts what there is; leaving out what was shown, the rest comes, and ends."""
    first = ask(canal, "canal", limit=1)
    shown = page_keys(first.quotations)
    assert len(first.quotations) == 1
    seen = [line.text for line in first.quotations]
    while True:
        request = BriefRequest(topic="canal", workspace="w", limit=1)
        page = make_brief(canal, request, TODAY, shown=shown)
        if not page.quotations:
            break
        seen += [line.text for line in page.quotations]
        shown |= page_keys(page.quotations)
    assert len(seen) == len(set(seen)) == first.found.quotations
    assert first.found.positions == len(ask(canal, "canal", limit=40).positions)
    assert first.found.timeline == len(ask(canal, "canal", limit=40).timeline)
