"""What a site lets programs read. Pure; called by ``guard``, which fetches the file."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from protego import Protego

#: The name by which a site can address us in its robots.txt.
ROBOT_NAME = "dateline"
_AGENT_LINE = re.compile(r"\s*user[ -]?agent\s*(?::\s*|\s)([^#]*)", re.IGNORECASE)
_LONGEST_LINE = 2_000
_LEAST_SIZE = 2_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows."""

    #: None where the site states nothing.
    protego: Protego | None = None
    #: Why nothing may be read for now: the rules cannot be had.
    trouble: str = ""

    def allows(self, url: str) -> bool:
        """Tell whether the page may be read."""
        return not self.trouble and (
            self.protego is None or self.protego.can_fetch(url, ROBOT_NAME)
        )

    def gap(self, least: float, most: float) -> float:
        """Return the seconds between two fetches that the site asks for, within bounds."""
        asked = self.protego.crawl_delay(ROBOT_NAME) if self.protego is not None else None
        return min(max(least, asked or 0.0), most)


class _Kept(NamedTuple):
    rules: Rules
    until: float
    size: int


def read_rules(body: bytes) -> Rules:
    """Return the rules in a robots.txt; what makes no sense in it is left out."""
    lines = body.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    return Rules(Protego.parse("\n".join(_merge_others(lines))))


def _merge_others(lines: list[str]) -> list[str]:
    """Let the rules for all other programs share one name.

    They do not concern us, and thousands of names times thousands of rules would take for ever.
    """
    merged = []
    for line in lines:
        match = _AGENT_LINE.match(line[:_LONGEST_LINE])
        if match:
            merged.append(f"User-agent: {_short_name(match[1])}")
        elif len(line) <= _LONGEST_LINE:
            merged.append(line)
    return merged


def _short_name(name: str) -> str:
    token = re.match(r"[\w*-]*", name.strip().lower())
    known = token[0] if token else ""
    return known if known in ("*", ROBOT_NAME) else "others"


class RulesCache:
    """The rules of the sites visited last.

    Args:
        clock: seconds, ever growing.
        largest: the most bytes of robots.txt that stand behind all kept rules together.
    """

    def __init__(self, clock: Callable[[], float], largest: int = 2_000_000) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._clock = clock
        self._largest = largest
        self._size = 0

    def find(self, origin: str) -> Rules | None:
        """Return the rules of a site, None where there are none or they are too old."""
        kept = self._kept.get(origin)
        if kept is None or kept.until <= self._clock():
            return None
        self._kept.move_to_end(origin)
        return kept.rules

    def keep(self, origin: str, rules: Rules, *, size: int, age: float) -> None:
        """Keep the rules of a site for ``age`` seconds; ``size`` is that of the file."""
        self._drop(origin)
        # Every site costs something, even with an empty file.
        size += _LEAST_SIZE
        self._kept[origin] = _Kept(rules, self._clock() + age, size)
        self._size += size
        while self._size > self._largest and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def _drop(self, origin: str) -> None:
        kept = self._kept.pop(origin, None)
        self._size -= kept.size if kept else 0
