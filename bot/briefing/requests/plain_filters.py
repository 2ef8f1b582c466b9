"""Filters in plain words at the end of a topic: "from Reuters", "by Biden", "in German".

They are read in the light of the archive and only where they can mean nothing else: "the Reuters
Institute", "refugees from Ukraine", "in German politics" and "killed by police" stay topics. Each
stands in the sentence that says how the words were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.briefing.requests.query import take_language
from bot.briefing.requests.topics import find_actor
from bot.ports import Archive
from bot.records import ActorKind
from bot.results import BriefRequest

_FROM = re.compile(r"(?P<topic>.*?)\s*\b(?:from|reported by) (?P<name>\S+(?: \S+){0,3})\Z", re.I)
_BY = re.compile(
    r"(?P<topic>.*?)(?P<told>\b(?:said|statements?|quotes?|quotations?|words|remarks|comments"
    r"|positions?))?\s*\bby (?P<name>\S+(?: \S+){0,3})\Z",
    re.IGNORECASE,
)
#: "Killed by", "written by", "a book by": what follows does what stands before.
_DONE = re.compile(
    r"(?:\w+ed|\w+en|shot|led|made|won|held|hit|cut|run|book|film|novel|song|album|attacks?|visit"
    r"|stand|step|side|day|year|one|play|painting|photo\w*|report|study|swor[en]|put|set)\Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"the ", re.IGNORECASE)
_DOMAIN = re.compile(r"\.(?:com|org|net|co\.\w\w|[a-z]{2})\Z")
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


def take_plain_filters(archive: Archive, request: BriefRequest) -> BriefRequest:
    """Return the request with the filters that its topic ends with cut out and set.

    A filter that is set already is left, and so are words that would leave nothing to ask about.
    """
    while True:
        narrower = (
            _take_language(request) or _take_outlet(archive, request) or _take_by(archive, request)
        )
        if narrower is None:
            return request
        request = narrower


def _take_language(request: BriefRequest) -> BriefRequest | None:
    topic, language = take_language(request.topic)
    if not language or request.language:
        return None
    return replace(request, topic=topic, language=language)


def _take_outlet(archive: Archive, request: BriefRequest) -> BriefRequest | None:
    """Take "from Reuters" off the topic, or off the speaker: "quotes by Biden from Reuters"."""
    for name, words in (("topic", request.topic), ("by", request.by or "")):
        match = _FROM.match(words)
        if match is None or request.outlet or not (match["topic"] or request.by or request.about):
            continue
        outlet = find_outlet(archive.list_outlets(request.workspace), match["name"])
        if outlet and not _is_place(archive, request.workspace, match["name"]):
            return replace(request, **{name: match["topic"]}, outlet=outlet)  # type: ignore[arg-type]
    return None


def _is_place(archive: Archive, workspace: str, name: str) -> bool:
    named = find_actor(archive, workspace, name)
    return named is not None and named.kind in (ActorKind.COUNTRY, ActorKind.PLACE)


def _take_by(archive: Archive, request: BriefRequest) -> BriefRequest | None:
    match = _BY.match(request.topic)
    if match is None or request.by or not (match["topic"] or match["told"]):
        return None
    if not match["told"] and _DONE.search(match["topic"].strip()):
        return None
    actor = find_actor(archive, request.workspace, match["name"])
    if actor is None or not (match["told"] or actor.kind is ActorKind.PERSON):
        return None
    return replace(request, topic=match["topic"].strip(), by=match["name"])


def find_outlet(outlets: Iterable[str], typed: str) -> str:
    """Return by what to look for the outlets that ``typed`` names; empty where it names none.

    "Reuters" is "Reuters", "the Guardian" is "The Guardian", "BBC" is every "BBC ...", "CNN" is
    "cnn.com".
    """
    article = _ARTICLE.match(typed)
    bare = typed[article.end() :] if article else typed
    wanted = _keys(typed)
    for outlet in outlets:
        words = outlet.split()
        first_words = [_keys(" ".join(words[:count])) for count in range(1, min(3, len(words)) + 1)]
        if any(wanted & keys for keys in (_keys(outlet), *first_words)):
            name = outlet.casefold()
            is_whole = name.removeprefix("the ").startswith(bare.casefold())
            return bare if is_whole else outlet
    return ""


def _keys(name: str) -> frozenset[str]:
    """Return what a name is compared by: its letters, with and without an article before them."""
    bare = _DOMAIN.sub("", name.casefold().strip().removeprefix("www."))
    keys = (_NOT_IN_KEYS.sub("", each) for each in (bare, bare.removeprefix("the ")))
    return frozenset(key for key in keys if key and key != "the")
