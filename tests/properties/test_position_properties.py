"""Whatever the text, positions and timeline entries are exact spans inside their evidence."""

from __future__ import annotations

from datetime import date

import pytest
from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.actors import find_actors
from bot.extraction.cues import find_cues
from bot.extraction.phrases import find_phrases
from bot.extraction.positions import find_positions
from bot.extraction.quotations import find_quotations
from bot.extraction.timeline import find_timeline
from bot.language.dates import find_time_expressions
from bot.language.layout import Layout, lay_out
from bot.records import Position, Quotation, QuotationKind

_PIECES = st.sampled_from(
    "the The minister Berg Aros and who which that , . “ ” ? not has will would opposed opposes"
    " support supports supported to refused for against of plan accused demanded calling on 's is"
    " opposition expressed voted by he they we said if vowed threatened denied in Monday will it"
    " won ’t called a liar"
    " critic protest marched to demand sanctions imposed on gave food must lied his plans then"
    " because calling rejecting nothing [ ] ( ) - $5".split()
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=40).map(" ".join))


def read_positions(text: str) -> list[Position]:
    """Run everything that positions need over ``text``."""
    layout = lay_out(text)
    phrases, cues = find_phrases(layout), find_cues(layout)
    quotations = find_quotations(layout, phrases, cues)
    actors = find_actors(layout, phrases)
    attributions = attribute_all(layout)
    return find_positions(layout, phrases, cues, quotations, actors, attributions)


def attribute_all(layout: Layout) -> list[Quotation]:
    """Return attributions that claim every three tokens to be source, cue and content."""
    return [
        Quotation(
            content=layout.span(i + 2, i + 3),
            kind=QuotationKind.INDIRECT,
            speaker=layout.span(i, i + 1),
            cue=layout.span(i + 1, i + 2),
        )
        for i in range(len(layout.words) - 2)
    ]


@settings(max_examples=150, deadline=None)
@given(text=_TEXTS)
def test_positions_are_spans_of_their_evidence(text: str) -> None:
    """No exception; cue and target lie in the evidence, and the actor is not its own target."""
    for item in read_positions(text):
        assert 0 <= item.evidence.start < item.evidence.end <= len(text)
        assert item.evidence.holds(item.cue)
        assert item.actor.of(text).strip() == item.actor.of(text) != ""
        if item.target is not None:
            assert item.evidence.holds(item.target)
            assert not item.target.touches(item.actor)


@settings(max_examples=100, deadline=None)
@given(text=_TEXTS, published=st.none() | st.dates())
def test_timeline_entries_are_spans_of_their_evidence(text: str, published: date | None) -> None:
    """No exception; the phrase lies in the evidence."""
    layout = lay_out(text)
    times = find_time_expressions(layout, published)
    for entry in find_timeline(layout, times, published):
        assert entry.evidence.holds(entry.phrase)
        assert entry.phrase.of(text).strip()


@pytest.mark.parametrize(
    "piece",
    [
        "Berg opposes the plan and supports ",
        "Berg and Aros accused the mayor of it. ",
        "farmers marched in Lund to demand calling for ",
        "Berg said that the plan of Lund is a bad “idea” and must ",
        "his plan to build, ",
    ],
)
def test_time_grows_with_length_alone(piece: str) -> None:
    """Stance words without end, in one sentence or many, cost no more than in proportion."""
    assert grows_in_proportion(lambda times: read_positions(piece * times), 100)
