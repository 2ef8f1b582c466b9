"""Stances that are only supposed, asked about or somebody else's, and actors cut from a list."""

from __future__ import annotations

import pytest
from stated import Told, positions, rows


@pytest.mark.parametrize(
    "text",
    [
        "“It is clear that Aros and Marda will block more sanctions,” Tom Berg said.",
        "Investors will not feel it until they're ready to withdraw their savings.",
        "The minister asked the owners how they intend to cut the price.",
        "The vote shows how much voters intend to blame Marda for the delay.",
        "Traditionally, smaller parties seek to attack the leader of the guild.",
        "Marda nearly passed its own law on ferries last month.",
        "The host suggested that Tom Berg endorsed the ferry plan.",
        "The report leaves him sceptical that the guild will reject the plan.",
        "Women are less likely to say their manager advocates for changes to the plan.",
        "The bishops were urged to help the sick but cautioned against letting them leave.",
        "Women played a role in the talks, even forming a panel , a space made up of guild"
        " members, the government, and civil society and intended to ensure that all were heard.",
        "I would like to see Lund and Marda agree not to take water.",
        "“And what we are ready to discuss is how to end the strike,” Tom Berg said.",
        "Tom Berg said Marda should likely share in the blame.",
        "Tom Berg said the mayor must be wondering about the vote.",
        "Tom Berg said Aros's foolish, costly war went on.",
        "Tom Berg received zero support from Marda in the vote.",
        "Last season, a tax official required roughly one hour to clear the forms.",
        "The union had pressed Tom Berg on the decision to close the port.",
        "Buyers pushed their budgets to the edge to buy a boat.",
        "Marda insists that Aros cannot prevent Lund from leaving.",
        "The mayor asked his brother to mend the ferry.",
        "The mayor gave credit for his success to the miners of Lund.",
        "“Berg might have gone there to defend them,” the mayor of Lund said.",
        "The star co-sponsored the boat in the race of 1983.",
        "Anna Berg announced she wouldn't run.",
        "The ministry put out a false statement that the mayor agreed with Tom Berg on this.",
        "In Lund it was Anna Berg, the former Dahl critic turned friend, who won in May.",
        "The mayor of Lund announced a further loosening of his restrictions on businesses.",
        "Ballots in Lund strongly favored Tom Berg in the vote.",
        "Students and parents protested at the Lund campus on Monday.",
        "A judge in Lund blocked the government from ending a restriction on the border.",
        "One of the worst storms ever blasted Lund and the coast in 1926.",
        "Tom Berg sarcastically applauded the crowd in the hall of Lund.",
        "Despite the ministry's insistence that the visit does not mend the harm, Lund is calm.",
        "The minister could also close the port, suspending elections in Lund.",
        "The mayor said it is impossible to argue the migrants agreed to leave.",
        "Here she stands with Berg (left) and the mayor in Lund.",
        "Owners routinely ask guests to pay in advance.",
        "Tom Berg said the Mardan ragu at this Lund eatery was “crazy good.”",
        "Previously, Tom, 55, a clerk of the court, urged the council to act.",
        "Tom Berg had faced outrage and calls for his resignation more than once.",
        "Marda failed to secure Parliament's approval for the deal.",
        "Two proposed amendments to the constitution of Lund.",
        "The guard Tom Berg agreed with the Lund Harriers on a new contract.",
        "Anna Berg signed a deal with Lund Records.",
        "Anna Berg won, slamming 40 hot dogs in a minute.",
        "The mayor turned to other issues where they disagree with Marda.",
        "The Lund Company and Berg Soup also confirmed that their CEOs will remain but"
        " condemned acts of racism.",
        "The mayor blames it for how voters see the port.",
        "The Lund-led filibusters have blocked those proposals.",
        "In cases where these officials refuse to sign the contract, it is late.",
        "However, all non-emergency calls for service will be handled by phone.",
        "The minister allegedly instructed Tom Berg to lie.",
        "The council will probably back the plan for the port.",
        "Tom Berg, who left, will perhaps reject the plan.",
        "The farmers said they would only vote for a friend of the port.",
        "The focus was new on the firm's earnings call for the fourth quarter.",
    ],
)
def test_what_is_only_supposed_or_means_something_else_is_no_position(text: str) -> None:
    """Forecasts, questions, habits, near misses and words of another sense state no stance."""
    assert not rows(text)


