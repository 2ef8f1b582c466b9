"""Briefs behind ``Share here`` buttons: the button carries a short id, the archive the request."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date

from bot.results import BriefRequest
from handlers.desk import Desk

_KIND = "brief"
_DATES = ("since", "until")


async def remember_request(desk: Desk, request: BriefRequest) -> str:
    """Keep a request and return the id for its button."""
    share = desk.new_id()
    payload = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(request).items()
    }
    await desk.newsroom.call(desk.newsroom.remember, _KIND, share, payload)
    return share


async def recall_request(desk: Desk, share: str) -> BriefRequest | None:
    """Return the request behind a button, or None where it is not known any more."""
    payload = await desk.newsroom.call(desk.newsroom.recall, _KIND, share)
    if payload is None:
        return None
    known = {each.name for each in fields(BriefRequest)}
    values = {key: value for key, value in payload.items() if key in known}
    for name in _DATES:
        if values.get(name):
            values[name] = date.fromisoformat(str(values[name]))
    return BriefRequest(**values)  # type: ignore[arg-type]
