"""What the archive can be asked: questions on its own names, each of which has an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.briefing.answers.answer import has_answer
from bot.briefing.briefs.brief import compose_brief
from bot.briefing.requests.phrasing import with_article
from bot.ports import AliasMatch, Archive
from bot.records import ActorKind
from bot.results import BriefRequest

MOST_PROMPTS = 3
#: Most mentioned names among which those are looked for that can be asked about.
_MOST_NAMES = 8
_SPEAKERS = (ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.COUNTRY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A ready question: what it is called, and what is sent."""

    title: str
    message: str


def suggest_prompts(archive: Archive, workspace: str, today: date) -> list[Prompt]:
    """Return a few prompts of different kinds; the same archive always gives the same."""
    top = archive.list_top_actors(workspace, _MOST_NAMES)
    kinds = (
        _briefs(archive, workspace, top),
        _questions(archive, workspace, today, top, "Who opposes {}?"),
        _questions(archive, workspace, today, _people_first(top), "What did {} say?"),
        _questions(archive, workspace, today, top, "What is new on {}?"),
    )
    found = [prompt for kind in kinds if (prompt := next(kind, None)) is not None]
    return found[:MOST_PROMPTS]


def _people_first(top: list[AliasMatch]) -> list[AliasMatch]:
    return sorted(top, key=lambda match: match.kind is not ActorKind.PERSON)


def _briefs(archive: Archive, workspace: str, top: list[AliasMatch]) -> Iterator[Prompt]:
    for match in top:
        name = match.actor_name
        if not compose_brief(archive, BriefRequest(topic=name, workspace=workspace)).is_empty:
            yield Prompt(title=f"Brief me on {with_article(name)}", message=f"brief {name}")


def _questions(
    archive: Archive, workspace: str, today: date, top: list[AliasMatch], asked: str
) -> Iterator[Prompt]:
    for match in top:
        question = asked.format(with_article(match.actor_name))
        if match.kind in _SPEAKERS and has_answer(archive, workspace, question, today):
            yield Prompt(title=question, message=question)
