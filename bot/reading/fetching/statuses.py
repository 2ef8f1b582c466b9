"""What the status of an answer means for the reader. Pure; called by ``guard``."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.errors import FetchCode, FetchError

_LONGEST_WAIT = 7 * 24 * 3600.0
_STATUSES = {
    401: (FetchCode.FORBIDDEN, "the site lets only its own users read it"),
    402: (FetchCode.FORBIDDEN, "the site wants to be paid for it"),
    403: (FetchCode.FORBIDDEN, "the site does not let programs read it"),
    404: (FetchCode.NOT_FOUND, "there is no such page"),
    406: (FetchCode.BAD_TYPE, "the site has no page there that can be read"),
    407: (FetchCode.CONNECTION, "the proxy in DATELINE_PROXY does not let us through"),
    408: (FetchCode.TIMEOUT, "the site was too slow"),
    410: (FetchCode.GONE, "the page has been removed for good"),
    415: (FetchCode.BAD_TYPE, "the site has no page there that can be read"),
    425: (FetchCode.SERVER_ERROR, "the site is not ready"),
    429: (FetchCode.RATE_LIMITED, "the site wants to be asked less often"),
    451: (FetchCode.FORBIDDEN, "the page is withheld for legal reasons"),
}


def check_status(status: int, retry_after: float | None) -> None:
    """Refuse an answer that is not the page.

    Raises:
        FetchError: for any status but 200 and 203.
    """
    if status in (200, 203):
        return
    code, why = _STATUSES.get(status, (FetchCode.FORBIDDEN, "the site refuses the link"))
    if status >= 500:
        code, why = FetchCode.SERVER_ERROR, "the site has an error of its own"
    if status < 400:
        code, why = FetchCode.SERVER_ERROR, "the site answers without a page"
    can_retry = status in (408, 425, 429) or (status >= 500 and status not in (501, 505))
    raise FetchError(
        f"{why} (status {status})", code=code, can_retry=can_retry, retry_after=retry_after
    )


def read_retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks to wait, None where it makes no sense."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max((when - now).total_seconds(), 0.0), _LONGEST_WAIT)


def read_max_age(value: str) -> float:
    """Return the seconds for which a Cache-Control header calls the answer fresh, 0 for none."""
    for directive in value.lower().split(","):
        name, _, seconds = directive.strip().partition("=")
        digits = seconds.strip(' "')
        if name.strip() == "max-age" and digits.isascii() and digits.isdigit():
            return float(digits[:9])
    return 0.0
