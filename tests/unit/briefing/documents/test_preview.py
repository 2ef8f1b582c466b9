"""What is shown of a document below its link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.briefing.documents.preview import preview_document
from bot.errors import NotFoundError
from bot.ports import Archive
from bot.records import QuotationKind

LONG = "We will not close the canal to ships before the winter, whatever the council decides"
SHORT = "Thank you"
TOLD = "the canal must be closed for good because it is not safe any more"


def test_best_quotation_is_that_of_a_named_speaker_who_says_something(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Thanks and what nobody in particular says stand back; the words are verbatim."""
    made = story(f"“{SHORT},” said Ida Holm. “{LONG},” said Ida Holm. He said {TOLD}.")
    made.actor("Ida Holm")
    made.said(SHORT, "Ida Holm", by="Ida Holm")
    made.said(LONG, "Ida Holm", by="Ida Holm")
    made.said(TOLD, "He", kind=QuotationKind.INDIRECT, cue="said")
    archive = keep(made)
    found = preview_document(archive, "w", 1)
    assert found.quotation is not None
    assert (found.quotation.text, found.quotation.speaker) == (LONG, "Ida Holm")
    citation = found.quotation.citation
    text = archive.get_documents("w", [1])[1].text
    assert text[citation.start : citation.end] == LONG


def test_document_without_quotations_is_shown_by_its_name(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Nothing is made up."""
    found = preview_document(keep(story("It rained.", title="Rain")), "w", 1)
    assert (found.card.title, found.quotation) == ("Rain", None)


def test_unknown_document_is_not_shown(
    keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Nor one that is hidden, which is the same to the asker."""
    with pytest.raises(NotFoundError):
        preview_document(keep(story("It rained.")), "w", 2)
