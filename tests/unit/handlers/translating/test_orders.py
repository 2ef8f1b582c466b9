"""What people type to the bot."""

from __future__ import annotations

from datetime import time

import pytest

from bot.errors import InputError
from bot.records import FollowKind, Rhythm
from handlers.translating.orders import (
    MOST_LINKS,
    Change,
    Order,
    Verb,
    plain_words,
    read_command,
    read_mention,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Order(verb=Verb.HELP)),
        ("Corrections", Order(verb=Verb.CORRECTIONS)),
        ("corrections in prisons", Order(verb=Verb.BRIEF, words="corrections in prisons")),
        (
            "correct same “Joe Biden” &lt;&gt; “Joseph R. Biden”",
            Order(verb=Verb.SAME, names=("Joe Biden", "Joseph R. Biden")),
        ),
        ("correct  same biden Joe", Order(verb=Verb.SAME, names=("biden", "Joe"))),
        ("correct same", Order(verb=Verb.SAME)),
        ("  help ", Order(verb=Verb.HELP)),
        ("?", Order(verb=Verb.HELP)),
        ("nato", Order(verb=Verb.BRIEF, words="nato")),
        ("  NATO \u00a0 expansion ", Order(verb=Verb.BRIEF, words="NATO expansion")),
        ("follow-up talks", Order(verb=Verb.BRIEF, words="follow-up talks")),
        ("help desk strike", Order(verb=Verb.BRIEF, words="help desk strike")),
        (
            "nato --since 2022-05-01 by:biden",
            Order(verb=Verb.BRIEF, words="nato since:2022-05-01 by:biden"),
        ),
        ("ukraine —by biden", Order(verb=Verb.BRIEF, words="ukraine by:biden")),
        ("strait &amp; toll", Order(verb=Verb.BRIEF, words="strait & toll")),
        ("<#C0NEWS|news> desk", Order(verb=Verb.BRIEF, words="news desk")),
        ("<@U0ANNA|anna>", Order(verb=Verb.BRIEF, words="anna")),
        ("<https://harbour.example/|harbour>", Order(verb=Verb.BRIEF, words="harbour")),
        ("*nato*", Order(verb=Verb.BRIEF, words="nato")),
        ("positions nato", Order(verb=Verb.POSITIONS, words="nato")),
        ("Positions on abortion", Order(verb=Verb.POSITIONS, words="abortion")),
        (
            "positions “NATO expansion” --by biden",
            Order(verb=Verb.POSITIONS, words="“NATO expansion” by:biden"),
        ),
        ("positions of power", Order(verb=Verb.BRIEF, words="positions of power")),
        ("positions in cabinet", Order(verb=Verb.BRIEF, words="positions in cabinet")),
        ("position paper", Order(verb=Verb.BRIEF, words="position paper")),
        ("nato positions", Order(verb=Verb.BRIEF, words="nato positions")),
        ("follow nato", Order(verb=Verb.FOLLOW, words="nato")),
        ("Follow nato 08:00", Order(verb=Verb.FOLLOW, words="nato", at=time(8))),
        (
            "follow “NATO expansion” 8:30",
            Order(verb=Verb.FOLLOW, kind=FollowKind.PHRASE, words="NATO expansion", at=time(8, 30)),
        ),
        ("follow NATO expansion 8am", Order(verb=Verb.FOLLOW, words="NATO expansion", at=time(8))),
        ("follow taiwan at 6:15 pm", Order(verb=Verb.FOLLOW, words="taiwan", at=time(18, 15))),
        (
            "follow speaker:biden Weekdays 08:00 quiet:say",
            Order(
                verb=Verb.FOLLOW,
                kind=FollowKind.SPEAKER,
                words="biden",
                at=time(8),
                rhythm=Rhythm.WEEKDAYS,
                says_quiet=True,
            ),
        ),
        ("follow article 5", Order(verb=Verb.FOLLOW, words="article 5")),
        ("unfollow speaker:biden", Order(verb=Verb.UNFOLLOW, words="speaker:biden")),
        ("unfollow “NATO expansion”", Order(verb=Verb.UNFOLLOW, words='"NATO expansion"')),
        ("unfollow nato 08:00", Order(verb=Verb.UNFOLLOW, words="nato")),
        ("check “We will stay”", Order(verb=Verb.CHECK, words="“We will stay”")),
        ("Check: We will stay", Order(verb=Verb.CHECK, words="We will stay")),
        ("checks and balances", Order(verb=Verb.BRIEF, words="checks and balances")),
        ("following", Order(verb=Verb.FOLLOWING)),
        ("Following?", Order(verb=Verb.FOLLOWING)),
        ("add <https://a.example/1>", Order(verb=Verb.ADD, links=("https://a.example/1",))),
        (
            "Add <https://a.example/?x=1&amp;y=2|a.example> and https://b.example.",
            Order(verb=Verb.ADD, links=("https://a.example/?x=1&y=2", "https://b.example")),
        ),
        ("add a.example/news", Order(verb=Verb.ADD, links=("https://a.example/news",))),
        ("add<http://a.example|a.example>", Order(verb=Verb.ADD, links=("http://a.example",))),
        ("add-on sales", Order(verb=Verb.BRIEF, words="add-on sales")),
        ("address in Bern", Order(verb=Verb.BRIEF, words="address in Bern")),
        ("sources", Order(verb=Verb.SOURCES)),
        ("Sources ", Order(verb=Verb.SOURCES)),
        ("sources of gas", Order(verb=Verb.BRIEF, words="sources of gas")),
        ("sources pause 3", Order(verb=Verb.SOURCES, change=Change.PAUSE, words="3")),
        (
            "sources remove “Bridge news”",
            Order(verb=Verb.SOURCES, change=Change.REMOVE, words="Bridge news"),
        ),
    ],
)
def test_commands_are_read_as_meant(typed: str, expected: Order) -> None:
    """Case, blanks, smart quotes, phone dashes and Slack's escapes do not matter."""
    assert read_command(typed) == expected


