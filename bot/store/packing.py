"""Who is named where in a document, packed into two short strings that stand beside its text.

Most of it is read back only to show or to replace one document; what answers questions are the
clustered tables. Packed it takes a tenth of the text instead of half of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.records import Actor, ActorKind, Mention, Span


def pack_actors(
    actors: Sequence[Actor], title_actors: Sequence[str], ids: Mapping[str, int]
) -> str:
    """Pack a document's actors with its names for them; ``ids`` gives the id of a key."""
    named = set(title_actors)
    packed = [[ids[actor.key], int(actor.key in named), *actor.aliases] for actor in actors]
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def unpack_actors(
    packed: str, actors: Mapping[int, tuple[str, str, ActorKind]]
) -> tuple[tuple[Actor, ...], tuple[str, ...]]:
    """Return actors and title actors; ``actors`` gives key, name and kind of an id."""
    unpacked: list[Actor] = []
    title_actors: list[str] = []
    for actor_id, in_title, *aliases in json.loads(packed):
        key, name, kind = actors[actor_id]
        unpacked.append(Actor(key=key, name=name, kind=kind, aliases=tuple(aliases)))
        if in_title:
            title_actors.append(key)
    return tuple(unpacked), tuple(title_actors)


def actor_ids_in(packed: str) -> list[int]:
    """Return the ids of the actors of a document."""
    return [actor_id for actor_id, *_ in json.loads(packed)]


def pack_mentions(mentions: Sequence[Mention], actors: Sequence[Actor]) -> str:
    """Pack mentions as one list: the reasons, then start, length, actor, reason of each."""
    place = {actor.key: i for i, actor in enumerate(actors)}
    reasons: dict[str, int] = {}
    packed: list[Any] = [[]]
    for mention in mentions:
        start, end = mention.span
        reason = reasons.setdefault(mention.reason, len(reasons))
        packed += (start, end - start, place[mention.actor], reason)
    packed[0] = list(reasons)
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def unpack_mentions(packed: str, actors: Sequence[Actor]) -> tuple[Mention, ...]:
    """Return the mentions of ``pack_mentions``; each has the kind of its actor."""
    reasons, *numbers = json.loads(packed)
    steps = iter(numbers)
    return tuple(
        Mention(
            span=Span(start, start + length),
            actor=actors[actor].key,
            kind=actors[actor].kind,
            reason=reasons[reason],
        )
        for start, length, actor, reason in zip(steps, steps, steps, steps, strict=True)
    )
