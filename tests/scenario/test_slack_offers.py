"""One tap asks: ready follow-ups, a name among several, what gives something instead."""

from __future__ import annotations

from datetime import date

from scenario.slack_bench import LATER, Bench
from unit.handlers.samples import all_text

from bot.records import RawDocument
from handlers.playground.workspace import Json, Message

TWO_BERGS = (
    RawDocument(
        external_id="berg-1",
        outlet="Island Wire",
        published=date(2022, 5, 13),
        text=(
            "“The harbour at Port Hale will be open to every ship of the island,” said Anna Berg,"
            " the mayor of Port Hale. Berg spoke at noon. Berg left early."
        ),
    ),
    RawDocument(
        external_id="berg-2",
        outlet="Island Wire",
        published=date(2022, 5, 13),
        text=(
            "“The harbour cannot take another ship of that size in winter,” said Captain Jonas"
            " Berg. Berg pointed at the quay. Berg shook his head."
        ),
    ),
)


def buttons(message: Message, action: str) -> list[Json]:
    """Return the buttons of a sort."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [each for row in rows for each in row if each["action_id"].startswith(action)]


async def test_ready_question_is_asked_by_one_tap(bench: Bench) -> None:
    """Its answer comes in the thread, says who tapped, and the thread goes on from it."""
    asked = await bench.slack.mention("@dateline who opposes NATO expansion?")
    answer = await bench.slack.answer_to(asked)
    offered = buttons(answer, "ask_")
    assert 1 <= len(offered) <= 2
    pressed = await bench.slack.press(answer, offered[0]["action_id"], user="ben")
    reply = await bench.slack.answer_to(pressed)
    assert asked.message is not None
    assert reply.thread_ts == asked.message.ts
    assert f"<@{bench.slack.ben.id}> asked" in all_text(reply.blocks)
    assert "does not seem to hold" not in all_text(reply.blocks)


async def test_what_is_new_is_counted_for_each_asker(bench: Bench) -> None:
    """Who asked before hears what came since; somebody else hears the last week."""
    question = "@dateline what is new on NATO?"
    first = await bench.slack.answer_to(await bench.slack.mention(question))
    assert "in the last 7 days of the archive" in all_text(first.blocks)
    again = await bench.slack.answer_to(await bench.slack.mention(question))
    assert "Nothing new on NATO since you last asked, on 14 May 2022." in all_text(again.blocks)

    bench.newsroom.add([LATER])
    later = await bench.slack.answer_to(await bench.slack.mention(question))
    assert "Our answer to NATO has not changed" in all_text(later.blocks)
    assert "We will not accept new NATO bases" not in all_text(later.blocks)
    other = await bench.slack.answer_to(await bench.slack.mention(question, user="ben"))
    assert "in the last 7 days of the archive" in all_text(other.blocks)


async def test_name_of_two_people_is_chosen_in_the_thread(bench: Bench) -> None:
    """Nobody is guessed; one tap asks the same of the one who was meant."""
    bench.newsroom.add(TWO_BERGS)
    asked = await bench.slack.mention("@dateline what did Berg say about the harbour?")
    answer = await bench.slack.answer_to(asked)
    assert "“Berg” can be several here" in all_text(answer.blocks)
    anna = next(b for b in buttons(answer, "choose_") if "Anna" in b["text"]["text"])
    assert anna["text"]["text"] == "Anna Berg · mayor of Port Hale · 1 quotation"
    chosen = await bench.slack.answer_to(await bench.slack.press(answer, anna["action_id"]))
    assert "open to every ship" in all_text(chosen.blocks)
    assert "cannot take another ship" not in all_text(chosen.blocks)


async def test_name_of_two_people_is_chosen_in_the_askers_own_brief(bench: Bench) -> None:
    """The private message becomes the brief on the one who was chosen."""
    bench.newsroom.add(TWO_BERGS)
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "berg"))
    anna = next(b for b in buttons(answer, "choose_topic_") if "Anna" in b["text"]["text"])
    chosen = await bench.slack.answer_to(await bench.slack.press(answer, anna["action_id"]))
    assert chosen.ts == answer.ts
    assert chosen.is_ephemeral
    assert "open to every ship" in all_text(chosen.blocks)


async def test_name_of_two_people_is_chosen_for_a_board(bench: Bench) -> None:
    """The private message becomes the board of the one who was chosen."""
    bench.newsroom.add(TWO_BERGS)
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "positions berg"))
    anna = next(b for b in buttons(answer, "choose_board_") if "Anna" in b["text"]["text"])
    chosen = await bench.slack.answer_to(await bench.slack.press(answer, anna["action_id"]))
    assert (chosen.ts, chosen.is_ephemeral) == (answer.ts, True)
    assert "Anna Berg" in all_text(chosen.blocks[:1])


async def test_empty_brief_is_tried_again_by_one_tap(bench: Bench) -> None:
    """What gives something is offered, and takes the place of the empty one."""
    typed = "nato since:2022-05-13 from Harbour Post"
    empty = await bench.slack.answer_to(await bench.slack.command("/brief", typed))
    assert empty.text.startswith("NATO: nothing found.")
    offered = {each["text"]["text"]: each["action_id"] for each in buttons(empty, "retry_")}
    assert "Without the dates" in offered
    assert "Last 90 days" in offered
    assert "All outlets" not in offered
    pressed = await bench.slack.press(empty, offered["Without the dates"])
    filled = await bench.slack.answer_to(pressed)
    assert filled.ts == empty.ts
    assert "We will not accept new NATO bases" in all_text(filled.blocks)
    assert "from outlets named “Harbour Post”" in all_text(filled.blocks)


async def test_empty_brief_in_a_thread_is_tried_again_there(bench: Bench) -> None:
    """A public message stays; the new brief comes below it."""
    asked = await bench.slack.mention("@dateline brief me on nato since:2022-05-13")
    empty = await bench.slack.answer_to(asked)
    first = buttons(empty, "retry_")[0]
    filled = await bench.slack.answer_to(await bench.slack.press(empty, first["action_id"]))
    assert asked.message is not None
    assert (filled.ts != empty.ts, filled.thread_ts) == (True, asked.message.ts)
    assert "We will not accept new NATO bases" in all_text(filled.blocks)


async def test_unknown_topic_offers_to_add_a_source(bench: Bench) -> None:
    """What is nowhere in the archive can only come from outside; it is told to who pressed."""
    empty = await bench.slack.answer_to(await bench.slack.command("/brief", "xqzvtk"))
    told = await bench.slack.answer_to(await bench.slack.press(empty, "add_source"))
    assert told.is_ephemeral
    assert "/brief add" in told.text


async def test_filter_in_plain_words_is_shared_as_it_was_read(bench: Bench) -> None:
    """What the buttons of a brief go on from is what its header says."""
    typed = "nato by Niinisto from Harbour Post"
    answer = await bench.slack.answer_to(await bench.slack.command("/brief", typed))
    shown = all_text(answer.blocks)
    assert "what Sauli Niinisto" in shown
    assert "from outlets named “Harbour Post”" in shown
    assert "We will not accept" not in shown
