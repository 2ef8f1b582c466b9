"""The three settings of extraction behind one interface: exact, fast and rules.

Weights are read on first use, once a process, so that a program that extracts nothing stays quick.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, get_args

from bot.config import Extractor
from bot.errors import InputError

if TYPE_CHECKING:
    from bot.extraction.tagging.reading import Tagger

EXTRACTORS: tuple[Extractor, ...] = get_args(Extractor)
#: Goes up with every change by which the same text yields other facts.
EXTRACTION_VERSION = 4


def label_of(extractor: Extractor) -> str:
    """Return what an archive notes as having found a document's facts: ``exact 1``."""
    return f"{extractor} {EXTRACTION_VERSION}"


def keep_numpy_to_one_core() -> None:
    """Keep numpy from using threads of its own; to be called before it is imported.

    Importers spread documents over processes, and threads would fight over the cores.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def find_tagger(extractor: Extractor) -> Tagger | None:
    """Return the trained tagger of a setting, None for the rules.

    Raises:
        InputError: there is no such setting.
    """
    keep_numpy_to_one_core()
    if extractor == "exact":
        from bot.extraction.tagging.exact import load_exact_tagger

        return load_exact_tagger()
    if extractor == "fast":
        from bot.extraction.tagging.fast import load_fast_tagger

        return load_fast_tagger()
    if extractor != "rules":
        raise InputError(
            f"There is no extractor “{extractor}”; there are: {', '.join(EXTRACTORS)}."
        )
    return None
