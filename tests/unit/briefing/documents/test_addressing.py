"""Addresses of pages in what leaves the house."""

from __future__ import annotations

from dataclasses import replace

from unit.handlers.samples import cite, quotation

from bot.briefing.documents.addressing import with_addresses
from bot.records import Difference, DifferenceKind, Span
from bot.results import Brief, BriefRequest, Citation, Coverage, Variant


def address_of(document: int, span: Span) -> str:
    """Return an address that shows what it was made from."""
    return f"https://reader.example/{document}#{span.start}-{span.end}"


def brief(*lines: object) -> Brief:
    """Return a brief of these quotations."""
    return Brief(
        request=BriefRequest(topic="nato", workspace="local"),
        topic="NATO",
        read_as="Read as NATO.",
        suggestions=(),
        coverage=Coverage(),
        quotations=lines,  # type: ignore[arg-type]
    )


def test_every_citation_gets_the_address_of_its_words() -> None:
    """Those of the lines, of other outlets, and of their variants."""
    text = "We will not close the strait"
    other = cite(text, document=2, outlet="Lund Post", url="https://lund.example/2")
    difference = Difference(DifferenceKind.CUT, Span(0, 2), Span(0, 0))
    variant = Variant(text=text, citation=other, differences=(difference,))
    line = replace(quotation(text), also_in=(other,), variants=(variant,))
    (shown,) = with_addresses(brief(line), address_of).quotations
    end = len(text)
    assert shown.citation.reader_url == f"https://reader.example/1#0-{end}"
    assert shown.also_in[0].reader_url == f"https://reader.example/2#0-{end}"
    assert shown.variants[0].citation == shown.also_in[0]


def test_a_copy_keeps_the_address_of_its_outlet() -> None:
    """Its words are stored under the line's own document, whose page has another outlet's name."""
    text = "We will not close the strait"
    copy = cite(text, outlet="Lund Post", url="https://lund.example/2")
    line = replace(quotation(text), also_in=(copy,))
    (shown,) = with_addresses(brief(line), address_of).quotations
    assert shown.citation.address == f"https://reader.example/1#0-{len(text)}"
    assert shown.also_in[0].address == "https://lund.example/2"


def test_what_cites_nothing_stays_the_same_object() -> None:
    """Nothing is built anew for nothing."""
    empty = brief()
    assert with_addresses(empty, address_of) is empty


def test_a_citation_without_a_page_leads_to_its_outlet() -> None:
    """As long as no pages are served."""
    citation: Citation = cite("We will")
    assert citation.address == citation.url
