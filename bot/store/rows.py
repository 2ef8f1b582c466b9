"""From an extraction to rows: pure, so that the rows to remove are found as those to add were."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

from bot.errors import InputError
from bot.language.names import name_key, surname_of, surname_with_particles
from bot.ports import SENTENCES_PER_DOCUMENT
from bot.records import Actor, ActorKind, Extraction, Position, Quotation, Span, TimelineEntry

_normal = lru_cache(maxsize=50_000)(name_key)

#: Reasons by which a span stands for an actor without being a name of it.
_NOT_NAMES = frozenset({"pronoun", "role", "group"})


#: What a sentence has to do with an actor (``mention.role``): it mentions it, holds its words, or
#: shows a position of it.
MENTIONED: Final = 0
SPEAKS: Final = 1
HOLDS: Final = 2


@dataclass(slots=True)
class NameCounts:
    """How documents call their actors, summed over a batch."""

    #: By alias (normalised name, actor key): uses, documents, and the form first written.
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)
    documents: Counter[tuple[str, str]] = field(default_factory=Counter)
    written: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, extraction: Extraction, text: str) -> None:
        """Count the names of one document."""
        seen: dict[tuple[str, str], str] = {}
        for actor in extraction.actors:
            seen.setdefault((actor.key, actor.key), actor.name)
            if actor.kind is ActorKind.PERSON and " " in actor.key:
                # So that a bare surname finds a person whom no text calls by it: it has no uses.
                for surname in {surname_of(actor.name), surname_with_particles(actor.name)}:
                    seen.setdefault((surname, actor.key), surname.title())
            for name in actor.aliases:
                seen.setdefault((_normal(name), actor.key), name)
        for mention in extraction.mentions:
            if mention.reason not in _NOT_NAMES:
                written = text[mention.span.start : mention.span.end]
                alias = _normal(written), mention.actor
                seen.setdefault(alias, written)
                self.uses[alias] += 1
        for alias, written in seen.items():
            self.documents[alias] += 1
            self.written.setdefault(alias, written)


def recency_of(published: date | None, added: date) -> int:
    """Return a number that ascends with the day of publication.

    A document without a date stands at the day it was added, so that it is not buried under an
    archive of years; its number is even, so that a limit on dates can leave it out.
    """
    return 2 * added.toordinal() if published is None else 2 * published.toordinal() + 1


def recency_range(since: date | None, until: date | None) -> tuple[int, int]:
    """Return the lowest and highest ``recency_of`` that the limits allow."""
    low = 0 if since is None else 2 * since.toordinal()
    high = 2 * date.max.toordinal() + 1 if until is None else 2 * until.toordinal() + 1
    return low, high


def scope_of(workspace: int, published: date | None) -> str:
    """Return the words of the full text index for a document's workspace and date."""
    if published is None:
        return f"w{workspace}"
    year = f"{published.year:04}"
    return f"w{workspace} y{year} m{year}{published.month:02}"


