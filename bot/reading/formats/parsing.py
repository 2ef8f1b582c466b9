"""Files that may be hostile, parsed in a process of their own: the worst costs one sentence.

The process has limits of memory and time, and is used for many files, since it takes a quarter of
a second to start. One that crashed, hung or ran out of memory is thrown away.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import IO, Self, cast

from bot.errors import InputError
from bot.reading.formats.file_text import FileText
from bot.reading.formats.kinds import Kind
from bot.reading.formats.parser_process import LENGTH

_MEGABYTE = 1024 * 1024
#: An answer may have so many bytes: the longest text, each letter written as an escape, and more.
_LONGEST_ANSWER = 64 * _MEGABYTE
#: After so many files a process is replaced, so that what libraries leak does not pile up.
_MOST_FILES = 500
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "TEMP")
_INSTEAD = "save its text as .txt"
#: SIGXCPU, which ends a process that used up its processor time, where there is one.
_CPU_SIGNAL = getattr(signal, "SIGXCPU", 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one file may cost: seconds by the clock, and bytes of the process's address space."""

    seconds: float = 30.0
    memory: int = 512 * _MEGABYTE


class _Process:
    """One running parser process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._timed_out = False
        self._files = 0
        paths = [path or os.getcwd() for path in sys.path]
        kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [
                sys.executable, "-P", "-m", "bot.reading.formats.parser_process",
                str(limits.memory), str(max(1, int(limits.seconds))),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
        )  # fmt: skip

    def ask(self, kind: Kind, data: bytes) -> bytes:
        """Return the process's answer.

        Raises:
            InputError: it took too long, or the process ended.
        """
        self._files += 1
        watch = threading.Timer(self._limits.seconds, self._stop_late)
        watch.daemon = True
        watch.start()
        try:
            answer = self._exchange(kind.value.encode("ascii"), data)
        finally:
            watch.cancel()
        if answer is None:
            raise InputError(self._explain_end())
        return answer

    def may_go_on(self) -> bool:
        """Tell whether another file may be given to the process."""
        return not self._timed_out and self._files < _MOST_FILES

    def _stop_late(self) -> None:
        self._timed_out = True
        self._child.kill()

    def _exchange(self, kind: bytes, data: bytes) -> bytes | None:
        requests, answers = cast(IO[bytes], self._child.stdin), cast(IO[bytes], self._child.stdout)
        try:
            for frame in (kind, data):
                requests.write(LENGTH.pack(len(frame)))
                requests.write(frame)
            requests.flush()
        except OSError:
            return None
        head = answers.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return None
        (length,) = LENGTH.unpack(head)
        if length > _LONGEST_ANSWER:
            raise InputError(f"its text is longer than {_LONGEST_ANSWER // _MEGABYTE} MB; split it")
        answer = answers.read(length)
        return answer if len(answer) == length else None

    def _explain_end(self) -> str:
        status = self._child.wait()
        if self._timed_out or (_CPU_SIGNAL and status == -_CPU_SIGNAL):
            return f"the file took longer than {self._limits.seconds:g} s to read; {_INSTEAD}"
        return f"the file is damaged or needs too much memory: its reader broke down; {_INSTEAD}"

    def close(self) -> None:
        """End the process, whatever it does."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was never sent cannot be sent any more
                    continue


class FileParser:
    """Parses files in a process of their own, started with the first file.

    Use it as a context, or ``close`` it. Threads may share one; their files wait for each other.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._process: _Process | None = None

    def parse(self, kind: Kind, data: bytes) -> list[FileText]:
        """Return the texts of a file: one, or for a mail several.

        Raises:
            InputError: there is none to be had, or the file broke a limit or the parser.
        """
        with self._lock:
            process = self._process or self._start()
            self._process = None
            keep = False
            try:
                texts = self._read_answer(process.ask(kind, data))
                keep = process.may_go_on()
            finally:
                if keep:
                    self._process = process
                else:
                    process.close()
        if isinstance(texts, str):
            raise InputError(texts)
        return texts

    def _start(self) -> _Process:
        try:
            return _Process(self._limits)
        except OSError as error:
            raise InputError(
                "the system has no room for a process to read it in; try again later"
            ) from error

    def _read_answer(self, answer: bytes) -> list[FileText] | str:
        """Return the texts, or the sentence that says why there are none.

        Raises:
            InputError: the same, and the process is not to be used again.
        """
        try:
            record = json.loads(answer)
            if "why" in record:
                return str(record["why"])
            if "texts" in record:
                return [_as_file_text(text) for text in record["texts"]]
            out_of_memory = "memory" in record
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise InputError(f"the file is damaged: its reader broke down; {_INSTEAD}") from error
        if out_of_memory:
            limit = self._limits.memory // _MEGABYTE
            raise InputError(f"the file needs more than {limit} MB of memory to read; {_INSTEAD}")
        raise InputError(f"the file is damaged: its reader met {record.get('broke')}; {_INSTEAD}")

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            if self._process is not None:
                self._process.close()
                self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _as_file_text(record: dict[str, object]) -> FileText:
    """Return what the process sent, which a hostile file may have written, with types made sure."""

    def words(name: str) -> str:
        value = record.get(name)
        return value if isinstance(value, str) else ""

    day = words("published")
    return FileText(
        text=words("text"),
        title=words("title"),
        author=words("author"),
        published=date.fromisoformat(day) if day else None,
        language=words("language"),
        outlet=words("outlet"),
        url=words("url") or None,
        licence=words("licence"),
        part=words("part"),
    )