@pytest.mark.parametrize(
    "quoted",
    [
        "We have to accept that prices will be high for a long time",
        "He has to take a rest after we are done",
        "He must have gotten a really good answer from the port",
        "People around the world no longer need to fear the wolf",
        "The root cause of the Mardan crisis lies wholly in the policy of Aros",
    ],
)
def test_words_of_a_speaker_that_ask_or_blame_nobody_are_no_position(quoted: str) -> None:
    """ "Must have" supposes, "no longer need to" frees, and a cause lies somewhere."""
    assert not positions(f"“{quoted},” Tom Berg said.", {"Tom Berg": ("tom berg",)})


def test_what_will_be_done_on_a_condition_is_no_promise() -> None:
    """ "If there is more, we'll build it" promises nothing yet."""
    known = {"Tom Berg": ("tom berg",)}
    assert not positions("“If there is more to share, we’ll build the dam,” Tom Berg said.", known)


def test_what_is_taken_back_or_ours_alone_is_left_out() -> None:
    """A rescinded endorsement is none, and "our will" is nothing that is supported."""
    known = {"Tom Berg": ("tom berg",), "his": ("tom berg",)}
    assert not positions("Tom Berg just rescinded his endorsement for the seat in Marda.", known)
    text = "“Our commitment to the Lund Program remains firm,” Tom Berg said."
    (item,) = positions(text, known)
    assert item.target is not None
    assert item.target.of(text) == "the Lund Program"
    text = (
        "“The world knows of our support for Marda and our will to make Aros pay,” Tom Berg said."
    )
    assert [it.target.of(text) for it in positions(text, known) if it.target] == ["Marda"]


