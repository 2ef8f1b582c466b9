"""Positions: whose stance towards what, and all the sentences that state none."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from bot.extraction.cues import find_cues
from bot.extraction.phrases import find_phrases
from bot.extraction.positions import find_positions
from bot.extraction.quotations import find_quotations
from bot.language.layout import lay_out
from bot.records import Position, Span


class Answer(NamedTuple):
    """What the fake index says about a phrase."""

    actors: tuple[str, ...]


class Index:
    """Resolves the phrases it was told about, and nobody else."""

    def __init__(self, text: str, known: dict[str, tuple[str, ...]]) -> None:
        self._text = text
        self._known = known

    def resolve(self, span: Span) -> Answer:
        """Return the keys told for the words at ``span``."""
        return Answer(self._known.get(span.of(self._text), ()))


def positions(text: str, known: dict[str, tuple[str, ...]] | None = None) -> list[Position]:
    """Return the positions of ``text``."""
    layout = lay_out(text)
    phrases, cues = find_phrases(layout), find_cues(layout)
    quotations = find_quotations(layout, phrases, cues)
    return find_positions(layout, phrases, cues, quotations, Index(text, known or {}))


def rows(text: str) -> list[tuple[str, str, str]]:
    """Return the positions of ``text`` as (actor, stance, target)."""
    return [
        (item.actor.of(text), item.stance.value, item.target.of(text) if item.target else "")
        for item in positions(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The senators oppose the sale of the port to Aros.",
         ("The senators", "opposes", "the sale of the port to Aros")),
        ("The governor has long supported a ban on mining in the park.",
         ("The governor", "supports", "a ban on mining in the park")),
        ("Berg, who is running for mayor, voiced support for the strike in Lund.",
         ("Berg", "supports", "the strike in Lund")),
        ("The ministers expressed opposition “to any new base in Marda”.",
         ("The ministers", "opposes", "any new base in Marda")),
        ("Despite Berg's opposition to the plan, the council agreed on a date.",
         ("Berg", "opposes", "the plan")),
        ("Protesters called for the release of the editor on Monday.",
         ("Protesters", "demands", "the release of the editor")),
        ("Officials urged residents of Lund to leave their homes at once.",
         ("Officials", "demands", "residents of Lund to leave their homes")),
        ("Marda on Tuesday called on Aros to withdraw its troops from the border.",
         ("Marda", "demands", "Aros to withdraw its troops from the border")),
        ("The minister denied that the army had entered Marda.",
         ("The minister", "denies", "the army had entered Marda")),
        ("The company's lawyers denied any wrongdoing by its managers.",
         ("The company's lawyers", "denies", "any wrongdoing by its managers")),
        ("Prosecutors accused members of the council of fraud on Friday.",
         ("Prosecutors", "accuses", "members of the council")),
        ("The king vowed to respond if rebels attack the port of Marda.",
         ("The king", "commits", "to respond if rebels attack the port of Marda")),
        ("The prime minister threatened to close the border with Aros.",
         ("The prime minister", "threatens", "to close the border with Aros")),
        ("The union voted against the deal on Friday night.",
         ("The union", "opposes", "the deal")),
        ("Aros and Marda jointly condemned the attack on the convoy.",
         ("Aros and Marda", "opposes", "the attack on the convoy")),
        ("The treaty was condemned by Aros and Marda on Monday.",
         ("Aros and Marda", "opposes", "The treaty")),
        ("Berg is opposed to the sale of arms to Aros.",
         ("Berg", "opposes", "the sale of arms to Aros")),
        ("The minister met farmers on Monday and rejected their proposal for a fund.",
         ("The minister", "opposes", "their proposal for a fund")),
        ("The western allies, which have vowed to defend Marda, met in Lund.",
         ("The western allies", "commits", "to defend Marda")),
        ("The watchdog has repeatedly accused the city of hiding its figures.",
         ("The watchdog", "accuses", "the city")),
    ],
)  # fmt: skip
def test_a_stance_has_its_actor_side_and_target(text: str, expected: tuple[str, str, str]) -> None:
    """Verbs, nouns and adjectives of stance are read with whoever stands as their subject."""
    assert rows(text) == [expected]
    (position,) = positions(text)
    assert position.evidence.of(text) == text
    assert position.evidence.holds(position.cue)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The party does not support the war in Marda.", "opposes"),
        ("The governor refused to back the plan for a dam.", "opposes"),
        ("The army refuses to withdraw from the valley of Lund.", "opposes"),
        ("He will continue to oppose the new tax on fuel.", "opposes"),
        ("The mayor had not only supported the mine but paid for it.", "supports"),
        ("The mayor agreed to support the bid of her rival.", "supports"),
    ],
)
def test_negation_and_outer_verbs_turn_or_keep_the_side(text: str, stance: str) -> None:
    """Not to support is to oppose; to go on opposing is to oppose."""
    assert [side for _, side, _ in rows(text)] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "He never opposed the treaty with the people of Lund.",
        "The minister may support the bill when it comes up.",
        "If the senators oppose the bill, it will fail in the house.",
        "The senators asked whether the mayor supports the bill.",
        "Does the governor support the new tax on fuel?",
        "The governor would support the bill with changes to it.",
        "Nobody in the room supported the motion of the mayor.",
        "She fears that the governor opposes the bill about fish.",
        "The senator backed his family through the hard years.",
        "The restrictions were criticized by village elders and a doctor.",
        "As a Democrat who supports the mine, she won the seat in Lund.",
        "He backed away from the plan to sell the port.",
        "The demand for oil rose and the support group met again.",
        "The striker protested the goal, but the referee rejected his appeal.",
        "The judge denied bail to the man from Lund on Friday.",
        "The council called the plan for the port a bad joke.",
        "The spokesman refused to comment on the plan for the port.",
        "The data support the theory of a warming sea in the north.",
        "The lawsuit accuses the bank of hiding its losses for years.",
        "The voters who oppose the mine live far from the valley.",
        "Traders in Lund say the demand of Aros for steel has fallen.",
        "The plan that the senators opposed was dropped on Friday.",
        "Police charged men after rallies where rebels beat guards and threatened to kill him.",
        "The governor's opposing team won the match in the last minute.",
        "Opposition to the plan grew in the valley over the years.",
    ],
)
def test_what_leaves_doubt_is_no_position(text: str) -> None:
    """Conditions, questions, doubts, figures of speech, things and other people's verbs are out."""
    rest = [row for row in rows(text) if row[1] not in {"demands"}]
    assert rest == []


