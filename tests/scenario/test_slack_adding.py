"""Links and files that people give to the bot in Slack, and who sees them then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from scenario.slack_bench import Bench, at_work
from unit.handlers.samples import all_text

from bot.errors import FetchCode, FetchError
from bot.records import EVERYONE, RawDocument
from handlers.playground.workspace import Message
from handlers.shortcuts import ADD_MESSAGE

PAGE = "https://bridge.example/news/1"
TOLL = RawDocument(
    external_id="bridge-1",
    title="Toll on the bridge",
    outlet="Bridge Gazette",
    published=date(2022, 5, 10),
    text=(
        "“The toll on the Karsund bridge will never be raised,” said Petra Holm, the transport"
        " minister of Norland."
    ),
)
SAID = "will never be raised"
PDF = b"%PDF-1.7\n\xe2\x80\x9cThe ferries to Karsund stay free,\xe2\x80\x9d said Jonas Berg."


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """Return the app at work, with something in the web to read."""
    bench.wire.pages[PAGE] = TOLL
    return bench


async def add(bench: Bench, text: str, **where: str) -> Message:
    """Type ``/brief add`` and return the answer."""
    return await bench.slack.answer_to(await bench.slack.command("/brief", f"add {text}", **where))


async def brief_in(bench: Bench, channel: str, topic: str = "karsund") -> str:
    """Read what waits for its facts, and return what ``/brief`` shows in a channel."""
    await bench.newsroom.call(bench.newsroom.read_unread)
    asked = await bench.slack.command("/brief", topic, channel=channel)
    answer = await bench.slack.answer_to(asked)
    return answer.text + all_text(answer.blocks)


def audiences(bench: Bench, external_id: str = "bridge-1") -> tuple[str, ...]:
    """Return the channels in which alone a document may be seen."""
    document, _ = bench.newsroom.show(external_id)
    provenance, _ = bench.newsroom.trace(document)
    assert provenance is not None
    return provenance.audiences


async def test_link_added_in_a_public_channel_is_everybodys(bench: Bench) -> None:
    """The asker alone hears what it is and who can see it; every channel finds it."""
    told = await add(bench, PAGE)
    shown = all_text(told.blocks)
    assert told.visible_to == bench.slack.ada.id
    assert told.text == "Added: Toll on the bridge"
    assert "Bridge Gazette · 10 May 2022" in shown
    assert "Everybody in this workspace can see it." in shown
    assert "follow in a moment" in shown
    assert SAID in await brief_in(bench, "general")
    assert SAID in await brief_in(bench, "desk")
    assert audiences(bench) == ()


async def test_link_added_in_a_private_channel_stays_there(bench: Bench) -> None:
    """No other channel sees it, and the answer says so."""
    told = await add(bench, PAGE, channel="desk")
    assert "Only this channel can see it." in all_text(told.blocks)
    assert audiences(bench) == (bench.slack.desk.id,)
    assert SAID in await brief_in(bench, "desk")
    assert SAID not in await brief_in(bench, "general")
    asked = await bench.slack.mention("@dateline what did Petra Holm say about Karsund?")
    assert SAID not in all_text((await bench.slack.answer_to(asked)).blocks)


async def test_private_link_added_in_public_becomes_everybodys(bench: Bench) -> None:
    """It counts as added there: that somebody had it before is not for all to know."""
    await add(bench, PAGE, channel="desk")
    told = await add(bench, PAGE)
    assert "Added" in told.text
    assert "Everybody in this workspace can see it." in all_text(told.blocks)
    assert SAID in await brief_in(bench, "general")


async def test_several_links_each_have_their_outcome(bench: Bench) -> None:
    """One that fails keeps no other out, and the order is that of the asking."""
    bench.wire.pages |= {
        "https://bridge.example/feed": "Bridge news",
        "https://down.example/": FetchError(
            "down.example does not answer.", code=FetchCode.TIMEOUT, can_retry=True
        ),
    }
    told = await add(
        bench,
        f"{PAGE} https://bridge.example/feed https://down.example/ https://gone.example/",
    )
    shown = [all_text(block) for block in told.blocks]
    assert shown[0].startswith("Added: Toll on the bridge")
    assert "Now following the feed: Bridge news" in shown[1]
    assert "down.example does not answer." in shown[2]
    assert "/brief add https://down.example/" in shown[2]
    assert "There is no such page." in shown[3]
    assert "Try again" not in shown[3]
    assert told.text == "Added: 1, now following the feed: 1, not added: 2."


async def test_copy_is_named_after_the_document_that_holds_its_words(bench: Bench) -> None:
    """Its own address is kept besides."""
    bench.wire.pages["https://wire.example/9"] = RawDocument(
        external_id="wire-9", title="Toll", outlet="Other Wire", text=TOLL.text
    )
    await add(bench, PAGE)
    told = await add(bench, "https://wire.example/9")
    shown = all_text(told.blocks)
    assert told.text == "Same words as: Toll on the bridge"
    assert "https://wire.example/9 is kept as “also in”." in shown


async def test_more_links_than_are_taken_at_once_are_refused(bench: Bench) -> None:
    """Nothing of them is added, and the asker hears how many may be."""
    told = await add(bench, " ".join(f"https://bridge.example/{n}" for n in range(6)))
    assert "at most 5" in told.text


async def test_slow_link_is_acknowledged_and_said_to_be_read(tmp_path: Path) -> None:
    """Whoever waits hears that it goes on, and then what became of it."""
    async with at_work(tmp_path, patience=0.05) as bench:
        bench.wire.pages[PAGE] = TOLL
        bench.wire.seconds = 0.5
        asked = await bench.slack.command("/brief", f"add {PAGE}")
        first = await bench.slack.answer_to(asked)
        assert asked.ack_latency < 1
        assert first.text == "Reading 1 link…"
        await bench.slack.wait_for_message("general", lambda each: each.text.startswith("Added"))

        sent = await bench.slack.direct_message(PAGE)
        reading = await bench.slack.answer_to(sent)
        assert reading.text.startswith("Reading")
        await bench.slack.wait_for_message(
            sent.channel, lambda each: each.text.startswith("Already here"), since=sent
        )
        assert (
            len([each for each in bench.slack.visible_to("ada", sent.channel) if each.by_app]) == 1
        )
        assert bench.slack.problems == []


async def test_unforeseen_fault_of_one_link_is_an_incident_of_that_link(bench: Bench) -> None:
    """The others are added, and the one has a number that the log has, too."""
    bench.wire.pages["https://odd.example/"] = RuntimeError("secret_plans")
    shown = all_text((await add(bench, f"https://odd.example/ {PAGE}")).blocks)
    assert "incident" in shown
    assert "secret_plans" not in shown
    assert "Added: Toll on the bridge" in shown


async def shortcut_on(bench: Bench, message: Message, user: str = "ada") -> Message:
    """Choose “Add to Dateline” from the menu of a message; return the answer."""
    used = await bench.slack.shortcut(ADD_MESSAGE, user=user, message=message)
    assert used.ack_latency < 1
    return await bench.slack.answer_to(used)


async def test_shortcut_adds_the_links_and_files_of_a_message(bench: Bench) -> None:
    """Its text, its preview and its files; the answer is for the asker alone."""
    bench.wire.pages["https://bridge.example/2"] = RawDocument(
        external_id="bridge-2", title="More", outlet="Bridge Gazette", text="A second text."
    )
    message = await bench.slack.write(
        f"Look at this: {PAGE}.",
        user="ben",
        files=[bench.slack.upload("ferries.pdf", PDF, user="ben")],
        attachments=[{"from_url": PAGE}, {"original_url": "https://bridge.example/2"}],
    )
    told = await shortcut_on(bench, message)
    shown = [all_text(block) for block in told.blocks]
    assert told.visible_to == bench.slack.ada.id
    assert [each.split("\n")[0] for each in shown[:3]] == [
        "Added: ferries.pdf",
        "Added: Toll on the bridge",
        "Added: More",
    ]
    assert message.text.startswith("Look at this")
    assert "ferries to Karsund" in await brief_in(bench, "general")
    sources = bench.newsroom.archive.list_sources("local")
    assert {("slack", bench.slack.general.id, "#general", EVERYONE)} <= {
        (each.kind.value, each.address, each.title, each.audience) for each in sources
    }


async def test_shortcut_in_a_private_channel_keeps_files_there(bench: Bench) -> None:
    """The audience is the channel of the message, whatever kind of id it has."""
    message = await bench.slack.write(
        "", channel="desk", files=[bench.slack.upload("ferries.pdf", PDF)]
    )
    told = await shortcut_on(bench, message)
    assert "Only this channel can see it." in all_text(told.blocks)
    assert "ferries to Karsund" in await brief_in(bench, "desk")
    assert "ferries to Karsund" not in await brief_in(bench, "general")


async def test_shortcut_on_a_message_without_anything_to_read_says_so(bench: Bench) -> None:
    """Links into Slack itself count as nothing."""
    message = await bench.slack.write("See https://stand-in.slack.com/archives/C1/p1")
    assert "neither a link" in (await shortcut_on(bench, message)).text


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        ("chart.png", {}, "I cannot read this type (PNG)"),
        ("long.pdf", {"size": 26 * 1024 * 1024}, "It has 26 MB; I take files of up to 25 MB"),
        ("empty.txt", {"size": 0}, "It is empty."),
        ("old.pdf", {"mode": "tombstone"}, "It was deleted."),
        ("old.pdf", {"mode": "hidden_by_limit"}, "the plan's limit"),
        (
            "drive.pdf",
            {"is_external": True, "url_private": "https://drive.example/1"},
            "It lies outside Slack",
        ),
        (
            "trap.pdf",
            {
                "url_private": "https://trap.example/1",
                "url_private_download": "https://trap.example/1",
            },
            "Slack does not say where it lies",
        ),
    ],
)
async def test_files_that_cannot_be_read_are_refused_before_the_download(
    bench: Bench, name: str, changes: dict[str, object], why: str
) -> None:
    """Nothing is fetched, the token goes nowhere, and the asker hears why."""
    file = bench.slack.upload(name, b"%PDF-1.7\nwords", **changes)
    told = await shortcut_on(bench, await bench.slack.write("", files=[file]))
    assert why in all_text(told.blocks)
    assert bench.wire.downloads == []


async def test_file_that_its_message_only_points_at_is_asked_about(bench: Bench) -> None:
    """Slack Connect hides files behind ``files.info``."""
    file = bench.slack.upload("ferries.pdf", PDF, is_pointer=True)
    told = await shortcut_on(bench, await bench.slack.write("", files=[file]))
    assert told.text == "Added: ferries.pdf"


async def test_file_where_the_bot_is_no_member_says_how_to_let_it_in(bench: Bench) -> None:
    """Slack answers with its sign-in page, which is not taken for the file."""
    file = bench.slack.upload("page.html", b"<!DOCTYPE html><p>Words of a page.</p>")
    message = await bench.slack.write("", channel="random", files=[file])
    told = await shortcut_on(bench, message)
    assert "/invite @Dateline" in all_text(told.blocks)
    pointer = bench.slack.upload("ferries.pdf", PDF, is_pointer=True)
    message = await bench.slack.write("", channel="random", files=[pointer])
    assert "/invite @Dateline" in all_text((await shortcut_on(bench, message)).blocks)
    assert bench.newsroom.archive.list_sources("local") == []


async def test_missing_permission_is_named(tmp_path: Path) -> None:
    """An app that was installed before it read files says which permission it lacks."""
    async with at_work(tmp_path, scopes_left_out=("files:read",)) as bench:
        for is_pointer in (False, True):
            file = bench.slack.upload("ferries.pdf", PDF, is_pointer=is_pointer)
            told = await shortcut_on(bench, await bench.slack.write("", files=[file]))
            assert "files:read" in all_text(told.blocks)
            assert "app.json" in all_text(told.blocks)


async def test_file_sent_directly_is_added_for_its_sender_alone(bench: Bench) -> None:
    """The answer stands in the thread; a channel finds nothing of it."""
    sent = await bench.slack.direct_message("", files=[bench.slack.upload("ferries.pdf", PDF)])
    told = await bench.slack.answer_to(sent)
    assert sent.message is not None
    assert told.thread_ts == sent.message.ts
    assert told.text == "Added: ferries.pdf"
    assert "Only this conversation can see it." in all_text(told.blocks)
    assert "ferries to Karsund" not in await brief_in(bench, "general")
    again = await bench.slack.direct_message("brief karsund")
    assert "ferries to Karsund" in all_text((await bench.slack.answer_to(again)).blocks)


async def test_link_sent_directly_is_added(bench: Bench) -> None:
    """A bare link, with or without a word around it, is meant to be read."""
    sent = await bench.slack.direct_message(f"please add {PAGE}")
    assert (await bench.slack.answer_to(sent)).text == "Added: Toll on the bridge"


async def test_question_beside_a_file_is_answered_too(bench: Bench) -> None:
    """First what became of the file, then the answer."""
    sent = await bench.slack.direct_message(
        "who opposes NATO expansion?", files=[bench.slack.upload("ferries.pdf", PDF)]
    )
    await bench.slack.settled()
    texts = [each for each in bench.slack.visible_to("ada", sent.channel) if each.by_app]
    assert texts[0].text == "Added: ferries.pdf"
    assert "Norland opposes the expansion of NATO" in all_text(texts[1].blocks)


async def test_question_with_a_link_in_it_is_still_a_question(bench: Bench) -> None:
    """Nothing is added that nobody asked to add."""
    sent = await bench.slack.direct_message(f"who opposes NATO expansion? {PAGE}")
    assert "Norland opposes" in all_text((await bench.slack.answer_to(sent)).blocks)
    assert bench.newsroom.archive.list_sources("local") == []


async def test_file_delivered_twice_is_added_and_answered_once(bench: Bench) -> None:
    """Slack repeats deliveries; the event id decides."""
    file = bench.slack.upload("ferries.pdf", PDF)
    for _ in range(2):
        await bench.slack.direct_message("", files=[file], event_id="Ev0SAME")
    await bench.slack.settled()
    assert len(bench.wire.downloads) == 1
    assert len(bench.slack.calls_to("chat.postMessage")) == 1


async def test_mention_with_a_link_says_how_to_add_it(bench: Bench) -> None:
    """A mention does not tell whether its channel is private, so it adds nothing."""
    asked = await bench.slack.mention(f"@dateline add {PAGE}")
    assert "/brief add" in (await bench.slack.answer_to(asked)).text


async def test_hostile_names_and_titles_do_no_harm(bench: Bench) -> None:
    """No ping, no forged link and no broken block comes out of a name."""
    evil = "<!channel> *bold* `x` <https://evil.example|click> & ]]>\u202e\n.txt"
    bench.wire.pages[PAGE] = RawDocument(
        external_id="evil-1", title=evil, outlet=evil, text="Some words about Karsund."
    )
    bench.wire.pages["https://evil.example/"] = FetchError(evil, code=FetchCode.BAD_TYPE)
    file = bench.slack.upload(evil, b"Other words about Karsund.")
    message = await bench.slack.write(f"{PAGE} https://evil.example/", files=[file])
    told = await shortcut_on(bench, message)
    assert "<!channel>" not in told.text
    links = {each["url"] for block in told.blocks for each in elements(block) if "url" in each}
    assert links == {PAGE, "https://evil.example/"}
    listed = await bench.slack.answer_to(await bench.slack.command("/brief", "sources"))
    assert "<!channel>" not in str(listed.blocks)
    await brief_in(bench, "general")


def elements(block: dict[str, object]) -> list[dict[str, object]]:
    """Return the elements of all sections of a ``rich_text`` block."""
    sections = block.get("elements") if block["type"] == "rich_text" else []
    assert isinstance(sections, list)
    return [each for section in sections for each in section["elements"]]


async def test_shared_brief_shows_what_its_own_channel_may_see(bench: Bench) -> None:
    """A brief is made for where it stands: in private with, in public without what is private."""
    await add(bench, PAGE, channel="desk")
    await bench.newsroom.call(bench.newsroom.read_unread)
    answer = await bench.slack.answer_to(
        await bench.slack.command("/brief", "norland", channel="desk")
    )
    await bench.slack.press(answer, "share_brief")
    shared = await bench.slack.wait_for_message("desk", lambda each: not each.is_ephemeral)
    assert SAID in all_text(shared.blocks)

    answer = await bench.slack.answer_to(await bench.slack.command("/brief", "norland"))
    await bench.slack.press(answer, "share_brief")
    shared = await bench.slack.wait_for_message("general", lambda each: not each.is_ephemeral)
    assert "We will not accept" in all_text(shared.blocks)
    assert SAID not in all_text(shared.blocks)


async def test_message_with_very_many_links_says_how_many_were_left_out(bench: Bench) -> None:
    """Ten are taken; the rest is not passed over in silence."""
    many = " ".join(f"https://bridge.example/many/{number}" for number in range(13))
    told = await shortcut_on(bench, await bench.slack.write(many))
    assert told.text == "Not added: 10."
    assert "3 more were left out" in all_text(told.blocks)