@pytest.mark.parametrize("typed", ["follow", "follow 08:00", "unfollow", "follow “”"])
def test_order_without_a_topic_says_what_to_type(typed: str) -> None:
    """The complaint holds an example."""
    with pytest.raises(InputError, match="nato"):
        read_command(typed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("add", "/brief add https"),
        ("add campaign finance", "/brief add https"),
        ("add " + " ".join(f"<https://a.example/{n}>" for n in range(MOST_LINKS + 1)), "at most 5"),
        ("<https://a.example/1>", "type /brief add"),
        ("sources pause", "/brief sources pause 3"),
        ("sources remove ”", "/brief sources remove 3"),
    ],
)
def test_order_about_documents_that_names_none_says_what_to_type(typed: str, told: str) -> None:
    """The complaint holds an example, or the limit."""
    with pytest.raises(InputError, match=told):
        read_command(typed)


@pytest.mark.parametrize("typed", ["follow nato 25:00", "follow nato 8:75", "follow nato 13pm"])
def test_hour_that_does_not_exist_is_refused(typed: str) -> None:
    """A wrong hour is not taken for part of the topic."""
    with pytest.raises(InputError, match="no hour"):
        read_command(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<@U0BOT>", Order(verb=Verb.HELP)),
        ("<@U0BOT> help!", Order(verb=Verb.HELP)),
        ("Hey <@U0BOT>!", Order(verb=Verb.HELP)),
        (
            "<@U0BOT> who opposes NATO expansion?",
            Order(verb=Verb.ASK, words="who opposes NATO expansion?"),
        ),
        ("<@U0BOT> brief nato", Order(verb=Verb.BRIEF, words="nato")),
        ("<@U0BOT> check: we will stay", Order(verb=Verb.CHECK, words="we will stay")),
        (
            "please check this quote “we will stay”",
            Order(verb=Verb.CHECK, words="“we will stay”"),
        ),
        (
            "did Berg really say “we will stay here”?",
            Order(verb=Verb.CHECK, words="did Berg really say “we will stay here”?"),
        ),
        (
            "what did Berg say about “NATO expansion”?",
            Order(verb=Verb.ASK, words="what did Berg say about “NATO expansion”?"),
        ),
        ("check with Berg about it", Order(verb=Verb.ASK, words="check with Berg about it")),
        ("Brief me on interest rates, please", Order(verb=Verb.BRIEF, words="interest rates")),
        ("<@U0BOT> brief us about <#C1|gas>.", Order(verb=Verb.BRIEF, words="gas")),
        ("briefly, who spoke?", Order(verb=Verb.ASK, words="briefly, who spoke?")),
        ("<https://a.example/1>", Order(verb=Verb.ADD, links=("https://a.example/1",))),
        (
            "<@U0BOT> please add this: <https://a.example/1>, thanks!",
            Order(verb=Verb.ADD, links=("https://a.example/1",)),
        ),
        (
            "who spoke? I saw <https://a.example/1>",
            Order(verb=Verb.ASK, words="who spoke? I saw"),
        ),
    ],
)
def test_mentions_are_read_as_meant(typed: str, expected: Order) -> None:
    """The mention itself is left out; a question stays a question."""
    assert read_mention(typed) == expected


def test_foreign_control_sequences_leave_no_trace() -> None:
    """A group mention or broadcast typed to the bot is not repeated by it."""
    assert plain_words("nato <!channel> <!subteam^S1|@desk> <@U1>") == "nato desk"
