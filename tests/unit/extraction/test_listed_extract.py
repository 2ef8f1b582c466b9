"""Whole texts in other languages: what comes of them, and that nothing breaks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.extract import extract
from bot.language.language_files import known_languages
from bot.language.vocabulary_files import vocabulary_of
from bot.records import Extraction, Precision, Span

_PUBLISHED = date(2022, 2, 9)
_GERMAN = (
    "Bundeskanzlerin Anna Lang traf am Montag den russischen Präsidenten Wladimir Putin. „Wir"
    " werden das nicht hinnehmen“, sagte sie am Dienstag. Lang betonte: „Die NATO steht"
    " zusammen.“ Am 5. Februar 2022 begann das Treffen. Petra Vogt und Eva Brandt erklärten: „Wir"
    " stehen zu unserem Wort.“ Die Opposition lehnt den Plan ab und fordert Neuwahlen."
)


def spans_of(found: Extraction) -> list[Span]:
    """Return every span of what was found."""
    spans = [*found.sentences, *(it.span for it in found.mentions)]
    for quotation in found.quotations:
        spans += [it for it in (quotation.content, quotation.speaker, quotation.cue) if it]
    spans += [it.span for it in found.time_expressions]
    return spans + [span for it in found.timeline for span in (it.phrase, it.evidence)]


def test_a_german_text_gives_speakers_actors_and_dates() -> None:
    """Surname, pronoun and two names at once stand for the people of the text."""
    found = extract(_GERMAN, published=_PUBLISHED, title="Lang warnt die NATO")
    assert [(it.content.of(_GERMAN), it.speakers, it.reason) for it in found.quotations] == [
        ("Wir werden das nicht hinnehmen", ("anna lang",), "pronoun"),
        ("Die NATO steht zusammen.", ("anna lang",), "surname"),
        ("Wir stehen zu unserem Wort.", ("petra vogt", "eva brandt"), "conjunction"),
    ]
    assert {"anna lang", "vladimir putin", "nato"} <= {it.key for it in found.actors}
    assert set(found.title_actors) == {"anna lang", "nato"}
    assert [(it.date, it.precision) for it in found.timeline] == [
        (date(2022, 2, 7), Precision.DAY),
        (date(2022, 2, 5), Precision.DAY),
    ]


def test_other_languages_have_no_positions() -> None:
    """The rules for positions are English; for other texts they would make things up."""
    assert extract(_GERMAN, published=_PUBLISHED).positions == ()


def test_a_stated_language_decides_how_a_text_is_read() -> None:
    """The caller knows better than a guess from one sentence."""
    text = "«Stop now please», dijo Ana."
    assert extract(text, published=None, language="es").quotations[0].speaker is not None
    assert extract(_GERMAN, published=_PUBLISHED, language="de") == extract(
        _GERMAN, published=_PUBLISHED
    )


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("de", "Die Vereinigten Staaten und die Nato beraten.", "nato"),
        ("fr", "Les États-Unis et l’OTAN discutent avec le Royaume-Uni.", "nato"),
        ("es", "Estados Unidos y la OTAN hablan con EE.UU. hoy.", "nato"),
        ("it", "Gli Stati Uniti e la Nato parlano.", "nato"),
        ("pt", "Os EUA e a OTAN falam.", "nato"),
        ("nl", "De Verenigde Staten en de NAVO praten, zegt de VS.", "nato"),
        ("ru", "США и НАТО ведут переговоры.", "nato"),
        ("uk", "США і НАТО ведуть переговори.", "nato"),
        ("zh", "美国和北约举行会谈。", "nato"),
    ],
)
def test_a_body_is_the_same_in_every_language(language: str, text: str, key: str) -> None:
    """NATO is found under the name that it has in each language, and the United States too."""
    found = extract(text, published=None, language=language)
    assert {it.key for it in found.actors} >= {key, "united states"}
    assert all(it.reason == "gazetteer" for it in found.mentions)


def test_a_pronoun_that_fits_nobody_stays_open() -> None:
    """ "She" is not the man who was named, and two women leave it open."""
    man = "Иван Петров приехал в Осло. «Это неправда», — сказала она."
    assert extract(man, published=None, language="ru").quotations[0].speakers == ()
    two = "Petra Vogt traf Eva Brandt. „Das ist falsch“, sagte sie."
    assert extract(two, published=None, language="de").quotations[0].speakers == ()


def test_a_noun_in_capitals_is_nobody() -> None:
    """Where nouns have capitals, a lone noun that speaks is no person."""
    found = extract("Experten sagten: „Das geht nicht gut.“", published=None, language="de")
    assert found.quotations[0].speakers == ()
    assert found.actors == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El Banco Central afirmó: «La inflación bajará pronto»."),
        ("fr", "La Banque Centrale a dit : « L'inflation va baisser. »"),
        ("ru", "Верховный Суд заявил, что «решение окончательное»."),
        ("de", "Der Weiße Ring sagte: „Das ist ein guter Tag.“"),
    ],
)
def test_a_body_that_no_list_knows_is_no_person(language: str, text: str) -> None:
    """It is quoted as written; who it is stays open."""
    found = extract(text, published=None, language=language)
    assert [it.speakers for it in found.quotations] == [()]
    assert found.actors == ()


def test_a_dateline_and_the_day_of_a_saying_are_no_events() -> None:
    """The date that heads a text, the one when somebody spoke, and "this year" are left out."""
    text = (
        "Berlin, 05.02.2022 – Das Parlament tagt.\n\nDer Minister sagte am Montag nichts dazu."
        " Dieses Jahr ist es so."
    )
    assert extract(text, published=_PUBLISHED, language="de").timeline == ()


@pytest.mark.parametrize("language", sorted(known_languages() | {"", "ja", "ar"}))
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n\t",
        "„“»«›‹",
        "\x00\x01\ud800„a b“\x00",
        "„" * 300,
        "\u202e„abc def“ sagte\u202c er",
        "رفض الوزير: «لن نقبل هذا أبدا» وقال إنه لن يستقيل.",
        "LANG SAGTE: „DAS GEHT NICHT.“",
        "sagte sagte sagte, sagte „sagte sagte“ sagte",
        "12. 13. 14. 2022年 99月 31.02.2022 0 0 0",
        "e\u0301\u0301\u0301 „e\u0301 e\u0301“ sagte E\u0301va",
    ],
)
def test_odd_text_yields_facts_or_nothing(language: str, text: str) -> None:
    """Damage, other directions and bare marks make no error, and every span stays inside."""
    found = extract(text, published=_PUBLISHED, title=text[:20], language=language)
    assert all(0 <= it.start < it.end <= len(text) for it in spans_of(found))


@settings(deadline=None)
@given(st.data())
def test_words_and_marks_in_any_order_keep_their_places(data: st.DataObject) -> None:
    """Mentions come in order without overlap, and all spans lie inside the text."""
    code = data.draw(st.sampled_from(sorted(known_languages())))
    words = sorted(
        {*vocabulary_of(code).tags, "„", "“", "«", "»", ",", ".", ":", "Anna", "Vogt", "5"}
    )
    text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=30)))
    found = extract(text, published=_PUBLISHED, language=code)
    assert all(0 <= it.start < it.end <= len(text) for it in spans_of(found))
    ends = [it.span.end for it in found.mentions]
    assert all(a <= it.span.start for a, it in zip(ends, found.mentions[1:], strict=False))


@pytest.mark.parametrize("unit", ["„", "„a b“ ", "nannte „x y“ ", "„x y z“, sagte Vogt. ", "'a "])
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    """Ten thousand marks are read to the end: what is found grows as the text does."""
    small = extract(unit * 1_000, published=None, language="de")
    large = extract(unit * 10_000, published=None, language="de")
    assert len(large.quotations) >= 9 * len(small.quotations)
    assert len(large.sentences) >= len(small.sentences)
