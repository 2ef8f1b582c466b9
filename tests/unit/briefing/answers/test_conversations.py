"""Questions that go on from one another, put to a small archive whose facts were placed by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.briefing.answers.answer import answer_in_thread
from bot.briefing.answers.changes import NEW_DATES, NEW_QUOTATIONS, OTHER_POSITIONS
from bot.briefing.answers.prompts import suggest_prompts
from bot.briefing.answers.unanswered import ALL_SHOWN, NO_REASONS
from bot.briefing.questions.news_windows import Look
from bot.briefing.questions.threads import Thread
from bot.ports import Archive
from bot.records import ActorKind, Stance
from bot.results import Answer, TimelineLine

TODAY = date(2022, 6, 30)
FIRST = "The canal must be dredged before winter, or the fleet will leave Lund for good."
SECOND = "Nobody in this town will ever pay a second toll on the canal, whatever it costs."
AGAINST = "Norland opposes the toll on the canal because its ships pay most of it."
NOW_FOR = "Norland supports the toll on the canal after all, its minister said."
DATED = "On 20 June 2022 Norland joined the canal treaty after ten years of talks."


class Talk:
    """A thread on an archive."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.thread = Thread()
        self.look: Look | None = None

    def ask(self, question: str) -> Answer:
        """Ask on."""
        answer, self.thread = answer_in_thread(
            self.archive,
            question,
            self.thread,
            workspace="w",
            today=TODAY,
            last_look=lambda topic: self.look,
        )
        return answer


@pytest.fixture
def canal(keep: Callable[..., Archive], story: Callable[..., Any]) -> Archive:
    """Return an archive on a canal: old words and positions, and newer ones."""
    old = story(f"“{FIRST}” said Ida Holm. {AGAINST}", published=date(2022, 5, 1))
    old.actor("Ida Holm").actor("Norland", ActorKind.COUNTRY)
    old.said(FIRST, "Ida Holm", by="Ida Holm")
    old.holds("Norland", Stance.OPPOSES, "opposes", AGAINST, by="Norland", target="the toll")
    new = story(f"“{SECOND}” said Jon Berg. {NOW_FOR} {DATED}", published=date(2022, 6, 21))
    new.actor("Jon Berg").actor("Norland", ActorKind.COUNTRY)
    new.said(SECOND, "Jon Berg", by="Jon Berg")
    new.holds("Norland", Stance.SUPPORTS, "supports", NOW_FOR, by="Norland", target="the toll")
    new.dated(date(2022, 6, 20), "20 June 2022", DATED)
    return keep(old, new)


def texts(answer: Answer) -> list[str]:
    """Return the words of the lines."""
    return [line.text for line in answer.lines]


def test_what_changed_comes_in_labelled_groups(canal: Archive) -> None:
    """New words, a position that differs beside the earlier one, and new dates."""
    answer = Talk(canal).ask("what changed on the canal since June?")
    assert answer.intent == "changes"
    assert [(part.name, [line.text for line in part.lines]) for part in answer.parts] == [
        (NEW_QUOTATIONS, [SECOND]),
        (OTHER_POSITIONS, [NOW_FOR, AGAINST]),
        (NEW_DATES, [DATED]),
    ]
    assert texts(answer) == [SECOND, NOW_FOR, AGAINST, DATED]


def test_what_changed_takes_the_topic_of_the_thread(canal: Archive) -> None:
    """The topic may be left out where the thread has one."""
    talk = Talk(canal)
    talk.ask("who opposes the canal?")
    assert talk.ask("what changed since June?").parts[0].name == NEW_QUOTATIONS


def test_nothing_changed_is_said_openly(canal: Archive) -> None:
    """With the day of the newest text, and a question that reaches back so far."""
    answer = Talk(canal).ask("what changed on the canal since 25 June?")
    assert answer.lines == ()
    assert "nothing was published on it since 25 June 2022" in answer.empty_because
    assert "The newest document on it is of 21 June 2022" in answer.empty_because
    assert answer.suggestions[0] == "What changed on canal since 1 June 2022?"


def test_first_look_at_news_is_the_last_week_of_the_archive(canal: Archive) -> None:
    """The archive's own last week, whatever day it is today; and it says which."""
    answer = Talk(canal).ask("what is new on the canal?")
    assert set(texts(answer)) == {SECOND, DATED}
    assert "in the last 7 days of the archive (15–21 June 2022)" in answer.read_as
    assert answer.news_of == "canal"


