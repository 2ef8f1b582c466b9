"""What a topic's words stand for in the archive: actors by their aliases, the rest as text.

In this order: the whole topic as a name; the longest names within it, the rest as words; words that
stand nowhere as misspelt names, only where one name is close and clearly the commonest; else text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from bot.briefing.requests.phrasing import kind_in_words, listed
from bot.briefing.words import FUNCTION_WORDS, words_of
from bot.language.gazetteer import Form, gazetteer
from bot.language.names import normalise_name, surname_of
from bot.ports import AliasMatch, Archive, Filters
from bot.records import ActorKind
from bot.results import ActorChoice

#: A name within a longer topic counts where at least this share of the word's sentences mean it.
_LEAST_NAME_SHARE = 0.3
#: A reading is offered besides the leading one from this share of its uses on.
_LEAST_OTHER_SHARE = 0.05
#: A bare surname stands for a full name that has at least this share of the surname's uses.
_LEAST_FULL_SHARE = 0.25
#: A bare surname is taken in by the person who has this share of its uses by full names.
_LEAST_SHARE_OF_SURNAME = 0.75
_MOST_OTHERS = 3
#: From so many letters on, one letter's difference is a spelling and not another name.
_LONG_NAME = 10
_HITS_TO_WEIGH = 400
#: More words than this are a sentence: names of up to three words are looked for.
_LONG_TOPIC = 6
#: A misspelt name is read silently as another only where that has this many times the mentions.
_DOMINANCE = 3
_NO_FILTERS = Filters()


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorReading:
    """An actor that a topic names; ``ids`` are all archive ids that stand for it."""

    typed: str
    name: str
    kind: ActorKind
    ids: tuple[int, ...]
    mentions: int
    #: Aliases by which it was found, besides the name.
    aliases: tuple[str, ...] = ()
    #: Other actors of the same alias.
    others: tuple[ActorChoice, ...] = ()

    @property
    def is_corrected(self) -> bool:
        """Tell whether the typed word was no alias and read as a misspelt one."""
        return bool(self.aliases) and normalise_name(self.typed) not in self.aliases


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A topic as it was read: every actor and the words must stand near each other."""

    typed: str
    actors: tuple[ActorReading, ...] = ()
    #: Words that are looked up as text; empty where the actors are all.
    words: str = ""
    #: False where nothing in the archive bears any of the names or words.
    known: bool = True
    #: Names near to what was typed, as text a person can type.
    nearest: tuple[str, ...] = field(default=())

    @property
    def in_a_sentence(self) -> str:
        """The same within a sentence: names alone are listed, "NATO and Ukraine"."""
        if len(self.actors) > 1 and not self.words:
            return listed([actor.name for actor in self.actors])
        return self.name

    @property
    def name(self) -> str:
        """The topic as the archive calls it: "NATO expansion" for "nto expansion".

        "Russian oil" stays as it was typed.
        """
        if not self.actors:
            return self.typed
        if len(self.actors) == 1 and not self.words:
            return self.actors[0].name
        text = self.typed
        for actor in self.actors:
            known = gazetteer().find(actor.typed)
            if known is not None and known.form in (Form.ADJECTIVE, Form.PEOPLE):
                continue
            pattern = re.compile(rf"(?<!\w){re.escape(actor.typed)}(?!\w)", re.IGNORECASE)
            text = pattern.sub(actor.name.replace("\\", ""), text, count=1)
        return text

    @property
    def actor_ids(self) -> frozenset[int]:
        """All ids of all actors."""
        return frozenset(i for actor in self.actors for i in actor.ids)


def resolve_topic(archive: Archive, workspace: str, text: str) -> Topic:
    """Read a topic in the light of what the archive knows."""
    text = " ".join(text.split())
    if not text:
        return Topic(typed="")
    whole = find_actor(archive, workspace, text)
    if whole is not None and (" " in text or _means_actor(archive, workspace, whole)):
        return Topic(typed=text, actors=(whole,))
    guess = guess_actor(archive, workspace, text) if " " in text else None
    if guess is not None and _is_likelier(archive, workspace, guess):
        return Topic(typed=text, actors=(guess,))
    actors, rest = _find_names(archive, workspace, text)
    return _read_rest(archive, workspace, Topic(typed=text, actors=tuple(actors)), rest)


