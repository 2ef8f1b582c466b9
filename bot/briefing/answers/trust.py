"""How surely a line answers what was asked, from 0 to 1; pure."""

from __future__ import annotations

from bot.briefing.facts.evidence import Evidence
from bot.briefing.facts.matches import Fit, fit_position, fit_quotation
from bot.briefing.texts.quality import rate_quotation
from bot.ports import StoredPosition, StoredQuotation
from bot.records import QuotationKind

#: Below this confidence an answer says that the archive does not hold it.
FLOOR = 0.35
#: What sentences are trusted at most where a quotation or position was asked for.
MOST_TRUST_IN_LOOSE = 0.5
#: ... and what is left of that where they hold no verb of the stance that was asked for.
UNTOLD = 0.6
_TRUST_IN_FIT = {Fit.OWN: 0.88, Fit.OBJECT: 0.74, Fit.SENTENCE: 0.64, Fit.NEAR: 0.42}
_TRUST_IN_REASON = {"pronoun": 0.94, "role": 0.92, "group": 0.92}
_TRUST_IN_UNRESOLVED = 0.85
TRUST_IN_REPRESENTATIVE = 0.9
#: A sentence that reports the speaker on the topic, but in words that cannot be shown apart.
TRUST_IN_REPORT = 0.72
#: Who said what without marks, or partly, is worked out and not read off them.
_TRUST_IN_KIND = {QuotationKind.MIXED: 0.98, QuotationKind.INDIRECT: 0.93}
_TRUST_IN_FRAGMENT = 0.92
#: Quotations rated lower than this are fragments.
FRAGMENT = 0.2


def trust_quotation(evidence: Evidence, quotation: StoredQuotation) -> float:
    """Return how surely a quotation is one of the speaker asked for, on the topic."""
    trust = _TRUST_IN_FIT[fit_quotation(evidence, quotation)]
    content = evidence.text_of(quotation.document_id, quotation.content)
    if rate_quotation(content, quotation.kind) < FRAGMENT:
        trust *= _TRUST_IN_FRAGMENT
    trust *= _TRUST_IN_KIND.get(quotation.kind, 1.0)
    if not quotation.speaker_ids:
        trust *= _TRUST_IN_UNRESOLVED
    return trust * _TRUST_IN_REASON.get(quotation.reason, 1.0)


def trust_position(evidence: Evidence, position: StoredPosition) -> float:
    """Return how surely a position is one of the actor asked for, on the topic."""
    trust = _TRUST_IN_FIT[fit_position(evidence, position)]
    if not position.actor_ids:
        trust *= _TRUST_IN_UNRESOLVED
    return trust * (TRUST_IN_REPRESENTATIVE if position.according_to else 1.0)
