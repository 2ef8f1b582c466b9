"""A question read in its thread: pronouns, follow-ups that leave things out, plain-word filters.

A follow-up may be read in several ways ("and China?" asks China, or about China); they come in the
order in which they are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from bot.briefing.questions.follow_up_words import FollowUp, Turn, read_follow_up
from bot.briefing.questions.question import (
    POSSESSED,
    Question,
    parse_question,
    plain_question,
    points_back,
    stances_of,
)
from bot.briefing.questions.threads import Thread
from bot.briefing.requests.periods import Period
from bot.errors import InputError
from bot.records import Stance

#: Words for one person, whom only a thread can name; and for several, or for anybody.
_ONE = frozenset("he she him her".split())
_SEVERAL = frozenset("they them".split())
_POSSESSIVE = re.compile(
    rf"(?P<lead>(?:what(?:['’]s| is| are| was| were| about)? |and )*)(?:his|her|their)"
    rf"(?= (?:\w+ )?{POSSESSED}\b)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:he|she|they)\b", re.IGNORECASE)
#: "Who succeeded him": the words are the question's own, but for one.
_WITHIN = re.compile(r"(?<![\w’'])(?:he|she|him)(?![\w’'])", re.IGNORECASE)
#: Intents of which somebody is asked: the same can be asked of somebody else.
_OF_ACTORS = frozenset({"said", "position"})


def read_in_thread(
    text: str, today: date, thread: Thread, is_actor: Callable[[str], bool]
) -> tuple[Question, ...]:
    """Return the readings of a question, the likeliest first.

    Args:
        is_actor: tells whether a name is one that the archive knows.

    Raises:
        InputError: "he" or "she" stands for nobody in the thread.
    """
    follow_up = read_follow_up(text, today) if thread.last is not None else None
    if follow_up is not None and follow_up.turn not in (Turn.MORE, Turn.WHY):
        readings = tuple(
            question
            for question in _go_on(text, follow_up, thread, is_actor)
            if question.topic or question.actor
        )
        if readings:
            return readings
    words = _with_owner(text, thread)
    return (fill_in(replace(parse_question(words, today), text=text), thread),)


def turn_of(text: str, today: date, thread: Thread) -> Turn | None:
    """Return how a question goes on from the last one; None where it stands for itself.

    Who else there is, where nobody was asked about, is more of the same.
    """
    follow_up = read_follow_up(text, today) if thread.last is not None else None
    if follow_up is None or thread.last is None:
        return None
    is_rest = follow_up.turn is Turn.OTHERS and not thread.last.actor
    return Turn.MORE if is_rest else follow_up.turn


def fill_in(question: Question, thread: Thread) -> Question:
    """Fill what the question leaves out from what the thread was about.

    Raises:
        InputError: "he" or "she" stands for nobody in the thread.
    """
    actor, topic = question.actor.casefold(), question.topic.casefold()
    if actor in _ONE | _SEVERAL:
        meant = _meant_by(actor, thread)
        if not meant and actor in _ONE:
            raise _nobody(question.actor)
        question = replace(question, actor=meant)
    elif points_back(question.actor):
        question = replace(question, actor="")
    meant = _meant_by(topic, thread) if topic in _ONE | _SEVERAL else ""
    if meant and meant != question.actor:
        return replace(question, topic=meant)
    leading = _LEADING.match(question.topic) if question.intent == "when" else None
    if leading and (meant := _meant_by(leading.group(), thread)):
        return replace(question, topic=meant + question.topic[leading.end() :])
    if question.intent in ("when", "what") and thread.person and _WITHIN.search(question.topic):
        return replace(question, topic=_WITHIN.sub(lambda _: thread.person, question.topic))
    if points_back(question.topic) and (thread.topic or not question.actor):
        # What the speaker said on the speaker is what the speaker said.
        is_own = thread.topic == question.actor
        return replace(question, topic="" if is_own else thread.topic)
    return question


def _go_on(
    text: str, follow_up: FollowUp, thread: Thread, is_actor: Callable[[str], bool]
) -> Iterator[Question]:
    last = thread.last
    if last is None:
        return
    topic = last.topic or thread.topic
    period = follow_up.period if follow_up.period != Period() else last.period
    same = replace(last, text=text, topic=topic if not last.actor else last.topic, period=period)
    words = follow_up.words
    if follow_up.turn in (Turn.AGREE, Turn.DISAGREE):
        yield _sides(text, follow_up.turn, topic, last)
    elif follow_up.turn is Turn.OTHERS:
        yield replace(same, actor="", topic=topic)
    elif follow_up.turn is Turn.PERIOD:
        yield replace(same, is_new=False)
    elif follow_up.turn is Turn.TOPIC or last.intent not in (*_OF_ACTORS, "who"):
        yield replace(same, topic=words, intent=_named_intent(last))
    elif last.intent == "who" and is_actor(words):
        yield replace(same, intent="position", actor=words)
    else:
        if last.actor:
            yield replace(same, actor=words)
        yield replace(same, topic=words)


def _named_intent(last: Question) -> str:
    """Return what is asked of another topic: a sentence's own question cannot be asked again."""
    return "news" if last.intent in ("what", "when") else last.intent


def _sides(text: str, turn: Turn, topic: str, last: Question) -> Question:
    """Return who takes the side of the last question, or the other one."""
    was_against = last.intent == "who" and Stance.OPPOSES in last.stances
    verb = "supports" if (turn is Turn.AGREE) is not was_against else "opposes"
    return Question(text=text, intent="who", topic=topic, verb=verb, stances=stances_of(verb))


def _with_owner(text: str, thread: Thread) -> str:
    """Return the words with a name for the first "his" or "her" that owns what is asked for."""
    words = plain_question(text)
    match = _POSSESSIVE.match(words)
    if match is None:
        return words
    owner = words[match.end("lead") : match.end()]
    if not (meant := _meant_by(owner, thread)):
        raise _nobody(owner)
    return f"{match['lead']}{meant}’s{words[match.end() :]}"


def _meant_by(pronoun: str, thread: Thread) -> str:
    """Return whom a pronoun stands for: "he" and "she" are people, "they" may be a country."""
    is_several = pronoun.casefold() in {*_SEVERAL, "their"}
    return (thread.speaker or thread.person) if is_several else thread.person


def _nobody(pronoun: str) -> InputError:
    return InputError(
        f"Nobody here was named yet whom “{pronoun}” could stand for; ask with the name,"
        " for example “what did Biden say about NATO?”."
    )
