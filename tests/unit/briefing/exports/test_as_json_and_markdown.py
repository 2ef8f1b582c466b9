"""Briefs and answers as JSON and Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.briefing.answers.answer import answer_question
from bot.briefing.briefs.brief import make_brief
from bot.briefing.exports.as_json import answer_as_json, brief_as_json
from bot.briefing.exports.as_markdown import brief_as_markdown
from bot.ports import Archive
from bot.records import ActorKind, QuotationKind, Stance
from bot.results import Brief, BriefRequest

SAID = "The canal must be dredged [again] before winter, or *all* of us will leave Lund for good."
HELD = "Norland opposes the toll on the canal because its ships pay most of it."
DATED = "On 3 May 2022 the canal was closed to all ships."
CITATION = {"document", "external_id", "title", "outlet", "url", "published", "start", "end"}


@pytest.fixture
def archive_of_one(keep: Callable[..., Archive], story: Callable[..., Any]) -> Archive:
    """Return an archive with one line of each part."""
    made = story(f"“{SAID}” said Ida Holm. {HELD} {DATED}", title="A <canal> & its toll")
    made.actor("Ida Holm").actor("Norland", ActorKind.COUNTRY)
    made.said(SAID, "Ida Holm", by="Ida Holm")
    made.holds("Norland", Stance.OPPOSES, "opposes", HELD, by="Norland", target="the toll")
    made.dated(date(2022, 5, 3), "3 May 2022", DATED)
    return keep(made)


@pytest.fixture
def brief(archive_of_one: Archive) -> Brief:
    """Return the brief on the canal."""
    request = BriefRequest(topic="canal", workspace="w")
    return make_brief(archive_of_one, request, date(2022, 6, 30))


def test_json_keys(brief: Brief) -> None:
    """The JSON form has the keys that other programs rely on, and nothing that JSON lacks."""
    found: dict[str, Any] = json.loads(json.dumps(brief_as_json(brief)))
    assert {
        "query",
        "read_as",
        "suggestions",
        "coverage",
        "quotations",
        "positions",
        "timeline",
    } <= set(found)
    assert set(found["coverage"]) == {"documents", "outlets", "languages", "first", "last"}
    quotation, position, entry = found["quotations"][0], found["positions"][0], found["timeline"][0]
    assert {
        "text",
        "kind",
        "speaker",
        "speaker_as_written",
        "cue",
        "date",
        "citation",
        "also_in",
    } <= set(quotation)
    assert {"actor", "stance", "target", "text", "cue", "date", "citation"} <= set(position)
    assert {"date", "precision", "text", "phrase", "citation"} <= set(entry)
    assert all(set(line["citation"]) == CITATION for line in (quotation, position, entry))
    assert (position["stance"], entry["date"], entry["precision"]) == (
        "opposes",
        "2022-05-03",
        "day",
    )


def test_json_spans(brief: Brief, archive_of_one: Archive) -> None:
    """Every line of the JSON form can be checked against the stored text."""
    found: dict[str, Any] = brief_as_json(brief)
    text = archive_of_one.get_documents("w", [1])[1].text
    for part in ("quotations", "positions", "timeline"):
        for line in found[part]:
            assert text[line["citation"]["start"] : line["citation"]["end"]] == line["text"]


def test_answer_json(archive_of_one: Archive) -> None:
    """An answer's lines say what part they are."""
    answer = answer_question(
        archive_of_one, "who opposes the toll?", workspace="w", today=date(2022, 6, 30)
    )
    found: dict[str, Any] = json.loads(json.dumps(answer_as_json(answer)))
    assert {"question", "intent", "read_as", "lines", "confidence", "suggestions"} <= set(found)
    assert [line["part"] for line in found["lines"]] == ["position"]


def test_markdown(brief: Brief) -> None:
    """Markdown has a footnote for every line, and marks in the text do not become formatting."""
    text = brief_as_markdown(brief)
    assert "dredged \\[again\\] before winter, or \\*all\\* of us" in text
    assert "**opposes**" in text
    assert "**3 May 2022**" in text
    assert "A \\<canal\\> & its toll" in text
    for number in (1, 2, 3):
        assert f"[^{number}]" in text
        assert f"\n[^{number}]: " in text


def test_markdown_of_reported_speech(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Reported speech stands without marks of quotation and is called what it is."""
    words = "the canal will be closed to every ship by the end of the year"
    told = story(f"Ida Holm has said {words}.").actor("Ida Holm")
    told.said(words, "Ida Holm", by="Ida Holm", kind=QuotationKind.INDIRECT, cue="has said")
    request = BriefRequest(topic="canal", workspace="w")
    text = brief_as_markdown(make_brief(keep(told), request, date(2022, 6, 30)))
    assert f"> {words}\n>\n> — **Ida Holm**, in reported speech (“has said”), 1 June 2022" in text


def test_markdown_of_nothing(archive: Archive) -> None:
    """An empty brief says why."""
    brief = make_brief(archive, BriefRequest(topic="canal", workspace="w"), date(2022, 6, 30))
    assert "The archive is empty" in brief_as_markdown(brief)
