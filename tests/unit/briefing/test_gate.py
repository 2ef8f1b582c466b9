"""The citation gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.gate import cite
from bot.errors import GateError
from bot.records import Document, DocumentCard, Span

TEXT = "“We will dredge the canal,” said Ida Holm 🚢 on Monday."
DOCUMENT = Document(
    card=DocumentCard(
        id=7, workspace="w", external_id="x-7", title="Canal", outlet="Lund Post", url=None,
        published=date(2022, 5, 2), language="en", added_at=datetime(2022, 5, 3, tzinfo=UTC),
    ),
    text=TEXT,
    content_hash="h",
)  # fmt: skip


def test_citation_carries_the_source() -> None:
    """A citation names its document and the place of the words."""
    citation = cite(DOCUMENT, Span(1, 25), "We will dredge the canal")
    assert (citation.document, citation.external_id, citation.outlet) == (7, "x-7", "Lund Post")
    assert TEXT[citation.start : citation.end] == "We will dredge the canal"


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(1, 25), "We will dredge the Canal"),
        (Span(1, 24), "We will dredge the canal"),
        (Span(-5, 3), TEXT[-5:3]),
        (Span(5, 5), ""),
        (Span(9, 5), ""),
        (Span(len(TEXT) - 3, len(TEXT) + 3), TEXT[-3:]),
        (Span(8, 9), " "),
    ],
)
def test_refused(span: Span, text: str) -> None:
    """Other words, empty spans and spans outside the document do not pass."""
    with pytest.raises(GateError):
        cite(DOCUMENT, span, text)


def test_changed_document() -> None:
    """A line of an older version does not pass for the new one."""
    changed = replace(DOCUMENT, text=TEXT.replace("dredge", "drain"))
    with pytest.raises(GateError, match="other words"):
        cite(changed, Span(1, 25), "We will dredge the canal")


@settings(max_examples=80, deadline=None)
@given(st.integers(-5, 70), st.integers(-5, 70), st.text(max_size=8))
def test_whatever_passes_is_verbatim(start: int, end: int, text: str) -> None:
    """Whatever the gate lets through equals the document's text at the span."""
    for words in (text, TEXT[start:end]):
        try:
            citation = cite(DOCUMENT, Span(start, end), words)
        except GateError:
            continue
        assert TEXT[citation.start : citation.end] == words
