"""Which reported speech reads alone, and from where; all texts are made up."""

from __future__ import annotations

import pytest

from bot.briefing.texts.reported import rate_report, trim_report
from bot.ports import StoredQuotation
from bot.records import QuotationKind, Span


def reported(
    text: str, speaker: str, cue: str, content: str, *, speaker_ids: tuple[int, ...] = (1,)
) -> StoredQuotation:
    """Return the reported speech that stands in ``text`` in these words."""

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return StoredQuotation(
        document_id=1,
        sentence=1,
        last_sentence=1,
        content=span(content),
        kind=QuotationKind.INDIRECT,
        speaker=span(speaker),
        cue=span(cue),
        speaker_ids=speaker_ids,
        reason="full name",
    )


def rate(cue: str, content: str, speaker: str = "Holm", *, known: bool = True) -> float:
    """Rate a content behind its speaker and cue."""
    text = f"{speaker} {cue} {content}."
    quotation = reported(text, speaker, cue, content, speaker_ids=(1,) if known else ())
    return rate_report(quotation, text)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "the harbour will be closed"),
        ("told", "that the harbour needs more pilots"),
        ("says", "people who sail alone should carry a radio"),
        ("said in May", "sailors in the north catch more herring than ever"),
        ("said", "“the pilots” have left the harbour for good"),
        ("warned", "that if the pilots leave, the harbour dies"),
    ],
)
def test_clauses_are_lines(cue: str, content: str) -> None:
    """A whole clause behind a verb of saying can stand alone."""
    assert rate(cue, content) > 0.5


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "to leave the harbour"),
        ("described", "the harbour as a ruin"),
        ("told", "the pilots to wait until they have been paid"),
        ("rejected", "the claim that the harbour has been sold"),
        ("argued", "has not been able to pay the pilots"),
        ("would say", "the harbour is closed"),
        ("has not said", "that the harbour is closed"),
        ("doubts", "that the harbour will be closed"),
        ("was told", "the harbour is closed"),
        ("warned of", "storms and a harbour that will be closed all winter"),
        ("answered", "a letter from a child that asks: “Are the pilots coming back?”"),
        ("explains", "a loss that pilots link to badly planned ferries"),
        ("FORECAST:", "the harbour will be icy"),
        ("answered", "questions on a harbour that is closed"),
        ("said", "“The harbour is closed,”"),
    ],
)
def test_what_needs_its_cue_is_no_line(cue: str, content: str) -> None:
    """Things, requests, halves of clauses and what the cue takes back are never shown apart."""
    assert rate(cue, content) == 0.0


def test_weaker_reports() -> None:
    """Thoughts, indirect questions, further halves and nobody's words count less."""
    clause = "the harbour will be closed"
    said = rate("said", clause)
    assert said > rate("thinks", clause) > rate("said", f"and {clause}") > 0
    assert said > rate("explained", "why the harbour is closed") > 0
    assert said > rate("said", clause, speaker="they", known=False) > 0


def test_report_that_is_trimmed() -> None:
    """A heading in front and the joining "that" are left out; what points or asks stays."""
    text = "Harbour news\nHolm said that pilots will leave."
    joined = trim_report(reported(text, "Holm", "said", "that pilots will leave"), text)
    assert joined.content.of(text) == "pilots will leave"
    text = "A new harbour\nThe pilots will leave, Holm said."
    whole = "A new harbour\nThe pilots will leave"
    assert trim_report(reported(text, "Holm", "said", whole), text).content.of(text) == (
        "The pilots will leave"
    )
    text = "Holm said that is why pilots leave."
    points = reported(text, "Holm", "said", "that is why pilots leave")
    assert trim_report(points, text) == points
