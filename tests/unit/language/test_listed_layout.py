"""Sentences and word classes of texts that are read by word lists."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.language_files import known_languages
from bot.language.listed_layout import lay_out_listed
from bot.language.vocabulary_files import vocabulary_of


def sentences(code: str, text: str) -> list[str]:
    """Return the sentences of a text."""
    layout = lay_out_listed(text, vocabulary_of(code))
    return [layout.sentence_span(number).of(text) for number in range(len(layout.sentences))]


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        ("de", "Am 5. Februar kam Dr. Vogt z. B. nach Bonn. Er blieb.", 2),
        ("de", "Das kostet ca. 3 Mio. Euro. Das ist viel.", 2),
        ("de", "„Das ist gut. Das bleibt so“, sagte er. Er ging.", 3),
        ("fr", "M. Dupont est là. « C'est bien. » Il part.", 3),
        ("es", "El Sr. Díaz llegó a EE.UU. ayer. ¿Por qué? Nadie sabe.", 3),
        ("it", "L'on. Rossi parla. Il sig. Bianchi tace.", 2),
        ("pt", "O Sr. Silva chegou. A Dra. Costa saiu.", 2),
        ("nl", "Dhr. Jansen kwam. Mevr. de Vries ging.", 2),
        ("ru", "В 2022 г. приехал А. С. Петров. Он остался.", 2),
        ("uk", "У 2022 р. приїхав О. Петренко. Він залишився.", 2),
        ("zh", "他来了。他说：“我走了。”她没走！为什么？", 4),
        ("", "Először jött. Aztán ment.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(code: str, text: str, count: int) -> None:
    """Ordinals, abbreviations and initials end none; stops inside marks may."""
    assert len(sentences(code, text)) == count


def test_a_word_owes_its_capital_to_its_place() -> None:
    """At the start of a sentence a common word is no name."""
    layout = lay_out_listed("Heute kam Vogt. Vogt blieb.", vocabulary_of("de"))
    assert [layout.tags[layout.words.index(word)] for word in ("Heute", "Vogt")] == ["M", "N"]


def test_where_nouns_have_capitals_one_with_a_capital_is_no_verb() -> None:
    """In "in dem Schreiben" stands a letter, in "sie schreiben" a verb."""
    vocabulary = vocabulary_of("de")
    assert lay_out_listed("Es steht in dem Schreiben hier.", vocabulary).tags[4] == "N"
    assert lay_out_listed("Die Leute schreiben hier.", vocabulary).tags[2] == "V"


def test_a_verb_that_needs_its_particle_reports_nothing_without() -> None:
    """ "Gab es Streit" reports nothing, "gab er zu" does."""
    vocabulary = vocabulary_of("de")
    assert "V" not in lay_out_listed("Dort gab es Streit.", vocabulary).tags
    assert "V" in lay_out_listed("Den Fehler gab er zu.", vocabulary).tags


@settings(deadline=None)
@given(st.text(max_size=120), st.sampled_from(sorted(known_languages() | {""})))
def test_any_text_is_cut_into_tokens_and_sentences(text: str, code: str) -> None:
    """Tokens run in order without overlap, each has a tag, and sentences cover them all."""
    layout = lay_out_listed(text, vocabulary_of(code))
    assert len(layout.tags) == len(layout.words) == len(layout.sentence_of)
    assert [text[a:b] for a, b in zip(layout.starts, layout.ends, strict=True)] == layout.words
    assert all(a <= b for a, b in zip(layout.ends, layout.starts[1:], strict=False))
    edges = [0, *(after for _, after in layout.sentences)]
    assert layout.sentences == list(pairwise(edges))
    assert edges[-1] == len(layout.words)
