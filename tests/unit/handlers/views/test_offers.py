"""Buttons that ask in place."""

from __future__ import annotations

from unit.handlers.samples import all_text, position, quotation

from bot.results import Answer, AnswerPart, NameChoice, NameDoubt, Retry
from handlers.playground.blockcheck import check_message
from handlers.views.answer import answer_message
from handlers.views.blocks import section
from handlers.views.budget import MOST_BLOCKS, Message
from handlers.views.offers import (
    ask_buttons,
    asked_by,
    choice_blocks,
    retry_buttons,
    with_line,
)


def choice(name: str = "Mark Rutte", text: str = "what did Mark Rutte say?") -> NameChoice:
    """Return one of several people."""
    return NameChoice(name=name, role="NATO", quotations=41, text=text)


def doubt(*, read_as: str = "", count: int = 5, text: str = "q") -> NameDoubt:
    """Return a name that several people have."""
    choices = tuple(choice(f"Person {n}", f"{text} {n}") for n in range(count))
    return NameDoubt(typed="rutte", read_as=read_as, choices=choices)


def test_two_questions_are_offered() -> None:
    """Each button carries the question that it asks."""
    (row,) = ask_buttons(["who opposes it?", "x" * 90, "third"])
    assert [each["value"] for each in row["elements"]] == ["who opposes it?", "x" * 90]
    assert check_message([row]) == ("", [])


def test_nothing_to_offer_is_no_block() -> None:
    """Slack refuses a row without buttons."""
    assert ask_buttons([]) == []
    assert ask_buttons(["x" * 2_001]) == []
    assert retry_buttons([]) == []


def test_four_people_are_offered_with_role_and_count() -> None:
    """Whoever has to choose sees who they are."""
    (row,) = choice_blocks(doubt())
    assert len(row["elements"]) == 4
    assert row["elements"][0]["text"]["text"] == "Person 0 · NATO · 41 quotations"
    assert check_message([row]) == ("", [])


def test_who_was_read_can_be_refused() -> None:
    """“Somebody else?” shows the others in a menu."""
    (block,) = choice_blocks(doubt(read_as="Mark <Rutte>", count=2))
    assert "_Somebody else?_" in all_text([block])
    assert "Mark &lt;Rutte&gt;" in all_text([block])
    assert [each["value"] for each in block["accessory"]["options"]] == ["q 0", "q 1"]
    assert check_message([block]) == ("", [])


def test_question_too_long_for_a_menu_is_not_cut() -> None:
    """Half a question would ask something else."""
    assert choice_blocks(doubt(read_as="Rutte", text="x" * 150)) == []


def test_retries_and_sources() -> None:
    """What gives something, and more to read."""
    (row,) = retry_buttons([Retry(label="All outlets", text="nato")], can_add=True)
    assert [each["text"]["text"] for each in row["elements"]] == ["All outlets", "Add a source"]
    assert check_message([row]) == ("", [])


def test_line_is_added_only_where_there_is_room() -> None:
    """A full message stays as it is."""
    full = Message(text="x", blocks=(section("x"),) * MOST_BLOCKS)
    assert with_line(full, "more") is full
    assert len(with_line(Message(text="x", blocks=(section("x"),)), "more").blocks) == 2


def test_tap_says_whose_it_was() -> None:
    """In a thread of several people; what was asked can ping nobody."""
    made = asked_by(Message(text="x", blocks=()), "U0ANNA", "<!channel> who?")
    assert "<@U0ANNA> asked" in all_text(made.blocks)
    assert "<!channel>" not in all_text(made.blocks)


def test_groups_of_an_answer_have_their_names() -> None:
    """What changed is told group by group, and Slack takes the blocks."""
    lines = (quotation(), position())
    answer = Answer(
        question="what changed on the strait?",
        intent="changes",
        read_as="Read as what changed on the strait.",
        lines=lines,
        confidence=0.7,
        parts=(
            AnswerPart(name="New quotations", lines=lines[:1]),
            AnswerPart(name="Positions that differ", lines=lines[1:]),
        ),
        suggestions=("who opposes it?",),
    )
    made = answer_message(answer)
    shown = all_text(made.blocks)
    assert shown.index("New quotations") < shown.index("We will not close the strait")
    assert shown.index("Positions that differ") < shown.index("Norland firmly opposes")
    assert check_message(list(made.blocks)) == ("", [])


def test_open_doubt_shows_nothing_but_the_choice() -> None:
    """No line and no other question stands beside it."""
    answer = Answer(
        question="what did Rutte say?",
        intent="said",
        read_as="Not read yet.",
        lines=(),
        confidence=0.0,
        suggestions=("x",),
        empty_because="Choose who is meant.",
        doubt=doubt(count=2),
    )
    made = answer_message(answer)
    (row,) = (block for block in made.blocks if block["type"] == "actions")
    assert [each["value"] for each in row["elements"]] == ["q 0", "q 1"]
    assert check_message(list(made.blocks)) == ("", [])
