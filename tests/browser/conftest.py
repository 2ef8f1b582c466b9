"""A real browser for the pages: it may reach this machine alone, and no error goes unseen."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from browser.block_stage import Stage, serve_stage
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

#: Without these Chromium talks to its maker's hosts at every start.
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
_WAIT_MS = 10_000
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


class Watched:
    """A page, and what went wrong on it.

    Attributes:
        page: Playwright's page.
        errors: what the console complained of, and what the page's scripts raised.
        strangers: requests that would have left this machine.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.strangers: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._see)

    async def find_barriers(self) -> list[str]:
        """Return what axe finds that keeps people out, a line each."""
        found = await Axe().run(self.page)
        return [
            f"{rule['id']}: {node['html']}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
        ]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _see(self, request: Request) -> None:
        place = urlsplit(request.url)
        if place.scheme not in ("data", "blob") and place.hostname != "127.0.0.1":
            self.strangers.append(request.url)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all tests of this folder in one event loop, which the one browser belongs to."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Return Debian's Chromium without a window; skip where it is absent, but fail under CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "Chromium is not on this machine (on Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as player:
        flags = [*_QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(_QUIET)
        started = await player.chromium.launch(executable_path=path, args=flags)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desktop(browser: Browser) -> AsyncIterator[Watched]:
    """Return a page as wide as a desk's screen; it must end without an error or a stranger."""
    async for watched in _watch(browser, DESKTOP):
        yield watched


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser) -> AsyncIterator[Watched]:
    """Return a page as narrow as a phone; it must end without an error or a stranger."""
    async for watched in _watch(browser, PHONE):
        yield watched


@pytest_asyncio.fixture(loop_scope="session")
async def stage(desktop: Watched) -> AsyncIterator[Stage]:
    """Return a wide page that shows blocks."""
    async with serve_stage() as address:
        stage = Stage(desktop.page, address)
        await stage.open()
        yield stage


@pytest_asyncio.fixture(loop_scope="session")
async def phone_stage(phone: Watched) -> AsyncIterator[Stage]:
    """Return a narrow page that shows blocks."""
    async with serve_stage() as address:
        stage = Stage(phone.page, address)
        await stage.open()
        yield stage


async def _watch(browser: Browser, size: dict[str, int]) -> AsyncIterator[Watched]:
    context = await browser.new_context(viewport={"width": size["width"], "height": size["height"]})
    context.set_default_timeout(_WAIT_MS)
    watched = Watched(await context.new_page())
    yield watched
    await context.close()
    assert watched.errors == []
    assert watched.strangers == []
