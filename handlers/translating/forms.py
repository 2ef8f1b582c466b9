"""What somebody filled into a form; all pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.briefing.requests.following import StandingOrder, clean_words
from bot.errors import InputError
from bot.records import FollowKind, Rhythm
from handlers.views.ordering import HOUR, KIND, QUIET, RHYTHM, WORDS


def filled_in(view: Mapping[str, Any]) -> StandingOrder:
    """Return what somebody filled in; hours without news always stay quiet.

    Raises:
        InputError: there are no words to follow.
    """
    state = view["state"]["values"]
    kind = FollowKind(_chosen(state, KIND))
    rhythm = Rhythm(_chosen(state, RHYTHM))
    says_quiet = rhythm is not Rhythm.HOURLY and _chosen(state, QUIET) == "say"
    hour = state[HOUR][HOUR]["selected_time"]
    return StandingOrder(
        kind=kind,
        words=clean_words(kind, str(state[WORDS][WORDS].get("value") or "")),
        at=time.fromisoformat(hour) if hour else None,
        rhythm=rhythm,
        says_quiet=says_quiet,
    )


def complaints(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with what was filled in, by block; empty where nothing is."""
    try:
        filled_in(view)
    except InputError as error:
        return {WORDS: str(error)}
    return {}


def _chosen(state: Mapping[str, Any], name: str) -> str:
    return str(state[name][name]["selected_option"]["value"])
