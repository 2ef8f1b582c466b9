"""Positions: whose stance towards what, and all the sentences that state none."""

from __future__ import annotations

import pytest
from stated import positions, rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor favours a “simple” and “balanced” approach to the ferries.",
         ("The mayor", "supports", "a “simple” and “balanced” approach to the ferries")),
        ("The mayor of Lund was accused by city staff of taking bribes.",
         ("city staff", "accuses", "The mayor of Lund")),
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
         ("Officials", "demands", "residents of Lund to leave their homes at once")),
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
        ("The council opposes any further sale of arms to Aros.",
         ("The council", "opposes", "any further sale of arms to Aros")),
        ("The western allies, which have vowed to defend Marda, met in Lund.",
         ("The western allies", "commits", "to defend Marda")),
        ("The watchdog has repeatedly accused the city of hiding its figures.",
         ("The watchdog", "accuses", "the city")),
        ("Marda said on Tuesday that Aros must return the helicopter.",
         ("Marda", "demands", "Aros must return the helicopter")),
        ("The foreign minister of Aros declared here Tuesday that Marda must drop its tariffs.",
         ("The foreign minister of Aros", "demands", "Marda must drop its tariffs")),
        ("Marda says it will not accept any more boats from Aros.",
         ("Marda", "opposes", "any more boats from Aros")),
        ("The union rejected helmet and glove rules on Monday.",
         ("The union", "opposes", "helmet and glove rules")),
        ("The union opposes overtime and shift work.",
         ("The union", "opposes", "overtime and shift work")),
        ("The union opposes overtime and marched to the port.",
         ("The union", "opposes", "overtime")),
        ("The union rejected jointly owned ferries on Monday.",
         ("The union", "opposes", "jointly owned ferries")),
        ("The union vowed to go after those who closed the mine.",
         ("The union", "commits", "to go after those who closed the mine")),
        ("The union opposes a brutal, illegal war on the border.",
         ("The union", "opposes", "a brutal, illegal war on the border")),
        ("Berg said Aros must hold a rigorous, exhaustive inquiry.",
         ("Berg", "demands", "Aros must hold a rigorous, exhaustive inquiry")),
        ("The minister announced plans to build a dam that will last.",
         ("The minister", "commits", "to build a dam that will last")),
        ("Berg's commitment to cut the tax doesn't please the miners.",
         ("Berg", "commits", "to cut the tax")),
        ("Berg denounced the Mardan judge's verdict on Monday.",
         ("Berg", "opposes", "the Mardan judge's verdict")),
        ("Berg condemned Aros's widely mocked claims of fraud.",
         ("Berg", "opposes", "Aros's widely mocked claims of fraud")),
        ("Berg condemned Aros's “failure to mend its roads over many years” on Monday.",
         ("Berg", "opposes", "Aros's “failure to mend its roads over many years”")),
        ("Aros and Marda backed each other on Monday.",
         ("Aros and Marda", "supports", "each other")),
        ("Berg called for a $9 hourly wage.",
         ("Berg", "demands", "a $9 hourly wage")),
        ("Berg ordered Holm to show forged and doctored papers to the court.",
         ("Berg", "demands", "Holm to show forged and doctored papers to the court")),
        ("The union refused to accept the offer of the bank.",
         ("The union", "opposes", "to accept the offer of the bank")),
        ("The minister praised the council for its patience.",
         ("The minister", "supports", "the council for its patience")),
        ("The leaders dismissed the announcement as a stunt.",
         ("The leaders", "opposes", "the announcement")),
        ("The opposition welcomed the decision to dissolve parliament.",
         ("The opposition", "supports", "the decision to dissolve parliament")),
        ("Under the pact, Marda agreed to withdraw its troops and the rebels promised peace.",
         ("Marda", "commits", "to withdraw its troops")),
        ("Anna Berg is committed to opening the port but will not be rushed.",
         ("Anna Berg", "commits", "opening the port")),
        ("The two leaders called the attack on the convoy “unacceptable” on Friday.",
         ("The two leaders", "opposes", "the attack on the convoy")),
        ("The mayor of Lund called the raid on the port very unfair and cruel.",
         ("The mayor of Lund", "opposes", "the raid on the port")),
        ("The union considers the new law on strikes unconstitutional.",
         ("The union", "opposes", "the new law on strikes")),
        ("The senators rejected on Wednesday the plan for a dam.",
         ("The senators", "opposes", "the plan for a dam")),
        ("Anna Berg warned that she would seize the port of Lund.",
         ("Anna Berg", "threatens", "she would seize the port of Lund")),
        ("Anna Berg denied the party had taken money from Aros.",
         ("Anna Berg", "denies", "the party had taken money from Aros")),
        ("The mayor promised they would see lower fares.",
         ("The mayor", "commits", "they would see lower fares")),
        ("The minister blamed the shortage of fuel on the port authority.",
         ("The minister", "accuses", "the port authority")),
        ("The minister accused Tom Berg of a “long” pattern of fraud.",
         ("The minister", "accuses", "Tom Berg")),
        ("The minister criticized what he called the greed of the banks.",
         ("The minister", "opposes", "what he called the greed of the banks")),
        ("The mayor urged a judge Wednesday to block the sale of the port.",
         ("The mayor", "demands", "a judge Wednesday to block the sale of the port")),
        ("Thousands of farmers marched through Lund on Sunday to demand lower taxes on fuel.",
         ("Thousands of farmers", "demands", "lower taxes on fuel")),
        ("The envoy of Aros to Marda condemned the raid on the convoy.",
         ("The envoy of Aros", "opposes", "the raid on the convoy")),
        ("Tobacco companies oppose the new tax on cigarettes.",
         ("Tobacco companies", "opposes", "the new tax on cigarettes")),
        ("The minister was critical of the farmers' plan for the valley.",
         ("The minister", "opposes", "the farmers' plan for the valley")),
        ("The government is willing to send troops to the border.",
         ("The government", "commits", "send troops to the border")),
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
        "Tom Berg faces allegations that he supported the rebels of Lund.",
        "The police look into charges he offered to buy arms for the rebels.",
        "An official warned Tom Berg's public openness to diplomacy was a guise.",
        "Tom Berg's deal calls for him to be paid a million crowns.",
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
        "Wildfires threatened critical infrastructure in the valley of Lund.",
        "The hackers threatened critical infrastructure in the port of Lund.",
        "Protesters called for Wednesday and Thursday to be days of rest.",
        "Griffin voted for the first time in the valley of Lund.",
        "The mayor stood with two friends at the corner of the market.",
        "The start-up was backed by investors from Aros.",
        "Hurricane Petra slammed the island on Sunday night.",
        "The keeper has agreed to terms on a contract with the club.",
        "The ministers accepted the cost of a dam on Friday.",
        "The minister should not support the plan for a dam.",
        "The mayor said the bus should arrive by noon.",
        "The mayor said the storm should ease over the weekend.",
        "The mayor said it must have been a hard night for the crew.",
        "Professors denied tenure can appeal the decision in court.",
        "I am not sure that the senators support the plan for a dam.",
        "“People no longer need to fear the river,” Anna Berg said.",
        "The mayor threw what a judge called “unacceptable” parties in the hall.",
        "Anna Berg warned that it would take years to mend the dam.",
        "The farmers wanted their children to go to school in Lund.",
        "The changes that the company agreed to will take years.",
        "The plan calls for the removal of the last trams from Lund.",
        "The electors signed the papers but first demanded the words be changed in court.",
        "The guidelines called for a stiffer penalty in the case.",
        "No viewer would think the mayor supports the plan for a dam.",
        "She asked her to pass the salt to the minister.",
        "The agency of Lund called the situation “dangerous” and left.",
        "The report shows what experts have called one of the worst police failures in Lund.",
        "Tom Berg said he would have supported the former mayor of Lund.",
        "Anna Berg acknowledged that she would’ve voted to confirm the judge.",
        "Anna Berg plans to accuse her former partner of fraud.",
        "Recent studies oppose the use of the ferry in the winter.",
        "The mayor's long speech condemned the raid on the convoy.",
    ],
)
def test_what_leaves_doubt_is_no_position(text: str) -> None:
    """Conditions, questions, doubts, figures of speech, things and other people's verbs are out."""
    rest = [row for row in rows(text) if row[1] not in {"demands"}]
    assert rest == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("President Tom Berg yesterday strongly condemned the raid.", "strongly condemned"),
        ("Tom Berg has also repeatedly condemned the raid on Lund.", "repeatedly condemned"),
        ("Tom Berg has condemned the raid on the convoy.", "has condemned"),
        ("Tom Berg does not support the raid on the convoy.", "does not support"),
        ("Tom Berg threatened on Thursday to close the port.", "threatened"),
        ("Tom Berg called again for a ban on mining.", "called"),
        ("Tom Berg called for a ban on mining.", "called for"),
        ("Tom Berg expressed opposition “to any new base”.", "expressed opposition"),
        ("“Marda must leave the island,” Tom Berg said.", "must"),
    ],
)
def test_a_cue_reads_cleanly(text: str, cue: str) -> None:
    """A cue is the verb with its negation or manner: no day, no loose adverb, no mark."""
    known = {"Tom Berg": ("tom berg",)}
    assert [item.cue.of(text) for item in positions(text, known)] == [cue]


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("“Marda must leave the isle,” Tom Berg said.", "Tom Berg", "Marda must leave the isle"),
        ("“The banks need to pay their share,” Tom Berg said.", "Tom Berg",
         "The banks need to pay their share"),
    ],
)  # fmt: skip
def test_a_duty_in_a_quotation_is_its_speaker_s_demand(text: str, actor: str, target: str) -> None:
    """Who says that others must act demands it; of speakers nobody knows, nothing is said."""
    (position,) = positions(text, {"Tom Berg": ("tom berg",)})
    assert (position.actor.of(text), position.stance) == (actor, "demands")
    assert position.target is not None
    assert position.target.of(text) == target
    assert positions(text) == []


def test_a_text_about_a_game_has_no_positions() -> None:
    """Where every other sentence is of goals and coaches, praise is no position."""
    game = "The coach praised the striker for his goal. " * 3
    assert rows(game + "The mayor praised the council for its patience.") == []


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


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg, director of the Lund Coal Association, which opposes mining, is ill.",
        "The court ruled that a cross on the land of the town did not have to move.",
        "Anna Berg agreed to two-year terms with the club.",
        "“The rebels seized the ships that they need to take back the port,” said Berg.",
        "Berg backed a lineup of old friends at the feast in Lund.",
    ],
)
def test_words_that_look_like_a_stance_are_none(text: str) -> None:
    """Who leads a body is not the body; what is ruled may be no duty; bands back singers."""
    assert rows(text) == []
