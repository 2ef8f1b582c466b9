"""The one pass over a text: ``extract``."""

from __future__ import annotations

import gc
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bot.extraction.actors import find_actors
from bot.extraction.cues import find_cues
from bot.extraction.extract import extract
from bot.extraction.phrases import find_phrases
from bot.extraction.quotations import find_quotations
from bot.language.layout import lay_out
from bot.records import Precision, Span, Stance

_TEXT = (
    "Foreign Minister Anna Berg met Ole Dahl in Oslo on Monday. “Norway will never accept this,”"
    " Berg said. Sweden opposes the new pipeline to Germany.\n\n"
    "The two ministers called the talks “very useful”."
)


def test_one_pass_finds_every_kind_of_fact() -> None:
    """Quotations come with resolved speakers, besides actors, positions and dated sentences."""
    found = extract(_TEXT, published=date(2022, 3, 9), title="Norway and Sweden meet")
    quotation = found.quotations[0]
    assert quotation.content.of(_TEXT) == "Norway will never accept this,"
    assert quotation.speaker is not None
    assert quotation.speaker.of(_TEXT) == "Berg"
    assert quotation.speakers == ("anna berg",)
    assert quotation.reason
    assert {"anna berg", "norway", "sweden"} <= {actor.key for actor in found.actors}
    assert set(found.title_actors) == {"norway", "sweden"}
    assert [(item.actors, item.stance) for item in found.positions if "sweden" in item.actors] == [
        (("sweden",), Stance.OPPOSES)
    ]
    assert (date(2022, 3, 7), Precision.DAY) in {
        (entry.date, entry.precision) for entry in found.timeline
    }
    assert [sentence.of(_TEXT)[:8] for sentence in found.sentences] == [
        "Foreign ",
        "“Norway ",
        "Sweden o",
        "The two ",
    ]


def test_the_seed_gives_all_its_quotations(project_seed: str) -> None:
    """All nine quoted stretches of the shipped document are found, each with a speaker."""
    found = extract(project_seed, published=date(2022, 2, 5))
    speakers = [item.speaker.of(project_seed) if item.speaker else "" for item in found.quotations]
    assert speakers == [
        "Xi Jinping",
        "the leaders",
        "a joint statement released by the Kremlin",
        "countries",
        "China and Russia",
        "China and Russia",
        "they",
        "they",
        "they",
    ]
    assert found.quotations[0].speakers == ("xi jinping",)
    assert set(found.quotations[1].speakers) == {"xi jinping", "vladimir putin"}
    assert set(found.quotations[3].speakers) == {"russia", "china"}


@pytest.fixture
def project_seed(project: Path) -> str:
    """Return the text of the shipped document."""
    (path,) = sorted((project / "seeds").glob("000_*.txt"))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n\t",
        "”“”",
        "\x00\x01\ud800",
        "“" * 300,
        "İstanbul’da “İyi günler” dedi İnönü.",
        "中国外交部发言人说：“我们反对。”",
        "said said said, said “said said” said",
        "\u202e“abc def” said\u202c he",
    ],
)
def test_odd_text_yields_facts_or_nothing(text: str) -> None:
    """No text makes the pass fail, and every span stays inside the text."""
    found = extract(text, published=None)
    for quotation in found.quotations:
        assert 0 <= quotation.content.start < quotation.content.end <= len(text)


def test_results_are_in_text_order_and_repeatable() -> None:
    """The same text gives the same result, and sentences do not overlap."""
    first = extract(_TEXT, published=date(2022, 3, 9))
    assert first == extract(_TEXT, published=date(2022, 3, 9))
    assert list(first.quotations) == sorted(first.quotations, key=lambda item: item.content)
    assert all(one.end <= other.start for one, other in pairwise(first.sentences))
    assert all(isinstance(sentence, Span) for sentence in first.sentences)


def test_nothing_is_left_for_the_garbage_collector() -> None:
    """Extraction makes no cycles, so that importers may let the collector run seldom."""
    extract(_TEXT, published=date(2022, 3, 9), title="Norway and Sweden meet")
    gc.collect()
    gc.disable()
    try:
        extract(_TEXT, published=date(2022, 3, 9), title="Norway and Sweden meet")
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "sentence",
    [
        "Berg opposes on Monday the plan",
        "Berg dismissed Lund as a fool",
        "Berg denied officials knew of the plan",
        "Berg blamed the delay on Lund",
        "Berg accused officials of the ministry of fraud",
        "Berg urged Lund on Monday not to leave",
        "Berg wants voters to know the truth",
        "Berg said that Lund must be punished",
        "Berg is willing to go",
    ],
)
def test_a_text_may_end_behind_any_word(sentence: str) -> None:
    """What is cut off in the middle of a clause yields less, no error."""
    words = sentence.split()
    for count in range(len(words) + 1):
        for text in (" ".join(words[:count]), " ".join(words[:count]).upper()):
            assert len(extract(text, published=None).sentences) == (count > 0)


def test_those_who_speak_of_themselves_are_told() -> None:
    """ "I" in quoted speech is the speaker, and nobody outside of it."""
    text = '"I will go," Ana Sorel said. I was there.'
    layout = lay_out(text)
    phrases = find_phrases(layout)
    quotations = find_quotations(layout, phrases, find_cues(layout))
    actors = find_actors(layout, phrases, quotations=quotations)
    assert actors.resolve(Span(1, 2)) == (("ana sorel",), "pronoun")
    assert actors.resolve(Span(text.index("I was"), text.index("I was") + 1)).actors == ()