def find_actor(archive: Archive, workspace: str, name: str) -> ActorReading | None:
    """Return the actor that is called exactly ``name``, most used first; None where there is none.

    Actors whose name is the bare surname of the leading person stand for the same one: documents
    that never write the full name make them.
    """
    matches = archive.find_aliases(workspace, name)
    if not matches:
        return None
    reading = _lead(name, matches)
    if reading.kind is ActorKind.PERSON and " " in reading.name:
        reading = _with_other_forms(archive, workspace, reading)
    return reading


def _with_other_forms(archive: Archive, workspace: str, reading: ActorReading) -> ActorReading:
    """Take in the actors that are the same person under the bare surname or another spelling."""
    same = {*reading.ids}
    namesakes = archive.find_aliases(workspace, surname_of(reading.name))
    if namesakes and same & {*(bare := _lead(reading.name, namesakes)).ids}:
        same |= {*bare.ids}
    wanted = normalise_name(reading.name)
    spellings = {
        match.actor_id: match
        for match in archive.find_similar_aliases(workspace, reading.name)
        if match.kind is ActorKind.PERSON
        and match.actor_id not in same
        and is_spelling(wanted, normalise_name(match.actor_name))
    }
    usual = max(spellings.values(), key=lambda m: (m.mentions, -m.actor_id), default=None)
    return replace(
        reading,
        name=usual.actor_name if usual and usual.mentions > reading.mentions else reading.name,
        ids=tuple(sorted(same | spellings.keys())),
        mentions=reading.mentions + sum(m.mentions for m in spellings.values()),
    )


def guess_actor(archive: Archive, workspace: str, name: str) -> ActorReading | None:
    """Return the actor whose alias ``name`` most likely misspells; None where that is not clear."""
    wanted = normalise_name(name)
    allowed = _allowed_slips(wanted)
    if not allowed:
        return None
    near: dict[tuple[int, int], list[AliasMatch]] = {}
    for match in archive.find_similar_aliases(workspace, name):
        alias = normalise_name(match.alias)
        slips = OSA.distance(wanted, alias, score_cutoff=allowed)
        if slips <= allowed and _is_like(wanted, alias):
            near.setdefault((slips, _slip_class(wanted, alias)), []).append(match)
    for closeness in sorted(near):
        ranked = sorted(near[closeness], key=lambda m: (-m.mentions, m.actor_name))
        rivals = [m for m in ranked if m.actor_id != ranked[0].actor_id and not _same(ranked[0], m)]
        if rivals and rivals[0].mentions * _DOMINANCE > ranked[0].mentions:
            return None
        alias = ranked[0].alias
        found = find_actor(archive, workspace, alias)
        return replace(found, typed=name, aliases=(normalise_name(alias),)) if found else None
    return None


def find_nearest(archive: Archive, workspace: str, name: str, limit: int = 4) -> tuple[str, ...]:
    """Return names in the archive that look like ``name``, nearest first."""
    wanted = normalise_name(name)
    ranked: dict[str, tuple[float, int]] = {}
    for match in archive.find_similar_aliases(workspace, name):
        near = OSA.normalized_similarity(wanted, normalise_name(match.alias))
        if near >= 0.6:
            best = ranked.get(match.actor_name, (0.0, 0))
            ranked[match.actor_name] = max(best, (round(near, 2), match.mentions))
    order = sorted(ranked, key=lambda n: (-ranked[n][0], -ranked[n][1], n))
    return tuple(order[:limit])


def describe_topic(topic: Topic) -> str:
    """Return how a topic was read, without a full stop: "NATO (organisation)"."""
    parts = [f"{actor.name} ({kind_in_words(actor.kind)})" for actor in topic.actors]
    if topic.words:
        parts.append(f"“{topic.words}” (as {'words' if ' ' in topic.words else 'a word'})")
    return listed(parts)


