"""Who takes a stance, as whole as the sentence names them."""

from __future__ import annotations

import pytest
from stated import Told, positions, rows


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The poll shows that 60 percent of voters support the ban.", "60 percent of voters"),
        ("More than 60% of voters support the ban on eels.", "More than 60% of voters"),
        ("A slim majority of voters oppose the toll.", "A slim majority of voters"),
        ("Nearly two-thirds of the senators oppose the toll on farms.",
         "Nearly two-thirds of the senators"),
        ("About half of the nurses rejected the deal that the town offered.",
         "About half of the nurses"),
        ("In Lund, 53 per cent of Mardans oppose the toll.", "53 per cent of Mardans"),
        ("Hundreds of thousands of farmers oppose the law.", "Hundreds of thousands of farmers"),
    ],
)  # fmt: skip
def test_how_many_of_a_group_belongs_to_the_actor(text: str, actor: str) -> None:
    """Six in ten of the voters are not the voters."""
    assert [row[0] for row in rows(text)] == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "The ban hurts 60 percent of voters who oppose the toll.",
        "In a survey of 60 percent of voters oppose the law.",
        "The owner of half of the farms opposes the law.",
    ],
)
def test_a_share_in_another_place_takes_no_stance(text: str) -> None:
    """As an object, or within the phrase of somebody else, it is not who acts."""
    assert rows(text) == []


def test_those_who_said_so_are_left_open_where_only_some_did() -> None:
    """ "They" are not all likely voters."""
    text = "Some 45 percent of likely voters said they would back Tom Berg."
    assert [row[0] for row in rows(text)] == ["they"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("In Lund, results show voters threw their support behind Tom Berg.", "voters"),
        ("Polls show nurses oppose the ban on eels.", "nurses"),
        ("Recent data show consumers reject the tax on eels.", "consumers"),
        ("Television show hosts backed the tax on eels.", "Television show hosts"),
    ],
)
def test_what_shows_it_is_no_part_of_who_does_it(text: str, actor: str) -> None:
    """Behind "polls show", the clause of somebody else begins."""
    assert [row[0] for row in rows(text)] == [actor]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("In Friday's video Berg denounced his “hasty” acts in the port.", "Berg"),
        ("The hall was open, a place the mayor urged people to use in Lund.", "the mayor"),
        ("“I would lose it,” said Berg, and Dahl urged caution in the talks.", "Dahl"),
        ("Tom Berg, the mayor, and Anna Dahl urged caution in the talks.",
         "Tom Berg, the mayor, and Anna Dahl"),
    ],
)  # fmt: skip
def test_who_stands_before_the_actor_is_no_part_of_it(text: str, actor: str) -> None:
    """Not what the clause is about, nor whoever said the words before."""
    assert [row[0] for row in rows(text)] == [actor]


def test_what_somebody_is_for_does_nothing_itself() -> None:
    """Opponents of closing the port act, not the port."""
    text = "Opponents of closing the port agreed to withdraw the lawsuit over the plan."
    told = Told("Opponents of closing the port", "agreed", "to withdraw the lawsuit over the plan")
    (position,) = positions(text, told=[told])
    assert position.actor.of(text) == "Opponents of closing the port"
