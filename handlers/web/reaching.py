"""Whether people can reach this server's pages at the address that the settings name."""

from __future__ import annotations

import aiohttp

from handlers.web.app import HEALTH_PATH

_PATIENCE = aiohttp.ClientTimeout(total=5)


async def reach_pages(public_url: str) -> str:
    """Return what keeps people from the pages, as a sentence; "" where nothing does."""
    address = f"{public_url}{HEALTH_PATH}"
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(address, allow_redirects=False) as response,
        ):
            return "" if response.status == 200 else _told(address, f"answers {response.status}")
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        return _told(address, f"does not answer ({type(error).__name__})")


def _told(address: str, what: str) -> str:
    return (
        f"{address} {what}; start `dateline serve` and let the address lead to"
        " DATELINE_HTTP_HOST and DATELINE_HTTP_PORT"
    )
