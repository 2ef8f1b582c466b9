"""Attributed speech as the trained taggers read it, with the weights that ship."""

from __future__ import annotations

from dataclasses import replace

import pytest
from growth import grows_in_proportion

from bot.config import Extractor
from bot.extraction.attributed import (
    find_attributed,
    find_teller,
    give_speakers_below,
    goes_on,
    is_adrift,
    list_tellers,
    mend_conjoined,
    mend_part,
)
from bot.extraction.cues import find_cues
from bot.extraction.extractors import find_tagger
from bot.extraction.phrases import find_phrases
from bot.language.layout import Quoted, lay_out
from bot.records import Quotation, QuotationKind, Span

TRAINED = ["exact", "fast"]


def find(text: str, extractor: Extractor) -> list[tuple[str, str | None, str]]:
    """Return kind, speaker as written and content of everything that is attributed."""
    layout = lay_out(text)
    tagger = find_tagger(extractor)
    assert tagger is not None
    found = find_attributed(layout, find_phrases(layout), find_cues(layout), tagger)
    return [
        (it.kind.value, it.speaker.of(text) if it.speaker else None, it.content.of(text))
        for it in found
    ]


@pytest.mark.parametrize("extractor", TRAINED)
@pytest.mark.parametrize(
    "text",
    [
        "Anna Roe is known for hits including “Winter Comes,” “Black Water” and “The Long Way.”",
        "The choir sang a version of the anthem “A Day Will Come,” and Anna Roe wept.",
        "Anna Roe announced her new single “Never Alone Again,” the first of the year.",
        "Critics praised Tom Berg, the director of films such as “Get Out Now” and “The Miller.”",
    ],
)
def test_titles_of_works_are_nobodys_words(extractor: Extractor, text: str) -> None:
    """Behind "hits including", "her single" and "films such as" stand titles."""
    assert [it for it in find(text, extractor) if it[0] == "direct"] == []


@pytest.mark.parametrize("extractor", TRAINED)
def test_a_sentence_about_somebody_leads_to_their_words(extractor: Extractor) -> None:
    """A tagger that points at whoever spoke before is put right."""
    text = (
        "The union's Anna Roe was blunt: “It will fall.” Tom Berg was less so. “Perhaps it will.”"
    )
    direct = [speaker for kind, speaker, _ in find(text, extractor) if kind == "direct"]
    assert direct == ["The union's Anna Roe", "Tom Berg"]


@pytest.mark.parametrize("extractor", TRAINED)
@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "“We will pay for the bridge,” Anna Berg said.",
            "Anna Berg",
            "We will pay for the bridge,",
        ),
        ("“We will pay for it,” said Anna Berg.", "Anna Berg", "We will pay for it,"),
        ("Anna Berg told reporters: “We will pay.”", "Anna Berg", "We will pay."),
        ('anna berg said: "we will pay for it."', "anna berg", "we will pay for it."),
        ("“We will pay.” ― Anna Berg", "Anna Berg", "We will pay."),
        ("“BERG: We will pay for the bridge.”", "BERG", "BERG: We will pay for the bridge."),
    ],
)
def test_a_direct_quotation_has_its_speaker(
    extractor: Extractor, text: str, speaker: str, content: str
) -> None:
    """Before the words or behind them, in good text and in bad, by cue, signature or label."""
    assert ("direct", speaker, content) in find(text, extractor)


@pytest.mark.parametrize("extractor", TRAINED)
def test_reported_speech_is_indirect(extractor: Extractor) -> None:
    """A clause without marks is somebody's speech too, with its speaker."""
    found = find("Anna Berg said on Monday that the bridge would be closed in May.", extractor)
    ((kind, speaker, content),) = found
    assert (kind, speaker) == (QuotationKind.INDIRECT, "Anna Berg")
    assert "the bridge would be closed" in content


@pytest.mark.parametrize("extractor", TRAINED)
def test_a_clause_that_holds_quoted_words_is_given_whole(extractor: Extractor) -> None:
    """The whole is mixed; the quoted stretch stands beside it with the same speaker."""
    found = find("Anna Berg said the bridge was “a danger to us all” and must close.", extractor)
    kinds = {kind: (speaker, content) for kind, speaker, content in found}
    assert kinds["direct"] == ("Anna Berg", "a danger to us all")
    speaker, content = kinds["mixed"]
    assert speaker == "Anna Berg"
    assert content.startswith("the bridge was “a danger to us all”")


