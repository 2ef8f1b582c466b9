"""Paragraphs of texts whose lines end inside sentences, and of those whose lines do not."""

from __future__ import annotations

import textwrap

import pytest
from growth import grows_in_proportion

from bot.language.layout import lay_out
from bot.language.wrapping import find_paragraphs

_FIRST = (
    "Finance minister Orla Venn said that the island would sell its stake in the harbour company"
    " before winter, and that no bidder from abroad had been ruled out by the cabinet so far."
)
_SECOND = (
    '"We have waited for a fair price, and we can wait a little longer," Venn told reporters'
    " in Port Velmark. The union of dock workers called the plan a mistake and wants a vote."
)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(span.of(text).split()) for span in find_paragraphs(text)]


@pytest.mark.parametrize("width", [60, 66, 72, 80])
@pytest.mark.parametrize("indent", ["", "    "])
def test_wrapped_lines_make_up_one_paragraph(width: int, indent: str) -> None:
    """A line end inside a sentence parts nothing; a blank or an indented line does."""
    between = "\n" if indent else "\n\n"
    text = between.join(
        textwrap.fill(words, width, initial_indent=indent) for words in (_FIRST, _SECOND)
    )
    assert _paragraphs(text) == [_FIRST, _SECOND]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_sort_of_line_end_may_wrap(line_end: str) -> None:
    """Files of other systems are read alike."""
    text = f"{line_end}{line_end}".join(
        textwrap.fill(words, 72).replace("\n", line_end) for words in (_FIRST, _SECOND)
    )
    assert _paragraphs(text) == [_FIRST, _SECOND]


@pytest.mark.parametrize(
    "text",
    [
        f"{_FIRST}\n{_SECOND}",
        "Port Velmark waits.\nOrla Venn has said no twice.\nThe vote is in May.",
        "Harbour sale delayed again as bidders hesitate\nVenn to meet dock workers on Friday"
        "\nVelmark storm closes two ferry lines for a day",
        "she left the island.\nhe stayed on the island and said nothing at all.\nit rained.",
    ],
)
def test_a_paragraph_on_each_line_stays_one(text: str) -> None:
    """Single line ends part paragraphs, short lines and headlines where nothing was wrapped."""
    assert _paragraphs(text) == text.split("\n")


def test_a_short_last_line_ends_its_paragraph() -> None:
    """Without a blank line, a short line with a stop shows where a paragraph ends."""
    text = (
        "The council of Port Velmark put off its vote on the harbour sale and\n"
        "asked for a new report.\n"
        "Orla Venn, who leads the council, said that she would not go before\n"
        "the vote was held."
    )
    assert len(_paragraphs(text)) == 2


def test_sentences_and_quotations_go_on_over_wrapped_lines() -> None:
    """A quotation that a line end cuts is one stretch, with the exact span of what stands there."""
    text = f"{textwrap.fill(_FIRST, 60)}\n\n{textwrap.fill(_SECOND, 60)}"
    layout = lay_out(text)
    assert len(layout.sentences) == 3
    (stretch,) = layout.quoted
    assert stretch.closed
    assert stretch.inner.of(text).split() == _SECOND.split('"')[1].split()


def test_cost_grows_with_the_text() -> None:
    """Many short lines, whatever ends them, cost no more than their number."""
    for line in ("a b c\r", "the harbour of the old town is\n  ", "word " * 12 + "\n"):
        assert grows_in_proportion(lambda size, line=line: find_paragraphs(line * size), 2000)
