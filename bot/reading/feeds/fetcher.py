"""The way out to the network, as feeds need it; ``bot.reading.fetching.guard`` is it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.errors import DatelineError


class FetchError(DatelineError):
    """Nothing came that can be used."""

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        status: int = 0,
        can_retry: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.can_retry = can_retry
        self.retry_after = retry_after


class Fetched(Protocol):
    """An answer."""

    url: str
    charset: str
    body: bytes
    etag: str
    last_modified: str
    fetched_at: datetime
    sha256: str
    not_modified: bool
    #: Where the address moved for good; "" where it did not.
    moved_to: str
    #: Seconds for which the server calls the answer fresh.
    max_age: float


class Fetcher(Protocol):
    """The way out to the network."""

    async def fetch(
        self,
        url: str,
        *,
        accept: Sequence[str],
        etag: str = "",
        last_modified: str = "",
        as_crawler: bool = False,
    ) -> Fetched:
        """Fetch an address; see ``bot.reading.fetching.guard.Guard.fetch``.

        Raises:
            FetchError: nothing came that can be used.
        """
        ...
