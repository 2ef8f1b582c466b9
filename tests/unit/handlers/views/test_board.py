"""A board of positions as a Slack message: taken by Slack, verbatim, nobody hidden in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.handlers.samples import all_text, board, position

from bot.records import Stance
from bot.results import BoardRow, Coverage
from handlers.playground.blockcheck import check_message
from handlers.views.board import (
    EXPORT_BOARD_ACTION,
    FIRST_ACTION,
    REST_ACTION,
    SHARE_BOARD_ACTION,
    board_message,
)
from handlers.views.budget import (
    MOST_BLOCKS,
    MOST_JSON,
    MOST_TEXT,
    count_json,
    count_text,
)

_ATTACK = "<!channel> & <https://evil.example|Harbour Post> ```*_~ :tada: `"


def row(number: int = 0, side: Stance = Stance.OPPOSES, **beside: object) -> BoardRow:
    """Return a row of a made-up actor."""
    line = position(f"Norland opposes toll number {number}.", actor=f"Norland {number}")
    return BoardRow(line=replace(line, stance=side), side=side, **beside)  # type: ignore[arg-type]


def test_rows_stand_under_their_stance_with_unclear_last() -> None:
    """One heading a stance, in the order of the rows, then the button."""
    made = board(row(1, Stance.SUPPORTS), row(2), row(3, Stance.UNCLEAR))
    message = board_message(made, share="s1")
    assert check_message(list(message.blocks)) == ("", [])
    sections = [b for b in message.blocks if b["type"] == "section"]
    headings = [b["text"]["text"] for b in sections if "accessory" not in b]
    assert headings == ["*Supports*", "*Opposes*", "*Unclear*"]
    assert message.blocks[0]["text"]["text"] == "Strait toll · positions · 1–12 May 2022"
    shown = [(each["action_id"], each["value"]) for each in message.blocks[-1]["elements"]]
    assert shown == [(EXPORT_BOARD_ACTION, "s1"), (SHARE_BOARD_ACTION, "s1")]
    assert message.text == "Strait toll: 3 positions of 3 actors from 12 documents."


def test_before_and_denial_stand_under_their_row_with_both_days() -> None:
    """The reader sees both sentences and judges."""
    earlier = replace(
        position("Norland once supported the toll.", cue="supported", stance=Stance.SUPPORTS),
        date=date(2021, 3, 2),
    )
    earlier = replace(earlier, citation=replace(earlier.citation, published=date(2021, 3, 2)))
    denied = position("Osterby denies the whole toll.", cue="denies", actor="Osterby")
    shown = all_text(board_message(board(row(1, before=earlier, denial=denied))).blocks)
    assert "Wording differs, earlier:Norland · supports" in shown
    assert "2 March 2021" in shown
    assert "12 May 2022" in shown
    assert "Denied by the accused:Osterby" in shown


def test_rows_left_out_are_counted_under_their_stance() -> None:
    """A long board stays readable, and says what it leaves out."""
    message = board_message(board(*(row(n) for n in range(24))), share="s1")
    assert "+ 10 more" in all_text(message.blocks)
    assert len(message.blocks) < 36


def test_a_row_has_a_menu_as_long_as_there_is_room() -> None:
    """A whole one, then a shorter one; where there is room for none, one list names all rows."""

    def names(count: int, words: str = "toll") -> set[tuple[str, ...]]:
        rows = (
            BoardRow(line=replace(row(n).line, target=f"{words} {n}"), side=Stance.OPPOSES)
            for n in range(count)
        )
        blocks = board_message(board(*rows), share="s1").blocks
        assert all(f"{words} {n}" in all_text(blocks) for n in range(count))
        menus = [block["accessory"]["options"] for block in blocks if "accessory" in block]
        assert len(menus) in (1, count)
        return {tuple(each["text"]["text"] for each in options) for options in menus}

    assert names(3) == {("Verify", "Context", "Wrong actor", "Not a position", "Not relevant")}
    assert names(12) == {("Verify", "Wrong actor", "Not a position")}
    (listed,) = names(13, " ".join(["toll"] * 25))
    assert len(listed) == 13
    assert listed[3].startswith("Norland 3 opposes toll toll")


def test_rest_has_the_other_rows_and_a_way_back() -> None:
    """Each row stands on one of the two pages, and a short board has one page only."""
    made = board(*(row(n) for n in range(24)))
    first, rest = (board_message(made, share="s1", rest=page) for page in (False, True))
    for number in range(24):
        shown = [f"toll number {number}." in all_text(page.blocks) for page in (first, rest)]
        assert sum(shown) == 1
    labels = [[b["action_id"] for b in page.blocks[-1]["elements"]] for page in (first, rest)]
    others = [EXPORT_BOARD_ACTION, SHARE_BOARD_ACTION]
    assert labels == [[REST_ACTION, *others], [FIRST_ACTION, *others]]
    assert REST_ACTION not in str(board_message(board(row()), share="s1").blocks)


def test_empty_board_says_why_and_offers_the_brief() -> None:
    """Where documents mention the topic, a brief of them is offered; there is nothing to share."""
    empty = board(empty_because="Nobody holds anything.", coverage=Coverage(documents=3, outlets=1))
    message = board_message(empty, share="s1")
    assert check_message(list(message.blocks)) == ("", [])
    assert "Nobody holds anything." in all_text(message.blocks)
    assert "/brief Strait toll" in all_text(message.blocks)
    assert SHARE_BOARD_ACTION not in str(message.blocks)
    tips = board_message(board(suggestions=("nato",), empty_because="Unknown.")).blocks
    assert "/brief positions nato" in all_text(tips)


def test_shared_board_names_who_shared_it() -> None:
    """A public copy has no button."""
    message = board_message(board(row()), shared_by="U0ANNA")
    assert "Shared by <@U0ANNA>" in all_text(message.blocks)
    assert SHARE_BOARD_ACTION not in str(message.blocks)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.text(min_size=1, max_size=700), min_size=1, max_size=30),
    name=st.one_of(st.just(_ATTACK), st.text(max_size=200)),
    sides=st.lists(st.sampled_from(list(Stance)), min_size=30, max_size=30),
)
def test_any_words_make_a_message_that_slack_takes(
    words: list[str], name: str, sides: list[Stance]
) -> None:
    """Long, strange and hostile words fit the budgets; none of them pings or links."""
    rows = []
    for number, (text, side) in enumerate(zip(words, sides, strict=False)):
        line = position(
            f"{text} opposes {_ATTACK}", actor=name or "Norland", target=text, according_to=name
        )
        beside = line if number % 2 else None
        rows.append(BoardRow(line=line, side=side, before=beside, denial=beside))
    rows.sort(key=lambda each: list(Stance).index(each.side))
    message = board_message(board(*rows, topic=name or "x"), share="s1")
    rest = board_message(board(*rows, topic=name or "x"), share="s1", rest=True)
    assert check_message(list(rest.blocks)) == ("", [])
    assert count_json(rest.blocks) <= MOST_JSON
    assert check_message(list(message.blocks)) == ("", [])
    assert len(message.blocks) <= MOST_BLOCKS
    assert count_text(message.blocks) <= MOST_TEXT
    assert count_json(message.blocks) <= MOST_JSON
    for block in message.blocks:
        if block["type"] in ("section", "context"):
            assert "<!channel>" not in all_text(block.get("text") or block["elements"])
    assert "<!channel>" not in message.text
