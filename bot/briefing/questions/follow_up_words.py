"""Follow-ups that leave out most of what they ask ("and Xi?", "since March?", "more"); all pure.

Whose turn it was and what was asked before is the thread's to tell; here only the words are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.briefing.questions.question import bare_words, parse_question, plain_question
from bot.briefing.requests.periods import Period, take_period


class Turn(StrEnum):
    """How a follow-up goes on from the question before it."""

    #: The same question of another actor, else about something else: "and Xi?".
    NAME = "name"
    #: The same question about something else: "and on oil?".
    TOPIC = "topic"
    #: The same question for another period: "and since March?".
    PERIOD = "period"
    WHY = "why"
    AGREE = "agree"
    DISAGREE = "disagree"
    #: The same question of everybody: "who else?".
    OTHERS = "others"
    MORE = "more"


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp:
    """A follow-up as it was read."""

    turn: Turn
    #: The name or topic that it brings.
    words: str = ""
    period: Period = field(default_factory=Period)


#: More words than this are a question of their own.
_LONGEST_NAME = 6
_JOINT = re.compile(r"(?:and|but|or|so|ok|okay|well)[,:]?\s+", re.IGNORECASE)
_AGREE_WITH = r"(?: (?:to|with) (?:him|her|it|them|that|this))?"
_WHOLE: tuple[tuple[Turn, re.Pattern[str]], ...] = tuple(
    (turn, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE))
    for turn, pattern in (
        (
            Turn.MORE,
            r"(?:(?:show|give|tell) (?:me|us) )?(?:some |a few |any )?more(?: please| lines| of"
            r" (?:it|that|them|those|these))?|(?:anything|what) else|go on|continue|next",
        ),
        (Turn.OTHERS, r"(?:who|anyone|anybody) else"),
        (Turn.WHY, r"why(?: not| so| is that| that)?|how come|for what reason|how so"),
        (
            Turn.DISAGREE,
            r"(?:and )?who (?:else )?(?:disagree[sd]?|does not|does ?n['’]?t|doesn['’]?t)"
            rf"(?: agree)?{_AGREE_WITH}",
        ),
        (Turn.AGREE, rf"(?:and )?who (?:else )?agree[sd]?{_AGREE_WITH}"),
    )
)
_ABOUT = re.compile(r"(?:on|about|regarding|concerning) (?P<words>.+)\Z", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"(?:what|how) about(?: (?P<words>.+))?\Z", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:who|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will"
    r"|would|should|any|latest|more|show|give|tell|brief)\b",
    re.IGNORECASE,
)


def read_follow_up(text: str, today: date) -> FollowUp | None:
    """Read a follow-up; None where the words are a question of their own."""
    words = plain_question(text, keep_joint=True)
    for turn, pattern in _WHOLE:
        if pattern.match(bare := _JOINT.sub("", words)) or pattern.match(words):
            return FollowUp(turn=turn)
    joined = bare != words
    rest, period = take_period(bare, today)
    asked_about = _WHAT_ABOUT.match(rest)
    if asked_about:
        rest = asked_about["words"] or ""
    if not rest:
        return FollowUp(turn=Turn.PERIOD, period=period) if period != Period() else None
    if about := _ABOUT.match(rest):
        if not (joined or asked_about):
            return None
        return FollowUp(turn=Turn.TOPIC, words=bare_words(about["words"]), period=period)
    is_short = len(rest.split()) <= _LONGEST_NAME and not _NO_NAME.match(rest)
    is_named = asked_about or joined or (text.strip().endswith("?") and rest[0].isupper())
    if is_short and is_named and parse_question(rest, today).intent == "what":
        return FollowUp(turn=Turn.NAME, words=bare_words(rest), period=period)
    return None
