"""Corrections in Slack: from the menu of a line to the next brief, and back."""

from __future__ import annotations

from datetime import date

from scenario.slack_bench import Bench, ask
from unit.handlers.samples import all_text

from bot.records import RawDocument
from bot.schedule import run_due_digests
from handlers.playground.workspace import Message, View
from handlers.slack.clients import make_client
from handlers.slack.sender import SlackSender
from handlers.views.board import ROW_ACTION
from handlers.views.correcting import NEXT_ACTION, UNDO_ACTION, UNDO_LISTED_ACTION, UNKNOWN
from handlers.views.menus import LINE_ACTION

_SAID = "We will not accept new NATO bases on the northern coast,"
_HELD = "Norland opposes the expansion of NATO, its foreign minister said on Thursday."
_MET = "The ministers met in Port Hale on 4 May 2022"
#: The same words in another outlet, under the same speaker.
_COPY = RawDocument(
    external_id="island-1",
    title="Reaction on the coast",
    outlet="Island Wire",
    published=date(2022, 5, 13),
    text=(
        "The answer came at once. “We will not accept new NATO bases on the northern coast,” said"
        " Mara Lindqvist. Jonas Berg, who runs the Island Line, was silent."
    ),
)


def place_of(message: Message, words: str) -> int:
    """Return which block shows a line; the one behind it has its menu."""
    return next(n for n, block in enumerate(message.blocks) if words in all_text(block))


def quoted(message: Message) -> list[str]:
    """Return the words of each line that a message shows."""
    return [
        all_text(part)
        for block in message.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        if part["type"] == "rich_text_quote"
    ]


def source_of(message: Message, words: str) -> str:
    """Return what stands below a line."""
    return all_text(message.blocks[place_of(message, words) + 1]["text"])


async def choose(
    bench: Bench, message: Message, choice: str, words: str, user: str = "ada"
) -> None:
    """Choose from the menu of a line, and wait for what comes of it."""
    block = message.blocks[place_of(message, words) + 1]["block_id"]
    done = await bench.slack.press(message, LINE_ACTION, block_id=block, value=choice, user=user)
    assert done.ack_latency < 1
    await bench.slack.settled()


async def open_form(
    bench: Bench, message: Message, choice: str = "speaker", words: str = _SAID, user: str = "ada"
) -> View:
    """Return the dialog that a choice opens."""
    await choose(bench, message, choice, words, user)
    view = bench.slack.modal_of(user)
    assert view is not None
    return view


async def correct(
    bench: Bench, message: Message, values: dict[str, str], user: str = "ada", words: str = _SAID
) -> Message:
    """Set the speaker of a line right; return what the asker is told."""
    view = await open_form(bench, message, words=words, user=user)
    sent = await bench.slack.submit(view, values)
    assert not sent.errors
    await bench.slack.settled()
    return bench.slack.visible_to(user)[-1]


async def test_wrong_speaker_is_right_in_the_next_brief(bench: Bench) -> None:
    """Somebody else of the same text is chosen; one line says so, with a way back."""
    first = await ask(bench)
    view = await open_form(bench, first)
    shown = all_text(view.body["blocks"])
    assert _SAID in shown
    assert "Now shown: Mara Lindqvist" in shown
    (menu,) = [b["element"] for b in view.body["blocks"] if b.get("block_id") == "who"]
    names = [each["text"]["text"] for each in menu["options"]]
    assert names[0] == "Sauli Niinisto"
    assert "Mara Lindqvist" not in names
    assert names[-1] == "Speaker unknown"
    await bench.slack.submit(view, {"who": "Sauli Niinisto"})
    await bench.slack.settled()
    told = bench.slack.visible_to("ada")[-1]
    assert told.is_ephemeral
    assert told.text == f"Corrected: “{_SAID}” is said by Sauli Niinisto, not by Mara Lindqvist."
    assert [each for each in bench.slack.visible_to("ben") if each.by_app] == []
    brief = await ask(bench)
    assert "Sauli Niinisto" in all_text(brief.blocks[place_of(brief, _SAID)])
    assert source_of(brief, _SAID).endswith("_speaker corrected, 14 May 2022_")
    board = await ask(bench, "positions nato")
    row = all_text(board.blocks[place_of(board, _SAID)])
    assert row.startswith("Sauli Niinisto · opposes")


