"""Boards of positions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records import Stance
from bot.results.briefs import BriefRequest, Coverage
from bot.results.lines import PositionLine
from bot.results.offers import NameDoubt


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardRow:
    """An actor's place on a board: its sentence, and what belongs beside it."""

    line: PositionLine
    #: Under which stance it stands: that of ``line``, or unclear where the target turns the topic
    #: round ("supports a ban on it").
    side: Stance
    #: An earlier sentence of the same actor on the same target, in which the wording differs.
    before: PositionLine | None = None
    #: The accused actor's denial, where ``line`` accuses.
    denial: PositionLine | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """Who stands where on a topic: one sentence per actor and stance."""

    request: BriefRequest
    #: The topic as the archive calls it.
    topic: str
    #: One sentence: how the words were read.
    read_as: str
    #: The documents behind the rows; without rows, those that mention the topic all the same.
    coverage: Coverage
    #: In the order of ``Stance`` by side; within one, the most widely heard actor first.
    rows: tuple[BoardRow, ...] = ()
    #: Topics to try instead, where there is nothing.
    suggestions: tuple[str, ...] = ()
    #: Why there is nothing, in one sentence; empty where there is something.
    empty_because: str = ""
    #: A name that can mean several actors.
    doubt: NameDoubt | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody stands on the board."""
        return not self.rows
