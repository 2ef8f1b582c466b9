"""The process that parses files which may be hostile: a loop over files, within limits.

Started by ``parsing`` and by nobody else. It answers on a pipe of its own, so that no library that
prints can spoil an answer; its environment holds no tokens, and it may write no file.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import BinaryIO

from bot.errors import InputError
from bot.reading.formats.file_text import FileText
from bot.reading.formats.kinds import Kind
from bot.reading.formats.parse import parse_format

#: A frame is its length and its bytes; a request is two frames, kind and file; an answer is one.
LENGTH = struct.Struct(">Q")


def serve(memory: int, seconds: int) -> None:
    """Parse the files that come on standard input, until it ends.

    Args:
        memory: bytes of address space that the process may have.
        seconds: processor time that one file may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _take_pipes()
    allow_time = _limit(memory, seconds)
    while (kind := _read_frame(requests)) is not None:
        data = _read_frame(requests)
        if data is None:
            return
        allow_time()
        answer = json.dumps(_answer(kind.decode("ascii"), data), default=str).encode("ascii")
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes to the parent, and leave none of them where a library could find it."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, answers


def _limit(memory: int, seconds: int) -> Callable[[], None]:
    """Limit what the process may use; return what allows processor time for one more file.

    Windows has no such limits, and macOS does not hold that of memory; there the parent's limit of
    time has to do.
    """
    try:
        import resource
    except ImportError:
        return lambda: None
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for name, limit in limits:
        with suppress(OSError, ValueError):
            resource.setrlimit(name, (limit, limit))

    def allow_time() -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + 1
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))

    return allow_time


def _read_frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def _answer(kind: str, data: bytes) -> dict[str, object]:
    """Return ``{"texts": [...]}``, or ``{"why": sentence}``, or ``{"memory": true}``."""
    try:
        return {"texts": list(map(_as_record, parse_format(Kind(kind), data)))}
    except InputError as error:
        return {"why": str(error)}
    except MemoryError:
        return {"memory": True}
    except Exception as error:
        # This is the boundary of a library that met a file its authors did not think of.
        return {"broke": type(error).__name__}


def _as_record(found: FileText) -> dict[str, object]:
    return asdict(found)


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
