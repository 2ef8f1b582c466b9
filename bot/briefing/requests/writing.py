"""Requests written out again as a person would type them; pure."""

from __future__ import annotations

from bot.results import BriefRequest


def write_request(request: BriefRequest) -> str:
    """Return a request as a person would type it."""
    parts = [request.topic]
    if request.by:
        parts.append(write_filter("by", request.by))
    if request.about:
        parts.append(write_filter("about", request.about))
    if request.since:
        parts.append(f"since:{request.since}")
    if request.until:
        parts.append(f"until:{request.until}")
    if request.outlet:
        parts.append(write_filter("outlet", request.outlet))
    if request.language:
        parts.append(f"lang:{request.language}")
    return " ".join(filter(None, parts))


def write_filter(key: str, value: str) -> str:
    """Return a filter as a person types it: ``by:biden``, ``by:"joe biden"``."""
    return f'{key}:"{value}"' if " " in value else f"{key}:{value}"