def sentence_rows(sentences: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return one span a row: a sentence each, or several where a document has too many.

    Sentence ids leave room for 4,095 a document; in a longer one (some 80,000 words) the same
    number of neighbours share each row, so that all of it is stored and found.
    """
    most = SENTENCES_PER_DOCUMENT - 1
    if not sentences:
        return (Span(0, len(text)),) if text.strip() else ()
    if len(sentences) <= most:
        return tuple(sentences)
    share = -(-len(sentences) // most)
    groups = (sentences[i : i + share] for i in range(0, len(sentences), share))
    return tuple(Span(group[0].start, group[-1].end) for group in groups)


def complete(extraction: Extraction) -> Extraction:
    """Return the extraction with an actor for every key that it uses.

    A canonical name that is not spelt like its key becomes an alias: the archive keeps one name
    an actor, and another document may have named it first.
    """
    known = {actor.key for actor in extraction.actors}
    missing: dict[str, ActorKind] = {}
    for mention in extraction.mentions:
        if mention.actor not in known:
            missing.setdefault(mention.actor, mention.kind)
    for key in _keys_of_facts(extraction):
        if key not in known:
            missing.setdefault(key, ActorKind.GROUP)
    actors = tuple(map(_with_own_name, extraction.actors)) + tuple(
        Actor(key=key, name=key, kind=kind) for key, kind in missing.items()
    )
    return extraction if actors == extraction.actors else replace(extraction, actors=actors)


def _with_own_name(actor: Actor) -> Actor:
    if _normal(actor.name) == actor.key or actor.name in actor.aliases:
        return actor
    return replace(actor, aliases=(actor.name, *actor.aliases))


def _keys_of_facts(extraction: Extraction) -> Iterable[str]:
    yield from extraction.title_actors
    for quotation in extraction.quotations:
        yield from quotation.speakers
    for position in extraction.positions:
        yield from position.actors


class DocumentRows:
    """The rows that one document has in the big tables.

    Args:
        document_id: the document's id.
        workspace: the number of its workspace.
        text, title: its words.
        scope: ``scope_of`` it.
        recency: ``recency_of`` it.
        extraction: what was found in it, with ``complete`` actors.
        actors: ids of its actors by key.
    """

    def __init__(
        self,
        *,
        document_id: int,
        workspace: int,
        text: str,
        title: str,
        scope: str,
        recency: int,
        extraction: Extraction,
        actors: Mapping[str, int],
    ) -> None:
        self._workspace = workspace
        self._text = text
        self._title = title
        self._scope = scope
        self._recency = recency
        self._extraction = extraction
        self._actors = actors
        self._base = document_id * SENTENCES_PER_DOCUMENT
        self.spans = sentence_rows(extraction.sentences, text)
        self._starts = [span.start for span in self.spans]

    def sentences(self) -> list[tuple[int, int, int, int]]:
        """Return rows of ``sentence``."""
        first = self._base + 1
        workspace = self._workspace
        return [(first + i, workspace, *span) for i, span in enumerate(self.spans)]

    def full_text(self) -> list[tuple[int, str, str]]:
        """Return rows of the full text index: the title, if there is one, and the sentences."""
        text, scope, first = self._text, self._scope, self._base + 1
        rows = [(first + i, scope, text[start:end]) for i, (start, end) in enumerate(self.spans)]
        return [(self._base, scope, self._title), *rows] if self._title else rows

    def mentions(self) -> list[tuple[int, int, int, int, int]]:
        """Return rows of ``mention``, each once, in no order."""
        ids, at = self._actors, self._sentence_at
        found = {(ids[key], MENTIONED, self._base) for key in self._extraction.title_actors}
        found.update(
            (ids[mention.actor], MENTIONED, at(mention.span.start))
            for mention in self._extraction.mentions
        )
        for quotation in self._extraction.quotations:
            sentence = at(quotation.content.start)
            found.update((ids[key], SPEAKS, sentence) for key in quotation.speakers)
        for position in self._extraction.positions:
            sentence = at(position.evidence.start)
            found.update((ids[key], HOLDS, sentence) for key in position.actors)
        workspace, recency = self._workspace, self._recency
        return [(workspace, actor, role, recency, sentence) for actor, role, sentence in found]

    def quotations(self) -> list[tuple[object, ...]]:
        """Return rows of ``quotation``."""
        return [self._quotation(i, q) for i, q in enumerate(self._extraction.quotations)]

    def positions(self) -> list[tuple[object, ...]]:
        """Return rows of ``position``."""
        return [self._position(i, p) for i, p in enumerate(self._extraction.positions)]

    def entries(self) -> list[tuple[object, ...]]:
        """Return rows of ``timeline_entry``."""
        return [self._entry(i, e) for i, e in enumerate(self._extraction.timeline)]

    def _quotation(self, number: int, quotation: Quotation) -> tuple[object, ...]:
        start, end = quotation.content
        return (
            self._sentence_at(start),
            number,
            self._workspace,
            self._sentence_at(max(start, end - 1)) - self._base,
            start,
            end,
            quotation.kind.value,
            *(quotation.speaker or (None, None)),
            *(quotation.cue or (None, None)),
            self._ids(quotation.speakers),
            quotation.reason,
        )

    def _position(self, number: int, position: Position) -> tuple[object, ...]:
        return (
            self._sentence_at(position.evidence.start),
            number,
            self._workspace,
            *position.actor,
            self._ids(position.actors),
            position.stance.value,
            *position.cue,
            *(position.target or (None, None)),
            *position.evidence,
            *(position.according_to or (None, None)),
        )

    def _entry(self, number: int, entry: TimelineEntry) -> tuple[object, ...]:
        return (
            self._sentence_at(entry.evidence.start),
            number,
            self._workspace,
            entry.date,
            entry.precision.value,
            *entry.phrase,
            *entry.evidence,
        )

    def _ids(self, keys: Iterable[str]) -> str:
        return " ".join(str(self._actors[key]) for key in keys)

    def _sentence_at(self, offset: int) -> int:
        """Return the id of the sentence at or before ``offset``, else of the first."""
        return self._base + max(1, bisect_right(self._starts, offset))


def grams_of(workspace: int, normal: str, length: int | None = None) -> list[str]:
    """Return a word for each group of three letters in a workspace's name, in order.

    The edges count as letters. A word is plain ASCII whatever the script: the workspace's number,
    the name's length (or ``length``, to look for longer and shorter ones), the letters' bytes.
    """
    padded = f"^^{normal}$$"
    groups = sorted({padded[i : i + 3] for i in range(len(padded) - 2)})
    head = f"{workspace}x{len(normal) if length is None else length}x"
    return [head + group.encode().hex() for group in groups]


def require_storable(what: str, *texts: str | None) -> None:
    """Check that a database can hold the texts as they are.

    Raises:
        InputError: one holds a NUL character or half of a surrogate pair.
    """
    for value in texts:
        if value and not is_storable(value):
            raise InputError(
                f"{what} holds a NUL character or half a character, which no database keeps;"
                " replace it."
            )


def is_storable(text: str) -> bool:
    """Tell whether a database can hold the text as it is."""
    if text.isascii():
        return "\x00" not in text
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text