@pytest.mark.parametrize("extractor", TRAINED)
def test_a_place_before_its_item_says_nothing(extractor: Extractor) -> None:
    """In a list of what happened where, only those named within an item speak."""
    items = (
        "Lund: The council has closed its pools for the winter.",
        "Marda Creek: Officials say a bear was seen near the river for the first time.",
        "Aros: A judge has ruled that the city must mend the old pier, officials said.",
        "Holm: Officials called the closing of the old mill “a hard blow for all of us”.",
    )
    found = find("\n\n".join(items), extractor)
    speakers = {speaker for _, speaker, _ in found}
    assert "Officials" in speakers
    assert speakers <= {"Officials", "officials", "A judge"}
    assert not any(place in content for _, _, content in found for place in ("Aros", "Lund:"))


@pytest.mark.parametrize(
    "text",
    [
        "Berg met Dahl and said no.",
        "Berg met Dahl, and said no.",
        "Berg met Dahl in Lund and said no.",
        "Berg met Dahl of Aros, Tom Holm, and said no.",
    ],
)
def test_a_joined_verb_has_the_subject_of_its_clause(text: str) -> None:
    """The object before "and" is not who says what the verb behind it reports."""
    layout = lay_out(text)
    heads = {cue.head: cue for cue in find_cues(layout)}
    said = layout.words.index("said")
    mended = mend_conjoined(layout, find_phrases(layout), heads, (2, 3), (said, said + 1))
    assert mended is not None
    assert layout.span(*mended).of(text) == "Berg"


def test_quoted_words_are_whose_clause_they_stand_in() -> None:
    """A cue right before the clause leaves no doubt; one far from it does."""
    text = "Berg said it was “a bad day”."

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    clause = Quotation(
        content=span("it was “a bad day”"),
        kind=QuotationKind.MIXED,
        speaker=span("Berg"),
        cue=span("said"),
    )
    (teller,) = list_tellers([clause, replace(clause, cue=span("Berg"))])
    assert teller == clause
    assert find_teller([teller], span("a bad day")) == span("Berg")
    assert find_teller([teller], span("said")) is None


@pytest.mark.parametrize("extractor", TRAINED)
@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The Marlins are “on a winning run” and look strong.", "on a winning run"),
        ("Dahl runs the mill, known as “the queen of the valley,” in Lund.",
         "the queen of the valley,"),
        ("Anna Berg told the Courier that the ferry would sail again.\n\nStorm damage:'Nobody"
         " should be surprised by it': Why the old pier fell so fast\n\nThe pier fell on Monday.",
         "Nobody should be surprised by it"),
        ("“We are all tired,” Anna Berg said.\n\n‘A very sad and long winter’\n\nSnow fell.",
         "A very sad and long winter"),
    ],
)  # fmt: skip
def test_who_is_only_named_near_does_not_speak(
    extractor: Extractor, text: str, content: str
) -> None:
    """Not the subject of a sentence without a cue, nor whoever spoke before a heading or a link."""
    assert ("direct", None, content) in find(text, extractor)


@pytest.mark.parametrize("extractor", TRAINED)
def test_a_handle_speaks_as_a_name_does(extractor: Extractor) -> None:
    """So tweets are quoted; neither the words before it nor those below are somebody else's."""
    text = (
        "Other fans understood.\n\n“Please stay at home,” wrote @lund_fan. “We can wait until"
        " May.”\n\nUser @bergfan said it was “very sad news” for Lund."
    )
    found = [row[1:] for row in find(text, extractor) if row[0] == "direct"]
    assert found == [
        ("@lund_fan", "Please stay at home,"),
        ("@lund_fan", "We can wait until May."),
        ("User @bergfan", "very sad news"),
    ]


@pytest.mark.parametrize("extractor", TRAINED)
def test_what_stands_below_a_heading_is_not_said_in_it(extractor: Extractor) -> None:
    """ "..., police say" over the text below tells who says the heading, and no more."""
    text = (
        "Her latest memoir told of her lifelong struggles and of a childhood of abuse in the north"
        " of Lund.\n\nAnna Dahl tested for drugs after fiery car crash, police say\n\nDespite the"
        " setbacks, Dahl continued to work, mostly in television, appearing on shows of the day."
    )
    heading = "Anna Dahl tested for drugs after fiery car crash"
    assert [row[2] for row in find(text, extractor) if row[1] == "police"] == [heading]


@pytest.mark.parametrize("extractor", TRAINED)
def test_a_heading_is_whose_words_it_repeats(extractor: Extractor) -> None:
    """The quotation below that holds the words of a heading says who speaks them."""
    text = (
        "Rain fell on the port, Anna Berg said.\n\n‘The worst of all storms’\n\nThe port was full"
        " of broken boats. “This is the worst of all storms I have seen,” said Tom Dahl."
    )
    assert ("direct", "Tom Dahl", "The worst of all storms") in find(text, extractor)


