"""What is said of added links and files: taken by Slack, complete, and harmless."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.handlers.samples import all_text

from bot.records import EVERYONE, DocumentCard, Source, SourceKind, SourceState
from handlers.playground.blockcheck import check_message
from handlers.playground.pings import pings_of
from handlers.playground.workspace import Message as Posted
from handlers.views.adding import Fate, Outcome, added_message, in_code, reading_message
from handlers.views.budget import MOST_JSON, MOST_TEXT, Message, count_json, count_text

NOW = datetime(2022, 5, 14, 5, 0, tzinfo=UTC)


def card(title: str = "Toll on the bridge", outlet: str = "Bridge Gazette") -> DocumentCard:
    """Return the card of a stored document."""
    return DocumentCard(
        id=1,
        workspace="local",
        external_id="bridge-1",
        title=title,
        outlet=outlet,
        url="https://bridge.example/news/1",
        published=date(2022, 5, 10),
        language="en",
        added_at=NOW,
    )


def source(title: str = "Bridge news") -> Source:
    """Return a feed."""
    return Source(
        id=3,
        workspace="local",
        kind=SourceKind.FEED,
        address="https://bridge.example/feed",
        title=title,
        state=SourceState.ACTIVE,
        added_by="U0ADA",
        added_at=NOW,
        audience=EVERYONE,
        documents=0,
        last_added_at=None,
    )


def outcome(fate: Fate = Fate.ADDED, **changes: object) -> Outcome:
    """Return what became of one link."""
    values: dict[str, object] = {"item": "https://bridge.example/news/1", "fate": fate, **changes}
    if fate is Fate.FOLLOWED:
        values.setdefault("source", source())
    elif fate is not Fate.FAILED:
        values.setdefault("card", card())
    return Outcome(**values)  # type: ignore[arg-type]


def fits(message: Message) -> bool:
    """Tell whether Slack takes a message, and whether it is within our own budget."""
    blocks = list(message.blocks)
    within = count_text(blocks) <= MOST_TEXT and count_json(blocks) <= MOST_JSON
    return check_message(blocks) == ("", []) and within


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        (Fate.ADDED, "Added: Toll on the bridge"),
        (Fate.CHANGED, "Brought up to date: Toll on the bridge"),
        (Fate.UNCHANGED, "Already here: Toll on the bridge"),
        (Fate.COPY, "Same words as: Toll on the bridge"),
        (Fate.FOLLOWED, "Now following the feed: Bridge news"),
        (Fate.FAILED, "Not added: https://bridge.example/news/1"),
    ],
)
def test_every_outcome_has_its_words(fate: Fate, said: str) -> None:
    """One outcome is also what the notification says."""
    message = added_message([outcome(fate)], here="this channel")
    assert message.text == said
    assert all_text(message.blocks).startswith(said)
    assert fits(message)


def test_who_can_see_it_is_said_once_or_of_each() -> None:
    """Once below all, unless they differ; of what failed there is nothing to say."""
    private, public = outcome(), outcome(for_everyone=True)
    failed = outcome(Fate.FAILED, why="It is gone.")
    alone = all_text(added_message([private, private, failed], here="this channel").blocks)
    assert alone.count("Only this channel can see it") == 1
    mixed = all_text(added_message([private, public], here="this conversation").blocks)
    assert mixed.count("Only this conversation can see it") == 1
    assert mixed.count("Everybody in this workspace can see it") == 1
    assert "see it" not in all_text(added_message([failed], here="this channel").blocks)


def test_facts_are_promised_only_where_they_are_to_come() -> None:
    """What has been read already is not said to follow."""
    assert "follow in a moment" in all_text(
        added_message([outcome(facts_follow=True)], here="this channel").blocks
    )
    assert "moment" not in all_text(added_message([outcome()], here="this channel").blocks)


def test_what_failed_says_why_and_offers_to_try_again_where_that_can_help() -> None:
    """The order to type stands there as code, and what was left out is counted."""
    typed = "/brief add https://a.example"
    failed = outcome(Fate.FAILED, why="invite me with `/invite @Dateline`", try_again=typed)
    message = added_message([failed], here="this channel", left_out=3)
    shown = all_text(message.blocks)
    assert "Invite me with /invite @Dateline." in shown
    assert typed in shown
    assert "3 more were left out" in shown
    assert [each["text"] for each in in_code("a `b` c") if "style" in each] == ["b"]
    assert in_code("odd ` one") == [{"type": "text", "text": "odd ` one"}]


def test_file_is_named_beside_a_title_of_its_own() -> None:
    """Who sent several knows which one is meant."""
    named = added_message([outcome(item="report.pdf")], here="this channel")
    assert "report.pdf · Bridge Gazette · 10 May 2022" in all_text(named.blocks)
    untitled = outcome(item="report.pdf", card=card(title="report.pdf"))
    assert all_text(added_message([untitled], here="this channel").blocks).count("report.pdf") == 1


def test_several_outcomes_are_counted_in_the_notification() -> None:
    """A phone shows how it went without the list."""
    message = added_message([outcome(), outcome(), outcome(Fate.FAILED)], here="this channel")
    assert message.text == "Added: 2, not added: 1."


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1,), "Reading 1 link…"),
        ((3, 1), "Reading 3 links and 1 file…"),
        ((0, 2), "Reading 2 files…"),
    ],
)
def test_waiting_says_for_what(counts: tuple[int, ...], said: str) -> None:
    """Links and files are named apart."""
    assert reading_message(*counts).text == said


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(Fate), st.text(max_size=400), st.text(max_size=900)),
        min_size=1,
        max_size=12,
    )
)
def test_foreign_words_never_break_or_ping(found: list[tuple[Fate, str, str]]) -> None:
    """Whatever a title or an error holds, Slack takes the message and nobody is called."""
    evil = "<!channel><@U0ADA>`*_~<https://evil.example|x>"
    outcomes = [
        outcome(
            fate,
            item=words + evil,
            why=why + evil,
            try_again=evil,
            **({} if fate is Fate.FAILED else {"card": card(evil + words, why + evil)}),
        )
        for fate, words, why in found
    ]
    message = added_message(outcomes, here="this channel")
    assert fits(message)
    posted = Posted(channel="C", ts="1", author="U", text=message.text, blocks=list(message.blocks))
    assert pings_of(posted) == []
