"""Positions in acts, announcements, verdicts and nouns, beside the plain verbs of stance."""

from __future__ import annotations

import pytest
from stated import positions, rows

KNOWN = {
    "Tom Berg": ("tom berg",),
    "his": ("tom berg",),
    "Marda": ("marda",),
}


def stated(text: str) -> tuple[str, str, str]:
    """Return the only position of ``text`` as (actor, stance, target)."""
    (item,) = positions(text, KNOWN)
    target = item.target.of(text) if item.target else ""
    return item.actor.of(text), item.stance.value, target


@pytest.mark.parametrize(
    ("text", "stance", "target"),
    [
        ("Marda sent 40 tons of food to Aros on Friday.", "supports", "Aros"),
        ("Marda gave Aros a loan for its schools.", "supports", "Aros"),
        ("Marda donated $5 million to Aros after the flood.", "supports", "Aros"),
        ("Marda lifted its embargo against Aros on Friday.", "supports", "Aros"),
        ("Marda signed a treaty with its neighbours in May.", "supports", "a treaty"),
        ("Marda has restored diplomatic relations with Aros.", "supports", "Aros"),
        ("Marda bowed to the demands of the rebels.", "supports",
         "the demands of the rebels"),
        ("Marda withdrew its troops from the Lund valley.", "supports", "the Lund valley"),
        ("Marda imposed sanctions on Aros.", "opposes", "Aros"),
        ("Marda has severed relations with Aros over the raid.", "opposes",
         "Aros"),
        ("Marda walked out of the talks on Friday.", "opposes", "the talks"),
        ("Marda turned down a request for more boats.", "opposes", "a request for more boats"),
        ("Marda has ruled out talks with the rebels.", "opposes", "talks"),
        ("Marda summoned the ambassador of Aros on Friday.", "opposes", "the ambassador of Aros"),
        ("Marda is suing the builder of the dam.", "accuses", "the builder of the dam"),
        ("Marda filed a lawsuit on Friday against Aros.", "accuses", "Aros"),
        ("Marda gave the rebels an ultimatum on Friday.", "threatens", "the rebels"),
        ("Marda ordered an investigation into the fire.", "demands",
         "an investigation into the fire"),
    ],
)  # fmt: skip
def test_an_act_towards_somebody_is_a_position(text: str, stance: str, target: str) -> None:
    """Giving and easing support, punishing and refusing oppose whom they are done to."""
    assert stated(text) == ("Marda", stance, target)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Marda will send food to Aros, officials said.", "commits"),
        ("Marda said it would lift the curfew in Lund.", "commits"),
        ("Marda plans to repeal the tax on fuel.", "opposes"),
        ("Marda intends to build a dam in the valley.", "commits"),
        ("Marda is ready to negotiate with the rebels.", "commits"),
        ("Marda will impose sanctions on Aros, officials said.", "threatens"),
        ("Marda vowed to crush the rebels in Lund.", "threatens"),
        ("Marda warned that police will no longer tolerate rallies.", "threatens"),
        ("Marda said that lifting the ban is out of the question.", "opposes"),
        ("Marda said it would blockade the port of Aros.", "threatens"),
        ("Marda announced that it will withdraw its aid unless Aros pays.", "threatens"),
        ("Marda said it would not release prisoners from Aros.", "opposes"),
        ("Marda said it won’t release prisoners from Aros.", "opposes"),
        ("Marda doesn’t support the tax on fuel.", "opposes"),
        ("Marda declined to endorse the plan for a dam.", "opposes"),
        ("Marda tried to block the plan for a dam.", "opposes"),
        ("Marda went on to criticize the plan for a dam.", "opposes"),
    ],
)
def test_what_somebody_will_or_will_not_do_counts(text: str, stance: str) -> None:
    """An announced act is promised or threatened; a refusal opposes."""
    assert stated(text)[:2] == ("Marda", stance)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Marda agreed to withdraw its troops from Aros by May.",
         "to withdraw its troops from Aros by May"),
        ("Marda will send food and tents to Aros, officials said.", "send food and tents to Aros"),
        ("Marda promised “tough talks” with the rebels.", "tough talks"),
        ("Marda promised the number of boats built would rise.",
         "the number of boats built would rise"),
    ],
)  # fmt: skip
def test_what_is_promised_is_told_in_full(text: str, target: str) -> None:
    """A promise is about the whole act, not only about whom it is done to."""
    assert stated(text) == ("Marda", "commits", target)


