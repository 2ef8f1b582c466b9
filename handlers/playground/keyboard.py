"""Lines from a keyboard, a pipe or a list, one at a time, without holding up the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator


async def typed_lines(
    lines: Iterable[str] | None, label: Callable[[], str], echo: Callable[[str], None]
) -> AsyncIterator[str]:
    """Yield what is typed until it ends.

    Args:
        lines: what to yield instead of reading standard input.
        label: what stands before the cursor.
        echo: prints a line that nobody saw being typed.
    """
    if lines is None and sys.stdin.isatty():
        while (line := await _from_keyboard(label())) is not None:
            yield line
        return
    if lines is not None:
        for line in lines:
            echo(label() + line)
            yield line
        return
    while line := await asyncio.to_thread(sys.stdin.readline):
        echo(label() + line.rstrip("\n"))
        yield line


@contextlib.contextmanager
def leaving_on_interrupt() -> Iterator[None]:
    """Let Ctrl-C end the block in good order instead of ending the program."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    interrupted = False

    def interrupt() -> None:
        nonlocal interrupted
        interrupted = True
        if task is not None:
            task.cancel()

    try:
        loop.add_signal_handler(signal.SIGINT, interrupt)
    except (NotImplementedError, RuntimeError):
        # Not on this system, or not in the main thread: Ctrl-C stays what it was.
        yield
        return
    try:
        with _terminal_as_it_was():
            yield
    except asyncio.CancelledError:
        if not interrupted or task is None:
            raise
        task.uncancel()
    finally:
        loop.remove_signal_handler(signal.SIGINT)


async def _from_keyboard(label: str) -> str | None:
    """Read one line with history and editing; None at the end of input.

    The thread that waits for the keyboard cannot be stopped, so it is one that does not keep the
    program alive.
    """
    loop = asyncio.get_running_loop()
    read: asyncio.Future[str | None] = loop.create_future()

    def finish(line: str | None) -> None:
        if not read.done():
            read.set_result(line)

    def wait_for_line() -> None:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - input() edits lines where it is loaded
        line: str | None = None
        with contextlib.suppress(EOFError):
            line = input(label)
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(finish, line)

    threading.Thread(target=wait_for_line, daemon=True).start()
    return await read


@contextlib.contextmanager
def _terminal_as_it_was() -> Iterator[None]:
    """Give the terminal its settings back: a reader that was left alone does not."""
    try:
        import termios
    except ImportError:
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
