"""``dateline playground`` as a person starts and ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.playground.page.run import open_door


@pytest.fixture
def started(tmp_path: Path, project: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start the command where its port is taken; return it and that port."""
    with open_door(0) as door:
        port = door.getsockname()[1]
        command = [sys.executable, "-u", "-m", "bot", "playground", "--no-browser"]
        command += ["--port", str(port), "--database", str(tmp_path / "archive.db")]
        environment = {**os.environ, "PYTHONPATH": str(project)}
        with subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            yield process, port
            process.kill()


def test_page_is_at_the_next_free_port_until_it_is_interrupted(
    started: tuple[subprocess.Popen[str], int],
) -> None:
    """What is taken is said, the address is printed, and Ctrl+C ends it without a word."""
    process, port = started
    assert process.stdout is not None
    assert process.stdout.readline() == (
        f"Port {port} is taken, so the page is at the next free one.\n"
    )
    address = process.stdout.readline().split()[2]
    with urllib.request.urlopen(address, timeout=10) as page:  # noqa: S310 - our own address
        assert "<title>Dateline playground</title>" in page.read().decode()
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, "")
