"""Positions that attributions tell: whose stance it is, who reports it, and where it stays open."""

from __future__ import annotations

import pytest
from stated import Told, positions, rows


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("Berg met the port workers who had walked out, and called for new piers.",
         Told("Berg", "called for", "new piers"),
         ("Berg", "demands", "new piers")),
        ("Others on the Lund council have opposed the new toll.",
         Told("Others on the Lund council", "have opposed", "the new toll"),
         ("Others on the Lund council", "opposes", "the new toll")),
        ("Mayor Anna Berg (L), Holm's rival in the race for the council, called Friday for talks.",
         Told("Mayor Anna Berg (L), Holm's rival in the race for the council,",
              "called Friday for", "talks"),
         ("Mayor Anna Berg", "demands", "talks")),
        ("A group of mothers with sons at the front sent a letter urging the mayor to resign.",
         Told("A group of mothers with sons at the front", "sent a letter urging",
              "the mayor to resign"),
         ("A group of mothers with sons at the front", "demands", "the mayor to resign")),
        ("Other leaders used blunt language to denounce the raid on the port.",
         Told("Other leaders", "used blunt language to denounce", "the raid on the port"),
         ("Other leaders", "opposes", "the raid on the port")),
        ("Holm of the Greens in Aros and Lund is opposed to the canal.",
         Told("Holm of the Greens in Aros and Lund", "is opposed to", "the canal"),
         ("Holm of the Greens in Aros and Lund", "opposes", "the canal")),
        ("Holm, once a farmer in Lund and now its mayor, has long been a critic of the canal.",
         Told("Holm, once a farmer in Lund and now its mayor,", "has long been a critic of",
              "the canal"),
         ("Holm", "opposes", "the canal")),
        ("Almost all ministers in Lund and Aros voiced support for the truce.",
         Told("ministers in Lund and Aros", "voiced support for", "the truce"),
         ("ministers in Lund and Aros", "supports", "the truce")),
    ],
)  # fmt: skip
def test_a_source_takes_the_stance_of_its_cue(
    text: str, told: Told, expected: tuple[str, str, str]
) -> None:
    """Where rules leave open whose verb it is, the tagger's source is who takes the stance."""
    assert rows(text) == []
    assert rows(text, told) == [expected]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("For years Holm of the Greens in Lund has been dogged by charges that he lied.",
         Told("Holm of the Greens in Lund", "has been dogged by charges that", "he lied")),
        ("Holm of the Greens in Lund stopped short of condemning the raid.",
         Told("Holm of the Greens in Lund", "stopped short of condemning", "the raid")),
        ("Holm of the Greens in Lund avoids condemning the raid.",
         Told("Holm of the Greens in Lund", "avoids condemning", "the raid")),
        ("Holm of the Greens in Lund did not send a letter urging the mayor to resign.",
         Told("Holm of the Greens in Lund", "did not send a letter urging",
              "the mayor to resign")),
        ("If Holm of the Greens in Lund opposed the canal, it would not be built.",
         Told("Holm of the Greens in Lund", "opposed", "the canal")),
        ("Has Holm of the Greens in Lund called for new piers?",
         Told("Holm of the Greens in Lund", "called for", "new piers")),
        ("Holm of the Greens in Lund could oppose the canal.",
         Told("Holm of the Greens in Lund", "could oppose", "the canal")),
        ("Some 44 percent of those asked in Lund have backed the canal.",
         Told("44 percent of those asked in Lund", "have backed", "the canal")),
        ("A post that Holm wrote last week urged members to march on the port.",
         Told("A post that Holm wrote last week", "urged", "members to march on the port")),
        ("The man who runs a group that opposes the canal is ill with a fever.",
         Told("The man who runs a group that", "opposes", "the canal")),
        ("The head of Aros, one of the oldest towns in Marda, has mocked the press.",
         Told("one of the oldest towns in Marda", "has mocked", "the press")),
        ("Ministers, envoys from Lund and Holm himself have condemned the raid.",
         Told("Holm himself", "have condemned", "the raid")),
        ("Holm said. The canal divides Lund. It once backed the canal of Aros and Lund.",
         Told("Holm", "backed", "the canal")),
        ("The captains in Lund have now stated that it was planning to close the port.",
         Told("The captains in Lund", "was planning", "to close the port")),
    ],
)  # fmt: skip
def test_an_attribution_alone_is_no_position(text: str, told: Told) -> None:
    """Not what is avoided, denied, asked, supposed or possible, nor what things and shares say."""
    without = rows(text)
    assert rows(text, told) == without
    assert told.source not in {actor for actor, _, _ in without}


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("Berg questioned the timing of the vote.",
         Told("Berg", "questioned", "the timing of the vote"),
         [("Berg", "opposes", "the timing of the vote")]),
        ("Berg questioned the captain of the ship.",
         Told("Berg", "questioned", "the captain of the ship"), []),
        ("Berg questioned what the ship had carried.",
         Told("Berg", "questioned", "what the ship had carried"), []),
        ("Berg dismissed the lawsuit of the miners.",
         Told("Berg", "dismissed", "the lawsuit of the miners"), []),
    ],
)  # fmt: skip
def test_some_verbs_tell_a_stance_only_in_attributions(
    text: str, told: Told, expected: list[tuple[str, str, str]]
) -> None:
    """Such a verb may be an act, so that rules pass it over; of somebody it stays one."""
    assert rows(text) == []
    assert rows(text, told) == expected


def test_a_source_goes_before_a_subject_that_two_verbs_may_share() -> None:
    """A verb behind "and" may go with either verb before it: rules take the nearer."""
    text = "Holm in Aros showed that the union had no funds and accused Marda of fraud."
    assert rows(text) == [("the union", "accuses", "Marda")]
    assert rows(text, Told("Holm in Aros", "accused", "Marda of fraud")) == [
        ("Holm in Aros", "accuses", "Marda")
    ]
    assert rows(text, Told("the union", "accused", "Marda of fraud")) == rows(text)


def test_a_subject_right_before_its_verb_is_certain() -> None:
    """No source changes whose verb it is there."""
    text = "Farmers in Lund blocked roads, and the union accused Marda of fraud."
    assert rows(text, Told("Lund", "accused", "Marda of fraud")) == rows(text) != []


def test_a_stance_in_reported_speech_is_according_to_its_speaker() -> None:
    """The actor is whom the clause names; who says the clause stands beside it."""
    text = "In a letter that Berg had sent to Lund, which was long, Aros opposed the deal."
    told = [Told("Berg", "sent", "Aros opposed the deal")]
    (position,) = positions(text, told=told)
    assert position.actor.of(text) == "Aros"
    assert position.according_to is not None
    assert position.according_to.of(text) == "Berg"


def test_nobody_reports_a_stance_of_their_own() -> None:
    """Speaker and actor may be one under two names."""
    text = "In a letter that Berg had sent to Lund, which was long, the mayor opposed the deal."
    told = [Told("Berg", "sent", "the mayor opposed the deal")]
    known = {"Berg": ("berg",), "the mayor": ("berg",)}
    (position,) = positions(text, known, told)
    assert position.according_to is None
    text = text.replace("the mayor", "Berg")
    (position,) = positions(text, told=[Told("Berg", "sent", "Berg opposed the deal")])
    assert position.according_to is None


def test_a_cue_leaves_out_the_noun_before_it() -> None:
    """A noun in "-ly" is no adverb of the verb behind it."""
    text = "Holm's family has called for talks with the owners of the mine."
    (position,) = positions(text, told=[Told("Holm's family", "has called for", "talks")])
    assert position.cue.of(text) == "has called for"