async def test_undo_brings_back_what_was_there_before(bench: Bench) -> None:
    """Of two people who correct one line the last one holds; undone, the one before."""
    await correct(bench, await ask(bench), {"typed": "Jonas Berg"})
    told = await correct(bench, await ask(bench, user="ben"), {"who": UNKNOWN}, user="ben")
    brief = await ask(bench)
    assert "Speaker unknown" in all_text(brief.blocks[place_of(brief, _SAID)])
    await bench.slack.press(told, UNDO_ACTION, user="ben")
    await bench.slack.settled()
    assert told.text.startswith("Undone. This no longer holds: ")
    brief = await ask(bench)
    assert "Jonas Berg" in all_text(brief.blocks[place_of(brief, _SAID)])
    assert [e.correction.author for e in bench.newsroom.list_corrections()] == [bench.slack.ada.id]


async def test_a_correction_holds_for_the_same_words_elsewhere(bench: Bench) -> None:
    """The copy in another outlet neither brings the wrong name back nor stands apart."""
    bench.newsroom.add([_COPY])
    await correct(bench, await ask(bench), {"typed": "Jonas Berg"})
    for words in ("nato", "nato outlet:island"):
        brief = await ask(bench, words)
        assert "Jonas Berg" in all_text(brief.blocks[place_of(brief, _SAID)])
    by_berg = await ask(bench, "by:berg")
    assert _SAID in all_text(by_berg.blocks)
    by_other = await ask(bench, "by:lindqvist")
    assert _SAID not in all_text(by_other.blocks)


async def test_a_name_that_the_archive_does_not_know_can_be_asked_for(bench: Bench) -> None:
    """It was typed by hand, and leads to the line all the same."""
    await correct(bench, await ask(bench), {"typed": "Tove  Aalto"})
    brief = await ask(bench, 'by:"tove aalto"')
    assert "Tove Aalto" in all_text(brief.blocks[place_of(brief, _SAID)])


async def test_two_clicks_make_one_correction(bench: Bench) -> None:
    """Chosen twice in the same menu, it stands in the list once."""
    brief = await ask(bench)
    for _ in range(2):
        await choose(bench, brief, "not_relevant", _MET)
        await choose(bench, brief, "not_a_position", _HELD)
    kinds = [entry.correction.kind for entry in bench.newsroom.list_corrections()]
    assert kinds == ["not_a_position", "not_relevant"]


async def test_what_is_no_position_leaves_brief_and_board(bench: Bench) -> None:
    """At once, and it comes back when that is undone."""
    brief, board = await ask(bench), await ask(bench, "positions nato")
    assert _HELD in all_text(board.blocks)
    await choose(bench, brief, "not_a_position", _HELD)
    told = bench.slack.visible_to("ada")[-1]
    assert told.text == f"Corrected: “{_HELD}” shows no position of Norland."
    for words in ("nato", "positions nato"):
        assert _HELD not in all_text((await ask(bench, words)).blocks)
    await bench.slack.press(told, UNDO_ACTION)
    await bench.slack.settled()
    assert _HELD in all_text((await ask(bench, "positions nato")).blocks)


async def test_not_relevant_is_meant_for_one_topic(bench: Bench) -> None:
    """The line is still shown for another one."""
    await choose(bench, await ask(bench), "not_relevant", _MET)
    assert bench.slack.visible_to("ada")[-1].text.endswith("is not shown for NATO.")
    assert _MET not in all_text((await ask(bench)).blocks)
    assert _MET in all_text((await ask(bench, "port hale")).blocks)


async def test_wrong_actor_on_the_board(bench: Bench) -> None:
    """A row has the same menu, and its dialog knows no unknown actor."""
    board = await ask(bench, "positions nato")
    view = await open_form(bench, board, "actor", _HELD)
    (menu,) = [b["element"] for b in view.body["blocks"] if b.get("block_id") == "who"]
    assert "Speaker unknown" not in [each["text"]["text"] for each in menu["options"]]
    await bench.slack.submit(view, {"who": "Sauli Niinisto"})
    await bench.slack.settled()
    after = await ask(bench, "positions nato")
    assert all_text(after.blocks[place_of(after, _HELD)]).startswith("Sauli Niinisto · opposes")
    assert "actor corrected, 14 May 2022" in source_of(after, _HELD)


