"""A page that shows blocks: served from this machine, under a policy that allows no inline code."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib import resources
from typing import Any

from aiohttp import web
from playwright.async_api import Locator, Page

from handlers.views.budget import Block

_PAGE = """<!doctype html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Blocks</title>
<link rel="stylesheet" href="/static/blocks.css">
<link rel="stylesheet" href="/static/controls.css">
<link rel="stylesheet" href="/stage.css">
<link rel="icon" href="data:,">
</head>
<body><main><h1>Blocks</h1><h2>One message</h2><div id="stage"></div></main></body>
</html>"""
_STYLE = """
body { background: var(--bk-ground); color: var(--bk-text); font: 15px/1.46 system-ui, sans-serif;
  margin: 0; }
main { margin: 0 auto; max-width: 44rem; padding: 1rem; }
h1, h2 { font-size: 1rem; margin: 0; }
"""
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
_PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180">
<rect width="320" height="180" fill="#57a"/></svg>"""
_SHOW = """async ({ call, value, names }) => {
  const blocks = await import("/static/blocks.js");
  window.told = [];
  const tell = (kind) => (value) => window.told.push({ kind, value });
  const context = {
    ...names,
    now: new Date("2022-02-05T12:00:00Z"),
    timeZone: "UTC",
    onAction: tell("action"),
    onSubmit: tell("submit"),
    onClose: tell("close"),
  };
  window.blocks = blocks;
  window.stage = document.getElementById("stage");
  const start = performance.now();
  window.stage.replaceChildren(blocks[call](value, context));
  return performance.now() - start;
}"""
NAMES = {
    "users": {"U1": "ada", "U0ANNA": "anna", "U0ADA": "ada"},
    "channels": {"C1": "general", "C0NEWS": "news", "C0DESK": "desk"},
}


class Stage:
    """The page in a browser, and what its controls told."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.root: Locator = self.page.locator("#stage")

    async def open(self) -> None:
        """Go to the page."""
        await self.page.goto(f"{self.address}/")

    async def show(self, blocks: Sequence[Block]) -> float:
        """Show blocks; return how many milliseconds making them took."""
        return await self._call("renderBlocks", list(blocks))

    async def show_text(self, text: str) -> None:
        """Show a mrkdwn text."""
        await self._call("renderMrkdwn", text)

    async def show_modal(self, view: Block) -> None:
        """Show a modal."""
        await self._call("renderModal", view)

    async def _call(self, call: str, value: object) -> float:
        given = {"call": call, "value": value, "names": NAMES}
        took: float = await self.page.evaluate(_SHOW, given)
        return took

    async def set_theme(self, theme: str) -> None:
        """Turn the page light or dark."""
        script = "(theme) => document.documentElement.setAttribute('data-theme', theme)"
        await self.page.evaluate(script, theme)

    async def told(self) -> list[Block]:
        """Return what the app was told, in order: kind and value."""
        heard: list[Block] = await self.page.evaluate("window.told")
        return heard

    async def read_state(self) -> Block:
        """Return what stands in the controls."""
        state: Block = await self.page.evaluate("window.blocks.readState(window.stage)")
        return state

    async def show_errors(self, errors: Mapping[str, str]) -> None:
        """Put errors beside the fields of the modal on the stage."""
        script = "(errors) => window.blocks.showErrors(window.stage.firstElementChild, errors)"
        await self.page.evaluate(script, dict(errors))

    async def warnings(self) -> list[str]:
        """Return the warnings on the stage."""
        return await self.root.locator(".bk-warning").all_inner_texts()


@asynccontextmanager
async def serve_stage() -> AsyncIterator[str]:
    """Serve the page and the renderer; yield the address."""

    async def page(_: web.Request) -> web.Response:
        headers = {"Content-Security-Policy": _POLICY}
        return web.Response(text=_PAGE, content_type="text/html", headers=headers)

    async def style(_: web.Request) -> web.Response:
        return web.Response(text=_STYLE, content_type="text/css")

    async def picture(_: web.Request) -> web.Response:
        return web.Response(text=_PICTURE, content_type="image/svg+xml")

    app = web.Application()
    app.router.add_get("/", page)
    app.router.add_get("/stage.css", style)
    app.router.add_get("/picture.svg", picture)
    folder: Any = resources.files("handlers.playground").joinpath("page/static")
    app.router.add_static("/static", str(folder))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
