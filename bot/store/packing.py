"""Who is named where in a document, packed into two short strings that stand beside its text.

Most of it is read back only to show or to replace one document; what answers questions are the
clustered tables. Packed it takes a tenth of the text instead of half of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from struct import calcsize, pack, unpack

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


def pack_mentions(mentions: Sequence[Mention], actors: Sequence[Actor]) -> bytes:
    """Pack mentions: a line that says how to read on, then four numbers for each of them.

    The line is a JSON list of the numbers' width (a letter of ``struct``) and the reasons; the
    numbers are the distance from the mention before, the length, the actor and the reason.
    """
    place = {actor.key: i for i, actor in enumerate(actors)}
    reasons: dict[str, int] = {}
    numbers: list[int] = []
    before = 0
    for mention in mentions:
        start, end = mention.span
        reason = reasons.setdefault(mention.reason, len(reasons))
        numbers += (start - before, end - start, place[mention.actor], reason)
        before = start
    widest = max(map(abs, numbers), default=0)
    width = "b" if widest < 1 << 7 else "h" if widest < 1 << 15 else "i"
    head = json.dumps([width, *reasons], ensure_ascii=False, separators=(",", ":"))
    return head.encode() + b"\n" + pack(f"<{len(numbers)}{width}", *numbers)


def unpack_mentions(packed: bytes, actors: Sequence[Actor]) -> tuple[Mention, ...]:
    """Return the mentions of ``pack_mentions``; each has the kind of its actor."""
    head, _, body = packed.partition(b"\n")
    width, *reasons = json.loads(head)
    numbers = iter(unpack(f"<{len(body) // calcsize(width)}{width}", body))
    mentions: list[Mention] = []
    start = 0
    for distance, length, actor, reason in zip(numbers, numbers, numbers, numbers, strict=True):
        start += distance
        mentions.append(
            Mention(
                span=Span(start, start + length),
                actor=actors[actor].key,
                kind=actors[actor].kind,
                reason=reasons[reason],
            )
        )
    return tuple(mentions)
