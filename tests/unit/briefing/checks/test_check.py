"""“Check this quote”: what the archive says about a quotation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.briefing.checks.check import check_quotation
from bot.briefing.checks.quoted import MOST_QUOTATIONS, MOST_WORDS
from bot.errors import InputError
from bot.ports import Archive
from bot.records import ActorKind, QuotationKind
from bot.results import FoundWords, QuoteCheck, Verdict

WORKSPACE = "w"
DOOR = "The door of NATO stays open to every neighbour of the strait"
SELL = "We will not sell the harbour to anyone, if we can help it"
HALVES = "We have 1.2 million reasons to stay"
COMMON = "Nobody in this town wants a dearer ferry ticket"
SHORT = "No comment"

Check = Callable[[str], QuoteCheck]


@pytest.fixture
def checked(keep: Callable[..., Archive], story: type) -> Callable[..., tuple[QuoteCheck, ...]]:
    """Return a function that checks a text against a small archive."""
    harbour = (
        story(
            "The council met for hours. "
            f"“{DOOR},” Mara Lindqvist said on Friday. The plan was then put off until May. "
            f"“{SELL},” said Jonas Berg. “{HALVES},” Berg added, “and we will use them all.” "
            f"“{SHORT},” Ada Brandt said.",
            outlet="Lund Post",
            published=date(2022, 6, 2),
        )
        .actor("Mara Lindqvist")
        .actor("Jonas Berg", aliases=("Berg",))
        .actor("Ada Brandt")
        .said(DOOR, "Mara Lindqvist", by="Mara Lindqvist", cue="said")
        .said(SELL, "Jonas Berg", by="Jonas Berg")
        .said(HALVES, "Berg", by="Jonas Berg")
        .said("and we will use them all.", "Berg", by="Jonas Berg")
        .said(SHORT, "Ada Brandt", by="Ada Brandt")
    )
    courier = (
        story(
            f"In Oslo the talk went on. “{DOOR},” said Lindqvist. {COMMON}. It rained all day in"
            " Karsund, and the Council of Norland said the toll on the strait would never be"
            " raised again.",
            outlet="The Courier",
            published=date(2022, 6, 3),
        )
        .actor("Mara Lindqvist", aliases=("Lindqvist",))
        .actor("Council of Norland", ActorKind.ORGANISATION)
        .said(DOOR, "Lindqvist", by="Mara Lindqvist")
        .said(
            "the toll on the strait would never be raised again",
            "the Council of Norland",
            by="Council of Norland",
            kind=QuotationKind.INDIRECT,
            cue="said",
        )
    )
    archive = keep(harbour, courier)

    def check(text: str) -> tuple[QuoteCheck, ...]:
        return check_quotation(archive, text, workspace=WORKSPACE).checks

    return check


@pytest.fixture
def one(checked: Callable[..., tuple[QuoteCheck, ...]]) -> Check:
    """Return a function that checks a text with one quotation."""

    def check(text: str) -> QuoteCheck:
        (only,) = checked(text)
        return only

    return check


def found(check: QuoteCheck) -> FoundWords:
    """Return the words that were found."""
    assert check.found is not None
    return check.found


def marks(check: QuoteCheck) -> list[tuple[str, str, str]]:
    """Return kind, the archive's words and the checked ones of each difference."""
    there = found(check)
    return [
        (str(d.kind), d.lead.of(there.text), d.other.of(check.words)) for d in there.differences
    ]


@pytest.mark.parametrize(
    "text",
    [
        DOOR,
        f"“{DOOR}.”",
        f'"{DOOR.lower().replace("nato", "NATO")}"',
        f"Mara Lindqvist said: “{DOOR}”",
        f"Did Lindqvist really say “{DOOR}”?",
        f"«{DOOR}» — Mara Lindqvist",
    ],
)
def test_quotation_word_for_word_is_exact(one: Check, text: str) -> None:
    """With who said it, where and when, the other outlets, and the sentences around it."""
    check = one(text)
    there = found(check)
    assert check.verdict is Verdict.EXACT
    assert there.text == DOOR
    assert (there.speaker, there.speaker_as_written) == ("Mara Lindqvist", "Mara Lindqvist")
    assert (there.citation.outlet, there.date) == ("Lund Post", date(2022, 6, 2))
    assert [each.outlet for each in there.also_in] == ["The Courier"]
    assert there.before is not None
    assert there.before.text == "The council met for hours."
    assert there.after is not None
    assert there.after.text == "The plan was then put off until May."
    assert there.in_sentence.of(there.sentence.text) == DOOR


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (DOOR.replace("open", "shut"), [("changed", "open", "shut")]),
        (SELL.replace(" not", ""), [("cut", "not", "")]),
        (SELL.replace("sell", "ever sell"), [("added", "", "ever")]),
        (HALVES.replace("1.2", "1.5"), [("changed", "1.2", "1.5")]),
        (SELL.replace("We", "[They]", 1), [("changed", "We", "[They]")]),
        (SELL.replace("the harbour", "the Harbour"), [("changed", "harbour", "Harbour")]),
        (SELL.replace("anyone, if", "anyone if"), [("changed", "anyone,", "anyone")]),
    ],
)
def test_changed_words_are_close_and_marked(
    one: Check, words: str, expected: list[tuple[str, str, str]]
) -> None:
    """A number, a lost negation, a bracket, a capital, a comma: each is named."""
    check = one(words)
    assert check.verdict is Verdict.CLOSE
    assert marks(check) == expected


