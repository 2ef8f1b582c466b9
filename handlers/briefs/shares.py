"""Briefs behind buttons: a button carries a short id, the archive what was asked and shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date

from bot.errors import InputError
from bot.newsroom import Newsroom
from bot.results import BriefRequest
from handlers.desk import Desk

_KIND = "brief"
_DATES = ("since", "until")
_FORGOTTEN = "This brief is no longer at hand; type /brief and its topic again."


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """What stands behind the buttons of a brief.

    Attributes:
        shown: keys of the lines that were shown up to these buttons.
    """

    request: BriefRequest
    shown: frozenset[str] = frozenset()


async def remember_share(desk: Desk, share: str, kept: Share) -> None:
    """Keep what stands behind the buttons with this id."""
    await desk.newsroom.call(keep_share, desk.newsroom, share, kept)


def keep_share(newsroom: Newsroom, share: str, kept: Share) -> None:
    """Do what ``remember_share`` does, from a thread that is at work on the brief."""
    payload = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(kept.request).items()
    }
    payload["shown"] = sorted(kept.shown)
    newsroom.remember(_KIND, share, payload)


async def recall_share(desk: Desk, share: str) -> Share:
    """Return what stands behind a button.

    Raises:
        InputError: it is not known any more.
    """
    payload = await desk.newsroom.call(desk.newsroom.recall, _KIND, share) if share else None
    if payload is None:
        raise InputError(_FORGOTTEN)
    known = {each.name for each in fields(BriefRequest)}
    values = {key: value for key, value in payload.items() if key in known}
    for name in _DATES:
        if values.get(name):
            values[name] = date.fromisoformat(str(values[name]))
    shown = payload.get("shown")
    return Share(
        request=BriefRequest(**values),  # type: ignore[arg-type]
        shown=frozenset(map(str, shown)) if isinstance(shown, list) else frozenset(),
    )
