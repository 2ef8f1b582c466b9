"""A question put to an archive, and the lines that were found for it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.briefing.briefs.digest import fingerprint
from bot.briefing.facts.candidates import Scope
from bot.briefing.facts.evidence import Evidence, gather_evidence
from bot.briefing.questions.news_windows import Look
from bot.briefing.questions.question import Question
from bot.ports import Archive
from bot.records import Stance
from bot.results import AnswerPart, BriefRequest, Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Lines for a question; ``note`` is what the reader should know about them."""

    lines: tuple[Line, ...] = ()
    confidence: float = 0.0
    note: str = ""
    #: The same lines in labelled groups, where there are several.
    parts: tuple[AnswerPart, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question with the archive it is put to and its reading there."""

    archive: Archive
    workspace: str
    question: Question
    request: BriefRequest
    scope: Scope
    #: Fingerprints of lines that are passed over because they were shown before.
    shown: frozenset[str] = frozenset()
    #: A limit that the request does not hold, in words for the reader.
    limit: str = ""
    #: When the asker was last told what is new on it; only what came since then counts.
    look: Look | None = None

    def gather(self, scope: Scope, stances: frozenset[Stance] = frozenset()) -> Evidence:
        """Return the facts near the topic of a scope, without the lines that were shown."""
        return gather_evidence(self.archive, scope, shown=self.shown, stances=stances)

    def is_fresh(self, line: Line) -> bool:
        """Tell whether a line was not shown before."""
        return not self.shown or fingerprint(line) not in self.shown