@pytest.mark.parametrize(
    "words",
    [
        "NATO will remain ready to welcome all countries near the strait",
        "We would never dream of giving the harbour away to foreign buyers",
        "The ferry to Karsund will be free for all children from May",
        "The door of the council stays shut to every friend of the harbour",
        "Selling the harbour to anyone is not something we will do if asked",
    ],
)
def test_another_sentence_is_never_close(one: Check, words: str) -> None:
    """A paraphrase shares words, but it is not the quotation."""
    assert one(words).verdict is Verdict.NOT_FOUND


def test_what_shares_enough_words_is_shown_as_the_nearest(one: Check) -> None:
    """Not as found: half of the words are others."""
    check = one("The door of NATO stays open to ships that carry heavy grain")
    assert check.verdict is Verdict.NOT_FOUND
    assert found(check).text.startswith("The door of NATO stays open to")
    assert one("Purple zebras dance on silent glaciers every winter").found is None


@pytest.mark.parametrize(
    "words",
    [
        "The door of NATO stays open … neighbour of the strait",
        "The door of NATO [...] stays open to every neighbour of the strait",
        "… stays open to every neighbour (...) of the strait ...",
    ],
)
def test_ellipsis_stands_for_words_between_parts_in_order(one: Check, words: str) -> None:
    """What it leaves out is told."""
    check = one(words)
    assert check.verdict is Verdict.EXACT
    assert {gap.of(found(check).text).strip() for gap in found(check).left_out} <= {
        "to every",
    }


def test_parts_in_another_order_or_of_two_speakers_are_no_quotation(one: Check) -> None:
    """An ellipsis does not join what nobody said together."""
    turned = "neighbour of the strait … The door of NATO stays open to every"
    assert one(turned).verdict is Verdict.NOT_FOUND
    mixed = one("The door of NATO stays open … We will not sell the harbour to anyone")
    assert mixed.verdict is Verdict.NOT_FOUND
    assert "two speakers" in mixed.note
    assert one("The door of NATO stays open … other friends").verdict is Verdict.NOT_FOUND
    assert one("We will not sell the … big ferry").verdict is Verdict.NOT_FOUND


def test_ellipsis_that_swallows_a_negation_is_marked(one: Check) -> None:
    """“We will … sell” is not what was said."""
    check = one("We will … sell the harbour to anyone, if we can help it")
    assert check.verdict is Verdict.CLOSE
    assert [(kind, lead.strip()) for kind, lead, _ in marks(check)] == [("cut", "not")]


def test_quotation_with_its_speaker_named_in_between_is_exact(one: Check) -> None:
    """“…,” Berg added, “…” is one quotation."""
    check = one("We have 1.2 million reasons to stay, and we will use them all")
    assert (check.verdict, found(check).speaker) == (Verdict.EXACT, "Jonas Berg")


@pytest.mark.parametrize(
    ("named", "verdict"),
    [
        ("Angela Merkel", Verdict.OTHER_SPEAKER),
        ("Jonas Berg", Verdict.OTHER_SPEAKER),
        ("Mara Lindqvist", Verdict.EXACT),
        ("Lindqvist", Verdict.EXACT),
        ("The minister", Verdict.EXACT),
    ],
)
def test_speaker_whom_the_text_names_is_compared(one: Check, named: str, verdict: Verdict) -> None:
    """Only a name can be wrong; “the minister” may be anybody."""
    check = one(f"{named} said: “{DOOR}”")
    assert check.verdict is verdict
    assert found(check).speaker == "Mara Lindqvist"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"“{DOOR}” Angela Merkel", Verdict.OTHER_SPEAKER),
        (f"“{DOOR}” – merkel", Verdict.OTHER_SPEAKER),
        (f"“{DOOR}”, angela merkel", Verdict.OTHER_SPEAKER),
        (f'Jonas Berg: "{DOOR}"', Verdict.OTHER_SPEAKER),
        (f"“{DOOR}” by Mara Lindqvist", Verdict.EXACT),
        (f"“{DOOR}” strong words", Verdict.EXACT),
        (f"Is “{DOOR}” right?", Verdict.EXACT),
    ],
)
def test_a_name_alone_beside_the_words_is_compared(one: Check, text: str, verdict: Verdict) -> None:
    """Who types a name with a quotation asks whether it is that person's."""
    assert one(text).verdict is verdict


