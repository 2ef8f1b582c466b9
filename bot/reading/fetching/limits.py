"""How long, how often and how much the guard fetches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bounds on fetching; times in seconds."""

    #: For one fetch with all its redirects, waiting for its turn left out.
    total: float = 40.0
    #: For looking up a name and opening a connection.
    connect: float = 10.0
    #: Between two pieces of an answer.
    read: float = 15.0
    redirects: int = 5
    #: Fetches at a time, all hosts together; a host is asked one thing at a time.
    at_once: int = 8
    #: Between two fetches from a host when crawling, and the longest that a site may ask for.
    gap: float = 1.0
    longest_gap: float = 30.0
    #: How long a site's robots.txt counts, and how long its absence through an error does.
    robots_age: float = 24 * 3600.0
    robots_error_age: float = 600.0
