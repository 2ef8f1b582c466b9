"""A request read in the light of the archive, and the sentence that says how it was read."""

from __future__ import annotations

from bot.briefing.candidates import Scope
from bot.briefing.phrasing import limits_in_words
from bot.briefing.topics import (
    Topic,
    describe_doubts,
    describe_topic,
    find_actor,
    find_nearest,
    guess_actor,
    resolve_topic,
)
from bot.ports import Archive, Filters
from bot.results import BriefRequest


def read_scope(archive: Archive, request: BriefRequest, after_document: int | None = None) -> Scope:
    """Resolve the topic and the actors of a request."""
    workspace = request.workspace
    return Scope(
        workspace=workspace,
        topic=resolve_topic(archive, workspace, request.topic),
        filters=Filters(
            since=request.since,
            until=request.until,
            outlet=request.outlet,
            language=request.language,
            after_document=after_document,
        ),
        by=resolve_actor(archive, workspace, request.by) if request.by else None,
        about=resolve_topic(archive, workspace, request.about) if request.about else None,
    )


def resolve_actor(archive: Archive, workspace: str, name: str) -> Topic:
    """Read a name that must be an actor; the topic is unknown where there is no such actor."""
    actor = find_actor(archive, workspace, name) or guess_actor(archive, workspace, name)
    if actor is not None:
        return Topic(typed=name, actors=(actor,))
    nearest = find_nearest(archive, workspace, name)
    return Topic(typed=name, words=name, known=False, nearest=nearest)


def describe_scope(scope: Scope, request: BriefRequest) -> str:
    """Return one plain sentence: "Read as NATO (organisation); no exact match for “nto”."."""
    subject = describe_topic(scope.topic)
    if scope.by is not None:
        speaker = describe_topic(scope.by)
        subject = f"what {speaker} says or holds" + (f" on {subject}" if subject else "")
    if scope.about is not None:
        mentioned = describe_topic(scope.about)
        subject = f"{subject}, where it mentions {mentioned}" if subject else mentioned
    limits = limits_in_words(request)
    topics = [topic for topic in (scope.topic, scope.by, scope.about) if topic is not None]
    doubts = [doubt for topic in topics for doubt in describe_doubts(topic)]
    sentence = f"Read as {subject}{f', {limits}' if limits else ''}"
    return "; ".join([sentence, *doubts]) + "."


def name_scope(scope: Scope) -> str:
    """Return the heading of a result: the topic as the archive calls it, else the speaker."""
    for topic in (scope.topic, scope.by, scope.about):
        if topic is not None and topic.typed:
            return topic.name
    return ""
