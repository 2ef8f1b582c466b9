"""The list of sources: taken by Slack whatever it holds, paged, with the right buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.handlers.samples import all_text

from bot.records import EVERYONE, Source, SourceKind, SourceState
from handlers.playground.blockcheck import check_message
from handlers.playground.pings import pings_of
from handlers.playground.workspace import Message as Posted
from handlers.views.budget import MOST_JSON, MOST_TEXT, Block, Message, count_json, count_text
from handlers.views.paging import read_place
from handlers.views.sources import (
    BACK_ACTION,
    NEXT_ACTION,
    PAUSE_ACTION,
    REMOVE_ACTION,
    RESUME_ACTION,
    removal_question,
    removed_words,
    sources_message,
)

DAY = datetime(2022, 5, 14, 5, 0, tzinfo=UTC)
FEED = Source(
    id=3,
    workspace="local",
    kind=SourceKind.FEED,
    address="https://bridge.example/feed",
    title="Bridge news",
    state=SourceState.ACTIVE,
    added_by="U0ADA",
    added_at=DAY,
    audience=EVERYONE,
    documents=1200,
    last_added_at=DAY,
)
SLACK = replace(FEED, id=4, kind=SourceKind.SLACK, address="C0DESK", title="a private channel")


def buttons(message: Message) -> Iterator[Block]:
    """Yield the buttons of a message."""
    for block in message.blocks:
        if block["type"] == "actions":
            yield from block["elements"]
        if "accessory" in block:
            yield block["accessory"]


def actions(message: Message) -> list[str]:
    """Return the action ids of a message, in order."""
    return [button["action_id"] for button in buttons(message)]


def fits(message: Message) -> bool:
    """Tell whether Slack takes a message, and whether it is within our own budget."""
    blocks = list(message.blocks)
    within = count_text(blocks) <= MOST_TEXT and count_json(blocks) <= MOST_JSON
    return check_message(blocks) == ("", []) and within


def test_source_shows_number_name_kind_count_and_state() -> None:
    """The number is what orders name; the address stands behind the name."""
    message = sources_message([(FEED, "last fetched at 07:40"), (SLACK, "")])
    shown = all_text(message.blocks)
    assert "#3 *<https://bridge.example/feed|Bridge news>* · feed" in shown
    assert "1,200 documents, the last on 14 May 2022 · last fetched at 07:40" in shown
    assert "#4 *a private channel* · files shared in Slack" in shown
    assert fits(message)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (FEED, [PAUSE_ACTION, REMOVE_ACTION]),
        (replace(FEED, state=SourceState.PAUSED), [RESUME_ACTION, REMOVE_ACTION]),
        (replace(FEED, kind=SourceKind.FOLDER), [PAUSE_ACTION, REMOVE_ACTION]),
        (replace(FEED, kind=SourceKind.LINK), [REMOVE_ACTION]),
        (replace(FEED, kind=SourceKind.PATH), [REMOVE_ACTION]),
        (SLACK, [REMOVE_ACTION]),
    ],
)
def test_only_what_is_looked_at_again_can_be_paused(source: Source, expected: list[str]) -> None:
    """Everything can be removed, after a question."""
    message = sources_message([(source, "")])
    assert actions(message) == expected
    (remove,) = (each for each in buttons(message) if each["action_id"] == REMOVE_ACTION)
    assert "1,200 documents and all that was found" in remove["confirm"]["text"]["text"]


def test_folder_shows_its_own_name_only() -> None:
    """Where it lies on the server says nothing to the people of a channel."""
    folder = replace(FEED, kind=SourceKind.FOLDER, address="/srv/secret/news", title="")
    assert "#3 *news* · watched folder" in all_text(sources_message([(folder, "")]).blocks)
    assert "secret" not in str(sources_message([(folder, "")]).blocks)


def test_paused_source_without_a_status_says_that_it_is_paused() -> None:
    """A status of its own says more."""
    paused = replace(FEED, state=SourceState.PAUSED)
    assert "· paused" in all_text(sources_message([(paused, "")]).blocks)
    assert "· paused since noon" in all_text(
        sources_message([(paused, "paused since noon")]).blocks
    )


def test_pages_follow_each_other_without_a_gap() -> None:
    """Each button carries where its page begins, and all sources are shown once."""
    sources = [(replace(FEED, id=number, title=f"Feed {number:02}"), "") for number in range(19)]
    first, seen, rounds = 0, "", 0
    while True:
        page = sources_message(sources, first=first)
        seen += all_text(page.blocks)
        following = [each for each in buttons(page) if each["action_id"] == NEXT_ACTION]
        rounds += 1
        if not following:
            break
        first = read_place(following[0]["value"])[1]
    assert [seen.count(f"|Feed {number:02}>") for number in range(19)] == [1] * 19
    assert rounds >= 3
    assert actions(page)[-1] == BACK_ACTION


def test_page_that_is_gone_shows_the_last_one() -> None:
    """After the last source of a page was removed."""
    assert "Bridge news" in all_text(sources_message([(FEED, "")], first=8).blocks)


def test_removal_is_asked_about_and_told() -> None:
    """Both say how much goes."""
    question = removal_question(FEED)
    assert "1,200 documents" in question.text
    assert actions(question) == [REMOVE_ACTION]
    assert fits(question)
    assert removed_words(FEED, 1) == "Removed “Bridge news” with 1 document."
    assert removed_words(FEED, 0) == "Removed “Bridge news”."


@pytest.mark.parametrize("value", ["", ":", "x:y", "3", "-3:-8", "²:³"])
def test_odd_button_values_mean_the_first_page(value: str) -> None:
    """What a button carries is not trusted."""
    assert read_place(value)[1] == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SourceKind), st.text(max_size=300), st.text(max_size=600)),
        max_size=12,
    ),
    st.integers(-5, 20),
)
def test_foreign_words_never_break_or_ping(
    found: list[tuple[SourceKind, str, str]], first: int
) -> None:
    """Whatever a title, address or status holds, Slack takes the message and nobody is called."""
    evil = "<!channel><@U0ADA>`*_~<https://evil.example|x>"
    sources = [
        (
            replace(
                FEED, id=number, kind=kind, title=title + evil, address=f"https://{title}/{evil}"
            ),
            status + evil,
        )
        for number, (kind, title, status) in enumerate(found)
    ]
    message = sources_message(sources, first=first, note=evil)
    assert fits(message)
    posted = Posted(channel="C", ts="1", author="U", text=message.text, blocks=list(message.blocks))
    assert pings_of(posted) == []
