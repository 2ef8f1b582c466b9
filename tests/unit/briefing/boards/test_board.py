"""The positions board: one sentence per actor and stance, and what belongs beside it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.briefing.conftest import WORKSPACE, Keep, Story

from bot.briefing.boards.board import make_board
from bot.briefing.exports.as_json import board_as_json
from bot.briefing.exports.as_markdown import board_as_markdown
from bot.briefing.requests.query import brief_request
from bot.ports import Archive
from bot.records import ActorKind, Stance
from bot.results import Board

TODAY = date(2022, 6, 30)


def board(archive: Archive, typed: str, **limits: object) -> Board:
    """Return the board for what was typed."""
    request = brief_request(typed, workspace=WORKSPACE, today=TODAY, **limits)  # type: ignore[arg-type]
    return make_board(archive, request, TODAY)


def holding(
    story: type[Story],
    sentence: str,
    who: str,
    stance: Stance,
    cue: str,
    target: str | None,
    *,
    day: date = date(2022, 6, 1),
    kind: ActorKind = ActorKind.PERSON,
    known: bool = True,
) -> Story:
    """Return a story of one sentence in which somebody holds a position."""
    made = story(text=sentence, published=day).actor("NATO", ActorKind.ORGANISATION)
    if known:
        made.actor(who, kind)
    return made.holds(who, stance, cue, sentence, by=who if known else "", target=target)


EXPANSION = "Mara Lindqvist opposes the expansion of NATO towards the northern coast of Norland."
OPPOSED = ("Mara Lindqvist", Stance.OPPOSES, "opposes", "the expansion of NATO")


def test_each_actor_stands_once_under_a_stance_with_the_clearest_sentence(
    keep: Keep, story: type[Story]
) -> None:
    """Two sentences of one side give one row, and another stance of the same actor its own."""
    archive = keep(
        holding(story, EXPANSION, *OPPOSED),
        holding(
            story,
            "Mara Lindqvist criticised NATO over the new harbour of the alliance at Port Hale.",
            "Mara Lindqvist", Stance.OPPOSES, "criticised", "NATO",
        ),
        holding(
            story,
            "Mara Lindqvist urged NATO to keep its ships out of the northern fairway.",
            "Mara Lindqvist", Stance.DEMANDS, "urged", "NATO to keep its ships out",
        ),
    )  # fmt: skip
    made = board(archive, "nato")
    assert [(row.line.actor, row.side) for row in made.rows] == [
        ("Mara Lindqvist", Stance.OPPOSES),
        ("Mara Lindqvist", Stance.DEMANDS),
    ]


def test_copies_are_one_row_that_names_the_other_outlet(keep: Keep, story: type[Story]) -> None:
    """The same sentence in two papers is shown once."""
    first = holding(story, EXPANSION, *OPPOSED)
    second = holding(story, EXPANSION, *OPPOSED, day=date(2022, 6, 2))
    second.outlet = "Island Wire"
    (row,) = board(keep(first, second), "nato").rows
    assert [citation.outlet for citation in row.line.also_in] == ["Island Wire"]
    assert row.before is None


def test_most_widely_heard_actor_stands_first(keep: Keep, story: type[Story]) -> None:
    """Who speaks in more stories on the topic comes before who holds the newer position."""
    quoted = story(text="“NATO is a good neighbour,” said Jonas Berg.").actor("Jonas Berg")
    quoted.actor("NATO", ActorKind.ORGANISATION)
    quoted.said("NATO is a good neighbour", "Jonas Berg", by="Jonas Berg", cue="said")
    old = holding(
        story, "Jonas Berg backed the plan of NATO for a new harbour at Port Hale in the north.",
        "Jonas Berg", Stance.SUPPORTS, "backed", "the plan of NATO", day=date(2022, 5, 1),
    )  # fmt: skip
    new = holding(
        story, "Ada Kolm praised NATO for its patience in the long talks at Port Hale.",
        "Ada Kolm", Stance.SUPPORTS, "praised", "NATO", day=date(2022, 6, 9),
    )  # fmt: skip
    made = board(keep(quoted, old, new), "nato")
    assert [row.line.actor for row in made.rows] == ["Jonas Berg", "Ada Kolm"]


@pytest.mark.parametrize(
    ("sentence", "who", "stance", "cue", "target"),
    [
        pytest.param(
            "In the end the nation supports the expansion of NATO towards the north.",
            "the nation", Stance.SUPPORTS, "supports", "the expansion of NATO",
            id="a bare noun",
        ),
        pytest.param(
            "On Friday the Prime Minister opposed the expansion of NATO towards the north.",
            "the Prime Minister", Stance.OPPOSES, "opposed", "the expansion of NATO",
            id="an office without a name",
        ),
        pytest.param(
            "Last week she supported the expansion of NATO towards the northern coast.",
            "she", Stance.SUPPORTS, "supported", "the expansion of NATO",
            id="a pronoun that stands for nobody",
        ),
        pytest.param(
            "Norland sent four ships to the fleet of NATO in the northern strait.",
            "Norland", Stance.SUPPORTS, "sent", "four ships to the fleet of NATO",
            id="what is sent",
        ),
        pytest.param(
            "Norland opposes the new ferry fares, while NATO has said nothing of the ferries.",
            "Norland", Stance.OPPOSES, "opposes", "the new ferry fares",
            id="a target that is something else",
        ),
        pytest.param(
            "Norland praised its own fishermen during the long visit of NATO to the strait.",
            "Norland", Stance.SUPPORTS, "praised", "its own fishermen",
            id="the topic as the time of it",
        ),
        pytest.param(
            "After failing to secure Norland's approval for the plan of NATO, the talks ended.",
            "Norland", Stance.SUPPORTS, "approval for", "the plan of NATO",
            id="an approval that is lacked",
        ),
        pytest.param(
            "Norland attacked the ships of NATO off the northern cape on the second day of war.",
            "Norland", Stance.OPPOSES, "attacked", "the ships of NATO",
            id="a deed of war",
        ),
        pytest.param(
            "Norland signed a contract with the builders of NATO for the new northern pier.",
            "Norland", Stance.SUPPORTS, "signed", "a contract with the builders of NATO",
            id="a trade",
        ),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_position_stays_out(
    keep: Keep, story: type[Story], sentence: str, who: str, stance: Stance, cue: str, target: str
) -> None:
    """Nouns as actors, shipments as support and side remarks are left out."""
    archive = keep(
        holding(
            story,
            sentence,
            who,
            stance,
            cue,
            target,
            kind=ActorKind.COUNTRY,
            known=who[0].isupper(),
        )
    )
    made = board(archive, "nato")
    assert made.rows == ()
    assert made.empty_because.startswith("1 document mentions NATO, but nobody was found")


def test_target_that_turns_the_topic_round_is_unclear(keep: Keep, story: type[Story]) -> None:
    """Who supports a ban on something stands apart, with the stance as it was read."""
    sentence = "Mara Lindqvist supports a ban on ships of NATO in the northern fairway."
    ban = holding(
        story, sentence, "Mara Lindqvist", Stance.SUPPORTS, "supports", "a ban on ships of NATO"
    )
    (row,) = board(keep(ban), "nato").rows
    assert (row.side, row.line.stance) == (Stance.UNCLEAR, Stance.SUPPORTS)


def test_forms_of_a_name_are_one_actor(keep: Keep, story: type[Story]) -> None:
    """A letter more in the name does not make a second actor."""
    archive = keep(
        *(
            holding(
                story,
                f"{name} urged NATO {what}.",
                name, Stance.DEMANDS, "urged", f"NATO {what}",
            )
            for name, what in (
                ("Volodymyr Zelensky", "to close the sky over the eastern front"),
                ("Volodymyr Zelenskyy", "to bring many more weapons to the city of Hale"),
            )
        )
    )  # fmt: skip
    assert len(board(archive, "nato").rows) == 1


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Paris", ActorKind.COUNTRY, "France"),
        ("Lindqvist", ActorKind.PERSON, "Mara Lindqvist"),
    ],
)
def test_actor_that_no_text_explains_is_the_one_known_by_that_name(
    keep: Keep, story: type[Story], written: str, kind: ActorKind, name: str
) -> None:
    """A capital that acts is its country, a bare surname the one person who bears it here."""
    archive = keep(
        holding(
            story, f"{name} opposes the new harbour of NATO at the mouth of the long fjord.",
            name, Stance.OPPOSES, "opposes", "the new harbour of NATO", kind=kind,
        ),
        holding(
            story, f"In the talks {written} rejected every northern route for the ships of NATO.",
            written, Stance.OPPOSES, "rejected", "every northern route for the ships of NATO",
            known=False,
        ),
    )  # fmt: skip
    assert [row.line.actor for row in board(archive, "nato").rows] == [name]


SUPPORTED = "Mara Lindqvist supported the northern expansion of NATO in a speech at Port Hale."


def test_earlier_words_on_the_same_target_stand_beside_the_later(
    keep: Keep, story: type[Story]
) -> None:
    """Both days are there, and only the later sentence has a before."""
    then = holding(
        story, SUPPORTED, "Mara Lindqvist", Stance.SUPPORTS, "supported",
        "the northern expansion of NATO", day=date(2022, 3, 1),
    )  # fmt: skip
    now = holding(story, EXPANSION, *OPPOSED)
    made = board(keep(then, now), "nato")
    rows = {row.side: row for row in made.rows}
    before = rows[Stance.OPPOSES].before
    assert before is not None
    assert (before.text, before.date) == (SUPPORTED, date(2022, 3, 1))
    assert rows[Stance.OPPOSES].line.date == date(2022, 6, 1)
    assert rows[Stance.SUPPORTS].before is None


@pytest.mark.parametrize(
    ("sentence", "stance", "cue", "target", "day"),
    [
        pytest.param(
            "Mara Lindqvist supported the harbour rules of NATO in a speech at Port Hale.",
            Stance.SUPPORTS, "supported", "the harbour rules of NATO", date(2022, 3, 1),
            id="another target",
        ),
        pytest.param(
            "Mara Lindqvist supported an end to the expansion of NATO at Port Hale.",
            Stance.SUPPORTS, "supported", "an end to the expansion of NATO", date(2022, 3, 1),
            id="the same side in other words",
        ),
        pytest.param(
            "Mara Lindqvist opposed the expansion of NATO when the winter talks began.",
            Stance.OPPOSES, "opposed", "the expansion of NATO", date(2022, 5, 30),
            id="the same news",
        ),
        pytest.param(
            SUPPORTED, Stance.SUPPORTS, "supported", "the northern expansion of NATO",
            date(2022, 6, 1),
            id="the same day",
        ),
    ],
)  # fmt: skip
def test_other_earlier_words_are_no_before(
    keep: Keep,
    story: type[Story],
    sentence: str,
    stance: Stance,
    cue: str,
    target: str,
    day: date,
) -> None:
    """A missing pair is better than a wrong one."""
    then = holding(story, sentence, "Mara Lindqvist", stance, cue, target, day=day)
    made = board(keep(then, holding(story, EXPANSION, *OPPOSED)), "nato")
    assert [row.before for row in made.rows] == [None] * len(made.rows)


def accusation(story: type[Story], answer: str) -> Story:
    """Return a story in which NATO is accused, followed by ``answer``."""
    charge = "Norland accused NATO of sending warships through the closed fairway at night."
    made = story(text=f"{charge} {answer}").actor("NATO", ActorKind.ORGANISATION)
    made.actor("Norland", ActorKind.COUNTRY).actor("Ada Kolm")
    return made.holds("Norland", Stance.ACCUSES, "accused", charge, by="Norland", target="NATO")


def test_denial_that_points_back_stands_beside_the_accusation(
    keep: Keep, story: type[Story]
) -> None:
    """The accused, who denies it in the next sentence, is heard in the same row."""
    answer = "NATO has denied the allegations."
    made = accusation(story, answer)
    made.holds("NATO", Stance.DENIES, "denied", answer, by="NATO", target="the allegations")
    rows = {row.line.actor: row for row in board(keep(made), "nato").rows}
    denial = rows["Norland"].denial
    assert denial is not None
    assert denial.text == answer


def test_denial_elsewhere_must_share_the_matter(keep: Keep, story: type[Story]) -> None:
    """Of two denials in other texts, the one of the same deed is shown."""
    other = "NATO denied raising the ferry fares for the islanders of the north coast."
    fitting = "NATO denied that any warships had used the fairway of Norland."
    stories = [
        holding(
            story, text, "NATO", Stance.DENIES, "denied", target, day=date(2022, 6, 3),
            kind=ActorKind.ORGANISATION,
        )
        for text, target in (
            (other, "raising the ferry fares"),
            (fitting, "any warships had used the fairway of Norland"),
        )
    ]  # fmt: skip
    alone = board(keep(accusation(story, "Nobody answered."), stories[0]), "nato")
    assert {row.denial for row in alone.rows} == {None}
    rows = {row.line.actor: row for row in board(keep(stories[1]), "nato").rows}
    denial = rows["Norland"].denial
    assert denial is not None
    assert denial.text == fitting


def test_denial_of_somebody_else_is_no_answer(keep: Keep, story: type[Story]) -> None:
    """Only the accused can deny an accusation."""
    answer = "Ada Kolm has denied the allegations."
    made = accusation(story, answer)
    made.holds("Ada Kolm", Stance.DENIES, "denied", answer, by="Ada Kolm", target="the allegations")
    assert [row.denial for row in board(keep(made), "nato").rows] == [None]


def test_by_keeps_one_actor_and_limit_the_number(keep: Keep, story: type[Story]) -> None:
    """Filters work as in a brief."""
    archive = keep(
        holding(story, EXPANSION, *OPPOSED),
        holding(
            story, "Ada Kolm praised NATO for its patience in the long talks at Port Hale.",
            "Ada Kolm", Stance.SUPPORTS, "praised", "NATO",
        ),
    )  # fmt: skip
    assert [row.line.actor for row in board(archive, "nato by:kolm").rows] == ["Ada Kolm"]
    assert len(board(archive, "nato", limit=1).rows) == 1
    assert len(board(archive, "nato").rows) == 2


def test_unknown_topic_says_why(keep: Keep, story: type[Story]) -> None:
    """What the archive does not hold is explained, with a topic that gives a board."""
    made = board(keep(holding(story, EXPANSION, *OPPOSED)), "zeppelin lindqvist by:nobody")
    assert made.is_empty
    assert made.empty_because


def test_exports_hold_every_row(keep: Keep, story: type[Story]) -> None:
    """JSON rows are lines with side, before and denial; Markdown has a footnote for each."""
    then = holding(
        story, SUPPORTED, "Mara Lindqvist", Stance.SUPPORTS, "supported",
        "the northern expansion of NATO", day=date(2022, 3, 1),
    )  # fmt: skip
    made = board(keep(then, holding(story, EXPANSION, *OPPOSED)), "nato")
    rows = board_as_json(made)
    assert [row["side"] for row in rows] == ["supports", "opposes"]
    assert rows[0]["before"] is None
    before = rows[1]["before"]
    assert isinstance(before, dict)
    assert before["text"] == SUPPORTED
    shown = board_as_markdown(made)
    assert "Wording differs, earlier: **Mara Lindqvist** supports" in shown
    assert shown.count("[^2]:") == 1


_NAMES = ("Mara Lindqvist", "Ada Kolm", "Jonas Berg", "Norland")
_SIDES = {
    Stance.SUPPORTS: "supports", Stance.OPPOSES: "opposes", Stance.DEMANDS: "demands",
    Stance.DENIES: "denies", Stance.ACCUSES: "accuses", Stance.THREATENS: "threatens",
}  # fmt: skip
_HELD = st.lists(
    st.tuples(
        st.sampled_from(_NAMES),
        st.sampled_from(list(_SIDES)),
        st.sampled_from(("", "the harbour of ", "a ban on ", "the expansion of ", "the ships of ")),
        st.dates(date(2022, 1, 1), date(2022, 6, 28)),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(held=_HELD)
def test_every_line_is_verbatim_and_no_actor_stands_twice_under_a_side(
    keep: Keep, story: type[Story], held: list[tuple[str, Stance, str, date]]
) -> None:
    """Whatever is held: each shown line is cut from its text, and the board is the same again."""
    archive = keep(
        *(
            holding(
                story,
                f"On day {number} {who} {_SIDES[stance]} {what}NATO at Port Hale, as it was said.",
                who, stance, _SIDES[stance], f"{what}NATO", day=day,
            )
            for number, (who, stance, what, day) in enumerate(held)
        )
    )  # fmt: skip
    made = board(archive, "nato")
    assert made.rows
    assert made == board(archive, "nato")
    seen = Counter((row.side, row.line.actor) for row in made.rows)
    assert set(seen.values()) == {1}
    for row in made.rows:
        for line in filter(None, (row.line, row.before, row.denial)):
            found = archive.get_documents(WORKSPACE, [line.citation.document])
            text = found[line.citation.document].text
            assert text[line.citation.start : line.citation.end] == line.text
        if row.before is not None:
            assert row.before.date is not None
            assert row.line.date is not None
            assert row.before.date < row.line.date
