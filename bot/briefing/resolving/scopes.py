"""A request read in the light of the archive, and the sentence that says how it was read."""

from __future__ import annotations

import re

from bot.briefing.corrections.overlay import load_corrections
from bot.briefing.facts.candidates import Scope
from bot.briefing.requests.periods import find_unread_period
from bot.briefing.requests.phrasing import limits_in_words
from bot.briefing.requests.topics import (
    Topic,
    describe_doubts,
    describe_topic,
    find_actor,
    find_nearest,
    guess_actor,
    resolve_topic,
)
from bot.briefing.words import words_of
from bot.language.lexicon import roles
from bot.ports import Archive, Filters
from bot.results import BriefRequest

_JOINT = re.compile(r"\s*(?:,|\band\b|&)\s*(?:and\b\s*)?", re.IGNORECASE)


def read_scope(archive: Archive, request: BriefRequest, after_document: int | None = None) -> Scope:
    """Resolve the topic and the actors of a request, in the light of what people have set right."""
    workspace = request.workspace
    corrections = load_corrections(archive, workspace)
    by = None
    if request.by:
        by = corrections.read_typed(request.by) or resolve_actor(archive, workspace, request.by)
    about = resolve_topic(archive, workspace, request.about) if request.about else None
    return Scope(
        workspace=workspace,
        topic=corrections.unite(resolve_topic(archive, workspace, request.topic)),
        filters=Filters(
            since=request.since,
            until=request.until,
            outlet=request.outlet,
            language=request.language,
            after_document=after_document,
        ),
        by=corrections.unite(by) if by else None,
        about=corrections.unite(about) if about else None,
        corrections=corrections,
    )


def resolve_actor(archive: Archive, workspace: str, name: str) -> Topic:
    """Read whose words are asked for: an actor, several ("Peru and Chile"), or a description.

    "Police" and "Western officials" describe many; their words are found by how the text calls
    the speaker. The topic is unknown where nobody is called so.
    """
    describes = _describes(name)
    whole = None if describes and name.islower() else find_actor(archive, workspace, name)
    if whole is not None:
        return Topic(typed=name, actors=(whole,))
    several = [find_actor(archive, workspace, part) for part in _JOINT.split(name)]
    if len(several) > 1 and all(several):
        return Topic(typed=name, actors=tuple(actor for actor in several if actor is not None))
    if describes and archive.find_text_hits(workspace, name, Filters(), limit=1):
        return Topic(typed=name, words=name)
    guess = None if describes else guess_actor(archive, workspace, name)
    if guess is not None:
        return Topic(typed=name, actors=(guess,))
    nearest = find_nearest(archive, workspace, name)
    return Topic(typed=name, words=name, known=False, nearest=nearest)


def _describes(name: str) -> bool:
    """Tell whether a name ends with a noun for who can speak: "officials", "the leaders"."""
    words = words_of(name)
    return bool(words) and words[-1] in roles()


def describe_scope(scope: Scope, request: BriefRequest) -> str:
    """Return one plain sentence: "Read as NATO (organisation); no exact match for “nto”."."""
    subject = describe_topic(scope.topic)
    if scope.by is not None:
        subject = _describe_speaker(scope.by) + (f" on {subject}" if subject else "")
    if scope.about is not None:
        mentioned = describe_topic(scope.about)
        subject = f"{subject}, where it mentions {mentioned}" if subject else mentioned
    limits = limits_in_words(request)
    topics = [topic for topic in (scope.topic, scope.by, scope.about) if topic is not None]
    doubts = [doubt for topic in topics for doubt in describe_doubts(topic)]
    if unread := find_unread_period(request.topic):
        doubts.append(f"“{unread}” names no date, so it was read as words")
    sentence = f"Read as {subject}{f', {limits}' if limits else ''}"
    return "; ".join([sentence, *doubts]) + "."


def _describe_speaker(by: Topic) -> str:
    if by.known and not by.actors:
        return f"what those called “{by.words}” say or hold"
    return f"what {describe_topic(by)} {'say or hold' if len(by.actors) > 1 else 'says or holds'}"


def is_readable(scope: Scope) -> bool:
    """Tell whether every name and word of a scope is known to the archive."""
    return all(t is None or t.known for t in (scope.topic, scope.by, scope.about))


def name_scope(scope: Scope) -> str:
    """Return the heading of a result: the topic as the archive calls it, else the speaker."""
    for topic in (scope.topic, scope.by, scope.about):
        if topic is not None and topic.typed:
            return topic.name
    return ""
