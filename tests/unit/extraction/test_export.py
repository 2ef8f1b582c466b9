"""The JSON contract of what was found in a text."""

import json

from bot.extraction.export import as_contract
from bot.extraction.extract import extract
from bot.records import (
    Actor,
    ActorKind,
    Extraction,
    Mention,
    Position,
    Quotation,
    QuotationKind,
    Span,
    Stance,
    TimeExpression,
)

TEXT = (
    "“The pier is safe,” Ann Lee and Bo Roth said on Monday. “Nobody was hurt.” Norland opposes"
    " the “plan”, calling it a “waste of money”, officials said."
)


def span(words: str) -> Span:
    """Return where the words stand in the sample."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


SPEAKERS = {
    "speaker": span("Ann Lee and Bo Roth"),
    "cue": span("said"),
    "speakers": ("ann lee", "bo roth"),
    "reason": "full name",
}
FOUND = Extraction(
    actors=(
        Actor(key="ann lee", name="Ann Lee", kind=ActorKind.PERSON),
        Actor(key="bo roth", name="Bo Roth", kind=ActorKind.PERSON),
        Actor(key="norland", name="Norland", kind=ActorKind.COUNTRY),
    ),
    mentions=(
        Mention(span=span("Ann Lee"), actor="ann lee", kind=ActorKind.PERSON, reason="full name"),
        Mention(span=span("Norland"), actor="norland", kind=ActorKind.COUNTRY, reason="gazetteer"),
        Mention(span=span("it"), actor="norland", kind=ActorKind.COUNTRY, reason="pronoun"),
    ),
    quotations=(
        Quotation(content=span("The pier is safe,"), kind=QuotationKind.DIRECT, **SPEAKERS),
        Quotation(content=span("Nobody was hurt."), kind=QuotationKind.DIRECT, **SPEAKERS),
        Quotation(content=span("plan"), kind=QuotationKind.DIRECT),
        Quotation(
            content=span("Norland opposes the “plan”, calling it a “waste of money”"),
            kind=QuotationKind.MIXED,
            speaker=span("officials"),
            cue=Span(len(TEXT) - 5, len(TEXT) - 1),
        ),
        Quotation(
            content=span("waste of money"),
            kind=QuotationKind.DIRECT,
            speaker=span("officials"),
            cue=Span(len(TEXT) - 5, len(TEXT) - 1),
        ),
    ),
    positions=(
        Position(
            actor=span("Norland"),
            stance=Stance.OPPOSES,
            cue=span("opposes"),
            evidence=span("Norland opposes the “plan”"),
            target=span("the “plan”"),
            actors=("norland",),
        ),
    ),
    time_expressions=(TimeExpression(span=span("Monday"), type="DATE", value="2024-05-06"),),
)


def contract() -> dict[str, list[dict[str, object]]]:
    """Return the sample's JSON, once through the printer."""
    return json.loads(json.dumps(as_contract("d-1", FOUND, TEXT)))


def words_of(entry: dict[str, object], start: str = "start", end: str = "end") -> str:
    """Return the words between two offsets of an entry."""
    return TEXT[int(str(entry[start])) : int(str(entry[end]))]


def test_quotes_carry_resolved_speakers_and_spans() -> None:
    """Two speakers are joined; a speaker without a resolved name has its span only."""
    first, *_, mixed, inside = contract()["quotes"]
    assert words_of(first) == "The pier is safe,"
    assert first["speaker"] == "Ann Lee and Bo Roth"
    assert words_of(first, "speaker_start", "speaker_end") == "Ann Lee and Bo Roth"
    assert words_of(first, "cue_start", "cue_end") == "said"
    assert (mixed["kind"], inside["kind"]) == ("mixed", "direct")
    assert "speaker" not in mixed
    assert words_of(mixed, "speaker_start", "speaker_end") == "officials"


def test_a_single_quoted_word_is_no_quote() -> None:
    """It names or doubts something."""
    assert "plan" not in [words_of(entry) for entry in contract()["quotes"]]


def test_attributions_join_the_pieces_of_one_quotation() -> None:
    """Pieces under one cue are one attribution; what a reported clause holds is not repeated."""
    broken, mixed = contract()["attributions"]
    assert [TEXT[slice(*piece)] for piece in broken["content"]] == [
        "The pier is safe,",
        "Nobody was hurt.",
    ]
    assert broken["kind"] == "direct"
    assert mixed["kind"] == "mixed"
    assert TEXT[slice(*mixed["source"])] == "officials"


def test_positions_dates_and_actors_follow_the_contract() -> None:
    """Evidence is verbatim, countries are locations, pronouns are no entities."""
    found = contract()
    (position,) = found["positions"]
    assert position["quote"] == words_of(position) == "Norland opposes the “plan”"
    assert (position["actor"], position["stance"], position["target"]) == (
        "Norland",
        "opposes",
        "the “plan”",
    )
    monday = span("Monday")
    assert found["timexes"] == [
        {"start": monday.start, "end": monday.end, "type": "DATE", "value": "2024-05-06"}
    ]
    assert [(entry["type"], entry["name"]) for entry in found["entities"]] == [
        ("person", "Ann Lee"),
        ("location", "Norland"),
    ]


def test_places_inside_the_names_of_bodies_are_entities_too() -> None:
    """The name of a body is followed by the places in it; who acts for a state is a body."""
    text = "The University of Lima met Peruvian officials."
    found = extract(text, published=None)
    entities = json.loads(json.dumps(as_contract("d-2", found, text)))["entities"]
    assert [(text[it["start"] : it["end"]], it["type"]) for it in entities] == [
        ("University of Lima", "organisation"),
        ("Lima", "location"),
        ("Peruvian officials", "organisation"),
    ]


def test_pieces_of_a_broken_report_are_one_attribution() -> None:
    """Words before and behind one cue belong together, of whatever kind; without a cue none do."""
    text = "The levy will rise, Ann Lee said, by “a tenth”. Nobody asked. It stays."

    def piece(words: str, kind: QuotationKind, *, has_cue: bool = True) -> Quotation:
        start = text.index(words)
        said = text.index("said")
        return Quotation(
            content=Span(start, start + len(words)),
            kind=kind,
            speaker=Span(20, 27),
            cue=Span(said, said + 4) if has_cue else None,
        )

    found = Extraction(
        quotations=(
            piece("The levy will rise", QuotationKind.INDIRECT),
            piece("a tenth", QuotationKind.DIRECT),
            piece("Nobody asked", QuotationKind.INDIRECT, has_cue=False),
            piece("It stays", QuotationKind.INDIRECT, has_cue=False),
        )
    )
    attributions = json.loads(json.dumps(as_contract("d-3", found, text)))["attributions"]
    assert [[text[slice(*it)] for it in each["content"]] for each in attributions] == [
        ["The levy will rise", "a tenth"],
        ["Nobody asked"],
        ["It stays"],
    ]
    assert [each["kind"] for each in attributions] == ["mixed", "indirect", "indirect"]


def test_speech_without_blanks_between_its_words_is_long_enough() -> None:
    """A Chinese quotation is one word to the eye, and a quotation all the same."""
    text = "发言人李华表示：“我们坚决反对任何形式的涨价。”"
    exported = as_contract("1", extract(text, published=None), text)
    assert [text[it["start"] : it["end"]] for it in exported["quotes"]] == [  # type: ignore[index, attr-defined]
        "我们坚决反对任何形式的涨价。"
    ]
