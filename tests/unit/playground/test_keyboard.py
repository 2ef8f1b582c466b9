"""The prompt at a real terminal: keys end it in good order and leave the terminal as it was."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="needs a pseudo terminal")
termios = pytest.importorskip("termios", reason="needs a pseudo terminal")

_PATIENCE = 60.0


def read_until(descriptor: int, words: bytes) -> bytes:
    """Read from a terminal until ``words`` are there or it is closed."""
    seen = b""
    deadline = time.monotonic() + _PATIENCE
    while words not in seen and time.monotonic() < deadline:
        if select.select([descriptor], [], [], 0.1)[0]:
            try:
                seen += os.read(descriptor, 65536)
            except OSError:
                break
    return seen


@pytest.mark.parametrize("keys", [b"/brief na\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_the_session_ends_in_good_order(tmp_path: Path, keys: bytes) -> None:
    """Ctrl-C within a line and Ctrl-D end with status 0, without a traceback, with echo on."""
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    database = f"sqlite:///{tmp_path / 'archive.db'}"
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "playground", "--terminal"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"DATELINE_DATABASE_URL": database, "TERM": "xterm"},
        cwd=tmp_path,
        start_new_session=True,
        preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),  # makes it the terminal
    ) as process:
        shown = read_until(ours, b"#general > ")
        os.write(ours, keys)
        status = process.wait(_PATIENCE)
        after = termios.tcgetattr(theirs)
    os.close(theirs)
    shown += read_until(ours, b"Traceback")
    os.close(ours)
    assert b"You are Ada" in shown
    assert b"Traceback" not in shown
    assert status == 0
    assert after == before