def test_as_much_as_breaks_no_clause() -> None:
    """A comparison belongs to what is wanted."""
    text = "“We want to build as much as possible,” Tom Berg said."
    assert stated(text) == ("Tom Berg", "supports", "to build as much as possible")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marda warned Aros against closing the port.",
         [("Marda", "demands", "Aros against closing the port")]),
        ("Marda praised the need to build a dam.",
         [("Marda", "supports", "the need to build a dam")]),
        ("Marda praised plans such as the dam.", [("Marda", "supports", "plans")]),
        ("Marda praised the bill and serves as host.", [("Marda", "supports", "the bill")]),
        ("The association supports legislation sponsored by Tom Berg.",
         [("The association", "supports", "legislation")]),
        ("Marda endorsed the plan in 2020 and the guild's vice president recently slammed it.",
         [("Marda", "supports", "the plan")]),
        ("Marda warned Aros against making “a blunder,” saying it would fail.",
         [("Marda", "demands", "Aros against making “a blunder,”")]),
    ],
)  # fmt: skip
def test_a_target_ends_where_its_words_do(text: str, expected: list[tuple[str, str, str]]) -> None:
    """What belongs to it is kept; the next clause and the verb before it are not."""
    assert rows(text) == expected


def test_a_relative_clause_ends_before_the_verb_of_the_other() -> None:
    """What is told of those who voted is not what they voted for."""
    text = "The Mardans who voted to close the port are leaving."
    assert rows(text) == [("The Mardans", "supports", "to close the port")]


def test_a_modal_before_its_subject_leaves_it_open() -> None:
    """What can be done on some condition only is no position."""
    text = "“Only when they accept that can we reach an agreement on the dam,” Tom Berg said."
    assert not positions(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "stance", "target"),
    [
        ("Tom Berg said that Lund must keep “its peace and its port” at any cost.", "demands",
         "Lund must keep “its peace and its port” at any cost"),
        ("Tom Berg blamed the cuts at least in part on Anna Lind.", "accuses", "Anna Lind"),
        ("Tom Berg said the plan was a mistake.", "opposes", "the plan"),
        ("Tom Berg called the mayor “a liar” on Monday.", "opposes", "the mayor"),
        ("Tom Berg portrayed the mayor as a dangerous man.", "opposes", "the mayor"),
        ("Tom Berg said that Anna Lind has lied to the public.", "accuses", "Anna Lind"),
        ("“Anna Lind is a liar,” Tom Berg said on Monday.", "opposes", "Anna Lind"),
        ("“Anna Lind is a brilliant mayor,” Tom Berg said.", "supports", "Anna Lind"),
        ("“We will rebuild the port of Lund,” Tom Berg said.", "commits",
         "rebuild the port of Lund"),
        ("“We must rebuild the port of Lund,” Tom Berg said.", "demands",
         "We must rebuild the port of Lund"),
        ("“She should resign at once,” Tom Berg said.", "demands", "She should resign at once"),
        ("Tom Berg said the judges shouldn’t speak of the case.", "demands",
         "the judges shouldn’t speak of the case"),
        ("Tom Berg proposed that the council build a dam.", "demands",
         "the council build a dam"),
    ],
)  # fmt: skip
def test_verdicts_and_duties_are_the_speaker_s(text: str, stance: str, target: str) -> None:
    """Who calls something wrong opposes it; what must be done is demanded."""
    assert stated(text) == ("Tom Berg", stance, target)


