"""What holds for every text: spans are verbatim, inside the text, found in linear time."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise

import pytest
from growth import grows_in_proportion
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.config import Extractor
from bot.extraction.export import as_contract
from bot.extraction.extract import extract
from bot.extraction.extractors import EXTRACTORS, find_tagger
from bot.language.layout import Layout, lay_out

_MARKS = (*"“”\"'’‘«»„`", "``", "''")
_WORDS = tuple("said Anna Berg he Annasaid of and who a İ 😀 U.S. 1,000 Monday opposes by".split())
_PIECES = st.sampled_from(
    (
        *_MARKS,
        *_WORDS,
        *" \n.,?:—-()",
        "\n\n",
        "e\u0301",
        "the leaders",
        "“no way,”",
        "according to",
    )
)
_TEXTS = st.lists(_PIECES, max_size=60).flatmap(
    lambda pieces: st.sampled_from(["".join(pieces), " ".join(pieces)])
)


def _check_tokens(layout: Layout) -> None:
    text = layout.text
    for word, start, end in zip(layout.words, layout.starts, layout.ends, strict=True):
        assert text[start:end] == word
    assert all(one <= other for one, other in zip(layout.ends, layout.starts[1:], strict=False))
    assert "".join(layout.words) == "".join(text.split())
    counts = {len(layout.lowers), len(layout.tags), len(layout.sentence_of), len(layout.quote_of)}
    assert counts == {len(layout.words)}
    flat = [token for first, after_last in layout.sentences for token in range(first, after_last)]
    assert flat == list(range(len(layout.words)))


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_layout_covers_the_text_exactly(text: str) -> None:
    """Tokens are verbatim and cover all but blanks; sentences part them; quotations do not nest."""
    layout = lay_out(text)
    _check_tokens(layout)
    for one, other in pairwise(layout.quoted):
        assert one.span.end <= other.span.start
    for stretch in layout.quoted:
        assert stretch.span.holds(stretch.inner)
        assert stretch.inner.start > stretch.span.start
        assert stretch.inner.of(text).strip() == stretch.inner.of(text) != ""


@pytest.mark.parametrize("extractor", EXTRACTORS)
@settings(max_examples=150, deadline=None)
@given(_TEXTS)
@example("“ Anna “no way,” opposes “")
def test_every_fact_is_verbatim(extractor: Extractor, text: str) -> None:
    """Content, speaker and cue lie inside the text; no speaker stands amid its own content."""
    found = extract(text, published=date(2022, 3, 9), tagger=find_tagger(extractor))
    spans = [*found.sentences, *(mention.span for mention in found.mentions)]
    for quotation in found.quotations:
        spans.append(quotation.content)
        for span in (quotation.speaker, quotation.cue):
            if span is not None:
                spans.append(span)
                # "BERG: We will pay" opens with its speaker.
                is_label = span == quotation.speaker and span.start == quotation.content.start
                assert is_label or not span.touches(quotation.content)
    for position in found.positions:
        spans += [position.actor, position.cue, position.evidence]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("extractor", EXTRACTORS)
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_taken(extractor: Extractor, text: str) -> None:
    """Whatever code points come, nothing is raised and tokens stay verbatim."""
    layout = lay_out(text)
    assert "".join(layout.words) == "".join(_without_blanks(text))
    extract(text, published=None, tagger=find_tagger(extractor))


def _without_blanks(text: str) -> list[str]:
    return [character for character in text if not character.isspace()]


_BAD_PIECES = [
    *("“", "”", '"', ' "a', "‘a ", "‘a’ ", "(", "\n", " ", "ab", "A.", "a-", "a. ", "e\u0301"),
    *("Ann ", "Ann, ", "he said ", "“a b,” ", "“a b\n", "Ann, who ", "“We go, he said. "),
    "Ann Annareceived ",
]


@pytest.mark.parametrize("piece", _BAD_PIECES)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Four times the text takes about four times as long, however bad it is."""
    count = 15_000 // len(piece)
    assert grows_in_proportion(lambda times: extract(piece * times, published=None), count)


@pytest.mark.parametrize("extractor", ["exact", "fast"])
@pytest.mark.parametrize("piece", ["“", "“a b,” ", "Ann said ", "ab", "\n“Ann: no”"])
def test_networks_take_time_in_proportion_too(extractor: Extractor, piece: str) -> None:
    """However many quotations, cues or words there are."""
    tagger = find_tagger(extractor)
    count = 4_000 // len(piece)
    assert grows_in_proportion(
        lambda times: extract(piece * times, published=None, tagger=tagger), count
    )


_FUZZ = (
    *_MARKS,
    *_WORDS,
    *"\n .,?:—-()\t\x00\u202e\ufeff",
    *(
        "\ud800",
        "שלום",
        "مرحبا",
        "SAID BERG",
        "北京",
        "\r\n",
        "he said on",
        "5 May 2021",
        "İ",
        "\u0301",
    ),
    *("“We will,” said Anna Berg.", "Berg denied that", "according to", " opposes the plan. "),
)


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_a_million_signs_of_anything_are_read(extractor: Extractor) -> None:
    """Marks, half characters, other scripts and news by lot: no exception, every span exact."""
    chance = random.Random(7)  # noqa: S311 - no secret
    pieces: list[str] = []
    length = 0
    # The exact network reads window by window, all alike: a fifth is enough, and takes 15 s.
    most = 200_000 if extractor == "exact" else 1_000_000
    while length < most:
        pieces.append(chance.choice(_FUZZ) + " " * (chance.random() < 0.5))
        length += len(pieces[-1])
    text = "".join(pieces)
    found = extract(text, published=date(2022, 3, 9), tagger=find_tagger(extractor))
    assert found.quotations
    for quotation in found.quotations:
        for span in (quotation.content, quotation.speaker, quotation.cue):
            assert span is None or 0 <= span.start < span.end <= len(text)
    assert as_contract("a", found, text)["quotes"]
