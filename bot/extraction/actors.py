"""Actors of a text: who is named in it, where, and whom its phrases stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.cast import Cast
from bot.extraction.naming import find_names
from bot.extraction.phrases import Phrase
from bot.extraction.resolution import UNRESOLVED, Resolution, Resolver
from bot.extraction.states import STATE_WORDS, find_state
from bot.language.gazetteer import Form
from bot.language.layout import Layout, lay_out
from bot.records import Actor, ActorKind, Mention, Quotation, QuotationKind, Span

__all__ = ["ActorIndex", "Resolution", "find_actors"]

_LONGEST_TITLE = 300
_FIRST_PERSON = frozenset("i me my mine myself".split())
_BEFORE_STATES = frozenset({"of", "the"})
# A tuple is asked by identity; a set would call the Python code that hashes members of an enum.
_STATES = (ActorKind.COUNTRY, ActorKind.PERSON)


@dataclass(slots=True)
class ActorIndex:
    """The actors of one text.

    Attributes:
        actors: everyone named, in order of first mention.
        mentions: every name in text order, with its exact place; names do not overlap. Adjectives
            ("Russian") have the reason ``adjective``, titles for a name ("the President") ``role``.
        title_actors: keys of those whom the title names.
    """

    actors: list[Actor]
    mentions: list[Mention]
    title_actors: tuple[str, ...]
    _layout: Layout
    _resolver: Resolver
    _speeches: list[Quotation]

    def resolve(self, span: Span) -> Resolution:
        """Tell whom the phrase at ``span`` stands for; nobody where no reading stands out."""
        first, after_last = self._layout.tokens_in(span)
        if first >= after_last:
            return UNRESOLVED
        if after_last - first == 1 and self._layout.lowers[first] in _FIRST_PERSON:
            return self._resolve_speaker(span)
        return self._resolver.resolve(first, after_last)

    def _resolve_speaker(self, own: Span) -> Resolution:
        """Tell who says "I" in quoted speech."""
        at = bisect_right(self._speeches, own.start, key=lambda it: it.content.start) - 1
        if at < 0 or not self._speeches[at].content.holds(own):
            return UNRESOLVED
        speaker = self._speeches[at].speaker
        if speaker is None or self._layout.quote_of[self._layout.tokens_in(speaker)[0]] >= 0:
            return UNRESOLVED
        actors = self.resolve(speaker).actors
        return Resolution(actors, "pronoun") if len(actors) == 1 else UNRESOLVED


def find_actors(
    layout: Layout,
    phrases: list[Phrase],
    title: str = "",
    quotations: Sequence[Quotation] = (),
) -> ActorIndex:
    """Find the actors of a text; ``phrases`` are those of ``find_phrases``, in text order.

    With the ``quotations``, in text order too, those who say "I" can be told.
    """
    cast = find_names(layout)
    actors, mentions = _list_actors(layout, cast)
    resolver = Resolver(layout, phrases, cast)
    return ActorIndex(
        actors=actors,
        mentions=_with_titles(layout, cast, resolver, mentions),
        title_actors=_title_actors(title[:_LONGEST_TITLE], cast),
        _layout=layout,
        _resolver=resolver,
        _speeches=[it for it in quotations if it.kind is QuotationKind.DIRECT],
    )


def _list_actors(layout: Layout, cast: Cast) -> tuple[list[Actor], list[Mention]]:
    """Return the actors that have a mention, each with its other names, and the mentions."""
    written: dict[str, dict[str, None]] = {}
    mentions: list[Mention] = []
    text, starts, ends = layout.text, layout.starts, layout.ends
    lowers = [*layout.lowers, ""]
    for named in cast.names:
        first, after_last, key, kind, reason, form, _ = named
        start, end = starts[first], ends[after_last - 1]
        aliases = written.get(key)
        if aliases is None:
            aliases = written[key] = {}
        if form is not Form.ADJECTIVE:
            aliases[text[start:end]] = None
        may_be = lowers[after_last] in STATE_WORDS or lowers[first - 1] in _BEFORE_STATES
        state = find_state(layout, named) if may_be and kind in _STATES else None
        if state is not None:
            reason = "state"
            start, end = starts[state[0]], ends[state[1] - 1]
        elif form is Form.ADJECTIVE:
            reason = "adjective"
        elif form is Form.PEOPLE:
            reason = "people"
        mentions.append(Mention(Span(start, end), key, kind, reason))
    actors = [
        Actor(key=key, name=name, kind=cast.kinds[key], aliases=_other_names(aliases, name))
        for key, aliases in written.items()
        for name in (cast.canonical[key],)
    ]
    return actors, mentions


def _with_titles(
    layout: Layout, cast: Cast, resolver: Resolver, mentions: list[Mention]
) -> list[Mention]:
    """Return the mentions with those titles among them that one person of the text bears."""
    titled: list[Mention] = []
    for first, after_last in cast.titles:
        keys = resolver.resolve(first, after_last).actors
        if len(keys) == 1 and cast.kinds[keys[0]] is ActorKind.PERSON:
            span = layout.span(first + 1, after_last)
            titled.append(Mention(span, keys[0], ActorKind.PERSON, "role"))
    if not titled:
        return mentions
    free = [it for it in mentions if not any(it.span.touches(role.span) for role in titled)]
    return sorted(free + titled)


def _other_names(written: dict[str, None], name: str) -> tuple[str, ...]:
    """Return the names as written, each with single blanks and once, the canonical left out."""
    if written.keys() <= {name}:
        return ()
    others = dict.fromkeys(" ".join(words.split()) for words in written)
    others.pop(name, None)
    return tuple(others)


def _title_actors(title: str, cast: Cast) -> tuple[str, ...]:
    """Return whom a title names: known names, and what the text calls its own actors."""
    if not title.strip():
        return ()
    layout = lay_out(title)
    found = find_names(layout)
    names = {named.first: named for named in found.names}
    keys: dict[str, None] = {}
    at = 0
    while at < len(layout.words):
        named = names.get(at)
        if named is not None and named.key in cast.kinds:
            keys[named.key] = None
            at = named.after_last
            continue
        word = layout.lowers[at]
        called = cast.by_word.get(word, set()) if layout.words[at][0].isupper() else set()
        if len(called) == 1:
            keys.update(dict.fromkeys(called))
        elif named is not None and named.reason == "gazetteer":
            keys[named.key] = None
        at += 1
    return tuple(keys)
