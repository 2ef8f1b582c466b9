"""How the connection to Slack stands: for the health page, and once in the log for each change."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

#: Seconds without a connection after which the program counts as ill.
PATIENCE = 60.0


class LinkState:
    """What is known of a connection that is kept open; over HTTP there is none.

    Attributes:
        rebuilt: how often it was made anew by the watch.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._since = now()
        self._why: str | None = None
        self._is_used = False
        self.rebuilt = 0

    @property
    def is_lost(self) -> bool:
        """Tell whether there should be a connection and is none."""
        return self._why is not None

    @property
    def is_ill(self) -> bool:
        """Tell whether there has been none for too long."""
        return self.is_lost and self._now() - self._since > PATIENCE

    def found(self) -> None:
        """Note that it is there."""
        if self._why is not None:
            lost = self._now() - self._since
            log.info("connected to Slack again, after %.0f s (%s)", lost, self._why)
        if self._why is not None or not self._is_used:
            self._since = self._now()
        self._is_used, self._why = True, None

    def lost(self, why: str) -> None:
        """Note that it is not there, and why; a second reason says no more than the first."""
        self._is_used = True
        if self._why is None:
            self._why, self._since = why, self._now()
            log.warning("the connection to Slack is lost (%s) and is made anew", why)

    def described(self) -> dict[str, object]:
        """Return it for the health page; empty where there is no such connection."""
        if not self._is_used:
            return {}
        return {
            "connected": not self.is_lost,
            "for_seconds": round(self._now() - self._since),
            "rebuilt": self.rebuilt,
            **({"why": self._why} if self._why else {}),
        }