@pytest.mark.parametrize(
    ("text", "stance", "target"),
    [
        ("Tom Berg praised Thursday's march in Lund.", "supports", "Thursday's march in Lund"),
        ("Tom Berg is a vocal critic of the mine.", "opposes", "the mine"),
        ("Tom Berg, a longtime supporter of the mine, spoke in Lund.", "supports", "the mine"),
        ("Tom Berg, an Orsk supporter, spoke in Lund.", "supports", "Orsk"),
        ("Tom Berg is a lawyer who opposes the mine.", "opposes", "the mine"),
        ("Tom Berg's plan to raise taxes in Lund would cost jobs.", "supports",
         "to raise taxes in Lund"),
        ("Tom Berg's attacks on Anna Lind have cost him votes.", "opposes", "Anna Lind"),
        ("Tom Berg reiterated his demand on Monday that the mine close.", "demands",
         "the mine close"),
        ("Tom Berg came out in favor of the mine.", "supports", "the mine"),
        ("Tom Berg is against the mine in the valley.", "opposes", "the mine in the valley"),
        ("Tom Berg took aim at the mayor on Monday.", "opposes", "the mayor"),
    ],
)  # fmt: skip
def test_nouns_and_adjectives_carry_stances(text: str, stance: str, target: str) -> None:
    """Critics oppose, supporters support, and plans and demands are their owner's."""
    assert stated(text) == ("Tom Berg", stance, target)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teachers in Lund marched on Monday to demand higher pay.",
         ("Teachers in Lund", "demands", "higher pay")),
        ("Farmers blocked roads in Lund in protest at the tax on fuel.",
         ("Farmers", "opposes", "the tax on fuel")),
        ("Students rallied in Lund against the tax on fuel.",
         ("Students", "opposes", "the tax on fuel")),
        ("Students staged a sit-in in the hall against the tax on fuel.",
         ("Students", "opposes", "the tax on fuel")),
        ("Hundreds of thousands of people protested against the tax on fuel.",
         ("Hundreds of thousands of people", "opposes", "the tax on fuel")),
        ("About 200 farmers demonstrated on Monday calling for lower taxes.",
         ("About 200 farmers", "demands", "lower taxes")),
    ],
)  # fmt: skip
def test_protest_is_against_or_for_something(text: str, expected: tuple[str, str, str]) -> None:
    """Who gathers takes the stance for which it is done."""
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Miners' Guild of Lund (MGL) leaders rejected the offer of the bank.", None),
        ("Activists from the Green Party rejected the plan for a dam.",
         "Activists from the Green Party"),
        ("Berg along with her friends rejected the plan for a dam.", "Berg"),
        ("The Mardan and Orskan sides of the isle of Lund rejected the plan for a dam.", None),
        ("Newly elected Prime Minister Anna Berg rejected the plan for a dam.",
         "Newly elected Prime Minister Anna Berg"),
        ("Some senators — among them Berg — have rejected the plan for a dam.", "Some senators"),
        ("Anna Berg, 53, a guard in Lund, rejected the plan for a dam.", "Anna Berg"),
        ("The mayor praised the guards but rejected the plan for a dam.", "The mayor"),
        ("The mayor met guards in Lund, then rejected the plan for a dam.", "The mayor"),
        ("The mayor began by rejecting the plan for a dam.", "The mayor"),
    ],
)  # fmt: skip
def test_subjects_are_found_behind_what_hangs_on_them(text: str, actor: str | None) -> None:
    """Names in brackets, insertions and joined verbs do not hide who acts."""
    actors = [who for who, stance, _ in rows(text) if stance == "opposes"]
    assert len(actors) == 1
    assert actor is None or actors == [actor]


def test_support_that_is_received_is_the_giver_s() -> None:
    """Who wins the backing of a union is backed by it."""
    text = "Tom Berg won the backing of the Harbour Union on Friday."
    assert stated(text) == ("the Harbour Union", "supports", "Tom Berg")


