"""Labelled spans that run from a heading into the text below it."""

from __future__ import annotations

import pytest
from growth import grows_in_proportion

from bot.extraction.tagging.decoding import Labelled
from bot.extraction.tagging.paragraph_cuts import are_in_one_paragraph, sort_labelled
from bot.language.layout import Layout, lay_out
from bot.records import Span


def label(layout: Layout, *wanted: tuple[str, str]) -> list[Labelled]:
    """Label the first tokens of words as a part each."""
    found: list[Labelled] = []
    for part, words in wanted:
        start = layout.text.index(words)
        found.append(Labelled(*layout.tokens_in(Span(start, start + len(words))), part))
    return found


@pytest.mark.parametrize(
    ("text", "source", "cue", "kept"),
    [
        ("Ann Berg\n\nDahl says rents fall.", "Ann Berg\n\nDahl", "says", ["Dahl"]),
        ("It is over, said Berg\n\nDahl likes barges.", "Berg\n\nDahl", "said", ["Berg"]),
        ("Ann Berg, Dahl says rents fall.", "Ann Berg, Dahl", "says", ["Ann Berg, Dahl"]),
        ("Ann Berg\n\nDahl likes barges.", "Ann Berg\n\nDahl", "likes barges", ["Dahl"]),
    ],
)
def test_a_source_is_the_piece_beside_its_cue(
    text: str, source: str, cue: str, kept: list[str]
) -> None:
    """Of a source that runs over a paragraph's end, the piece that does something stays."""
    layout = lay_out(text)
    parts = sort_labelled(layout, label(layout, ("source", source), ("cue", cue)))
    assert [layout.span(*it).of(text) for it in parts.sources] == kept


def test_pieces_of_a_content_are_told_from_whole_ones() -> None:
    """A content is cut where its paragraph ends, and its pieces are marked as such."""
    text = "Berg says rents fall\n\nBarges came. Dahl said it rained."
    layout = lay_out(text)
    labelled = label(layout, ("content", "rents fall\n\nBarges came"), ("content", "it rained"))
    parts = sort_labelled(layout, labelled)
    words = [layout.span(*it).of(text) for it in parts.contents]
    assert words == ["rents fall", "Barges came", "it rained"]
    assert [it in parts.cut for it in parts.contents] == [True, True, False]
    rents, barges, _ = parts.contents
    assert not are_in_one_paragraph(layout, rents, barges)


def test_quoted_speech_goes_on_over_paragraphs() -> None:
    """Between marks that a paragraph leaves open for the next, a content stays whole."""
    text = "“Rents fell.\n\n“Barges came,” said Berg."
    layout = lay_out(text)
    parts = sort_labelled(layout, label(layout, ("content", "Rents fell.\n\n“Barges came")))
    assert len(parts.contents) == 1
    assert not parts.cut


def test_many_cut_sources_cost_time_in_proportion() -> None:
    """Each looks at the cues beside it alone."""

    def sort(count: int) -> None:
        layout = lay_out("Ann Berg\n\nDahl\n\nLund was seen and heard.\n\n" * count)
        firsts = [at for at, word in enumerate(layout.words) if word == "Ann"]
        labelled = [Labelled(at, at + 3, "source") for at in firsts]
        labelled += [Labelled(at + 7, at + 8, "cue") for at in firsts]
        sort_labelled(layout, sorted(labelled))

    assert grows_in_proportion(sort, 500)