def test_the_reporter_of_another_s_stance_is_named() -> None:
    """ "Lindgren says Berg opposes" is Berg's stance, according to Lindgren."""
    text = "Anna Lindgren says Tom Berg opposes the new tax on fuel."
    (position,) = positions(text)
    assert position.actor.of(text) == "Tom Berg"
    assert position.according_to is not None
    assert position.according_to.of(text) == "Anna Lindgren"


def test_the_own_stance_of_a_speaker_has_no_reporter() -> None:
    """ "Berg said he opposes" is nobody else's word."""
    text = "Tom Berg said he opposes the new tax on fuel."
    (position,) = positions(text, {"he": ("tom berg",), "Tom Berg": ("tom berg",)})
    assert position.actor.of(text) == "he"
    assert position.actors == ("tom berg",)
    assert position.according_to is None


@pytest.mark.parametrize(
    ("text", "actor", "reporter"),
    [
        ("“We oppose any new base in Marda,” Anna Berg said on Monday.", "Anna Berg", None),
        ("“Aros opposes any new base in Marda,” Anna Berg said on Monday.", "Aros", "Anna Berg"),
    ],
)
def test_first_person_in_a_quotation_is_its_speaker(
    text: str, actor: str, reporter: str | None
) -> None:
    """Inside marks "we" is the speaker; a name is itself, by the speaker's word."""
    (position,) = positions(text)
    assert position.actor.of(text) == actor
    told = position.according_to
    assert (told.of(text) if told else None) == reporter


def test_a_pronoun_that_would_oppose_itself_stays_open() -> None:
    """ "He endorsed Berg" cannot be Berg, whatever the index says."""
    text = "On the radio on Monday he endorsed Tom Berg."
    (position,) = positions(text, {"he": ("tom berg",), "Tom Berg": ("tom berg",)})
    assert position.actors == ()


def test_part_of_a_group_is_not_the_group() -> None:
    """ "Many Mardans" do not speak for Marda."""
    text = "Many Mardans oppose the new tax on fuel."
    (position,) = positions(text, {"Many Mardans": ("marda",)})
    assert position.actors == ()


def test_a_cut_sentence_is_no_evidence() -> None:
    """A headline without a stop, or half a quotation, cannot be shown alone."""
    assert rows("Senators oppose the sale of the port") == []
