"""The way in for links and files at the prompt: the real one, and the stand-in's own files."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import ClientSession

from bot.errors import FetchCode, FetchError
from bot.records import SourceRef
from bot.wire.desk import Taken
from handlers.desk import Wire


class OwnFiles:
    """A wire that fetches the stand-in's files itself.

    They lie on this machine, where nothing that comes from people may lead; everything else goes
    through the wire behind it.

    Args:
        wire: the wire behind it.
        address: where the stand-in listens, with a slash at the end.
    """

    def __init__(self, wire: Wire, address: str) -> None:
        self._wire = wire
        self._address = address

    async def take_link(self, url: str, *, added_by: str, audience: str) -> Taken:
        """Take a link as the wire behind does."""
        return await self._wire.take_link(url, added_by=added_by, audience=audience)

    async def take_file(
        self, data: bytes, name: str, *, added_by: str, audience: str, source: SourceRef
    ) -> list[Taken]:
        """Take a file as the wire behind does."""
        return await self._wire.take_file(
            data, name, added_by=added_by, audience=audience, source=source
        )

    async def download(self, url: str, *, headers: Mapping[str, str], most_bytes: int) -> bytes:
        """Fetch one of the stand-in's files, or anything else as the wire behind does.

        Raises:
            FetchError: it is too large, or cannot be fetched.
        """
        if not url.startswith(self._address):
            return await self._wire.download(url, headers=headers, most_bytes=most_bytes)
        async with ClientSession() as session, session.get(url, headers=headers) as response:
            data = await response.content.read(most_bytes + 1)
            while len(data) <= most_bytes and (more := await response.content.readany()):
                data += more
        if len(data) > most_bytes:
            raise FetchError("It is too large.", code=FetchCode.TOO_LARGE)
        return data
