"""Frozen records of what leaves the house: citations, lines, briefs, answers, digests.

Built by ``bot.briefing``; read by the command line and by ``handlers.views``. Every line carries
the source's own words and a citation that passed the gate.
"""

from bot.results.answers import Answer, AnswerPart
from bot.results.boards import Board, BoardRow
from bot.results.briefs import ActorChoice, Brief, BriefRequest, Coverage, Digest, Found
from bot.results.checks import Check, FoundWords, QuoteCheck, Verdict
from bot.results.documents import (
    Inspection,
    PageChange,
    PageState,
    Preview,
    SearchHit,
    Surroundings,
)
from bot.results.lines import (
    Citation,
    CorrectionNote,
    FactLine,
    Line,
    PassageLine,
    PositionLine,
    QuotationLine,
    TimelineLine,
    Variant,
)
from bot.results.offers import NameChoice, NameDoubt, Retry

__all__ = [
    "ActorChoice",
    "Answer",
    "AnswerPart",
    "Board",
    "BoardRow",
    "Brief",
    "BriefRequest",
    "Check",
    "Citation",
    "CorrectionNote",
    "Coverage",
    "Digest",
    "FactLine",
    "Found",
    "FoundWords",
    "Inspection",
    "Line",
    "NameChoice",
    "NameDoubt",
    "PageChange",
    "PageState",
    "PassageLine",
    "PositionLine",
    "Preview",
    "QuotationLine",
    "QuoteCheck",
    "Retry",
    "SearchHit",
    "Surroundings",
    "TimelineLine",
    "Variant",
    "Verdict",
]
