"""What people have set right: facts stay as they were found, corrections are laid over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.records.documents import Span
from bot.records.facts import ActorKind


class CorrectionKind(StrEnum):
    """What is set right."""

    #: Who says the words of a quotation; an empty value is "nobody known".
    SPEAKER = "speaker"
    #: Who holds a position.
    ACTOR = "actor"
    #: A sentence that shows no position.
    NOT_A_POSITION = "not_a_position"
    #: A line that is not shown for one topic.
    NOT_RELEVANT = "not_relevant"
    #: Two names of one actor.
    SAME = "same"


class CorrectionState(StrEnum):
    """Whether a correction still changes what is shown."""

    HOLDS = "holds"
    #: A later correction of the same line holds in its place.
    OVERRULED = "overruled"
    #: The text in which its words stood was replaced or removed.
    LOST = "lost"
    UNDONE = "undone"


class LinePlace(NamedTuple):
    """Where a line stands: the store id of its document, its own words, and a position's cue."""

    document: int
    span: Span
    cue: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewCorrection:
    """A correction as somebody makes it.

    ``document`` and ``span`` find the line again after facts were found anew: spans count in the
    stored text, and a document whose text is replaced gets another id.
    """

    kind: CorrectionKind
    author: str
    #: The store id; 0 where the correction is of no line.
    document: int = 0
    external_id: str = ""
    title: str = ""
    #: The line's own words: a quotation's content, the evidence of a position or date, a sentence.
    span: Span | None = None
    #: The cue of the position; None corrects all positions in the sentence.
    cue: Span | None = None
    #: Number of the sentence in which the line starts.
    sentence: int = 0
    words: str = ""
    #: The whole sentence, or sentences, in which the words stand.
    sentence_text: str = ""
    #: What was shown before, and what is right: names, or "".
    was: str = ""
    value: str = ""
    #: Keys of the actors behind ``was`` and ``value``.
    was_key: str = ""
    value_key: str = ""
    #: The topic for which the line is not shown, as it was named.
    topic: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction(NewCorrection):
    """A correction as it is kept."""

    id: int
    made_at: datetime
    undone_at: datetime | None = None
    undone_by: str = ""


class KnownActor(NamedTuple):
    """An actor of the archive, by the key that a correction names."""

    id: int
    name: str
    kind: ActorKind
    mentions: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionInForce:
    """A correction that nobody has undone, with the actors that it names."""

    correction: Correction
    #: None where the archive knows no such actor.
    was: KnownActor | None = None
    value: KnownActor | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionEntry:
    """A correction in a list, with what has become of it."""

    correction: Correction
    state: CorrectionState


def same_target(one: NewCorrection, other: NewCorrection) -> bool:
    """Tell whether two corrections are of the same matter, so that only the later one holds."""
    if one.kind is CorrectionKind.SAME or other.kind is CorrectionKind.SAME:
        pair = {one.was_key, one.value_key}
        return one.kind is other.kind and pair == {other.was_key, other.value_key}
    if (one.document, one.span) != (other.document, other.span):
        return False
    if CorrectionKind.NOT_RELEVANT in (one.kind, other.kind):
        return one.kind is other.kind and one.topic.casefold() == other.topic.casefold()
    of_speech = CorrectionKind.SPEAKER
    if of_speech in (one.kind, other.kind):
        return one.kind is other.kind
    return one.cue is None or other.cue is None or one.cue == other.cue


def says_same(one: NewCorrection, other: NewCorrection) -> bool:
    """Tell whether two corrections of the same matter come to the same."""
    if one.kind is CorrectionKind.SAME:
        return True
    return (one.kind, one.value_key, one.value) == (other.kind, other.value_key, other.value)
