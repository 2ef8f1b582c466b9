"""Words by which news tells the same deed: who asks when two people met is told of a visit."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from bot.briefing.words import root

#: Each line is one deed; a word may stand in several. Hand-written, in no special order.
_DEEDS = (
    "meet meeting summit talks receive host welcome visit greet",
    "visit trip travel tour arrive land meet",
    "die death dead pass",
    "kill death shoot murder slay",
    "resign resignation quit step depart departure",
    "leave exit withdraw withdrawal quit depart departure pull",
    "invade invasion war attack assault offensive",
    "attack strike bomb shell raid assault",
    "start begin launch open commence",
    "end finish close conclude expire",
    "apply application submit bid request file",
    "join accede accession enter membership member",
    "win victory beat defeat triumph elect",
    "elect election win vote",
    "lose loss defeat",
    "buy acquire acquisition purchase takeover deal",
    "sell sale",
    "sign agree seal ratify",
    "agree agreement deal accord pact",
    "approve approval pass authorize ratify clear",
    "ban prohibit outlaw bar forbid",
    "arrest detain custody jail",
    "charge indict indictment prosecute",
    "release publish issue",
    "announce announcement unveil reveal declare",
    "raise hike increase lift",
    "cut lower reduce slash reduction",
    "fall drop decline tumble",
    "overturn reverse strike annul",
    "marry wed wedding marriage",
    "crash collide collision",
    "speak speech address talk",
    "happen occur place",
    "hold held place",
    "become appoint sworn name",
    "build construct construction erect",
    "destroy destruction demolish",
    "founded establish create",
)


@cache
def _by_root() -> dict[str, frozenset[str]]:
    related: defaultdict[str, set[str]] = defaultdict(set)
    for deed in _DEEDS:
        roots = {root(word) for word in deed.split()}
        for word in roots:
            related[word] |= roots - {word}
    return {word: frozenset(others) for word, others in related.items()}


def related_roots(word: str) -> frozenset[str]:
    """Return the roots of words for the same deed; empty for most words."""
    return _by_root().get(root(word), frozenset())
