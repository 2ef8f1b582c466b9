"""One extraction tried: whatever goes wrong stays with its document.

Called by ``pipeline`` and ``batch``, in this process and in worker processes.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import NamedTuple

from bot.language.layout import lay_out
from bot.reading.workers import WorkerDiedError
from bot.records import Extraction, Failure, RawDocument

_log = logging.getLogger(__name__)

Extract = Callable[[RawDocument], Extraction]


class Trouble(NamedTuple):
    """An extraction that raised: the class of the error and the traceback."""

    kind: str
    trace: str


Outcome = Extraction | Trouble | WorkerDiedError


def try_extract(extract: Extract, raw: RawDocument) -> Extraction | Trouble:
    """Return what ``extract`` finds, or what it raised."""
    try:
        return extract(raw)
    except Exception as error:
        return Trouble(type(error).__name__, traceback.format_exc())


def only_sentences(text: str) -> Extraction:
    """Return an extraction without facts: what a text needs to be stored and searched."""
    layout = lay_out(text)
    return Extraction(sentences=tuple(map(layout.sentence_span, range(len(layout.sentences)))))


def report_trouble(origin: str, trouble: Trouble | WorkerDiedError) -> Failure:
    """Log a failed extraction, once and with its traceback, and put it into words."""
    if isinstance(trouble, WorkerDiedError):
        _log.error("extraction_died origin=%s", origin)
        return Failure(origin, str(trouble))
    _log.error("extraction_failed origin=%s\n%s", origin, trouble.trace)
    return Failure(origin, f"extraction failed on it ({trouble.kind}); the log has the details")
