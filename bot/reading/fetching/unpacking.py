"""Packed bodies, unpacked in pieces of bounded size. Pure; called by ``transport``."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

from bot.errors import FetchCode, FetchError

#: What can be unpacked, for the Accept-Encoding header.
PACKINGS = "gzip, deflate, br"
# Unpacked at a time: a bomb is noticed after this much, and a limit is overstepped by no more.
_PIECE = 64 * 1024
_GZIP = zlib.MAX_WBITS | 16
_MOST_MEMBERS = 1_000
_DAMAGED = "what the site sent is damaged (it cannot be unpacked)"


class Unpacker(Protocol):
    """Turns packed pieces into unpacked ones."""

    def unpack(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` unpacks to, in pieces of bounded size.

        Raises:
            FetchError: the data is damaged.
        """

    def is_complete(self) -> bool:
        """Tell whether the packed stream has ended properly."""


def make_unpacker(encoding: str) -> Unpacker:
    """Return an unpacker for a Content-Encoding header.

    Raises:
        FetchError: ``bad_type`` for a packing that is not known.
    """
    name = encoding.strip().lower().removeprefix("x-")
    if name in ("", "identity"):
        return _Plain()
    if name == "gzip":
        return _Zlib(_GZIP)
    if name == "deflate":
        return _Deflate()
    if name == "br":
        return _Brotli()
    raise FetchError(
        f"the site packs its pages in a way that cannot be unpacked (“{name[:20]}”)",
        code=FetchCode.BAD_TYPE,
    )


class _Plain:
    def unpack(self, data: bytes) -> Iterator[bytes]:
        yield data

    def is_complete(self) -> bool:
        return True


class _Zlib:
    """A stream of zlib, or several of gzip one behind the other."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._stream = zlib.decompressobj(bits)
        self._began = False
        self._members = 1

    def unpack(self, data: bytes) -> Iterator[bytes]:
        piece = b""
        # A piece of full size may have more behind it, though all that was given is used up.
        while data or len(piece) == _PIECE:
            if self._stream.eof and not self._begin_member(data):
                return
            try:
                piece = self._stream.decompress(data, _PIECE)
            except zlib.error as error:
                raise _damaged() from error
            self._began = True
            data = self._stream.unused_data or self._stream.unconsumed_tail
            if piece:
                yield piece

    def _begin_member(self, data: bytes) -> bool:
        """Go on with a further member of gzip; anything else behind the end is left alone."""
        if self._bits != _GZIP or not data.startswith(b"\x1f\x8b"):
            return False
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise _damaged()
        self._stream = zlib.decompressobj(self._bits)
        return True

    def is_complete(self) -> bool:
        return self._stream.eof or not self._began


class _Deflate:
    """Deflate with the header that the standard asks for, or without, as some servers send it."""

    def __init__(self) -> None:
        self._opening = b""
        self._stream: _Zlib | None = None

    def unpack(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._opening += data
            if len(self._opening) < 2:
                return
            data = self._opening
            self._stream = _Zlib(zlib.MAX_WBITS if _has_header(data) else -zlib.MAX_WBITS)
        yield from self._stream.unpack(data)

    def is_complete(self) -> bool:
        return self._stream.is_complete() if self._stream is not None else not self._opening


def _has_header(data: bytes) -> bool:
    return data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._began = False

    def unpack(self, data: bytes) -> Iterator[bytes]:
        self._began = self._began or bool(data)
        while not self._stream.is_finished():
            try:
                piece = self._stream.process(data, output_buffer_limit=_PIECE)
            except brotli.error as error:
                raise _damaged() from error
            data = b""
            if piece:
                yield piece
            elif self._stream.can_accept_more_data():
                return

    def is_complete(self) -> bool:
        return self._stream.is_finished() or not self._began


def _damaged() -> FetchError:
    return FetchError(_DAMAGED, code=FetchCode.CONNECTION, can_retry=True)