@pytest.mark.parametrize("extractor", TRAINED)
def test_titles_that_nobody_says_are_no_speech(extractor: Extractor) -> None:
    """What has the capitals of a title and neither speaker nor cue is left out."""
    text = "The hymns chosen were “The Day We Rowed, Lord” and “Like Ships in Lund.”"
    assert not any(kind == "direct" for kind, _, _ in find(text, extractor))


@pytest.mark.parametrize("extractor", TRAINED)
def test_a_fragment_without_a_comma_goes_on(extractor: Extractor) -> None:
    """Who is named behind quoted words is only what the speaker talks about."""
    found = find(
        "Spokesman Tom Dahl said there was “no chance” Berg would declare a war.", extractor
    )
    assert ("direct", "Spokesman Tom Dahl", "no chance") in found


def test_a_sentence_goes_on_with_the_words_before_it() -> None:
    """Not with whoever another paragraph names, unless its own names somebody."""
    text = "“Stay at home,” wrote Berg. “We wait.”\n\n“It is late,” said Dahl. “Go.” Lund slept."
    layout = lay_out(text)
    first, second, third, fourth = layout.quoted
    berg, dahl = (Span(text.index(name), text.index(name) + 4) for name in ("Berg", "Dahl"))

    def said(stretch: Quoted, speaker: Span) -> Quotation:
        return Quotation(content=stretch.inner, kind=QuotationKind.DIRECT, speaker=speaker)

    assert goes_on(layout, second, said(second, dahl), said(first, berg))
    assert not goes_on(layout, second, said(second, berg), said(first, dahl))
    assert not goes_on(layout, third, said(third, berg), said(second, berg))
    assert goes_on(layout, fourth, said(fourth, berg), said(third, dahl))


def test_a_fragment_has_no_speaker_from_afar() -> None:
    """What goes on with a speech named before it is a sentence of its own."""
    text = "Anna Berg spoke. Lund may call up men “in cases of attack” by law.\n\n“We wait.”"
    layout = lay_out(text)
    speaker = Span(0, len("Anna Berg"))
    fragment, whole = layout.quoted

    def is_left(stretch: Quoted, cue: Span | None) -> bool:
        kind = QuotationKind.DIRECT
        quotation = Quotation(content=stretch.inner, kind=kind, speaker=speaker, cue=cue)
        return is_adrift(layout, stretch, quotation)

    assert is_left(fragment, None)
    assert not is_left(fragment, Span(10, 15))
    assert not is_left(whole, None)


@pytest.mark.parametrize("extractor", TRAINED)
def test_whom_a_participle_follows_speaks(extractor: Extractor) -> None:
    """In "the film shows Berg saying" it is Berg, not the film."""
    found = find("The ad uses footage of Anna Berg asking, “Why am I not ahead by now?”", extractor)
    assert ("direct", "Anna Berg", "Why am I not ahead by now?") in found


def test_part_of_a_speaker_is_nobody_else() -> None:
    """What belongs to how the last speaker is called does not go on speaking itself."""
    text = "“We pay,” said Berg, head of the Port of Lund. “It is dear.” Lund was quiet."
    berg, lund = text.index("Berg"), text.index("Lund")
    called = Span(berg, lund + 4)
    assert mend_part(Span(lund, lund + 4), called) == called
    other = Span(text.rindex("Lund"), text.rindex("Lund") + 4)
    assert mend_part(other, called) == other
    assert mend_part(None, called) is None


@pytest.mark.parametrize("extractor", TRAINED)
@pytest.mark.parametrize("text", ["", " \n", "...", "“”", '"' * 10_000, "\ud800\x00 “\ud800 a”"])
def test_odd_texts_give_nothing_and_raise_nothing(extractor: Extractor, text: str) -> None:
    """No words, only marks, half characters."""
    assert all(content.strip() for _, _, content in find(text, extractor))


@pytest.mark.parametrize("extractor", TRAINED)
def test_the_same_text_gives_the_same_facts(extractor: Extractor) -> None:
    """Reading is a function of the text: nothing that was read before changes it."""
    text = "“We will pay,” said Anna Berg. The mayor denied that the bridge had been closed."
    first = find(text, extractor)
    find("Something else entirely, said nobody. " * 40, extractor)
    assert find(text, extractor) == first


def test_many_headings_cost_time_in_proportion() -> None:
    """The words of each are looked for in some of the quotations below, not in all."""

    def give(count: int) -> None:
        lines = [f"“We will mend barge {number}”" for number in range(count)]
        layout = lay_out("\n\n".join(lines))
        found = [
            Quotation(content=stretch.inner, kind=QuotationKind.DIRECT) for stretch in layout.quoted
        ]
        give_speakers_below(layout, found, list(range(count)))

    assert grows_in_proportion(give, 4_000)