def test_words_that_nobody_says_are_no_speech(one: Check) -> None:
    """They stand in a document, as the outlet's own."""
    check = one(COMMON)
    assert check.verdict is Verdict.NOT_SPEECH
    assert (found(check).speaker, found(check).kind) == (None, None)


def test_reported_words_say_that_they_are_reported(one: Check) -> None:
    """They are in the archive, but not between marks."""
    check = one("The toll on the strait would never be raised again")
    assert check.verdict is Verdict.EXACT
    assert found(check).kind is QuotationKind.INDIRECT


def test_few_words_count_only_as_somebodys_whole_words(one: Check) -> None:
    """“No comment” is all that Brandt said; “the harbour” is said by anybody."""
    assert one("“No comment”").verdict is Verdict.EXACT
    assert one("the harbour").verdict is Verdict.TOO_SHORT
    assert one("No commentary").verdict is Verdict.TOO_SHORT
    assert one("Ada Brandt said: “No comment”").verdict is Verdict.EXACT
    assert one("Ada Brandt said: ‘No comment’").verdict is Verdict.EXACT


def test_each_quotation_of_a_message_is_checked(
    checked: Callable[..., tuple[QuoteCheck, ...]],
) -> None:
    """Each with the speaker named for it; a word in marks is no quotation."""
    verdicts = [
        check.verdict
        for check in checked(
            f"So “funny”: Jonas Berg said “{SELL}”, and Jonas Berg said “{DOOR}”."
            " “Purple zebras dance on silent glaciers,” said Lindqvist."
        )
    ]
    assert verdicts == [Verdict.EXACT, Verdict.OTHER_SPEAKER, Verdict.NOT_FOUND]


@pytest.mark.parametrize(
    "text",
    [
        "I asked them all and they said 'not at all, my friend' and then I left the harbour again",
        "I asked and they said “not at all, my friend” and then I left the harbour again",
    ],
)
def test_quotation_that_holds_a_quotation_is_checked_whole(
    keep: Callable[..., Archive], story: type, text: str
) -> None:
    """Given without marks of its own, it is found with what it quotes; changed, it is close."""
    archive = keep(story(f"He told us: {text}.").said(text, "He"))
    (check,) = check_quotation(archive, text, workspace=WORKSPACE).checks
    assert (check.verdict, check.words) == (Verdict.EXACT, text)
    changed = text.replace("harbour", "ferry")
    (check,) = check_quotation(archive, changed, workspace=WORKSPACE).checks
    assert (check.verdict, check.words) == (Verdict.CLOSE, changed)


def test_single_marks_may_hold_the_quotation(one: Check) -> None:
    """Where they hold most of a message, or somebody is named as saying it."""
    assert one(f"Read this: '{DOOR}'").verdict is Verdict.EXACT
    named = f"In the end, after all those long hours, Mara Lindqvist said: ‘{DOOR}’"
    assert one(named).verdict is Verdict.EXACT


def test_only_so_many_quotations_are_checked(keep: Callable[..., Archive], story: type) -> None:
    """The others are counted, and not all was found then."""
    archive = keep(story("It rained."))
    text = " ".join(f"“Purple zebras dance on glacier {number}.”" for number in "abcdefg")
    check = check_quotation(archive, text, workspace=WORKSPACE)
    assert (len(check.checks), check.unchecked) == (MOST_QUOTATIONS, 2)
    assert not check.all_found


def test_text_whose_facts_are_still_to_be_found_is_not_called_silent(
    archive: Archive, keep: Callable[..., Archive], story: type
) -> None:
    """Who says what in a new text is not known yet."""
    keep(story(f"They met. {COMMON}. They left."))
    (check,) = check_quotation(archive, COMMON, workspace=WORKSPACE).checks
    assert check.verdict is Verdict.EXACT
    assert "still to be found" in check.note


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("  ", "no words to check"),
        ("“…”", "no words to check"),
        ("word " * (MOST_WORDS + 1), "201 words"),
        ("x" * 20_001, "20,001 characters"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(one: Check, text: str, complaint: str) -> None:
    """It says what is wrong."""
    with pytest.raises(InputError, match=complaint):
        one(text)


def test_only_the_own_workspace_is_searched(keep: Callable[..., Archive], story: type) -> None:
    """Another team's archive tells nothing."""
    archive = keep(story(f"“{DOOR},” she said."))
    (check,) = check_quotation(archive, DOOR, workspace="other").checks
    assert check.verdict is Verdict.NOT_FOUND