async def test_two_names_of_one_actor_are_joined(bench: Bench) -> None:
    """By command; briefs, filters and counts take them for one."""
    bench.newsroom.add(
        [
            RawDocument(
                external_id="harbour-9",
                outlet="Harbour Post",
                published=date(2022, 5, 14),
                text="“NATO will hear from us in the spring,” said Mara Holt, the minister.",
            )
        ]
    )
    told = await ask(bench, "correct same “Mara Holt” “Mara Lindqvist”")
    assert told.text == (
        "Corrected: “Mara Holt” and “Mara Lindqvist” are one actor, shown as Mara Lindqvist."
    )
    brief = await ask(bench, "nato by:holt")
    shown = all_text(brief.blocks)
    assert _SAID in shown
    assert "NATO will hear from us" in shown
    assert "Mara Lindqvist (“Mara Holt, the minister” in the text)" in shown
    again = await ask(bench, 'correct same "Mara Holt" "Mara Lindqvist"')
    assert "are one actor here already" in again.text


async def test_another_name_is_told_in_the_dialog(bench: Bench) -> None:
    """The third field; one that nobody bears is refused in words."""
    told = await correct(bench, await ask(bench), {"same": "Sauli Niinisto"})
    assert "are one actor" in told.text
    told = await correct(bench, await ask(bench), {"same": "Zacharias Quill"})
    assert told.text.startswith("Nobody in the archive is called “Zacharias Quill”")


async def test_dialog_wants_one_field(bench: Bench) -> None:
    """What is missing, or too much, stands below a field, and the dialog stays open."""
    view = await open_form(bench, await ask(bench))
    assert set((await bench.slack.submit(view, {})).errors) == {"typed"}
    sent = await bench.slack.submit(view, {"who": "Sauli Niinisto", "same": "Ada"})
    assert set(sent.errors) == {"same"}
    assert bench.slack.modal_of("ada") is view


async def test_lines_of_answers_and_digests_can_be_corrected(bench: Bench) -> None:
    """The menu stands beside them, too, and what it changes is said in their thread."""
    asked = await bench.slack.mention("@dateline what did Lindqvist say about NATO?")
    answer = await bench.slack.answer_to(asked)
    assert f"“{_SAID}”" in quoted(answer)
    await choose(bench, answer, "not_relevant", _SAID)
    told = bench.slack.visible_to("ada")[-1]
    assert (told.is_ephemeral, told.thread_ts) == (True, answer.thread_ts)
    again = await bench.slack.mention("@dateline what did Lindqvist say about NATO?")
    answer = await bench.slack.answer_to(again)
    assert f"“{_SAID}”" not in quoted(answer)
    await bench.slack.answer_to(await bench.slack.command("/brief", "follow nato 08:00"))
    bench.clock.forward(hours=1, minutes=1)
    await run_due_digests(bench.newsroom, SlackSender(make_client(bench.settings)))
    digest = next(each for each in bench.slack.visible_to() if each.text.startswith("New on"))
    assert f"“{_SAID}”" not in quoted(digest)
    words = "The door of NATO stays open"
    view = await open_form(bench, digest, "speaker", words)
    assert "Now shown: Sauli Niinisto" in all_text(view.body["blocks"])


async def test_corrections_are_listed_and_undone_page_by_page(bench: Bench) -> None:
    """Ten of them make two pages; an undone one is gone from the list."""
    for number in range(10):
        await correct(bench, await ask(bench), {"typed": f"Witness {'ABCDEFGHIJ'[number]}x"})
    listed = await ask(bench, "corrections")
    assert "10 corrections; these are 1 to 8" in all_text(listed.blocks)
    assert "a later correction holds instead" in all_text(listed.blocks)
    await bench.slack.press(listed, NEXT_ACTION)
    await bench.slack.settled()
    assert "these are 9 to 10" in all_text(listed.blocks)
    menu = listed.blocks[-2]
    await bench.slack.press(
        listed, UNDO_LISTED_ACTION, block_id=menu["block_id"], value=menu["accessory"]["value"]
    )
    await bench.slack.settled()
    assert "9 corrections; these are 9 to 9" in all_text(listed.blocks)
    assert listed.text.startswith("Undone. This no longer holds: ")


