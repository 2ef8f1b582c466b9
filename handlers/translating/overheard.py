"""What is said in a thread without a mention, and whether it is meant for the bot; all pure.

People talk to one another in the threads in which the bot has answered. It answers a question or an
order that could as well have begun with its name, and keeps quiet where it is in doubt.
"""

from __future__ import annotations

import re
from datetime import date

from bot.briefing.questions.follow_up_words import Turn, read_follow_up
from bot.briefing.questions.question import parse_question, plain_question
from handlers.translating.orders import Order, Verb, plain_words, read_mention

#: A person, a group or everybody is spoken to: <@U1>, <!subteam^S1>, <!here>.
_SPOKEN_TO = re.compile(r"<[@!]")
#: People speak of themselves and to one another; of the archive's actors nobody says "you".
_AMONG_PEOPLE = re.compile(
    r"(?<![\w’'])(?:you|your|yours|u|ya|we|us|our|ours|i|me|my|mine|guys|folks|team|lol|haha)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\s*brief\s+(?:me|us|on)\b", re.IGNORECASE)
_MORE = re.compile(
    r"(?:(?:show|give|tell) (?:me|us) )?(?:some |a few )?more(?: please| of [\w ]+)?[.!?]*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:and |but |so |ok(?:ay)?,? )?(?:who|what|when|where|which|how|latest|quotes?|any news)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:and|or|but)\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?:and |but |so )?(?:what|how) about\b", re.IGNORECASE)
#: More words than this are a story, whatever stands behind them.
_LONGEST = 30


def read_overheard(text: str, today: date) -> Order | None:
    """Return what is wanted of the bot; None where people talk to one another."""
    if _SPOKEN_TO.search(text):
        return None
    order, words = read_mention(text), plain_words(text)
    if order.verb is Verb.BRIEF:
        return order if _ORDER.match(words) else None
    if order.verb in (Verb.STOP, Verb.CHECK):
        return order
    return order if order.verb is Verb.ASK and _is_question(words, today) else None


def _is_question(words: str, today: date) -> bool:
    """Tell whether words ask something that an archive of news could be asked."""
    if _MORE.fullmatch(words):
        return True
    asked = plain_question(words, keep_joint=True)
    if _AMONG_PEOPLE.search(asked) or len(asked.split()) > _LONGEST:
        return False
    has_mark = words.rstrip(" .!").endswith("?")
    follow_up = read_follow_up(words, today)
    if follow_up is not None and follow_up.turn is Turn.NAME:
        # "Really?" and "and then?" name nobody.
        is_name = follow_up.words != follow_up.words.lower() and _JOINED.match(asked)
        return has_mark and bool(is_name or _ABOUT.match(asked))
    if follow_up is not None:
        # "Why?" is as likely said to whoever spoke before, and has no answer here.
        return has_mark and follow_up.turn is not Turn.WHY
    question = parse_question(words, today)
    if question.intent == "what":
        return has_mark and question.is_definition
    return bool(_ASKING.match(asked)) and (has_mark or bool(question.topic or question.actor))
