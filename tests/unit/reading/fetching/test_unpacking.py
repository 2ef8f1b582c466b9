"""Packed bodies, through the guard and alone."""

from __future__ import annotations

import gzip
import random
import zlib

import brotli
import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st
from web_server import resolve_all_here, serve_pages

from bot.errors import FetchCode, FetchError
from bot.reading.fetching.fetched import accept_files
from bot.reading.fetching.guard import Guard
from bot.reading.fetching.unpacking import make_unpacker

TEXT = b"The harbour of Tornby was closed on Monday. " * 5_000
LIMIT = 1_000_000


def pack_raw(data: bytes) -> bytes:
    """Pack as deflate without the header, as some servers do."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKINGS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate, raw": pack_raw,
    "br": brotli.compress,
}


async def fetch_packed(body: bytes, encoding: str) -> bytes:
    """Return what the guard makes of a body with this Content-Encoding."""

    async def handler(_: web.Request) -> web.Response:
        headers = {"Content-Encoding": encoding, "Content-Type": "text/csv"}
        return web.Response(body=body, headers=headers)

    accept = accept_files(frozenset({"text/csv"}), largest=LIMIT)
    async with (
        serve_pages(a=handler) as server,
        Guard(trusted=server.trusted(), look_up=resolve_all_here) as guard,
    ):
        return (await guard.fetch(server.url("/a"), accept=accept)).body


@pytest.mark.parametrize("packing", PACKINGS)
async def test_packed_bodies_are_unpacked(packing: str) -> None:
    """In all the ways that are offered to servers."""
    assert await fetch_packed(PACKINGS[packing](TEXT), packing.partition(",")[0]) == TEXT


async def test_gzip_may_come_in_several_members() -> None:
    """One behind the other, with something behind the last."""
    packed = gzip.compress(TEXT) + gzip.compress(b"The end.") + b"\0\0\0"
    assert await fetch_packed(packed, "x-gzip") == TEXT + b"The end."


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("size", [LIMIT + 1, 30 * LIMIT])
async def test_unpacking_stops_at_the_limit(packing: str, size: int) -> None:
    """A bomb is never unpacked whole."""
    with pytest.raises(FetchError) as refused:
        await fetch_packed(PACKINGS[packing](b"\0" * size), packing.partition(",")[0])
    assert refused.value.code is FetchCode.TOO_LARGE
    assert str(refused.value) == "it is larger than 0.954 MB"


@pytest.mark.parametrize("packing", PACKINGS)
async def test_the_limit_itself_is_allowed(packing: str) -> None:
    """One byte less than too much."""
    body = await fetch_packed(PACKINGS[packing](b"\0" * LIMIT), packing.partition(",")[0])
    assert len(body) == LIMIT


@pytest.mark.parametrize("packing", PACKINGS)
async def test_a_body_that_breaks_off_is_refused(packing: str) -> None:
    """Half an article is none."""
    with pytest.raises(FetchError) as refused:
        await fetch_packed(PACKINGS[packing](TEXT)[:-20], packing.partition(",")[0])
    assert refused.value.code is FetchCode.CONNECTION
    assert refused.value.can_retry


@pytest.mark.parametrize("encoding", ["gzip", "br"])
async def test_a_damaged_body_is_refused(encoding: str) -> None:
    """It says that what came is damaged."""
    with pytest.raises(FetchError, match="damaged"):
        await fetch_packed(b"<html>not packed at all</html>" * 100, encoding)


@pytest.mark.parametrize("encoding", ["zstd", "gzip, br", "nonsense"])
async def test_packings_that_were_not_offered_are_refused(encoding: str) -> None:
    """By their name."""
    with pytest.raises(FetchError, match=encoding) as refused:
        await fetch_packed(TEXT, encoding)
    assert refused.value.code is FetchCode.BAD_TYPE


async def test_thousands_of_empty_members_are_refused() -> None:
    """They unpack to nothing and cost time."""
    with pytest.raises(FetchError, match="damaged"):
        await fetch_packed(gzip.compress(b"") * 2_000, "gzip")


async def test_a_body_without_packing_is_bounded_too() -> None:
    """Whether its length is announced or not."""
    for announced in (True, False):

        async def handler(_: web.Request, announced: bool = announced) -> web.StreamResponse:
            if announced:
                return web.Response(body=b"x" * (LIMIT + 1), content_type="text/csv")
            response = web.StreamResponse(headers={"Content-Type": "text/csv"})
            await response.prepare(_)
            while True:
                await response.write(b"x" * 100_000)

        accept = accept_files(frozenset({"text/csv"}), largest=LIMIT)
        async with (
            serve_pages(a=handler) as server,
            Guard(trusted=server.trusted(), look_up=resolve_all_here) as guard,
        ):
            with pytest.raises(FetchError) as refused:
                await guard.fetch(server.url("/a"), accept=accept)
        assert refused.value.code is FetchCode.TOO_LARGE


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(list(PACKINGS)), st.integers(0, 200_000), st.integers(1, 70_000), st.booleans()
)
def test_pieces_of_any_size_give_the_same_bytes(
    packing: str, size: int, piece: int, noisy: bool
) -> None:
    """However the network cuts the packed bytes, and however well they pack."""
    data = random.Random(size).randbytes(size) if noisy else bytes(size)  # noqa: S311 - no secret
    packed = PACKINGS[packing](data)
    unpacker = make_unpacker(packing.partition(",")[0])
    pieces = [packed[i : i + piece] for i in range(0, len(packed), piece)]
    unpacked = [part for cut in pieces for part in unpacker.unpack(cut)]
    assert b"".join(unpacked) == data
    assert unpacker.is_complete()
    assert all(len(part) <= 2 * 64 * 1024 for part in unpacked)


@given(st.sampled_from(["gzip", "deflate", "br"]), st.lists(st.binary(max_size=50), max_size=5))
def test_noise_is_refused_or_unpacked(encoding: str, pieces: list[bytes]) -> None:
    """No other error comes out of a body."""
    unpacker = make_unpacker(encoding)
    try:
        for piece in pieces:
            list(unpacker.unpack(piece))
    except FetchError:
        return
    assert unpacker.is_complete() in (True, False)
