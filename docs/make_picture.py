"""Take docs/playground.png: the brief on NATO from seeds/ in the playground, as a browser shows it.

Run by ``make picture``, so that the picture in the README stays true. It needs Chromium.
"""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.async_api import async_playwright

from bot.config import load_settings
from bot.newsroom import make_newsroom
from bot.reading.paths import read_paths
from handlers.playground.page.clock import ChannelClock
from handlers.playground.page.run import address_of, open_door, open_playground, serve_page
from handlers.playground.page.server import make_page_app

ROOT = Path(__file__).resolve().parents[1]
#: What the clock in the picture shows.
_NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
_WIDTH, _HEIGHT = 1200, 820
#: Twice as many pixels as points, for screens that have them.
_SHARPNESS = 2
_COLOURS = 128


async def take_picture(address: str, browser: str) -> bytes:
    """Return the first look at the page, as PNG."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as player:
        started = await player.chromium.launch(executable_path=browser, args=flags)
        page = await started.new_page(
            viewport={"width": _WIDTH, "height": _HEIGHT},
            device_scale_factor=_SHARPNESS,
            color_scheme="light",
        )
        await page.goto(address)
        await page.wait_for_selector("body.ready")
        await page.evaluate("document.activeElement.blur()")
        picture = await page.screenshot()
        await started.close()
    return picture


async def draw(folder: Path, browser: str) -> bytes:
    """Open the playground on a fresh archive of the seeds and take its picture."""
    clock = ChannelClock(lambda: _NOW)
    newsroom = make_newsroom(
        load_settings(database_url=f"sqlite:///{folder / 'archive.db'}"), now=clock
    )
    newsroom.add(read_paths([str(ROOT / "seeds")]))
    try:
        with open_door(0) as door:
            async with (
                open_playground(
                    newsroom.settings, newsroom, clock, base=address_of(door)
                ) as playground,
                serve_page(make_page_app(playground), door),
            ):
                return await take_picture(address_of(door), browser)
    finally:
        newsroom.close()


def main() -> None:
    """Write the picture, with few colours, so that it is small."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("Chromium is not on this machine (on Debian: apt-get install chromium).")
    with tempfile.TemporaryDirectory() as folder:
        taken = asyncio.run(draw(Path(folder), browser))
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    small = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
    small.save(ROOT / "docs" / "playground.png", optimize=True)


if __name__ == "__main__":
    main()