@pytest.mark.parametrize(
    "text",
    [
        "Proponents have said it would stop the sale of arms.",
        "The mayor of Lund said it will protect the miners.",
        "The guild's committee said he will continue to lead it.",
        "Anna Berg said it will protect the miners.",
    ],
)
def test_what_it_will_do_is_not_promised_by_a_person(text: str) -> None:
    """Only of a body is "it" said by itself; "he" is never a council."""
    assert not rows(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The council said it will protect the miners.", "The council"),
        ("The coalition that includes the Office of Marda urged the mayor to act.",
         "The coalition"),
        ("Gov. Eric Berg and state health officials have declined to set a date.",
         "Gov. Eric Berg and state health officials"),
        ("The farmers’ lawyers were furious about the delay.", "The farmers’ lawyers"),
        ("Marda told of Sen. Josh Berg, R-Lund, who had condemned the strike.", "Sen. Josh Berg"),
        ("The guild was part of the “Save Lund” campaign, which condemned the law.",
         "the “Save Lund” campaign"),
        ("The bid could hurt Lund and Marda's plans to build a dam.", "Lund and Marda"),
        ("No. Mayor Anna Berg condemned the strike.", "Mayor Anna Berg"),
        ("National Right to Work opposes the law.", "National Right to Work"),
        ("Activists linked with the “Save Lund” movement have condemned the law.", "Activists"),
        ("The office passed a bill Thursday that lets phone companies block the calls.",
         "The office"),
        ("The sport's governing body Lund Sail voted for new rules.",
         "The sport's governing body Lund Sail"),
        ("LUND – Mayor Anna Berg condemned the strike on Monday.", "Mayor Anna Berg"),
        ("LUND (Reuters) Anna Berg condemned the strike on Monday.", "Anna Berg"),
        ("More than 20 officials condemned the strike on Monday.", "More than 20 officials"),
        ("In Lund, nearly all officials condemned the strike.", "nearly all officials"),
        ("Aros, Lund and the Mardan Union said they would expel the banks from Marda.",
         "Aros, Lund and the Mardan Union"),
        ("The office of Berg, who signed the bill into law, did not reply.", "Berg"),
        ("The Lund Centre for Mardan Affairs has condemned the strike.",
         "The Lund Centre for Mardan Affairs"),
        ("It comes amid tensions between Lund and Mardan farmers, who have vowed to respond.",
         "Mardan farmers"),
    ],
)  # fmt: skip
def test_an_actor_is_whole_and_nothing_else(text: str, actor: str) -> None:
    """Neither the last of a list nor what stands inside a relative clause takes the stance."""
    assert [row[0] for row in rows(text)] == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "Tom Berg becomes the fourth Lund Republican who voted to close the port to lose.",
        "Now, the Lund Conference on Farming, Fishing and Trade, scheduled for Friday, will"
        " recommend a new programme.",
        "The plan pleased a friend at the Lund School of Mining, who questioned the law.",
    ],
)
def test_whoever_is_not_sure_takes_no_stance(text: str) -> None:
    """Two may be meant, or nobody in particular."""
    assert not rows(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("There was one item Marda asked Berg for directly: boats.",
         Told("Marda", "asked", "Berg for directly")),
        ("Officials in Lund recommended all campers who stayed in June receive a dose.",
         Told("Officials in Lund", "recommended", "all campers who stayed in June receive a dose")),
        ("“These patients are sicker and require much more support,” Tom Berg said.",
         Told("These patients", "require", "much more support")),
        ("The artist's latest single begs listeners to leave their work.",
         Told("The artist's latest single", "begs", "listeners to leave their work")),
        ("A sign at the registration table promised a 24-hour wait for a test.",
         Told("A sign at the registration table", "promised", "a 24-hour wait for a test")),
        ("Copies of the draft obtained by The Lund Courier urged the council to pay more.",
         Told("Copies of the draft obtained by The Lund Courier", "urged",
              "the council to pay more")),
        ("The filing, a response to the mayor's request for a judge, accused Dahl's team of lies.",
         Told("the mayor", "accused", "Dahl's team of lies")),
    ],
)  # fmt: skip
def test_a_source_alone_makes_no_stance(text: str, told: Told) -> None:
    """Signs and songs take no side, who needs does not demand, and whom one asks is not what."""
    assert not rows(text, told)


def test_a_source_behind_and_is_only_half_of_one() -> None:
    """Where a tagger names the last of two, or where something is, nobody takes the stance."""
    text = "The judge last week scolded Anna Berg and her team at the port, accusing them of fraud."
    assert not rows(text, Told("her team", "accusing", "them of fraud"))
    text = "In Lund, which is known for its calm, a new spike threatened to close the schools."
    assert not rows(text, Told("Lund", "threatened", "to close the schools"))
    text = "The shooting, which Berg has called the worst of all, was a turn in calls for safety."
    assert not rows(text, Told("Berg", "calls for", "safety"))
    text = "The guild is spending for Tom Berg, attacking Anna Lee for her vote."
    assert not rows(text, Told("Tom Berg", "attacking", "Anna Lee for her vote"))
    text = "The ministry issued a statement minutes after she landed that condemned her visit."
    assert not rows(text, Told("she", "condemned", "her visit"))
    text = "The change took a century and in some schools required guards to protect pupils."
    assert not rows(text, Told("in some schools", "required", "guards to protect pupils"))


def test_a_riot_is_no_deed_of_its_town() -> None:
    """Those who gather act, not what their gathering is named after."""
    text = "Berg, who spoke on the Jan. 6, 2021, Lund riot about rebuffing Marda's request, lost."
    assert "Lund" not in [row[0] for row in rows(text)]
