"""Follow-ups that leave out most of what they ask."""

from __future__ import annotations

from datetime import date

import pytest

from bot.briefing.questions.follow_up_words import FollowUp, Turn, read_follow_up
from bot.briefing.requests.periods import Period

TODAY = date(2022, 12, 30)
LAST_WEEK = Period(since=date(2022, 12, 23), until=TODAY)


@pytest.mark.parametrize(
    ("text", "turn", "words", "period"),
    [
        ("and Xi?", Turn.NAME, "Xi", Period()),
        ("What about China?", Turn.NAME, "China", Period()),
        ("how about the Chinese government?", Turn.NAME, "Chinese government", Period()),
        ("Xi?", Turn.NAME, "Xi", Period()),
        ("and Xi last week?", Turn.NAME, "Xi", LAST_WEEK),
        ("and on oil?", Turn.TOPIC, "oil", Period()),
        ("and about the grain deal?", Turn.TOPIC, "grain deal", Period()),
        ("and since March?", Turn.PERIOD, "", Period(since=date(2022, 3, 1))),
        ("last week?", Turn.PERIOD, "", LAST_WEEK),
        ("what about in 2021?", Turn.PERIOD, "",
         Period(since=date(2021, 1, 1), until=date(2021, 12, 31))),
        ("why?", Turn.WHY, "", Period()),
        ("but why is that?", Turn.WHY, "", Period()),
        ("who disagrees?", Turn.DISAGREE, "", Period()),
        ("and who disagrees with him?", Turn.DISAGREE, "", Period()),
        ("who agrees?", Turn.AGREE, "", Period()),
        ("more", Turn.MORE, "", Period()),
        ("show me more", Turn.MORE, "", Period()),
        ("more please", Turn.MORE, "", Period()),
        ("who else?", Turn.OTHERS, "", Period()),
    ],
)  # fmt: skip
def test_follow_ups(text: str, turn: Turn, words: str, period: Period) -> None:
    """A few words that go on from the question before are read as such."""
    assert read_follow_up(text, TODAY) == FollowUp(turn=turn, words=words, period=period)


@pytest.mark.parametrize(
    "text",
    [
        "who opposes it?",
        "and who supports the canal?",
        "what did Varga say about oil?",
        "why does Varga oppose the canal?",
        "more than one harbour was closed",
        "what is new on whaling?",
        "on what date was the canal opened?",
        "and what did she say?",
        "the canal",
        "",
    ],
)
def test_whole_questions(text: str) -> None:
    """A question of its own is no follow-up."""
    assert read_follow_up(text, TODAY) is None