def test_second_look_at_news_is_since_the_first(
    canal: Archive, keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """What was there at the last look is not new any more."""
    talk = Talk(canal)
    talk.look = Look(document=canal.find_last_document("w"), day=date(2022, 6, 22))
    nothing = talk.ask("what is new on the canal?")
    assert nothing.empty_because == "Nothing new on canal since you last asked, on 22 June 2022."

    words = "The new lock of the canal will open to the fishermen in the first week of August."
    keep(
        story(f"“{words}” said Jon Berg.").actor("Jon Berg").said(words, "Jon Berg", by="Jon Berg")
    )
    answer = talk.ask("what is new on the canal?")
    assert texts(answer) == [words]
    assert "since you last asked, on 22 June 2022" in answer.read_as


def test_news_are_offered_only_where_there_are_some(canal: Archive) -> None:
    """To whoever has just looked there is nothing new, so nothing is promised."""
    talk = Talk(canal)
    assert "What is new on canal?" in talk.ask("who opposes the canal?").suggestions
    talk.look = Look(document=canal.find_last_document("w"), day=date(2022, 6, 22))
    assert "What is new on canal?" not in talk.ask("who opposes the canal?").suggestions


def test_old_news_are_shown_as_old(
    canal: Archive, keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """Where the last week has nothing on a topic, older lines come with a word on it."""
    keep(story("Herons nest in the reeds.", published=date(2022, 6, 29)))
    answer = Talk(canal).ask("what is new on the toll?")
    assert answer.lines
    assert "nothing in the last 7 days of the archive" in answer.read_as


def test_other_actor(canal: Archive) -> None:
    """“And Berg?” asks him the same."""
    talk = Talk(canal)
    assert texts(talk.ask("what did Ida Holm say about the canal?")) == [FIRST]
    assert texts(talk.ask("and Jon Berg?")) == [SECOND]
    assert texts(talk.ask("what did he say about the toll?")) == [SECOND]


def test_topic_stays_what_it_was_after_a_date(canal: Archive) -> None:
    """A deed that was asked about is no topic; who did it is."""
    talk = Talk(canal)
    talk.ask("when did Norland join the canal treaty?")
    assert talk.thread.topic == "Norland"


def test_person_asked_about_is_who_he_is(canal: Archive) -> None:
    """After “who is Jon Berg?”, “he” is Jon Berg."""
    talk = Talk(canal)
    talk.ask("who is Jon Berg?")
    assert texts(talk.ask("what did he say about the canal?")) == [SECOND]


def test_other_actor_without_an_answer_is_admitted(
    canal: Archive, keep: Callable[..., Archive], story: Callable[..., Any]
) -> None:
    """A known actor who said nothing on it is not answered by what somebody else said of it."""
    keep(story("Ruritania is far away.").actor("Ruritania", ActorKind.COUNTRY))
    talk = Talk(canal)
    talk.ask("who opposes the canal?")
    answer = talk.ask("and Ruritania?")
    assert answer.lines == ()
    assert "what Ruritania (country) says or holds on “canal”" in answer.read_as


def test_more_never_shows_a_line_twice(canal: Archive) -> None:
    """What was shown is passed over, and the end is said."""
    talk = Talk(canal)
    first = talk.ask("what was said about the canal?")
    seen = set(texts(first))
    for _ in range(6):
        rest = talk.ask("more")
        assert not seen & set(texts(rest))
        seen |= set(texts(rest))
        if not rest.lines:
            break
    assert rest.empty_because == ALL_SHOWN


def test_who_else_is_everybody_but_those_shown(canal: Archive) -> None:
    """After one person's words, those of the others."""
    talk = Talk(canal)
    assert texts(talk.ask("what did Ida Holm say about the canal?")) == [FIRST]
    answer = talk.ask("who else?")
    assert SECOND in texts(answer)
    assert FIRST not in texts(answer)


def test_why_is_admitted(canal: Archive) -> None:
    """Reasons are nothing that the archive holds; what was said is offered instead."""
    talk = Talk(canal)
    talk.ask("what did Ida Holm say about the canal?")
    answer = talk.ask("why?")
    assert (answer.lines, answer.empty_because) == ((), NO_REASONS)
    assert "What was said about canal?" in answer.suggestions
    assert texts(talk.ask("and Jon Berg?")) == [SECOND]


def test_plain_filter_in_a_question(canal: Archive) -> None:
    """An outlet at the end of a question limits it, and the reading says so."""
    answer = Talk(canal).ask("what did Ida Holm say about the canal from the Lund Post?")
    assert texts(answer) == [FIRST]
    assert "from outlets named “Lund Post”" in answer.read_as


def test_limits_that_leave_nothing_are_named(canal: Archive) -> None:
    """The same question without them is offered, and since the month that has something."""
    answer = Talk(canal).ask("what did Ida Holm say about the canal since June?")
    assert answer.lines == ()
    assert "published since 1 June 2022" in answer.empty_because
    assert "its newest line of 1 May 2022" in answer.empty_because
    assert answer.suggestions == (
        "What did Ida Holm say about canal?",
        "What did Ida Holm say about canal since 1 May 2022?",
    )


def test_period_that_is_no_date_can_be_left_out(canal: Archive) -> None:
    """Words that sound like a period are said to be words, and offered to be dropped."""
    answer = Talk(canal).ask("what did Ida Holm say about the canal before the election?")
    assert "“before the election” names no date" in answer.read_as
    assert answer.suggestions == ("What did Ida Holm say about canal?",)


def test_language_of_a_question(canal: Archive) -> None:
    """“In German” is no topic, and “in German ports” is no language."""
    talk = Talk(canal)
    assert "in German" in talk.ask("what did Ida Holm say in German?").read_as
    assert "in English" in talk.ask("quotes by Ida Holm in English").read_as
    assert "“german ports”" in talk.ask("what did Ida Holm say about German ports?").read_as


def test_prompts_have_answers(canal: Archive) -> None:
    """What is offered to be asked is about the archive's own names, and leads to lines."""
    prompts = suggest_prompts(canal, "w", TODAY)
    assert prompts
    for prompt in prompts:
        if not prompt.message.startswith("brief "):
            assert Talk(canal).ask(prompt.message).lines


def test_prompts_of_an_empty_archive(archive: Archive) -> None:
    """Nothing is promised that is not there."""
    assert suggest_prompts(archive, "w", TODAY) == []


def test_new_dates_are_dates(canal: Archive) -> None:
    """The group of dates holds timeline lines only."""
    answer = Talk(canal).ask("what changed on the canal since June?")
    assert all(isinstance(line, TimelineLine) for line in answer.parts[-1].lines)