async def test_a_private_line_is_corrected_only_where_it_is_seen(bench: Bench) -> None:
    """Its words stand in no list elsewhere, and the same public words keep their speaker."""
    secret = RawDocument(
        external_id="desk-1",
        outlet="Desk Notes",
        text=f"“{_SAID}” said Mara Lindqvist. Jonas Berg, a pilot, wrote it down.",
    )
    bench.newsroom.add([secret], audience=bench.slack.desk.id)
    asked = await bench.slack.command("/brief", "nato outlet:desk", channel="desk")
    brief = await bench.slack.answer_to(asked)
    view = await open_form(bench, brief)
    await bench.slack.submit(view, {"who": "Jonas Berg"})
    await bench.slack.settled()
    inside, outside = await ask(bench, channel="desk"), await ask(bench)
    assert "Jonas Berg" in all_text(inside.blocks[place_of(inside, _SAID)])
    assert "Mara Lindqvist" in all_text(outside.blocks[place_of(outside, _SAID)])
    assert "Nothing has been corrected here" in (await ask(bench, "corrections")).text
    listed = await ask(bench, "corrections", channel="desk")
    assert "is said by Jonas Berg" in all_text(listed.blocks)
    (entry,) = bench.newsroom.list_corrections()
    elsewhere = await ask(bench, "correct same “Mara Lindqvist” “Sauli Niinisto”")
    (button,) = [block["accessory"] for block in elsewhere.blocks]
    button["value"] = str(entry.correction.id)
    told = await bench.slack.answer_to(
        await bench.slack.press(elsewhere, UNDO_ACTION, value=button["value"])
    )
    assert told.text == f"There is no correction {entry.correction.id} here."


async def test_a_menu_without_dialog_says_so(bench: Bench) -> None:
    """Where Slack opens none, the asker alone hears what to do."""
    brief = await ask(bench)
    bench.slack.refuse("views.open", "expired_trigger_id")
    await choose(bench, brief, "speaker", _SAID)
    assert "Slack opened no dialog" in bench.slack.visible_to("ada")[-1].text


async def test_a_replaced_text_takes_its_corrections_with_it(bench: Bench) -> None:
    """They stay in the list, which says that they no longer apply."""
    brief = await ask(bench)
    await correct(bench, brief, {"typed": "Jonas Berg"})
    bench.newsroom.add(
        [RawDocument(external_id="harbour-1", outlet="Harbour Post", text="NATO rests. " * 30)]
    )
    listed = await ask(bench, "corrections")
    assert "no longer applies: the text was replaced" in all_text(listed.blocks)
    await choose(bench, brief, "not_a_position", _HELD)
    assert "no longer in the archive" in bench.slack.visible_to("ada")[-1].text


async def test_a_row_of_a_long_board_is_chosen_below_it(bench: Bench) -> None:
    """Its line comes alone, with the whole menu; what it changes is seen on the next board."""
    holders = (
        "Captain Eva Berg|Hilde Sand|Germany|France|Italy|Spain|Poland|Peru|Chile|Kenya|India"
        "|Mexico|Brazil"
    ).split("|")
    bench.newsroom.add(
        RawDocument(
            external_id=f"long-{number}",
            outlet="Pilot News",
            published=date(2022, 5, 1),
            text=f"{holder} opposes the sanctions on Norland because of harbour number {number}.",
        )
        for number, holder in enumerate(holders)
    )
    board = await ask(bench, "positions sanctions")
    (listed,) = [b for b in board.blocks if b.get("accessory", {}).get("type") == "static_select"]
    option = next(o for o in listed["accessory"]["options"] if "Eva Berg" in o["text"]["text"])
    pressed = await bench.slack.press(
        board, ROW_ACTION, block_id=listed["block_id"], value=option["value"]
    )
    row = await bench.slack.answer_to(pressed)
    assert row.is_ephemeral
    await choose(bench, row, "not_a_position", "Captain Eva Berg opposes")
    after = await ask(bench, "positions sanctions")
    assert "Eva Berg" not in all_text(after.blocks)
    pressed = await bench.slack.press(
        board, ROW_ACTION, block_id=listed["block_id"], value=option["value"]
    )
    assert "stands on the board no more" in (await bench.slack.answer_to(pressed)).text