def test_his_plan_is_that_of_the_only_one_named() -> None:
    """ "His" is read where the sentence names nobody else before it."""
    text = "Tom Berg said his plan to raise taxes would work."
    (item,) = positions(text, KNOWN)
    assert item.actors == ("tom berg",)
    assert positions("Tom Berg met Anna Lind about his plan to raise taxes.",
                     KNOWN | {"Anna Lind": ("anna lind",)}) == []  # fmt: skip


def test_an_unresolved_pronoun_is_who_says_so() -> None:
    """ "The rebels said they opposed" is the rebels' own stance; of "8 percent" it is nobody's."""
    assert rows("The rebels said they opposed the plan for a dam.") == [
        ("The rebels", "opposes", "the plan for a dam")
    ]
    (row,) = rows("Only 8 percent of voters said they opposed the plan for a dam.")
    assert row[0] == "they"


@pytest.mark.parametrize(
    "text",
    [
        "Neither Tom Berg nor Anna Lind supports the plan for a dam.",
        "A man attacked Tom Berg in the market of Lund.",
        "Deadly floodwaters threaten to wash away the bridge at Lund.",
        "The committee, which says that it will cut taxes in Lund, met on Monday.",
        "The runner knocked off two rivals on the way to Lund.",
        "It was never my intention to hurt the people of Lund.",
        "The law was passed by the senate of Lund in May.",
        "Tom Berg has proposed nothing that would help the miners of Lund.",
        "Mayor Tom Berg's foolish plan cost the town its bridge.",
        "“Our behaviour was unacceptable,” Tom Berg said on Monday.",
        "“We will see what the council says,” Tom Berg said on Monday.",
        "Tom Berg declined to comment on the plan for a dam.",
        "Tom Berg allowed the boys to swim in the lake.",
        "Tom Berg met Anna Lind in Lund on Monday.",
        "Tom Berg was shelled by the rebels of Lund.",
        "A man charged the balloon with a knife in Lund.",
        "Tom Berg said a storm over Lund should grow on Monday.",
        "The doctors ruled out a fever as the cause.",
        "Tom Berg expressed concern about human rights in Lund.",
        "The documents accuse Tom Berg of fraud in Lund.",
        "The guild's demands included, among other things, a new bridge.",
        "The town doesn't necessarily recognize the work of Tom Berg.",
        "Hurricane Petra came on Monday. Petra slammed the island of Lund on Tuesday.",
        "Tom Berg came to Lund on Monday to defend his title in the hall.",
        "The town paid a fund, Defending the Valley, for its work in Lund.",
        "Fans can take part and vote for the singers of Lund.",
        "Tom Berg declined to respond when asked about the dam.",
        "The mayor's announcement will provide help to the people of Lund.",
        "Her victory validates Mardan vows to keep the port open.",
        "The people speak when they vote for the mayor of Lund.",
        "The weight of the stone was in favor of the builders.",
        "“The crowd believes that we will rebuild the port,” Tom Berg said.",
        "Fishing contributes $5 million to the Mardan economy every year.",
        "The party lost, with many of its members, including Berg, siding with the mayor.",
        "Guards said the town hall was attacked by a crowd on Monday.",
        "Anna Lind falsely claimed that Tom Berg wants to close the port.",
        "Anna Lind said that Mardans who don’t vote for Tom Berg are wrong.",
        "Marda will push the deadline for the bill to July 15 from April 15.",
    ],
)
def test_no_stance_is_read_into_mere_events(text: str) -> None:
    """Meetings, accidents, fights and what is denied are no positions."""
    assert positions(text, KNOWN | {"he": ("tom berg",)}) == []


def test_a_stance_at_the_close_of_a_quotation_is_shown_with_all_of_it() -> None:
    """Half a quotation has a mark without its partner and cannot be shown alone."""
    text = "It rained. “We know the valley. We oppose the mine in it,” Tom Berg said."
    (item,) = positions(text, KNOWN)
    assert (
        item.evidence.of(text) == "“We know the valley. We oppose the mine in it,” Tom Berg said."
    )