def describe_doubts(topic: Topic) -> list[str]:
    """Return what a reader should know about the reading: corrections and other readings."""
    doubts = []
    for actor in topic.actors:
        if actor.is_corrected:
            doubts.append(f"no exact match for “{actor.typed}”")
        elif actor.others:
            names = [f"{other.name} ({plural_mentions(other.mentions)})" for other in actor.others]
            doubts.append(f"“{actor.typed}” can also be {listed(names, 'or')}")
    return doubts


def plural_mentions(count: int) -> str:
    """Return "1 mention", "1,200 mentions"."""
    return f"{count:,} mention{'' if count == 1 else 's'}"


def _lead(typed: str, matches: Sequence[AliasMatch]) -> ActorReading:
    """Choose the most used actor of an alias and take in those that are the same person."""
    uses: dict[int, int] = {}
    for match in matches:
        uses[match.actor_id] = uses.get(match.actor_id, 0) + match.uses
    if not any(uses.values()):
        # A surname that no text uses alone: whoever is mentioned most by the full name leads.
        uses = {match.actor_id: match.mentions for match in matches}
    ranked = sorted(matches, key=lambda m: (-uses[m.actor_id], -m.mentions, m.actor_id))
    leader = ranked[0]
    if " " not in leader.actor_name:
        enough = uses[leader.actor_id] * _LEAST_FULL_SHARE
        full = [m for m in ranked if _same(m, leader) and uses[m.actor_id] >= enough]
        leader = full[0] if full else leader
    named = {match.actor_id for match in ranked if " " in match.actor_name}
    is_alone = uses[leader.actor_id] >= _LEAST_SHARE_OF_SURNAME * sum(uses[n] for n in named)
    same = {
        m.actor_id
        for m in ranked
        if m.actor_id == leader.actor_id or (_same(leader, m) and (is_alone or " " in m.actor_name))
    }
    floor = max(2, uses[leader.actor_id] * _LEAST_OTHER_SHARE)
    others = {
        m.actor_id: ActorChoice(name=m.actor_name, kind=m.kind, mentions=m.mentions)
        for m in ranked
        if m.actor_id not in same and uses[m.actor_id] >= floor
    }
    return ActorReading(
        typed=typed,
        name=leader.actor_name,
        kind=leader.kind,
        ids=tuple(sorted(same)),
        mentions=sum({m.actor_id: m.mentions for m in ranked if m.actor_id in same}.values()),
        aliases=tuple(dict.fromkeys(normalise_name(m.alias) for m in ranked)),
        others=tuple(list(others.values())[:_MOST_OTHERS]),
    )


def _same(leader: AliasMatch, other: AliasMatch) -> bool:
    """Tell whether two actors are most likely one: the bare surname of a person, or a spelling.

    A name that no document writes in full may have been taken for that of a body, so that a bare
    surname's kind says nothing.
    """
    first, second = normalise_name(leader.actor_name), normalise_name(other.actor_name)
    if leader.kind is ActorKind.PERSON and " " in first and " " not in second:
        return second == surname_of(leader.actor_name)
    return leader.kind is other.kind and is_spelling(first, second)


def is_spelling(first: str, second: str) -> bool:
    """Tell whether two full names differ by a letter in one word: "zelensky" and "zelenskyy"."""
    if " " not in first or len(first) < _LONG_NAME or len(second) < _LONG_NAME:
        return False
    return first != second and OSA.distance(first, second, score_cutoff=1) <= 1


def _means_actor(archive: Archive, workspace: str, actor: ActorReading) -> bool:
    """Tell whether a word stands for the actor often enough, against its use as a plain word."""
    if actor.mentions >= _HITS_TO_WEIGH:
        return True
    hits = archive.find_text_hits(workspace, actor.typed, _NO_FILTERS, limit=_HITS_TO_WEIGH)
    return actor.mentions >= _LEAST_NAME_SHARE * len(hits)


def _is_likelier(archive: Archive, workspace: str, guess: ActorReading) -> bool:
    """Tell whether words are rather a misspelt name than words that stand in texts."""
    if not guess.mentions:
        return False
    hits = archive.find_text_hits(workspace, guess.typed, _NO_FILTERS, limit=guess.mentions)
    return len(hits) < guess.mentions


def _find_names(
    archive: Archive, workspace: str, text: str
) -> tuple[list[ActorReading], list[str]]:
    """Return the actors named within a topic, longest names first, and the words left over."""
    words = text.split()
    taken = [False] * len(words)
    actors: list[tuple[int, ActorReading]] = []
    for first, after_last in _spans(len(words)):
        part = words[first:after_last]
        if any(taken[first:after_last]) or not _can_be_name(part):
            continue
        name = " ".join(part).strip(",.;:!?\"'“”()")
        actor = find_actor(archive, workspace, name)
        if actor is not None and (len(part) > 1 or _means_actor(archive, workspace, actor)):
            actors.append((first, actor))
            taken[first:after_last] = [True] * len(part)
    rest = [word for word, used in zip(words, taken, strict=True) if not used]
    ordered = [actor for _, actor in sorted(actors, key=lambda pair: pair[0])]
    return _without_repeats(ordered), rest


def _spans(count: int) -> Iterator[tuple[int, int]]:
    longest = count - 1 if count <= _LONG_TOPIC else 3
    for length in range(longest, 0, -1):
        for first in range(count - length + 1):
            yield first, first + length


def _can_be_name(words: Sequence[str]) -> bool:
    """Tell whether words may be looked up as a name: not "the", "of Ukraine", "sanctions on"."""
    edges = (words[0].casefold(), words[-1].casefold())
    if len(words) == 1:
        # "us" is a country when typed in capitals only; "who" is a body then.
        return edges[0] not in FUNCTION_WORDS or (words[0].isupper() and len(words[0]) > 1)
    return not any(edge in FUNCTION_WORDS and edge != "us" for edge in edges)


def _without_repeats(actors: Sequence[ActorReading]) -> list[ActorReading]:
    seen: set[int] = set()
    kept = []
    for actor in actors:
        if not seen & set(actor.ids):
            kept.append(actor)
            seen.update(actor.ids)
    return kept


def _read_rest(archive: Archive, workspace: str, topic: Topic, rest: Sequence[str]) -> Topic:
    """Read the words that are no known names: as text where they stand somewhere, else as slips."""
    words = [word for word in words_of(" ".join(rest)) if word not in FUNCTION_WORDS]
    if not words and not topic.actors:
        words = words_of(topic.typed)
    unknown = [w for w in words if not archive.find_text_hits(workspace, w, _NO_FILTERS, limit=1)]
    if not unknown:
        return replace(topic, words=" ".join(words))
    if not topic.actors and (actor := guess_actor(archive, workspace, topic.typed)):
        return replace(topic, actors=(actor,))
    actors = list(topic.actors)
    for word in unknown:
        if (actor := guess_actor(archive, workspace, word)) is not None:
            actors.append(actor)
            words.remove(word)
    lost = [word for word in unknown if word in words]
    nearest = tuple(n for word in lost for n in find_nearest(archive, workspace, word))
    return replace(
        topic,
        actors=tuple(_without_repeats(actors)),
        words=" ".join(words),
        known=not lost,
        nearest=nearest[:4] or (find_nearest(archive, workspace, topic.typed) if lost else ()),
    )


def _allowed_slips(wanted: str) -> int:
    """Return how many letters may be wrong, missing, doubled or swapped in a name."""
    if len(wanted) < 3:
        return 0
    return 1 if len(wanted) < 6 else 2 if len(wanted) < 12 else 3


def _slip_class(wanted: str, alias: str) -> int:
    """Rank slips of the same number: letters left out or swapped, then added, then wrong ones."""
    if len(wanted) < len(alias):
        letters = iter(alias)
        return 0 if all(letter in letters for letter in wanted) else 2
    if sorted(wanted) == sorted(alias):
        return 0
    return 1 if len(wanted) > len(alias) else 2


def _is_like(wanted: str, alias: str) -> bool:
    """Refuse a short alias that shares too little: slips rarely touch the first letter."""
    return wanted[0] == alias[0] or (len(wanted) >= 5 and wanted[1:3] == alias[1:3])
